"""How results spread: a histogram with its percentiles, and the cumulative curve."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

import numpy as np

from flowsheets.export.charts.axes import Frame, drawn_axes, fitted_axis, ticks_across
from flowsheets.export.charts.drawing import HAIRLINE, STROKE, Picture, line, polyline, rectangle, stacked, words
from flowsheets.export.charts.ink import Ink, Theme, ink_of
from flowsheets.export.charts.labels import spread
from flowsheets.export.charts.lettering import LABEL, TABLE, named, text_width, wrapped
from flowsheets.export.charts.lines import EDGE, heading, remarks
from unitops.errors import InputError
from unitops.quantities import format_number

PERCENTILES = (10.0, 50.0, 90.0)
LEAST_BINS, MOST_BINS = 8, 40


def histogram(
    values: Sequence[float],
    *,
    label: str,
    unit: str = "",
    title: str = "",
    note: str = "",
    base: float | None = None,
    percentiles: Sequence[float] = PERCENTILES,
    width: float = 680.0,
    height: float = 300.0,
    theme: Theme = "light",
) -> Picture:
    """Shares of the values in equal classes, with percentiles named above and ``base`` (the sheet's own) dashed.

    The width of a class is by Freedman and Diaconis (1981). Raises InputError without a finite value.
    """
    finite, ink = _finite(values, label), ink_of(theme)
    edges, shares = classes(finite)
    frame = _frame(edges.tolist(), [0.0, *shares], width, height, 0.0)
    elements = drawn_axes(frame, ink)
    elements.append(words("share of samples [%]", (EDGE, 14.0), ink.text, TABLE))
    for low, high, share in zip(edges[:-1], edges[1:], shares, strict=True):
        x, top = frame.across(low), frame.down(share)
        elements.append(
            rectangle(x + 0.5, top, max(frame.across(high) - x - 1.0, 0.5), frame.bottom - top, ink.accent, 0.45)
        )
    elements += _percentile_marks(frame, finite, percentiles, ink)
    if base is not None and frame.x.low <= base <= frame.x.high:
        x = frame.across(base)
        elements.append(line((x, frame.top), (x, frame.bottom), ink.molten, STROKE, "5 3"))
        elements.append(_beside(frame, x, "sheet", ink))
    return _finished(elements, frame, named(label, unit, frame.x.power), title, note, width, height, ink)


def cumulative(
    values: Sequence[float],
    *,
    label: str,
    unit: str = "",
    title: str = "",
    note: str = "",
    percentiles: Sequence[float] = PERCENTILES,
    width: float = 680.0,
    height: float = 300.0,
    theme: Theme = "light",
) -> Picture:
    """Share of the values that lie below each, with percentiles named. Raises InputError without a finite value."""
    finite, ink = np.sort(_finite(values, label)), ink_of(theme)
    frame = _frame(finite.tolist(), [0.0, 100.0], width, height, 0.0, 100.0)
    elements = drawn_axes(frame, ink)
    elements.append(words("samples below [%]", (EDGE, 14.0), ink.text, TABLE))
    below = 100.0 * (np.arange(len(finite)) + 0.5) / len(finite)
    elements.append(polyline((frame.at(x, y) for x, y in zip(finite, below, strict=True)), ink.accent))
    elements += _percentile_marks(frame, finite, percentiles, ink)
    return _finished(elements, frame, named(label, unit, frame.x.power), title, note, width, height, ink)


def classes(values: np.ndarray) -> tuple[np.ndarray, list[float]]:
    """Edges of equal classes and the share of values in each [%]."""
    low, high = float(values.min()), float(values.max())
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        spread = 0.05 * max(abs(low), abs(high)) or 0.5
        return np.array([low - spread, low + spread]), [100.0]
    quartiles = np.percentile(values, (25.0, 75.0))
    step = 2.0 * float(quartiles[1] - quartiles[0]) / len(values) ** (1.0 / 3.0)
    wanted = int(np.ceil((high - low) / step)) if step > 0.0 else MOST_BINS
    counts, edges = np.histogram(values, bins=max(LEAST_BINS, min(MOST_BINS, wanted)))
    return edges, [100.0 * float(count) / len(values) for count in counts]


def _finite(values: Sequence[float], label: str) -> np.ndarray:
    finite = np.array([float(value) for value in values if isfinite(value)])
    if not len(finite):
        raise InputError("there is no result to draw", place=label)
    return finite


def _frame(
    across: Sequence[float], up: Sequence[float], width: float, height: float, low: float, high: float | None = None
) -> Frame:
    upright = fitted_axis(up, max(3, int((height - 110.0) / 46.0)), low, high)
    left = EDGE + max(34.0, upright.widest + 12.0)
    right = width - EDGE - 12.0
    draft = fitted_axis(across, 8)
    axis = fitted_axis(across, ticks_across(right - left, draft.widest), draft.low, draft.high)
    return Frame(left, 62.0, right, height - 44.0, axis, upright)


def _percentile_marks(frame: Frame, values: np.ndarray, percentiles: Sequence[float], ink: Ink) -> list[str]:
    """Hairlines with the name and value of each percentile above them, moved apart where they come close."""
    found = [float(value) for value in np.percentile(values, list(percentiles))]
    scale = 10.0**frame.x.power
    texts = [(f"P{p:g}", format_number(value / scale, 4)) for p, value in zip(percentiles, found, strict=True)]
    widths = [max(text_width(row, LABEL) for row in rows) + 8.0 for rows in texts]
    places = [frame.across(value) for value in found]
    centres = spread(places, widths, frame.left - 20.0, frame.right + 12.0)
    elements: list[str] = []
    for (name, value), x, centre in zip(texts, places, centres, strict=True):
        elements.append(polyline(((centre, frame.top - 10.0), (x, frame.top), (x, frame.bottom)), ink.soft, HAIRLINE))
        elements.append(words(name, (centre, frame.top - 27.0), ink.soft, LABEL, "middle"))
        elements.append(words(value, (centre, frame.top - 14.0), ink.text, LABEL, "middle"))
    return elements


def _beside(frame: Frame, x: float, text: str, ink: Ink) -> str:
    room = text_width(text, LABEL) + 8.0
    if x + room > frame.right:
        return words(text, (x - 5.0, frame.top + 10.0), ink.molten, LABEL, "end")
    return words(text, (x + 5.0, frame.top + 10.0), ink.molten, LABEL)


def _finished(
    elements: list[str], frame: Frame, label: str, title: str, note: str, width: float, height: float, ink: Ink
) -> Picture:
    name = wrapped(label, TABLE, width - 2 * EDGE, 1)[0]
    elements.append(words(name, (0.5 * (frame.left + frame.right), frame.bottom + 36.0), ink.text, TABLE, "middle"))
    parts = [heading(title, width, ink)] if title else []
    body = Picture(width, height, tuple(elements))
    return stacked([*parts, body, remarks(note, width, ink), Picture(width, 6.0, ())])
