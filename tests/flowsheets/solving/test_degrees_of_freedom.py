"""Too little or too much is specified: told are the entries that mend it, in plants and in small sheets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec
import pytest

from flowsheets.document.building import SheetBuilder
from flowsheets.document.records import Flowsheet
from flowsheets.equations.build import compile_sheet
from flowsheets.equations.kernel_store import KernelStore
from flowsheets.library import load
from flowsheets.solving.degrees_of_freedom import explain_structure

WATER = {"species": {"H2O(l)": "100 %"}}


@cache
def store(plant: str) -> KernelStore:
    return KernelStore()


def told(plant: str, clear: str = "", enter: Mapping[str, Any] | None = None) -> str:
    """What is told of a shipped plant with one entry cleared, or others entered, by 'tag.parameter'."""
    sheet = load(plant).document
    units = dict(sheet.units)
    for path, value in {**({clear: None} if clear else {}), **(enter or {})}.items():
        tag, _, name = path.partition(".")
        key = next(k for k, u in units.items() if u.tag == tag)
        entered = {k: v for k, v in units[key].parameters.items() if k != name}
        units[key] = msgspec.structs.replace(
            units[key], parameters={**entered, name: value} if value is not None else entered
        )
    return of(msgspec.structs.replace(sheet, units=units), store(plant))


def of(sheet: Flowsheet, kernels: KernelStore | None = None) -> str:
    problem = compile_sheet(sheet, kernels)
    active = [0 if s.relation == "=" else None for s in problem.specifications]
    return explain_structure(problem, problem.system(active))


@pytest.mark.parametrize(
    ("plant", "cleared", "entries", "stream"),
    [
        ("mnso4", "TK-304.stoichiometric_ratio", "FD-304.rate TK-304.stoichiometric_ratio", "S-44"),
        ("mnso4", "TK-203.ph", "FD-203.rate TK-203.ph", "S-28"),
        ("mnso4", "FL-401.wash_ratio", "FD-402.rate FL-401.wash_ratio FL-401.wash_to_solids", "S-61"),
        ("mnso4", "B-101.excess_air", "FD-104.rate B-101.excess_air", "S-12"),
        ("mnso4", "FD-101.dry_rate", "FD-101.rate FD-101.dry_rate", "S-1"),
        ("spodumene_li2co3", "FD-303.rate", "FD-303.rate FD-303.dry_rate", "S-46"),
        ("electrolyte_scco2", "MU-301.rate_of", "FD-301.rate MU-301.total_rate MU-301.rate_of", "303"),
    ],
)
def test_what_is_missing_is_told_by_the_entries_that_give_it(
    plant: str, cleared: str, entries: str, stream: str
) -> None:
    said = told(plant, cleared)
    assert said.startswith(f"Too little is specified: nothing fixes how much flows in {stream}. Enter one of ")
    named = said.partition("Enter one of ")[2].replace(",", "").split()
    assert set(entries.split()) <= set(named)
    assert len(named) < 20


def test_a_missing_temperature_is_asked_for_as_such() -> None:
    said = told("mnso4", "GC-101.temperature")
    assert said == (
        "Too little is specified: nothing fixes how hot S-14 is. Enter GC-101.temperature, or demand a result there."
    )


def test_two_gaps_are_told_apart() -> None:
    sheet = SheetBuilder("two")
    sheet.unit("Feed", "FD-1", composition=WATER)
    sheet.unit("Feed", "FD-2", composition=WATER)
    sheet.unit("Mixer", "MX-1")
    sheet.unit("Product", "PD-1")
    sheet.stream("FD-1.outlet", "MX-1.inlets", tag="S-1")
    sheet.stream("FD-2.outlet", "MX-1.inlets", tag="S-2")
    sheet.stream("MX-1.outlet", "PD-1.inlet", tag="S-3")
    said = of(sheet.sheet())
    assert said.count("Too little is specified") == 2
    assert "how much flows in S-1. Enter one of FD-1.rate" in said
    assert "how much flows in S-2. Enter one of FD-2.rate" in said


@pytest.mark.parametrize(
    ("plant", "entered", "entries"),
    [
        ("mnso4", {"FD-301.rate": "1 t/h"}, ["FD-301.rate", "TK-301.stoichiometric_ratio"]),
        ("mnso4", {"FD-104.rate": "1 t/h"}, ["B-101.excess_air", "FD-104.rate"]),
        ("mnso4", {"TK-203.dose_per_liquor": "1 g/L"}, ["FD-204.rate", "TK-203.dose_per_liquor", "TK-203.ph"]),
        ("spodumene_li2co3", {"FD-104.rate": "1 t/h"}, ["FD-104.rate", "KN-102.acid_dose"]),
        ("electrolyte_scco2", {"FD-402.rate": "1 t/h"}, ["FD-402.rate", "MU-401.rate_of"]),
    ],
)
def test_what_is_too_much_is_told_by_the_entries_that_clash(
    plant: str, entered: dict[str, str], entries: list[str]
) -> None:
    said = told(plant, enter=entered)
    found = re.match(r"Too much is specified: (.*) cannot (?:both|all) be kept\. Clear one of them\.", said)
    assert found, said
    clashing = found[1]
    assert sorted(clashing.replace(" and ", ", ").split(", ")) == entries


def test_a_specification_that_clashes_with_an_entry_is_named() -> None:
    said = told("spodumene_li2co3", enter={"TK-201.percent_solids": "30 %"})
    assert "TK-201.percent_solids and the specification TK-201.liquor_to_solid = 2.6 cannot both be kept" in said
    assert "Clear one of the values or switch a specification off" in said


def test_an_entry_that_the_rest_fixes_is_told_alone() -> None:
    assert told("mnso4", enter={"B-101.duty": "10 kW"}) == (
        "Too much is specified: B-101.duty says what the rest of the sheet fixes already. Clear it."
    )


def test_a_sound_sheet_has_nothing_to_tell() -> None:
    assert told("spodumene_li2co3") == ""
