"""Cells as tab-separated text, as spreadsheets take it from the clipboard."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex

from app.editor.results.table_model import TableModel
from flowsheets.results.table import Cell


def as_text(model: TableModel, chosen: Iterable[QModelIndex], *, precise: bool = False) -> str:
    """The chosen cells, or all of them if fewer than one is chosen, under their headings; a single cell stands alone.

    precise: numbers with all their digits instead of those that are seen.
    """
    cells = {(index.row(), index.column()) for index in chosen}
    if len(cells) == 1:
        row, column = next(iter(cells))
        return _cell(model, row, column, precise)
    if not cells:
        cells = {(r, c) for r in range(model.rowCount()) for c in range(model.columnCount())}
    rows, columns = sorted({r for r, _ in cells}), sorted({c for _, c in cells})
    lines = ["\t".join(_clean(_heading(model, column)) for column in columns)]
    lines += ["\t".join(_cell(model, r, c, precise) if (r, c) in cells else "" for c in columns) for r in rows]
    return "\n".join(lines) + "\n"


def _heading(model: TableModel, column: int) -> str:
    name, unit = model.grid.headings[column].name, model.heading_unit(column)
    return f"{name} [{unit}]" if unit else name


def _cell(model: TableModel, row: int, column: int, precise: bool) -> str:
    value: Cell = model.value(row, column)
    if precise and isinstance(value, float):
        return repr(value)
    return _clean(model.text(row, column))


def _clean(text: str) -> str:
    return " ".join(text.split())
