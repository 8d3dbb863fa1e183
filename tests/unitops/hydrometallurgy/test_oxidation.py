"""Oxidation of iron against stoichiometry, published rates and arithmetic by hand."""

from __future__ import annotations

import math

import pytest

from tests.unitops.examples import leaching as sheets
from tests.unitops.examples.answers import Answers
from unitops.errors import RaffinateError
from unitops.hydrometallurgy.oxygen import oxygen_solubility


@pytest.mark.parametrize(("celsius", "expected"), [(25.0, 1.28e-3), (100.0, 7.7e-4), (200.0, 1.37e-3)])
def test_solubility_of_oxygen(celsius, expected):
    # mol/kg at 1 atm: 1.28e-3 at 25 degC by every handbook; minimum near 100 degC; Pray et al. (1952) near 200 degC
    assert oxygen_solubility(celsius + 273.15, 101325.0, math) == pytest.approx(expected, rel=0.03)


def test_acid_and_oxygen_by_the_reaction():
    solved = Answers(sheets.acid_oxidation())
    oxidised = 0.9 * solved.amount("feeds", "Fe+2(aq)")
    assert solved.amount("slurry", "Fe+3(aq)") == pytest.approx(oxidised, rel=1e-9)
    acid = solved.amount("feeds", "H+(aq)") - solved.amount("slurry", "H+(aq)")
    assert acid == pytest.approx(oxidised, rel=1e-6)
    # a quarter of a mole of oxygen per mole: 0.1433 kg per kg of iron
    assert solved.value("TK-1.oxygen_uptake") == pytest.approx(0.1433 * oxidised * 0.055845, rel=1e-3)
    # some 100 kJ per mole of iron: 0.823 mol/s warm 2.78 kg/s by 8 K
    assert solved.temperature("slurry") - 333.15 == pytest.approx(8.0, abs=3.0)
    assert solved.gap("TK-1") < 1e-9


def test_oxygen_that_is_not_there_oxidises_nothing():
    from flowsheets.document.building import replace

    sheet = sheets.acid_oxidation()
    units = {
        key: replace(unit, parameters={**unit.parameters, "rate": "10 kg/h"}) if unit.tag == "FD-2" else unit
        for key, unit in sheet.units.items()
    }
    solved = Answers(replace(sheet, units=units))
    assert solved.value("TK-1.oxygen_utilisation") == pytest.approx(1.0, rel=1e-6)
    assert solved.amount("slurry", "Fe+3(aq)") == pytest.approx(4 * 10 / 3.6 / 31.998, rel=1e-5)


def test_law_of_stumm_and_lee():
    # 8e13 min-1 atm-1 M-2 at 20.5 degC; [OH-] = 10^(7 - 14.15) at pH 7: k = 0.401 p min-1, so that at 0.2 atm half of
    # the iron is gone in 8.6 min, as published half-lives at pH 7 of some ten minutes say
    solved = Answers(sheets.mine_water())
    k = 8e13 * 10 ** (2 * (7 - 14.15)) * solved.value("TK-1.oxygen_pressure") / 101325
    assert k == pytest.approx(0.0803, rel=0.01)
    assert math.log(2) / k == pytest.approx(8.6, rel=0.02)
    assert solved.value("TK-1.iron_oxidised") == pytest.approx(60 * k / (1 + 60 * k), rel=1e-5)


def test_transfer_of_oxygen_holds_back():
    # kLa V c: 1 1/h x 100 m3 x 1.38e-3 mol/L/atm at 20.5 degC x 0.2 atm
    solved = Answers(sheets.mine_water(transfer_coefficient="1 1/h"))
    dissolved = oxygen_solubility(293.65, solved.value("TK-1.oxygen_pressure"), math) * 1e3
    uptake = solved.value("TK-1.volume") / 3600 * dissolved
    assert solved.value("TK-1.oxygen_uptake") == pytest.approx(uptake * 0.031998, rel=1e-4)
    assert dissolved == pytest.approx(0.276, rel=0.03)


def test_goethite_gypsum_and_carbon_dioxide():
    solved = Answers(sheets.goethite_tank())
    # 4 tanks of 1 h: k = 4 1/h x p / 21 kPa at pH 3
    k = 4.0 * solved.value("TK-1.oxygen_pressure") / 21e3
    assert solved.value("TK-1.iron_oxidised") == pytest.approx(1 - (1 + k) ** -4, rel=1e-5)
    iron = solved.amount("feeds", "Fe+2(aq)") * solved.value("TK-1.iron_oxidised")
    assert solved.amount("slurry", "FeOOH(s)") == pytest.approx(iron, rel=1e-5)
    # 2 H+ per goethite and the acid of the feed, less what stays at pH 3 (carbonic acid apart), over limestone's 2 H+
    dissolved = 0.9 * solved.amount("reagent", "CaCO3(s)")
    carbonate = solved.amount("slurry", "CO3-2(aq)")
    left = solved.amount("slurry", "H+(aq)") - 2 * carbonate
    acid = 2 * iron + solved.amount("feeds", "H+(aq)") - left
    assert 2 * dissolved == pytest.approx(acid, rel=1e-5)
    assert solved.amount("vent", "CO2(g)") == pytest.approx(dissolved - carbonate, rel=1e-6)
    gypsum = dissolved - solved.amount("slurry", "Ca+2(aq)")
    assert solved.amount("slurry", "CaSO4·2H2O(s)") == pytest.approx(gypsum, rel=1e-6)
    assert solved.value("TK-1.carbon_dioxide_evolved") == pytest.approx((dissolved - carbonate) * 0.04401, rel=1e-3)


def test_potassium_jarosite_in_acid():
    liquor = {"FeSO4(aq)": "2 %", "K2SO4(aq)": "0.5 %", "H2SO4(aq)": "0.1 %", "H2O(l)": "97.4 %"}
    from tests.unitops.examples.answers import around

    feeds = {
        "feeds": {"composition": {"species": liquor}, "rate": "10 t/h", "temperature": "95 degC"},
        "oxidant": {"composition": "O2(g)", "rate": "50 kg/h"},
    }
    entered: dict = {"solids": "KFe3(SO4)2(OH)6(s)", "temperature": "95 degC", "tag": "TK-1"}
    solved = Answers(around("OxidationTank", feeds, ("slurry", "vent"), **entered))
    # K+ + 3 Fe+3 + 2 SO4-2 + 6 H2O = jarosite + 6 H+: acid rises by 2 H+ per iron, less 1 that oxidation takes
    jarosite = solved.amount("slurry", "KFe3(SO4)2(OH)6(s)")
    assert jarosite * 3 > 0.5 * solved.amount("feeds", "Fe+2(aq)")
    gained = solved.amount("slurry", "H+(aq)") - solved.amount("feeds", "H+(aq)")
    assert gained == pytest.approx(6 * jarosite - solved.amount("feeds", "Fe+2(aq)"), rel=1e-6)


def test_utilisation_with_a_rate_is_refused():
    with pytest.raises(RaffinateError, match="oxygen ratio"):
        Answers(sheets.goethite_tank(oxygen_ratio=None, oxygen_utilisation="20 %"))
