"""raffinate sensitivity: what drives a result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.outcome import OUT_OF_BALANCE, SOLVED, reported, tell
from app.cli.sheets import open_sheet
from unitops.errors import InputError

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution


@reported
def sensitivity(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A .flow.json file, or a name of the library.")],
    result: Annotated[str, typer.Argument(metavar="RESULT", help="An indicator, or a path as E-1.duty.")] = "",
    most: Annotated[int, typer.Option(help="So many inputs, the strongest first.")] = 20,
    swing: Annotated[float, typer.Option(metavar="%", help="How far inputs move either way in the picture.")] = 10.0,
    svg: Annotated[str, typer.Option(metavar="OUT", help="Write the ranking as a tornado picture.")] = "",
    csv: Annotated[str, typer.Option(metavar="OUT", help="Write the whole ranking as CSV.")] = "",
) -> int:
    """Rank the entered numbers by how much one per cent more of each changes a result."""
    from app.cli.screen import console, show
    from app.cli.studies import write
    from flowsheets.results.driver_table import driver_table
    from flowsheets.studies.tornado import tornado_of

    solution = open_sheet(file).solve()
    if solution.status == "out of balance":
        tell("; ".join(solution.warnings))
        return OUT_OF_BALANCE
    result = result or _first_indicator(solution)
    table = driver_table(solution, result)
    if svg:
        write(svg, tornado_of(solution, result, table, swing))
    if csv:
        write(csv, table.frame().to_csv())
    sided = any(table.column("one-sided"))
    show(console(), table, most=most, only=None if sided else [column.name for column in table.columns[:4]])
    return SOLVED


def _first_indicator(solution: Solution) -> str:
    names = list(solution.sheet.document.indicators)
    if not names:
        raise InputError("the sheet has no indicator", remedy="Name a result, as E-1.duty or S-12.flow_of[Li2CO3(s)].")
    return names[0]
