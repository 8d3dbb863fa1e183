"""What the window may ask of a solution, by name. Each is a function of the solution and plain arguments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from app.editor.handing_in import products
from unitops.errors import InputError

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution

Question = Callable[..., Any]


def table(solution: Solution, name: str, per: str = "h") -> Any:
    """One of the tables of a solution, flows per hour ('h'), operating day ('d') or year ('a')."""
    return msgspec.to_builtins(solution.plain_tables(per)[name])


def tables(solution: Solution, names: list[str], per: str = "h") -> dict[str, Any]:
    """Several of the tables at once, by name."""
    made = solution.plain_tables(per)
    return {name: msgspec.to_builtins(made[name]) for name in names}


def stream_properties(solution: Solution, tag: str) -> dict[str, list[tuple[str, str, Any]]]:
    """Name, unit and value of every filled cell of one stream in the tables of streams and of liquors."""
    made = solution.plain_tables("h")
    found = {}
    for key in ("streams", "liquors"):
        row = next((row for row in made[key].rows if row[0] == tag), ())
        cells = zip(made[key].columns, row, strict=False)
        found[key] = [(column.name, column.unit, cell) for column, cell in cells if cell not in (None, "")]
    return found


def table_names(solution: Solution) -> list[dict[str, str]]:
    """Name, title and group of every table; making them costs little next to a solve."""
    tables = solution.plain_tables("h")
    return [{"key": key, "title": tables[key].title, "group": tables[key].group} for key in tables]


def stream_columns(solution: Solution, wanted: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Tables of streams as they stand on a drawing, by a key of the asker: each with what is chosen for it."""
    from flowsheets.diagram.page import stream_columns

    return {key: msgspec.to_builtins(stream_columns(solution, **choice)) for key, choice in wanted.items()}


def stream_quantities(solution: Solution, names: list[str]) -> dict[str, Any]:
    """Quantities of all streams by name, as drawings are coloured by them; of one that is not there, why."""
    from flowsheets.diagram.stream_quantities import stream_quantity

    found: dict[str, Any] = {}
    for name in names:
        try:
            found[name] = msgspec.to_builtins(stream_quantity(solution, name))
        except InputError:
            found[name] = "no stream has it"
    return found


def stream_rows(solution: Solution) -> dict[str, list[tuple[str, str]]]:
    """Every row that a table of streams on a drawing could have, with its words, in the stream table's sections."""
    from app.editor.results.stream_grid import as_drawn, row_names

    sections = row_names(solution.plain_tables())
    return {
        section: [(as_drawn(name), name.removeprefix(f"{section}: ")) for name in names]
        for section, names in sections.items()
        if names
    }


def drivers(solution: Solution, result: str, most: int = 20) -> Any:
    """The entered numbers that move a result most, as the table that 'raffinate sensitivity' prints."""
    from flowsheets.results.driver_table import driver_table

    made = driver_table(solution, result)
    return msgspec.to_builtins(msgspec.structs.replace(made, rows=made.rows[:most]))


def driver_ranges(solution: Solution, result: str, reach: float, stated: list[str], most: int = 12) -> dict[str, Any]:
    """The result as entered, and a low and a high value of each of the inputs that move it most.

    ``reach`` [%] to either side of what is entered, or what is stated, as 'FD-1.rate=9..12 t/h'.
    """
    from flowsheets.results.driver_table import driver_table
    from flowsheets.studies.ends_of_ranges import entered_result, read_span, spans_around

    strongest = [str(path) for path in driver_table(solution, result).column("input")]
    own = {span.path: span for span in map(read_span, stated)}
    spans = spans_around(solution, strongest[: most + len(own)], reach)
    spans = [span for span in spans if span.path not in own][:most]
    output, value = entered_result(solution, result)
    return {"value": value, "unit": output.unit, "spans": msgspec.to_builtins([*own.values(), *spans])}


def ends_of_ranges(solution: Solution, result: str, spans: list[dict[str, Any]]) -> Any:
    """The result at the low and at the high value of a few inputs; where that is refused, why."""
    from flowsheets.studies.ends_of_ranges import Span, results_at_ends

    asked = msgspec.convert(spans, list[Span])
    try:
        return msgspec.to_builtins(results_at_ends(solution, result, asked))
    except InputError as error:
        if len(asked) == 1:
            return [str(error)]
    return [ends for span in spans for ends in ends_of_ranges(solution, result, [span])]


def sankey(solution: Solution, of: str, per: str = "h") -> dict[str, Any]:
    """Flows of 'mass', 'energy' or an element as laid-out bands, with what else could be followed."""
    from app.editor.results.sankey_layout import Link, laid_out
    from flowsheets.results.stream_flows import elements_that_flow, stream_flows

    plant = solution.plain_tables(per).plant
    found = stream_flows(plant, of)
    links = [Link(f.key, f.name, f.source, f.target, f.value, f.phase) for f in found.flows]
    return {
        "picture": msgspec.to_builtins(laid_out(links)),
        "unit": found.unit,
        "left_out": found.left_out,
        "names": {tag: unit["name"] for tag, unit in plant.units.items()},
        "elements": elements_that_flow(plant),
    }


def case(solution: Solution, values: dict[str, Any]) -> Any:
    """Indicators of the sheet with other values of some parameters (by path); refused without a solution."""
    try:
        solved = solution.sheet.with_values(values).solve()
    except ArithmeticError as error:
        raise InputError(f"no solution: {error}") from error
    if solved.status == "out of balance":
        raise InputError("no solution that closes was found")
    return solved.written["indicators"]


def workbook(solution: Solution, path: str, per: str = "h") -> str:
    """Write every table to an Excel workbook."""
    from flowsheets.export.workbook import write_workbook

    write_workbook(solution, Path(path), per=per)
    return path


def html_report(solution: Solution, path: str, per: str = "h") -> str:
    """Write the report as one HTML page."""
    from flowsheets.export.html import write_page

    write_page(solution, Path(path), per=per)
    return path


WITHOUT_SOLUTION = frozenset({"drawing", "drawing file"})
"""What can be answered of a sheet that is not solved; the sheet is among the arguments."""

QUESTIONS: Mapping[str, Question] = {
    "table": table,
    "tables": tables,
    "table names": table_names,
    "stream columns": stream_columns,
    "stream rows": stream_rows,
    "stream quantities": stream_quantities,
    "stream properties": stream_properties,
    "drivers": drivers,
    "driver ranges": driver_ranges,
    "ends of ranges": ends_of_ranges,
    "sankey": sankey,
    "case": case,
    "workbook": workbook,
    "html report": html_report,
    "drawing": products.drawing,
    "drawing file": products.drawing_file,
    "csv folder": products.csv_folder,
    "result json": products.result_json,
    "report file": products.report_file,
}


def answer(solution: Solution | None, kind: str, arguments: Mapping[str, Any]) -> Any:
    """Answer a question; raises InputError for one that is not known, or that needs a solution."""
    if kind not in QUESTIONS:
        raise InputError(f"'{kind}' is not a question that solutions answer")
    if solution is None and kind not in WITHOUT_SOLUTION:
        raise InputError("There is no solution yet.")
    return QUESTIONS[kind](solution, **arguments)
