"""What stands round a drawing when it is handed in: paper and frame, title block, table of streams."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from flowsheets.diagram.geometry import Box
from flowsheets.diagram.look import HAIRLINE, LABEL_TEXT, LINE, SMALL_TEXT, TITLE_TEXT, Palette, wrapped
from flowsheets.diagram.numbers import numbers_of
from flowsheets.document.records import Flowsheet, PageFrame

if TYPE_CHECKING:
    from flowsheets.results.solution import Solution

ROOT_TWO = 2.0**0.5
BORDER = 24.0
"""Between the edge of the paper and the frame [px]."""
BLOCK_WIDTH, BLOCK_HEIGHT = 480.0, 108.0
REVISION = 16.0
ROW = 15.0
CELL = 58.0
HEAD = 132.0
TABLE_ROWS = ("T", "P", "mass", "solids", "liquor", "organic", "melt", "gas", "solids share", "volume", "density")
FLOWS = ("solids", "liquor", "organic", "melt", "gas", "solids share")
DIGITS = 4
DUST = 1e-9
"""Flows below this share of a stream are shown as 0."""
FIELDS = ("project", "number", "drawn", "checked", "approved", "date", "scale")


def paper_round(extent: Box, document: Flowsheet) -> Box:
    """The paper that holds a drawing and its title block: sides as 1 to root of 2, the drawing in its middle."""
    page = document.drawing.frame or PageFrame()
    inner = Box(extent.left, extent.top, extent.right, extent.bottom + _block_height(page) + 16).grown(BORDER + 8)
    ratio = ROOT_TWO if page.landscape else 1 / ROOT_TWO
    width, height = max(inner.width, inner.height * ratio), max(inner.height, inner.width / ratio)
    across, down = (width - inner.width) / 2, (height - inner.height) / 2
    return Box(inner.left - across, inner.top - down, inner.right + across, inner.bottom + down)


def frame(document: Flowsheet, paper: Box, look: Palette, solution: Solution | None) -> list[str]:
    """The frame, and the title block in its lower right corner."""
    inner = paper.grown(-BORDER)
    page = document.drawing.frame or PageFrame()
    height = _block_height(page)
    block = Box(inner.right - BLOCK_WIDTH, inner.bottom - height, inner.right, inner.bottom)
    parts = [_box(inner, look.ink, LINE), _box(block, look.ink, LINE)]
    x, y = block.left + 12, block.top
    for revision in page.revisions:
        words = "  ".join(part for part in (revision.mark, revision.date, revision.text) if part)
        signed = "  ".join(part for part in (revision.drawn, revision.checked, revision.approved) if part)
        parts += [_words(x, y + 12, words, look.ink, SMALL_TEXT), _words(x + 300, y + 12, signed, look.ink, SMALL_TEXT)]
        y += REVISION
        parts.append(_rule(block.left, y, block.right, y, look.hairline))
    for line in wrapped(document.title or document.name, TITLE_TEXT, 0.85 * BLOCK_WIDTH):
        y += 21
        parts.append(_words(x, y, line, look.ink, TITLE_TEXT, bold=True))
    parts.append(_words(x, block.bottom - 44, f"{document.name}: {_standing(solution)}", look.quiet, LABEL_TEXT))
    parts.append(_rule(block.left, block.bottom - 36, block.right, block.bottom - 36, look.ink))
    parts += _fields(page, block, look)
    return parts


def stream_table(solution: Solution, extent: Box, look: Palette) -> tuple[list[str], Box]:
    """Conditions and flows, a column for each stream, under the drawing, in blocks of its width."""
    table = solution.plain_tables()["streams"]
    units = {column.name: column.unit for column in table.columns}
    mass = table.column("mass")
    rows = [name for name in TABLE_ROWS if name in units and any(table.column(name))]
    numbers = list(numbers_of(str(row[0]) for row in table.rows).values())
    order = sorted(range(len(numbers)), key=lambda row: _natural(numbers[row]))
    width = max(extent.width, HEAD + 8 * CELL + 64)
    each = int((width - 64 - HEAD) // CELL)
    left, y = extent.left + 32, extent.bottom + 16
    parts = [
        f'<g font-size="{SMALL_TEXT + 1:g}" fill="{look.ink}" text-anchor="end" font-variant-numeric="tabular-nums">'
    ]
    for start in range(0, len(order), each):
        block = order[start : start + each]
        right = left + HEAD + CELL * len(block)
        heads = [numbers[row] for row in block]
        parts += _row(left, y, "stream", heads, bold=True)
        parts.append(_rule(left, y + 4, right, y + 4, look.ink))
        for name in rows:
            y += ROW
            unit, column = units[name], table.column(name)
            values = [_figure(column[row], mass[row] if name in FLOWS else None) for row in block]
            parts += _row(left, y, f"{name} [{unit}]" if unit else name, values)
            parts.append(_rule(left, y + 4, right, y + 4, look.hairline))
        y += 2.2 * ROW
    return [*parts, "</g>"], Box(extent.left, extent.top, extent.left + width, y)


def _row(left: float, y: float, head: str, cells: list[str], bold: bool = False) -> list[str]:
    weight = ' font-weight="600"' if bold else ""
    parts = [f'<text x="{left:g}" y="{y:g}" text-anchor="start"{weight}>{escape(head)}</text>']
    for place, cell in enumerate(cells, start=1):
        if cell:
            parts.append(f'<text x="{left + HEAD + CELL * place - 6:g}" y="{y:g}"{weight}>{escape(cell)}</text>')
    return parts


def _figure(value: object, mass: object) -> str:
    """Four digits; nothing where there is nothing, 0 for what is below the round-off of the stream."""
    from unitops.quantities import format_number

    if not isinstance(value, float | int) or isinstance(value, bool):
        return ""
    small = isinstance(mass, float) and abs(value) <= DUST * mass
    return "0" if small or not value else format_number(float(value), DIGITS)


def _natural(number: str) -> tuple[int, str]:
    digits = "".join(letter for letter in number if letter.isdigit())
    return (int(digits) if digits else 0), number


def _standing(solution: Solution | None) -> str:
    if solution is None:
        return "not solved"
    closure = solution.audit.closure
    return f"{solution.status}, mass {closure.mass:.0e}, energy {closure.energy:.0e}"


def _block_height(page: PageFrame) -> float:
    return BLOCK_HEIGHT + REVISION * len(page.revisions)


def _fields(page: PageFrame, block: Box, look: Palette) -> list[str]:
    """The lines for signatures: filled in from the document, else left to the pen."""
    names = [*FIELDS[:1], *[name for name in FIELDS[1:] if name != "scale"]]
    names += [name for name in page.title_block if name not in names]
    width = BLOCK_WIDTH / len(names)
    parts = []
    for place, name in enumerate(names):
        x = block.left + place * width
        parts.append(_words(x + 6, block.bottom - 25, name, look.quiet, SMALL_TEXT))
        value = page.title_block.get(name, "")
        parts.append(_words(x + 6, block.bottom - 9, value, look.ink, LABEL_TEXT))
        if place:
            parts.append(_rule(x, block.bottom - 36, x, block.bottom, look.ink))
    return parts


def _words(x: float, y: float, words: str, colour: str, size: float, bold: bool = False) -> str:
    if not words:
        return ""
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{x:g}" y="{y:g}" fill="{colour}" font-size="{size:g}"{weight}>{escape(words)}</text>'


def _rule(x0: float, y0: float, x1: float, y1: float, colour: str) -> str:
    return f'<path d="M{x0:g} {y0:g}L{x1:g} {y1:g}" stroke="{colour}" stroke-width="{HAIRLINE:g}" fill="none"/>'


def _box(box: Box, colour: str, width: float) -> str:
    return (
        f'<rect x="{box.left:g}" y="{box.top:g}" width="{box.width:g}" height="{box.height:g}" fill="none" '
        f'stroke="{colour}" stroke-width="{width:g}"/>'
    )
