"""What is shown of one stream: where it goes, its state, what it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.editor.inspector.header import Header
from app.editor.inspector.looks import give_look
from app.editor.inspector.moment import Moment
from app.editor.inspector.notes import Notes
from app.editor.inspector.page import Page
from app.editor.inspector.rows import ElidedLabel, Group, Words
from app.editor.inspector.stream_figures import (
    Cells,
    Line,
    composition_lines,
    condition_lines,
    doubts,
    element_lines,
    phase_lines,
    property_lines,
)
from app.editor.look.theme import interface_font
from app.editor.session import Session
from flowsheets.diagram.look import STEP, TABLE_TEXT
from flowsheets.document.records import End

MOST = 12
"""Species that are listed before one asks for the rest."""


class StreamPage(Page):
    """Head, ends, conditions, phases, composition, elements, notes."""

    def __init__(self, session: Session, key: str, parent: QWidget) -> None:
        super().__init__(session, parent)
        self.key = key

    def fits(self) -> bool:
        """The stream is there."""
        return self.key in self.session.document.sheet.streams

    def parts(self) -> Iterator[object]:
        """In the order in which one asks."""
        header = Header(self.session, self.key, self, help_asked=lambda: None)
        self.column.addWidget(header)
        yield self.show_part(header)
        ends = _Ends(self.session, self.key, self)
        self.column.addWidget(ends)
        yield self.show_part(ends)
        for title, lines, most in (
            ("Conditions", condition_lines, 99),
            ("Phases", phase_lines, 99),
            ("Composition", composition_lines, MOST),
            ("Elements", element_lines, MOST),
        ):
            part = _Figures(self.session, self.key, lines, most, self)
            group = self.group(title, folded=title == "Elements")
            group.add(part)
            yield self.show_part(part)
            if title == "Phases":
                group = self.group("Density and liquor")
                properties = _Properties(self.session, self.key, group, self)
                group.add(properties)
                yield self.show_part(properties)
        notes = Notes(self.session, self.key, self)
        self.group("Notes").add(notes)
        yield self.show_part(notes)


class _Properties(QWidget):
    """What the tables have of a stream beside its flows: they are asked of the solving process, once a solution."""

    def __init__(self, session: Session, key: str, group: Group, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._key, self._group = session, key, group
        self._asked_of: object = None
        self._cells: Cells = {}
        self.figures = _Figures(session, key, lambda _written: property_lines(self._cells), 99, self)
        self.words = Words(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.figures)
        column.addWidget(self.words)
        group.setVisible(False)

    def refresh(self, moment: Moment) -> None:
        """Ask if there is another solution; until the answer is there the figures stay, dimmed where they are old."""
        written = moment.stream_written(self._key)
        if self._asked_of is not moment.written and moment.solved is not None and written:
            self._asked_of = moment.written
            tag = moment.solved.streams[self._key].tag
            self._session.solver.ask("stream properties", lambda cells: self._take(cells, moment.written), tag=tag)
        self.figures.refresh(moment)
        self._group.setVisible(bool(written and self._cells))

    def _take(self, cells: Cells, asked_of: object) -> None:
        if isValid(self) and self._asked_of is asked_of:
            self._cells = cells if any(property_lines(cells)) else {}
            self.words.say(doubts(cells) if self._cells else "", "warning")
            self.refresh(Moment.of(self._session))


class _Ends(QWidget):
    """Where the stream comes from and where it goes; a press leads there."""

    def __init__(self, session: Session, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._key = session, key
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * STEP)
        grid.setVerticalSpacing(STEP)
        grid.setColumnStretch(1, 1)
        self.buttons: list[QPushButton] = []
        for row, word in enumerate(("From", "To")):
            button = QPushButton(self)
            button.setProperty("role", "end")
            button.clicked.connect(lambda _on=False, r=row: self._go(r))
            label = QLabel(word, self)
            label.setBuddy(button)
            grid.addWidget(label, row, 0)
            grid.addWidget(button, row, 1)
            self.buttons.append(button)

    def refresh(self, moment: Moment) -> None:
        """Show both ends."""
        stream = moment.sheet.streams[self._key]
        for button, end, word in zip(self.buttons, (stream.source, stream.target), ("From", "To"), strict=True):
            unit = moment.sheet.units.get(end.unit) if end else None
            text = "a free end: connect it on the sheet" if end is None or unit is None else f"{unit.tag}, {end.port}"
            button.setText(text)
            button.setEnabled(unit is not None)
            button.setToolTip(unit.name if unit else "")
            button.setAccessibleName(f"{word} {text}")

    def _go(self, row: int) -> None:
        stream = self._session.document.sheet.streams[self._key]
        end: End | None = (stream.source, stream.target)[row]
        if end is not None:
            self._session.selection.show(end.unit)


class _Figures(QWidget):
    """Names with one or two right-aligned figures, dimmed where they are from before the last edit."""

    def __init__(self, session: Session, key: str, lines: Any, most: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._key, self._lines_of, self._most = session, key, lines, most
        self._cells: list[tuple[QLabel, ...]] = []
        self._shown: list[Line] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * STEP)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self.more = QPushButton(self)
        self.more.hide()
        self.more.clicked.connect(self._show_all)
        self.nothing = QLabel("There is no solution yet.", self)
        self.nothing.setProperty("role", "quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.nothing)
        column.addLayout(self._grid)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def refresh(self, moment: Moment) -> None:
        """Show the figures of the last solution."""
        written: Mapping[str, Any] = moment.stream_written(self._key)
        lines: list[Line] = list(self._lines_of(written)) if written else []
        self.nothing.setVisible(not written)
        hidden = len(lines) - self._most
        self.more.setVisible(hidden > 0)
        self.more.setText(f"Show {hidden} more")
        self._fill(lines[: self._most], moment.is_current)

    def _show_all(self) -> None:
        self._most = 999
        self.refresh(Moment.of(self._session))

    def _fill(self, lines: list[Line], current: bool) -> None:
        while len(self._cells) < len(lines):
            cells = (ElidedLabel(self), self._figure(), self._figure())
            for column, cell in enumerate(cells):
                self._grid.addWidget(cell, len(self._cells), column)
            self._cells.append(cells)
        while len(self._cells) > len(lines):
            for cell in self._cells.pop():
                cell.hide()
                cell.deleteLater()
        role = "" if current else "quiet"
        for cells, line in zip(self._cells, lines, strict=True):
            for cell, text in zip(cells, line, strict=True):
                if cell.text() != text:
                    cell.setText(text)
            cells[0].setToolTip(line[0])
            for cell in cells[1:]:
                give_look(cell, "role", role)

    def _figure(self) -> QLabel:
        label = QLabel(self)
        label.setFont(interface_font(TABLE_TEXT, tabular=True))
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label
