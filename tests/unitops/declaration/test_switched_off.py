"""A unit that is off passes what enters and neither takes nor gives energy, whatever is entered."""

from __future__ import annotations

import msgspec
import pytest

from flowsheets.sheet import Sheet
from tests.unitops.examples.general import conversion_reactor
from tests.unitops.examples.reactors import reactor

replace = msgspec.structs.replace


def switched_off(sheet, operation):
    units = {key: replace(u, off=u.operation == operation) for key, u in sheet.units.items()}
    return Sheet(replace(sheet, units=units)).solve()


def test_entered_duty_does_not_heat_a_bypass():
    sheet = reactor(
        "ConversionReactor",
        [{"composition": "CaCO3(s)", "rate": "1 t/h", "temperature": "40 degC"}],
        reactions=({"reaction": "CaCO3(s) -> CaO(s) + CO2(g)", "of": "CaCO3(s)", "conversion": 1.0},),
        duty="500 kW",
    )
    solution = switched_off(sheet, "ConversionReactor")
    assert solution.status == "closed"
    assert solution.streams["out"]["T_K"] == pytest.approx(313.15)
    assert solution.streams["out"]["species_kg_per_h"] == solution.streams["in-1"]["species_kg_per_h"]


def test_a_feed_that_is_off_brings_nothing():
    solution = switched_off(conversion_reactor(), "Feed")
    assert all(stream["no_flow"] for stream in solution.streams.values())
