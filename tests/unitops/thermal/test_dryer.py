"""Dryer: moisture, salts of the entrained liquor, heat."""

from __future__ import annotations

import pytest

from tests.unitops.examples.answers import AIR, Answers, around
from tests.unitops.examples.thermal import dryer

WET_SAND = {
    "composition": {"species": {"SiO2(s)": "90 %", "H2O(l)": "10 %"}},
    "rate": "1 t/h",
    "temperature": "25 degC",
}


def sand(**entered):
    return around("Dryer", {"feed": WET_SAND}, ("dried", "exhaust"), loss_share=0.0, dust=0.0, **entered)


def test_moisture_by_hand():
    # 900 kg dry; 1 % of the wet product is 900 / 0.99 * 0.01 = 9.0909 kg; 90.909 kg evaporate.
    unit = Answers(sand(moisture="1 wt%", temperature="105 degC"))
    assert unit.value("U-1.evaporation") * 3600 == pytest.approx(90.909, rel=1e-5)
    # Steam at 105 degC less water at 25 degC: 2688.7 kJ/kg - 104.8 = 2584; the sand takes some 60 kJ/kg,
    # 900 kg: 54 MJ for 90.9 kg; residual water 3 MJ: 3220 kJ/kg in all.
    assert unit.value("U-1.heat_per_water") == pytest.approx(3220e3, rel=0.02)
    assert unit.gap("U-1") < 1e-10


def test_evaporation_may_be_entered_instead():
    unit = Answers(sand(evaporation="90.909090909 kg/h", temperature="105 degC"))
    assert unit.value("U-1.moisture") == pytest.approx(0.01, rel=1e-6)


def test_salts_of_the_liquor_crystallise_and_the_rest_stays():
    unit = Answers(dryer())
    water = unit.amount("feed", "H2O(l)")
    kept = unit.amount("dried", "H2O(l)") / water
    assert unit.mass("dried") * 0.002 == pytest.approx(unit.amount("dried", "H2O(l)") * 0.0180153, rel=1e-4)
    assert unit.amount("dried", "Li+(aq)") == pytest.approx(kept * unit.amount("feed", "Li+(aq)"), rel=1e-6)
    sulfate = unit.amount("feed", "SO4-2(aq)")
    crystals = unit.amount("dried", "Na2SO4(s)") + unit.amount("exhaust", "Na2SO4(s)")
    assert crystals == pytest.approx((1.0 - kept) * sulfate, rel=1e-6)
    assert 3.0e6 < unit.value("U-1.heat_per_water") < 6.0e6
    assert unit.value("U-1.relative_humidity") < 1.0
    assert unit.gap("U-1") < 1e-10


def test_hot_air_cools_to_what_it_evaporates():
    hot = {"composition": AIR, "temperature": "200 degC"}
    unit = Answers(
        around(
            "Dryer",
            {"feed": WET_SAND, "air": hot},
            ("dried", "exhaust"),
            heating="fuel",
            moisture="1 wt%",
            temperature="80 degC",
        )
    )
    # Air from 200 to 80 degC gives 121.5 kJ/kg; needed 90.9 * 2538 + 900 * 43 + 9 * 230 = 271.5 MJ/h: 2235 kg/h.
    assert unit.mass("air") * 3600 == pytest.approx(2235, rel=0.03)
    assert unit.gap("U-1") < 1e-10
    # From 25 degC the air brings 177 kJ/kg: 2235 x 177 / 90.9.
    assert unit.value("U-1.heat_per_water") == pytest.approx(4350e3, rel=0.03)
