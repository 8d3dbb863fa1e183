"""Write docs/validation.md: each flowsheet of the library solved and held against its published figures.

python tools/validation_pages.py            solves every shipped flowsheet and writes what has changed
python tools/validation_pages.py --check    solves them and writes nothing; exit status 1 if the page is stale
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # run from a checkout, installed or not

from flowsheets import library  # noqa: E402
from flowsheets.document.records import ExpectationRecord, Flowsheet  # noqa: E402
from flowsheets.results.solution import Solution  # noqa: E402
from flowsheets.results.table import Cell, Table  # noqa: E402
from tools.generated_page import keep_up, table  # noqa: E402
from unitops.errors import RaffinateError  # noqa: E402
from unitops.quantities import format_number  # noqa: E402

PAGE = ROOT / "docs" / "validation.md"
SHOWN = ("figure", "published", "range", "ours", "in", "difference", "verdict", "kind", "notes")
DIGITS = 4
SMALLEST_DIFFERENCE = 1e-4
"""Differences below this [%] are shown as 0: what is left is round-off, which differs between machines."""
INTRODUCTION = """# Published figures and ours

Written by `python tools/validation_pages.py`, which solves every flowsheet of the library. The figures, their ranges
and their sources stand in the flowsheets themselves, and `raffinate solve NAME` prints the same comparison.

| kind | meaning |
|---|---|
| verification | a problem with a known answer: whether the equations are solved right |
| validation | a measurement, or a plant: whether they are the right equations |
| comparison | another model of the same thing: neither is the truth |
| unconfirmed | a figure that we found no second source for |

A figure is *within* where ours lies in the published range, or in the tolerance given where no range is published. What
lies outside is left standing with what we know of the reason."""


def page() -> str:
    """The whole page."""
    solutions = {name: _solve(name) for name in library.names()}
    parts = [INTRODUCTION, _summary(solutions)]
    parts += [_section(name, outcome) for name, outcome in solutions.items()]
    return "\n\n".join(parts) + "\n"


def _solve(name: str) -> Solution | RaffinateError:
    try:
        return library.load(name).solve()
    except RaffinateError as error:
        return error


def _summary(outcomes: dict[str, Solution | RaffinateError]) -> str:
    rows = []
    for name, outcome in outcomes.items():
        if isinstance(outcome, RaffinateError):
            rows.append((f"`{name}`", "", "", "not solved", "", ""))
            continue
        document = outcome.sheet.document
        verdicts = [row["verdict"] for row in _compared(outcome)]
        size = (str(len(document.units)), str(len(document.streams)))
        rows.append((f"`{name}`", *size, outcome.status, str(len(verdicts)), str(verdicts.count("within"))))
    return table(("flowsheet", "units", "streams", "balance", "figures", "within"), rows)


def _section(name: str, outcome: Solution | RaffinateError) -> str:
    document = library.load(name).document
    lines = [f"## {document.title or name}"]
    if document.description:
        lines += ["", document.description]
    if isinstance(outcome, RaffinateError):
        return "\n".join([*lines, "", f"Not solved: {outcome}"])
    compared = _compared(outcome)
    if not compared:
        return "\n".join([*lines, "", "No figures are published for this one."])
    used = [column for column in SHOWN if any(row[column] not in (None, "") for row in compared)]
    rows = [[_text(row[column], column) for column in used] for row in compared]
    headings = ["difference %" if column == "difference" else column for column in used]
    return "\n".join([*lines, "", table(headings, rows), *_sources(document)])


def _compared(solution: Solution) -> list[dict[str, Cell]]:
    """The table of the sheet with its published ranges; those that follow from a tolerance are not repeated."""
    table: Table = solution.plain_tables("h")["expectations"]
    names = [column.name for column in table.columns]
    records = solution.sheet.document.expectations
    rows = [dict(zip(names, row, strict=True)) for row in table.rows]
    return [row | {"range": _range(record)} for row, record in zip(rows, records, strict=True)]


def _range(record: ExpectationRecord) -> str:
    if record.low is not None and record.high is not None:
        return f"{format_number(record.low, DIGITS)} to {format_number(record.high, DIGITS)}"
    return "" if record.tolerance is None else f"within {format_number(100 * record.tolerance, DIGITS)} %"


def _sources(document: Flowsheet) -> list[str]:
    used = {record.source for record in document.expectations}
    lines = []
    for key, source in document.sources.items():
        if key in used:
            doi = f", doi {source.doi}" if source.doi else ""
            lines.append(f"- {source.text.rstrip('.')}{doi}.")
    return ["", "Sources of the figures:", "", *lines] if lines else []


def _text(cell: Cell, column: str) -> str:
    if isinstance(cell, bool | str) or cell is None:
        return str(cell or "")
    if column == "difference" and abs(cell) < SMALLEST_DIFFERENCE:
        return "0"
    return format_number(cell, DIGITS)


if __name__ == "__main__":
    sys.exit(keep_up(PAGE, page, "Write docs/validation.md from solving the library."))
