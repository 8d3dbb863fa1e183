"""Cases made ready: every cell read, checked and in SI, a chunk of rows at a time."""

from __future__ import annotations

import difflib
import hashlib
import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec
import numpy as np

from flowsheets.batch.columns import Column, NumberColumn, TextColumn, resolve_column, split_header
from flowsheets.batch.sources import CaseSource, Cells
from flowsheets.document.operating_time import operating_hours
from flowsheets.equations.problem import Problem
from unitops.errors import InputError, QuantityError
from unitops.quantities import parse_quantity

ID_HEADINGS = ("id", "case", "case id", "name")
IGNORED = "#"
"""Columns whose heading begins with this are left out."""
SHOWN = 20
"""Mistakes that are told before reading stops."""


class CaseChunk(msgspec.Struct, frozen=True):
    """Cases in a row: the number of the first (from 0), their ids, numbers [case, column] in SI, texts by case."""

    first: int
    ids: Sequence[str]
    values: np.ndarray
    texts: Sequence[tuple[str, ...]]

    def __len__(self) -> int:
        return len(self.ids)


class CheckedCases(msgspec.Struct, frozen=True):
    """What reading all cases once has shown: how many there are and a digest of everything they say."""

    count: int
    digest: str


class Mistakes:
    """What is wrong with cells, by row and column; the first few of each column are kept."""

    def __init__(self, source: CaseSource) -> None:
        self._source = source
        self._found: list[tuple[int, int, str]] = []
        self._of_column: dict[int, int] = {}

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(self._of_column.values())

    def add(self, row: int, column: int, heading: str, problem: str) -> None:
        """A mistake in a row, counted from 0."""
        count = self._of_column[column] = self._of_column.get(column, 0) + 1
        if count <= SHOWN:
            place = f"{self._source.name}, row {row + self._source.first_row}, column {heading}"
            self._found.append((row, column, f"{place}: {problem}"))

    def error(self, *, whole: bool) -> InputError:
        """The first in the order of rows; ``whole``: everything was read."""
        lines = [line for _, _, line in sorted(self._found)[:SHOWN]]
        if not whole:
            lines.append("There may be more; reading stopped here.")
        elif self.count > SHOWN:
            lines.append(f"There are {self.count - SHOWN} more.")
        return InputError("\n".join(lines))


class _Bound(msgspec.Struct, frozen=True):
    """A column of the source with what it stands for."""

    index: int
    heading: str
    column: Column
    unit: str


