"""Scrubber: saturation, removal, water bound and set free, alkali, what the liquor can hold."""

from __future__ import annotations

import numpy as np
import pytest

from flowsheets.sheet import Sheet
from tests.unitops.examples.answers import Answers, around
from tests.unitops.examples.gas import limestone_scrubber, scrubber
from unitops.errors import InputError
from unitops.gas.sulfur_dioxide import pressure_over


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


def test_water_saturated_with_sulfur_dioxide():
    # 94 g/L at 25 degC under one atmosphere, all sulfur(IV) counted (CRC Handbook, as widely quoted).
    sulfite = 94.0 / 64.066 * 1e3
    assert pressure_over(sulfite, sulfite, 298.15, np) == pytest.approx(101325.0, rel=0.05)


def test_nothing_is_given_off_by_an_alkaline_liquor():
    assert pressure_over(500.0, -20.0, 330.0, np) == 0.0


def test_limestone_becomes_gypsum():
    # 1.562 kg of CaCO3 per kg of SO2 and 3 % more; 2.687 kg of gypsum, 0.687 kg of CO2: flue gas desulfurisation.
    unit = Answers(limestone_scrubber())
    removed = unit.amount("gas", "SO2(g)") - unit.amount("clean", "SO2(g)")
    assert unit.amount("reagent", "CaCO3(s)") == pytest.approx(1.03 * removed, rel=1e-9)
    given = unit.amount("clean", "CO2(g)") - unit.amount("gas", "CO2(g)") - unit.amount("air", "CO2(g)")
    assert given == pytest.approx(1.03 * 0.95 * removed, rel=1e-6)
    assert unit.amount("bleed", "CaSO4·2H2O(s)") == pytest.approx(0.9 * 0.98 * removed, rel=1e-6)
    assert unit.amount("bleed", "CaCO3(s)") == pytest.approx(0.05 * 1.03 * removed, rel=1e-6)
    assert unit.value("U-1.back_pressure") < unit.value("U-1.pressure_fed")
    assert unit.gap("U-1") < 1e-10


@pytest.mark.parametrize(("alkali", "protons"), [("NaOH(aq)", 1.0), ("Ca(OH)2(s)", 2.0), ("Na2CO3(aq)", 2.0)])
def test_alkali_is_dosed_by_the_protons_that_the_gases_bring(alkali: str, protons: float):
    mass = {"NaOH(aq)": 39.997, "Ca(OH)2(s)": 74.093, "Na2CO3(aq)": 105.988}[alkali]
    unit = Answers(
        around(
            "Scrubber",
            {
                "gas": {
                    "composition": {"species": {"N2(g)": "97 %", "SO2(g)": "2 %", "HCl(g)": "1 %"}},
                    "rate": "5 t/h",
                },
                "liquor": {"composition": "H2O(l)", "rate": "20 t/h"},
                "reagent": {"composition": {"species": {alkali: "10 %", "H2O(l)": "90 %"}}},
            },
            ("clean", "bleed"),
            removal={"*": 0.9},
            active=alkali,
            stoichiometric_ratio=1.1,
        )
    )
    taken = 0.9 * (2 * unit.amount("gas", "SO2(g)") + unit.amount("gas", "HCl(g)"))
    assert 0.1 * unit.mass("reagent") / mass * 1e3 * protons == pytest.approx(1.1 * taken, rel=1e-4)


def test_water_alone_cannot_hold_much_sulfur_dioxide():
    water = {"composition": "H2O(l)", "rate": "2 t/h", "temperature": "80 degC"}
    gas = {
        "composition": {"species": {"N2(g)": "99.7 %", "SO2(g)": "0.3 %"}},
        "rate": "3.5 t/h",
        "temperature": "200 degC",
    }
    sheet = around("Scrubber", {"gas": gas, "liquor": water}, ("clean", "bleed"), removal={"SO2(g)": 0.95})
    solution = Sheet(sheet).solve()
    assert solution.status == "outside validity"
    assert "cannot hold the sulfur dioxide" in " ".join(solution.warnings)


@pytest.mark.parametrize(
    ("entered", "told"),
    [
        ({"removal": {"NO(g)": 0.9}}, r"what NO\(g\) becomes in a liquor is not known. It takes SO2\(g\), "),
        ({"active": ()}, r"a stoichiometric ratio is stated, but not of what. Name the active species"),
    ],
)
def test_what_cannot_be_is_refused(entered: dict, told: str):
    with pytest.raises(InputError, match=told):
        Answers(limestone_scrubber(**entered))
