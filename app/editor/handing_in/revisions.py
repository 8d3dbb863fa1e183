"""The revisions of a drawing as a table of lines that are typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import (  # fmt: skip
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.editor.handing_in.products import page_frame
from app.editor.session import Session
from flowsheets.diagram.look import STEP, TARGET
from flowsheets.document.records import PageFrame, Revision

MEMBERS = ("mark", "date", "text", "drawn", "checked", "approved")
HEADS = ("Mark", "Date", "Change", "Drawn", "Checked", "Approved")
WIDTHS = (44, 84, 0, 56, 60, 68)
HEIGHT = 124


class Revisions(QWidget):
    """Lines in the order in which they were made."""

    def __init__(self, session: Session, edit: Callable[..., None], parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._edit = session, edit
        self.table = QTableWidget(0, len(HEADS), self)
        self.table.setAccessibleName("Revisions")
        self.table.setHorizontalHeaderLabels(list(HEADS))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(TARGET + 4)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setFixedHeight(HEIGHT)
        head = self.table.horizontalHeader()
        for column, width in enumerate(WIDTHS):
            if width:
                self.table.setColumnWidth(column, width)
            else:
                head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.table.itemChanged.connect(self._keep)
        self.add_button = self._button("Add a revision", self.add)
        self.remove_button = self._button("Remove", self.remove)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(STEP)
        column_.addWidget(self.table)
        column_.addLayout(row)

    def show_page(self, page: PageFrame) -> None:
        """Show the page's revisions; cells that are right are left alone."""
        self.table.blockSignals(True)
        self.table.setRowCount(len(page.revisions))
        for row, revision in enumerate(page.revisions):
            for column, member in enumerate(MEMBERS):
                text = getattr(revision, member)
                item = self.table.item(row, column)
                if item is None:
                    self.table.setItem(row, column, QTableWidgetItem(text))
                elif item.text() != text:
                    item.setText(text)
        self.table.blockSignals(False)
        self.remove_button.setEnabled(bool(page.revisions))

    def add(self) -> None:
        """A line with the next letter and today's date."""
        revisions = page_frame(self._session.document.sheet).revisions
        line = Revision(mark=next_mark([revision.mark for revision in revisions]), date=date.today().isoformat())
        self._edit("Add a revision", revisions=(*revisions, line))
        self.table.setCurrentCell(len(revisions), MEMBERS.index("text"))

    def remove(self) -> None:
        """Take away the chosen line, or the last one."""
        revisions = page_frame(self._session.document.sheet).revisions
        row = self.table.currentRow()
        row = row if 0 <= row < len(revisions) else len(revisions) - 1
        self._edit("Remove a revision", revisions=(*revisions[:row], *revisions[row + 1 :]))

    def _keep(self, item: QTableWidgetItem) -> None:
        revisions = list(page_frame(self._session.document.sheet).revisions)
        if item.row() < len(revisions):
            kept = {member: getattr(revisions[item.row()], member) for member in MEMBERS}
            revisions[item.row()] = Revision(**kept | {MEMBERS[item.column()]: item.text().strip()})
            self._edit("Edit a revision", revisions=tuple(revisions))

    def _button(self, words: str, run: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        button.setAccessibleName(words)
        button.clicked.connect(lambda _on=False: run())
        return button


def next_mark(marks: list[str]) -> str:
    """The letter, or the number, after the last one."""
    last = marks[-1] if marks else ""
    if last.isdigit():
        return str(int(last) + 1)
    if len(last) == 1 and "A" <= last.upper() < "Z":
        return chr(ord(last) + 1)
    return "A" if not marks else str(len(marks) + 1)