class CaseReader:
    """Reads a source of cases against a compiled sheet.

    Raises InputError for headings that name no parameter, name one twice, or have a wrong unit: all of them at once.
    """

    def __init__(self, source: CaseSource, problem: Problem) -> None:
        self.source, self._hours = source, operating_hours(problem.sheet)
        headings = source.headings()
        self._id = _id_column(headings)
        self._id_heading = "" if self._id is None else headings[self._id]
        bound, errors = [], []
        for index, heading in enumerate(headings):
            if index == self._id or heading.startswith(IGNORED):
                continue
            try:
                bound.append(self._bind(problem, index, heading))
            except InputError as error:
                errors.append(
                    f"{source.name}, column {index + 1} ({heading or 'without a heading'}): {error.sentence()}"
                )
        errors += _twice(source.name, bound)
        if not bound and not errors:
            errors.append(f"{source.name}: no column names a parameter. Write UNIT.parameter over each column.")
        if errors:
            raise InputError("\n".join(errors))
        self._numbers = [each for each in bound if isinstance(each.column, NumberColumn)]
        self._texts = [each for each in bound if isinstance(each.column, TextColumn)]

    @property
    def numbers(self) -> tuple[NumberColumn, ...]:
        """Columns of numbers in the order of ``CaseChunk.values``."""
        return tuple(each.column for each in self._numbers if isinstance(each.column, NumberColumn))

    @property
    def texts(self) -> tuple[TextColumn, ...]:
        """Columns of texts in the order of ``CaseChunk.texts``."""
        return tuple(each.column for each in self._texts if isinstance(each.column, TextColumn))

    @property
    def has_ids(self) -> bool:
        """Whether the cases have ids of their own; else they are called by their numbers from 1."""
        return self._id is not None

    def check(self, told: Callable[[int], None] = lambda rows: None) -> CheckedCases:
        """Read everything once; ``told`` is handed the number of rows so far.

        Raises InputError with the first mistakes by row and column.
        """
        mistakes = Mistakes(self.source)
        values, words, seen, count = hashlib.blake2b(digest_size=16), hashlib.blake2b(digest_size=16), [], 0
        for chunk in self._read(mistakes):
            count += len(chunk)
            told(count)
            if mistakes.count >= SHOWN:
                raise mistakes.error(whole=False)
            values.update(chunk.values.tobytes())
            for case, text in zip(chunk.ids, chunk.texts, strict=True) if self.has_ids or self._texts else ():
                words.update("\0".join((case, *text, "\n")).encode())
            if self.has_ids:
                seen.append(np.array([_hash(case) for case in chunk.ids], dtype=np.uint64))
        if mistakes.count:
            raise mistakes.error(whole=True)
        if seen:
            hashes = np.concatenate(seen)
            seen.clear()
            self._require_distinct(hashes)
        if not count:
            raise InputError("there are no cases below the heading", place=self.source.name)
        names = "\0".join([*(c.path for c in self.numbers), *(c.path for c in self.texts)])
        whole = hashlib.blake2b(names.encode() + values.digest() + words.digest(), digest_size=16)
        return CheckedCases(count, whole.hexdigest())

    def chunks(self, size: int) -> Iterator[CaseChunk]:
        """All cases in order, so many at a time; raises InputError if the source is no longer what was checked."""
        mistakes = Mistakes(self.source)
        waiting: list[CaseChunk] = []
        for chunk in self._read(mistakes):
            if mistakes.count:
                raise InputError("the cases were changed while they were read", place=self.source.name)
            waiting.append(chunk)
            while sum(map(len, waiting)) >= size:
                whole, rest = _cut(_joined(waiting), size)
                waiting = [rest] if len(rest) else []
                yield whole
        if waiting:
            yield _joined(waiting)

    def _bind(self, problem: Problem, index: int, heading: str) -> _Bound:
        header = split_header(heading)
        if "." not in header.path:
            near = difflib.get_close_matches(
                header.path, [f"{u.tag}.{s}" for u in problem.units.values() for s in u.numbers]
            )
            hint = f"Did you mean {near[0]}?" if near else "Write UNIT.parameter, id, or # in front of a remark."
            raise InputError("this names no parameter", remedy=hint)
        column = resolve_column(problem, header.path)
        if isinstance(column, NumberColumn):
            column.in_si(np.zeros(1), header.unit, self._hours)
        elif header.unit:
            raise _no_number(column, header.unit)
        return _Bound(index, heading, column, header.unit)

    def _read(self, mistakes: Mistakes) -> Iterator[CaseChunk]:
        first = 0
        for cells in self.source.rows():
            count = len(cells[0]) if cells else 0
            values = np.empty((count, len(self._numbers)))
            for k, bound in enumerate(self._numbers):
                values[:, k] = self._column(bound, cells[bound.index], first, mistakes)
            texts = [self._words(bound, cells[bound.index], first, mistakes) for bound in self._texts]
            rows = list(zip(*texts, strict=True)) if texts else [()] * count
            if self._id is None:
                ids: Sequence[str] = [str(first + k + 1) for k in range(count)]
            else:
                ids = [_plain(cell) for cell in cells[self._id]]
                for k, case in enumerate(ids):
                    if not case:
                        mistakes.add(first + k, self._id, self._id_heading, "the id is missing")
            yield CaseChunk(first, ids, values, rows)
            first += count

    def _column(self, bound: _Bound, cells: Cells, first: int, mistakes: Mistakes) -> np.ndarray:
        """A column of cells in SI; what cannot be read or is beyond the bounds is added to the mistakes."""
        column = bound.column
        assert isinstance(column, NumberColumn)
        numbers = _all_numbers(cells)
        if numbers is not None:
            values = column.in_si(numbers, bound.unit, self._hours)
        else:
            values = np.array([self._cell(bound, cell, first + k, mistakes) for k, cell in enumerate(cells)])
        for k in np.flatnonzero(column.outside(values) & ~np.isnan(values)):
            problem = column.refusal(float(values[k])).removeprefix(f"{column.path}: ")
            mistakes.add(first + int(k), bound.index, bound.heading, problem)
        return values

    def _cell(self, bound: _Bound, cell: Any, row: int, mistakes: Mistakes) -> float:
        column = bound.column
        assert isinstance(column, NumberColumn)
        text = _plain(cell)
        if not text:
            mistakes.add(row, bound.index, bound.heading, "the cell is empty")
            return math.nan
        try:
            unit = bound.unit or column.bare_unit
            return parse_quantity(
                text,
                column.dimension,
                default_unit="" if unit == "1" else unit,
                hours_per_year=self._hours or None,
            )
        except QuantityError as error:
            mistakes.add(row, bound.index, bound.heading, error.sentence())
            return math.nan

    def _words(self, bound: _Bound, cells: Cells, first: int, mistakes: Mistakes) -> list[str]:
        column = bound.column
        assert isinstance(column, TextColumn)
        words = [_plain(cell) for cell in cells]
        for k, word in enumerate(words):
            if not word:
                mistakes.add(first + k, bound.index, bound.heading, "the cell is empty")
            elif column.options and word not in column.options:
                problem = f'"{word}" is not a choice. Choose {", ".join(column.options)}.'
                mistakes.add(first + k, bound.index, bound.heading, problem)
        return words

    def _require_distinct(self, hashes: np.ndarray) -> None:
        """Raise InputError for ids that stand twice: found by their hashes, then by themselves."""
        hashes.sort()
        suspects = set(hashes[1:][hashes[1:] == hashes[:-1]].tolist())
        if not suspects:
            return
        seen: dict[str, int] = {}
        mistakes = Mistakes(self.source)
        for chunk in self._read(Mistakes(self.source)):
            for k, case in enumerate(chunk.ids):
                if _hash(case) not in suspects:
                    continue
                if case in seen:
                    problem = f'the id "{case}" stands in row {seen[case] + self.source.first_row} too'
                    mistakes.add(chunk.first + k, self._id or 0, self._id_heading, problem)
                seen.setdefault(case, chunk.first + k)
        if mistakes.count:
            raise mistakes.error(whole=True)


