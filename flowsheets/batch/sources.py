"""Where cases are read from: CSV, Excel, Parquet, a DataFrame, or lists; always a chunk of rows at a time."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from unitops.errors import InputError

ROWS = 4096
"""Rows that are held at a time."""
Cells = Sequence[Any]
"""The cells of one column: numbers, texts, None or '' where there is nothing."""


class CaseSource(Protocol):
    """A table of cases that can be read again and again, always in the same order."""

    name: str
    first_row: int
    """What a person calls the row of the first case: 2 in a file with a heading."""

    def headings(self) -> list[str]:
        """The headings of the columns; raises InputError if it cannot be read."""
        ...

    def rows(self) -> Iterator[list[Cells]]:
        """Columns of one chunk of rows after another; raises InputError for rows of another width."""
        ...


def open_cases(cases: Any) -> CaseSource:
    """The source of what a person hands in: a path, a DataFrame, a mapping of lists, a sequence of mappings.

    Raises InputError for what is no table of cases, or is a kind of file that is not read.
    """
    if isinstance(cases, str | Path):
        return _file(Path(cases))
    if isinstance(cases, Mapping):
        return ListCases({str(name): list(column) for name, column in cases.items()})
    if hasattr(cases, "to_dict") and hasattr(cases, "columns"):
        return ListCases({str(name): cases[name].tolist() for name in cases.columns})
    if isinstance(cases, Sequence) and cases and all(isinstance(case, Mapping) for case in cases):
        names = list(dict.fromkeys(str(name) for case in cases for name in case))
        return ListCases({name: [case.get(name) for case in cases] for name in names})
    raise InputError(
        f"{type(cases).__name__} is no table of cases",
        remedy="Hand in a CSV, Excel or Parquet file, a DataFrame, or a mapping from paths to lists.",
    )


def _file(path: Path) -> CaseSource:
    if not path.is_file():
        raise InputError("there is no such file", place=str(path))
    kind = path.suffix.lower()
    if kind in (".csv", ".txt", ".tsv"):
        return CsvCases(path)
    if kind in (".xlsx", ".xlsm"):
        return ExcelCases(path)
    if kind in (".parquet", ".pq"):
        return ParquetCases(path)
    raise InputError(
        f'cases are not read from "{kind or path.name}" files', place=path.name, remedy="Save them as CSV or .xlsx."
    )


class ListCases:
    """Cases held in memory, a list for each column."""

    name, first_row = "cases", 1

    def __init__(self, columns: Mapping[str, list[Any]]) -> None:
        lengths = {len(column) for column in columns.values()}
        if len(lengths) > 1:
            told = ", ".join(f"{name} {len(column)}" for name, column in columns.items())
            raise InputError(f"the columns differ in length: {told}", place="cases")
        self._columns, self._length = columns, lengths.pop() if lengths else 0

    def headings(self) -> list[str]:
        """Names of the lists."""
        return list(self._columns)

    def rows(self) -> Iterator[list[Cells]]:
        """Slices of the lists."""
        for first in range(0, self._length, ROWS):
            yield [column[first : first + ROWS] for column in self._columns.values()]


class CsvCases:
    """A CSV file: UTF-8, a heading, comma, semicolon or tab between cells, decimal points."""

    first_row = 2

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, path.name
        self._delimiter = self._find_delimiter()

    def headings(self) -> list[str]:
        """The first row."""
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            return [cell.strip() for cell in next(self._reader(file), [])]

    def rows(self) -> Iterator[list[Cells]]:
        """Rows by chunks; empty lines are left out only at the end of the file."""
        width = len(self.headings())
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            reader = self._reader(file)
            next(reader, None)
            first, blank = self.first_row, 0
            while chunk := self._read(reader):
                if not blank and set(map(len, chunk)) == {width}:
                    first += len(chunk)
                    yield list(zip(*chunk, strict=True))
                    continue
                kept = []
                for offset, row in enumerate(chunk):
                    if not row:
                        blank += 1
                        continue
                    if blank:
                        raise self._wrong(first + offset - blank, "the line is empty")
                    if len(row) != width:
                        raise self._wrong(first + offset, f"the row has {len(row)} cells, the heading {width}")
                    kept.append(row)
                first += len(chunk)
                if kept:
                    yield list(zip(*kept, strict=True))

    def _read(self, reader: Iterator[list[str]]) -> list[list[str]]:
        try:
            return list(itertools.islice(reader, ROWS))
        except (UnicodeDecodeError, csv.Error) as error:
            raise InputError(f"this is no CSV file in UTF-8 ({error!s:.80})", place=self.name) from error

    def _reader(self, file: Any) -> Iterator[list[str]]:
        return csv.reader(file, delimiter=self._delimiter)

    def _wrong(self, row: int, problem: str) -> InputError:
        return InputError(problem, place=f"{self.name}, row {row}")

    def _find_delimiter(self) -> str:
        """The mark that parts the heading; brackets and quotes may hold others."""
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as file:
                heading = file.readline(1 << 20)
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"this is no CSV file in UTF-8 ({error!s:.80})", place=self.name) from error
        if not heading.strip():
            raise InputError("the file has no heading", place=self.name, remedy="Name a parameter over each column.")
        outside, depth, quoted = {",": 0, ";": 0, "\t": 0}, 0, False
        for character in heading:
            quoted ^= character == '"'
            depth += (character == "[") - (character == "]")
            if character in outside and not quoted and depth <= 0:
                outside[character] += 1
        best = max(outside, key=lambda mark: outside[mark])
        return best if outside[best] else ","


class ExcelCases:
    """The first sheet of an Excel workbook, its first row the heading."""

    first_row = 2

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, path.name

    def headings(self) -> list[str]:
        """The first row, up to its last cell with text."""
        cells = next(self._rows(), ())
        names = ["" if cell is None else str(cell).strip() for cell in cells]
        while names and not names[-1]:
            names.pop()
        return names

    def rows(self) -> Iterator[list[Cells]]:
        """Rows by chunks, down to the first row that is empty."""
        width = len(self.headings())
        reader = (row[:width] for row in itertools.islice(self._rows(), 1, None))
        filled = itertools.takewhile(lambda row: any(cell is not None for cell in row), reader)
        while chunk := list(itertools.islice(filled, ROWS)):
            yield list(zip(*[(*row, *[None] * (width - len(row))) for row in chunk], strict=True))

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        try:
            import openpyxl
        except ImportError as error:
            raise _missing("openpyxl", "Excel", self.name) from error
        try:
            book = openpyxl.load_workbook(self.path, read_only=True, data_only=True)
        except Exception as error:  # openpyxl raises whatever zipfile, xml or itself raise for a damaged file
            raise InputError(f"this is no Excel workbook ({error!s:.80})", place=self.name) from error
        try:
            yield from book.worksheets[0].iter_rows(values_only=True)
        finally:
            book.close()


class ParquetCases:
    """A Parquet file."""

    first_row = 1

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, path.name

    def headings(self) -> list[str]:
        """Names of its columns."""
        return [str(name) for name in self._file().schema_arrow.names]

    def rows(self) -> Iterator[list[Cells]]:
        """Batches of rows."""
        for batch in self._file().iter_batches(batch_size=ROWS):
            yield [column.to_pylist() for column in batch.columns]

    def _file(self) -> Any:
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ImportError as error:
            raise _missing("pyarrow", "Parquet", self.name) from error
        try:
            return pq.ParquetFile(self.path)
        except (pa.ArrowException, OSError) as error:
            raise InputError(f"this is no Parquet file ({error!s:.80})", place=self.name) from error


def _missing(package: str, kind: str, place: str) -> InputError:
    return InputError(
        f"{kind} files need the package {package}, which is not installed",
        place=place,
        remedy=f"Install it (pip install {package}), or save the cases as CSV.",
    )
