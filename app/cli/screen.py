"""Tables and headings on the screen: plain text where it is no terminal, never wider than it is."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from shutil import get_terminal_size
from textwrap import wrap
from typing import TYPE_CHECKING
from unicodedata import combining, east_asian_width

import typer

from unitops.quantities import format_number, printed_text

if TYPE_CHECKING:
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


class Screen:
    """Standard output: lines of text, wrapped to its width and coloured where it is a terminal."""

    def __init__(self) -> None:
        self.width = get_terminal_size().columns if sys.stdout.isatty() else PLAIN_WIDTH

    def line(self, text: str = "", look: str = "") -> None:
        """One line as it is. look: a colour, and 'bold' or 'dim'."""
        if not look or "NO_COLOR" in os.environ:
            typer.echo(text)
            return
        words = look.split()
        colour = next((word for word in words if word not in ("bold", "dim")), None)
        bold, dim = "bold" in words or None, "dim" in words or None
        typer.secho(text, fg=colour, bold=bold, dim=dim)

    def paragraph(self, text: str, look: str = "") -> None:
        """Text wrapped to the width."""
        for line in printed_text(text).split("\n"):
            for part in _wrapped(line, self.width) or [""]:
                self.line(part, look)


def show(
    out: Screen,
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
    out.paragraph(table.title if title is None else title, "bold")
    for number, part in enumerate(_parts(table, rows, chosen, out.width)):
        if number:
            out.line()
        _print_part(out, table, rows, part)
    if len(table.rows) > len(rows):
        out.line(f"and {len(table.rows) - len(rows)} more")
    out.line()


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


def _print_part(out: Screen, table: Table, rows: Sequence[Sequence[Cell]], part: Sequence[int]) -> None:
    """Columns beside each other under their headings; rich's own tables take as long as a tenth of a solve."""
    columns = [(_width(table, rows, p), _is_numeric(rows, p)) for p in part]
    heads = [_folded(_heading(table, p), width) for p, (width, _) in zip(part, columns, strict=True)]
    tallest = max(len(lines) for lines in heads)
    for line in _beside([[""] * (tallest - len(lines)) + lines for lines in heads], columns):
        out.line(line, "dim")
    out.line("─" * (sum(width for width, _ in columns) + GAP * (len(columns) - 1)))
    for row in rows:
        cells = [_folded(shown(row[p]), width) for p, (width, _) in zip(part, columns, strict=True)]
        out.line("\n".join(_beside(cells, columns)))


def _beside(cells: Sequence[list[str]], columns: Sequence[tuple[int, bool]]) -> Iterator[str]:
    """The lines of cells side by side: numbers to the right of their columns, text to the left."""
    for texts in zip_longest(*cells, fillvalue=""):
        line = ""
        for text, (width, right) in zip(texts, columns, strict=True):
            blank = " " * (width - _columns_of(text))
            line += (blank + text if right else text + blank) + " " * GAP
        yield line.rstrip()


def _columns_of(text: str) -> int:
    """Columns that a text takes on a screen: an East Asian character two, an accent of its own none."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _folded(text: str, width: int) -> list[str]:
    return [part for line in text.split("\n") for part in (wrap(line, width) if len(line) > width else [line])]


def _wrapped(text: str, width: int) -> list[str]:
    return wrap(text, width, break_on_hyphens=False, replace_whitespace=False) if len(text) > width else [text]


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
