"""What drives a result: the entered numbers ranked by their pull."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowsheets.results.drivers import result_gradient
from flowsheets.results.table import Table, columns

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution

LEAST = 1e-9
"""Inputs that move a result by less than this share of a per cent per per cent are left out."""


def driver_table(solution: Solution, result: str) -> Table:
    """Entered numbers by the change of a result for one per cent more of each, strongest first.

    The derivatives are exact at the solution; a temperature counts from 0 K. Raises InputError or PathError for a
    result that the sheet does not have.
    """
    value = result_gradient(solution.solved, result).value
    rows = []
    for path, slope in solution.sensitivity(result).items():
        entered = _entered(solution, path)
        pull = slope * entered / value if value else 0.0
        if abs(pull) > LEAST:
            rows.append((path, entered, pull, slope))
    rows.sort(key=lambda row: -abs(row[2]))
    described = columns("input", "value (SI)", ("change for 1 % more", "%"), "derivative (SI)")
    return Table("drivers", f"What drives {result} ({value:.5g} in SI)", described, tuple(rows), "Study")


def _entered(solution: Solution, path: str) -> float:
    from flowsheets.solving.sensitivity import input_position

    solved = solution.solved
    return float(solved.z[input_position(solved.problem, solved.system, path)])
