"""From a point to a converged one: a first point from nothing, and Newton with switches less and less rounded."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Sequence

import numpy as np

from flowsheets.equations.problem import Problem
from flowsheets.equations.system import System
from flowsheets.solving.blocks import THERMAL, thermal_positions
from flowsheets.solving.demands import beyond_bounds, held_demands
from flowsheets.solving.diagnosis import UnsolvableError, explain_failure
from flowsheets.solving.linear import Selection, SingularMatrixError
from flowsheets.solving.newton import Iteration, NotConvergedError, Point, evaluate, newton
from flowsheets.solving.start import sweep
from flowsheets.solving.structure import match

SMOOTHINGS = (1e-3, 1e-6, 1e-9)
"""Rounding of switches, relative to what is switched; the last is what a result holds."""
TOLERANCE = 1e-12
MOST_STEPS = 40
"""Newton steps for each stage of rounding."""
CLOSE = 15
"""Newton steps from one solution to the next, which is close by or not to be had."""
LEAST_MARCH = 1 / 64
"""Least share of the way by which numbers move at once from those of a solution to those asked."""

Peeled = tuple[np.ndarray, np.ndarray]
"""Masks of rows and unknowns that are solved last (see ``structure.trailing_results``)."""
Descent = Generator[Iteration, None, Point]


def descend(
    problem: Problem,
    system: System,
    peeled: Peeled,
    point: Point,
    stages: Sequence[float],
    stop: Callable[[], bool],
    most: int = MOST_STEPS,
    onward: bool = True,
) -> Descent:
    """Newton with switches less and less rounded, results last; raises UnsolvableError with what hinders it.

    ``onward``: a stage that fails is passed over, for where it ends may still do for the next.
    """
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
                system, core, point, *settings, stage=f"sheet {stage:.0e}", tolerance=tolerance, most=most, stop=stop
            )
            if last:
                point, _ = yield from newton(
                    system, results, point, *settings, stage="results", tolerance=tolerance, stop=stop
                )
        except NotConvergedError as error:
            if last or not onward:
                raise explain_failure(problem, system, point, error) from error
            point = evaluate(system, error.z)
        except SingularMatrixError as error:
            raise explain_failure(problem, system, point, error) from error
    return point


def march(
    problem: Problem,
    system: System,
    peeled: Peeled,
    point: Point,
    asked: np.ndarray,
    moved: np.ndarray,
    stop: Callable[[], bool],
    inside: bool = False,
    most: int = MOST_STEPS,
) -> Descent:
    """Follow the solution while the numbers at ``moved`` go from those of the point to those asked.

    All of the way is tried with ``most`` Newton steps, a part of it with few. Steps are halved where Newton fails, or,
    ``inside``, where it takes a freed parameter beyond its bounds, and grow again. Raises UnsolvableError where they
    get too small.
    """
    first = point.z[moved].copy()
    done, step = 0.0, 1.0
    while True:
        share = min(done + step, 1.0)
        z = point.z.copy()
        z[moved] = first + share * (asked[moved] - first)
        try:
            start, steps = evaluate(system, z), most if step == 1.0 else CLOSE
            tried = yield from descend(problem, system, peeled, start, SMOOTHINGS[-1:], stop, steps)
            if inside and beyond_bounds(problem, system, tried.z):
                raise UnsolvableError("a freed parameter would leave its bounds")
        except UnsolvableError:
            step *= 0.5
            if step < LEAST_MARCH:
                raise
            continue
        point = tried
        if share == 1.0:
            return point
        done, step = share, step * 2.0


def first_point(
    problem: Problem,
    system: System,
    peeled: Peeled,
    z: np.ndarray,
    sweeps: int,
    stop: Callable[[], bool],
    swept: System | None = None,
) -> Descent:
    """Material from nothing, then temperature; sweeps from unit to unit where material is not linear.

    ``swept`` is the system for the sweeps, by default that in which demands are held.
    """
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
    point = evaluate(system, sweep(problem, swept or with_demands_held(problem), z, sweeps, stop))
    yield Iteration("sweeps", 1, float("nan"), 1.0, 0)
    return point


def with_demands_held(problem: Problem) -> System:
    """The system for sweeps: parameters that specifications free stay as entered, where they are entered.

    A demand on a recycle cannot be met unit by unit, and would only mislead a sweep.
    """
    held = set(held_demands(problem))
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
