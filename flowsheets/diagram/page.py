"""The table of streams as it stands on a drawing: conditions and flows, a column for each stream."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from flowsheets.diagram.geometry import Box
from flowsheets.diagram.look import HAIRLINE, SMALL_TEXT, Palette
from flowsheets.diagram.numbers import numbers_of

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution

ROW = 15.0
CELL = 58.0
HEAD = 132.0
SIDE = 32.0
"""Left and right of a table under a drawing [px]."""
GAP = 2.2
"""From the last row of a block to the head of the next, in rows."""
TABLE_ROWS = ("T", "P", "mass", "solids", "liquor", "organic", "melt", "gas", "solids share", "volume", "density")
FLOWS = ("solids", "liquor", "organic", "melt", "gas", "solids share")
DIGITS = 4
DUST = 1e-9
"""Flows below this share of a stream are shown as 0."""


@dataclass(frozen=True)
class Columns:
    """What a table of streams shows: quantities as rows, streams by their numbers as columns."""

    rows: tuple[str, ...]
    heads: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    """Of each row, one for each stream."""

    @property
    def block_height(self) -> float:
        """Of the rows of one block and its head [px]."""
        return ROW * (len(self.rows) + GAP)

    def blocks(self, width: float) -> int:
        """How many blocks a width [px] breaks the streams into."""
        return -(-len(self.heads) // columns_within(width))

    def part(self, first: int, count: int) -> Columns:
        """Some of the streams."""
        cut = slice(first, first + count)
        return Columns(self.rows, self.heads[cut], tuple(row[cut] for row in self.cells))


def columns_within(width: float) -> int:
    """How many streams stand side by side."""
    return max(int((width - HEAD) // CELL), 1)


def stream_columns(solution: Solution, rows: tuple[str, ...] = ()) -> Columns:
    """Conditions and flows of all streams in the order of their numbers. rows: columns of the table of streams, the
    usual ones if none is named; those in which nothing stands are left out."""
    table = solution.plain_tables()["streams"]
    units = {column.name: column.unit for column in table.columns}
    mass = table.column("mass")
    names = [name for name in rows or TABLE_ROWS if name in units and any(table.column(name))]
    numbers = list(numbers_of(str(row[0]) for row in table.rows).values())
    order = sorted(range(len(numbers)), key=lambda row: _natural(numbers[row]))
    cells = []
    for name in names:
        column = table.column(name)
        is_flow = name in FLOWS or (units[name] == units["mass"] and name != "mass")
        cells.append(tuple(_figure(column[row], mass[row] if is_flow else None) for row in order))
    heads = tuple(f"{name} [{units[name]}]" if units[name] else name for name in names)
    return Columns(heads, tuple(numbers[row] for row in order), tuple(cells))


def stream_table(solution: Solution, extent: Box, look: Palette) -> tuple[list[str], Box]:
    """The table under a drawing, in blocks of its width, and the box round both."""
    width = max(extent.width, HEAD + 8 * CELL + 2 * SIDE)
    parts, bottom = table_blocks(
        stream_columns(solution), (extent.left + SIDE, extent.bottom + 16), width - 2 * SIDE, look
    )
    return parts, Box(extent.left, extent.top, extent.left + width, bottom)


def table_blocks(table: Columns, at: tuple[float, float], width: float, look: Palette) -> tuple[list[str], float]:
    """A table in blocks of a width; at: left end of the first line's foot. Also where it ends."""
    left, y = at
    each = columns_within(width)
    parts = [
        f'<g font-size="{SMALL_TEXT + 1:g}" fill="{look.ink}" text-anchor="end" font-variant-numeric="tabular-nums">'
    ]
    for start in range(0, len(table.heads), each):
        block = table.part(start, each)
        right = left + HEAD + CELL * len(block.heads)
        parts += _row(left, y, "stream", block.heads, bold=True)
        parts.append(_rule(left, y + 4, right, y + 4, look.ink))
        for name, cells in zip(block.rows, block.cells, strict=True):
            y += ROW
            parts += _row(left, y, name, cells)
            parts.append(_rule(left, y + 4, right, y + 4, look.hairline))
        y += GAP * ROW
    return [*parts, "</g>"], y


def _row(left: float, y: float, head: str, cells: Sequence[str], bold: bool = False) -> list[str]:
    weight = ' font-weight="600"' if bold else ""
    parts = [f'<text x="{left:g}" y="{y:g}" text-anchor="start"{weight}>{escape(head)}</text>']
    for place, cell in enumerate(cells, start=1):
        if cell:
            parts.append(f'<text x="{left + HEAD + CELL * place - 6:g}" y="{y:g}"{weight}>{escape(cell)}</text>')
    return parts


def _figure(value: object, mass: object) -> str:
    """Four digits; nothing where there is nothing, 0 for what is below the round-off of the stream."""
    from unitops.quantities import format_number

    if not isinstance(value, float | int) or isinstance(value, bool):
        return ""
    small = isinstance(mass, float) and abs(value) <= DUST * mass
    return "0" if small or not value else format_number(float(value), DIGITS)


def _natural(number: str) -> tuple[int, str]:
    digits = "".join(letter for letter in number if letter.isdigit())
    return (int(digits) if digits else 0), number


def _rule(x0: float, y0: float, x1: float, y1: float, colour: str) -> str:
    return f'<path d="M{x0:g} {y0:g}L{x1:g} {y1:g}" stroke="{colour}" stroke-width="{HAIRLINE:g}" fill="none"/>'
