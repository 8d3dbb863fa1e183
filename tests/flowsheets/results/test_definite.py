"""Quotients over next to nothing are told as not defined, wherever they are shown."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from app.editor.results.indicator_grid import change_grid
from flowsheets.document.records import Flowsheet, Ratio, Recovery
from flowsheets.export.html import page
from flowsheets.export.result_json import result_json
from flowsheets.library import load
from flowsheets.results.comparison import compared
from flowsheets.results.definite import NOT_DEFINED, is_definite
from flowsheets.results.solution import Solution
from flowsheets.sheet import Sheet


@pytest.fixture(scope="module")
def solution() -> Solution:
    """A leach train whose product is a tracer: 42 mg/h of 25 t/h that enter."""
    return Sheet(asked(load("cyanide_ccd").document)).solve()


def asked(sheet: Flowsheet) -> Flowsheet:
    """With ore per product, a share of an element that nothing brings, and a ratio that says something."""
    tags = {record.tag: key for key, record in sheet.streams.items()}
    last, first = tags["S-18"], tags["S-1"]
    product = next(k for k, s in sheet.streams.items() if s.target and sheet.units[s.target.unit].tag == "PD-1")
    more: dict[str, Any] = {
        "ore per product": Ratio(numerator=(f"{first}.mass_flow",), denominator=(f"{product}.mass_flow",), unit="t/t"),
        "recovery of copper": Recovery(element="Cu", of=(first,), to=(last,)),
        "liquor per ore": Ratio(numerator=(f"{last}.mass_flow",), denominator=(f"{first}.mass_flow",), unit="t/t"),
    }
    return msgspec.structs.replace(sheet, indicators={**sheet.indicators, **more})


@pytest.mark.parametrize(
    ("divisor", "part", "definite"),
    [(1.0, False, True), (2e-8, False, True), (5e-9, False, False), (5e-9, True, True), (1e-14, True, False)],
)
def test_a_divisor_is_measured_against_all_that_enters(divisor: float, part: bool, definite: bool) -> None:
    assert is_definite(divisor, 1.0, part=part) is definite


def test_use_per_product_is_not_defined_over_a_trace(solution: Solution) -> None:
    tables = solution.plain_tables()
    assert set(tables["reagents"].column("use")) == {NOT_DEFINED}
    assert set(tables["wastes"].column("per product")) == {NOT_DEFINED}
    assert "figures per unit of product are not defined" in tables["reagents"].notes[0]
    assert "41.5185 mg/h" in tables["reagents"].notes[0]


def test_recovery_of_what_enters_as_a_trace_stays_defined(solution: Solution) -> None:
    assert tables_recovery(solution)["Vx"] == pytest.approx(98.85, abs=0.01)


def tables_recovery(solution: Solution) -> dict[str, float]:
    table = solution.plain_tables()["recoveries"]
    shares = zip(table.column("element"), table.column("outlet"), table.column("share of inflow"), strict=True)
    return {str(element): float(str(share)) for element, outlet, share in shares if outlet == "PD-1"}


def test_indicators_that_are_none_are_written_as_null_with_the_reason(solution: Solution) -> None:
    written = json.loads(result_json(solution))["indicators"]
    for name in ("ore per product", "recovery of copper"):
        assert written[name]["value"] is None
        assert written[name]["reason"]
    assert written["liquor per ore"]["value"] > 0.0
    table = solution.plain_tables()["indicators"]
    row = next(row for row in table.rows if row[0] == "ore per product")
    assert row[1] == NOT_DEFINED
    assert "too little beside all that enters" in str(row[3])


def test_pages_window_and_comparison_say_so_too(solution: Solution) -> None:
    assert NOT_DEFINED in page(solution)
    indicators = json.loads(result_json(solution))["indicators"]
    grid = change_grid(indicators, indicators, ["ore per product"])
    assert grid.rows[0].cells[2:] == (NOT_DEFINED, NOT_DEFINED, None)
    assert "ore per product" not in compared({"a": solution}).column("figure")
