"""What the cards of the sheet's entries share: fields in rows, words, and three buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.editor.inspector.reading import sentence
from app.editor.inspector.rows import Row, Words
from app.editor.session import Session
from flowsheets.diagram.look import STEP
from flowsheets.document.records import Flowsheet
from unitops.errors import RaffinateError

LABEL = 96
"""Width of a label [px]: names and paths want the room."""


class EntryCard(QWidget):
    """An entry of the sheet in the making. Subclasses fill the rows, and make the edited sheet in ``edited``."""

    closed = Signal()

    def __init__(self, session: Session, key: str | None, parent: QWidget, *, keep: str, text: str) -> None:
        super().__init__(parent)
        self.session, self.key, self._text = session, key, text
        self.words = Words(self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2 * STEP, STEP, 0, 2 * STEP)
        self.column.setSpacing(STEP)
        self.fill()
        self.column.addWidget(self.words)
        self.keep_button = QPushButton(keep, self)
        self.keep_button.clicked.connect(self.keep)
        leave = QPushButton("Cancel", self)
        leave.clicked.connect(self.closed)
        buttons = QHBoxLayout()
        buttons.addWidget(self.keep_button)
        buttons.addWidget(leave)
        if key is not None:
            remove = QPushButton("Remove", self)
            remove.clicked.connect(self.remove)
            buttons.addWidget(remove)
        buttons.addStretch()
        self.column.addLayout(buttons)

    def fill(self) -> None:
        """Put the rows in."""

    def edited(self) -> Flowsheet:
        """The sheet with the entry as it is written in the fields; raises RaffinateError."""
        raise NotImplementedError

    def removed(self) -> Flowsheet:
        """The sheet without the entry."""
        raise NotImplementedError

    def line(self, label: str, text: str, hint: str = "") -> QLineEdit:
        """A row with a line of text."""
        field = QLineEdit(text)
        field.setCursorPosition(0)  # a long text shows how it begins
        field.setPlaceholderText(hint)
        self.column.addWidget(self.row(label, field, says=hint))
        if self.focusProxy() is None:
            self.setFocusProxy(field)
        return field

    def row(self, label: str, editor: QWidget, *, says: str = "") -> Row:
        """A line of the card."""
        return Row(label, editor, self, says=says, label_room=LABEL, mark_room=0)

    def keep(self) -> None:
        """Put the entry on the sheet, or say why it cannot be."""
        try:
            sheet = self.edited()
        except RaffinateError as error:
            self.words.say(sentence(error), "fault")
            return
        self.session.document.do(self._text, sheet)
        self.closed.emit()

    def remove(self) -> None:
        """Take the entry from the sheet."""
        try:
            sheet = self.removed()
        except RaffinateError as error:
            self.words.say(sentence(error), "fault")
            return
        self.session.document.do(f"Remove {self.key}", sheet)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape leaves, Return keeps."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        else:
            super().keyPressEvent(event)


def required(text: str, what: str) -> str:
    """A text without blanks around it; raises RaffinateError if there is none."""
    if not text.strip():
        raise RaffinateError(f"{what} is empty", remedy="Write it.")
    return text.strip()
