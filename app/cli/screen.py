"""Tables and headings on the screen: plain text where it is no terminal, never wider than it is."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import TYPE_CHECKING

from unitops.quantities import format_number, printed_text

if TYPE_CHECKING:
    from rich.console import Console

    from flowsheets.results.table import Cell, Table

PLAIN_WIDTH = 100
DIGITS = 4
WHOLE, HUGE = 1e4, 1e9
"""Between these, numbers are shown to the unit."""
GAP = 3
"""Blanks between two columns."""
LONGEST_TEXT = 40
SHORT_HEADING = 12
"""A heading of a column of numbers is not broken below this length."""
ROUND_OFF = 1e-12
"""Numbers below this share of the largest in their column are shown as 0."""


def console() -> Console:
    """Standard output; 100 columns and no colour where it is not a terminal."""
    from rich.console import Console

    class Output(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # rich would leave with 1 here; how the command ends is for the command to say

    terminal = sys.stdout.isatty()
    return Output(width=None if terminal else PLAIN_WIDTH, highlight=False, soft_wrap=False, no_color=not terminal)


def show(
    out: Console,
    table: Table,
    *,
    only: Sequence[str] | None = None,
    title: str | None = None,
    most: int | None = None,
) -> None:
    """Print a table, or some of its columns and its first rows; nothing if it has no rows.

    What is wider than the screen is continued below, each part with the labels of its rows: no number is cut.
    """
    if not table.rows:
        return
    names = [column.name for column in table.columns]
    chosen = [names.index(name) for name in only if name in names] if only else list(range(len(names)))
    table = table.printed()
    rows = _without_round_off(table.rows[:most])
    paragraph(out, table.title if title is None else title, "bold")
    for number, part in enumerate(_parts(table, rows, chosen, out.width)):
        if number:
            out.print()
        _print_part(out, table, rows, part)
    if len(table.rows) > len(rows):
        out.print(f"and {len(table.rows) - len(rows)} more")
    out.print()


def _without_round_off(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Rows in which numbers that are round-off beside the rest of their column are 0."""
    sizes = [[abs(cell) if isinstance(cell, float) else 0.0 for cell in row] for row in rows]
    largest = [max(column) for column in zip(*sizes, strict=True)]
    return [
        [
            0.0 if isinstance(cell, float) and abs(cell) < ROUND_OFF * size else cell
            for cell, size in zip(row, largest, strict=True)
        ]
        for row in rows
    ]


def _print_part(out: Console, table: Table, rows: Sequence[Sequence[Cell]], part: Sequence[int]) -> None:
    """Columns beside each other under their headings; rich's own tables take as long as a tenth of a solve."""
    columns = [(_width(table, rows, p), _is_numeric(rows, p)) for p in part]
    heads = [_folded(_heading(table, p), width) for p, (width, _) in zip(part, columns, strict=True)]
    tallest = max(len(lines) for lines in heads)
    for line in _beside([[""] * (tallest - len(lines)) + lines for lines in heads], columns):
        out.out(line, style="dim", highlight=False)
    out.out("─" * (sum(width for width, _ in columns) + GAP * (len(columns) - 1)), highlight=False)
    for row in rows:
        cells = [_folded(shown(row[p]), width) for p, (width, _) in zip(part, columns, strict=True)]
        out.out("\n".join(_beside(cells, columns)), highlight=False)


def _beside(cells: Sequence[list[str]], columns: Sequence[tuple[int, bool]]) -> Iterator[str]:
    """The lines of cells side by side: numbers to the right of their columns, text to the left."""
    from rich.cells import cell_len

    for texts in zip_longest(*cells, fillvalue=""):
        line = ""
        for text, (width, right) in zip(texts, columns, strict=True):
            blank = " " * (width - cell_len(text))
            line += (blank + text if right else text + blank) + " " * GAP
        yield line.rstrip()


def _folded(text: str, width: int) -> list[str]:
    return [part for line in text.split("\n") for part in (wrap(line, width) if len(line) > width else [line])]


def _parts(table: Table, rows: Sequence[Sequence[Cell]], chosen: Sequence[int], width: int) -> Iterator[list[int]]:
    """Columns that fit beside each other, each time with the labels before them."""
    labels = [position for position in chosen if position < table.labels]
    part, others = list(labels), 0
    for position in chosen[len(labels) :]:
        taken = sum(_width(table, rows, p) + GAP for p in (*part, position)) - GAP
        if taken > width and others:
            yield part
            part, others = list(labels), 0
        part.append(position)
        others += 1
    yield part


def _is_numeric(rows: Sequence[Sequence[Cell]], position: int) -> bool:
    return any(isinstance(row[position], float) for row in rows)


def _heading(table: Table, position: int) -> str:
    column = table.columns[position]
    return f"{column.name}\n{column.unit}" if column.unit else column.name


def _width(table: Table, rows: Sequence[Sequence[Cell]], position: int) -> int:
    """Width of a column: numbers as long as they are, texts at most ``LONGEST_TEXT``."""
    cells = max((len(shown(row[position])) for row in rows), default=0)
    if _is_numeric(rows, position):
        column = table.columns[position]
        longest_word = max(len(word) for word in column.name.split())
        return max(cells, len(column.unit), longest_word, min(len(column.name), SHORT_HEADING))
    heading = max(len(line) for line in _heading(table, position).split("\n"))
    return max(min(cells, LONGEST_TEXT), min(heading, LONGEST_TEXT))


def shown(cell: Cell) -> str:
    """A cell as text: numbers with four significant digits, large ones to the unit, nothing as nothing."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, str):
        return cell
    return f"{cell:.0f}" if WHOLE <= abs(cell) < HUGE else format_number(cell, DIGITS)


def paragraph(out: Console, text: str, style: str = "") -> None:
    """A paragraph of plain text, wrapped to the width."""
    from rich.text import Text

    out.print(Text(printed_text(text), style=style))
