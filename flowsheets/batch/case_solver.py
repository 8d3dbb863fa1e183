"""The numerical core of a batch: plain arrays in, plain arrays out.

Each case starts from the solution of the base case and from nothing else, so that its answer does not depend on which
cases came before it, on which worker it fell, or on whether the batch was resumed.
"""

from __future__ import annotations

from collections.abc import Generator

import msgspec
import numpy as np
from msgspec.structs import replace

from flowsheets.equations.problem import Problem
from flowsheets.solving.cohort import Cohort
from flowsheets.solving.finish import finished
from flowsheets.solving.linear import SingularMatrixError
from flowsheets.solving.newton import Iteration
from flowsheets.solving.solve import SolvedPoint, solve_steps
from unitops.errors import RaffinateError

TOGETHER = 128
"""Cases solved at once: enough to spread the cost of each call, few enough for the processor's cache."""
FEW_TOGETHER = 4
"""The same where local models, solved one by one, cost far more than calls do: padding would cost what it holds."""


class SolvedCases(msgspec.Struct, frozen=True):
    """Numbers [case, z], whether each case was met, its iterations, why it was not, and status of local models."""

    z: np.ndarray
    met: np.ndarray
    iterations: np.ndarray
    reasons: list[str]
    status: np.ndarray


class CaseSolver:
    """Solves cases that differ in some entered numbers of one compiled sheet.

    positions: where the varied numbers stand in z. base: the solution of the base case, None if it has none.
    """

    def __init__(self, problem: Problem, base: SolvedPoint | None, positions: np.ndarray) -> None:
        self.problem, self.base = problem, base
        self.positions = positions
        self._given = _given_temperatures(problem)
        self._cohort = _cohort(base)

    def solve(self, values: np.ndarray) -> SolvedCases:
        """values [case, position] in SI."""
        count = len(values)
        z = np.full((count, self.problem.layout.size), np.nan)
        met = np.zeros(count, dtype=bool)
        iterations = np.zeros(count, dtype=np.int32)
        reasons = [""] * count
        status = np.zeros((count, sum(len(local.owners) for local in self.problem.locals)), dtype=np.int64)
        if self._cohort is not None and count:
            z, met, iterations, status = self._together(self._cohort, values)
        for case in np.flatnonzero(~met):
            found, steps, reason, status[case] = self._one(values[case])
            iterations[case] += steps
            met[case] = not reason
            reasons[case] = reason
            z[case] = np.nan if found is None else found
        return SolvedCases(z, met, iterations, reasons, status)

    def _together(self, cohort: Cohort, values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """What the quick way gives, always as many cases at a time: kernels keep an array for every number."""
        assert self.base is not None
        count = len(values)
        together = FEW_TOGETHER if self.problem.locals else TOGETHER
        padded = -(-count // together) * together
        z = np.repeat(self.base.z[None], padded, axis=0)
        z[:count, self.positions] = values
        met, iterations = np.zeros(padded, dtype=bool), np.zeros(padded, dtype=np.int32)
        states = []
        for first in range(0, padded, together):
            part = slice(first, first + together)
            z[part], met[part], iterations[part], state = cohort.solve(z[part])
            states.append(state)
        return z[:count], met[:count], iterations[:count], np.concatenate(states)[:count]

    def _one(self, values: np.ndarray) -> tuple[np.ndarray | None, int, str, np.ndarray | int]:
        """z, number of iterations, '' or the reason of failure, status of local models (0 if it failed)."""
        warm, steps = self._warm(values)
        if warm is not None:
            return warm.z, steps, "", warm.point.status
        try:
            solved, more = _drained(solve_steps(self.of_case(values)))
        except (RaffinateError, ArithmeticError) as error:
            return None, steps, error.sentence() if isinstance(error, RaffinateError) else str(error), 0
        return solved.z, steps + more, "", solved.point.status

    def _warm(self, values: np.ndarray) -> tuple[SolvedPoint | None, int]:
        if self.base is None:
            return None, 0
        problem = self.of_case(values)
        try:
            solved, steps = _drained(solve_steps(problem, start=self._start(problem)))
        except (RaffinateError, ArithmeticError):
            return None, 0
        return solved, steps

    def _start(self, problem: Problem) -> np.ndarray:
        """The base solution; what no specification frees at first stands as entered."""
        assert self.base is not None
        start = self.base.z.copy()
        for specification in problem.specifications:
            for number, freed in enumerate(specification.frees):
                if specification.relation != "=" or number:
                    start[freed.position] = problem.z[freed.position]
        return start

    def of_case(self, values: np.ndarray) -> Problem:
        """The compiled sheet with the numbers of one case."""
        z, scale = self.problem.z.copy(), self.problem.scale.copy()
        z[self.positions] = values
        sizes = np.abs(values)
        scale[self.positions] = np.where(sizes == 0.0, scale[self.positions], sizes)
        given = {u: float(z[k]) for u, k in self._given.items()}
        return replace(self.problem, z=z, scale=scale, given_temperature={**self.problem.given_temperature, **given})


def _given_temperatures(problem: Problem) -> dict[str, int]:
    """Where the entered temperatures of units stand."""
    return {
        unit: problem.layout.position(unit, "temperature")
        for unit in problem.given_temperature
        if "temperature" in problem.layout.slots[unit]
    }


def _cohort(base: SolvedPoint | None) -> Cohort | None:
    """The quick way, if the base case has a solution that can be factorised.

    Not where the base case has switched a one-sided demand on, or handed one from make-up to bleed: another case may
    not need that, and a solution with it would not show that it does not.
    """
    if base is None:
        return None
    first = tuple(0 if specification.relation == "=" else None for specification in base.problem.specifications)
    if base.active != first:
        return None
    try:
        return Cohort(base)
    except SingularMatrixError:
        return None


def _drained(steps: Generator[Iteration, None, SolvedPoint]) -> tuple[SolvedPoint, int]:
    solved = finished(steps)
    return solved, len(solved.iterations)
