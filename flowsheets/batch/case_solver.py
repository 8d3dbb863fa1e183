"""The numerical core of a batch: plain arrays in, plain arrays out.

Each case starts from the solution of the base case and from nothing else, so that its answer does not depend on which
cases came before it, on which worker it fell, or on whether the batch was resumed.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace

import numpy as np

from flowsheets.equations.problem import Problem
from flowsheets.solving.linear import Selection, SingularMatrixError
from flowsheets.solving.newton import Iteration, Point, evaluate, newton
from flowsheets.solving.solve import TOLERANCE, SolvedPoint, solve_steps
from flowsheets.solving.structure import trailing_results
from unitops.errors import RaffinateError


@dataclass(frozen=True)
class SolvedCases:
    """Numbers [case, z], whether each case was met, its iterations, and why it was not."""

    z: np.ndarray
    met: np.ndarray
    iterations: np.ndarray
    reasons: list[str]


class CaseSolver:
    """Solves cases that differ in some entered numbers of one compiled sheet.

    positions: where the varied numbers stand in z. base: the solution of the base case, None if it has none.
    """

    def __init__(self, problem: Problem, base: SolvedPoint | None, positions: np.ndarray) -> None:
        self.problem, self.base = problem, base
        self.positions = positions
        self._given = _given_temperatures(problem)
        self._parts: tuple[Selection, Selection] | None = None
        if base is not None and not problem.specifications:
            self._parts = _primed(problem, base)

    def solve(self, values: np.ndarray) -> SolvedCases:
        """values [case, position] in SI."""
        count = len(values)
        z = np.empty((count, self.problem.layout.size))
        met = np.zeros(count, dtype=bool)
        iterations = np.zeros(count, dtype=np.int32)
        reasons = [""] * count
        for case in range(count):
            found, steps, reason = self._one(values[case])
            iterations[case] = steps
            met[case] = not reason
            reasons[case] = reason
            z[case] = np.nan if found is None else found
        return SolvedCases(z, met, iterations, reasons)

    def _one(self, values: np.ndarray) -> tuple[np.ndarray | None, int, str]:
        """z, number of iterations and '' or the reason of failure."""
        warm, steps = self._warm(values)
        if warm is not None:
            return warm, steps, ""
        try:
            solved, more = _drained(solve_steps(self.of_case(values)))
        except (RaffinateError, ArithmeticError) as error:
            return None, steps, error.sentence() if isinstance(error, RaffinateError) else str(error)
        return solved.z, steps + more, ""

    def _warm(self, values: np.ndarray) -> tuple[np.ndarray | None, int]:
        if self.base is None:
            return None, 0
        try:
            if self._parts is None:
                problem = self.of_case(values)
                solved, steps = _drained(solve_steps(problem, start=self._start(problem)))
                return solved.z, steps
            return self._prepared(values, *self._parts)
        except (RaffinateError, ArithmeticError):
            return None, 0

    def _prepared(self, values: np.ndarray, core: Selection, results: Selection) -> tuple[np.ndarray | None, int]:
        """Newton on the base case's own system and orders of elimination."""
        from flowsheets.solving.diagnosis import explain_temperature

        assert self.base is not None
        problem, system = self.problem, self.base.system
        z = self.base.z.copy()
        z[self.positions] = values
        point, steps = evaluate(system, z), 0
        for part, stage in ((core, "sheet"), (results, "results")):
            point, more = _finished(
                newton(system, part, point, problem.scale, problem.temperatures, stage=stage, tolerance=TOLERANCE)
            )
            steps += more
        if explain_temperature(problem, point.z) is not None:
            return None, steps
        return point.z, steps

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


def _primed(problem: Problem, base: SolvedPoint) -> tuple[Selection, Selection] | None:
    """The parts that are solved one after the other, their orders of elimination found at the base case.

    Orders are found here and not by the first case, so that every case is eliminated alike.
    """
    system = base.system
    result_rows, result_columns = trailing_results(system)
    core = Selection(system, np.flatnonzero(~result_rows), np.flatnonzero(~result_columns))
    results = Selection(system, np.flatnonzero(result_rows), np.flatnonzero(result_columns))
    entries = base.point.entries[system.chosen]
    try:
        for part in (core, results):
            if len(part.rows):
                part.factorise(entries, problem.scale[system.unknown[part.columns]])
    except SingularMatrixError:
        return None
    return core, results


def _finished(steps: Generator[Iteration, None, tuple[Point, object]]) -> tuple[Point, int]:
    count = 0
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value[0], count
        count += 1


def _drained(steps: Generator[Iteration, None, SolvedPoint]) -> tuple[SolvedPoint, int]:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value, len(end.value.iterations)
