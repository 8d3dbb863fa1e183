"""raffinate mccabe-thiele: the stages of a mixer-settler train against its equilibrium."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import Case, FlowsheetFile, Settings
from app.cli.outcome import SOLVED, reported, status_of_balance
from app.cli.sheets import open_sheet


@reported
def mccabe_thiele(
    file: FlowsheetFile,
    unit: Annotated[str, typer.Argument(metavar="UNIT", help="A solvent extraction train or a mixer-settler.")],
    set_values: Settings = None,
    case: Case = "",
    svg: Annotated[str, typer.Option(metavar="OUT", help="Write the diagram.")] = "",
    csv: Annotated[str, typer.Option(metavar="OUT", help="Write the equilibrium as CSV.")] = "",
) -> int:
    """Stages of a solvent extraction train between its operating line and its equilibrium.

    The equilibrium is that of the liquor and the organic phase that the train is fed with, by their ratio.
    """
    from app.cli.studies import print_frame, write
    from flowsheets.studies import mccabe_thiele as construct

    solution = open_sheet(file, set_values or [], case).solve()
    status = status_of_balance(solution)
    if status:
        return status
    diagram = construct(solution, unit)
    if svg:
        write(svg, diagram.svg())
    if csv:
        write(csv, diagram.equilibrium.to_csv(index=False))
    print_frame(diagram.stages, f"{diagram.metal} as it leaves each stage of {diagram.unit}")
    return SOLVED
