"""Tables and paragraphs set on pages of A4, as SVG: what a report on paper is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec
from msgspec.structs import replace

from flowsheets.diagram.geometry import Box
from flowsheets.diagram.look import LIGHT, text_width, wrapped
from flowsheets.diagram.marks import Mark, Rule, Text, written
from flowsheets.diagram.svg import PX_PER_MM
from flowsheets.export.html import is_figure, shown
from flowsheets.results.table import Cell, Table

PAPER = Box(0.0, 0.0, 210.0 * PX_PER_MM, 297.0 * PX_PER_MM)
ROOM = Box(20.0 * PX_PER_MM, 16.0 * PX_PER_MM, 195.0 * PX_PER_MM, 277.0 * PX_PER_MM)
"""What is printed on; left of it is room to bind."""
TYPE, NOTE, LEADING = 8.5, 8.0, 11.0
SPACE = 9.0
"""Between columns [px]."""
WIDEST = (420.0, 320.0, 240.0, 170.0, 120.0, 84.0)
"""Of columns of text, tried one after another until a table fits [px]."""
MOST_LINES = 6
NOTHING = ("",)
"""Lines of an empty cell."""


class _Column(msgspec.Struct, frozen=True):
    """A column as it is set: lines of its head, width, whether its cells are figures, lines of each cell."""

    head: tuple[str, ...]
    width: float
    figures: bool
    cells: tuple[tuple[str, ...], ...]


class Pages(msgspec.Struct):
    """Pages that are filled from the top; what has no room begins the next one."""

    parts: list[list[str]] = msgspec.field(default_factory=lambda: [[]])
    y: float = ROOM.top

    def turn(self) -> None:
        """Begin a new page."""
        self.parts.append([])
        self.y = ROOM.top

    def need(self, height: float) -> None:
        """Begin a new page unless there is so much room."""
        if self.y + height > ROOM.bottom and self.parts[-1]:
            self.turn()

    def line(self, text: str, size: float, colour: str = LIGHT.ink, *, bold: bool = False, after: float = 0.0) -> None:
        """A line of text."""
        self.need(size * 1.4)
        self.y += size * 1.4
        self._put(Text(ROOM.left, self.y - size * 0.3, text, colour, size, bold))
        self.y += after

    def paragraph(self, text: str, size: float, colour: str = LIGHT.ink, *, bold: bool = False) -> None:
        """Text in lines as wide as the page."""
        for line in wrapped(text, size, ROOM.width * (0.94 if bold else 1.0), most=60):
            self.line(line, size, colour, bold=bold)

    def table(self, table: Table) -> None:
        """A table under its title; a wide one in blocks of columns, a long one over pages, heads repeated."""
        table = table.printed()
        self.need(6 * LEADING)
        self.line(table.title, 10.5, bold=True, after=2.0)
        for note in table.notes:
            self.paragraph(note, NOTE, LIGHT.quiet)
        self.y += 4 if table.notes else 0
        for block in _blocks(table):
            self._block(block)
            self.y += LEADING
        self.y += 0.5 * LEADING

    def _block(self, columns: Sequence[_Column]) -> None:
        head = LEADING * max(len(column.head) for column in columns) + 5
        heights = [LEADING * max(len(column.cells[row]) for column in columns) + 2 for row in range(_length(columns))]
        self.need(head + sum(heights[:2]))
        self._head(columns, head)
        for row, height in enumerate(heights):
            if self.y + height > ROOM.bottom:
                self.turn()
                self._head(columns, head)
            self._lines(columns, [column.cells[row] for column in columns])
            self.y += height
            self._rule(columns, LIGHT.hairline)

    def _head(self, columns: Sequence[_Column], height: float) -> None:
        lowest = max(len(column.head) for column in columns)
        self._lines(columns, [("",) * (lowest - len(column.head)) + column.head for column in columns], bold=True)
        self.y += height
        self._rule(columns, LIGHT.ink)

    def _lines(self, columns: Sequence[_Column], cells: Sequence[tuple[str, ...]], bold: bool = False) -> None:
        x = ROOM.left
        for column, lines in zip(columns, cells, strict=True):
            for number, text in enumerate(lines, start=1):
                at, y = (x + column.width if column.figures else x), self.y + LEADING * number - 2
                self._put(Text(at, y, text, LIGHT.ink, TYPE, bold, "end" if column.figures else "start"))
            x += column.width + SPACE

    def _rule(self, columns: Sequence[_Column], colour: str) -> None:
        right = ROOM.left + sum(column.width + SPACE for column in columns) - SPACE
        self._put(Rule(ROOM.left, self.y, right, self.y, colour))

    def _put(self, mark: Mark) -> None:
        if not isinstance(mark, Text) or mark.words:
            self.parts[-1] += written((mark,), LIGHT)


def _length(columns: Sequence[_Column]) -> int:
    return len(columns[0].cells)


def _blocks(table: Table) -> Iterator[list[_Column]]:
    """The columns in as many blocks as the page's width needs; every block begins with the labels."""
    columns = _fitted(table)
    labels, others = columns[: table.labels], columns[table.labels :]
    room = ROOM.width + SPACE - sum(column.width + SPACE for column in labels)
    starts, taken = [0], 0.0
    for place, column in enumerate(others):
        if taken + column.width + SPACE > room and place > starts[-1]:
            starts.append(place)
            taken = 0.0
        taken += column.width + SPACE
    if len(starts) == 1:
        yield columns
        return
    for start, end in pairwise([*starts, len(others)]):
        yield _without_empty_rows(labels, others[start:end])


