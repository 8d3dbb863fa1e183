"""Demands: which parameter each frees, where it ends, which act."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from flowsheets.equations.problem import CompiledSpecification, Freed, Problem
from flowsheets.equations.system import System
from flowsheets.solving.newton import Point
from unitops.quantities import format_quantity

BOUND_SLACK = 1e-9


def held_demands(problem: Problem) -> list[int]:
    """Demands whose parameter has a value entered, so that the sheet can be solved without them."""
    frees = [(k, s.frees[0].position) for k, s in enumerate(problem.specifications) if s.relation == "="]
    return [k for k, position in frees if problem.z[position] != 0.0]


def beyond_bounds(problem: Problem, system: System, z: np.ndarray) -> bool:
    """Whether some freed parameter is where it cannot be: perhaps the sheet has another solution."""
    freed = (f for s in problem.specifications for f in s.frees if system.column[f.position] >= 0)
    return any(_excess(f, float(z[f.position])) > 0.0 for f in freed)


def misses(system: System, point: Point, targets: np.ndarray) -> np.ndarray:
    """Residual of the equation of each target: result less target; 0 where a demand does not act."""
    miss = np.zeros(len(targets))
    for k, target in enumerate(targets):
        rows = system.entry_rows[system.entry_places == target]
        miss[k] = float(point.residual[rows[0]]) if len(rows) else 0.0
    return miss


def next_active(
    problem: Problem, active: Sequence[int | None], z: np.ndarray, ended: set[tuple[int, int]]
) -> tuple[list[int | None], list[str]]:
    """Which parameter each specification frees after this solve, and what there is to tell of it.

    Writes into z the bound at which a freed parameter stops, and into ``ended`` (specification, choice) that it did.
    Of several that are beyond their bounds only the furthest stops: it may have driven the others there.
    """
    changed: list[int | None] = list(active)
    notes: list[str] = []
    stopped = {position for position, _ in ended}
    beyond: list[tuple[float, int, int]] = []
    for position, specification in enumerate(problem.specifications):
        choice = active[position]
        if choice is not None:
            excess = _excess(specification.frees[choice], float(z[specification.frees[choice].position]))
            if excess > 0.0:
                beyond.append((-excess, position, choice))
        elif specification.relation != "=" and position not in stopped and _violated(problem, position, z):
            changed[position] = 0
            notes.append(f"{specification.text} is active: {specification.frees[0].path} is adjusted")
    if beyond:
        _, position, choice = min(beyond)
        ended.add((position, choice))
        changed[position], note = _stop_at_bound(problem, position, choice, z, ended)
        notes.append(note)
    return changed, notes


def _excess(freed: Freed, value: float) -> float:
    """How far a value is beyond the bounds of a parameter, against its range or its size; 0 within them."""
    outside = max(freed.lower - value, value - freed.upper)
    size = max(abs(freed.lower) if np.isfinite(freed.lower) else 0.0, abs(value), 1e-12)
    if outside <= BOUND_SLACK * size:
        return 0.0
    width = freed.upper - freed.lower
    return outside / (width if np.isfinite(width) and width > 0.0 else size)


def _stop_at_bound(
    problem: Problem, position: int, choice: int, z: np.ndarray, ended: set[tuple[int, int]]
) -> tuple[int | None, str]:
    """Hold a parameter at its bound; what the specification adjusts from now on, and the sentence that tells it."""
    specification = problem.specifications[position]
    freed = specification.frees[choice]
    value = float(z[freed.position])
    bound = freed.lower if value < freed.lower else freed.upper
    z[freed.position] = bound
    if len(specification.frees) == 2 and (position, 1 - choice) not in ended:
        other = specification.frees[1 - choice]
        return 1 - choice, hands_over(specification, freed, bound, other)
    wanted = f"{freed.path} would have to be {format_quantity(value, freed.unit)} but"
    return None, not_reached(specification, freed, bound, wanted)


def hands_over(specification: CompiledSpecification, freed: Freed, bound: float, other: Freed) -> str:
    """Tells that a parameter stays at its bound, and that its demand adjusts the other of the pair."""
    return f"{freed.path} ends at {format_quantity(bound, freed.unit)}; {specification.text} now adjusts {other.path}"


def not_reached(specification: CompiledSpecification, freed: Freed, bound: float, wanted: str = "") -> str:
    """Tells that a demand is not met with its parameter at its bound."""
    end = f"{wanted or freed.path} ends at {format_quantity(bound, freed.unit)}"
    return f"{specification.text} cannot be reached: {end}; the nearest attainable value is shown"


def _violated(problem: Problem, position: int, z: np.ndarray) -> bool:
    specification = problem.specifications[position]
    values, _ = specification.group.kernel.evaluate(z[specification.group.arguments])
    excess = float(values[0, 0])
    size = abs(z[specification.group.arguments[0, -1]]) + 1e-30
    return bool(excess > 1e-9 * size if specification.relation == "<=" else excess < -1e-9 * size)
