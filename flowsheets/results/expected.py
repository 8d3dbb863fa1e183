"""Our figures for what a sheet expects."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from flowsheets.document.operating_time import operating_hours
from flowsheets.results.indicators import in_unit, indicator_gradient, path_gradient
from flowsheets.solving.solve import SolvedPoint
from unitops.errors import RaffinateError


def expected_values(solved: SolvedPoint) -> Sequence[float | None]:
    """Our figure for every expectation, in its unit; None where the sheet has no such result."""
    return [_value(solved, record.result, record.unit) for record in solved.problem.sheet.expectations]


def _value(solved: SolvedPoint, result: str, unit: str) -> float | None:
    problem = solved.problem
    record = problem.sheet.indicators.get(result)
    try:
        if record is not None:
            gradient, dimension = indicator_gradient(problem, solved.z, record, result, slopes=False)
        else:
            gradient, dimension = path_gradient(problem, solved.z, result, result, slopes=False)
        value = in_unit(gradient.value, dimension, unit, operating_hours(problem.sheet))
        return None if isnan(value) else value
    except RaffinateError:
        return None
