"""What is shown of one sub-flowsheet: tag and name, the streams over its border, their balance, its units, notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPlainTextEdit, QPushButton, QWidget

from app.editor.inspector.moment import Moment
from app.editor.inspector.page import Page
from app.editor.inspector.quantity_field import KeptField
from app.editor.inspector.reading import Reading
from app.editor.inspector.rows import ElidedLabel, Words
from app.editor.look.theme import interface_font
from app.editor.session import Session
from flowsheets.diagram.look import STEP, TABLE_TEXT
from flowsheets.document.levels import units_within
from flowsheets.document.records import Subflowsheet
from flowsheets.document.subflowsheets import require_tag, with_subflowsheet
from flowsheets.results.part import Crossings, crossings, part_balance
from unitops.errors import RaffinateError
from unitops.quantities import format_number

CLOSED = 1e-6
"""A difference below this share of what flows is none."""
DUST = 1e-9
"""Elements below this share of the mass are left out."""


class SubflowsheetPage(Page):
    """Its head, streams, balance and units, up to date in place."""

    def __init__(self, session: Session, key: str, parent: QWidget) -> None:
        super().__init__(session, parent)
        self.key = key

    def fits(self) -> bool:
        """The sub-flowsheet is there."""
        return self.key in self.session.document.sheet.drawing.subflowsheets

    def parts(self) -> Iterator[object]:
        """In the order in which one asks."""
        head = _Head(self.session, self.key, self)
        self.column.addWidget(head)
        yield self.show_part(head)
        for title, kind in (("Streams over the border", _Streams), ("Balance", _Balance), ("Units", _Units)):
            part = kind(self.session, self.key, self)
            self.group(title).add(part)
            yield self.show_part(part)
        notes = _Notes(self.session, self.key, self)
        self.group("Notes", folded=not self._record.notes).add(notes)
        yield self.show_part(notes)

    @property
    def _record(self) -> Subflowsheet:
        return self.session.document.sheet.drawing.subflowsheets[self.key]


class _Head(QWidget):
    """Tag and name, which can be written; and the way in."""

    def __init__(self, session: Session, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._key = session, key
        self.tag = KeptField(self._read_tag, self)
        self.tag.setAccessibleName("Tag")
        self.tag.setProperty("role", "title")
        self.tag.entered.connect(lambda text: self._put(f"Rename to {text}", "tag", self.tag, tag=text))
        self.name = KeptField(Reading, self)
        self.name.setAccessibleName("Name")
        self.name.entered.connect(lambda text: self._put(f"Name {self.tag.kept}", "name", self.name, name=text))
        self.name.cleared.connect(lambda: self._put(f"Name {self.tag.kept}", "name", self.name, name=""))
        words = Words(self)
        self.tag.said.connect(lambda text: words.say(text, "fault"))
        self.enter = QPushButton("Open", self)
        self.enter.setAccessibleName("Open the sub-flowsheet")
        self.enter.clicked.connect(lambda _on=False: session.document.open_level(key))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * STEP)
        grid.setVerticalSpacing(STEP)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.tag, 0, 0)
        grid.addWidget(self.enter, 0, 1)
        grid.addWidget(self.name, 1, 0, 1, 2)
        grid.addWidget(words, 2, 0, 1, 2)

    def refresh(self, moment: Moment) -> None:
        """Show what the sheet says."""
        record = moment.sheet.drawing.subflowsheets[self._key]
        self.tag.show_kept(record.tag, "entered")
        self.name.show_kept(record.name, "entered", "name in words")

    def _read_tag(self, text: str) -> Reading:
        try:
            require_tag(self._session.document.sheet, text.strip(), self._key)
        except RaffinateError as error:
            return Reading(text.strip(), fault=error.sentence())
        return Reading(text.strip())

    def _put(self, says: str, what: str, field: KeptField, **fields: str) -> None:
        edited = with_subflowsheet(self._session.document.sheet, self._key, **fields)
        self._session.document.do(says, edited, f"{what} {self._key}.{field.visit}.{id(self)}")


class _Rows(QWidget):
    """Lines of a name and figures, made anew where another number of them is wanted."""

    heads: tuple[str, ...] = ()

    def __init__(self, session: Session, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self.key = session, key
        self.lines: list[tuple[str, ...]] = []
        self._asked: list[str] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * STEP)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)

    def show_lines(self, lines: list[tuple[str, ...]], current: bool, leads_to: list[str] | None = None) -> None:
        """Show texts; those whose first leads to something are buttons."""
        leads = leads_to or []
        if (lines, leads) == (self.lines, self._asked) and self._grid.count():
            return
        self.lines, self._asked = lines, leads
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        are_figures = any(len(line) > 1 for line in lines)
        rows = ([self.heads] if self.heads and are_figures else []) + lines
        for number, line in enumerate(rows):
            for column, text in enumerate(line):
                place = number - (len(rows) - len(lines))
                key = leads[place] if column == 0 and leads and place >= 0 else ""
                self._grid.addWidget(self._cell(text, column, key, quiet=place < 0 or not current), number, column)

    def _cell(self, text: str, column: int, key: str, *, quiet: bool) -> QWidget:
        if key:
            button = QPushButton(text, self)
            button.setProperty("role", "end")
            button.setAccessibleName(f"Show {text}")
            button.clicked.connect(lambda _on=False: self.session.selection.show(key))
            return button
        cell = QLabel(text, self) if column else ElidedLabel(self)
        cell.setText(text)
        cell.setProperty("role", "quiet" if quiet else "")
        if column:
            cell.setFont(interface_font(TABLE_TEXT, tabular=True))
            cell.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            cell.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return cell

    def crossing(self, moment: Moment) -> Crossings:
        """The streams over the border."""
        return crossings(moment.sheet, units_within(moment.sheet, self.key))


class _Streams(_Rows):
    """Those that come in, then those that leave, each with its flow; a press leads there."""

    heads = ("", "in, t/h", "out, t/h")

    def refresh(self, moment: Moment) -> None:
        """Show the crossing streams with their flows."""
        crossing = self.crossing(moment)
        lines: list[tuple[str, ...]] = []
        for keys, is_in in ((crossing.into, True), (crossing.out, False)):
            for key in keys:
                stream, written = moment.sheet.streams[key], moment.stream_written(key)
                flow = _tonnes(float(written["mass_kg_per_h"])) if written else ""
                far = stream.source if is_in else stream.target
                words = "from" if is_in else "to"
                beyond = f"{words} {moment.sheet.units[far.unit].tag}" if far and far.unit in moment.sheet.units else ""
                name = f"{stream.tag} {stream.name or beyond}".rstrip()
                lines.append((name, flow, "") if is_in else (name, "", flow))
        self.show_lines(lines, moment.is_current, [*crossing.into, *crossing.out])


class _Balance(_Rows):
    """In, out and difference, of all mass and of each element."""

    heads = ("", "in, t/h", "out, t/h", "in - out")

    def refresh(self, moment: Moment) -> None:
        """Show the balance of the last solution."""
        crossing = self.crossing(moment)
        keys = (*crossing.into, *crossing.out)
        written: dict[str, Any] = {key: moment.stream_written(key) for key in keys}
        balance = part_balance(crossing, written)
        if balance is None or not keys:
            self.show_lines([("There is no solution yet." if keys else "No stream crosses its border.",)], False)
            return
        lines = [_line("Mass", balance.mass, max(balance.mass))]
        lines += [
            _line(element, flows, max(flows))
            for element, flows in balance.elements.items()
            if max(flows) > DUST * max(balance.mass)
        ]
        self.show_lines(lines, moment.is_current)


class _Units(_Rows):
    """What is drawn on it, at any depth; a press leads there."""

    def refresh(self, moment: Moment) -> None:
        """Show the units by tag."""
        units = sorted(units_within(moment.sheet, self.key), key=lambda unit: moment.sheet.units[unit].tag)
        records = [moment.sheet.units[unit] for unit in units]
        lines: list[tuple[str, ...]] = [(" ".join(part for part in (r.tag, r.name) if part),) for r in records]
        self.show_lines(lines or [("It has no unit yet.",)], True, units)


class _Notes(QPlainTextEdit):
    """Words about it, kept when one leaves."""

    def __init__(self, session: Session, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._key = session, key
        self.setAccessibleName("Notes")
        self.setTabChangesFocus(True)
        self.setFixedHeight(24 * STEP)
        self.textChanged.connect(self._keep)

    def refresh(self, moment: Moment) -> None:
        """Show what is kept, unless it is being written."""
        kept = moment.sheet.drawing.subflowsheets[self._key].notes
        if kept != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(kept)
            self.blockSignals(False)

    def _keep(self) -> None:
        document = self._session.document
        if self._key in document.sheet.drawing.subflowsheets:
            tag = document.sheet.drawing.subflowsheets[self._key].tag
            edited = with_subflowsheet(document.sheet, self._key, notes=self.toPlainText())
            document.do(f"Write notes of {tag}", edited, f"notes {self._key}.{id(self)}")


def _line(name: str, flows: tuple[float, float], size: float) -> tuple[str, ...]:
    difference = flows[0] - flows[1]
    left = "–" if abs(difference) <= CLOSED * size else _tonnes(difference)
    return name, _tonnes(flows[0]), _tonnes(flows[1]), left


def _tonnes(kilograms: float) -> str:
    return format_number(kilograms / 1000.0, 4) if abs(kilograms) > 1e-9 else "–"
