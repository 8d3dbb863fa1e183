"""Streams coloured and widened by a quantity: its values, its scale, what the picture shows."""

from __future__ import annotations

import re

import pytest

from flowsheets import library
from flowsheets.diagram.look import DARK, LIGHT
from flowsheets.diagram.paper import pages
from flowsheets.diagram.stream_quantities import Scale, Shading, StreamQuantity, stream_quantity
from flowsheets.diagram.svg import Style, svg
from flowsheets.results.solution import Solution
from unitops.errors import InputError


@pytest.fixture(scope="module")
def solved() -> Solution:
    return library.load("kcl_crystallisation").solve()


def test_values_are_those_of_the_tables(solved: Solution) -> None:
    mass = stream_quantity(solved, "mass")
    assert (mass.unit, mass.title) == ("t/h", "mass flow")
    for tag, value in mass.values.items():
        assert value == pytest.approx(solved.streams[tag]["mass_kg_per_h"] / 1000.0)
    potassium = stream_quantity(solved, "elements: K")
    assert potassium.title == "flow of K"
    carrying = {tag for tag, stream in solved.streams.items() if stream["elements_kg_per_h"].get("K", 0.0) > 1e-6}
    assert potassium.values.keys() == carrying
    assert carrying < solved.streams.keys()
    with pytest.raises(InputError, match="solids share"):
        stream_quantity(solved, "temperament")
    with pytest.raises(InputError):
        stream_quantity(solved, "elements: Li")


def test_flows_over_powers_of_ten_stand_on_a_logarithmic_scale() -> None:
    wide = StreamQuantity("mass", "t/h", {"a": 1e-9, "b": 1.0, "c": 100.0})
    assert wide.scale == Scale(0.01, 100.0, logarithmic=True)
    assert [wide.place(tag) for tag in "abc"] == pytest.approx([0.0, 0.5, 1.0])
    assert wide.place("none") is None
    near = StreamQuantity("mass", "t/h", {"a": 50.0, "b": 100.0})
    assert near.scale == Scale(0.0, 100.0)
    degrees = StreamQuantity("T", "degC", {"a": -10.0, "b": 990.0})
    assert degrees.scale == Scale(-10.0, 990.0)
    assert StreamQuantity("T", "degC", {"a": 25.0}).place("a") == 0.5
    assert StreamQuantity("T", "degC", {}).scale == Scale(0.0, 0.0)


def test_what_has_none_is_barely_drawn() -> None:
    quantity = StreamQuantity("elements: Li", "kg/h", {"S-1": 4.0, "S-2": 2.0})
    shading = Shading(quantity, quantity)
    assert shading.colour_of("S-9", LIGHT) == LIGHT.hairline
    assert shading.colour_of("S-1", LIGHT) != shading.colour_of("S-2", LIGHT)
    assert shading.width_of("S-1") == 7.0
    assert shading.width_of("S-9") == 1.0
    assert (Shading().colour_of("S-1", LIGHT), Shading().width_of("S-1")) == ("", 0.0)


@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_the_picture_has_scales_in_the_place_of_phases(solved: Solution, look: object) -> None:
    style = Style(look, colour_by="T", widen_by="mass")  # type: ignore[arg-type]
    picture = svg(solved.sheet.document, solved, style)
    assert "temperature [°C]" in picture
    assert "mass flow [t/h]" in picture
    assert ">aqueous<" not in picture
    widths = {float(width) for width in re.findall(r'<g><title>.*?stroke-width="([\d.]+)"', picture)}
    assert max(widths) == 7.0
    assert len(widths) > 3
    only_width = svg(solved.sheet.document, solved, Style(widen_by="mass"))
    assert ">aqueous<" in only_width
    assert "temperature" in pages(solved.sheet.document, solved, style)[0].svg
    assert "temperature" not in svg(solved.sheet.document, None, style)
