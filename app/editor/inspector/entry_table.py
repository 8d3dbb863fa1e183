"""A short table of names with a figure each: completion, pasting from a spreadsheet, one blank line for more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.editor.inspector.moment import entered_text
from app.editor.inspector.pasting import pasted_entries
from app.editor.inspector.quantity_field import KeptField
from app.editor.inspector.reading import Reading
from app.editor.inspector.rows import Words, small_button
from app.editor.inspector.species_completion import SpeciesCompletion
from app.editor.look.theme import interface_font
from app.editor.session import Session
from flowsheets.diagram.look import STEP

Read = Callable[[str], Reading]


class _Cell(KeptField):
    """A field of the table; a text of several cells goes to the table."""

    pasted = Signal(str)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Pasting cells, and Return as the end of an entry."""
        if event.matches(QKeySequence.StandardKey.Paste):
            text = QGuiApplication.clipboard().text()
            if "\t" in text.strip() or "\n" in text.strip():
                self.pasted.emit(text)
                return
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """What stands there is taken."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class _Line:
    """The two fields of an entry and what takes it away."""

    def __init__(self, table: EntryTable) -> None:
        self.name = _Cell(lambda text: Reading(text.strip()), table)
        self.name.setPlaceholderText(table.name_hint)
        self.name.setAccessibleName(table.name_hint[:1].upper() + table.name_hint[1:])
        self.figure = _Cell(table.read, table)
        self.figure.setAccessibleName("Figure")
        self.figure.setPlaceholderText(table.figure_hint)
        self.figure.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.figure.setFont(interface_font(tabular=True))
        self.remove = small_button(table.session.theme, "ph.x", "Remove this line", table)
        self.widgets = (self.name, self.figure, self.remove)

    @property
    def entry(self) -> tuple[str, str] | None:
        """Name and figure, where both are there."""
        name, figure = self.name.text().strip(), self.figure.kept or self.figure.text().strip()
        return (name, figure) if name and figure else None


class EntryTable(QWidget):
    """Entries in the order in which they are kept; ``edited`` carries all of them and the number of the stay."""

    edited = Signal(object, int)
    """All entries and the number of the stay. An object, for Qt would sort the keys of a dictionary."""

    def __init__(
        self,
        session: Session,
        read: Read,
        parent: QWidget,
        *,
        name_hint: str = "species",
        completes: bool = True,
        per_cent: bool = False,
        figure_hint: str = "",
    ) -> None:
        super().__init__(parent)
        self.session, self.read, self.name_hint = session, read, name_hint
        self.figure_hint = figure_hint
        self._completes, self._per_cent = completes, per_cent
        self._entries: dict[str, Any] = {}
        self._visit = 0
        self._lines: list[_Line] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(STEP)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        self.words = Words(self)
        self.below = Words(self)
        """For what the owner of the table has to say of it, such as a sum."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._grid)
        column.addWidget(self.words)
        column.addWidget(self.below)
        self._add_line()

    @property
    def lines(self) -> list[_Line]:
        """The lines, the blank one last."""
        return self._lines

    def show_entries(self, entries: Mapping[str, Any]) -> None:
        """Show what the document keeps; lines that are being filled stay."""
        if dict(entries) == self._entries and list(entries) == list(self._entries):
            return
        self._entries = dict(entries)
        if [line.entry for line in self._lines if line.entry] == [(n, entered_text(v)) for n, v in entries.items()]:
            return
        while len(self._lines) < len(entries) + 1:
            self._add_line()
        while len(self._lines) > len(entries) + 1:
            self._drop(self._lines[-1])
        for line, (name, value) in zip(self._lines, entries.items(), strict=False):
            line.name.show_kept(name)
            line.figure.setAccessibleName(f"Figure of {name}")
            line.figure.show_kept(entered_text(value), "entered")
            line.remove.show()
        last = self._lines[-1]
        last.name.show_kept("", "", self.name_hint)
        last.figure.show_kept("", "", self.figure_hint)
        last.figure.setAccessibleName("Figure")
        last.remove.hide()

    def mark(self, given_way: Mapping[str, str]) -> None:
        """Let figures that are found by the sheet look so. given_way: what is said of them, by name."""
        for line in self._lines:
            words = given_way.get(line.name.text().strip(), "")
            line.figure.setToolTip(words)
            if line.entry is not None and not line.figure.fault:
                line.figure.setStanding("calculated" if words else "entered")
        told = " ".join(f"{name}: {words[:1].lower()}{words[1:]}" for name, words in given_way.items())
        self.below.say(told)

    def lines_for(self, entries: int) -> Iterator[object]:
        """Make the lines that so many entries need, one with every step."""
        while len(self._lines) < entries + 1:
            self._add_line()
            yield self

    def _add_line(self) -> None:
        line = _Line(self)
        row = len(self._lines)
        for column, widget in enumerate(line.widgets):
            self._grid.addWidget(widget, row, column)
        line.remove.hide()
        line.remove.clicked.connect(lambda: self._remove(line))
        line.name.entered.connect(lambda text: line.name.show_kept(text, "", self.name_hint))
        line.name.cleared.connect(lambda: line.name.show_kept("", "", self.name_hint))
        line.figure.entered.connect(lambda text: self._figure_typed(line, text))
        line.figure.cleared.connect(lambda: None)
        line.figure.said.connect(lambda words: self.words.say(words, "fault"))
        for cell in (line.name, line.figure):
            cell.pasted.connect(self.paste)
            cell.left.connect(lambda: self._left(line))
        if self._completes:
            SpeciesCompletion(self.session, line.name)
        self._lines.append(line)

    def _drop(self, line: _Line) -> None:
        self._lines.remove(line)
        for widget in line.widgets:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        for row, other in enumerate(self._lines):
            for column, widget in enumerate(other.widgets):
                self._grid.addWidget(widget, row, column)

    def _figure_typed(self, line: _Line, text: str) -> None:
        line.figure.show_kept(text, "entered")
        self._visit = line.figure.visit
        self._tell()

    def _left(self, line: _Line) -> None:
        """A line is whole when both its fields are filled; then another blank one is there."""
        if line not in self._lines or not isValid(line.name):
            return  # it is being taken away, and its fields lose the focus
        if not line.figure.text().strip() and line.figure.kept:
            line.figure.show_kept(line.figure.kept)
        self._tell()

    def _tell(self) -> None:
        if self._lines[-1].entry is not None:
            self._lines[-1].remove.show()
            self._add_line()
        names = [line.entry[0] for line in self._lines if line.entry]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            self.words.say(f"{' and '.join(sorted(twice))} stands here twice: keep one.", "fault")
            return
        if self.words.text() and not any(line.figure.fault for line in self._lines):
            self.words.say("")
        entries = {name: self._value(name, figure) for name, figure in (li.entry for li in self._lines if li.entry)}
        if entries != self._entries:
            self._entries = entries
            self.edited.emit(entries, self._visit)

    def _value(self, name: str, figure: str) -> Any:
        kept = self._entries.get(name)
        return kept if kept is not None and entered_text(kept) == figure else figure

    def _remove(self, line: _Line) -> None:
        self._visit += 1000
        self._drop(line)
        self._tell()
        self._lines[-1].name.setFocus()

    def paste(self, text: str) -> None:
        """Take names and figures as a spreadsheet gives them: a name, a tab, a figure, line by line."""
        entries, passed_over = pasted_entries(text, self.read, per_cent=self._per_cent)
        if entries:
            self._visit += 1000
            together = self._entries | entries
            self.show_entries(together)
            self._entries = together
            self.edited.emit(together, self._visit)
        if passed_over:
            shown = "; ".join(passed_over[:3])
            self.words.say(f"Not taken: {shown}{' …' if len(passed_over) > 3 else ''}", "warning")
        elif not entries:
            self.words.say("Copy two columns, names and figures.", "warning")
