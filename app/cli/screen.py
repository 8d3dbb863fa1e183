"""Tables and headings on the screen: plain text where it is no terminal, never wider than it is."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from unitops.quantities import format_number

if TYPE_CHECKING:
    from rich.console import Console

    from flowsheets.results.table import Cell, Table

PLAIN_WIDTH = 100
DIGITS = 4


def console() -> Console:
    """Standard output; 100 columns and no colour where it is not a terminal."""
    from rich.console import Console

    terminal = sys.stdout.isatty()
    return Console(
        width=None if terminal else PLAIN_WIDTH, highlight=False, soft_wrap=False, no_color=not terminal
    )


def show(
    out: Console,
    table: Table,
    *,
    only: Sequence[str] | None = None,
    title: str | None = None,
    most: int | None = None,
) -> None:
    """Print a table, or some of its columns and its first rows; nothing if it has no rows."""
    from rich import box
    from rich.table import Table as Grid
    from rich.text import Text

    if not table.rows:
        return
    names = [column.name for column in table.columns]
    chosen = [names.index(name) for name in only if name in names] if only else range(len(names))
    numeric = {p: any(isinstance(row[p], float) for row in table.rows) for p in chosen}
    grid = Grid(
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        show_edge=False,
        header_style="dim",
    )
    out.print(Text(table.title if title is None else title, style="bold"))
    for position in chosen:
        column = table.columns[position]
        heading = f"{column.name.strip()}\n{column.unit}" if column.unit else column.name
        grid.add_column(
            Text(heading), justify="right" if numeric[position] else "left", no_wrap=numeric[position]
        )
    for row in table.rows[:most]:
        grid.add_row(*(Text(shown(row[position])) for position in chosen))
    out.print(grid)
    if most is not None and len(table.rows) > most:
        out.print(f"and {len(table.rows) - most} more")
    out.print()


def shown(cell: Cell) -> str:
    """A cell as text: numbers with four significant digits, nothing as nothing."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return format_number(cell, DIGITS) if isinstance(cell, float | int) else cell


def paragraph(out: Console, text: str, style: str = "") -> None:
    """A paragraph of plain text, wrapped to the width."""
    from rich.text import Text

    out.print(Text(text, style=style))
