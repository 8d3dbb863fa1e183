"""The title block of a drawing that is handed in: who made what, checked and approved when, and how it closes.

Its width and its place in the lower right corner are those of ISO 7200 (2004).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from flowsheets.diagram.geometry import Box, Point
from flowsheets.diagram.look import LABEL_TEXT, LINE, SMALL_TEXT, TITLE_TEXT, wrapped
from flowsheets.diagram.marks import Mark, Rectangle, Rule, Text
from flowsheets.document.records import Flowsheet, PageFrame, Revision

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution

WIDTH = 680.0
"""180 mm [px]."""
TITLE_LINE, STANDING, FIELD, REVISION = 21.0, 22.0, 34.0, 15.0
INSET = 8.0
FIELDS = ("project", "number", "drawn", "checked", "approved", "date")
"""Always there, filled in or left to the pen."""
IN_A_ROW = 7
NOT_SOLVED = "not solved"
SHARES = {"project": 1.3, "drawn": 1.2, "checked": 1.2, "approved": 1.2, "sheet": 0.6}
"""Of the width of a row, by field."""
USUAL_SHARE = 0.8
REVISION_COLUMNS = (0.0, 36.0, 112.0, 416.0, 504.0, 592.0)
"""Left ends of mark, date, text, drawn, checked, approved [px]."""
REVISION_HEADS = ("rev", "date", "change", "drawn", "checked", "approved")


class Numbering(msgspec.Struct, frozen=True):
    """Which of how many pages a page is."""

    page: int
    pages: int

    @property
    def words(self) -> str:
        """As a title block says it."""
        return f"{self.page} of {self.pages}"


def height(document: Flowsheet) -> float:
    """Of the whole block [px]."""
    page = document.drawing.frame or PageFrame()
    revisions = REVISION * (len(page.revisions) + 1) if page.revisions else 0.0
    titles = TITLE_LINE * len(_title(document)) + 6
    return revisions + titles + STANDING + FIELD * len(_rows(page, Numbering(1, 1)))


def title_block(document: Flowsheet, corner: Point, numbering: Numbering, standing: str) -> list[Mark]:
    """The block whose lower right corner is at a point. standing: how the sheet closes, in words."""
    page = document.drawing.frame or PageFrame()
    block = block_box(document, corner)
    marks: list[Mark] = [Rectangle(block, line="ink", fill="sheet", width=LINE)]
    y = block.top
    if page.revisions:
        drawn, y = _revisions(page.revisions, block)
        marks += drawn
    for line in _title(document):
        y += TITLE_LINE
        marks.append(Text(block.left + INSET, y, line, size=TITLE_TEXT, bold=True))
    y += STANDING - 4
    marks.append(Text(block.left + INSET, y, f"{document.name}: {standing}", "quiet"))
    for (name, value), cell in _cells(page, numbering, block):
        marks += _field(name, value, cell, first=cell.left == block.left)
    return marks


def block_box(document: Flowsheet, corner: Point) -> Box:
    """Of the block whose lower right corner is at a point."""
    right, bottom = corner
    return Box(right - WIDTH, bottom - height(document), right, bottom)


def fields(document: Flowsheet, corner: Point) -> dict[str, Box]:
    """Where each field that can be filled in stands, by name; 'title' is the sheet's own."""
    page = document.drawing.frame or PageFrame()
    block = block_box(document, corner)
    found = {name: cell for (name, _), cell in _cells(page, Numbering(1, 1), block) if name != "sheet"}
    lines = _rows(page, Numbering(1, 1))
    bottom = block.bottom - FIELD * len(lines) - STANDING
    return found | {"title": Box(block.left, bottom - TITLE_LINE * len(_title(document)) - 6, block.right, bottom)}


def _title(document: Flowsheet) -> list[str]:
    return wrapped(document.title or document.name, TITLE_TEXT, 0.9 * WIDTH)


def _revisions(revisions: tuple[Revision, ...], block: Box) -> tuple[list[Mark], float]:
    """The newest nearest to the title, the heads of the columns below them, as drawing offices do."""
    marks: list[Mark] = []
    y = block.top
    lines = [(r.mark, r.date, r.text, r.drawn, r.checked, r.approved) for r in reversed(revisions)]
    ends = (*REVISION_COLUMNS[1:], WIDTH)
    for cells, colour in [*((line, "ink") for line in reversed(lines)), (REVISION_HEADS, "quiet")]:
        for left, right, cell in zip(REVISION_COLUMNS, ends, cells, strict=True):
            cut = wrapped(cell, SMALL_TEXT, right - left - INSET - 2, most=1)
            marks += [Text(block.left + left + INSET, y + REVISION - 4, text, colour, SMALL_TEXT) for text in cut]
        y += REVISION
        marks.append(Rule(block.left, y, block.right, y, "hairline" if colour == "ink" else "ink"))
    for x in REVISION_COLUMNS[1:]:
        marks.append(Rule(block.left + x, block.top, block.left + x, y, "hairline"))
    return marks, y


def _rows(page: PageFrame, numbering: Numbering) -> list[list[tuple[str, str]]]:
    """Fields with what stands in them, in rows; the number of the page is the last."""
    names = [*FIELDS, *(name for name in page.title_block if name not in FIELDS)]
    cells = [*((name, page.title_block.get(name, "")) for name in names), ("sheet", numbering.words)]
    count = -(-len(cells) // IN_A_ROW)
    each = -(-len(cells) // count)
    return [cells[start : start + each] for start in range(0, len(cells), each)]


def _cells(page: PageFrame, numbering: Numbering, block: Box) -> Iterator[tuple[tuple[str, str], Box]]:
    """Every field, its words, and where it stands; the last row at the foot of the block."""
    rows = _rows(page, numbering)
    for number, row in enumerate(rows):
        top = block.bottom - FIELD * (len(rows) - number)
        shares = [SHARES.get(name, USUAL_SHARE) for name, _ in row]
        x = block.left
        for cell, share in zip(row, shares, strict=True):
            width = block.width * share / sum(shares)
            yield cell, Box(x, top, x + width, top + FIELD)
            x += width


def _field(name: str, value: str, cell: Box, first: bool) -> list[Mark]:
    marks: list[Mark] = [Rule(cell.left, cell.top, cell.right, cell.top)]
    if not first:
        marks.append(Rule(cell.left, cell.top, cell.left, cell.bottom))
    for text in wrapped(name, SMALL_TEXT, cell.width, 1):
        marks.append(Text(cell.left + 6, cell.top + 11, text, "quiet", SMALL_TEXT))
    for text in wrapped(value, LABEL_TEXT, cell.width - 8, 1):
        marks.append(Text(cell.left + 6, cell.top + 26, text))
    return marks


def standing_of(solution: Solution | None) -> str:
    """How a solution closes, in the words of a title block."""
    if solution is None:
        return NOT_SOLVED
    closure = solution.audit.closure
    return standing_words(solution.status, closure.mass, closure.energy)


def standing_words(status: str, mass: float, energy: float) -> str:
    """Status and the worst relative closures of mass and energy."""
    mass_says, energy_says = (f"{figure:.0e}" if figure else "0" for figure in (mass, energy))
    return f"{status}, mass {mass_says}, energy {energy_says}"
