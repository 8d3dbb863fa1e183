"""A grid as Qt sees it: texts made when they are asked for, edits in place so that nothing jumps."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from app.editor.look.theme import Theme, interface_font
from app.editor.results.grid import DASH, Grid, chosen_unit, conversion, text_of
from flowsheets.diagram.look import TABLE_TEXT
from flowsheets.results.table import Cell
from unitops.quantities import printed_text, printed_unit

Index = QModelIndex | QPersistentModelIndex
EMPTY = Grid("", "", (), ())
NOWHERE = QModelIndex()


class TableModel(QAbstractTableModel):
    """Shows a grid in chosen units. A new grid of the same columns is taken over row by row."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid = EMPTY
        self.per = "h"
        self._theme = theme
        self._units: Mapping[str, str] = {}
        self._stale = False
        self._has_units = self._is_grouped = False
        self._conversions: dict[tuple[str, str], tuple[float, float]] = {}
        self._plain = interface_font(TABLE_TEXT, tabular=True)
        self._bold = interface_font(TABLE_TEXT, bold=True)
        theme.changed.connect(self._repaint)

    # -- what is shown ----------------------------------------------------------------------------------------------

    def put(self, grid: Grid, units: Mapping[str, str], per: str) -> bool:
        """Show another state; whether columns stayed the same, so that widths and places can stay too."""
        self._units, self.per = dict(units), per
        self._conversions.clear()
        same = [h.name for h in grid.headings] == [h.name for h in self.grid.headings] and grid.key == self.grid.key
        if not same:
            self.beginResetModel()
            self._show(grid)
            self.endResetModel()
            return False
        self._change_rows(grid)
        self._show(grid)
        self._repaint()
        if grid.headings:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(grid.headings) - 1)
        return True

    def set_stale(self, stale: bool) -> None:
        """Dim everything, or not: it is from before the last edit."""
        if stale != self._stale:
            self._stale = stale
            self._repaint()

    @property
    def is_stale(self) -> bool:
        """Whether the numbers are from before the last edit."""
        return self._stale

    def _show(self, grid: Grid) -> None:
        self.grid = grid
        self._has_units = any(heading.unit for heading in grid.headings)
        self._is_grouped = any(one.cells[0] == other.cells[0] for one, other in pairwise(grid.rows[:40]))

    def _change_rows(self, grid: Grid) -> None:
        """Put rows in and take rows out; the others keep their place, and with them selection and scroll."""
        old, new = [row.key for row in self.grid.rows], [row.key for row in grid.rows]
        if old == new:
            return
        if sorted(old) == sorted(new):
            self._move_rows(grid)
            return
        rows = list(self.grid.rows)
        for kind, start, stop, first, last in reversed(SequenceMatcher(None, old, new, autojunk=False).get_opcodes()):
            if kind in ("delete", "replace"):
                self.beginRemoveRows(NOWHERE, start, stop - 1)
                del rows[start:stop]
                self._hold(rows)
                self.endRemoveRows()
            if kind in ("insert", "replace"):
                self.beginInsertRows(NOWHERE, start, start + last - first - 1)
                rows[start:start] = grid.rows[first:last]
                self._hold(rows)
                self.endInsertRows()

    def _move_rows(self, grid: Grid) -> None:
        """The same rows in another order; what is chosen stays chosen."""
        self.layoutAboutToBeChanged.emit()
        places: dict[tuple[str, ...], list[int]] = {}
        for place, row in enumerate(grid.rows):
            places.setdefault(row.key, []).append(place)
        moved = [places[row.key].pop(0) for row in self.grid.rows]
        held = self.persistentIndexList()
        self._hold(list(grid.rows))
        self.changePersistentIndexList(held, [self.index(moved[i.row()], i.column()) for i in held])
        self.layoutChanged.emit()

    def _hold(self, rows: list[Any]) -> None:
        from msgspec.structs import replace

        self.grid = replace(self.grid, rows=tuple(rows))

    def _repaint(self) -> None:
        if self.grid.rows and self.grid.headings:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.grid.rows) - 1, len(self.grid.headings) - 1))

    # -- cells ------------------------------------------------------------------------------------------------------

    def shown_unit(self, row: int, column: int) -> str:
        """The unit in which a number is shown."""
        return chosen_unit(self.grid, row, column, self._units, self.per)

    def value(self, row: int, column: int) -> Cell:
        """A cell in its shown unit, with all its digits."""
        cell = self.grid.rows[row].cells[column]
        role = self.grid.headings[column].role
        if role == "unit of the row":
            unit = self.shown_unit(row, column)
            return "" if unit == "1" else unit
        if isinstance(cell, bool) or not isinstance(cell, float | int) or "number" not in role:
            return cell
        factor, offset = self._conversion(self.grid.unit_of(row, column)[0], self.shown_unit(row, column))
        return cell if (factor, offset) == (1.0, 0.0) else cell * factor + offset

    def text(self, row: int, column: int) -> str:
        """A cell as it is read."""
        if self.grid.is_dust(row, column):
            return DASH
        value, heading = self.value(row, column), self.grid.headings[column]
        if heading.role == "unit of the row":
            return printed_unit(str(value))
        return printed_text(text_of(value, heading.name))

    def _conversion(self, unit: str, shown: str) -> tuple[float, float]:
        key = (unit, shown)
        if key not in self._conversions:
            self._conversions[key] = conversion(unit, shown, self.grid.hours)
        return self._conversions[key]

    # -- Qt's questions ---------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Rows of the grid."""
        return 0 if parent.isValid() else len(self.grid.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802 - Qt's name
        """Columns of the grid."""
        return 0 if parent.isValid() else len(self.grid.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, place, colour and face of a cell."""
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if self._repeats(row, column) else self.text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = "number" in self.grid.headings[column].role
            across = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return across | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole:
            return self._font(row)
        if role == Qt.ItemDataRole.ForegroundRole:
            quiet = self._stale or self.grid.headings[column].role == "unit of the row"
            return self._theme.colour("quiet" if quiet else "ink")
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._says(row, column)
        return None

    def _font(self, row: int) -> QFont:
        return self._bold if self.grid.rows[row].is_heading else self._plain

    def _repeats(self, row: int, column: int) -> bool:
        """A label that stands already in the row above: rows of one thing read as a group."""
        if row == 0 or self.grid.headings[column].role != "label":
            return False
        here, above = self.grid.rows[row], self.grid.rows[row - 1]
        return here.cells[: column + 1] == above.cells[: column + 1]

    def begins_group(self, row: int) -> bool:
        """Whether a hairline stands above a row: another unit or element begins in a table of several rows each."""
        rows = self.grid.rows
        if row == 0:
            return False
        return rows[row].is_heading or (rows[row].cells[0] != rows[row - 1].cells[0] and self._is_grouped)

    def _says(self, row: int, column: int) -> str:
        value = self.value(row, column)
        if isinstance(value, str) or value is None or isinstance(value, bool):
            return text_of(value)
        stale = ", from before the last edit" if self._stale else ""
        return f"{value!r} {self.shown_unit(row, column)}".strip() + stale

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name of a column, and below it the unit."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self.grid.headings):
            return None
        heading = self.grid.headings[section]
        if role == Qt.ItemDataRole.DisplayRole:
            name = heading.name + self._mark_of_order(heading.name)
            return f"{name}\n{printed_unit(self.heading_unit(section))}" if self._has_units else name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            across = Qt.AlignmentFlag.AlignRight if "number" in heading.role else Qt.AlignmentFlag.AlignLeft
            return across | Qt.AlignmentFlag.AlignBottom
        return None

    def _mark_of_order(self, name: str) -> str:
        order = self.grid.order
        return "" if order is None or order.column != name else " ↓" if order.falling else " ↑"

    def heading_unit(self, section: int) -> str:
        """The unit under a heading, as it is shown."""
        heading = self.grid.headings[section]
        if heading.role != "number" or not heading.unit:
            return ""
        return self.shown_unit(0, section) if self.grid.rows else heading.unit
