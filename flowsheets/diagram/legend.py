"""What the colours of a drawing mean, in a line below it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from flowsheets.diagram.colour_scale import colour_at
from flowsheets.diagram.geometry import Point
from flowsheets.diagram.look import LABEL_TEXT, MAIN_LINE, PHASE_NAMES, Palette, text_width
from flowsheets.diagram.marks import Mark, Rule, Text
from flowsheets.diagram.stream_quantities import Shading, StreamQuantity, width_at
from unitops.quantities import format_number, printed_unit

Measure = Callable[[str, float], float]
LINE, GAP, APART = 24.0, 6.0, 20.0
"""Length of a line, from it to its name, and on to the next line [px]."""
STEPS, STEP, HEIGHT = 30, 4.0, 8.0
"""Of a ramp: how many, their width and its height [px]."""
OVERLAP = 0.5
"""So that no seam is seen between steps [px]."""
DIGITS = 3


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


def full_legend(phases: Collection[str], shown: Shading, at: Point, look: Palette) -> tuple[list[Mark], float]:
    """Phases, unless a quantity has taken their colours, and scales of quantities; and where the line ends."""
    marks, right = phase_legend(() if shown.colour else phases, at, look)
    more, right = shading_legend(shown, (right, at[1]), look)
    return marks + more, right


def shading_legend(
    shading: Shading, at: Point, look: Palette, measured: Measure = text_width
) -> tuple[list[Mark], float]:
    """Scales of colours and widths in a line that begins at a point, and where the line ends.

    measured: width of words of a size [px], where there is a face to ask.
    """
    marks: list[Mark] = []
    x, y = at
    for quantity, is_colour in ((shading.colour, True), (shading.width, False)):
        if quantity is not None:
            drawn, x = _ramp(quantity, is_colour, (x, y), look, measured)
            marks += drawn
            x += APART
    return marks, x


def _ramp(
    quantity: StreamQuantity, is_colour: bool, at: Point, look: Palette, measured: Measure
) -> tuple[list[Mark], float]:
    """Name, least, a ramp, most."""
    x, y = at
    scale = quantity.scale
    unit = f" [{printed_unit(quantity.unit)}]" if quantity.unit else ""
    way = ", logarithmic" if scale.logarithmic else ""
    if not quantity.values:
        words = f"{quantity.title}: no stream has one"
        return [Text(x, y + 4, words, "quiet")], x + measured(words, LABEL_TEXT)
    marks: list[Mark] = []
    for words, gap in ((f"{quantity.title}{unit}{way}", 2 * GAP), (format_number(scale.low, DIGITS), GAP)):
        marks.append(Text(x, y + 4, words, "quiet"))
        x += measured(words, LABEL_TEXT) + gap
    for step in range(STEPS):
        place = step / (STEPS - 1)
        colour = colour_at(place, look) if is_colour else "quiet"
        width = HEIGHT if is_colour else width_at(place)
        marks.append(Rule(x, y, x + STEP + OVERLAP, y, colour, width))
        x += STEP
    words = format_number(scale.high, DIGITS)
    marks.append(Text(x + GAP, y + 4, words, "quiet"))
    return marks, x + GAP + measured(words, LABEL_TEXT)
