"""Every shipped flowsheet solves from nothing, closes, meets its expectations or says why not; faults are caught."""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

import pytest

from flowsheets import library
from flowsheets.audit import audit
from flowsheets.results.solution import Solution


@cache
def solved(name: str) -> Solution:
    return library.load(name).solve()


@pytest.mark.parametrize("name", library.names())
def test_solves_and_closes(name: str) -> None:
    solution = solved(name)
    closure = solution.written["closure"]
    assert solution.status in ("closed", "outside validity"), solution.warnings
    assert closure["mass"] <= 1e-9
    assert closure["energy"] <= 1e-6
    assert closure["charge"] <= 1e-9
    assert max(closure["elements"].values()) <= 1e-9


@pytest.mark.parametrize("name", library.names())
def test_meets_its_expectations_or_says_why_not(name: str) -> None:
    table = solved(name).plain_tables("h")["expectations"]
    verdicts = {row[0]: row for row in table.rows}
    notes = {e.result: e.notes for e in solved(name).sheet.document.expectations}
    silent = [key for key, row in verdicts.items() if "outside" in row and not notes.get(str(key), "")]
    assert not silent


@pytest.mark.parametrize("name", library.names())
def test_every_source_that_is_named_is_told(name: str) -> None:
    document = library.load(name).document
    assert document.sources
    assert all(source.text for source in document.sources.values())


def test_the_lithium_plant_is_a_plant() -> None:
    document = library.load("spodumene_li2co3").document
    equipment = [u for u in document.units.values() if u.operation not in ("Feed", "Product", "Mixer", "Splitter")]
    assert len(equipment) >= 20


def faulty(name: str) -> dict[str, Any]:
    return copy.deepcopy(solved(name).written)


def places(result: dict[str, Any]) -> set[str]:
    report = audit(result)
    assert report.status == "out of balance"
    return {finding.place for finding in report.findings if finding.severity == "balance"}


def test_one_flow_a_millionth_off_is_found_at_its_units() -> None:
    result = faulty("spodumene_li2co3")
    tag = next(t for t, s in result["streams"].items() if s["from"] == "TK-201.slurry")
    stream = result["streams"][tag]
    stream["species_kg_per_h"]["Li+(aq)"] *= 1 + 1e-6
    found = places(result)
    assert {"TK-201", "TK-202"} & found or tag in found


def test_a_dropped_dust_term_is_found() -> None:
    result = faulty("spodumene_li2co3")
    tag = next(t for t, s in result["streams"].items() if s["from"] == "KN-101.offgas")
    stream = result["streams"][tag]
    for species in [s for s in stream["species_kg_per_h"] if s.endswith("(s)") or "(s," in s]:
        stream["species_kg_per_h"][species] = 0.0
    assert {"KN-101", tag} & places(result)


def test_a_wrong_coefficient_is_found() -> None:
    result = faulty("spodumene_li2co3")
    tag = next(t for t, s in result["streams"].items() if s["from"] == "KN-102.roasted")
    stream = result["streams"][tag]
    stream["species_kg_per_h"]["HAlSi2O6(s)"] *= 0.5  # as if one were made of two LiAlSi2O6
    assert {"KN-102", tag} & places(result)


def test_a_missing_heat_loss_is_found() -> None:
    result = faulty("spodumene_li2co3")
    del result["units"]["KN-101"]["energy"]["loss"]
    assert "KN-101" in places(result)
