"""Every table as a CSV file in a folder: UTF-8, comma, decimal point, numbers in full."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from flowsheets.export.files import make_folder, write_whole

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution
    from flowsheets.results.table import Cell, Table


def write_csv(solution: Solution, folder: Path, per: str = "h") -> list[Path]:
    """Write the tables that have rows, one file each, and return their paths. Raises FileError."""
    tables = solution.plain_tables(per)
    contents = {table.key: csv_of(table) for table in tables.values() if table.rows}
    make_folder(folder)
    written = []
    for key, content in contents.items():
        path = folder / f"{key.replace(' ', '_').replace('-', '_')}.csv"
        write_whole(path, content)
        written.append(path)
    return written


def csv_of(table: Table) -> bytes:
    """A table as CSV; the units stand in the header."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.heading for column in table.columns])
    writer.writerows([_plain(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8")


def _plain(cell: Cell) -> str:
    """A cell; a text that a spreadsheet would take for a formula is marked as text."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float | int):
        return repr(cell)
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell
