"""What drives a result: the entered numbers ranked by their pull."""

from __future__ import annotations

from math import inf, isfinite
from typing import TYPE_CHECKING, Any

from flowsheets.results.drivers import Slope, result_gradient, slopes
from flowsheets.results.table import Table, columns

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution

LEAST = 1e-9
"""Inputs that move a result by less than this share of a per cent per per cent are left out."""


def driver_table(solution: Solution, result: str) -> Table:
    """Entered numbers by the change of a result for one per cent more of each, strongest first.

    The derivatives are exact at the solution; a temperature counts from 0 K. Where a unit stands at a switch (the
    least of two terms) the derivative has a value on each side: 'change for 1 % less' is then not the opposite of
    'change for 1 % more', and 'one-sided' names the unit. Raises InputError or PathError for a result that the sheet
    does not have.
    """
    value = result_gradient(solution.solved, result).value
    rows = []
    for path, slope in slopes(solution.solved, result).items():
        entered = _entered(solution, path)
        share = entered / value if value else 0.0
        more, less = slope.rising * share, -slope.falling * share
        if not max(abs(more), abs(less)) <= LEAST:
            numbers = (more, slope.rising, less, slope.falling)
            rows.append((path, entered, *(n if isfinite(n) else None for n in numbers), _told(slope)))
    rows.sort(key=_strength, reverse=True)
    described = columns(
        "input",
        "value (SI)",
        ("change for 1 % more", "%"),
        "derivative (SI)",
        ("change for 1 % less", "%"),
        "derivative below (SI)",
        "one-sided",
    )
    return Table("drivers", f"What drives {result} ({value:.5g} in SI)", described, tuple(rows), "Study")


def _strength(row: tuple[Any, ...]) -> float:
    """The larger change; unknown ones come first, so that they are seen."""
    known = [abs(change) for change in (row[2], row[4]) if change is not None]
    return max(known) if known else inf


def _told(slope: Slope) -> str:
    """At whose switch the derivative is, or ''."""
    if not slope.one_sided:
        return ""
    told = f"at a switch of {', '.join(slope.switches)}"
    return told if isfinite(slope.rising) and isfinite(slope.falling) else f"{told}: not both sides can be told"


def _entered(solution: Solution, path: str) -> float:
    from flowsheets.solving.sensitivity import input_position

    solved = solution.solved
    return float(solved.z[input_position(solved.problem, solved.system, path)])
