"""The rows of a table in the order of one of its columns. No Qt here."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import groupby

import msgspec

from app.editor.results.grid import Grid, Heading, Order, Row
from flowsheets.document.tag_order import natural
from flowsheets.results.table import Cell


def can_sort(heading: Heading) -> bool:
    """Whether rows can stand in the order of a column: not where every row has a unit of its own."""
    return heading.role in ("label", "text", "number")


def in_order(grid: Grid, order: Order | None) -> Grid:
    """The grid with its rows in an order, equal ones as they stood; what has no number or text comes last.

    Rows under a heading stay under it. Without an order, or with one by a column that is not there, as it was.
    """
    names = [heading.name for heading in grid.headings]
    if order is None or order.column not in names or not can_sort(grid.headings[names.index(order.column)]):
        return grid
    column = names.index(order.column)
    return msgspec.structs.replace(grid, rows=tuple(_rows(grid, column, order.falling)), order=order)


def _rows(grid: Grid, column: int, falling: bool) -> Iterator[Row]:
    for is_heading, rows in groupby(grid.rows, key=lambda row: row.is_heading):
        if is_heading:
            yield from rows
            continue
        section = list(rows)
        filled = [row for row in section if _is_there(row.cells[column])]
        yield from sorted(filled, key=lambda row: _rank(row.cells[column]), reverse=falling)
        yield from (row for row in section if not _is_there(row.cells[column]))


def _is_there(cell: Cell) -> bool:
    return cell is not None and cell != "" and not (isinstance(cell, float) and math.isnan(cell))


def _rank(cell: Cell) -> tuple[int, float, list[tuple[int, str]]]:
    """Numbers before texts, S-2 before S-10."""
    if isinstance(cell, str):
        return 1, 0.0, natural(cell.casefold())
    assert cell is not None
    return 0, float(cell), []
