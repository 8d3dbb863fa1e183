"""Charts as SVG: calm, labelled directly, with units, and the same bytes for the same data.

line_chart (lines and points), panel_chart (several over one axis), tornado_chart, histogram_chart, percentile_chart,
stage_diagram. Each takes plain numbers and returns the text of an SVG file.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flowsheets.export.charts.distribution import cumulative, histogram
from flowsheets.export.charts.drawing import Point
from flowsheets.export.charts.ink import Theme
from flowsheets.export.charts.lines import Band, Level, Panel, Series, line_panels
from flowsheets.export.charts.stages import stage_chart
from flowsheets.export.charts.tornado import Bar, tornado

__all__ = [
    "Band", "Bar", "Level", "Panel", "Series", "line_chart", "panel_chart", "percentile_chart", "histogram_chart",
    "stage_diagram", "tornado_chart",
]  # fmt: skip


def line_chart(
    series: Sequence[Series],
    *,
    x_label: str,
    y_label: str,
    x_unit: str = "",
    y_unit: str = "",
    title: str = "",
    note: str = "",
    bands: Sequence[Band] = (),
    levels: Sequence[Level] = (),
    y_low: float | None = None,
    y_high: float | None = None,
    x_low: float | None = None,
    x_high: float | None = None,
    width: float = 680.0,
    height: float = 380.0,
    theme: Theme = "light",
) -> str:
    """Lines, points or both over one pair of axes, each series labelled at its end.

    line_chart([Series("pH 2", x, y)], x_label="temperature", x_unit="degC", y_label="iron left", y_unit="g/L").
    Units are written as everywhere else ("degC", "kg/h") and printed as °C. Raises InputError for unequal lengths.
    """
    panel = Panel(y_label, y_unit, tuple(series), tuple(bands), tuple(levels), y_low, y_high)
    ends = {"x_low": x_low, "x_high": x_high}
    return panel_chart(
        [panel], x_label=x_label, x_unit=x_unit, title=title, note=note, width=width, height=height, theme=theme, **ends
    )


def panel_chart(
    panels: Sequence[Panel],
    *,
    x_label: str,
    x_unit: str = "",
    title: str = "",
    note: str = "",
    x_low: float | None = None,
    x_high: float | None = None,
    width: float = 680.0,
    height: float = 240.0,
    theme: Theme = "light",
) -> str:
    """Panels of ``height`` [px] each, one below the other over the same horizontal axis."""
    picture = line_panels(
        panels, x_label=x_label, x_unit=x_unit, title=title, note=note, x_low=x_low, x_high=x_high,
        width=width, height=height, theme=theme,
    )  # fmt: skip
    says = title or f"{', '.join(panel.y_label for panel in panels)} over {x_label}"
    return picture.svg(says, theme)


def tornado_chart(bars: Sequence[Bar], base: float, *, label: str, title: str = "", **options: Any) -> str:
    """Ranked bars around the result ``base``: tornado_chart([Bar("KN-101.temperature", 80, 84)], 82, label="recovery").

    Options: unit, note, most (so many bars), width [px], theme.
    """
    says = title or f"What moves {label}"
    return tornado(bars, base, label=label, title=title, **options).svg(says, options.get("theme", "light"))


def histogram_chart(values: Sequence[float], *, label: str, title: str = "", **options: Any) -> str:
    """Shares of values in classes, with percentiles. Options: unit, note, base, percentiles, width, height, theme."""
    says = title or f"Spread of {label}"
    return histogram(values, label=label, title=title, **options).svg(says, options.get("theme", "light"))


def percentile_chart(values: Sequence[float], *, label: str, title: str = "", **options: Any) -> str:
    """Share of values that lie below each. Options: unit, note, percentiles, width, height, theme."""
    says = title or f"Cumulative spread of {label}"
    return cumulative(values, label=label, title=title, **options).svg(says, options.get("theme", "light"))


def stage_diagram(
    curves: Sequence[Series], steps: Sequence[Point], *, x_label: str, y_label: str, title: str = "", **options: Any
) -> str:
    """Equilibrium and operating lines with stages between them, as drawn by McCabe and Thiele.

    steps: corners in turn from the operating line. Options: x_unit, y_unit, note, numbered, width, height, theme.
    """
    picture = stage_chart(curves, steps, x_label=x_label, y_label=y_label, title=title, **options)
    return picture.svg(title or f"Stages: {y_label} over {x_label}", options.get("theme", "light"))
