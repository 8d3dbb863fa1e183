"""raffinate solve: solve a flowsheet, print its balance, write it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import Case, FlowsheetFile, Period, Quiet, Settings, require_period
from app.cli.outcome import OUT_OF_BALANCE, SOLVED, reported, status_of_balance
from app.cli.sheets import open_sheet
from unitops.errors import InputError

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution
    from flowsheets.sheet import Sheet

STDOUT = "-"


@reported
def solve(
    file: FlowsheetFile,
    set_values: Settings = None,
    case: Case = "",
    json: Annotated[str, typer.Option(metavar="OUT", help="Write the result as JSON; - for stdout.")] = "",
    xlsx: Annotated[str, typer.Option(metavar="OUT", help="Write every table to an Excel workbook.")] = "",
    csv: Annotated[str, typer.Option(metavar="DIR", help="Write every table as a CSV file.")] = "",
    html: Annotated[str, typer.Option(metavar="OUT", help="Write every table to one page.")] = "",
    table: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Print this table, not the balance; repeatable.")
    ] = None,
    per: Period = "h",
    quiet: Quiet = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Print every iteration.")] = False,
) -> int:
    """Solve a flowsheet and print its balance.

    Exit status: 0 solved and closed, 2 bad input, 3 not converged, 4 out of balance.
    """
    require_period(per)
    _require_tables(table or [])
    sheet = open_sheet(file, set_values or [], case)
    solution = _solved(sheet, verbose)
    _write(solution, per, json, xlsx, csv, html)
    if not quiet and json != STDOUT:
        from app.cli.balance import print_balance, print_tables

        if table:
            print_tables(solution, table, per)
        else:
            print_balance(solution, per)
        return OUT_OF_BALANCE if solution.status == "out of balance" else SOLVED
    return status_of_balance(solution)


def _require_tables(names: list[str]) -> None:
    if names:
        from flowsheets.results.tables import WHERE

        for name in names:
            if name not in WHERE:
                remedy = f"There are {', '.join(WHERE)}."
                raise InputError(f"'{name}' is no table", place="--table", remedy=remedy)


def _solved(sheet: Sheet, verbose: bool) -> Solution:
    if not verbose:
        return sheet.solve()
    steps = sheet.steps()
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            return end.value
        typer.echo(
            f"{step.stage:12} {step.number:3d}   residual {step.residual:8.1e}   step {step.step:.3g}",
            err=True,
        )


def _write(solution: Solution, per: str, json: str, xlsx: str, csv: str, html: str) -> None:
    """Write what is asked for; a faulty indicator is told before anything is written."""
    if json or xlsx or csv or html:
        _ = solution.written
    if json == STDOUT:
        from flowsheets.export.result_json import result_json

        sys.stdout.write(result_json(solution).decode())
    elif json:
        from flowsheets.export.result_json import write_json

        write_json(solution, Path(json))
    if xlsx:
        from flowsheets.export.workbook import write_workbook

        write_workbook(solution, Path(xlsx), per=per)
    if csv:
        from flowsheets.export.csv_files import write_csv

        write_csv(solution, Path(csv), per=per)
    if html:
        from flowsheets.export.html import write_page

        write_page(solution, Path(html), per=per)
