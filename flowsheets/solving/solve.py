"""From a compiled sheet to a converged point: structure, start, Newton, specifications."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from flowsheets.equations.layout import TARGETS
from flowsheets.equations.problem import Freed, Problem
from flowsheets.equations.system import System
from flowsheets.solving.diagnosis import (
    StructureError,
    UnsolvableError,
    explain_failure,
    explain_structure,
    explain_temperature,
)
from flowsheets.solving.linear import Factor, Selection, SingularMatrixError
from flowsheets.solving.newton import Iteration, NotConvergedError, Point, evaluate, newton
from flowsheets.solving.start import (
    THERMAL,
    sweep,
    temperature_guess,
    thermal_positions,
)
from flowsheets.solving.structure import match, match_system, trailing_results
from unitops.quantities import format_quantity

SMOOTHINGS = (1e-3, 1e-6, 1e-9)
"""Rounding of switches, relative to what is switched; the last is what a result holds."""
SWEEPS = (1, 4)
"""Sweeps from unit to unit before Newton; more where few were not enough."""
TOLERANCE = 1e-12
LEAST_MARCH = 1 / 64
"""Least share of the way by which demands go from what a sheet gives to what they ask."""
BOUND_SLACK = 1e-9

Peeled = tuple[np.ndarray, np.ndarray]
"""Masks of rows and unknowns that are solved last (see ``structure.trailing_results``)."""
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
    ended: set[tuple[int, int]] = set()
    z = problem.z.copy() if start is None else _merged(problem, start)
    cold = start is None
    history: list[Iteration] = []
    while True:  # ends: each turn switches a demand on for good or brings one more parameter to its bound
        system = problem.system(active)
        matching = match_system(system)
        if system.rows != system.columns or len(matching.lonely_columns):
            raise StructureError(explain_structure(problem, system))
        steps = _solve_square(problem, system, z, cold, stop)
        point = yield from _recorded(steps, history)
        z, cold = point.z.copy(), False
        changed, told = next_active(problem, active, z, ended)
        notes += told
        if changed == active:
            strayed = explain_temperature(problem, point.z)
            if strayed is not None:
                raise strayed
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
    """Solve a square system; from nothing with few sweeps first, then, where Newton gets stuck, with more."""
    peeled = trailing_results(system)
    if not cold:
        z[problem.layout.smoothing] = SMOOTHINGS[-1]
        return (yield from _descend(problem, system, peeled, evaluate(system, z), SMOOTHINGS[-1:], stop))
    rounded = bool(np.any(system.entry_places == problem.layout.smoothing))
    stages = SMOOTHINGS if rounded else SMOOTHINGS[-1:]
    z[problem.layout.smoothing] = stages[0]
    temperature_guess(problem, z)
    several = len(_held_demands(problem)) > 1
    if several:
        # Many demands at once on circuits that are still empty find roots below zero, if any.
        approached = yield from _approach(problem, system, peeled, z, stages, stop)
        if approached is not None:
            return approached
    failure: UnsolvableError | None = None
    for sweeps in SWEEPS if system.locals else SWEEPS[-1:]:
        point = yield from _first_point(problem, system, peeled, z, sweeps, stop)
        try:
            reached = yield from _descend(problem, system, peeled, point, stages, stop)
        except UnsolvableError as error:
            failure = error
            continue
        if several or not _beyond_bounds(problem, system, reached.z):
            return reached
        approached = yield from _approach(problem, system, peeled, z, stages, stop)
        return reached if approached is None else approached
    approached = None if several else (yield from _approach(problem, system, peeled, z, stages, stop))
    if approached is None:
        assert failure is not None
        raise failure
    return approached


def _beyond_bounds(problem: Problem, system: System, z: np.ndarray) -> bool:
    """Whether some freed parameter is where it cannot be: perhaps the sheet has another solution."""
    freed = (f for s in problem.specifications for f in s.frees if system.column[f.position] >= 0)
    return any(_excess(f, float(z[f.position])) > 0.0 for f in freed)


def _approach(
    problem: Problem, system: System, peeled: Peeled, z: np.ndarray, stages: Sequence[float], stop: Callable[[], bool]
) -> Generator[Iteration, None, Point | None]:
    """The demands reached by degrees, from the sheet as it is entered; None if that does not work either.

    A circuit that fills slowly starts far from what is demanded of it. With the parameters that demands free held as
    entered the sheet is solved on its own; the demands then go from what it gives to what they ask.
    """
    held = _with_demands_held(problem)
    if held.columns == system.columns:
        return None
    with contextlib.suppress(UnsolvableError):
        point = yield from _first_point(problem, held, trailing_results(held), z, SWEEPS[-1], stop)
        point = yield from _descend(problem, held, trailing_results(held), point, stages, stop)
        return (yield from _march(problem, system, peeled, point, stages, stop))
    return None


def _march(
    problem: Problem, system: System, peeled: Peeled, point: Point, stages: Sequence[float], stop: Callable[[], bool]
) -> Generator[Iteration, None, Point]:
    """Follow the solution while the demands go from what the point gives to what they ask; steps shrink and grow."""
    positions = np.array([problem.layout.position(TARGETS, s.id) for s in problem.specifications], dtype=np.int64)
    asked = point.z[positions].copy()
    given = asked + _misses(system, evaluate(system, point.z), positions)
    done, step = 0.0, 1.0
    while True:
        share = min(done + step, 1.0)
        z = point.z.copy()
        z[positions] = given + share * (asked - given)
        try:
            point = yield from _descend(problem, system, peeled, evaluate(system, z), stages[-1:], stop)
        except UnsolvableError:
            step *= 0.5
            if step < LEAST_MARCH:
                raise
            continue
        if share == 1.0:
            return point
        done, step = share, step * 2.0


def _misses(system: System, point: Point, targets: np.ndarray) -> np.ndarray:
    """Residual of the equation of each target: result less target; 0 where a demand does not act."""
    miss = np.zeros(len(targets))
    for k, target in enumerate(targets):
        rows = system.entry_rows[system.entry_places == target]
        miss[k] = float(point.residual[rows[0]]) if len(rows) else 0.0
    return miss


def _descend(
    problem: Problem,
    system: System,
    peeled: Peeled,
    point: Point,
    stages: Sequence[float],
    stop: Callable[[], bool],
) -> Generator[Iteration, None, Point]:
    """Newton with switches less and less rounded, results last; raises UnsolvableError with what hinders it."""
    smoothing = problem.layout.smoothing
    result_rows, result_columns = peeled
    core = Selection(system, np.flatnonzero(~result_rows), np.flatnonzero(~result_columns))
    results = Selection(system, np.flatnonzero(result_rows), np.flatnonzero(result_columns))
    settings = (problem.scale, problem.temperatures)
    for stage in stages:
        if point.z[smoothing] != stage:
            z = point.z.copy()
            z[smoothing] = stage
            point = evaluate(system, z)
        last = stage == stages[-1]
        tolerance = TOLERANCE if last else 1e-6
        try:
            point, _ = yield from newton(
                system, core, point, *settings, stage=f"sheet {stage:.0e}", tolerance=tolerance, stop=stop
            )
            if last:
                point, _ = yield from newton(
                    system, results, point, *settings, stage="results", tolerance=tolerance, stop=stop
                )
        except NotConvergedError as error:
            if last:
                raise explain_failure(problem, system, point, error) from error
            point = evaluate(system, error.z)
        except SingularMatrixError as error:
            raise explain_failure(problem, system, point, error) from error
    return point


def _first_point(
    problem: Problem, system: System, peeled: Peeled, z: np.ndarray, sweeps: int, stop: Callable[[], bool]
) -> Generator[Iteration, None, Point]:
    """Material from nothing, then temperature; sweeps from unit to unit where material is not linear."""
    settings = (problem.scale, problem.temperatures)
    if not system.locals:
        material, thermal = _material_and_thermal(problem, system, peeled)
        start = evaluate(system, z)
        with contextlib.suppress(NotConvergedError, SingularMatrixError):
            point, _ = yield from newton(
                system, material, start, *settings, stage="material", tolerance=1e-9, most=2, stop=stop
            )
            if thermal is not None:
                point, _ = yield from newton(
                    system, thermal, point, *settings, stage="heat", tolerance=TOLERANCE, most=15, stop=stop
                )
            return point
    point = evaluate(system, sweep(problem, _with_demands_held(problem), z, sweeps, stop))
    yield Iteration("sweeps", 1, float("nan"), 1.0, 0)
    return point


def _held_demands(problem: Problem) -> list[int]:
    """Demands whose parameter has a value entered, so that the sheet can be solved without them."""
    frees = [(k, s.frees[0].position) for k, s in enumerate(problem.specifications) if s.relation == "="]
    return [k for k, position in frees if problem.z[position] != 0.0]


def _with_demands_held(problem: Problem) -> System:
    """The system for sweeps: parameters that specifications free stay as entered, where they are entered.

    A demand on a recycle cannot be met unit by unit, and would only mislead a sweep.
    """
    held = set(_held_demands(problem))
    free = [s.relation == "=" and k not in held for k, s in enumerate(problem.specifications)]
    return problem.system([0 if acts else None for acts in free])


def _material_and_thermal(problem: Problem, system: System, peeled: Peeled) -> tuple[Selection, Selection | None]:
    """Rows and unknowns of material alone, and what is left of them if it is square."""
    result_rows, result_columns = peeled
    columns = ~thermal_positions(problem)[system.unknown] & ~result_columns
    rows = ~np.isin(system.row_kinds, THERMAL) & ~result_rows
    row_list, column_list = np.flatnonzero(rows), np.flatnonzero(columns)
    pattern = system.pattern()[row_list][:, column_list]
    matching = match(pattern)
    paired = matching.column_of_row >= 0
    rows[row_list[~paired]] = False
    columns[column_list[matching.lonely_columns]] = False
    material = Selection(system, np.flatnonzero(rows), np.flatnonzero(columns))
    rest_rows = np.flatnonzero(~rows & ~result_rows)
    rest_columns = np.flatnonzero(~columns & ~result_columns)
    remainder = system.pattern()[rest_rows][:, rest_columns]
    if len(match(remainder).lonely_columns):
        return material, None
    return material, Selection(system, rest_rows, rest_columns)


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
    end = f"{freed.path} ends at {format_quantity(bound, freed.unit)}"
    if len(specification.frees) == 2 and (position, 1 - choice) not in ended:
        return 1 - choice, f"{end}; {specification.text} now adjusts {specification.frees[1 - choice].path}"
    return None, (
        f"{specification.text} cannot be reached: {freed.path} would have to be {format_quantity(value, freed.unit)} "
        f"but ends at {format_quantity(bound, freed.unit)}; the nearest attainable value is shown"
    )


def _violated(problem: Problem, position: int, z: np.ndarray) -> bool:
    specification = problem.specifications[position]
    values, _ = specification.group.kernel.evaluate(z[specification.group.arguments])
    excess = float(values[0, 0])
    size = abs(z[specification.group.arguments[0, -1]]) + 1e-30
    return bool(excess > 1e-9 * size if specification.relation == "<=" else excess < -1e-9 * size)
