"""raffinate uncertainty: the spread of results from the spread of inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import Case, FlowsheetFile, Quiet, Results, Settings, Workers, processes
from app.cli.outcome import reported
from app.cli.sheets import open_sheet
from unitops.errors import InputError

if TYPE_CHECKING:
    from flowsheets.studies.distributions import Distribution


FIRST_ROW = 2
"""Of a file with a heading, as a spreadsheet counts."""


@reported
def uncertainty(
    file: FlowsheetFile,
    vary: Annotated[
        list[str] | None,
        typer.Option(metavar="UNIT.PARAM=DIST", help='"KN-101.temperature=normal(1050 degC, 20)"; repeatable.'),
    ] = None,
    inputs: Annotated[
        str, typer.Option("--inputs", metavar="FILE", help="CSV or Excel with columns parameter and distribution.")
    ] = "",
    result: Results = None,
    set_values: Settings = None,
    case: Case = "",
    samples: Annotated[int, typer.Option(metavar="N", help="How many; a power of 2 suits sobol.")] = 1024,
    method: Annotated[str, typer.Option(metavar="sobol|latin|random")] = "sobol",
    seed: Annotated[int, typer.Option(metavar="N", help="The same seed gives the same samples.")] = 1,
    csv: Annotated[str, typer.Option(metavar="OUT", help="Write every sample as CSV.")] = "",
    svg: Annotated[str, typer.Option(metavar="OUT", help="Write a histogram of each result.")] = "",
    workers: Workers = 1,
    quiet: Quiet = False,
) -> int:
    """Sample inputs from distributions, solve, and print percentiles and rank correlations of the results.

    Distributions: normal(mean, sd), lognormal(median, gsd), uniform(low, high), triangular(low, most likely, high),
    pert(low, most likely, high), discrete(value: probability, ...). Exit status: 0 every sample has a result, 2 bad
    input, 3 some have none.
    """
    from app.cli.studies import print_frame, progress, status_of, write
    from flowsheets.studies import uncertainty as spread
    from flowsheets.studies.distributions import read_distribution

    wanted = [read_distribution(text) for text in vary or []] + (_listed(inputs) if inputs else [])
    sheet = open_sheet(file, set_values or [], case)
    with progress(quiet) as told:
        study = spread(
            sheet,
            wanted,
            results=result or None,
            samples=samples,
            method=method,
            seed=seed,
            workers=processes(workers),
            told=told,
        )
    if csv:
        write(csv, study.table.to_csv(index=False))
    if svg:
        write(svg, study.svg())
    if not quiet:
        print_frame(study.summary.reset_index(names="result"), sheet.document.title or file)
        print_frame(study.drivers, "Rank correlation (Spearman)")
        for note in study.notes:
            typer.echo(note)
    return status_of(study)


def _listed(path: str) -> list[Distribution]:
    """Distributions from a file with the columns parameter and distribution."""
    import pandas as pd

    from flowsheets.studies.distributions import distribution_of

    try:
        frame = pd.read_excel(path) if path.lower().endswith((".xlsx", ".xlsm")) else pd.read_csv(path)
    except (OSError, ValueError, ImportError) as error:
        raise InputError(f"cannot be read: {error}", place=path) from None
    missing = [name for name in ("parameter", "distribution") if name not in frame.columns]
    if missing:
        remedy = 'Give it columns "parameter" and "distribution", as KN-101.temperature and "normal(1050 degC, 20)".'
        raise InputError(f"has no column {' and '.join(missing)}", place=path, remedy=remedy)
    pairs = list(zip(frame["parameter"], frame["distribution"], strict=True))
    for row, pair in enumerate(pairs, FIRST_ROW):
        if not all(isinstance(cell, str) and cell.strip() for cell in pair):
            raise InputError("parameter or distribution is empty", place=f"{path}, row {row}")
    return [distribution_of(parameter, distribution) for parameter, distribution in pairs]
