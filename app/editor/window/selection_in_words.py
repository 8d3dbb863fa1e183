"""What is to be said of units, streams and a selection to those who do not see the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.editor.inspector.moment import in_words, operation_of
from app.editor.inspector.stream_figures import condition_lines
from app.editor.session import Session
from app.editor.window.search_entries import KINDS_OF_NOTES
from flowsheets.diagram.page import Columns
from flowsheets.diagram.stand_ins import StandIn
from flowsheets.document.records import Annotation, Flowsheet

SPOKEN = {"T": "temperature", "P": "pressure"}
"""Headings of tables that are letters, as they are said."""


def selection_in_words(session: Session) -> str:
    """What is selected: one unit or stream with all that is to be said of it, several by their number."""
    selection = session.selection
    units, streams, notes = selection.units, selection.streams, selection.annotations
    if len(units) == 1 and not streams and not notes:
        return ", ".join(unit_in_words(session, units[0]))
    if len(streams) == 1 and not units and not notes:
        return ", ".join(stream_in_words(session, streams[0]))
    if len(notes) == 1 and not units and not streams:
        return ", ".join(note_in_words(session.document.sheet.drawing.annotations[notes[0]]))
    counts = ((units, "unit"), (streams, "stream"), (notes, "note"))
    said = [f"{len(ids)} {word}{'s' if len(ids) > 1 else ''}" for ids, word in counts if ids]
    return f"{', '.join(said)} selected" if said else "Nothing selected"


def unit_in_words(session: Session, key: str) -> Iterator[str]:
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


def stream_in_words(session: Session, key: str) -> Iterator[str]:
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


def note_in_words(note: Annotation, within: Iterable[str] = (), table: Columns | None = None) -> Iterator[str]:
    """What it is, its words, and what is in it: units by their tags in a box, figures by stream in a table."""
    yield KINDS_OF_NOTES[note.shape]
    yield " ".join(note.text.split()) or "without words"
    if note.shape == "box":
        yield f"round {', '.join(within)}" if within else "round no unit"
    elif note.shape == "stream table":
        if table is None:
            yield "filled in when the sheet is solved"
        else:
            for place, head in enumerate(table.heads):
                figures = (
                    _figure_in_words(row, cells[place]) for row, cells in zip(table.rows, table.cells, strict=True)
                )
                yield f"stream {head}: {', '.join(filter(None, figures))}"


def _figure_in_words(heading: str, figure: str) -> str:
    """'temperature 25 °C' of 'T [°C]' and '25'; nothing where a table has a dash or nothing."""
    name, _, unit = heading.partition(" [")
    if not any(letter.isdigit() for letter in figure):
        return ""
    return f"{SPOKEN.get(name, name)} {figure} {unit.removesuffix(']')}".strip()


def drawn_in_words(session: Session, key: str, drawn: Flowsheet) -> Iterator[str]:
    """A unit or stream as it is drawn on a level, where boxes and flags stand for what is drawn elsewhere."""
    record = drawn.units.get(key)
    if isinstance(record, StandIn):
        yield record.tag or record.name
        yield "sub-flowsheet" if record.role == "box" else f"{record.role} another part of the plant"
        yield from filter(None, (record.name,))
    elif record is not None:
        yield from unit_in_words(session, key)
    else:
        yield from stream_in_words(session, key)


def _faults(session: Session, key: str) -> Iterator[str]:
    yield from (fault.words for fault in session.solver.faults if key in fault.owners)
