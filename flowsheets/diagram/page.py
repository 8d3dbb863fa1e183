"""The table of streams as it stands on a drawing: conditions and flows, a column for each stream."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from flowsheets.diagram.geometry import Box
from flowsheets.diagram.look import SMALL_TEXT, text_width, wrapped
from flowsheets.diagram.marks import Mark, Rule, Text
from flowsheets.diagram.numbers import numbers_of
from flowsheets.document.tag_order import natural
from unitops.quantities import printed_unit

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution
    from flowsheets.results.table import Cell, Column

ROW = 15.0
CELL, BROADEST = 58.0, 140.0
"""Least and greatest width of the column of a stream [px]."""
AIR = 8.0
"""Between the words of two columns [px]."""
BOLD = 1.25
"""Width of bold words in broad faces over the estimated one."""
HEAD = 132.0
SIDE = 32.0
"""Left and right of a table under a drawing [px]."""
GAP = 2.2
"""From the last row of a block to the head of the next, in rows."""
TABLE_ROWS = ("T", "P", "mass", "solids", "liquor", "organic", "melt", "gas", "solids share", "volume", "density")
FLOWS = ("solids", "liquor", "organic", "melt", "gas", "solids share")
DIGITS = 4
DUST = 1e-9
"""Flows below this share of a stream, or of the largest in their row, are none of it."""
PERIODS = ("h", "d", "a")
IN_KILOGRAMS = {"kg": 1.0, "t": 1000.0}
NONE = "–"
"""Shown for what is none."""


class Columns(msgspec.Struct, frozen=True):
    """What a table of streams shows: quantities as rows, streams by their numbers as columns."""

    rows: tuple[str, ...]
    heads: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    """Of each row, one for each stream."""

    @property
    def block_height(self) -> float:
        """Of the rows of one block and its head [px]."""
        return ROW * (len(self.rows) + GAP)

    @property
    def gap(self) -> float:
        """From the last row of a block to the head of the next [px]."""
        return GAP * ROW

    def blocks(self, width: float) -> int:
        """How many blocks a width [px] breaks the streams into."""
        return -(-len(self.heads) // self.within(width))

    @property
    def cell(self) -> float:
        """Width of the column of a stream [px]: what the longest number or figure needs, within bounds."""
        head = max((text_width(head, SMALL_TEXT + 1) for head in self.heads), default=0.0) * BOLD
        figure = max((text_width(cell, SMALL_TEXT + 1) for row in self.cells for cell in row), default=0.0)
        return min(max(head + AIR, figure + AIR, CELL), BROADEST)

    def within(self, width: float) -> int:
        """How many streams stand side by side in a width [px]: blocks of one table are alike, none has a rest."""
        most = max(int((width - HEAD) // self.cell), 1)
        blocks = max(-(-len(self.heads) // most), 1)
        return max(-(-len(self.heads) // blocks), 1)

    def part(self, first: int, count: int) -> Columns:
        """Some of the streams."""
        cut = slice(first, first + count)
        return Columns(self.rows, self.heads[cut], tuple(row[cut] for row in self.cells))


def stream_columns(
    solution: Solution,
    rows: Sequence[str] = (),
    streams: Collection[str] | None = None,
    per: str = "h",
    mass_unit: str = "",
) -> Columns:
    """Conditions and flows of streams in the order of their numbers. streams: tags; all if it is None.

    rows: columns of the table of streams, or of another table by its name, as 'elements: Li' and 'liquors: pH'; the
    usual ones if none is named. Those in which nothing stands are left out. per: flows per hour ('h'), operating day
    ('d') or year ('a'). mass_unit: 'kg' or 't' for all mass flows; '' as the tables have them.
    """
    tables = solution.plain_tables(per)
    every = tables["streams"].column("stream")
    numbers = numbers_of(str(tag) for tag in every)
    tags = sorted((tag for tag in numbers if streams is None or tag in streams), key=lambda tag: natural(numbers[tag]))
    mass = dict(zip(every, tables["streams"].column("mass"), strict=True))
    heads, cells = [], []
    for name in rows or TABLE_ROWS:
        key, _, column = name.rpartition(": ")
        table = tables.get(key or "streams")
        described = next((c for c in table.columns[1:] if c.name == column), None) if table else None
        if table is None or described is None:
            continue
        found = dict(zip(table.column("stream"), table.column(column), strict=True))
        if any(found.get(tag) for tag in tags):
            described, factor = _in_mass_unit(described, mass_unit)
            heads.append(msgspec.structs.replace(described, unit=printed_unit(described.unit)).heading)
            dust = _dust(described, key, found, mass)
            cells.append(tuple(_figure(found.get(tag), dust(tag), factor) for tag in tags))
    return Columns(tuple(heads), tuple(numbers[tag] for tag in tags), tuple(cells))


def _in_mass_unit(column: Column, mass_unit: str) -> tuple[Column, float]:
    """A column of mass flows in another unit, and by what its numbers are multiplied; others as they are."""
    mass, _, per = column.unit.partition("/")
    if not mass_unit or mass not in IN_KILOGRAMS or per not in PERIODS:
        return column, 1.0
    return msgspec.structs.replace(column, unit=f"{mass_unit}/{per}"), IN_KILOGRAMS[mass] / IN_KILOGRAMS[mass_unit]


def _dust(column: Column, key: str, found: Mapping[Cell, Cell], mass: Mapping[Cell, Cell]) -> Callable[[str], float]:
    """What is none of a flow: by the mass of its own stream, by the largest of its row in other tables."""
    if not key and column.name in FLOWS:
        return lambda tag: DUST * float(mass[tag] or 0.0)
    most = max((abs(value) for value in found.values() if isinstance(value, float)), default=0.0)
    share = DUST if key and column.unit.endswith("/h") else 0.0
    return lambda _tag: share * most


def stream_table(solution: Solution, extent: Box, streams: Collection[str] | None = None) -> tuple[list[Mark], Box]:
    """The table under a drawing, in blocks of its width, and the box round both. streams: tags; all if it is None."""
    width = max(extent.width, HEAD + 8 * CELL + 2 * SIDE)
    table, foot = stream_columns(solution, streams=streams), (extent.left + SIDE, extent.bottom + 16)
    marks, bottom = table_blocks(table, foot, width - 2 * SIDE)
    return marks, Box(extent.left, extent.top, extent.left + width, bottom)


def table_blocks(table: Columns, at: tuple[float, float], width: float) -> tuple[list[Mark], float]:
    """A table in blocks of a width; at: left end of the first line's foot. Also where it ends."""
    left, y = at
    each, cell = table.within(width), table.cell
    marks: list[Mark] = []
    for start in range(0, len(table.heads), each):
        block = table.part(start, each)
        right = left + HEAD + cell * len(block.heads)
        heads = [
            part for head in block.heads for part in wrapped(head, SMALL_TEXT + 1, (cell - AIR) / BOLD, most=1) or [""]
        ]
        marks += _row(left, y, "stream", heads, cell, bold=True)
        marks.append(Rule(left, y + 4, right, y + 4))
        for name, cells in zip(block.rows, block.cells, strict=True):
            y += ROW
            marks += _row(left, y, name, cells, cell)
            marks.append(Rule(left, y + 4, right, y + 4, "hairline"))
        y += GAP * ROW
    return marks, y


def _row(left: float, y: float, head: str, cells: Sequence[str], width: float, bold: bool = False) -> list[Mark]:
    marks: list[Mark] = [Text(left, y, head, size=SMALL_TEXT + 1, bold=bold)]
    for place, cell in enumerate(cells, start=1):
        if cell:
            marks.append(Text(left + HEAD + width * place - 6, y, cell, size=SMALL_TEXT + 1, bold=bold, anchor="end"))
    return marks


def _figure(value: object, dust: float, factor: float) -> str:
    """Four digits; nothing where there is nothing, a dash for what is dust."""
    from unitops.quantities import format_number

    if isinstance(value, str):
        return value
    if not isinstance(value, float | int) or isinstance(value, bool):
        return ""
    return NONE if dust and abs(value) <= dust else format_number(float(value) * factor, DIGITS)
