"""Tells screen readers what is selected on the sheet and where its solution stands.

What is drawn is no tree of controls to them: units and streams are told as they are selected, by mouse or by keys.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from app.editor.inspector.moment import in_words, operation_of
from app.editor.inspector.stream_figures import condition_lines
from app.editor.session import Session
from app.editor.solving.solver import Standing
from app.editor.window.top_bar import state_in_words


class Announcer(QObject):
    """Speaks for the sheet. The words are its description too, for readers that ask again."""

    said = Signal(str)

    def __init__(self, session: Session, sheet_view: QWidget) -> None:
        super().__init__(sheet_view)
        self._session, self._view = session, sheet_view
        self._told = ""
        session.selection.changed.connect(self._tell_selection)
        session.solver.standing_changed.connect(self._tell_standing)

    def _tell_selection(self) -> None:
        words = selection_in_words(self._session)
        self._view.setAccessibleDescription(words)
        self._say(words)

    def _tell_standing(self) -> None:
        """Once for each state; that it is being solved is told by what follows."""
        words = state_in_words(self._session)[0]
        if self._session.solver.standing is not Standing.SOLVING and words and words != self._told:
            self._told = words
            self._say(words)

    def _say(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, words))
        self.said.emit(words)


def selection_in_words(session: Session) -> str:
    """What is selected: one unit or stream with all that is to be said of it, several by their number."""
    selection = session.selection
    units, streams, notes = selection.units, selection.streams, selection.annotations
    if len(units) == 1 and not streams and not notes:
        return ", ".join(_unit(session, units[0]))
    if len(streams) == 1 and not units and not notes:
        return ", ".join(_stream(session, streams[0]))
    counts = ((units, "unit"), (streams, "stream"), (notes, "note"))
    said = [f"{len(ids)} {word}{'s' if len(ids) > 1 else ''}" for ids, word in counts if ids]
    return f"{', '.join(said)} selected" if said else "Nothing selected"


def _unit(session: Session, key: str) -> Iterator[str]:
    """Tag, operation, name, standing, and what comes and goes."""
    sheet = session.document.sheet
    record = sheet.units[key]
    operation = operation_of(record)
    yield record.tag
    yield operation.title if operation else f"unknown operation {record.operation}"
    if record.name:
        yield record.name
    if record.off:
        yield "off"
    yield from _faults(session, key)
    yield from (f"in {s.tag}" for s in sheet.streams.values() if s.target is not None and s.target.unit == key)
    yield from (f"out {s.tag}" for s in sheet.streams.values() if s.source is not None and s.source.unit == key)


def _stream(session: Session, key: str) -> Iterator[str]:
    """Tag, name, ends, standing, and its conditions."""
    sheet = session.document.sheet
    record = sheet.streams[key]
    yield f"Stream {record.tag}"
    if record.name:
        yield record.name
    for word, end in (("from", record.source), ("to", record.target)):
        unit = sheet.units.get(end.unit) if end else None
        yield f"{word} {unit.tag}, {in_words(end.port)}" if end and unit else f"{word} nowhere yet"
    yield from _faults(session, key)
    solution = session.solver.solution
    written = solution.stream(key) if solution else None
    if written:
        yield "from before the last edit" if not session.solver.is_current else "solved"
        yield from (f"{name} {figure}".strip() for name, _, figure in condition_lines(written))


def _faults(session: Session, key: str) -> Iterator[str]:
    yield from (fault.words for fault in session.solver.faults if key in fault.owners)
