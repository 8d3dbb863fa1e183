"""Cooler: heat into air or cooling water."""

from __future__ import annotations

import pytest

from tests.unitops.examples.answers import Answers, around
from tests.unitops.examples.thermal import cooler


def test_air_takes_the_heat_but_the_loss():
    unit = Answers(cooler())
    gained = unit.state("warm_air", "H") - unit.state("air", "H")
    assert gained == pytest.approx(0.95 * unit.value("U-1.heat_given"))
    # Spodumene and quartz give about 1.33 MJ/kg from 1080 to 90 degC: 25.8 kg/s, 34.3 MW.
    assert unit.value("U-1.heat_given") == pytest.approx(34.3e6, rel=0.03)
    # Air from 25 to 600 degC takes 17.6 kJ/mol (cp 30.6 J/mol/K).
    air = sum(unit.amounts("air").values())
    assert gained / air == pytest.approx(17.6e3, rel=0.01)
    assert unit.gap("U-1") < 1e-10


def test_water_takes_it_where_there_is_no_air():
    feed = {"composition": "SiO2(s)", "rate": "1 t/h", "temperature": "300 degC"}
    unit = Answers(around("Cooler", {"feed": feed}, ("cooled",), heat_given="20 kW"))
    assert unit.value("U-1.cooling_duty") == pytest.approx(19e3)
    assert unit.gap("U-1") < 1e-10
