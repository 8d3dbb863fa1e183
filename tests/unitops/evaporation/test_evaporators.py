"""Evaporators against hand calculation and real steam."""

from __future__ import annotations

import pytest

from tests.unitops.examples.answers import Answers, around
from tests.unitops.examples.evaporation import LIQUOR, evaporator, recompression

WATER = {"composition": "H2O(l)", "rate": "100 t/h", "temperature": "100 degC"}


def boiled(feed=None, outlets=("concentrate", "condensate"), **parameters):
    return Answers(around("Evaporator", {"feeds": {**LIQUOR, **(feed or {})}}, outlets, **parameters))


def test_one_effect_on_boiling_water_takes_its_latent_heat():
    # Steam tables: 2256.4 kJ/kg at 100 degC; ideal-gas steam is 0.6 % apart. 50 t/h: 31.3 MW.
    unit = boiled(WATER, ("concentrate", "vapour"), evaporated_share="50 %", temperature="100 degC", stated_elevation=0)
    assert unit.value("U-1.steam_heat") == pytest.approx(50 / 3.6 * 2256.4e3, rel=1e-2)
    assert unit.state("vapour", "P") == pytest.approx(101.4e3, rel=2e-3)


def test_two_effects_by_hand():
    # Feed of water at 105 degC, first effect 105, second 70 degC, no elevation; 60 of 100 t/h boiled off.
    # l1 = 2243, l2 = 2333 kJ/kg, c = 4.19: v2 l2 = v1 l1 + 4.19 x 35 (100 - v1), v1 + v2 = 60
    # v1 (2243 + 2333 - 146.7) = 60 x 2333 - 14665: v1 = 28.30 t/h; steam heat = v1 l1.
    unit = boiled({**WATER, "temperature": "105 degC"}, evaporated_share="60 %", effects="2", stated_elevation=0)
    assert unit.value("U-1.steam_heat") * 3.6 / 2243e3 == pytest.approx(28.30, rel=2e-2)
    assert unit.gap("U-1") < 1e-10


def test_more_effects_take_less_steam():
    economies = []
    for effects in "123456":
        unit = boiled(evaporated_share="60 %", effects=effects, stated_elevation=0, first_temperature="110 degC")
        economies.append(unit.value("U-1.steam_economy"))
        assert unit.gap("U-1") < 1e-10
    assert economies == sorted(economies)
    # Common experience: 0.8 to 0.95 for one effect, about 0.75 to 0.85 for each of several.
    assert 0.75 < economies[0] < 1.0
    assert 2.1 < economies[2] < 2.6


@pytest.mark.parametrize(
    ("name", "value", "si"),
    [
        ("water_evaporated", "40 t/h", 40 / 3.6),
        ("evaporated_share", "50 %", 0.5),
        ("concentration", "20 g/L", 20.0),
        ("dissolved_content", "20 %", 0.2),
        ("density", "1180 kg/m3", 1180.0),
    ],
)
@pytest.mark.parametrize("scale", [0.1, 1.0, 10.0])
def test_each_target(name, value, si, scale):
    scale = 1.0 if name == "water_evaporated" else scale
    unit = boiled({"rate": f"{100 * scale} t/h"}, element="Li", effects="3", **{name: value})
    assert unit.value(f"U-1.{name}") == pytest.approx(si)
    lithium = unit.amount("concentrate", "Li+(aq)") * 6.94e-3
    from unitops.chemistry.liquor_density import volume

    left = unit.amounts("concentrate")
    litres = volume(list(left), list(left.values()), unit.temperature("concentrate"))
    assert unit.value("U-1.concentration") == pytest.approx(lithium / litres, rel=1e-3)
    mass = unit.mass("concentrate")
    assert unit.value("U-1.density") == pytest.approx(mass / litres, rel=1e-6)


def test_elevation_from_water_activity():
    # 3 mol/kg NaCl boils at 103.4 degC (Robinson and Stokes: osmotic coefficient 1.04; ebullioscopy gives 0.513 K
    # x 2 x 3 x 1.04 = 3.2 K).
    salt = {"species": {"NaCl(aq)": "8.77 %", "H2O(l)": "91.23 %"}}
    unit = boiled(
        {"composition": salt},
        dissolved_content="14.92 %",
        elevation="from water activity",
        temperature="103 degC",
    )
    assert unit.value("U-1.boiling_point_elevation") == pytest.approx(3.25, abs=0.2)


def test_examples_close():
    for example in (evaporator, recompression):
        assert Answers(example()).gap("U-1") < 1e-10


def test_recompression_against_real_steam():
    # 100 degC, saturated, to condense at 110 degC.
    from unitops.chemistry.realfluid import RealFluid

    unit = Answers(
        around(
            "VapourRecompressionEvaporator",
            {"feeds": WATER},
            ("concentrate", "condensate"),
            evaporated_share="50 %",
            stated_elevation=0,
            temperature_difference="10 K",
            motor_efficiency="100 %",
        )
    )
    # Saturation pressures 101.42 and 143.38 kPa of IAPWS-95.
    real = RealFluid("H2O").compress(373.15 + 0.06, 101.4e3, 143.38e3, 0.75)  # beyond the ramp on which it boils
    assert unit.value("U-1.pressure_ratio") == pytest.approx(143.38 / 101.42, rel=1e-3)
    assert unit.value("U-1.power_per_water") == pytest.approx(real.work / 0.018015268, rel=0.02)
    # 25 to 30 kWh/t is what makers quote for 10 K.
    assert 20 < unit.value("U-1.power_per_water") / 3600 < 30


def test_no_feed_and_nothing_to_boil():
    for share in ("0 %", "50 %"):
        assert boiled({"rate": "0 t/h"}, evaporated_share=share, effects="3").mass("concentrate") < 1e-9
    unit = boiled(evaporated_share="0 %", effects="2")
    assert unit.mass("condensate") == pytest.approx(0.0, abs=1e-12)
