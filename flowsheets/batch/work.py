"""What a worker does: compile the sheet of its bytes once, then evaluate one chunk of cases after another."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from flowsheets.batch.cases import CaseChunk
from flowsheets.batch.evaluation import CaseEvaluator, CaseResults, CaseStatus, no_results
from flowsheets.document.editing import with_values
from flowsheets.document.file import loads
from flowsheets.document.records import Flowsheet
from flowsheets.equations.kernel_store import KernelStore
from unitops.errors import RaffinateError

SHEETS = 8
"""Compiled sheets of different texts that a worker keeps."""


@dataclass(frozen=True)
class Job:
    """A batch as a worker is told it: the sheet's bytes, the columns of numbers and of texts, the wanted results."""

    sheet: bytes
    numbers: tuple[str, ...]
    texts: tuple[str, ...] = ()
    results: tuple[str, ...] | None = None


@dataclass
class Worker:
    """Evaluates chunks of one job; a compiled sheet for every combination of texts, the last few of which are kept."""

    job: Job
    _store: KernelStore = field(default_factory=KernelStore, init=False)
    _sheet: Flowsheet = field(init=False)
    _evaluators: OrderedDict[tuple[str, ...], CaseEvaluator | str] = field(default_factory=OrderedDict, init=False)

    def __post_init__(self) -> None:
        self._sheet = loads(self.job.sheet)

    def evaluate(self, chunk: CaseChunk) -> CaseResults:
        """Results of a chunk; a combination of texts that cannot be compiled is told as the diagnosis of its cases."""
        if not self.job.texts:
            evaluator = self._evaluator(())
            if isinstance(evaluator, str):
                return self._refused(len(chunk), evaluator)
            return evaluator.solve(chunk.values)
        groups: dict[tuple[str, ...], list[int]] = {}
        for case, texts in enumerate(chunk.texts):
            groups.setdefault(texts, []).append(case)
        parts = []
        for texts, cases in groups.items():
            evaluator = self._evaluator(texts)
            if isinstance(evaluator, str):
                parts.append((cases, self._refused(len(cases), evaluator)))
            else:
                parts.append((cases, evaluator.solve(chunk.values[cases])))
        return _together(len(chunk), parts)

    def _evaluator(self, texts: tuple[str, ...]) -> CaseEvaluator | str:
        """The compiled sheet of a combination of texts, or why there is none."""
        if texts in self._evaluators:
            self._evaluators.move_to_end(texts)
            return self._evaluators[texts]
        try:
            sheet = with_values(self._sheet, dict(zip(self.job.texts, texts, strict=True)))
            made: CaseEvaluator | str = CaseEvaluator(sheet, self.job.numbers, self.job.results, self._store)
        except RaffinateError as error:
            made = error.sentence()
        self._evaluators[texts] = made
        while len(self._evaluators) > SHEETS:
            self._evaluators.popitem(last=False)
        return made

    def _refused(self, count: int, why: str) -> CaseResults:
        results = no_results(count, self._width())
        results.status[:] = CaseStatus.BAD_INPUT
        results.diagnosis[:] = [why] * count
        return results

    def _width(self) -> int:
        wanted = self.job.results
        return len(self._sheet.indicators) if wanted is None else len(wanted)


def _together(count: int, parts: Sequence[tuple[list[int], CaseResults]]) -> CaseResults:
    """Results of groups of cases, each at its place."""
    whole = no_results(count, parts[0][1].results.shape[1])
    for cases, part in parts:
        where = np.array(cases, dtype=np.intp)
        for name in ("results", "status", "mass", "energy", "charge", "element", "iterations"):
            getattr(whole, name)[where] = getattr(part, name)
        for case, words in zip(cases, part.diagnosis, strict=True):
            whole.diagnosis[case] = words
    return whole
