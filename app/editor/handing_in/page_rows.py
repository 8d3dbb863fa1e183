"""Which quantities the table of streams on the page has, chosen by ticks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.editor.session import Session
from flowsheets.diagram.page import TABLE_ROWS
from flowsheets.document.records import PageFrame

HEIGHT = 176
FIRST_CELLS = 1
"""The table's first column names the stream."""


class PageRows(QWidget):
    """All quantities that streams have in the last solution; those that are usual come first."""

    def __init__(self, session: Session, edit: Callable[..., None], parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._edit = session, edit
        self._offered: tuple[str, ...] = TABLE_ROWS
        self.list = QListWidget(self)
        self.list.setAccessibleName("Quantities in the table of streams")
        self.list.setFixedHeight(HEIGHT)
        self.list.itemChanged.connect(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)

    def show_page(self, page: PageFrame) -> None:
        """Tick what the page has, and find out what there is."""
        chosen = page.table_rows or TABLE_ROWS
        names = (*self._offered, *(name for name in chosen if name not in self._offered))
        if [self.list.item(row).text() for row in range(self.list.count())] != list(names):
            self._fill(names)
        self.list.blockSignals(True)
        for row, name in enumerate(names):
            self.list.item(row).setCheckState(Qt.CheckState.Checked if name in chosen else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self.list.setEnabled(page.table != "none")
        if self._offered is TABLE_ROWS and self._session.solver.is_current:
            self._session.solver.ask("table", self._learn, name="streams")

    def _learn(self, table: dict[str, list[dict[str, str]]]) -> None:
        others = [column["name"] for column in table["columns"][FIRST_CELLS:] if _is_figure(table, column["name"])]
        self._offered = (*TABLE_ROWS, *(name for name in others if name not in TABLE_ROWS))
        if self.isVisible():
            from app.editor.handing_in.products import page_frame

            self.show_page(page_frame(self._session.document.sheet))

    def _fill(self, names: tuple[str, ...]) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for name in names:
            item = QListWidgetItem(name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            self.list.addItem(item)
        self.list.blockSignals(False)

    def _keep(self) -> None:
        items = [self.list.item(row) for row in range(self.list.count())]
        chosen = tuple(item.text() for item in items if item.checkState() == Qt.CheckState.Checked)
        self._edit("Choose rows of the table of streams", table_rows=() if set(chosen) == set(TABLE_ROWS) else chosen)


def _is_figure(table: dict[str, list], name: str) -> bool:
    """Whether any stream has a number there."""
    place = [column["name"] for column in table["columns"]].index(name)
    return any(isinstance(row[place], float) for row in table["rows"])
