"""raffinate compare: solved flowsheets, or cases of one, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from string import ascii_uppercase
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.outcome import OUT_OF_BALANCE, SOLVED, reported
from app.cli.sheets import open_sheet
from flowsheets.results.table import Column, Table
from unitops.errors import InputError

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution

CASE = "@"
MOST = len(ascii_uppercase)


@reported
def compare(
    files: Annotated[
        list[str],
        typer.Argument(metavar="A B", help="Files or names of the library; FILE@CASE for a case of one."),
    ],
    csv: Annotated[str, typer.Option(metavar="OUT", help="Write the table as CSV, numbers in full.")] = "",
) -> int:
    """Solve flowsheets and set their figures side by side: indicators, use per product, losses, emissions.

    Exit status: 0 all solved and closed, 2 bad input, 3 one is not converged, 4 one is out of balance.
    """
    from app.cli.balance import status_line
    from app.cli.screen import Screen, show
    from flowsheets.results.comparison import compared

    named = list(dict.fromkeys(files))
    if not 2 <= len(named) <= MOST:
        raise InputError(
            f"2 to {MOST} different flowsheets are compared, not {len(named)}",
            place="compare",
            remedy="Name them as A.flow.json B.flow.json, or PLANT PLANT@CASE.",
        )
    solutions = {name: _solved(name) for name in named}
    table = compared(solutions)
    if csv:
        from flowsheets.export.csv_files import csv_of
        from flowsheets.export.files import write_whole

        write_whole(Path(csv), csv_of(table))
    out = Screen()
    for letter, (name, solution) in zip(ascii_uppercase, solutions.items(), strict=False):
        out.paragraph(f"{letter}  {name}: {status_line(solution.audit)}")
    out.line()
    for part in _by_group(table, len(named)):
        show(out, part)
    for note in table.notes:
        out.paragraph(note, "dim")
    return OUT_OF_BALANCE if any(s.status == "out of balance" for s in solutions.values()) else SOLVED


def _by_group(table: Table, flowsheets: int) -> Iterator[Table]:
    """One narrow table for each group, the flowsheets under their letters."""
    _, figure, unit, *others = table.columns
    described = (figure, *map(Column, ascii_uppercase[:flowsheets]), unit, *others[flowsheets:])
    for group, rows in groupby(table.rows, key=lambda row: str(row[0])):
        narrow = [(row[1], *row[3 : 3 + flowsheets], row[2], *row[3 + flowsheets :]) for row in rows]
        yield Table("comparison", group.capitalize(), described, tuple(narrow), table.group)


def _solved(name: str) -> Solution:
    file, _, case = name.partition(CASE) if not Path(name).is_file() else (name, "", "")
    return open_sheet(file, case=case).solve()
