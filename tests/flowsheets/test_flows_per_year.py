"""A flow per year is over the hours in which the plant produces, wherever it is entered, demanded or shown."""

from __future__ import annotations

import numpy as np
import pytest

import flowsheets as fs
from flowsheets.batch import CaseEvaluator
from flowsheets.document.building import SheetBuilder
from flowsheets.document.editing import with_specification
from flowsheets.document.records import SpecificationRecord
from flowsheets.results.expected import expected_values
from flowsheets.sheet import Sheet

HOURS = 8000.0 * 0.9


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    build = SheetBuilder("per year", hours_per_year="8000 h", availability="90 %")
    build.unit("Feed", "FD-1", composition="NaCl(s)", rate="14400 t/a")
    build.unit("Product", "PR-1")
    build.stream("FD-1.outlet", "PR-1.inlet", "S-1")
    build.figure("salt", "S-1.mass_flow", "t/a")
    build.expect("S-1.mass_flow", 14.4e6, "kg/a")
    return Sheet(build.sheet())


def test_entered_and_shown(sheet: Sheet) -> None:
    solution = sheet.solve()
    assert solution.written["sheet"]["hours_per_year"] == HOURS
    assert solution.streams["S-1"]["mass_kg_per_h"] == pytest.approx(2000.0)
    assert solution.indicators["salt"].value == pytest.approx(14400.0)
    assert expected_values(solution.solved) == pytest.approx([14.4e6])


def test_in_a_batch_and_a_sweep(sheet: Sheet) -> None:
    evaluator = CaseEvaluator(sheet.document, ["FD-1.rate"], ["salt", "S-1.mass_flow [kg/a]"])
    (row,) = evaluator.solve(np.array([[0.5]])).results
    assert row == pytest.approx([0.5 * 3.6 * HOURS, 0.5 * 3600.0 * HOURS])
    table = fs.studies.sweep(sheet, "FD-1.rate=7200..14400 t/a:2", results=["S-1.mass_flow [t/h]"]).table
    assert table["S-1.mass_flow [t/h]"].tolist() == pytest.approx([1.0, 2.0])


def test_demanded(sheet: Sheet) -> None:
    demand = SpecificationRecord(result="S-1.mass_flow", target="7200 t/a", frees=("FD-1.rate",))
    solution = Sheet(with_specification(sheet.document, demand)).solve()
    assert solution.streams["S-1"]["mass_kg_per_h"] == pytest.approx(1000.0)
