"""Boiler against steam tables."""

from __future__ import annotations

import pytest

from tests.unitops.examples.answers import Answers, around
from tests.unitops.examples.thermal import boiler


def test_saturated_steam_of_six_bar():
    water = {"composition": "H2O(l)", "rate": "10 t/h", "temperature": "25 degC"}
    unit = Answers(around("Boiler", {"water": water}, ("steam", "blowdown"), heating="electric", loss_share=0.0))
    # IAPWS: 158.83 degC, steam 2756.1, water 670.4, feed 104.8 kJ/kg: 2651.3 + 0.04 / 0.96 x 565.6 = 2674.9 kJ/kg. The
    # ideal vapour has some 45 kJ/kg too much.
    assert unit.temperature("steam") - 273.15 == pytest.approx(158.83, abs=0.02)
    assert unit.value("U-1.heat_per_steam") == pytest.approx(2674.9e3, rel=0.02)
    assert unit.gap("U-1") < 1e-10


def test_fuel_is_found_and_salt_leaves_with_the_blowdown():
    unit = Answers(boiler())
    assert unit.amount("blowdown", "Na+(aq)") == pytest.approx(unit.amount("water", "Na+(aq)"))
    assert unit.amount("fuel", "CH4(g)") * 802.3e3 == pytest.approx(unit.value("U-1.fuel_heat"), rel=1e-3)
    # Stack loss at 180 degC some 6 % of the lower heating value, shell 2 %.
    useful = unit.state("steam", "H") + unit.state("blowdown", "H") - unit.state("water", "H")
    assert useful / unit.value("U-1.fuel_heat") == pytest.approx(0.915, abs=0.01)
    assert unit.gap("U-1") < 1e-10
