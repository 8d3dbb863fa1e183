"""Demands about to act, to let go or to adjust another parameter: on either side the sheet has other slopes."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from flowsheets.equations.problem import CompiledSpecification, Freed, Problem
from flowsheets.solving.switches import CLOSE


class DemandSwitch(msgspec.Struct, frozen=True):
    """A demand near its corner: its number, what it frees on one side and on the other (None: nothing).

    ``owner`` is the unit whose parameter it adjusts. ``gradient`` are the derivatives of its gap by entries of z in the
    system of the first side: that side holds where the gap rises, the second where it falls.
    """

    number: int
    owner: str
    first: int | None
    second: int | None
    gradient: dict[int, float]


def near_demands(problem: Problem, active: Sequence[int | None], z: np.ndarray) -> list[DemandSwitch]:
    """Demands within ``CLOSE`` of where they act, let go, or change places."""
    found = []
    for number, (specification, choice) in enumerate(zip(problem.specifications, active, strict=True)):
        switch = _near(problem, specification, number, choice, z)
        if switch is not None:
            found.append(switch)
    return found


def _near(
    problem: Problem, specification: CompiledSpecification, number: int, choice: int | None, z: np.ndarray
) -> DemandSwitch | None:
    freed = specification.frees[0]
    owner = next(key for key, unit in problem.units.items() if unit.tag == freed.path.partition(".")[0])
    if specification.relation != "=":
        excess, gradient = _excess(specification, z)
        here = abs(excess) <= CLOSE
        entered = abs(z[freed.position] - problem.z[freed.position]) <= CLOSE * _size(freed, z)
        if not here or not (choice is None or entered):
            return None
        sign = -1.0 if specification.relation == "<=" else 1.0
        return DemandSwitch(number, owner, None, 0, {k: sign * slope for k, slope in gradient.items()})
    pair = len(specification.frees) == 2
    inward = _inward(freed, z)
    if not inward or (choice is None and (pair or abs(_excess(specification, z)[0]) > CLOSE)):
        return None
    if choice == 1 and not _inward(specification.frees[1], z):
        return None
    return DemandSwitch(number, owner, 0, 1 if pair else None, {freed.position: inward})


def _excess(specification: CompiledSpecification, z: np.ndarray) -> tuple[float, dict[int, float]]:
    """Result less target, as a share of the target, and the derivatives of that by entries of z."""
    group = specification.group
    positions = group.arguments[0]
    values, nonzeros = group.kernel.evaluate(z[group.arguments])
    size = max(abs(float(z[positions[-1]])), 1e-30)
    gradient: dict[int, float] = {}
    for column, slope in zip(group.kernel.jacobian_columns, np.ravel(nonzeros), strict=True):
        place = int(positions[column])
        gradient[place] = gradient.get(place, 0.0) + float(slope) / size
    return float(values[0, 0]) / size, gradient


def _inward(freed: Freed, z: np.ndarray) -> float:
    """In which direction a parameter at a bound may go: 1 up, -1 down; 0 where it is at none."""
    value = float(z[freed.position])
    for bound, way in ((freed.lower, 1.0), (freed.upper, -1.0)):
        if np.isfinite(bound) and abs(value - bound) <= CLOSE * _size(freed, z):
            return way
    return 0.0


def _size(freed: Freed, z: np.ndarray) -> float:
    """Of a parameter: its range, or its value where that has no end."""
    width = freed.upper - freed.lower
    return width if np.isfinite(width) and width > 0.0 else max(abs(float(z[freed.position])), CLOSE)
