"""Scrubber: saturation, removal, water bound and set free."""

from __future__ import annotations

import pytest

from tests.unitops.examples.answers import Answers, around
from tests.unitops.examples.gas import scrubber


def test_sulfur_dioxide_into_soda():
    unit = Answers(scrubber())
    assert unit.amount("clean", "SO2(g)") == pytest.approx(0.05 * unit.amount("gas", "SO2(g)"))
    assert unit.amount("bleed", "SO3-2(aq)") == pytest.approx(0.95 * unit.amount("gas", "SO2(g)"))
    assert unit.amount("clean", "SiO2(s)") == pytest.approx(0.1 * unit.amount("gas", "SiO2(s)"))
    assert unit.gap("U-1") < 1e-10


def test_gas_leaves_saturated():
    unit = Answers(scrubber(temperature="50 degC"))
    gas = unit.amounts("clean")
    # Vapour pressure of water at 50 degC: 12.352 kPa (IAPWS); the gas leaves at 100.325 kPa.
    share = gas["H2O(g)"] / sum(n for s, n in gas.items() if s != "SiO2(s)")
    assert share == pytest.approx(12.352 / 100.325, rel=1e-4)
    assert unit.gap("U-1") < 1e-10


def test_adiabatic_saturation_of_air():
    # Dry air at 100 degC has 100.6 kJ/kg. Saturated at 30.8 degC (0.0286 kg/kg) it has 31.0 + 0.0286 * 2558 kJ/kg, of
    # which the water brought 0.0286 * 129 kJ: 100.5 kJ/kg. So water at 30.8 degC stays at it.
    unit = Answers(
        around(
            "Scrubber",
            {
                "gas": {
                    "composition": {"species": {"N2(g)": "79 %", "O2(g)": "21 %"}, "per": "mole"},
                    "rate": "1 t/h",
                    "temperature": "100 degC",
                },
                "liquor": {"composition": "H2O(l)", "rate": "1 t/h", "temperature": "30.8 degC"},
            },
            ("clean", "bleed"),
            pressure_drop=0.0,
        )
    )
    assert unit.temperature("clean") - 273.15 == pytest.approx(30.8, abs=0.15)


@pytest.mark.parametrize("gas", ["SO3(g)", "H2SO4(g)", "HCl(g)", "HF(g)", "HNO3(g)", "CO2(g)", "H2S(g)", "NH3(g)"])
def test_every_gas_keeps_its_elements(gas):
    feed = {
        "composition": {"species": {"N2(g)": "95 %", gas: "5 %"}},
        "rate": "1 t/h",
        "temperature": "60 degC",
    }
    liquor = {"composition": "H2O(l)", "rate": "10 t/h"}
    unit = Answers(around("Scrubber", {"gas": feed, "liquor": liquor}, ("clean", "bleed"), removal={"*": 0.9}))
    assert unit.amount("clean", gas) == pytest.approx(0.1 * unit.amount("gas", gas))
    assert unit.gap("U-1") < 1e-10
