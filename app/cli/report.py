"""raffinate report: verdict, drawing and every table of a flowsheet, to be handed in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import Case, FlowsheetFile, Period, Settings, require_period
from app.cli.outcome import reported, status_of_balance
from app.cli.sheets import open_sheet
from unitops.errors import InputError

FORMATS = (".pdf", ".html")


@reported
def report(
    file: FlowsheetFile,
    out: Annotated[str, typer.Option(metavar="OUT", help="The report to write: R.pdf or R.html.")],
    set_values: Settings = None,
    case: Case = "",
    per: Period = "h",
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
    require_period(per)
    solution = open_sheet(file, set_values or [], case).solve()
    if suffix == ".pdf":
        from flowsheets.export.report import write_report

        write_report(solution, Path(out), per=per)
    else:
        from flowsheets.export.html import write_page

        write_page(solution, Path(out), per=per)
    return status_of_balance(solution)
