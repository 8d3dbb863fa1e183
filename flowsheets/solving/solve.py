"""From a compiled sheet to a converged point: structure, start, Newton, specifications."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from flowsheets.equations.problem import Problem
from flowsheets.equations.system import System
from flowsheets.solving.diagnosis import StructureError, explain_failure, explain_structure
from flowsheets.solving.linear import Factor, Selection, SingularMatrixError
from flowsheets.solving.newton import Iteration, NotConvergedError, Point, evaluate, newton
from flowsheets.solving.start import (
    THERMAL,
    sweep,
    temperature_guess,
    temperature_positions,
    thermal_positions,
)
from flowsheets.solving.structure import match, match_system

SMOOTHINGS = (1e-3, 1e-6, 1e-9)
"""Rounding of switches, relative to what is switched; the last is what a result holds."""
TOLERANCE = 1e-12
BOUND_SLACK = 1e-9

Steps = Generator[Iteration, None, "SolvedPoint"]


@dataclass
class SolvedPoint:
    """A converged point with its system and factors, and what became of each specification."""

    problem: Problem
    system: System
    point: Point
    active: tuple[int | None, ...]
    notes: list[str] = field(default_factory=list)
    iterations: list[Iteration] = field(default_factory=list)

    @cached_property
    def factor(self) -> Factor:
        """Factors of the whole system at the solution, made when a derivative is first asked for."""
        scale = self.problem.scale[self.system.unknown]
        return Selection.of_all(self.system).factorise(self.point.entries[self.system.chosen], scale)

    @property
    def z(self) -> np.ndarray:
        """All numbers of the sheet."""
        return self.point.z


def solve_steps(problem: Problem, start: np.ndarray | None = None, stop: Callable[[], bool] = lambda: False) -> Steps:
    """Solve, yielding each iteration; the generator's return value is the SolvedPoint.

    start: a former solution's z for a warm start. stop: asked between iterations; SolveCancelledError if it says so.
    Raises StructureError (too little or too much specified) and UnsolvableError.
    """
    active: list[int | None] = [0 if s.relation == "=" else None for s in problem.specifications]
    notes: list[str] = []
    seen: set[tuple[int | None, ...]] = set()
    z = problem.z.copy() if start is None else _merged(problem, start)
    cold = start is None
    history: list[Iteration] = []
    while True:
        seen.add(tuple(active))
        system = problem.system(active)
        matching = match_system(system)
        if system.rows != system.columns or len(matching.lonely_columns):
            raise StructureError(explain_structure(problem, system))
        steps = _solve_square(problem, system, z, cold, stop)
        point = yield from _recorded(steps, history)
        z, cold = point.z.copy(), False
        changed, told = _next_active(problem, active, z)
        notes += told
        if changed == active:
            return SolvedPoint(problem, system, point, tuple(active), notes, history)
        if tuple(changed) in seen:
            names = ", ".join(s.text for s in problem.specifications)
            notes.append(f"the specifications keep changing places ({names}); the last state is shown")
            return SolvedPoint(problem, system, point, tuple(active), notes, history)
        active = changed


def _recorded(steps: Generator[Iteration, None, Point], history: list[Iteration]) -> Generator[Iteration, None, Point]:
    while True:
        try:
            iteration = next(steps)
        except StopIteration as end:
            return end.value
        history.append(iteration)
        yield iteration


def _merged(problem: Problem, start: np.ndarray) -> np.ndarray:
    z = problem.z.copy()
    z[problem.unknown] = start[problem.unknown]
    for specification in problem.specifications:
        for freed in specification.frees:
            z[freed.position] = start[freed.position]
    return z


def _solve_square(
    problem: Problem, system: System, z: np.ndarray, cold: bool, stop: Callable[[], bool]
) -> Generator[Iteration, None, Point]:
    smoothing = problem.layout.smoothing
    rounded = bool(np.any(system.entry_places == smoothing))
    stages = SMOOTHINGS if rounded and cold else SMOOTHINGS[-1:]
    temperatures = temperature_positions(problem)
    z[smoothing] = stages[0]
    if cold:
        temperature_guess(problem, z)
        point = yield from _first_point(problem, system, z, temperatures, stop)
    else:
        point = evaluate(system, z)
    whole = Selection.of_all(system)
    for stage in stages:
        if point.z[smoothing] != stage:
            z = point.z.copy()
            z[smoothing] = stage
            point = evaluate(system, z)
        last = stage == stages[-1]
        steps = newton(
            system,
            whole,
            point,
            problem.scale,
            temperatures,
            stage=f"sheet {stage:.0e}",
            tolerance=TOLERANCE if last else 1e-6,
            stop=stop,
        )
        try:
            point, _ = yield from steps
        except NotConvergedError as error:
            if last:
                raise explain_failure(problem, system, point, error) from error
            point = evaluate(system, error.z)
        except SingularMatrixError as error:
            raise explain_failure(problem, system, point, error) from error
    return point


def _first_point(
    problem: Problem, system: System, z: np.ndarray, temperatures: np.ndarray, stop: Callable[[], bool]
) -> Generator[Iteration, None, Point]:
    """Material from nothing, then temperature; sweeps from unit to unit where material is not linear."""
    material, thermal = _material_and_thermal(problem, system)
    if system.locals:
        point = evaluate(system, sweep(problem, system, z, stop))
        yield Iteration("sweeps", 1, float("nan"), 1.0, 0)
    else:
        try:
            point, _ = yield from newton(
                system,
                material,
                evaluate(system, z),
                problem.scale,
                temperatures,
                stage="material",
                tolerance=1e-9,
                most=2,
                stop=stop,
            )
        except (NotConvergedError, SingularMatrixError):
            point = evaluate(system, sweep(problem, system, z, stop))
            yield Iteration("sweeps", 1, float("nan"), 1.0, 0)
    if thermal is None:
        return point
    try:
        point, _ = yield from newton(
            system, thermal, point, problem.scale, temperatures, stage="heat", tolerance=1e-9, most=15, stop=stop
        )
    except (NotConvergedError, SingularMatrixError):
        pass  # the whole sheet is solved next, from wherever this came to
    return point


def _material_and_thermal(problem: Problem, system: System) -> tuple[Selection, Selection | None]:
    """Rows and unknowns of material alone, and what is left of them if it is square."""
    columns = ~thermal_positions(problem)[system.unknown]
    rows = np.zeros(len(system.row_kinds), dtype=bool)
    rows[: system.rows] = ~np.isin(system.row_kinds[: system.rows], THERMAL)
    row_list, column_list = np.flatnonzero(rows), np.flatnonzero(columns)
    pattern = system.pattern()[row_list][:, column_list]
    matching = match(pattern)
    paired = matching.column_of_row >= 0
    rows[row_list[~paired]] = False
    columns[column_list[matching.lonely_columns]] = False
    material = Selection(system, np.flatnonzero(rows), np.flatnonzero(columns))
    rest_rows, rest_columns = np.flatnonzero(~rows), np.flatnonzero(~columns)
    remainder = system.pattern()[rest_rows][:, rest_columns]
    if len(match(remainder).lonely_columns):
        return material, None
    return material, Selection(system, rest_rows, rest_columns)


def _next_active(problem: Problem, active: Sequence[int | None], z: np.ndarray) -> tuple[list[int | None], list[str]]:
    """Which parameter each specification frees after this solve, and what there is to tell of it.

    Writes into z the bound at which a freed parameter stops.
    """
    changed: list[int | None] = list(active)
    notes: list[str] = []
    for position, specification in enumerate(problem.specifications):
        choice = active[position]
        if choice is None:
            if specification.relation != "=" and _violated(problem, position, z):
                changed[position] = 0
                notes.append(f"{specification.text} is active: {specification.frees[0].path} is adjusted")
            continue
        freed = specification.frees[choice]
        value = z[freed.position]
        size = max(abs(freed.lower) if np.isfinite(freed.lower) else 0.0, abs(value), 1e-12)
        if freed.lower - BOUND_SLACK * size <= value <= freed.upper + BOUND_SLACK * size:
            continue
        bound = freed.lower if value < freed.lower else freed.upper
        z[freed.position] = bound
        other = 1 - choice
        if len(specification.frees) == 2 and not any(f"{specification.text} now" in note for note in notes):
            changed[position] = other
            notes.append(f"{specification.text} now adjusts {specification.frees[other].path}")
        else:
            changed[position] = None
            notes.append(
                f"{specification.text} cannot be reached: {freed.path} would have to be {value:.4g} but ends at "
                f"{bound:.4g} (SI); the nearest attainable value is shown"
            )
    return changed, notes


def _violated(problem: Problem, position: int, z: np.ndarray) -> bool:
    specification = problem.specifications[position]
    values, _ = specification.group.kernel.evaluate(z[specification.group.arguments])
    excess = float(values[0, 0])
    size = abs(z[specification.group.arguments[0, -1]]) + 1e-30
    return bool(excess > 1e-9 * size if specification.relation == "<=" else excess < -1e-9 * size)
