"""A drawing on paper, as it is handed in: pages with frame, title block, legend and table of streams.

Frame and title block have the sizes of paper, whatever the plant's: 20 mm are left for binding and 10 mm elsewhere, as
ISO 5457 (1999) has it. The drawing is scaled to the room that is left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from flowsheets.diagram.geometry import Box, Point
from flowsheets.diagram.legend import full_legend
from flowsheets.diagram.look import LINE, SMALL_TEXT, TITLE_TEXT
from flowsheets.diagram.marks import Mark, Rectangle, Text, written
from flowsheets.diagram.page import Columns, stream_columns, table_blocks
from flowsheets.diagram.subflowsheets import level_sheet, levels, tags_on
from flowsheets.diagram.svg import PX_PER_MM, Style, drawing, shading, whole
from flowsheets.diagram.title_block import WIDTH, Numbering, height, standing_of, title_block
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


Legend = Callable[[Point], tuple[list[Mark], float]]
"""A legend that begins at a point, and where it ends."""


class Page(msgspec.Struct, frozen=True):
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


class Arrangement(msgspec.Struct, frozen=True):
    """How a drawing lies on its first page. paper, inner, room: the sheet, its frame, and what is left for the drawing.

    All in px of paper; ``scale`` and ``shift`` bring the drawing there. below: the table that stands under the drawing.
    beyond: the streams on each further page.
    """

    paper: Box
    inner: Box
    room: Box
    scale: float
    shift: Point
    below: Columns | None
    beyond: tuple[Columns, ...]

    @property
    def count(self) -> int:
        """Of pages."""
        return 1 + len(self.beyond)


def arranged_on(document: Flowsheet, extent: Box, table: Columns | None) -> Arrangement:
    """A drawing of an extent on the paper that the document chooses; the table below it where it has room.

    Raises InputError for a paper that is not known.
    """
    frame = document.drawing.frame or PageFrame()
    width, tall = size_of(frame)
    paper = Box(0.0, 0.0, width * PX_PER_MM, tall * PX_PER_MM)
    inner = Box(BINDING * PX_PER_MM, MARGIN * PX_PER_MM, (width - MARGIN) * PX_PER_MM, (tall - MARGIN) * PX_PER_MM)
    room = Box(inner.left + AIR, inner.top + AIR, inner.right - AIR, inner.bottom - height(document) - AIR)
    below = table if table and frame.table == "below" and _has_room(table, room, extent) else None
    beyond = () if below or table is None else tuple(_on_pages(table, room))
    above = room
    if below is not None:
        above = Box(room.left, room.top, room.right, room.bottom - _needed(below, room) - AIR)
    scale = min(above.width / extent.width, above.height / extent.height, LARGEST_SCALE)
    (x, y), (across, down) = above.centre, extent.centre
    return Arrangement(paper, inner, room, scale, (x - scale * across, y - scale * down), below, beyond)


def framed(
    document: Flowsheet,
    page: Arrangement,
    standing: str,
    key: Legend,
    number: int = 1,
    among: Numbering | None = None,
) -> list[Mark]:
    """What stands on a page round its drawing: frame, title block and, on the first, legend and table.

    number: of the pages of this drawing; among: of those that are handed in, where they are more.
    """
    marks: list[Mark] = [Rectangle(page.inner, line="ink", width=LINE)]
    numbering = among or Numbering(number, page.count)
    marks += title_block(document, (page.inner.right, page.inner.bottom), numbering, standing)
    if number > 1:
        return marks
    if page.below is not None:
        foot = page.room.bottom - _needed(page.below, page.room) + AIR
        marks += table_blocks(page.below, (page.room.left, foot), page.room.width)[0]
    frame = document.drawing.frame or PageFrame()
    return marks + (_legend(key, page) if frame.legend else [])


def pages(
    document: Flowsheet, solution: Solution | None = None, style: Style | None = None, level: str | None = None
) -> list[Page]:
    """The drawing and, with a solution, the table of its streams, on the paper that the document chooses.

    level: the id of a sub-flowsheet, or PLANT_LEVEL; every level after the other if it is None. The table has the
    streams of its level; it stands below the drawing where it has room, else on pages of its own. Raises InputError
    for a paper that is not known.
    """
    style = style or Style(table=True)
    wanted = levels(document) if level is None else (level,)
    drawn = [_drawn(document, solution, style, one) for one in wanted]
    total, made = sum(one.page.count for one in drawn), []
    for one in drawn:
        made += _numbered(one, standing_of(solution), style, len(made), total)
    return made


class _Drawn(msgspec.Struct, frozen=True):
    """A level with its place on paper."""

    sheet: Flowsheet
    page: Arrangement
    bodies: tuple[tuple[list[str], float], ...]
    """Of each page what is in the frame, and the scale of the drawing."""
    key: Legend


def _drawn(document: Flowsheet, solution: Solution | None, style: Style, level: str) -> _Drawn:
    """A level laid on paper, with its tables."""
    frame, look = document.drawing.frame or PageFrame(), style.palette
    with_table = style.table and frame.table != "none"
    tags = tags_on(document, level)
    table = stream_columns(solution, frame.table_rows, tags) if with_table and solution is not None else None
    body, extent, phases = drawing(document, solution, replace(style, legend=False), level)
    page = arranged_on(document, extent, table)
    x, y = page.shift
    placed = [f'<g transform="translate({x:.3f} {y:.3f})scale({page.scale:.5f})">', *body, "</g>"]
    tables = [(written(_table_marks(part, page.room), look), 0.0) for part in page.beyond]
    shown = shading(solution, style)

    def key(at: Point) -> tuple[list[Mark], float]:
        return full_legend(phases, shown, at, look) if style.legend else ([], at[0])

    return _Drawn(level_sheet(document, level), page, ((placed, page.scale), *tables), key)


def _numbered(drawn: _Drawn, standing: str, style: Style, before: int, total: int) -> list[Page]:
    """The pages of a level, which come after others of all that are handed in."""
    width, tall = size_of(drawn.sheet.drawing.frame or PageFrame())
    made = []
    for number, (parts, scale) in enumerate(drawn.bodies, start=1):
        among = Numbering(before + number, total)
        round_it = framed(drawn.sheet, drawn.page, standing, drawn.key, number, among)
        content = [*parts, *written(round_it, style.palette)]
        made.append(
            Page(whole(drawn.sheet, content, drawn.page.paper, style.palette, millimetres=True), width, tall, scale)
        )
    return made


def _has_room(table: Columns, room: Box, extent: Box) -> bool:
    """Whether the table takes only what the drawing leaves, or a part of the page that is not too large."""
    left_over = room.height - extent.height * min(room.width / extent.width, LARGEST_SCALE)
    return _needed(table, room) <= max(left_over, TABLE_SHARE * room.height)


def _needed(table: Columns, room: Box) -> float:
    """Height of a table in the width of a room [px]."""
    return table.blocks(room.width) * table.block_height


def _on_pages(table: Columns, room: Box) -> list[Columns]:
    """The streams of each page."""
    blocks = max(int((room.height - 3 * AIR) // table.block_height), 1)
    each = blocks * table.within(room.width)
    return [table.part(start, each) for start in range(0, len(table.heads), each)]


def _table_marks(table: Columns, room: Box) -> list[Mark]:
    """A page of nothing but table."""
    y = room.top + AIR
    marks, _ = table_blocks(table, (room.left, y + 2 * AIR), room.width)
    return [Text(room.left, y, "Streams", size=TITLE_TEXT, bold=True), *marks]


def _legend(key: Legend, page: Arrangement) -> list[Mark]:
    """Left of the title block, or above it where there is no room beside it."""
    _, end = key((0.0, 0.0))
    beside = page.inner.width - WIDTH - 2 * AIR >= end
    y = page.inner.bottom - AIR if beside else page.room.bottom + AIR / 2
    return key((page.room.left, y))[0]
