"""The title block of a drawing that is handed in: who made what, checked and approved when, and how it closes.

Its width and its place in the lower right corner are those of ISO 7200 (2004).
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from flowsheets.diagram.geometry import Box
from flowsheets.diagram.look import HAIRLINE, LABEL_TEXT, LINE, SMALL_TEXT, TITLE_TEXT, Palette, wrapped
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
SHARES = {"project": 1.3, "drawn": 1.2, "checked": 1.2, "approved": 1.2, "sheet": 0.6}
"""Of the width of a row, by field."""
USUAL_SHARE = 0.8
REVISION_COLUMNS = (0.0, 36.0, 112.0, 416.0, 504.0, 592.0)
"""Left ends of mark, date, text, drawn, checked, approved [px]."""
REVISION_HEADS = ("rev", "date", "change", "drawn", "checked", "approved")


@dataclass(frozen=True)
class Numbering:
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


def title_block(document: Flowsheet, corner: tuple[float, float], numbering: Numbering, solution: Solution | None,
                look: Palette) -> list[str]:  # fmt: skip
    """The block whose lower right corner is at a point."""
    page = document.drawing.frame or PageFrame()
    right, bottom = corner
    block = Box(right - WIDTH, bottom - height(document), right, bottom)
    parts = [
        f'<rect x="{block.left:g}" y="{block.top:g}" width="{block.width:g}" height="{block.height:g}" '
        f'fill="{look.sheet}" stroke="{look.ink}" stroke-width="{LINE:g}"/>'
    ]
    y = block.top
    if page.revisions:
        drawn, y = _revisions(page.revisions, block, look)
        parts += drawn
    for line in _title(document):
        y += TITLE_LINE
        parts.append(words(block.left + INSET, y, line, look.ink, TITLE_TEXT, bold=True))
    y += STANDING - 4
    parts.append(words(block.left + INSET, y, f"{document.name}: {_standing(solution)}", look.quiet, LABEL_TEXT))
    for number, row in enumerate(reversed(_rows(page, numbering)), start=1):
        parts += _row(row, block, block.bottom - FIELD * number, look)
    return parts


def words(x: float, y: float, text: str, colour: str, size: float, bold: bool = False) -> str:
    """A line of text that begins at a point."""
    if not text:
        return ""
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{x:g}" y="{y:g}" fill="{colour}" font-size="{size:g}"{weight}>{escape(text)}</text>'


def _title(document: Flowsheet) -> list[str]:
    return wrapped(document.title or document.name, TITLE_TEXT, 0.9 * WIDTH)


def _revisions(revisions: tuple[Revision, ...], block: Box, look: Palette) -> tuple[list[str], float]:
    """The newest nearest to the title, the heads of the columns below them, as drawing offices do."""
    parts = []
    y = block.top
    lines = [(r.mark, r.date, r.text, r.drawn, r.checked, r.approved) for r in reversed(revisions)]
    ends = (*REVISION_COLUMNS[1:], WIDTH)
    for cells, colour in [*((line, look.ink) for line in reversed(lines)), (REVISION_HEADS, look.quiet)]:
        for left, right, cell in zip(REVISION_COLUMNS, ends, cells, strict=True):
            cut = wrapped(cell, SMALL_TEXT, right - left - INSET - 2, most=1)
            parts += [words(block.left + left + INSET, y + REVISION - 4, text, colour, SMALL_TEXT) for text in cut]
        y += REVISION
        parts.append(_rule(block.left, y, block.right, y, look.hairline if colour == look.ink else look.ink))
    for x in REVISION_COLUMNS[1:]:
        parts.append(_rule(block.left + x, block.top, block.left + x, y, look.hairline))
    return parts, y


def _rows(page: PageFrame, numbering: Numbering) -> list[list[tuple[str, str]]]:
    """Fields with what stands in them, in rows; the number of the page is the last."""
    names = [*FIELDS, *(name for name in page.title_block if name not in FIELDS)]
    cells = [*((name, page.title_block.get(name, "")) for name in names), ("sheet", numbering.words)]
    count = -(-len(cells) // IN_A_ROW)
    each = -(-len(cells) // count)
    return [cells[start : start + each] for start in range(0, len(cells), each)]


def _row(cells: list[tuple[str, str]], block: Box, top: float, look: Palette) -> list[str]:
    parts = [_rule(block.left, top, block.right, top, look.ink)]
    shares = [SHARES.get(name, USUAL_SHARE) for name, _ in cells]
    x = block.left
    for (name, value), share in zip(cells, shares, strict=True):
        width = block.width * share / sum(shares)
        parts += [words(x + 6, top + 11, text, look.quiet, SMALL_TEXT) for text in wrapped(name, SMALL_TEXT, width, 1)]
        parts += [
            words(x + 6, top + 26, text, look.ink, LABEL_TEXT) for text in wrapped(value, LABEL_TEXT, width - 8, 1)
        ]
        if x > block.left:
            parts.append(_rule(x, top, x, top + FIELD, look.ink))
        x += width
    return parts


def _standing(solution: Solution | None) -> str:
    if solution is None:
        return "not solved"
    closure = solution.audit.closure
    return f"{solution.status}, mass {closure.mass:.0e}, energy {closure.energy:.0e}"


def _rule(x0: float, y0: float, x1: float, y1: float, colour: str) -> str:
    return f'<path d="M{x0:g} {y0:g}L{x1:g} {y1:g}" stroke="{colour}" stroke-width="{HAIRLINE:g}" fill="none"/>'
