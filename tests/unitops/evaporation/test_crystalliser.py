"""Crystallisers against measured solubilities and heats."""

from __future__ import annotations

import pytest

from tests.unitops.examples.answers import Answers, around
from tests.unitops.examples.evaporation import GLAUBER, glauber, thenardite
from unitops.errors import InputError

SULFATE = {
    "composition": {"species": {"Na2SO4(aq)": "25 %", "H2O(l)": "75 %"}},
    "rate": "100 t/h",
    "temperature": "60 degC",
}


def crystallised(feed=None, outlets=("magma",), **parameters):
    return Answers(around("Crystalliser", {"feeds": {**SULFATE, **(feed or {})}}, outlets, **parameters))


def sulfate_per_water(unit):
    """Dissolved anhydrous sodium sulfate, kg per kg of water."""
    return 0.5 * unit.amount("magma", "Na+(aq)") * 0.14204 / (unit.amount("magma", "H2O(l)") * 0.018015)


def test_glauber_by_solubility_in_water():
    # 9.1 g / 100 g at 10 degC; decahydrate is 44.09 % Na2SO4: 25 - 0.4409 x = 0.091 (75 - 0.5591 x), x = 46.60 t/h.
    unit = crystallised(crystals=[GLAUBER], law="solubility in water", temperature="10 degC")
    assert unit.value("U-1.crystals_formed") * 3.6 == pytest.approx(46.60, rel=1e-3)
    assert unit.gap("U-1") < 1e-10


def test_glauber_from_lithium_liquor_by_equilibrium():
    unit = Answers(glauber())
    # 4.9 g / 100 g in water at 0 degC; the common ion lowers it, the strength of the liquor raises it.
    assert 0.03 < sulfate_per_water(unit) < 0.07
    lithium = unit.amount("magma", "Li2SO4(s)") * 2 / unit.amount("feeds", "Li+(aq)")
    assert lithium == pytest.approx(0.003, rel=1e-6)
    assert unit.gap("U-1") < 1e-10


def test_heat_of_glauber():
    # Cooling 100 t/h from 40 to 0 degC: 100 x 3.5 kJ/kg/K x 40 K = 3.9 MW; 32.7 t/h of decahydrate give off
    # some 60 kJ/mol out of a strong liquor (78 kJ/mol out of infinite dilution): 1.7 MW.
    assert Answers(glauber()).value("U-1.duty") == pytest.approx(-5.5e6, rel=0.1)


def test_thenardite_by_both_laws():
    # 43.7 g / 100 g at 80 degC: 25 - x = 0.437 x 30, x = 11.89 t/h.
    by_water = Answers(thenardite())
    assert by_water.value("U-1.crystals_formed") * 3.6 == pytest.approx(11.89, rel=2e-3)
    by_equilibrium = crystallised(
        outlets=("magma", "vapour"), crystals=["Na2SO4(s)"], temperature="80 degC", evaporated_share="60 %"
    )
    assert sulfate_per_water(by_equilibrium) == pytest.approx(0.437, rel=0.03)
    assert by_equilibrium.gap("U-1") < 1e-10


def test_manganese_sulfate_grows_less_soluble():
    feed = {"composition": {"species": {"MnSO4(aq)": "30 %", "H2O(l)": "70 %"}}}
    formed = []
    for temperature in ("80 degC", "100 degC"):
        unit = crystallised(
            feed,
            ("magma", "vapour"),
            crystals=["MnSO4·H2O(s)"],
            law="solubility in water",
            temperature=temperature,
            evaporated_share="40 %",
        )
        formed.append(unit.value("U-1.crystals_formed"))
    assert formed[1] > 1.05 * formed[0]


def test_stated_conversion():
    reaction = {
        "reaction": f"2 Na+(aq) + SO4-2(aq) + 10 H2O(l) -> {GLAUBER}",
        "of": "Na+(aq)",
        "conversion": "70 %",
    }
    unit = crystallised(law="conversions", reactions=(reaction,), temperature="5 degC")
    assert unit.amount("magma", GLAUBER) == pytest.approx(0.35 * unit.amount("feeds", "Na+(aq)"))


def test_flash_cools_the_liquor():
    # From 60 to 38.4 degC: 100 t/h x 3.4 kJ/kg/K x 21.6 K is the latent heat of 3 t/h, 2413 kJ/kg.
    unit = crystallised(outlets=("magma", "vapour"), law="conversions", water_evaporated="3 t/h", duty="0 kW")
    assert unit.temperature("magma") - 273.15 == pytest.approx(38.4, abs=1.5)
    assert unit.gap("U-1") < 1e-10


@pytest.mark.parametrize("rate", ["0 t/h", "10 t/h", "1000 t/h"])
@pytest.mark.parametrize("law", ["equilibrium", "solubility in water"])
def test_any_rate_and_too_weak_a_liquor(rate, law):
    unit = crystallised({"rate": rate}, crystals=[GLAUBER], law=law, temperature="10 degC")
    assert unit.gap("U-1") < 1e-10
    weak = {"rate": rate, "composition": {"species": {"Na2SO4(aq)": "1 %", "H2O(l)": "99 %"}}}
    unit = crystallised(weak, crystals=[GLAUBER], law=law, temperature="10 degC")
    assert unit.value("U-1.crystals_formed") == pytest.approx(0.0, abs=1e-9)


def test_condensed_vapour():
    unit = crystallised(
        outlets=("magma", "condensate"),
        crystals=["Na2SO4(s)"],
        temperature="80 degC",
        water_evaporated="50 t/h",
    )
    assert unit.value("U-1.condenser_heat") == pytest.approx(50 / 3.6 * 2315e3, rel=0.01)
    assert unit.gap("U-1") < 1e-10


def test_boiling_down_without_an_outlet_for_the_vapour_is_told():
    with pytest.raises(InputError, match=r"dissolved_content: nothing can boil off\. Connect 'vapour' or 'condensate'"):
        crystallised(crystals=[GLAUBER], temperature="30 degC", dissolved_content="40 %")
