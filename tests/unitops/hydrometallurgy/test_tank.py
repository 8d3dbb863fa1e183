"""Tanks and leach tanks against arithmetic by hand."""

from __future__ import annotations

import pytest

from tests.unitops.examples import hydrometallurgy as sheets
from tests.unitops.examples.answers import AIR, Answers, around

HOUR = 3600.0


def test_slaking_heats_the_milk_of_lime():
    solved = Answers(sheets.tank(evaporation="0 t/h"))
    # 950 kg/h of CaO at 56.077 g/mol, 95 % of it slaked
    assert solved.amount("slurry", "Ca(OH)2(s)") == pytest.approx(950 / 56.077 / 3.6 * 0.95, rel=1e-4)
    # 65.2 kJ/mol x 4.47 mol/s over 57.2 x 75.4 + 4.47 x 90 + 20 J/s/K: 61 K above 25 degC
    assert solved.temperature("slurry") - 273.15 == pytest.approx(86.5, abs=2.0)
    assert solved.gap("TK-1") < 1e-9


def test_evaporation_leaves_by_the_vent_and_cools():
    still, open_tank = Answers(sheets.tank(evaporation="0 t/h")), Answers(sheets.tank())
    assert open_tank.mass("vapour") == pytest.approx(50 / HOUR, rel=1e-6)
    assert open_tank.temperature("slurry") < still.temperature("slurry") - 5.0


def test_dose_by_liquor_and_wall_loss():
    solved = Answers(sheets.dosed_tank())
    # 8 t/h of water at 25 degC is 8000/0.99705 L/h; 200 g of Na2CO3 each
    soda = 0.2 * 8000 / 0.99705 / HOUR / 0.105988
    assert solved.amount("reagent", "Na2CO3(s)") == pytest.approx(soda, rel=1e-4)
    assert solved.amount("slurry", "Na+(aq)") == pytest.approx(2 * soda * (1 + 0.01 / 0.99 * 0.9068), rel=1e-3)
    assert solved.value("TK-1.heat_loss") == pytest.approx(30 * 10 * 35)
    assert solved.gap("TK-1") < 1e-9


def test_leach_takes_the_acid_and_the_water_that_are_asked():
    solved = Answers(sheets.leach_tank())
    # 1000/56.077 kmol/h of CaO takes 1 H2SO4, 500/159.688 of Fe2O3 takes 3; 10 % more is dosed
    need = (1000 / 56.077 + 3 * 500 / 159.688) / 3.6
    assert solved.amount("reagent", "SO4-2(aq)") == pytest.approx(1.1 * need, rel=1e-4)
    assert solved.value("TK-1.dose_per_solids") * 1000 == pytest.approx(1.1 * need * 3.6 * 98.0785 / 10, rel=1e-4)
    assert solved.value("TK-1.percent_solids") == pytest.approx(0.3)
    assert solved.value("TK-1.liquor_to_solid") == pytest.approx(7 / 3, rel=1e-9)
    assert solved.value("TK-1.extraction") == pytest.approx(0.3)
    assert solved.value("TK-1.volume_each") == pytest.approx(solved.value("TK-1.volume") / 4)
    assert solved.gap("TK-1") < 1e-9


def test_gas_leaves_saturated_with_water():
    feeds = {
        "feeds": {"composition": "H2O(l)", "rate": "10 t/h"},
        "gas": {"composition": AIR, "molar_rate": "36 kmol/h"},
    }
    solved = Answers(around("Tank", feeds, ("slurry", "vent"), tag="TK-1", temperature="60 degC"))
    # vapour pressure of water at 60 degC: 19.946 kPa (IAPWS)
    assert solved.amount("vent", "H2O(g)") == pytest.approx(10 * 19.946 / (101.325 - 19.946), rel=1e-3)
    assert solved.gap("TK-1") < 1e-9


def test_lime_without_water_stays_lime():
    feeds = {"feeds": {"composition": "CaO(s)", "rate": "1 t/h"}, "reagent": {"composition": "H2O(l)", "rate": "0 t/h"}}
    slaking = {"reaction": "CaO(s) + H2O(l) -> Ca(OH)2(s)", "of": "CaO(s)", "conversion": 0.95}
    dry = Answers(around("Tank", feeds, ("slurry",), tag="TK-1", reactions=(slaking,)))
    assert dry.amount("slurry", "CaO(s)") == pytest.approx(dry.amount("feeds", "CaO(s)"), rel=1e-9)
    # 100 kg/h of water slake 100/18.015 kmol/h, a third of the lime.
    feeds["reagent"]["rate"] = "100 kg/h"
    damp = Answers(around("Tank", feeds, ("slurry",), tag="TK-1", reactions=(slaking,)))
    assert damp.amount("slurry", "Ca(OH)2(s)") == pytest.approx(100 / 18.015 / 3.6, rel=1e-5)
    assert min(damp.amounts("slurry").values()) >= -1e-12


def test_a_dose_per_solids_where_there_are_none_is_nothing():
    ore = {"feeds": {"composition": {"species": {"SiO2(s)": "50 %", "H2O(l)": "50 %"}}, "rate": "0 t/h"}}
    acid = {"reagent": {"composition": sheets.ACID, "rate": "1 t/h"}}
    solved = Answers(around("Tank", {**ore, **acid}, ("slurry",), tag="TK-1", active="H2SO4(l)"))
    assert solved.value("TK-1.dose_per_solids") == pytest.approx(0.0, abs=1e-3)
    assert solved.value("TK-1.dose_per_liquor") == pytest.approx(0.0, abs=1e-3)


def test_an_alkaline_liquor_drives_no_acid_leach_backwards():
    liquor = {
        "composition": {"species": {"NaOH(aq)": "4 %", "Fe2(SO4)3(aq)": "0.1 %", "H2O(l)": "95.9 %"}},
        "rate": "9 t/h",
    }
    feeds = {"feeds": liquor, "reagent": {"composition": "Fe2O3(s)", "rate": "1 t/h"}}
    leach = {"reaction": "Fe2O3(s) + 6 H+(aq) -> 2 Fe+3(aq) + 3 H2O(l)", "of": "Fe2O3(s)", "conversion": 0.5}
    solved = Answers(around("Tank", feeds, ("slurry",), tag="TK-1", reactions=(leach,)))
    assert solved.amount("slurry", "Fe2O3(s)") == pytest.approx(solved.amount("reagent", "Fe2O3(s)"), rel=1e-9)


@pytest.mark.parametrize(("acid", "given_off"), [("6 %", 0.9), ("0 %", 0.5)])
def test_carbon_dioxide_leaves_with_the_protons_that_it_holds(acid: str, given_off: float):
    # Bicarbonate in acid is CO2(aq), and 90 % of it leaves though every proton is held; without acid
    # 2 HCO3- -> CO2 + CO3-2 + H2O is all there is.
    liquor = {"species": {"NaHCO3(aq)": "5 %", "H2SO4(aq)": acid}, "rest": "H2O(l)"}
    row = {"reaction": "CO3-2(aq) + 2 H+(aq) -> CO2(g) + H2O(l)", "of": "CO3-2(aq)", "conversion": 0.9}
    feeds = {"feeds": {"composition": liquor, "rate": "10 t/h"}}
    tank = Answers(around("Tank", feeds, ("slurry", "vent"), tag="TK-1", reactions=(row,)))
    carbon = 10e6 * 0.05 / 84.006 / 3600.0
    assert tank.amount("vent", "CO2(g)") == pytest.approx(given_off * carbon, rel=1e-3)
    assert tank.gap("TK-1") < 1e-9
