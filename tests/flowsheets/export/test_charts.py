"""Charts are well-formed, deterministic, readable, and say what they were given."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from flowsheets.export.charts import (
    Bar,
    Level,
    Panel,
    Series,
    histogram_chart,
    line_chart,
    panel_chart,
    percentile_chart,
    stage_diagram,
    tornado_chart,
)  # fmt: skip
from flowsheets.export.charts.axes import fitted_axis
from flowsheets.export.charts.ink import BY_THEME, Ink
from flowsheets.export.charts.labels import spread
from unitops.errors import InputError

X = [950.0, 1000.0, 1050.0, 1100.0]


def drawn(svg: str) -> list[str]:
    return ["".join(node.itertext()) for node in ElementTree.fromstring(svg).iter() if node.tag.endswith("text")]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("ink", BY_THEME.values(), ids=BY_THEME)
def test_everything_written_has_enough_contrast(ink: Ink) -> None:
    for name in Ink.__struct_fields__:
        if name not in ("paper", "rule"):
            pair = sorted((luminance(getattr(ink, name)), luminance(ink.paper)))
            assert (pair[1] + 0.05) / (pair[0] + 0.05) >= 4.5, name


def test_lines_carry_units_names_and_levels() -> None:
    series = [Series("pH <2> & more", X, [1, 2, 3, 4]), Series("pH 3", X, [2, 2, math.nan, 5])]
    svg = line_chart(
        series, x_label="temperature", x_unit="degC", y_label="gas", y_unit="Nm3/h", levels=[Level(3.0, "limit")]
    )
    texts = drawn(svg)
    assert "temperature [°C]" in texts
    assert "gas [Nm³/h]" in texts
    assert {"pH <2> & more", "pH 3", "limit"} <= set(texts)
    assert svg.count("<polyline") == 2  # one whole line; of the other one run of two points, one of a single point
    assert not re.search(r"nan|inf", svg)


def test_same_data_same_bytes() -> None:
    chart = [histogram_chart([math.sin(i) for i in range(200)], label="energy", unit="kW", base=0.1) for _ in range(2)]
    assert chart[0] == chart[1]


def test_tornado_ranks_by_swing() -> None:
    bars = [Bar("small", 9.9, 10.1), Bar("large", 8.0, 12.0, "950 degC", "1100 degC"), Bar("lost", math.nan, 10.5)]
    texts = drawn(tornado_chart(bars, 10.0, label="recovery", unit="%"))
    assert texts.index("large") < texts.index("small") < texts.index("lost")
    assert {"950 °C", "1100 °C", "recovery [%]"} <= set(texts)


def test_percentiles_are_named() -> None:
    values = list(range(101))
    for chart in (histogram_chart(values, label="cost"), percentile_chart(values, label="cost")):
        assert {"P10", "P50", "P90", "10", "50", "90"} <= set(drawn(chart))


def test_histogram_of_a_constant() -> None:
    assert "cost" in drawn(histogram_chart([3.0] * 5 + [math.nan], label="cost"))
    with pytest.raises(InputError, match="no result"):
        histogram_chart([math.nan], label="cost")


def test_stages_are_numbered() -> None:
    curves = [Series("equilibrium", [0, 1, 4], [0, 6, 9]), Series("operating line", [0, 4], [0, 6])]
    texts = drawn(stage_diagram(curves, [(4, 6), (1, 6), (1, 1.5), (0.25, 1.5)], x_label="aqueous", y_label="organic"))
    assert {"equilibrium", "operating line", "1", "2"} <= set(texts)


def test_panels_share_the_axis_below() -> None:
    panels = [Panel("power", "kW", (Series("power", X, [2e6, 2.1e6, 2.2e6, 2.3e6]),)), Panel("a", "", ())]
    texts = drawn(panel_chart(panels, x_label="x"))
    assert "power [10⁶ kW]" in texts
    assert texts.count("x") == 1


def test_unequal_columns_are_refused() -> None:
    with pytest.raises(InputError, match="points"):
        line_chart([Series("a", [1, 2], [1])], x_label="x", y_label="y")
    with pytest.raises(InputError, match="colour"):
        line_chart([Series("a", [1], [1], colour="pink")], x_label="x", y_label="y")


@pytest.mark.parametrize("values", [[0, 1], [1e-7, 3e-7], [950, 1100], [-5, 12e6], [82.0, 82.0 + 1e-12], [0, 0], []])
def test_axes_hold_their_values_with_round_ticks(values: list[float]) -> None:
    axis = fitted_axis(values, 6)
    assert all(axis.low <= value <= axis.high for value in values)
    assert 2 <= len(axis.ticks) <= 8
    assert len({axis.figure(tick) for tick in axis.ticks}) == len(axis.ticks)


def test_labels_never_cover_each_other() -> None:
    heights = [14.0, 28.0, 14.0, 14.0]
    centres = spread([50.0, 51.0, 52.0, 300.0], heights, 0.0, 310.0)
    ordered = sorted(zip(centres, heights, strict=True))
    for (one, high), (other, low) in pairwise(ordered):
        assert other - one >= 0.5 * (high + low) - 1e-9
    assert max(centres) <= 303.0 + 1e-9
