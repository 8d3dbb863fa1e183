"""Calciner: limestone, spodumene, fuel or temperature found."""

from __future__ import annotations

import pytest

from tests.unitops.examples.answers import AIR, Answers, around
from tests.unitops.examples.thermal import calciner

DECARBONATION = {"reaction": "CaCO3(s) -> CaO(s) + CO2(g)", "of": "CaCO3(s)", "conversion": 1.0}


def limestone(**parameters):
    feed = {"composition": "CaCO3(s)", "rate": "1 t/h"}
    return around("Calciner", {"feed": feed}, ("calcine", "offgas"), reactions=(DECARBONATION,), **parameters)


def test_limestone_takes_its_heat_of_decomposition_at_298_k():
    # 1 t/h CaCO3 = 9.9912 kmol/h; 178.3 kJ/mol at 298.15 K (NBS) gives 494.8 kW.
    kiln = Answers(limestone(heating="electric", temperature="25 degC", loss_share=0.0, dust=0.0))
    assert kiln.value("U-1.duty") == pytest.approx(494.8e3, rel=2e-3)
    assert kiln.value("U-1.electric_power") == pytest.approx(kiln.value("U-1.duty"), rel=1e-12)
    assert kiln.amount("offgas", "CO2(g)") == pytest.approx(1000 / 100.0869 / 3.6, rel=1e-4)


def test_loss_is_a_share_of_the_heat_supplied():
    bare = Answers(limestone(heating="external heat", temperature="900 degC", loss_share=0.0))
    kiln = Answers(limestone(heating="external heat", temperature="900 degC", loss_share=0.2))
    assert kiln.value("U-1.external_heat") == pytest.approx(bare.value("U-1.external_heat") / 0.8)
    assert kiln.value("U-1.loss") == pytest.approx(0.2 * kiln.value("U-1.duty"))


def test_spodumene_kiln_finds_fuel_and_air():
    kiln = Answers(calciner())
    methane = kiln.amount("fuel", "CH4(g)")
    # 802.3 kJ/mol; 2 mol O2 for each mol CH4, 15 % more is fed and leaves.
    assert kiln.value("U-1.fuel_heat") == pytest.approx(methane * 802.3e3, rel=1e-3)
    assert kiln.amount("air", "O2(g)") == pytest.approx(2.3 * methane)
    assert kiln.amount("offgas", "O2(g)") == pytest.approx(0.3 * methane)
    dry = methane * (1 + 0.3 + 2.3 * 79 / 21)
    assert kiln.value("U-1.oxygen") == pytest.approx(0.3 * methane / dry)
    assert kiln.value("U-1.dry_gas") == pytest.approx(dry)
    # By hand for 1 t of feed: 930 kg solids to 1080 degC at 1.2 to 1.5 kJ/kg/K 1.2 to 1.5 GJ, 28 kJ/mol for 4110 mol
    # 0.12 GJ, 70 kg water to steam at 300 degC 0.21 GJ, off-gas at 300 degC 0.2 GJ, a tenth lost: 1.9 to 2.2 GJ.
    assert 1.8e6 < kiln.value("U-1.heat_per_feed") < 2.3e6
    assert kiln.gap("U-1") < 1e-10


def fired(feeds_fuel, air, **parameters):
    return around(
        "Calciner",
        {
            "feed": {"composition": "SiO2(s)", "rate": "10 t/h"},
            "fuel": {"composition": "CH4(g)", **feeds_fuel},
            "air": {"composition": AIR, **air},
        },
        ("calcine", "offgas"),
        **parameters,
    )


def test_temperature_follows_where_the_fuel_is_given():
    found = Answers(fired({}, {}, temperature="800 degC", excess_air=0.2))
    fuel = found.amount("fuel", "CH4(g)")
    given = Answers(fired({"molar_rate": f"{fuel * 3.6} kmol/h"}, {}, excess_air=0.2))
    assert given.temperature("calcine") == pytest.approx(1073.15, abs=1e-6)


def test_fuel_burns_no_further_than_the_air_allows():
    short = Answers(fired({"molar_rate": "10 kmol/h"}, {"molar_rate": "40 kmol/h"}))
    # 8.4 kmol/h O2 burn 4.2 kmol/h CH4.
    assert short.amount("offgas", "CH4(g)") == pytest.approx(5.8 / 3.6, rel=1e-6)
    assert short.amount("offgas", "O2(g)") == pytest.approx(0.0, abs=1e-8)
    assert short.value("U-1.air_ratio") == pytest.approx(0.42)
    assert short.gap("U-1") < 1e-10


def test_no_feed_needs_no_fuel():
    idle = around(
        "Calciner",
        {
            "feed": {"composition": "SiO2(s)", "rate": 0.0},
            "fuel": {"composition": "CH4(g)"},
            "air": {"composition": AIR},
        },
        ("calcine", "offgas"),
        temperature="800 degC",
        excess_air=0.2,
    )
    assert abs(Answers(idle).amount("fuel", "CH4(g)")) < 1e-9
