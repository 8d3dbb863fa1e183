"""raffinate report: verdict, drawing and every table of a flowsheet, to be handed in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.outcome import OUT_OF_BALANCE, SOLVED, reported, tell
from app.cli.sheets import open_sheet
from unitops.errors import InputError

PERIODS = ("h", "d", "a")
FORMATS = (".pdf", ".html")


@reported
def report(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A .flow.json file, or a name of the library.")],
    out: Annotated[str, typer.Option(metavar="OUT", help="The report to write: R.pdf or R.html.")],
    set_values: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="UNIT.PARAM=VALUE", help="Set a parameter; repeatable."),
    ] = None,
    case: Annotated[str, typer.Option(metavar="NAME", help="Report this case of the flowsheet.")] = "",
    per: Annotated[str, typer.Option(metavar="h|d|a", help="Flows per hour, operating day or year.")] = "h",
) -> int:
    """Solve a flowsheet and write a full report.

    A PDF has the drawing on the paper that the flowsheet chooses, and every table on A4. Exit status: 0 solved and
    closed, 2 bad input, 3 not converged, 4 written, but out of balance.
    """
    suffix = Path(out).suffix.lower()
    if suffix not in FORMATS:
        raise InputError(
            f'a report cannot be written as "{suffix or out}"', place="--out", remedy="Write R.pdf or R.html."
        )
    if per not in PERIODS:
        raise InputError(
            f'"{per}" is no period', place="--per", remedy="Write h (hour), d (operating day) or a (year)."
        )
    solution = open_sheet(file, set_values or [], case).solve()
    if suffix == ".pdf":
        from flowsheets.export.report import write_report

        write_report(solution, Path(out), per=per)
    else:
        from flowsheets.export.html import write_page

        write_page(solution, Path(out), per=per)
    if solution.status == "out of balance":
        tell("; ".join(solution.warnings) or "the result is out of balance")
        return OUT_OF_BALANCE
    return SOLVED
