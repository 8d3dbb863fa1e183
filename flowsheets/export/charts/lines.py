"""Lines and points over a common horizontal axis, one panel below the other, each series labelled where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

import msgspec

from flowsheets.export.charts.axes import Axis, Frame, drawn_axes, fitted_axis, ticks_across
from flowsheets.export.charts.drawing import (
    HAIRLINE,
    STROKE,
    Picture,
    finite_runs,
    line,
    mark,
    polygon,
    polyline,
    stacked,
    words,
)  # fmt: skip
from flowsheets.export.charts.ink import SHAPES, Ink, Theme, colour_of, ink_of
from flowsheets.export.charts.labels import ROW, spread
from flowsheets.export.charts.lettering import LABEL, PANEL, TABLE, named, text_width, wrapped
from unitops.errors import InputError

EDGE = 16.0
WIDEST_LABEL = 150.0
UP_DOWN_PER_TICK = 36.0
MOST_MARKS = 60
"""Lines of more points than this are drawn without a mark on each."""


class Series(msgspec.Struct, frozen=True):
    """Points of one name.

    x, y: equally many numbers; one that is not finite leaves a gap. colour: a phase ('solid', 'aqueous', 'gas',
    'organic', 'molten', 'energy') or '' for the next in turn. joined: with a line. marked: with a mark on each point;
    None marks lines of few points. low, high: ends of a bar of uncertainty on each point.
    """

    name: str
    x: Sequence[float]
    y: Sequence[float]
    colour: str = ""
    joined: bool = True
    marked: bool | None = None
    dashed: bool = False
    low: Sequence[float] = ()
    high: Sequence[float] = ()


class Band(msgspec.Struct, frozen=True):
    """An area between two lines, as a range of percentiles or of published figures."""

    name: str
    x: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    colour: str = "soft"


class Level(msgspec.Struct, frozen=True):
    """A value across the whole panel, as a limit or a published figure."""

    value: float
    name: str


class Panel(msgspec.Struct, frozen=True):
    """What is drawn over one vertical axis; y_low and y_high fix its ends."""

    y_label: str
    y_unit: str
    series: tuple[Series, ...]
    bands: tuple[Band, ...] = ()
    levels: tuple[Level, ...] = ()
    y_low: float | None = None
    y_high: float | None = None


def line_panels(
    panels: Sequence[Panel],
    *,
    x_label: str,
    x_unit: str = "",
    title: str = "",
    note: str = "",
    width: float = 680.0,
    height: float = 300.0,
    x_low: float | None = None,
    x_high: float | None = None,
    theme: Theme = "light",
) -> Picture:
    """Panels of ``height`` [px] each over one horizontal axis. Raises InputError for series of unequal lengths."""
    if not panels:
        raise InputError("a chart needs something to draw")
    for panel in panels:
        _require_equal_lengths(panel)
    ink = ink_of(theme)
    across = [x for panel in panels for item in (*panel.series, *panel.bands) for x in item.x]
    uprights = [_upright(panel, height) for panel in panels]
    left = EDGE + max(34.0, *(axis.widest + 12.0 for axis in uprights))
    right = width - EDGE - max(_label_room(panel) for panel in panels)
    draft = fitted_axis(across, 8, x_low, x_high)
    x_axis = fitted_axis(across, ticks_across(right - left, draft.widest), x_low, x_high)
    pictures = [heading(title, width, ink)] if title else []
    for panel, y_axis in zip(panels, uprights, strict=True):
        pictures.append(_panel(panel, x_axis, y_axis, left, right, width, height, ink, len(panels) == 1))
    foot = named(x_label, x_unit, x_axis.power)
    pictures.append(_foot(foot, note, left, right, width, ink))
    return stacked(pictures)


def heading(title: str, width: float, ink: Ink) -> Picture:
    """The title over a chart, in at most two lines."""
    lines = wrapped(title, PANEL, width - 2 * EDGE)
    elements = [words(text, (EDGE, 26.0 + 17.0 * row), ink.text, PANEL, strong=True) for row, text in enumerate(lines)]
    return Picture(width, 20.0 + 17.0 * len(lines), tuple(elements))


def remarks(text: str, width: float, ink: Ink, top: float = 14.0) -> Picture:
    """A note below a chart, in lines as wide as it."""
    lines = wrapped(text, LABEL, width - 2 * EDGE, most=6) if text else []
    elements = [words(row, (EDGE, top + 15.0 * place), ink.soft, LABEL) for place, row in enumerate(lines)]
    return Picture(width, top + 15.0 * len(lines) if lines else 0.0, tuple(elements))


def _foot(label: str, note: str, left: float, right: float, width: float, ink: Ink) -> Picture:
    elements = [words(label, (0.5 * (left + right), 12.0), ink.text, TABLE, "middle")]
    return stacked([Picture(width, 22.0, tuple(elements)), remarks(note, width, ink), Picture(width, 4.0, ())])


def _require_equal_lengths(panel: Panel) -> None:
    for series in panel.series:
        lengths = {len(series.x), len(series.y), *(len(ends) for ends in (series.low, series.high) if len(ends))}
        if len(lengths) > 1:
            raise InputError(f"the series has columns of {sorted(lengths)} points", place=series.name)
    for band in panel.bands:
        if not len(band.x) == len(band.low) == len(band.high):
            raise InputError("the band's columns are not equally long", place=band.name)


def _upright(panel: Panel, height: float) -> Axis:
    values = [v for s in panel.series for column in (s.y, s.low, s.high) for v in column]
    values += [v for band in panel.bands for column in (band.low, band.high) for v in column]
    values += [level.value for level in panel.levels]
    return fitted_axis(values, max(3, int((height - 66.0) / UP_DOWN_PER_TICK)), panel.y_low, panel.y_high)


def _named_series(panel: Panel) -> bool:
    """Whether series carry labels: a single one is named by the axis."""
    return len(panel.series) + len(panel.bands) > 1 or any(s.name != panel.y_label for s in panel.series)


def _label_room(panel: Panel) -> float:
    names = [item.name for item in (*panel.series, *panel.bands) if item.name] if _named_series(panel) else []
    widest = max((text_width(row, LABEL) for n in names for row in wrapped(n, LABEL, WIDEST_LABEL, 3)), default=0.0)
    return widest + 14.0 if names else 8.0


def _panel(
    panel: Panel, x: Axis, y: Axis, left: float, right: float, width: float, height: float, ink: Ink, only: bool
) -> Picture:
    frame = Frame(left, 38.0, right, height - 24.0, x, y)
    label = named(panel.y_label, panel.y_unit, y.power)
    elements = [words(wrapped(label, TABLE, width - 2 * EDGE, 1)[0], (EDGE, 20.0), ink.text, TABLE, strong=not only)]
    elements += drawn_axes(frame, ink)
    elements += [_area(frame, band, colour_of(ink, band.colour, 0)) for band in panel.bands]
    for level in panel.levels:
        if y.low <= level.value <= y.high:
            elements += _level(frame, level, ink)
    colours = [colour_of(ink, series.colour, place) for place, series in enumerate(panel.series)]
    for place, (series, colour) in enumerate(zip(panel.series, colours, strict=True)):
        elements += _drawn(frame, series, colour, SHAPES[place % len(SHAPES)], ink)
    if _named_series(panel):
        elements += _end_labels(frame, panel, colours, ink)
    return Picture(width, height, tuple(elements))


def _area(frame: Frame, band: Band, colour: str) -> str:
    points = [
        (float(x), float(low), float(high))
        for x, low, high in zip(band.x, band.low, band.high, strict=True)
        if isfinite(x) and isfinite(low) and isfinite(high)
    ]
    there = [frame.at(x, low) for x, low, _ in points]
    back = [frame.at(x, high) for x, _, high in reversed(points)]
    return polygon([*there, *back], colour, 0.16)


def _level(frame: Frame, level: Level, ink: Ink) -> list[str]:
    y = frame.down(level.value)
    above = y - 5.0 > frame.top + 8.0
    return [
        line((frame.left, y), (frame.right, y), ink.soft, HAIRLINE, "5 3"),
        words(level.name, (frame.left + 6.0, y - 5.0 if above else y + 13.0), ink.soft, LABEL),
    ]


def _drawn(frame: Frame, series: Series, colour: str, shape: str, ink: Ink) -> list[str]:
    elements: list[str] = []
    runs = finite_runs(series.x, series.y)
    marked = series.marked if series.marked is not None else not series.joined or len(series.x) <= MOST_MARKS
    inside = [[point for point in run if frame.holds(*point)] for run in runs]
    for run in inside if series.joined else ():
        if len(run) > 1:
            elements.append(
                polyline((frame.at(*point) for point in run), colour, STROKE, "6 4" if series.dashed else "")
            )
    if len(series.low) and len(series.high):
        for x, low, high in zip(series.x, series.low, series.high, strict=True):
            if isfinite(x) and isfinite(low) and isfinite(high):
                elements.append(line(frame.at(x, low), frame.at(x, high), colour, HAIRLINE))
    for run in inside:
        if marked or len(run) == 1:
            elements += [mark(shape, frame.at(*point), colour, ink.paper) for point in run]
    return elements


def _end_labels(frame: Frame, panel: Panel, colours: Sequence[str], ink: Ink) -> list[str]:
    """Names right of the frame at the height where each series ends, a hairline to those that had to move."""
    ends: list[tuple[str, str, tuple[float, float]]] = []
    for series, colour in zip(panel.series, colours, strict=True):
        points = [p for run in finite_runs(series.x, series.y) for p in run if frame.holds(*p)]
        if points and series.name:
            ends.append((series.name, colour, frame.at(*max(points))))
    for band in panel.bands:
        if band.name and len(band.x):
            x, middle = frame.across(band.x[-1]), frame.down(0.5 * (band.low[-1] + band.high[-1]))
            ends.append((band.name, ink.soft, (x, middle)))
    texts = [wrapped(name, LABEL, WIDEST_LABEL, 3) for name, _, _ in ends]
    heights = [ROW * len(rows) + 2.0 for rows in texts]
    centres = spread([at[1] for _, _, at in ends], heights, frame.top - 14.0, frame.bottom + 14.0)
    elements: list[str] = []
    for (_, colour, at), rows, centre in zip(ends, texts, centres, strict=True):
        moved = abs(centre - at[1]) > 5.0 or frame.right - at[0] > 16.0
        if moved:
            elements.append(line((at[0] + 4.0, at[1]), (frame.right + 9.0, centre), ink.rule, HAIRLINE))
        first = centre - 0.5 * ROW * (len(rows) - 1) + 4.0
        elements += [words(row, (frame.right + 12.0, first + ROW * i), colour, LABEL) for i, row in enumerate(rows)]
    return elements
