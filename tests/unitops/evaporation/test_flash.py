"""Flash tanks against steam tables and arithmetic by hand."""

from __future__ import annotations

import pytest

from tests.unitops.examples import leaching as sheets
from tests.unitops.examples.answers import Answers, around


def test_condensate_from_220_celsius_to_the_open():
    # IAPWS: enthalpy of water 943.6 kJ/kg at 220 degC, 419.1 at 100 degC; heat of evaporation 2256.5: 23.24 % flashes.
    solved = Answers(sheets.condensate_flash())
    assert solved.value("FT-1.steam_share") == pytest.approx((943.6 - 419.1) / 2256.5, rel=0.01)
    assert solved.temperature("slurry") - 273.15 == pytest.approx(99.97, abs=0.03)
    assert solved.gap("FT-1") < 1e-9


def test_temperature_stated_gives_the_pressure():
    # Saturation pressure of water at 150 degC: 476.16 kPa (IAPWS).
    solved = Answers(sheets.condensate_flash(temperature="150 degC"))
    assert solved.value("FT-1.pressure") / 1e3 == pytest.approx(476.16, rel=1e-3)


def test_a_cold_feed_does_not_boil():
    feeds = {"feeds": {"composition": "H2O(l)", "rate": "10 t/h", "temperature": "80 degC"}}
    solved = Answers(around("FlashTank", feeds, ("slurry", "vapour"), tag="FT-1"))
    assert solved.mass("vapour") == pytest.approx(0.0, abs=1e-9)
    assert solved.temperature("slurry") - 273.15 == pytest.approx(80.0, abs=1e-6)


def test_gas_leaves_saturated_and_lowers_the_temperature():
    solved = Answers(sheets.flash_tank(elevation="stated"))
    vapour = solved.amounts("vapour")
    share = vapour["H2O(g)"] / sum(vapour.values())
    # 99.6 % steam: water boils at 99.4 %, 0.17 K below 99.97 degC (0.036 kPa/mK)
    assert solved.temperature("slurry") - 273.15 == pytest.approx(99.97 - (1 - share) * 101.325 / 3.62, abs=0.02)


def test_sulfate_raises_the_boiling_point():
    solved = Answers(sheets.flash_tank())
    assert 0.3 < solved.value("FT-1.boiling_point_elevation") < 1.5


def test_two_steps_give_less_steam_than_one():
    from flowsheets.document.building import SheetBuilder

    build = SheetBuilder("two steps")
    feed: dict = {"composition": "H2O(l)", "rate": "10 t/h", "temperature": "220 degC", "pressure": "2500 kPa"}
    build.unit("Feed", "FD-1", **feed)
    build.unit("FlashTank", "FT-1", pressure="600 kPa")
    build.unit("FlashTank", "FT-2")
    for tag in ("PD-1", "PD-2", "PD-3"):
        build.unit("Product", tag)
    build.stream("FD-1.outlet", "FT-1.feeds", "hot")
    build.stream("FT-1.slurry", "FT-2.feeds", "between")
    build.stream("FT-1.vapour", "PD-1.inlet", "steam")
    build.stream("FT-2.slurry", "PD-2.inlet", "cold")
    build.stream("FT-2.vapour", "PD-3.inlet", "flash")
    solved = Answers(build.sheet())
    # by the steam tables: 2085.8 and 2256.5 kJ/kg to evaporate at 158.8 and 100 degC, 670.4 kJ/kg of water in between
    first = (943.6 - 670.4) / 2085.8
    both = first + (1 - first) * (670.4 - 419.1) / 2256.5
    assert solved.mass("steam") + solved.mass("flash") == pytest.approx(10 / 3.6 * both, rel=0.015)
