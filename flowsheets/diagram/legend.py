"""What the colours of a drawing mean, in a line below it."""

from __future__ import annotations

from collections.abc import Collection

from flowsheets.diagram.geometry import Point
from flowsheets.diagram.look import LABEL_TEXT, MAIN_LINE, PHASE_NAMES, Palette, text_width
from flowsheets.diagram.marks import Mark, Rule, Text

LINE, GAP, APART = 24.0, 6.0, 20.0
"""Length of a line, from it to its name, and on to the next line [px]."""


def phase_legend(phases: Collection[str], at: Point, look: Palette) -> tuple[list[Mark], float]:
    """The colours of phases in a line that begins at a point, and where the line ends."""
    x, y = at
    marks: list[Mark] = []
    for phase, name in PHASE_NAMES.items():
        if phase in phases:
            marks.append(Rule(x, y, x + LINE, y, look.phases[phase], MAIN_LINE))
            marks.append(Text(x + LINE + GAP, y + 4, name, "quiet"))
            x += LINE + GAP + text_width(name, LABEL_TEXT) + APART
    return marks, x
