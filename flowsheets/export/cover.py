"""What stands in front of handed-out tables: title, verdict, closure, revision, versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flowsheets.results.table import Table, columns

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution

PERIODS = {"h": "per hour", "d": "per operating day of 24 h", "a": "per year"}


def cover(solution: Solution, per: str) -> Table:
    """Two columns: what, and its value."""
    from flowsheets.results.solution import VERSION

    document, audit = solution.sheet.document, solution.audit
    worst = max(audit.closure.elements.items(), key=lambda item: item[1], default=("none", 0.0))
    rows = (
        ("flowsheet", document.name),
        ("authors", ", ".join(document.authors)),
        ("status", solution.status),
        ("mass closure (relative)", audit.closure.mass),
        (f"worst element closure (relative), {worst[0]}", worst[1]),
        ("charge closure (relative)", audit.closure.charge),
        ("energy closure (of the gross heat duty)", audit.closure.energy),
        ("flows", PERIODS[per]),
        ("operating hours per year", float(solution.written["sheet"]["hours_per_year"])),
        ("revision of the flowsheet", solution.written["sheet"]["revision"]),
        ("Raffinate", VERSION),
    )
    title = document.title or document.name
    return Table("cover", title, columns("what", "value"), tuple(r for r in rows if r[1] != ""), "Cover")
