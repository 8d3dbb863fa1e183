"""Free texts, boxes round areas, and the table of streams where a document puts it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from flowsheets.diagram.geometry import Box
from flowsheets.diagram.look import HAIRLINE, LABEL_TEXT, Palette, text_width
from flowsheets.diagram.page import stream_table
from flowsheets.document.records import Annotation, Flowsheet

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution

LINE_HEIGHT = 15.0
TABLE_WIDTH = 960.0
PADDING = 8.0


def annotated(document: Flowsheet, solution: Solution | None, look: Palette) -> tuple[list[str], Box | None]:
    """What is drawn of a document's annotations, and the extent of it; x and y are upper left corners."""
    parts: list[str] = []
    extent: Box | None = None
    for _, note in sorted(document.drawing.annotations.items()):
        if note.shape == "stream table":
            drawn, box = _table(note, solution, look)
        else:
            drawn, box = _words(note, look)
        parts += drawn
        if box is not None:
            extent = box if extent is None else extent.united(box)
    return parts, extent


def _table(note: Annotation, solution: Solution | None, look: Palette) -> tuple[list[str], Box | None]:
    """The table of streams; nothing without a solution."""
    if solution is None:
        return [], None
    width = note.width or TABLE_WIDTH
    return stream_table(solution, Box(note.x, note.y, note.x + width, note.y), look)


def _words(note: Annotation, look: Palette) -> tuple[list[str], Box]:
    """Lines of text, in a dashed box where the annotation is one."""
    lines = note.text.splitlines()
    widest = max((text_width(line, LABEL_TEXT) for line in lines), default=0.0)
    inset = PADDING if note.shape == "box" else 0.0
    box = Box(
        note.x,
        note.y,
        note.x + (note.width or widest + 2 * inset),
        note.y + (note.height or LINE_HEIGHT * len(lines) + 2 * inset),
    )
    parts = []
    if note.shape == "box":
        parts.append(
            f'<rect x="{box.left:g}" y="{box.top:g}" width="{box.width:g}" height="{box.height:g}" fill="none" '
            f'stroke="{look.quiet}" stroke-width="{HAIRLINE:g}" stroke-dasharray="6 4"/>'
        )
    for number, line in enumerate(lines, start=1):
        y = note.y + inset + LINE_HEIGHT * number - 4
        parts.append(f'<text x="{note.x + inset:g}" y="{y:g}" fill="{look.quiet}">{escape(line)}</text>')
    return parts, box
