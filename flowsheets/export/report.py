"""The full report on paper: verdict, drawing, every table. One PDF, written without any other package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from flowsheets.diagram.look import LIGHT, TITLE_TEXT
from flowsheets.diagram.marks import Rule, Text, written
from flowsheets.diagram.paper import pages as drawing_pages
from flowsheets.diagram.pdf import pdf
from flowsheets.diagram.svg import Style, whole
from flowsheets.document.records import Flowsheet
from flowsheets.export.cover import cover
from flowsheets.export.files import write_whole
from flowsheets.export.typesetting import NOTE, PAPER, ROOM, Pages
from unitops.quantities import printed_text

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution

TEXT = 11.0
FOOT = 30.0
"""From the room's lower end to the foot line [px]."""


def write_report(solution: Solution, path: Path, per: str = "h", document: Flowsheet | None = None) -> None:
    """Write the report as PDF; raises FileError."""
    write_whole(path, pdf(*report(solution, per, document)))


def report(solution: Solution, per: str = "h", document: Flowsheet | None = None) -> list[str]:
    """The pages as SVG: a cover, the drawing on the paper that the sheet chooses, then every table that has rows.

    document: the sheet with another drawing than the one that was solved.
    """
    document = document or solution.sheet.document
    front, tables = _front(solution, per), _tables(solution, per)
    drawn = [page.svg for page in drawing_pages(document, solution, Style())]
    total = len(front.parts) + len(drawn) + len(tables.parts)
    first = len(front.parts) + len(drawn)
    return [
        *(_page(document, parts, number, total) for number, parts in enumerate(front.parts, start=1)),
        *drawn,
        *(_page(document, parts, first + number, total) for number, parts in enumerate(tables.parts, start=1)),
    ]


def _front(solution: Solution, per: str) -> Pages:
    """Title, verdict, what the plant is, what has to be known."""
    document, summary = solution.sheet.document, cover(solution, per)
    pages = Pages()
    pages.paragraph(summary.title, 1.4 * TITLE_TEXT, bold=True)
    pages.y += 8
    colour = LIGHT.good if solution.status == "closed" else LIGHT.warning
    pages.line(solution.status.capitalize(), TITLE_TEXT, colour, bold=True, after=8)
    for text in document.description.splitlines():
        pages.paragraph(printed_text(text), TEXT)
    pages.y += 12
    for sentence in solution.warnings:
        pages.paragraph(printed_text(sentence), TEXT - 1, LIGHT.warning)
        pages.y += 3
    pages.y += 12
    pages.table(msgspec.structs.replace(summary, title="Summary"))
    return pages


def _tables(solution: Solution, per: str) -> Pages:
    pages = Pages()
    group = ""
    ordered = [table for table in solution.plain_tables(per).values() if table.rows]
    groups = list(dict.fromkeys(table.group for table in ordered))
    for table in sorted(ordered, key=lambda table: groups.index(table.group)):
        if table.group != group:
            group = table.group
            if pages.parts[-1]:
                pages.turn()
            pages.line(group, TITLE_TEXT, bold=True, after=8)
        pages.table(table)
    return pages


def _page(document: Flowsheet, parts: list[str], number: int, total: int) -> str:
    y = ROOM.bottom + FOOT
    count = f"{number} of {total}"
    foot = (
        Rule(ROOM.left, y - 12, ROOM.right, y - 12, "hairline"),
        Text(ROOM.left, y, document.title or document.name, "quiet", NOTE),
        Text(ROOM.right, y, count, "quiet", NOTE, anchor="end"),
    )
    return whole(document, [*parts, *written(foot, LIGHT)], PAPER, LIGHT, millimetres=True)
