"""raffinate sensitivity: what drives a result."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import Case, FlowsheetFile, Settings
from app.cli.outcome import SOLVED, reported, status_of_balance
from app.cli.sheets import open_sheet
from flowsheets.document.paths import parse_path
from unitops.errors import InputError

if TYPE_CHECKING:
    from flowsheets.equations.problem import Problem
    from flowsheets.results.solution import Solution
    from flowsheets.results.table import Cell, Table

COMPOSITION = "composition"


class How(StrEnum):
    """How a result at the end of a range is found."""

    SOLVED = "solved"
    DERIVATIVE = "derivative"


@reported
def sensitivity(
    file: FlowsheetFile,
    result: Annotated[str, typer.Argument(metavar="RESULT", help="An indicator, or a path as E-1.duty.")] = "",
    set_values: Settings = None,
    case: Case = "",
    most: Annotated[int, typer.Option(help="So many inputs, the strongest first.")] = 20,
    swing: Annotated[float, typer.Option(metavar="%", help="How far inputs move either way in the picture.")] = 10.0,
    svg: Annotated[str, typer.Option(metavar="OUT", help="Write the ranking as a tornado picture.")] = "",
    csv: Annotated[str, typer.Option(metavar="OUT", help="Write the whole ranking as CSV.")] = "",
    ranges: Annotated[
        list[str] | None,
        typer.Option(
            "--range", metavar="PATH=LOW..HIGH", help="The result at a low and a high value of an input; repeatable."
        ),
    ] = None,
    bounds: Annotated[
        bool, typer.Option("--bounds", help="The same over the declared bounds of the strongest inputs.")
    ] = False,
    by: Annotated[
        How, typer.Option(help="How these results are found: the sheet solved at both ends, or the derivative.")
    ] = How.SOLVED,
) -> int:
    """Rank the entered numbers by how much one per cent more of each changes a result.

    With --range or --bounds: by how far the result goes between a low and a high value of each.
    """
    from app.cli.screen import Screen, show
    from app.cli.studies import write
    from flowsheets.results.driver_table import driver_table
    from flowsheets.studies.tornado import tornado_of

    solution = open_sheet(file, set_values or [], case).solve()
    status = status_of_balance(solution)
    if status:
        return status
    result = result or _first_indicator(solution)
    table = driver_table(solution, result)
    if ranges or bounds:
        return _between(solution, result, table, ranges or [], most if bounds else 0, by, svg, csv)
    if svg:
        write(svg, tornado_of(solution, result, table, swing))
    if csv:
        write(csv, table.frame().to_csv())
    show(Screen(), _as_entered(solution, result, table, most))
    return SOLVED


def _as_entered(solution: Solution, result: str, drivers: Table, most: int) -> Table:
    """The strongest drivers with the result and the inputs in their own units; the CSV has derivatives in SI."""
    from flowsheets.batch.outputs import compile_outputs
    from flowsheets.results.table import Table, columns

    problem = solution.solved.problem
    (output,) = compile_outputs(problem, [result])
    rows = []
    for path, value, more, _, less, _, sided in drivers.rows[:most]:
        rows.append((path, _shown(problem, str(path), value), more, less if sided else None, sided))
    described = columns(
        "input", "as entered", ("change for 1 % more", "%"), ("change for 1 % less", "%"), "one-sided"
    )  # fmt: skip
    kept = len(described) if any(row[-1] for row in rows) else 3
    value = output.values(solution.solved.z[None])[0]
    title = f"What drives {result} ({value:.5g} {output.unit})"
    return Table(drivers.key, title, described[:kept], tuple(row[:kept] for row in rows), drivers.group)


def _shown(problem: Problem, path: str, value: Cell) -> str:
    """An entered number [SI] in its own unit; what a feed is made of counts in mol per kg of it."""
    from flowsheets.batch.columns import NumberColumn, resolve_column

    if not isinstance(value, float):
        return ""
    if parse_path(path).name == COMPOSITION:
        return f"{value:.4g} mol/kg"
    column = resolve_column(problem, path)
    return column.shown(value) if isinstance(column, NumberColumn) else f"{value:.6g}"  # a conversion


def _between(
    solution: Solution, result: str, drivers: Table, ranges: list[str], most: int, by: How, svg: str, csv: str
) -> int:
    """Show and write the result at the ends of ranges, stated ones and those of the ``most`` strongest inputs."""
    from app.cli.screen import Screen, show
    from app.cli.studies import write
    from flowsheets.studies.ends_of_ranges import declared_spans, extremes, extremes_tornado, read_span

    spans = [read_span(text) for text in ranges]
    strongest = [str(path) for path in drivers.column("input")[:most]]
    stated = {span.path for span in spans}
    spans += [span for span in declared_spans(solution, strongest) if span.path not in stated]
    table = extremes(solution, result, spans, by.value)
    if svg:
        write(svg, extremes_tornado(solution, result, table))
    if csv:
        write(csv, table.frame().to_csv())
    show(Screen(), table)
    return SOLVED


def _first_indicator(solution: Solution) -> str:
    names = list(solution.sheet.document.indicators)
    if not names:
        raise InputError("the sheet has no indicator", remedy="Name a result, as E-1.duty or S-12.flow_of[Li2CO3(s)].")
    return names[0]
