"""Notes on a unit or stream, and the sources of a unit's values."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.editor.inspector.moment import Moment, in_words
from app.editor.inspector.texts import EditedText
from app.editor.session import Session
from flowsheets.document.describing import with_notes


class Notes(EditedText):
    """What is worth knowing of a unit or stream, in the engineer's own words."""

    def __init__(self, session: Session, key: str, parent: QWidget) -> None:
        self._session, self._key = session, key
        super().__init__(self._notes, self._write, parent)
        self.setAccessibleName("Notes")
        self.setPlaceholderText("What others should know of it")

    def refresh(self, moment: Moment | None = None) -> None:
        """Show the notes as they stand."""
        super().refresh()

    def _notes(self) -> str:
        sheet = self._session.document.sheet
        record = sheet.units.get(self._key) or sheet.streams.get(self._key)
        return record.notes if record else ""

    def _write(self, text: str, visit: int) -> None:
        sheet = self._session.document.sheet
        edited = with_notes(sheet, self._key, text)
        self._session.document.do("Write notes", edited, f"notes {self._key}.{id(self)}.{visit}")


class UnitSources(QWidget):
    """The citations of a unit's values."""

    def __init__(self, session: Session, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._key = key
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.words)

    def refresh(self, moment: Moment) -> None:
        """Show who says what."""
        unit = moment.sheet.units[self._key]
        lines = []
        for name, key in unit.sources.items():
            source = moment.sheet.sources.get(key)
            doi = f", doi {source.doi}" if source and source.doi else ""
            lines.append(f"{in_words(name)}: {source.text if source else 'no citation'} [{key}]{doi}")
        quiet = "No value of this unit has a source. The menu of a field puts one in."
        text = "\n".join(lines) or quiet
        if text != self.words.text():
            self.words.setText(text)
