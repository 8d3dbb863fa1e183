"""From a compiled sheet to a converged point: structure, start, Newton, specifications."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Sequence
from functools import cached_property
from typing import TypeVar

import msgspec
import numpy as np
from msgspec.structs import replace

from flowsheets.equations.layout import TARGETS
from flowsheets.equations.local_memory import LocalMemory
from flowsheets.equations.problem import Problem
from flowsheets.equations.system import System
from flowsheets.solving.degrees_of_freedom import explain_structure
from flowsheets.solving.demands import beyond_bounds, held_demands, misses, next_active
from flowsheets.solving.descent import SMOOTHINGS, Descent, Peeled, descend, first_point, march
from flowsheets.solving.diagnosis import StructureError, UnsolvableError, explain_temperature
from flowsheets.solving.impossible import explain_negative, negative_flows
from flowsheets.solving.linear import Factor, Selection
from flowsheets.solving.newton import Iteration, Point, evaluate
from flowsheets.solving.one_by_one import DemandsTaken, as_entered, take_one_by_one, with_feeds_found
from flowsheets.solving.start import temperature_guess
from flowsheets.solving.structure import match_system, trailing_results

SWEEPS = (1, 12)
"""Sweeps from unit to unit before Newton; more where few were not enough: they cost less than a Newton that strays."""
FIRST_STEPS = 20
"""Newton steps for each stage of rounding after few sweeps."""
Steps = Generator[Iteration, None, "SolvedPoint"]
Reached = TypeVar("Reached")


class SolvedPoint(msgspec.Struct, dict=True):
    """A converged point with its system and factors, and what became of each specification."""

    problem: Problem
    system: System
    point: Point
    active: tuple[int | None, ...]
    notes: list[str] = msgspec.field(default_factory=list)
    iterations: list[Iteration] = msgspec.field(default_factory=list)

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
    problem = replace(problem, memory=LocalMemory())
    before: Sequence[int | None] = ()
    active: list[int | None] = [0 if s.relation == "=" else None for s in problem.specifications]
    notes: list[str] = []
    ended: set[tuple[int, int]] = set()
    z = problem.z.copy() if start is None else _merged(problem, start)
    cold, anew = start is None, False
    history: list[Iteration] = []
    former: Point | None = None
    while True:  # ends: each turn switches a demand on for good or brings one more parameter to its bound
        system = problem.system(active)
        matching = match_system(system)
        if system.rows != system.columns or len(matching.lonely_columns):
            raise StructureError(explain_structure(problem, system))
        if cold:
            taken = yield from _recorded(_from_nothing(problem, system, active, z, stop), history)
            former = point = taken.point
            active, notes, ended = taken.active, taken.notes, taken.ended
            system = problem.system(active)
        else:
            steps = _go_on(problem, system, trailing_results(system), z, former, stop)
            try:
                former = point = yield from _recorded(steps, history)
            except UnsolvableError:
                taken = yield from _recorded(_by_the_others(problem, before, active, former, stop), history)
                if taken is None and start is None and not anew:
                    anew, notes, ended = True, [], set()  # what was told of the way that led nowhere does not hold
                    taken = yield from _recorded(_one_by_one(problem, stop), history)
                if taken is None:
                    raise
                former = point = taken.point
                active, ended = taken.active, ended | taken.ended
                notes = [note for note in notes if note not in taken.notes] + taken.notes
                system = problem.system(active)
        z, cold = point.z.copy(), False
        changed, told = next_active(problem, active, z, ended)
        notes += told
        if changed == active:
            strayed = explain_temperature(problem, point.z)
            if strayed is not None:
                raise strayed
            impossible = explain_negative(problem, system, point)
            told = [impossible] if impossible else []
            return SolvedPoint(problem, system, point, tuple(active), notes + told, history)
        before, active = active, changed


def _recorded(
    steps: Generator[Iteration, None, Reached], history: list[Iteration]
) -> Generator[Iteration, None, Reached]:
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


def _from_nothing(
    problem: Problem, system: System, active: Sequence[int | None], z: np.ndarray, stop: Callable[[], bool]
) -> Generator[Iteration, None, DemandsTaken]:
    """Solve from nothing: all demands at once, or one after another where that fails or asks for less than nothing."""
    peeled = trailing_results(system)
    rounded = bool(np.any(system.entry_places == problem.layout.smoothing))
    stages = SMOOTHINGS if rounded else SMOOTHINGS[-1:]
    z[problem.layout.smoothing] = stages[0]
    temperature_guess(problem, z)
    several = len(held_demands(problem)) > 1
    taken: DemandsTaken | None = None
    if several:
        # Many demands at once on circuits that are still empty find roots below zero, if any.
        taken = yield from _by_degrees(problem, system, peeled, z, stages, stop)
        if taken is not None and not negative_flows(problem, taken.point.z):
            return taken
    try:
        point = yield from _swept(problem, system, peeled, z, stages, stop)
    except UnsolvableError:
        if not several:
            taken = yield from _by_degrees(problem, system, peeled, z, stages, stop)
        if taken is None:
            raise
        return taken
    if not several and beyond_bounds(problem, system, point.z):
        taken = yield from _by_degrees(problem, system, peeled, z, stages, stop)
        if taken is not None:
            return taken
    return DemandsTaken(problem, stop, list(active), point)


def _swept(
    problem: Problem, system: System, peeled: Peeled, z: np.ndarray, stages: Sequence[float], stop: Callable[[], bool]
) -> Descent:
    """From nothing with few sweeps first, then, where Newton gets stuck, with more."""
    *fewer, most = SWEEPS if system.locals else SWEEPS[-1:]
    for sweeps in fewer:
        with contextlib.suppress(UnsolvableError):
            point = yield from first_point(problem, system, peeled, z, sweeps, stop)
            return (yield from descend(problem, system, peeled, point, stages, stop, FIRST_STEPS, onward=False))
    point = yield from first_point(problem, system, peeled, z, most, stop)
    return (yield from descend(problem, system, peeled, point, stages, stop))


def _by_degrees(
    problem: Problem, system: System, peeled: Peeled, z: np.ndarray, stages: Sequence[float], stop: Callable[[], bool]
) -> Generator[Iteration, None, DemandsTaken | None]:
    """The demands reached from the sheet as it is entered, all together or one after another; None if they are not.

    A circuit that fills slowly starts far from what is demanded of it. With the parameters that demands free held as
    entered the sheet is solved on its own; the demands then go from what it gives to what they ask.
    """
    for begun in (as_entered, with_feeds_found):
        entered = yield from begun(problem, z, stages, stop)
        if entered is not None:
            taken = yield from _all_from(entered, problem, system, peeled, stop)
            if taken is not None:
                return taken
    return None


def _all_from(
    entered: DemandsTaken, problem: Problem, system: System, peeled: Peeled, stop: Callable[[], bool]
) -> Generator[Iteration, None, DemandsTaken | None]:
    """All demands from a solution without some of them, together or one after another; None if they are not met."""
    if not entered.given_way:
        together = [0 if s.relation == "=" else None for s in problem.specifications]
        targets = np.array([problem.layout.position(TARGETS, s.id) for s in problem.specifications], dtype=np.int64)
        start = replace(entered.point, z=entered.point.z.copy())
        start.z[targets] += misses(system, evaluate(system, start.z), targets)
        with contextlib.suppress(UnsolvableError):
            point = yield from march(problem, system, peeled, start, entered.point.z, targets, stop)
            return DemandsTaken(problem, stop, together, point)
    return entered if (yield from take_one_by_one(entered)) else None


def _one_by_one(problem: Problem, stop: Callable[[], bool]) -> Generator[Iteration, None, DemandsTaken | None]:
    """The demands one after another from nothing, each pair traded as it comes; None if they are not met.

    For a sheet on which all of them together lead to where a pair has to be traded and cannot be.
    """
    z = problem.z.copy()
    stages = SMOOTHINGS
    z[problem.layout.smoothing] = stages[0]
    temperature_guess(problem, z)
    for begun in (as_entered, with_feeds_found):
        entered = yield from begun(problem, z, stages, stop)
        if entered is not None and (yield from take_one_by_one(entered)):
            return entered
    return None


def _by_the_others(
    problem: Problem,
    before: Sequence[int | None],
    active: Sequence[int | None],
    former: Point | None,
    stop: Callable[[], bool],
) -> Generator[Iteration, None, DemandsTaken | None]:
    """Demands that just went over to the other parameter of their pair, led there from the former solution."""
    if former is None:
        return None
    given = [k for k, (old, new) in enumerate(zip(before, active, strict=True)) if old == 0 and new == 1]
    if not given:
        return None
    taken = DemandsTaken(problem, stop, [None if k in given else choice for k, choice in enumerate(before)], former)
    for k in given:
        if not (yield from taken.by_the_other(k)):
            return None
    return taken


def _go_on(
    problem: Problem, system: System, peeled: Peeled, z: np.ndarray, former: Point | None, stop: Callable[[], bool]
) -> Descent:
    """From a solution of nearly the same system: at once, or by degrees where that fails or finds what cannot be."""
    z[problem.layout.smoothing] = SMOOTHINGS[-1]
    try:
        reached = yield from descend(problem, system, peeled, evaluate(system, z), SMOOTHINGS[-1:], stop)
        if former is None or not beyond_bounds(problem, system, reached.z):
            return reached
    except UnsolvableError:
        if former is None:
            raise
        reached = None
    moved = np.flatnonzero((former.z != z) & (system.column < 0))
    try:
        return (yield from march(problem, system, peeled, former, z, moved, stop, inside=True))
    except UnsolvableError:
        if reached is None:
            raise
        return reached
