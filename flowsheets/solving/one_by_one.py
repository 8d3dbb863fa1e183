"""Demands taken on one after another, where all of them at once lead to no solution."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Sequence

import msgspec
import numpy as np

from flowsheets.equations.layout import TARGETS
from flowsheets.equations.problem import Freed, Problem
from flowsheets.equations.system import System
from flowsheets.solving.demands import hands_over, held_demands, misses, next_active, not_reached
from flowsheets.solving.descent import CLOSE, SMOOTHINGS, Descent, descend, first_point, march, with_demands_held
from flowsheets.solving.diagnosis import UnsolvableError
from flowsheets.solving.newton import Iteration, Point, evaluate
from flowsheets.solving.structure import trailing_results
from unitops.declaration.operation import is_feed

SWEEPS = 4
DOUBLINGS = 6
"""So often the parameter of a demand is doubled, or halved, while its result stays on one side of what is demanded."""
HALVINGS = 4
"""Between two values of a parameter on either side of a demand so many are tried to start from."""
AWAY = 1e-6
"""A result that leaves what is demanded by more than this share shows that the parameter goes the wrong way."""
Walk = Generator[Iteration, None, bool]


class DemandsTaken(msgspec.Struct):
    """A solution with the demands that act in it, as entered in ``active``, and the notes of those that gave way."""

    problem: Problem
    stop: Callable[[], bool]
    active: list[int | None]
    point: Point
    given_way: dict[int, str] = msgspec.field(default_factory=dict)

    @property
    def notes(self) -> list[str]:
        """What there is to tell of demands that free their other parameter, or act at all."""
        return [self.given_way[k] for k in sorted(self.given_way)]

    @property
    def ended(self) -> set[tuple[int, int]]:
        """Demands and choices that ended at a bound."""
        pairs = [k for k in self.given_way if len(self.problem.specifications[k].frees) == 2]
        return {(k, 1 - choice) for k in pairs if (choice := self.active[k]) is not None}

    def take_on(self, k: int) -> Walk:
        """Meet one more demand; False if that is not possible from here, and nothing changes then.

        Where the result does not notice the parameter (acid that the ore takes up to the last), or Newton is led
        astray, the parameter itself is moved until the result passes what is demanded.
        """
        if (yield from self._close(k)):
            return True
        nearer = yield from self._passed(k)
        if nearer is not None and (yield from self._between(k, 0, nearer)):
            return True
        return (yield from self.by_the_other(k))

    def by_the_other(self, k: int) -> Walk:
        """Meet a demand that does not act by the other parameter of its pair, the first held at its lower bound.

        Where the other ends as well, both stay at their bounds and the demand is told as not reached. False, and
        nothing changes, where there is no other or that is not possible from here.
        """
        specification = self.problem.specifications[k]
        if len(specification.frees) != 2 or not np.isfinite(specification.frees[0].lower):
            return False
        first, other = specification.frees
        point, given_way = self.point, dict(self.given_way)
        self.given_way[k] = hands_over(specification, first, first.lower, other)
        try:
            self.point = yield from self._led(first.position, first.lower)
            if (yield from self._close(k, 1)):
                return True
            nearer = yield from self._nearest_end(k, other)
            if nearer is not None:
                if self.miss(k, self.point) * self.miss(k, nearer) <= 0.0:
                    if (yield from self._between(k, 1, nearer)):
                        return True
                else:
                    self.point = nearer
                    self.given_way[k] = not_reached(specification, other, float(nearer.z[other.position]))
                    return True
        except UnsolvableError:
            pass  # told by the result: nothing changed
        self.point, self.given_way = point, given_way
        return False

    def miss(self, k: int, point: Point) -> float:
        """By how much the result of a demand is more than what is demanded."""
        active = [0 if i == k else choice for i, choice in enumerate(self.active)]
        system = self.problem.system(active)
        target = np.array([self.problem.layout.position(TARGETS, self.problem.specifications[k].id)])
        return float(misses(system, evaluate(system, point.z), target)[0])

    def settle(self) -> Walk:
        """Let parameters beyond their bounds give way to the other of their pair, back and forth; True if all stand."""
        for _ in range(2 * len(self.active) + 1):
            z = self.point.z.copy()
            changed, told = next_active(self.problem, self.active, z, set())
            if changed == self.active:
                return True
            given = [k for k, choice in enumerate(changed) if choice != self.active[k]]
            if any(changed[k] is None for k in given):
                return False
            for k, note in zip(reversed(given), reversed(told), strict=False):
                self.given_way[k] = note
                if self.problem.specifications[k].relation == "=" and changed[k] == 0:
                    del self.given_way[k]
            former, self.active = self.point, changed
            system = self.problem.system(changed)
            moved = np.flatnonzero((former.z != z) & (system.column < 0))
            try:
                self.point = yield from march(
                    self.problem, system, trailing_results(system), former, z, moved, self.stop, most=CLOSE
                )
            except UnsolvableError:
                return False
        return False

    def _close(self, k: int, by: int = 0) -> Walk:
        """Meet a demand by Newton from where we are, within the bounds of what demands free."""
        active, point, given_way = self.active, self.point, dict(self.given_way)
        self.active = [by if i == k else choice for i, choice in enumerate(active)]
        try:
            self.point = yield from self._solved(point.z.copy())
            if (yield from self.settle()):
                return True
        except UnsolvableError:
            pass  # told by the result: nothing changed
        self.active, self.point, self.given_way = active, point, given_way
        return False

    def _between(self, k: int, by: int, nearer: Point) -> Walk:
        """Meet a demand that lies between where we are and a solution on its other side."""
        before, start = self.point, nearer
        position = self.problem.specifications[k].frees[by].position
        low, high = float(before.z[position]), float(nearer.z[position])
        side = self.miss(k, before)
        for _ in range(HALVINGS):
            self.point = start
            if (yield from self._close(k, by)):
                return True
            middle = float(np.sign(high) * np.sqrt(low * high)) if low * high > 0.0 else 0.5 * (low + high)
            try:
                start = yield from self._moved(start, position, middle)
            except UnsolvableError:
                break
            low, high = (middle, high) if self.miss(k, start) * side > 0.0 else (low, middle)
        self.point = before
        return False

    def _nearest_end(self, k: int, freed: Freed) -> Generator[Iteration, None, Point | None]:
        """A solution with a parameter at that of its bounds where a demand is missed least; None if there is none."""
        nearest: Point | None = None
        for bound in (freed.upper, freed.lower):
            if np.isfinite(bound):
                with contextlib.suppress(UnsolvableError):
                    point = yield from self._led(freed.position, bound)
                    if nearest is None or abs(self.miss(k, point)) < abs(self.miss(k, nearest)):
                        nearest = point
        return nearest

    def _passed(self, k: int) -> Generator[Iteration, None, Point | None]:
        """A solution on the other side of a demand, its parameter doubled or halved as often as it takes."""
        freed = self.problem.specifications[k].frees[0]
        side = self.miss(k, self.point)
        for factor in (2.0, 0.5):
            point, last = self.point, side
            for _ in range(DOUBLINGS):
                value = min(max(factor * float(point.z[freed.position]), freed.lower), freed.upper)
                if value == point.z[freed.position]:
                    break
                try:
                    point = yield from self._moved(point, freed.position, value)
                except UnsolvableError:
                    break
                now = self.miss(k, point)
                if now * side <= 0.0:
                    return point
                if abs(now) > (1.0 + AWAY) * abs(last):
                    break
                last = now
        return None

    def _moved(self, point: Point, position: int, value: float) -> Descent:
        z = point.z.copy()
        z[position] = value
        return (yield from self._solved(z))

    def _led(self, position: int, value: float) -> Descent:
        """A parameter led to a value by degrees."""
        z = self.point.z.copy()
        z[position] = value
        system = self.problem.system(self.active)
        moved = np.array([position])
        peeled = trailing_results(system)
        return (yield from march(self.problem, system, peeled, self.point, z, moved, self.stop, most=CLOSE))

    def _solved(self, z: np.ndarray) -> Descent:
        system = self.problem.system(self.active)
        start = evaluate(system, z)
        peeled = trailing_results(system)
        return (yield from descend(self.problem, system, peeled, start, SMOOTHINGS[-1:], self.stop, most=CLOSE))


def as_entered(
    problem: Problem, z: np.ndarray, stages: Sequence[float], stop: Callable[[], bool]
) -> Generator[Iteration, None, DemandsTaken | None]:
    """The sheet with the parameters of its demands as they are entered; None if it has no solution that is found.

    Where a parameter of a pair leads to none (a make-up that takes pure water back leaves the salts of a circuit
    nowhere to go) it ends at its bound, and the other one of the pair adjusts.
    """
    waiting = held_demands(problem)
    if not waiting:
        return None
    held = with_demands_held(problem)
    active: list[int | None] = [
        0 if s.relation == "=" and k not in waiting else None for k, s in enumerate(problem.specifications)
    ]
    with contextlib.suppress(UnsolvableError):
        return DemandsTaken(problem, stop, active, (yield from _from_nothing(problem, held, held, z, stages, stop)))
    for k, choice in enumerate(active):
        freed = problem.specifications[k].frees
        if choice is None or len(freed) != 2 or not np.isfinite(freed[0].lower):
            continue
        given, start = [1 if i == k else one for i, one in enumerate(active)], z.copy()
        start[freed[0].position] = freed[0].lower
        without = problem.system([None if i == k else one for i, one in enumerate(active)])
        with contextlib.suppress(UnsolvableError):
            system = problem.system(given)
            point = yield from _from_nothing(problem, system, without, start, stages, stop)
            note = hands_over(problem.specifications[k], freed[0], freed[0].lower, freed[1])
            return DemandsTaken(problem, stop, given, point, {k: note})
    return None


def with_feeds_found(
    problem: Problem, z: np.ndarray, stages: Sequence[float], stop: Callable[[], bool]
) -> Generator[Iteration, None, DemandsTaken | None]:
    """The same with those demands acting that find rates of feeds; None if there are no such or no others.

    The rates that are entered may leave a circuit without a steady state, or in one from which no other is reached.
    """
    waiting = held_demands(problem)
    feeding = [k for k in waiting if _finds_a_feed(problem, k)]
    if not feeding or feeding == waiting:
        return None
    held = with_demands_held(problem)
    active: list[int | None] = [
        0 if s.relation == "=" and (k in feeding or k not in waiting) else None
        for k, s in enumerate(problem.specifications)
    ]
    with contextlib.suppress(UnsolvableError):
        point = yield from _from_nothing(problem, problem.system(active), held, z, stages, stop)
        return DemandsTaken(problem, stop, active, point)
    return None


def _finds_a_feed(problem: Problem, k: int) -> bool:
    owner = problem.layout.name(problem.specifications[k].frees[0].position)[0]
    return owner in problem.units and is_feed(problem.units[owner].operation)


def _from_nothing(
    problem: Problem, system: System, swept: System, z: np.ndarray, stages: Sequence[float], stop: Callable[[], bool]
) -> Descent:
    peeled = trailing_results(system)
    point = yield from first_point(problem, system, peeled, z, SWEEPS, stop, swept)
    return (yield from descend(problem, system, peeled, point, stages, stop))


def take_one_by_one(taken: DemandsTaken) -> Walk:
    """Meet all demands that do not act yet, one after another; False if some cannot be taken on.

    Where a make-up would have to take back, the bleed takes over before more is demanded, so that every solution on the
    way is one that a plant can have. Demands that resist are tried again once others have been taken on.
    """
    if not (yield from taken.settle()):
        return False
    waiting = [k for k in held_demands(taken.problem) if taken.active[k] is None]
    while waiting:
        left = []
        for k in waiting:
            if not (yield from taken.take_on(k)):
                left.append(k)
        if len(left) == len(waiting):
            return False
        waiting = left
    return True