def _id_column(headings: list[str]) -> int | None:
    found = [k for k, heading in enumerate(headings) if heading.strip().lower() in ID_HEADINGS]
    return found[0] if found else None


def _no_number(column: TextColumn, unit: str) -> InputError:
    """A unit stands over a column that is none of the numbers that the sheet enters."""
    if column.options:
        return InputError(f"{column.path} is a choice", remedy=f"Leave out [{unit}]: {', '.join(column.options)}.")
    return InputError(
        f"{column.path} is not a number that is entered in this sheet",
        remedy=f'Enter it first (--set {column.path}="1 {unit}", and what it replaces as "calculated"), or write the '
        "unit in each cell: cases are then compiled apart.",
    )


def _twice(source: str, bound: list[_Bound]) -> Iterator[str]:
    first: dict[str, _Bound] = {}
    for each in bound:
        if each.column.path in first:
            other = first[each.column.path]
            yield (
                f"{source}, columns {other.index + 1} and {each.index + 1}: both are {each.column.path}. "
                "Name each parameter once."
            )
        first.setdefault(each.column.path, each)


def _all_numbers(cells: Cells) -> np.ndarray | None:
    """The cells as numbers if every one is a bare finite number, as text or not."""
    if any(cell is None or isinstance(cell, bool) for cell in cells):
        return None
    try:
        numbers = np.array([float(cell) for cell in cells])
    except (TypeError, ValueError):
        return None
    if not np.all(np.isfinite(numbers)) or any("_" in cell for cell in cells if isinstance(cell, str)):
        return None
    return numbers


def _plain(cell: Any) -> str:
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return ""
    return repr(float(cell)) if isinstance(cell, float) else str(cell).strip()


def _hash(case: str) -> int:
    return int.from_bytes(hashlib.blake2b(case.encode(), digest_size=8).digest(), "little")


def _joined(chunks: list[CaseChunk]) -> CaseChunk:
    if len(chunks) == 1:
        return chunks[0]
    ids = [case for chunk in chunks for case in chunk.ids]
    texts = [text for chunk in chunks for text in chunk.texts]
    return CaseChunk(chunks[0].first, ids, np.concatenate([chunk.values for chunk in chunks]), texts)


def _cut(chunk: CaseChunk, size: int) -> tuple[CaseChunk, CaseChunk]:
    return (
        CaseChunk(chunk.first, chunk.ids[:size], chunk.values[:size], chunk.texts[:size]),
        CaseChunk(chunk.first + size, chunk.ids[size:], chunk.values[size:], chunk.texts[size:]),
    )
