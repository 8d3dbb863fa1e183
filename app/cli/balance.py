"""The balance that 'raffinate solve' prints, in the order in which an engineer reads it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.cli.screen import Screen, show
from flowsheets.results.table import Column, Table
from unitops.quantities import format_number

if TYPE_CHECKING:
    from flowsheets.audit import AuditReport
    from flowsheets.results.solution import Solution
    from flowsheets.results.table import Cell

COLOURS = {"closed": "bold green", "outside validity": "bold yellow"}
SHOWN = ("reagents", "wastes", "recoveries", "utilities", "emissions", "indicators", "expectations")
MOST_WARNINGS = 12


def print_balance(solution: Solution, per: str) -> None:
    """Status, feeds and products, recovery, energy, emissions, indicators, expectations, warnings."""
    tables = solution.plain_tables(per)
    # What is wrong with an indicator or a factor is told before anything is printed.
    made = {name: tables[name] for name in SHOWN}
    out, document = Screen(), solution.sheet.document
    out.paragraph(document.title or document.name, "bold")
    out.paragraph(status_line(solution.audit), COLOURS.get(solution.status, "bold red"))
    out.line()
    show(out, made["reagents"], only=("feed", "name", "what", "mainly", "rate", "use"), title="Feeds")
    show(
        out,
        made["wastes"],
        only=("outlet", "name", "kind", "mainly", "rate", "T", "per product"),
        title="Products, residues, emissions",
    )
    _note(out, made["reagents"])
    show(out, made["recoveries"], only=("element", "outlet", "name", "kind", "share of inflow"))
    show(out, _plant_utilities(made["utilities"]))
    show(out, _by_source(made["emissions"]))
    _note(out, made["emissions"], first=1)
    show(out, made["indicators"])
    show(
        out,
        made["expectations"],
        only=("figure", "published", "ours", "in", "difference", "verdict", "kind"),
    )
    print_warnings(out, solution.warnings)


def print_tables(solution: Solution, names: Sequence[str], per: str) -> None:
    """Single tables in full, with the verdict above them."""
    tables = solution.plain_tables(per)
    chosen = [tables[name] for name in names]
    out = Screen()
    out.paragraph(status_line(solution.audit), COLOURS.get(solution.status, "bold red"))
    out.line()
    for table in chosen:
        show(out, table)
        _note(out, table)


def print_warnings(out: Screen, warnings: list[str]) -> None:
    """What a reader should know before using the numbers."""
    for sentence in warnings[:MOST_WARNINGS]:
        out.paragraph(f"! {sentence}", "yellow")
    if len(warnings) > MOST_WARNINGS:
        out.paragraph(f"! and {len(warnings) - MOST_WARNINGS} more; --json has all", "yellow")


def status_line(report: AuditReport) -> str:
    """The verdict of the audit with the worst relative figures."""
    closure = report.closure
    worst = max(closure.elements.items(), key=lambda item: item[1], default=("none", 0.0))
    return (
        f"{report.status.capitalize()}: mass {format_number(closure.mass, 1)}, "
        f"energy {format_number(closure.energy, 1)}, charge {format_number(closure.charge, 1)}, "
        f"worst element {worst[0]} {format_number(worst[1], 1)}"
    )


def _plant_utilities(whole: Table) -> Table:
    """Utilities of the plant as a whole, without those that it does not use."""
    rows = tuple(row[2:6] for row in whole.rows if row[0] == "plant" and row[3])
    return Table("utilities", "Energy", whole.columns[2:6], rows, whole.group)


def _by_source(emissions: Table) -> Table:
    """Emissions summed over places: direct gases, energy carriers and materials, largest first."""
    scope, of = emissions.column("scope"), emissions.column("of")
    each, flow = emissions.column("per product"), emissions.column("emission")
    sums: dict[tuple[str, str], list[Any]] = {}
    totals: list[tuple[Cell, ...]] = []
    for row in range(len(emissions.rows)):
        if not of[row]:
            totals.append((scope[row], "", flow[row], each[row]))
        elif isinstance(flow[row], float):
            entry = sums.setdefault((str(scope[row]), str(of[row])), [0.0, 0.0])
            entry[0] += float(flow[row] or 0.0)
            share = each[row]
            entry[1] = entry[1] + share if isinstance(share, float) and isinstance(entry[1], float) else share
    largest = sorted(sums.items(), key=lambda item: -abs(float(item[1][0] or 0.0)))
    rows = [(*key, *values) for key, values in largest]
    if not rows:
        totals = []
    unit = next(column.unit for column in emissions.columns if column.name == "emission")
    columns = (
        Column("scope"), Column("from"), Column("emission", unit), Column("per product", "kg CO2e/kg")
    )  # fmt: skip
    return Table("emissions", emissions.title, columns, (*rows, *totals), emissions.group)


def _note(out: Screen, table: Table, first: int = 0) -> None:
    for sentence in table.notes[first:]:
        out.paragraph(sentence, "dim")
    if table.notes[first:]:
        out.line()
