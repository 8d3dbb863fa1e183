"""What stands on a drawing besides units and streams, as marks: lines of text, rules and rectangles.

Files and window draw the same marks, so that what is handed in is what was seen. Colours are named: a member of the
palette, or #rrggbb.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Literal

import msgspec

from flowsheets.diagram.geometry import Box
from flowsheets.diagram.look import HAIRLINE, LABEL_TEXT, Palette

Anchor = Literal["start", "middle", "end"]
DASH = (6.0, 4.0)
"""Drawn and left out [px]."""


class Text(msgspec.Struct, frozen=True):
    """A line of text whose foot starts, has its middle or ends at a point."""

    x: float
    y: float
    words: str
    colour: str = "ink"
    size: float = LABEL_TEXT
    bold: bool = False
    anchor: Anchor = "start"


class Rule(msgspec.Struct, frozen=True):
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    colour: str = "ink"
    width: float = HAIRLINE


class Rectangle(msgspec.Struct, frozen=True):
    """An upright rectangle. line, fill: colours, none without. dashed: its line."""

    box: Box
    line: str = ""
    fill: str = ""
    width: float = HAIRLINE
    dashed: bool = False


Mark = Text | Rule | Rectangle


def colour_of(name: str, look: Palette) -> str:
    """A named colour as #rrggbb."""
    return name if name.startswith("#") else str(getattr(look, name))


def written(marks: Iterable[Mark], look: Palette) -> list[str]:
    """Marks as elements of SVG."""
    return [_written(mark, look) for mark in marks]


def _written(mark: Mark, look: Palette) -> str:
    if isinstance(mark, Text):
        weight = ' font-weight="600"' if mark.bold else ""
        anchor = f' text-anchor="{mark.anchor}"' if mark.anchor != "start" else ""
        return (
            f'<text x="{mark.x:g}" y="{mark.y:g}" fill="{colour_of(mark.colour, look)}" font-size="{mark.size:g}"'
            f"{weight}{anchor}>{escape(mark.words)}</text>"
        )
    if isinstance(mark, Rule):
        stroke = f'stroke="{colour_of(mark.colour, look)}" stroke-width="{mark.width:g}"'
        return f'<path d="M{mark.x0:g} {mark.y0:g}L{mark.x1:g} {mark.y1:g}" {stroke} fill="none"/>'
    box = mark.box
    place = f'x="{box.left:g}" y="{box.top:g}" width="{box.width:g}" height="{box.height:g}"'
    fill = colour_of(mark.fill, look) if mark.fill else "none"
    line = f' stroke="{colour_of(mark.line, look)}" stroke-width="{mark.width:g}"' if mark.line else ""
    dash = f' stroke-dasharray="{DASH[0]:g} {DASH[1]:g}"' if mark.dashed else ""
    return f'<rect {place} fill="{fill}"{line}{dash}/>'
