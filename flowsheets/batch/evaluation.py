"""Many cases of one sheet: compiled once, each solved from the base case, audited, its results written to arrays."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from flowsheets.batch.array_audit import CaseAudit
from flowsheets.batch.case_solver import TOGETHER, CaseSolver, SolvedCases
from flowsheets.batch.columns import Column, CompositionColumn, NumberColumn, resolve_column
from flowsheets.batch.compositions import varied_compositions
from flowsheets.batch.outputs import Output, compile_outputs
from flowsheets.checking import require_sound
from flowsheets.document.file import loads
from flowsheets.document.records import Flowsheet
from flowsheets.equations.build import compile_sheet
from flowsheets.equations.kernel_store import KernelStore
from flowsheets.equations.problem import Problem
from flowsheets.solving.finish import finished
from flowsheets.solving.solve import SolvedPoint, solve_steps
from unitops.errors import InputError, RaffinateError

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution


class CaseStatus(IntEnum):
    """What became of a case."""

    CLOSED = 0
    OUTSIDE_VALIDITY = 1
    OUT_OF_BALANCE = 2
    NOT_CONVERGED = 3
    BAD_INPUT = 4

    @property
    def words(self) -> str:
        """As results write it: 'outside validity'."""
        return self.name.lower().replace("_", " ")

    @property
    def failed(self) -> bool:
        """Whether the case has no result to be used."""
        return self >= CaseStatus.OUT_OF_BALANCE


class CaseResults(msgspec.Struct, frozen=True):
    """What cases gave, one row each.

    results [case, output] in the units of the outputs (nan where a case has none), status as CaseStatus numbers,
    closures of the plant (mass, energy, charge, the worst element), diagnosis of what is not closed, iterations.
    """

    results: np.ndarray
    status: np.ndarray
    mass: np.ndarray
    energy: np.ndarray
    charge: np.ndarray
    element: np.ndarray
    iterations: np.ndarray
    diagnosis: list[str | None]

    def __len__(self) -> int:
        return len(self.status)

    @property
    def usable(self) -> np.ndarray:
        """Which cases are closed, inside validity or not."""
        return self.status <= CaseStatus.OUTSIDE_VALIDITY


class CaseEvaluator:
    """A sheet compiled for cases that differ in some of its entered numbers.

    document: the sheet, or its file's bytes. paths: what varies. results: indicators by name and results by path,
    each with a unit in brackets or without; None stands for every indicator. store: keeps kernels from one sheet to the
    next, where sheets are alike. solution: of this very document, where there is one, so that neither compiling nor the
    base case is done again.
    Raises InputError for a sheet, path or result that is wrong. A base case without a solution is no error: cases are
    then solved from nothing.
    """

    def __init__(
        self,
        document: Flowsheet | bytes,
        paths: Sequence[str],
        results: Sequence[str] | None = None,
        store: KernelStore | None = None,
        solution: Solution | None = None,
    ) -> None:
        self.document = loads(document) if isinstance(document, bytes) else document
        if solution is None:
            require_sound(self.document)
        self.problem = compile_sheet(self.document, store) if solution is None else solution.sheet.problem
        self.inputs: tuple[NumberColumn, ...] = tuple(_number(resolve_column(self.problem, path)) for path in paths)
        _require_once(self.inputs)
        self.outputs: tuple[Output, ...] = compile_outputs(self.problem, results)
        self._compositions = varied_compositions(self.problem, self.inputs)
        self._direct = np.array([k for k, column in enumerate(self.inputs) if column.position >= 0], dtype=np.intp)
        direct = [self.inputs[k].position for k in self._direct]
        positions = np.concatenate([np.array(direct, dtype=np.intp), *(c.positions for c in self._compositions)])
        self.base_solution, self.base_diagnosis = _base(self.problem) if solution is None else (solution.solved, "")
        self._solver = CaseSolver(self.problem, self.base_solution, positions)
        self._audit = CaseAudit(self.problem)

    @property
    def base(self) -> np.ndarray:
        """The varied numbers as the sheet has them [SI]."""
        return np.array([
            column.entered if isinstance(column, CompositionColumn) else self.problem.z[column.position]
            for column in self.inputs
        ])  # fmt: skip

    def solve(self, values: np.ndarray) -> CaseResults:
        """Solve and audit cases; values [case, path] in SI. Raises InputError for an array of another shape."""
        values = np.ascontiguousarray(values, dtype=float)
        if values.ndim != 2 or values.shape[1] != len(self.inputs):
            raise InputError(f"cases are an array [n, {len(self.inputs)}], not {list(values.shape)}")
        outside = np.zeros(values.shape, dtype=bool)
        for k, column in enumerate(self.inputs):
            outside[:, k] = column.outside(values[:, k])
        allowed: np.ndarray = np.logical_not(np.any(outside, axis=1))
        results = no_results(len(values), len(self.outputs))
        for case in np.flatnonzero(~allowed):
            wrong = int(np.flatnonzero(outside[case])[0])
            results.status[case] = CaseStatus.BAD_INPUT
            results.diagnosis[case] = self.inputs[wrong].refusal(float(values[case, wrong]))
        numbers = self._numbers(values, allowed, results)
        cases = np.flatnonzero(allowed)
        for first in range(0, len(cases), TOGETHER):
            part = cases[first : first + TOGETHER]
            self._judge(self._solver.solve(numbers[part]), part, results)
        return results

    def _numbers(self, values: np.ndarray, allowed: np.ndarray, results: CaseResults) -> np.ndarray:
        """What goes into the compiled sheet; a case whose composition cannot be is no longer allowed."""
        if not self._compositions:
            return values
        numbers = np.zeros((len(values), len(self._solver.positions)))
        numbers[:, : len(self._direct)] = values[:, self._direct]
        for case in np.flatnonzero(allowed):
            try:
                amounts = [composition.amounts(values[case]) for composition in self._compositions]
            except InputError as error:
                allowed[case] = False
                results.status[case], results.diagnosis[case] = CaseStatus.BAD_INPUT, error.sentence()
                continue
            numbers[case, len(self._direct) :] = np.concatenate(amounts)
        return numbers

    def _judge(self, solved: SolvedCases, cases: np.ndarray, into: CaseResults) -> None:
        """Audit what was met and write all of it at its place."""
        into.iterations[cases] = solved.iterations
        for case, reason in zip(cases, solved.reasons, strict=True):
            into.diagnosis[case] = reason or None
        met = np.flatnonzero(solved.met)
        into.status[cases] = CaseStatus.NOT_CONVERGED
        if not len(met):
            return
        where, z, status = cases[met], solved.z[met], solved.status[met]
        figures = self._audit.check(z, status)
        into.status[where] = np.where(
            figures.ok,
            np.where(figures.inside_validity, CaseStatus.CLOSED, CaseStatus.OUTSIDE_VALIDITY),
            CaseStatus.OUT_OF_BALANCE,
        )
        into.mass[where], into.energy[where] = figures.mass_closure, figures.energy_closure
        into.charge[where] = figures.charge_closure
        into.element[where] = np.max(figures.element_closure, axis=-1, initial=0.0)
        for k, output in enumerate(self.outputs):
            into.results[where, k] = output.values(z)
        for k in np.flatnonzero(into.status[where] != CaseStatus.CLOSED):
            into.diagnosis[where[k]] = self._audit.sentences(figures, int(k), z[k], status[k])


def _number(column: Column) -> NumberColumn:
    if isinstance(column, NumberColumn):
        return column
    raise InputError(f"{column.path} is not an entered number of the sheet", remedy="Enter a value for it first.")


def _require_once(columns: Sequence[NumberColumn]) -> None:
    paths = [column.path for column in columns]
    twice = sorted({path for path in paths if paths.count(path) > 1})
    if twice:
        raise InputError(f"{twice[0]} is varied twice", remedy="Name each parameter once.")


def _base(problem: Problem) -> tuple[SolvedPoint | None, str]:
    """The solution of the sheet as it is, solved from nothing; without one, why."""
    try:
        return finished(solve_steps(problem)), ""
    except (RaffinateError, ArithmeticError) as error:
        return None, str(error)


def no_results(cases: int, outputs: int) -> CaseResults:
    """Results of cases that are still to be filled in."""
    return CaseResults(
        results=np.full((cases, outputs), np.nan),
        status=np.zeros(cases, dtype=np.int8),
        mass=np.full(cases, np.nan),
        energy=np.full(cases, np.nan),
        charge=np.full(cases, np.nan),
        element=np.full(cases, np.nan),
        iterations=np.zeros(cases, dtype=np.int32),
        diagnosis=[None] * cases,
    )
