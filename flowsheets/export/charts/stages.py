"""A stage construction in the manner of McCabe and Thiele: equilibrium, operating line, steps between them."""

from __future__ import annotations

from collections.abc import Sequence

from flowsheets.export.charts.axes import Frame, drawn_axes, fitted_axis, ticks_across
from flowsheets.export.charts.drawing import HAIRLINE, Picture, Point, line, polyline, stacked, words
from flowsheets.export.charts.ink import Theme, colour_of, ink_of
from flowsheets.export.charts.labels import ROW, spread
from flowsheets.export.charts.lettering import LABEL, TABLE, named, text_width, wrapped
from flowsheets.export.charts.lines import EDGE, Series, heading, remarks
from unitops.errors import InputError

WIDEST_LABEL = 130.0


def stage_chart(
    curves: Sequence[Series],
    steps: Sequence[Point],
    *,
    x_label: str,
    y_label: str,
    x_unit: str = "",
    y_unit: str = "",
    title: str = "",
    note: str = "",
    numbered: bool = True,
    width: float = 680.0,
    height: float = 460.0,
    theme: Theme = "light",
) -> Picture:
    """Curves (equilibrium, operating line ...) with the corners of the stages stepped off between them.

    steps: corners in turn, beginning and ending on the operating line; every second one lies on the equilibrium curve
    and carries the number of its stage. Raises InputError without a curve.
    """
    if not curves:
        raise InputError("a stage construction needs its curves")
    ink = ink_of(theme)
    across = [x for curve in curves for x in curve.x] + [x for x, _ in steps]
    up = [y for curve in curves for y in curve.y] + [y for _, y in steps]
    upright = fitted_axis([0.0, *up], int((height - 90.0) / 46.0), 0.0 if min(up) >= 0.0 else None)
    left = EDGE + max(34.0, upright.widest + 12.0)
    room = max(
        text_width(row, LABEL) for curve in curves for row in wrapped(curve.name, LABEL, WIDEST_LABEL, 2) or [""]
    )
    right = width - EDGE - room - 12.0
    low = 0.0 if min(across) >= 0.0 else None
    draft = fitted_axis([0.0, *across], 8, low)
    axis = fitted_axis([0.0, *across], ticks_across(right - left, draft.widest), low, draft.high)
    frame = Frame(left, 34.0, right, height - 44.0, axis, upright)
    elements = [words(named(y_label, y_unit, upright.power), (EDGE, 18.0), ink.text, TABLE), *drawn_axes(frame, ink)]
    if len(steps) > 1:
        elements.append(polyline((frame.at(*corner) for corner in steps), ink.text, HAIRLINE))
    elements += _curves(frame, curves, theme)
    elements += _numbers(frame, steps, theme) if numbered else []
    foot = named(x_label, x_unit, axis.power)
    elements.append(words(foot, (0.5 * (left + right), frame.bottom + 36.0), ink.text, TABLE, "middle"))
    parts = [heading(title, width, ink)] if title else []
    body = Picture(width, height, tuple(elements))
    return stacked([*parts, body, remarks(note, width, ink), Picture(width, 6.0, ())])


def _curves(frame: Frame, curves: Sequence[Series], theme: Theme) -> list[str]:
    ink = ink_of(theme)
    elements, ends = [], []
    for place, curve in enumerate(curves):
        colour = colour_of(ink, curve.colour, place)
        points = [frame.at(x, y) for x, y in zip(curve.x, curve.y, strict=True)]
        elements.append(polyline(points, colour, dashes="6 4" if curve.dashed else ""))
        ends.append((max(points), colour, wrapped(curve.name, LABEL, WIDEST_LABEL, 2)))
    heights = [ROW * len(rows) + 2.0 for _, _, rows in ends]
    centres = spread([end[1] for end, _, _ in ends], heights, frame.top - 10.0, frame.bottom)
    for (end, colour, rows), centre in zip(ends, centres, strict=True):
        if abs(centre - end[1]) > 5.0 or frame.right - end[0] > 16.0:
            elements.append(line((end[0] + 3.0, end[1]), (frame.right + 5.0, centre), ink.rule, HAIRLINE))
        first = centre - 0.5 * ROW * (len(rows) - 1) + 4.0
        elements += [words(row, (frame.right + 8.0, first + ROW * i), colour, LABEL) for i, row in enumerate(rows)]
    return elements


def _numbers(frame: Frame, steps: Sequence[Point], theme: Theme) -> list[str]:
    """Numbers of the stages outside their corners on the equilibrium curve, where steps are not too small."""
    ink = ink_of(theme)
    elements: list[str] = []
    for place in range(1, len(steps), 2):
        x, y = frame.at(*steps[place])
        before, after = frame.at(*steps[place - 1]), frame.at(*steps[min(place + 1, len(steps) - 1)])
        size = max(abs(x - before[0]) + abs(y - before[1]), abs(x - after[0]) + abs(y - after[1]))
        if size < 14.0:
            continue
        up = -1.0 if y <= min(before[1], after[1]) + 1e-9 else 1.0
        side = -1.0 if x <= min(before[0], after[0]) + 1e-9 else 1.0
        if x + 20.0 * side < frame.left:  # the figures of the axis stand there
            up, side = 1.0, 1.0
        at = (x + 7.0 * side, y + (up * 7.0 if up < 0 else 15.0))
        elements.append(words(str((place + 1) // 2), at, ink.soft, LABEL, "end" if side < 0 else "start"))
    return elements
