"""Heap leaching against published heaps and arithmetic by hand."""

from __future__ import annotations

from math import exp

import pytest

from tests.unitops.examples import leaching as sheets
from tests.unitops.examples.answers import Answers
from unitops.errors import RaffinateError

DAY, HOUR = 86400.0, 3600.0


def test_cycle_and_areas_of_taltal():
    # Taltal (declaration of 2021): 5 L/h/m2, 1.0 m3/t, 5 m, cycle 82 d. At 1.6 t/m3 a square metre holds 8 t of ore,
    # which takes 8 m3 at 5 L/h: 1600 h or 66.7 d of irrigation; with 7 d of curing 8.3 d are left of the 82.
    solved = Answers(sheets.heap_leach(drainage_time="8.333 d"))
    assert solved.value("HL-1.leach_time") / DAY == pytest.approx(1600 / 24, rel=1e-9)
    assert solved.value("HL-1.cycle_time") / DAY == pytest.approx(82.0, rel=1e-4)
    assert solved.value("HL-1.irrigated_area") == pytest.approx(350 / 0.005, rel=0.03)  # 350 m3/h; 343 t/h are dry
    assert solved.value("HL-1.ore_under_leach") / 1e3 == pytest.approx(343 * 1600, rel=1e-6)
    assert solved.value("HL-1.pad_area") == pytest.approx(343 * 82 * 24 / 8, rel=1e-4)
    assert solved.gap("HL-1") < 1e-9


def test_cure_of_the_spent_ore_heap_of_chuquicamata():
    # 7,414 t of dry ore cured with 11.30 kg/t of acid and 46.9 kg/t of water (Codelco, 2012): 83.8 t and 347.7 t.
    sheet = sheets.heap_leach()
    solved = Answers(sheet)
    dry = 350 * 0.98 / 3.6
    acid = solved.amount("acid", "SO4-2(aq)") * 0.0980785
    assert acid / dry * 7414 == pytest.approx(83.8, rel=1e-3)
    assert solved.mass("water") / dry * 7414 == pytest.approx(347.7, rel=1e-3)


def test_copper_acid_and_water_by_hand():
    solved = Answers(sheets.heap_leach())
    # 0.7 % malachite at 221.114 g/mol and 0.5 % chrysocolla at 175.66: kmol/h of copper
    malachite, chrysocolla = 2 * 2450 / 221.114, 1750 / 175.66
    extracted = 0.9 * malachite + 0.6 * chrysocolla
    assert solved.value("HL-1.extraction") == pytest.approx(extracted / (malachite + chrysocolla), rel=1e-4)
    # acid: one mole per mole of copper, one per mole of calcite, three per mole of hematite
    calcite, hematite = 2800 / 100.087, 10500 / 159.687
    acid = extracted + 0.95 * calcite + 0.02 * 3 * hematite
    assert solved.value("HL-1.acid_consumption") == pytest.approx(acid * 98.0785 / 343e3, rel=1e-4)
    gangue = (0.95 * calcite + 0.06 * hematite) * 98.0785 / 343e3
    assert solved.value("HL-1.gangue_acid") == pytest.approx(gangue, rel=1e-4)
    # moisture: a tenth of the ripios is liquor; a twentieth of the water irrigated evaporates
    ripios = solved.amounts("ripios")
    liquor = sum(n * solved.problem.species[s].molar_mass for s, n in ripios.items() if s.endswith(("(aq)", "O(l)")))
    assert liquor / solved.mass("ripios") == pytest.approx(0.1, rel=1e-9)
    evaporated = 0.05 * solved.amount("lixiviant", "H2O(l)")
    # CO2 takes 3.14 kPa with it at 25 degC besides
    carried = solved.amount("vapour", "CO2(g)") * 3.169 / (101.325 - 3.169)
    assert solved.amount("vapour", "H2O(g)") == pytest.approx(evaporated + carried, rel=1e-3)


def test_law_of_recovery_and_gangue_by_acid():
    solved = Answers(sheets.heap_by_law())
    assert solved.value("HL-1.share_reached") == pytest.approx(1 - exp(-60 / 30), rel=1e-9)
    # 8 kg/t on 343 t/h of dry ore by hematite alone: 2,744/98.08/3 kmol/h
    dissolved = solved.amount("ore", "Fe2O3(s)") - solved.amount("ripios", "Fe2O3(s)")
    assert dissolved * 3.6 == pytest.approx(2744 / 98.0785 / 3, rel=1e-4)
    # 0.2 L/m2/h over the irrigated area; rain of 0.005 L/m2/h over the pad
    assert solved.value("HL-1.evaporated") == pytest.approx(
        0.2 / HOUR * solved.value("HL-1.irrigated_area") + _carried(solved), rel=1e-3
    )
    assert solved.mass("rain") == pytest.approx(0.005 / HOUR * solved.value("HL-1.pad_area"), rel=1e-6)
    # 60 d at a leach ratio L through 8 t/m2
    ratio = solved.value("HL-1.leach_ratio") * 1e3
    assert solved.value("HL-1.irrigation_rate") * HOUR * 1e3 == pytest.approx(8e3 * ratio / 1440, rel=1e-9)


def _carried(solved: Answers) -> float:
    """Vapour [kg/s] that saturates the dry gas at 20 degC: 2.339 kPa."""
    dry = sum(solved.amount("vapour", s) for s in ("CO2(g)", "N2(g)", "O2(g)"))
    return dry * 2.339 / (101.325 - 2.339) * 0.018015


def test_shrinking_core_by_leach_ratio():
    law = {"recovery_law": "shrinking core, reaction", "recovery_by": "leach ratio", "characteristic_ratio": "4 m3/t"}
    solved = Answers(sheets.heap_leach(**law))
    # 1 - (1 - X)^(1/3) = 1/4
    assert solved.value("HL-1.share_reached") == pytest.approx(1 - 0.75**3, rel=1e-6)


def test_without_acid_the_gangue_stays():
    from flowsheets.document.building import replace

    sheet = sheets.heap_leach(cure_acid="0 kg/t")
    weak = {"species": {"CuSO4(aq)": "0.1 %", "H2O(l)": "99.9 %"}}
    units = {
        key: replace(unit, parameters={**unit.parameters, "composition": weak}) if unit.tag == "FD-4" else unit
        for key, unit in sheet.units.items()
    }
    solved = Answers(replace(sheet, units=units))
    assert solved.value("HL-1.extraction") == pytest.approx(0.0, abs=1e-6)
    assert solved.amount("ripios", "CaCO3(s)") == pytest.approx(solved.amount("ore", "CaCO3(s)"), rel=1e-6)


def test_recovery_law_without_its_time_is_asked_for():
    with pytest.raises(RaffinateError, match="characteristic time"):
        Answers(sheets.heap_by_law(characteristic_time=None))
