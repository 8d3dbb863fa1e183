"""Heap leaching against published heaps and arithmetic by hand."""

from __future__ import annotations

from math import exp, log

import pytest

from flowsheets.document.building import SheetBuilder, replace
from flowsheets.document.records import Flowsheet, SpecificationRecord
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


def test_salt_dissolves_whatever_acid_the_gangue_asks_for():
    salt = {"reaction": "NaCl(s) -> Na+(aq) + Cl-(aq)", "of": "NaCl(s)", "conversion": 0.9}
    hematite = {"reaction": sheets.HEMATITE, "of": "Fe2O3(s)", "conversion": 0.01}
    sheet = sheets.heap_by_law(gangue_reactions=(hematite, salt))
    ore = {"species": {**sheets.OXIDE_ORE["species"], "SiO2(s)": "92.9 %", "NaCl(s)": "0.1 %"}}
    units = {
        key: replace(unit, parameters={**unit.parameters, "composition": ore}) if unit.tag == "FD-1" else unit
        for key, unit in sheet.units.items()
    }
    solved = Answers(replace(sheet, units=units))
    assert solved.amount("ripios", "NaCl(s)") == pytest.approx(0.1 * solved.amount("ore", "NaCl(s)"), rel=1e-6)
    assert solved.value("HL-1.gangue_extent") > 5.0


def test_shrinking_core_by_leach_ratio():
    law = {"recovery_law": "shrinking core, reaction", "recovery_by": "leach ratio", "characteristic_ratio": "4 m3/t"}
    solved = Answers(sheets.heap_leach(**law))
    # 1 - (1 - X)^(1/3) = 1/4
    assert solved.value("HL-1.share_reached") == pytest.approx(1 - 0.75**3, rel=1e-6)


def test_without_acid_the_gangue_stays():
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


def closed_circuit(**changed: object) -> Flowsheet:
    """The heap with a stand-in for extraction and electrowinning; raffinate back, water to the leach ratio."""
    build = SheetBuilder("heap circuit")
    build.unit("Feed", "FD-1", composition=sheets.OXIDE_ORE, rate="350 t/h")
    build.unit("Feed", "FD-2", composition=sheets.ACID)
    build.unit("Feed", "FD-3", composition=sheets.WATER)
    entered: dict = {
        "reactions": (
            {"reaction": sheets.MALACHITE, "of": "Cu2(OH)2CO3(s)", "conversion": 0.9},
            {"reaction": sheets.CHRYSOCOLLA, "of": "CuSiO3·2H2O(s)", "conversion": 0.6},
        ),
        "gangue_reactions": (
            {"reaction": sheets.CALCITE, "of": "CaCO3(s)", "conversion": 0.95},
            {"reaction": sheets.HEMATITE, "of": "Fe2O3(s)", "conversion": 0.02},
        ),
        "key_element": "Cu",
        "cure_acid": "15 kg/t",
        "leach_ratio": "1.0 m3/t",
        **changed,
    }
    build.unit("HeapLeach", "HL-1", **entered)
    plating = "2 Cu+2(aq) + 2 H2O(l) -> 2 Cu(s) + O2(g) + 4 H+(aq)"
    plated: dict = {"reactions": ({"reaction": plating, "of": "Cu+2(aq)", "conversion": 0.9},)}
    build.unit("ConversionReactor", "R-1", **plated)
    build.unit("ComponentSplitter", "CS-1", share={"Cu(s)": 1, "O2(g)": 1})
    build.unit("Mixer", "M-1")
    for tag in ("PD-1", "PD-2", "PD-3"):
        build.unit("Product", tag)
    for source, target, tag in (
        ("FD-1.outlet", "HL-1.ore", "ore"),
        ("FD-2.outlet", "HL-1.acid", "acid"),
        ("FD-3.outlet", "M-1.inlets", "make-up"),
        ("HL-1.pls", "R-1.inlets", "pls"),
        ("HL-1.ripios", "PD-1.inlet", "ripios"),
        ("HL-1.vapour", "PD-2.inlet", "vapour"),
        ("R-1.outlet", "CS-1.inlet", "plated"),
        ("CS-1.first", "PD-3.inlet", "copper"),
        ("CS-1.second", "M-1.inlets", "raffinate"),
        ("M-1.outlet", "HL-1.lixiviant", "lixiviant"),
    ):
        build.stream(source, target, tag)
    return build.sheet()


def test_closed_circuit_bleeds_by_the_moisture_of_the_ripios():
    solved = Answers(closed_circuit())
    # what dissolves and does not come down again leaves with the ripios' liquor only: iron to the last mole
    dissolved = 2 * 0.02 * solved.amount("ore", "Fe2O3(s)")
    assert solved.amount("ripios", "Fe+3(aq)") == pytest.approx(dissolved, rel=1e-6)
    retained = solved.mass("ripios") * 0.1
    iron = solved.amount("pls", "Fe+3(aq)") / solved.mass("pls")
    assert iron == pytest.approx(dissolved / retained, rel=1e-6)
    # water: fed and formed (3 per mole of malachite, chrysocolla, hematite; calcite to gypsum takes 1, plating 1 per
    # copper) is what evaporates and what the ripios hold
    formed = 3 * sum(
        solved.amount("ore", s) - solved.amount("ripios", s) for s in ("Cu2(OH)2CO3(s)", "CuSiO3·2H2O(s)", "Fe2O3(s)")
    )
    formed -= solved.amount("ripios", "CaSO4·2H2O(s)") + solved.amount("copper", "Cu(s)")
    fed = sum(solved.amount(stream, "H2O(l)") for stream in ("make-up", "ore", "acid"))
    gone = solved.amount("vapour", "H2O(g)") + solved.amount("ripios", "H2O(l)")
    assert fed + formed == pytest.approx(gone, rel=1e-9)
    # all copper extracted is plated or leaves with the moisture
    extracted = solved.value("HL-1.extraction") * 2 * solved.amount("ore", "Cu2(OH)2CO3(s)")
    extracted += solved.value("HL-1.extraction") * solved.amount("ore", "CuSiO3·2H2O(s)")
    lost = solved.amount("ripios", "Cu+2(aq)")
    assert solved.amount("copper", "Cu(s)") == pytest.approx(extracted - lost, rel=1e-6)
    assert solved.gap("HL-1") < 1e-9


@pytest.mark.parametrize("cure", ["6 kg/t", "10 kg/t", "40 kg/t"])
def test_circuit_short_of_acid_and_with_too_much(cure):
    solved = Answers(closed_circuit(cure_acid=cure))
    assert solved.value("HL-1.free_acid") > -1e-6
    assert min(solved.amounts("pls").values()) > -1e-9


def test_recovery_of_70_per_cent_gives_the_time_it_takes():
    # The world model of copper from heaps uses a recovery of 70 %; the first-order law then tells its time constant.
    sheet = sheets.heap_by_law()
    heap = next(key for key, unit in sheet.units.items() if unit.tag == "HL-1")
    frees = (f"{heap}.characteristic_time",)
    wanted = SpecificationRecord(result=f"{heap}.extraction", target="70 %", frees=frees, lower="1 d", upper="1000 d")
    solved = Answers(replace(sheet, specifications={"spec-1": wanted}))
    assert solved.value("HL-1.extraction") == pytest.approx(0.7, rel=1e-8)
    tau = 60 / -log(1 - solved.value("HL-1.share_reached"))
    assert solved.value("HL-1.characteristic_time") / DAY == pytest.approx(tau, rel=1e-6)