def _without_empty_rows(labels: list[_Column], others: list[_Column]) -> list[_Column]:
    """A block's columns without the rows in which it has nothing."""
    rows = [row for row in range(_length(others)) if any(column.cells[row] != NOTHING for column in others)]
    return [replace(column, cells=tuple(column.cells[row] for row in rows)) for column in (*labels, *others)]


class _Measured(msgspec.Struct, frozen=True):
    """A column before it is set: its texts, the width of the longest, and the least that the head needs."""

    name: str
    unit: str
    texts: tuple[str, ...]
    figures: bool
    longest: float
    least: float

    def width(self, widest: float) -> float:
        """Figures are never broken, texts are [px]."""
        return max(self.longest if self.figures else min(self.longest, widest), self.least)

    def set(self, widest: float) -> _Column:
        """The column with its texts in lines."""
        width = self.width(widest)
        head = (*wrapped(self.name, TYPE, width, most=4), *([f"[{self.unit}]"] if self.unit else []))
        if self.longest <= width:
            cells = tuple((text,) for text in self.texts)
        else:
            cells = tuple(tuple(wrapped(text, TYPE, width + 1, most=MOST_LINES)) or NOTHING for text in self.texts)
        return _Column(head, width, self.figures, cells)


def _fitted(table: Table) -> list[_Column]:
    """Columns in which something stands, with texts broken so that the table fits, if it can."""
    columns = [_measured(table, place) for place in range(len(table.columns))]
    kept = [column for place, column in enumerate(columns) if place < table.labels or any(column.texts)]
    for widest in WIDEST:
        if sum(column.width(widest) + SPACE for column in kept) - SPACE <= ROOM.width:
            break
    return [column.set(widest) for column in kept]


def _measured(table: Table, place: int) -> _Measured:
    described = table.columns[place]
    values: list[Cell] = [row[place] for row in table.rows]
    figures = any(map(is_figure, values)) and not any(isinstance(value, str) and value for value in values)
    texts = tuple(shown(value) for value in values)
    longest = max((text_width(text, TYPE) for text in set(texts)), default=0.0)
    least = max(min(_longest_word(described.name), 90.0), _wide(described.unit))
    return _Measured(described.name, described.unit, texts, figures, longest, least)


def _longest_word(text: str) -> float:
    return max((text_width(word, TYPE, bold=True) for word in text.split()), default=0.0)


def _wide(unit: str) -> float:
    return text_width(f"[{unit}]", TYPE, bold=True) if unit else 0.0
