"""Who says so: the source of an entered value, seen and edited under its row."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.editor.inspector.rows import Words
from app.editor.inspector.texts import GrowingText
from app.editor.session import Session
from flowsheets.diagram.look import STEP
from flowsheets.document.describing import with_source_of
from flowsheets.document.records import SourceRecord

NONE = "No source"


class SourceEditor(QWidget):
    """Choose one of the sheet's sources by its key, or write a new one: key, citation, doi."""

    closed = Signal()

    def __init__(self, session: Session, unit: str, parameter: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._unit, self._parameter = session, unit, parameter
        sheet = session.document.sheet
        self.key = QComboBox(self)
        self.key.setEditable(True)
        self.key.setAccessibleName("Key of the source")
        self.key.addItems(["", *sorted(sheet.sources)])
        line = self.key.lineEdit()
        assert line is not None
        line.setPlaceholderText("key, for example LU7; empty for none")
        self.citation = GrowingText(self)
        self.citation.setPlaceholderText("author, year, title")
        self.citation.setAccessibleName("Citation")
        self.doi = QLineEdit(self)
        self.doi.setPlaceholderText("doi")
        self.doi.setAccessibleName("doi")
        self.words = Words(self)
        keep, leave = QPushButton("Keep the source", self), QPushButton("Cancel", self)
        keep.clicked.connect(self.keep)
        leave.clicked.connect(self.closed)
        buttons = QHBoxLayout()
        buttons.addWidget(keep)
        buttons.addWidget(leave)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * STEP, 0, 0, STEP)
        column.setSpacing(STEP)
        for widget in (self.key, self.citation, self.doi, self.words):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.setFocusProxy(self.key)
        self.key.editTextChanged.connect(self._show)
        self.key.setEditText(sheet.units[unit].sources.get(parameter, ""))

    def keep(self) -> None:
        """Write the source into the sheet and name it at the value."""
        key = self.key.currentText().strip()
        text = self.citation.toPlainText().strip()
        if key and not text:
            self.words.say("Write where the value comes from: author, year, title.", "fault")
            return
        known = self._session.document.sheet.sources.get(key)
        source = SourceRecord(text=text, doi=self.doi.text().strip(), url=known.url if known else "")
        sheet = self._session.document.sheet
        tag = sheet.units[self._unit].tag
        edited = with_source_of(sheet, self._unit, self._parameter, key, source if key else None)
        self._session.document.do(f"Source of {self._parameter.replace('_', ' ')} of {tag}", edited)
        self.closed.emit()

    def _show(self, key: str) -> None:
        known = self._session.document.sheet.sources.get(key.strip())
        if known is not None:
            self.citation.setPlainText(known.text)
            self.doi.setText(known.doi)
        self.words.say("")
