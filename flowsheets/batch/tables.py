"""Results of cases as columns, and as the bytes of a Parquet or CSV file: the same cases give the same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any, Literal

import msgspec
import numpy as np

from flowsheets.batch.cases import CaseChunk, CaseReader
from flowsheets.batch.evaluation import CaseResults, CaseStatus
from flowsheets.batch.outputs import Output
from unitops.errors import InputError
from unitops.quantities import convert

FileKind = Literal["parquet", "csv"]
WORDS = tuple(status.words for status in CaseStatus)
CLOSURES = ("mass", "energy", "charge", "element")


class TableColumn(msgspec.Struct, frozen=True):
    """A column of the results: its heading, what it is of ('input', 'output', ...), its unit, its kind of cell."""

    heading: str
    part: str
    unit: str = ""
    kind: Literal["number", "integer", "text"] = "number"


class TableForm(msgspec.Struct, frozen=True):
    """How cases become rows: number, id, inputs, status, outputs, closures, iterations, diagnosis."""

    columns: tuple[TableColumn, ...]
    reader: CaseReader

    def cells(self, chunk: CaseChunk, results: CaseResults) -> list[Any]:
        """The columns of a chunk in order: arrays of numbers, lists of texts (None where there is none)."""
        cells: list[Any] = [np.arange(chunk.first + 1, chunk.first + 1 + len(chunk), dtype=np.int64)]
        if self.reader.has_ids:
            cells.append(list(chunk.ids))
        for k, column in enumerate(self.reader.numbers):
            shown = convert(chunk.values[:, k], column.dimension, column.unit)
            cells.append(np.asarray(shown))
        cells += [[texts[k] for texts in chunk.texts] for k in range(len(self.reader.texts))]
        cells.append([WORDS[status] for status in results.status])
        cells += [results.results[:, k] for k in range(results.results.shape[1])]
        cells += [results.mass, results.energy, results.charge, results.element]
        cells += [results.iterations.astype(np.int64), results.diagnosis]
        return cells


def table_form(reader: CaseReader, outputs: Sequence[Output]) -> TableForm:
    """The columns of the results; raises InputError if an input is asked for as a result too."""
    columns = [TableColumn("case", "case", kind="integer")]
    if reader.has_ids:
        columns.append(TableColumn("id", "id", kind="text"))
    columns += [TableColumn(_heading(c.path, c.unit), "input", c.unit) for c in reader.numbers]
    columns += [TableColumn(c.path, "input", kind="text") for c in reader.texts]
    columns.append(TableColumn("status", "status", kind="text"))
    columns += [TableColumn(_heading(o.name, o.unit), "output", o.unit) for o in outputs]
    columns += [TableColumn(f"closure of {name}", "closure") for name in CLOSURES]
    columns += [
        TableColumn("iterations", "iterations", kind="integer"),
        TableColumn("diagnosis", "diagnosis", kind="text"),
    ]
    headings = [column.heading for column in columns]
    twice = next((heading for heading in headings if headings.count(heading) > 1), None)
    if twice is not None:
        raise InputError(
            f"'{twice}' would stand twice in the results", remedy="Ask for each result once, and no input."
        )
    return TableForm(tuple(columns), reader)


def file_kind(asked: str | None) -> FileKind:
    """Parquet where pyarrow is installed, else CSV; raises InputError for Parquet without it, and other kinds."""
    from importlib.util import find_spec

    there = find_spec("pyarrow") is not None
    if asked is None:
        return "parquet" if there else "csv"
    if asked == "csv":
        return "csv"
    if asked != "parquet":
        raise InputError(f'results are not written as "{asked}"', remedy="Write parquet or csv.")
    if not there:
        raise InputError(
            "Parquet files need the package pyarrow, which is not installed",
            remedy='Install it with pip install "raffinate[batch]", or have CSV written.',
        )
    return "parquet"


def encoded(columns: Sequence[TableColumn], cells: Sequence[Any], kind: FileKind) -> bytes:
    """A file of its own with these columns."""
    return _parquet(columns, cells) if kind == "parquet" else heading_line(columns) + _csv_rows(columns, cells)


def heading_line(columns: Sequence[TableColumn]) -> bytes:
    """The first line of a CSV file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow([column.heading for column in columns])
    return text.getvalue().encode()


def _csv_rows(columns: Sequence[TableColumn], cells: Sequence[Any]) -> bytes:
    text = io.StringIO()
    written = [_as_texts(column, cell) for column, cell in zip(columns, cells, strict=True)]
    csv.writer(text, lineterminator="\n").writerows(zip(*written, strict=True))
    return text.getvalue().encode()


def _as_texts(column: TableColumn, cells: Any) -> list[str]:
    """Cells as they are written: numbers so that they read back exactly, nothing for what is no number."""
    if column.kind == "text":
        return ["" if cell is None else cell for cell in cells]
    if column.kind == "integer":
        return [str(cell) for cell in cells.tolist()]
    return ["" if cell != cell else repr(cell) for cell in cells.tolist()]


def _parquet(columns: Sequence[TableColumn], cells: Sequence[Any]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"number": pa.float64(), "integer": pa.int64(), "text": pa.string()}
    schema = pa.schema([
        pa.field(column.heading, kinds[column.kind], metadata={"unit": column.unit} if column.unit else None)
        for column in columns
    ])  # fmt: skip
    arrays = [pa.array(cell, type=kinds[column.kind]) for column, cell in zip(columns, cells, strict=True)]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), sink, compression="zstd")
    return sink.getvalue().to_pybytes()


def _heading(name: str, unit: str) -> str:
    return name if unit in ("", "1") else f"{name} [{unit}]"
