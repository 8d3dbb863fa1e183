"""raffinate sweep: results over ranges of parameters."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import Case, FlowsheetFile, Quiet, Results, Settings, Workers, processes
from app.cli.outcome import reported, tell
from app.cli.sheets import open_sheet


@reported
def sweep(
    file: FlowsheetFile,
    ranges: Annotated[
        list[str],
        typer.Argument(metavar="UNIT.PARAM=RANGE", help='"KN-101.temperature=950..1100 degC:7", "FD-1.rate=8, 10 t/h"'),
    ],
    result: Results = None,
    set_values: Settings = None,
    case: Case = "",
    csv: Annotated[str, typer.Option(metavar="OUT", help="Write the table as CSV.")] = "",
    svg: Annotated[str, typer.Option(metavar="OUT", help="Write a chart over the first parameter.")] = "",
    workers: Workers = 1,
    quiet: Quiet = False,
) -> int:
    """Solve a flowsheet over a range of a parameter, or over every combination of several.

    Exit status: 0 every case has a result, 2 bad input, 3 some have none (their rows say why).
    """
    from app.cli.studies import print_frame, progress, status_of, write
    from flowsheets.studies import sweep as over

    sheet = open_sheet(file, set_values or [], case)
    with progress(quiet) as told:
        study = over(sheet, *ranges, results=result or None, workers=processes(workers), told=told)
    if csv:
        write(csv, study.table.to_csv(index=False))
    if svg:
        write(svg, study.svg())
    if not quiet:
        print_frame(study.table.loc[:, [*study.inputs, "status", *study.results]], sheet.document.title or file)
    for count, reason in study.failures[:5]:
        tell(f"{count} without a result: {reason}")
    return status_of(study)
