"""Free texts, boxes round areas, and tables of streams where a document puts them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

from flowsheets.diagram.geometry import Box
from flowsheets.diagram.look import LABEL_TEXT, text_width, wrapped
from flowsheets.diagram.marks import Mark, Rectangle, Text
from flowsheets.diagram.page import CELL, HEAD, ROW, Columns, stream_columns, table_blocks
from flowsheets.document.records import Annotation, Flowsheet

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution

LINE_HEIGHT = 15.0
TABLE_WIDTH = 960.0
PADDING = 8.0
MOST_LINES = 10_000
FILLED = 0.9
"""Share of a width that lines take: widths of text are estimates."""


class DrawnNote(msgspec.Struct, frozen=True):
    """An annotation in its place: its extent, what is drawn, and where its words stand."""

    box: Box
    words: Box
    marks: tuple[Mark, ...]


def drawn_notes(document: Flowsheet, solution: Solution | None) -> dict[str, DrawnNote]:
    """A document's annotations by id; a table of streams is there only with a solution."""
    drawn = {}
    for key, note in sorted(document.drawing.annotations.items()):
        if note.shape != "stream table":
            drawn[key] = drawn_words(note)
        elif solution is not None:
            columns = stream_columns(solution, note.rows, tags_of(document, note), note.per, note.mass_unit)
            drawn[key] = drawn_table(note, columns)
    return drawn


def tags_of(document: Flowsheet, note: Annotation) -> list[str] | None:
    """The streams of a table by tag; None for all of them."""
    if not note.streams:
        return None
    return [document.streams[key].tag for key in note.streams if key in document.streams]


def extent_of(drawn: Mapping[str, DrawnNote]) -> Box | None:
    """The smallest box round annotations."""
    found: Box | None = None
    for note in drawn.values():
        found = note.box if found is None else found.united(note.box)
    return found


def drawn_table(note: Annotation, table: Columns) -> DrawnNote:
    """A table of streams, its title above it, in blocks of the annotation's width; x and y: upper left corner."""
    width = max(note.width or TABLE_WIDTH, HEAD + CELL)
    words, marks, head = _lines(note.text, note.x, note.y, width, bold=True)
    top = head + (ROW / 2 if words else 0.0)
    blocks, bottom = table_blocks(table, (note.x, top + ROW - 4), width)
    right = note.x + HEAD + table.cell * max(min(table.within(width), len(table.heads)), 1)
    # The last row ends above the gap that a further block would need.
    box = Box(note.x, note.y, right, max(bottom - table.gap + 4, top + ROW))
    return DrawnNote(box, Box(note.x, note.y, right, head), (*marks, *blocks))


def drawn_words(note: Annotation) -> DrawnNote:
    """Lines of text, broken at the width that is given; in a box round an area they are its title."""
    is_box = note.shape == "box"
    inset = PADDING if is_box else 0.0
    room = note.width - 2 * inset if note.width is not None else None
    words, marks, bottom = _lines(note.text, note.x + inset, note.y + inset, room, bold=is_box)
    widest = max((text_width(mark.words, LABEL_TEXT, is_box) for mark in marks), default=0.0)
    width = note.width if note.width is not None else widest + 2 * inset
    tall = bottom - note.y + inset
    box = Box(note.x, note.y, note.x + width, note.y + (max(note.height or tall, 1.0) if is_box else tall))
    frame = (Rectangle(box, line="quiet", dashed=True),) if is_box else ()
    return DrawnNote(
        box, Box(words.left, words.top, words.left + widest, words.bottom) if words else box, (*frame, *marks)
    )


def broken(text: str, width: float) -> list[str]:
    """Text in lines that keep to a width [px], in faces that run wide as well."""
    lines = (wrapped(line, LABEL_TEXT, FILLED * width, MOST_LINES) or [""] for line in text.splitlines())
    return [part for parts in lines for part in parts]


def _lines(text: str, x: float, y: float, width: float | None, bold: bool) -> tuple[Box | None, list[Text], float]:
    """Where words stand, what is drawn of them, and where they end."""
    lines = text.splitlines()
    if width is not None:
        lines = broken(text, width)
    marks = [
        Text(x, y + LINE_HEIGHT * number - 4, line, "quiet", bold=bold) for number, line in enumerate(lines, start=1)
    ]
    bottom = y + LINE_HEIGHT * len(lines)
    return (Box(x, y, x + (width or 0.0), bottom) if lines else None), marks, bottom
