"""A drawing on paper, as it is handed in: pages with frame, title block, legend and table of streams.

Frame and title block have the sizes of paper, whatever the plant's: 20 mm are left for binding and 10 mm elsewhere, as
ISO 5457 (1999) has it. The drawing is scaled to the room that is left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from flowsheets.diagram.geometry import Box
from flowsheets.diagram.look import LINE, SMALL_TEXT, TITLE_TEXT
from flowsheets.diagram.page import Columns, columns_within, stream_columns, table_blocks
from flowsheets.diagram.svg import PX_PER_MM, Style, drawing, legend, whole
from flowsheets.diagram.title_block import WIDTH, Numbering, height, title_block, words
from flowsheets.document.records import Flowsheet, PageFrame
from unitops.errors import InputError

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution

PAPERS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "A4": (210.0, 297.0),
        "A3": (297.0, 420.0),
        "A2": (420.0, 594.0),
        "A1": (594.0, 841.0),
        "A0": (841.0, 1189.0),
        "Letter": (215.9, 279.4),
        "Tabloid": (279.4, 431.8),
    }
)
"""Short and long side [mm]: ISO 216, and two of ANSI."""
BINDING, MARGIN = 20.0, 10.0
"""Left of the frame, and on its other sides [mm]."""
AIR = 16.0
"""Between the frame and what is in it [px]."""
LARGEST_SCALE = 1.5
TABLE_SHARE = 0.45
"""A table that needs more of a page's height goes to pages of its own."""
READABLE = 1.4
"""Least height of capitals that print as type [mm]; ISO 3098 begins at 1.8 mm."""
CAPITALS = 0.72
"""Height of capitals over the size of the type."""


@dataclass(frozen=True)
class Page:
    """A page as an SVG document, its size [mm], and the scale of the drawing on it (0: there is none)."""

    svg: str
    width: float
    height: float
    scale: float = 0.0

    @property
    def smallest_type(self) -> float:
        """Height of the capitals of the smallest text of the drawing [mm]."""
        return self.scale * SMALL_TEXT * CAPITALS / PX_PER_MM

    @property
    def is_readable(self) -> bool:
        """Whether the numbers of streams can be read on paper."""
        return not self.scale or self.smallest_type >= READABLE


def size_of(frame: PageFrame) -> tuple[float, float]:
    """Width and height of the paper [mm]; raises InputError for a paper that is not known."""
    if frame.paper not in PAPERS:
        raise InputError(
            f'"{frame.paper}" is no paper', place="drawing.frame.paper", remedy=f"There are {', '.join(PAPERS)}."
        )
    short, long = PAPERS[frame.paper]
    return (long, short) if frame.landscape else (short, long)


def pages(document: Flowsheet, solution: Solution | None = None, style: Style | None = None) -> list[Page]:
    """The drawing and, with a solution, the table of its streams, on the paper that the document chooses.

    The table stands below the drawing where it has room, else on pages of its own. Raises InputError for a paper that
    is not known.
    """
    style = style or Style(table=True)
    frame = document.drawing.frame or PageFrame()
    width, tall = size_of(frame)
    inner = Box(BINDING * PX_PER_MM, MARGIN * PX_PER_MM, (width - MARGIN) * PX_PER_MM, (tall - MARGIN) * PX_PER_MM)
    room = Box(inner.left + AIR, inner.top + AIR, inner.right - AIR, inner.bottom - height(document) - AIR)
    with_table = style.table and solution is not None and frame.table != "none"
    table = stream_columns(solution, frame.table_rows) if with_table and solution is not None else None
    body, extent, phases = drawing(document, solution, replace(style, legend=False))
    below = table if table and frame.table == "below" and _has_room(table, room, extent) else None
    beyond = [] if below or table is None else _on_pages(table, room)
    count = 1 + len(beyond)
    bodies = [_first(body, extent, room, below, style)]
    bodies += [(_table_page(part, room, style), 0.0) for part in beyond]
    paper = Box(0.0, 0.0, width * PX_PER_MM, tall * PX_PER_MM)
    made = []
    for number, (drawn, scale) in enumerate(bodies, start=1):
        parts = [*drawn, _border(inner, style)]
        parts += title_block(document, (inner.right, inner.bottom), Numbering(number, count), solution, style.palette)
        if number == 1 and style.legend and frame.legend:
            parts += _legend(phases, inner, room, style)
        made.append(Page(whole(document, parts, paper, style.palette, millimetres=True), width, tall, scale))
    return made


def _has_room(table: Columns, room: Box, extent: Box) -> bool:
    """Whether the table takes only what the drawing leaves, or a part of the page that is not too large."""
    needed = table.blocks(room.width) * table.block_height
    left_over = room.height - extent.height * min(room.width / extent.width, LARGEST_SCALE)
    return needed <= max(left_over, TABLE_SHARE * room.height)


def _first(body: list[str], extent: Box, room: Box, table: Columns | None, style: Style) -> tuple[list[str], float]:
    """The drawing in the middle of the room above the table, and its scale."""
    below: list[str] = []
    if table is not None:
        needed = table.blocks(room.width) * table.block_height
        below, _ = table_blocks(table, (room.left, room.bottom - needed + AIR), room.width, style.palette)
        room = Box(room.left, room.top, room.right, room.bottom - needed - AIR)
    scale = min(room.width / extent.width, room.height / extent.height, LARGEST_SCALE)
    (x, y), (across, down) = room.centre, extent.centre
    move = f"translate({x - scale * across:.3f} {y - scale * down:.3f})scale({scale:.5f})"
    return [f'<g transform="{move}">', *body, "</g>", *below], scale


def _on_pages(table: Columns, room: Box) -> list[Columns]:
    """The streams of each page."""
    blocks = max(int((room.height - 3 * AIR) // table.block_height), 1)
    each = blocks * columns_within(room.width)
    return [table.part(start, each) for start in range(0, len(table.heads), each)]


def _table_page(table: Columns, room: Box, style: Style) -> list[str]:
    y = room.top + AIR
    head = words(room.left, y, "Streams", style.palette.ink, TITLE_TEXT, bold=True)
    drawn, _ = table_blocks(table, (room.left, y + 2 * AIR), room.width, style.palette)
    return [head, *drawn]


def _legend(phases: frozenset[str], inner: Box, room: Box, style: Style) -> list[str]:
    """Left of the title block, or above it where there is no room beside it."""
    _, end = legend(phases, (0.0, 0.0), style.palette)
    beside = inner.width - WIDTH - 2 * AIR >= end
    y = inner.bottom - AIR if beside else room.bottom + AIR / 2
    return legend(phases, (room.left, y), style.palette)[0]


def _border(inner: Box, style: Style) -> str:
    return (
        f'<rect x="{inner.left:g}" y="{inner.top:g}" width="{inner.width:g}" height="{inner.height:g}" fill="none" '
        f'stroke="{style.palette.ink}" stroke-width="{LINE:g}"/>'
    )
