"""A flowsheet to work with from Python: load it, change values, solve it, look at the solution."""

from __future__ import annotations

import os
from collections.abc import Generator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flowsheets.document.editing import with_values
from flowsheets.document.file import load as load_document
from flowsheets.document.file import save as save_document
from flowsheets.document.records import Flowsheet
from unitops.errors import InputError

if TYPE_CHECKING:
    from flowsheets.equations.kernel_store import KernelStore
    from flowsheets.equations.problem import Problem
    from flowsheets.results.solution import Solution
    from flowsheets.solving.newton import Iteration


class Sheet:
    """A document with the means to solve it; it never changes, edits give another sheet."""

    def __init__(self, document: Flowsheet, store: KernelStore | None = None) -> None:
        """store: kernels kept from sheet to sheet, for whoever solves many edits of one."""
        self.document = document
        self._store = store

    @cached_property
    def problem(self) -> Problem:
        """The compiled sheet; raises InputError with everything that is wrong."""
        from flowsheets.checking import require_sound
        from flowsheets.equations.build import compile_sheet

        require_sound(self.document)
        return compile_sheet(self.document, self._store)

    def solve(self) -> Solution:
        """Solve from nothing and audit. Raises InputError for bad input, UnsolvableError without a solution."""
        from flowsheets.solving.finish import finished

        return finished(self.steps())

    def steps(self) -> Generator[Iteration, None, Solution]:
        """The same, iteration by iteration; the generator returns the Solution."""
        from flowsheets.results.solution import Solution
        from flowsheets.solving.explaining import solve_and_explain

        solved = yield from solve_and_explain(self.problem)
        return Solution(self, solved)

    def with_values(self, values: Mapping[str, Any]) -> Sheet:
        """The sheet with other parameter values, by path: {"KN-101.temperature": "1050 degC"}."""
        return Sheet(with_values(self.document, values), self._store)

    def in_case(self, name: str) -> Sheet:
        """The sheet with the values of one of the cases that its document names; raises InputError for another name."""
        cases = self.document.cases
        if name not in cases:
            there = f"It has {', '.join(sorted(cases))}." if cases else "It has none."
            raise InputError(f"{self.document.name} has no case '{name}'", remedy=there)
        return self.with_values(cases[name].values)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the document to a file, atomically."""
        save_document(self.document, path)

    def _repr_svg_(self) -> str:
        from flowsheets.diagram.svg import svg

        return svg(self.document)

    def __repr__(self) -> str:
        document = self.document
        return f"Sheet('{document.name}': {len(document.units)} units, {len(document.streams)} streams)"


def load(path: str | os.PathLike[str]) -> Sheet:
    """A sheet from a file. Raises FileError with every problem that the file has."""
    return Sheet(load_document(path))
