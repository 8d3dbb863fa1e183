"""Bounds of what may vary, in SI, from the unit in which it is declared."""

from __future__ import annotations

import numpy as np
import pytest

from flowsheets.batch.columns import NumberColumn, resolve_column
from flowsheets.equations.build import compile_sheet
from flowsheets.equations.problem import Problem
from tests.unitops.examples.ion_exchange import EXAMPLES
from unitops.quantities import Dimension


@pytest.fixture(scope="module")
def problem() -> Problem:
    """Ion exchange columns: their removals are a table in per cent, from 0 to 100."""
    return compile_sheet(EXAMPLES["IonExchange"]())


def column(problem: Problem, name: str) -> NumberColumn:
    """The column of the first entry of a table of the columns, or of a parameter."""
    unit = next(unit for unit in problem.units.values() if unit.operation.__name__ == "IonExchange")
    entries = dict(unit.configuration.tables).get(name)
    found = resolve_column(problem, f"{unit.tag}.{name}[{entries[0]}]" if entries else f"{unit.tag}.{name}")
    assert isinstance(found, NumberColumn)
    return found


def test_a_table_in_per_cent_is_bounded_by_shares(problem: Problem) -> None:
    removal = column(problem, "removal")
    assert (removal.unit, removal.dimension) == ("%", Dimension.FRACTION)
    assert (removal.low, removal.high) == (0.0, 1.0)
    assert removal.outside(np.array([-0.01, 0.0, 0.5, 1.0, 1.01, np.nan])).tolist() == [True, *[False] * 3, True, True]
    assert removal.refusal(1.2).endswith("120 % is above 100 %")
    # a bare number is a share, as on the sheet
    assert removal.in_si(np.array([0.9]), "", 8000.0) == pytest.approx([0.9])
    assert removal.in_si(np.array([90.0]), "%", 8000.0) == pytest.approx([0.9])


def test_parameters_are_bounded_in_si(problem: Problem) -> None:
    lost = column(problem, "liquor_to_eluate")
    assert (lost.low, lost.high) == pytest.approx((0.0, 0.5))
    cycle = column(problem, "cycle_time")
    assert (cycle.low, cycle.high) == pytest.approx((360.0, 3.6e7))
