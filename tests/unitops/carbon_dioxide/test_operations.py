"""Operations of carbon dioxide extraction against published figures and arithmetic by hand."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from flowsheets.document.records import Flowsheet
from flowsheets.sheet import Sheet
from tests.unitops.examples.answers import Answers, around
from tests.unitops.examples.carbon_dioxide import CARBON_DIOXIDE, CELLS, EXAMPLES, FLUID
from unitops.carbon_dioxide.solubility import ETHYLENE_CARBONATE
from unitops.chemistry.realfluid import real_fluid
from unitops.chemistry.volatile import VOLATILE

pytest.importorskip("CoolProp")

PURE = {"species": {"CO2(f)": "100 %"}}
LOADED = {"species": {"CO2(f)": "96 %", "C3H4O3(o)": "2 %", "C3H6O3(o)": "2 %"}}
T_PER_H = 1000.0 / 3600.0


def solubility(temperature: float, pressure: float) -> float:
    """Of ethylene carbonate in pure carbon dioxide [g/kg]."""
    density = real_fluid("CO2").evaluate(np.array([[temperature, pressure]]))[0][0, 1]
    return 1000.0 * ETHYLENE_CARBONATE.concentration(density, temperature, np) / density


def test_ethylene_carbonate_spans_the_range_that_is_published():
    # 0.24 to 8.35 g/kg over 80 to 160 bar, 40 and 60 degC (doi 10.3390/batteries11030098), each end within 20 %
    low = [solubility(313.15, 8e6), solubility(333.15, 8e6)]
    high = [solubility(313.15, 16e6), solubility(333.15, 16e6)]
    assert low == pytest.approx([0.24, 0.24], rel=0.2)
    assert high == pytest.approx([8.35, 8.35], rel=0.2)


def test_vapour_pressures_are_near_those_of_the_handbook():
    at_room = {name: law.vapour_pressure(298.15, np) for name, law in VOLATILE.items()}
    assert at_room["C3H6O3(o)"] == pytest.approx(7.4e3, rel=0.15)  # dimethyl carbonate
    assert at_room["C2H3N(o)"] == pytest.approx(11.8e3, rel=0.15)  # acetonitrile
    assert at_room["C2H6O(o)"] == pytest.approx(7.9e3, rel=0.15)  # ethanol


def one(operation: str, composition: dict, temperature: str, pressure: str, **parameters: Any) -> Answers:
    feed = {"composition": composition, "rate": "1 t/h", "temperature": temperature, "pressure": pressure}
    return Answers(around(operation, {"inlet": feed}, ("outlet",), **parameters))


def test_isentropic_work_from_6_to_30_mpa_at_313_k():
    solved = one("CarbonDioxideCompressor", PURE, "313.15 K", "6 MPa", outlet_pressure="30 MPa", efficiency=1.0)
    assert solved.value("U-1.specific_work") == pytest.approx(83.3e3, abs=100.0)
    assert solved.value("U-1.power") == pytest.approx(83.3e3 * T_PER_H / 0.93, rel=2e-3)


def test_the_outlet_of_a_pump_has_the_enthalpy_that_the_work_gives():
    solved = one("CarbonDioxidePump", PURE, "10 degC", "6 MPa", outlet_pressure="30 MPa")
    shaft = real_fluid("CO2").compress(283.15, 6e6, 30e6, efficiency=0.70)
    assert solved.temperature("outlet") == pytest.approx(shaft.temperature, abs=1e-3)
    assert solved.value("U-1.specific_work") == pytest.approx(shaft.work / 0.044009, rel=1e-6)


def test_a_condenser_subcools_below_the_boiling_point():
    solved = one("CarbonDioxideCondenser", PURE, "30 degC", "5.05 MPa", coefficient_of_performance=5.0)
    assert solved.value("U-1.condensing_temperature") == pytest.approx(287.43, abs=0.01)  # at 5.00 MPa
    assert solved.temperature("outlet") == pytest.approx(282.43, abs=0.01)
    ends, _, _ = real_fluid("CO2").evaluate(np.array([[303.15, 5.05e6], [282.434, 5e6]]))
    heat = (ends[0, 0] - ends[1, 0]) / 0.044009 * T_PER_H
    assert solved.value("U-1.heat_removed") == pytest.approx(heat, rel=1e-4)
    assert solved.value("U-1.power") == pytest.approx(heat / 5.0, rel=1e-4)
    assert solved.value("U-1.cooling") == pytest.approx(heat * 1.2, rel=1e-4)


def extraction(rate: str, **parameters: Any) -> Answers:
    fluid = {"composition": PURE, "rate": rate, "temperature": "40 degC", "pressure": "16.1 MPa"}
    feeds = {"feed": {"composition": CELLS, "rate": "1 t/h"}, "fluid": fluid}
    return Answers(around("CarbonDioxideExtractor", feeds, ("extract", "spent", "vent"), **parameters))


def test_ethylene_carbonate_is_washed_out_as_its_solubility_says():
    # 40 kg/h of it, 8 t/h at 16 MPa and 40 degC that takes up 0.9 x 7.76 g/kg = 55.9 kg/h: 1 - exp(-55.9 / 40) = 0.753
    solved = extraction("8 t/h")
    expected = 1.0 - math.exp(-0.9 * solubility(313.15, 16e6) * 8.0 / 40.0)
    assert solved.amount("extract", "C3H4O3(o)") / solved.amount("feed", "C3H4O3(o)") == pytest.approx(
        expected, rel=1e-4
    )
    assert expected == pytest.approx(0.753, abs=0.002)


def test_at_constant_rate_the_fluid_is_at_its_limit_until_the_solute_is_gone():
    short = extraction("4 t/h", course="constant rate")
    share = short.amount("extract", "C3H4O3(o)") / short.amount("feed", "C3H4O3(o)")
    assert share == pytest.approx(0.9 * solubility(313.15, 16e6) * 4.0 / 40.0, rel=1e-4)
    ample = extraction("12 t/h", course="constant rate")
    assert ample.amount("extract", "C3H4O3(o)") == pytest.approx(ample.amount("feed", "C3H4O3(o)"), rel=1e-6)


def test_pure_carbon_dioxide_leaves_the_salt_and_a_co_solvent_carries_it():
    assert extraction("8 t/h").amount("extract", "LiPF6(o)") == pytest.approx(0.0, abs=1e-8)
    fluid = {"composition": FLUID, "rate": "1 t/h", "temperature": "40 degC", "pressure": "16 MPa"}
    solved = Answers(
        around(
            "CarbonDioxideExtractor",
            {"feed": {"composition": CELLS, "rate": "1 t/h"}, "fluid": fluid},
            ("extract", "spent"),
        )
    )
    # 40 kg/h of co-solvent takes 0.9 x 0.2 x 40 = 7.2 kg/h of the 14 kg/h that are there: 1 - exp(-7.2 / 14)
    assert solved.value("U-1.salt_extracted") == pytest.approx(1.0 - math.exp(-7.2 / 14.0), rel=1e-6)


def test_what_is_lost_is_what_the_void_volume_holds_at_the_vent_pressure():
    # 0.6 m3 per t of solids, 0.89 t/h of solids, 10.41 kg/m3 at 0.6 MPa and 40 degC
    solved = extraction("8 t/h")
    assert solved.value("U-1.loss") * 3600.0 == pytest.approx(0.6 * 0.89 * 10.41, rel=1e-3)
    assert solved.mass("vent") == pytest.approx(solved.value("U-1.loss"), rel=1e-9)


def test_a_film_coefficient_gives_the_approach_to_saturation():
    # 8 t/h / 794.9 kg/m3 = 2.796e-3 m3/s; k A = 2e-5 x 100 = 2e-3 m3/s: 1 - exp(-0.7154) = 0.511
    solved = extraction("8 t/h", film_coefficient="2e-5 m/s")
    assert solved.value("U-1.saturation") == pytest.approx(0.511, abs=1e-3)
    assert extraction("8 t/h", saturation=0.511).value("U-1.film_coefficient") == pytest.approx(2e-5, rel=2e-3)


@pytest.mark.parametrize(("pressure", "told"), [("6.1 MPa", True), ("7.1 MPa", False)])
def test_carbon_dioxide_at_25_degc_and_60_bar_is_not_liquid(pressure: str, told: bool):
    fluid = {"composition": PURE, "rate": "8 t/h", "temperature": "25 degC", "pressure": pressure}
    feeds = {"feed": {"composition": CELLS, "rate": "1 t/h"}, "fluid": fluid}
    sheet = around(
        "CarbonDioxideExtractor", feeds, ("extract", "spent"), tag="X-1", temperature="25 degC", state="liquid",
        solubility={"C3H4O3(o)": "5 g/kg"},
    )  # fmt: skip
    solution = Sheet(sheet).solve()
    found = [finding for finding in solution.audit.findings if finding.place == "X-1"]
    assert [finding.quantity for finding in found] == (["pressure"] if told else [])
    if told:
        assert solution.status == "outside validity"
        # it condenses at 64.34 bar (Span and Wagner 1996)
        assert "pressure 6000 kPa, valid from 6442 kPa; below it carbon dioxide is a gas" in found[0].sentence


def test_ethylene_carbonate_below_40_degc_is_extrapolated():
    fluid = {"composition": PURE, "rate": "8 t/h", "temperature": "35 degC", "pressure": "12 MPa"}
    feeds = {"feed": {"composition": CELLS, "rate": "1 t/h"}, "fluid": fluid}
    cool = {"temperature": "35 degC"}

    def status(**entered: object) -> str:
        return Sheet(around("CarbonDioxideExtractor", feeds, ("extract", "spent"), tag="X-1", **entered)).solve().status

    assert status(**cool) == "outside validity"
    assert status(temperature="45 degC") == "closed"
    assert status(**cool, solubility={"C3H4O3(o)": "5 g/kg"}) == "closed"


def test_a_separator_drops_the_solutes_and_distributes_them_as_stated():
    feed = {"composition": LOADED, "rate": "8 t/h", "temperature": "40 degC", "pressure": "15 MPa"}
    solved = Answers(around("LetDownSeparator", {"inlet": feed}, ("gas", "liquid"), tag="S-1"))
    gas, liquid = solved.amounts("gas"), solved.amounts("liquid")
    y = gas["C3H6O3(o)"] / gas["CO2(f)"]
    x = liquid["C3H6O3(o)"] / sum(liquid.values())
    assert y / x == pytest.approx(3.0 * VOLATILE["C3H6O3(o)"].vapour_pressure(303.15, np) / 5e6, rel=1e-6)
    assert liquid["CO2(f)"] / sum(liquid.values()) == pytest.approx(0.5, rel=1e-6)
    assert liquid["C3H4O3(o)"] > 0.99 * (liquid["C3H4O3(o)"] + gas["C3H4O3(o)"])
    assert solved.gap("S-1") < 1e-8


def test_machines_say_when_they_get_the_wrong_phase():
    feed = {"composition": PURE, "rate": "1 t/h", "temperature": "25 degC", "pressure": "6 MPa"}
    pump = around("CarbonDioxidePump", {"inlet": feed}, ("outlet",), tag="P-1", outlet_pressure="30 MPa")
    assert "a pump needs a liquid" in outside(pump, "P-1")
    cold = {**feed, "temperature": "10 degC"}
    compressor = around("CarbonDioxideCompressor", {"inlet": cold}, ("outlet",), tag="K-1", outlet_pressure="10 MPa")
    assert "must not get liquid" in outside(compressor, "K-1")
    separator = around("LetDownSeparator", {"inlet": cold}, ("gas", "liquid"), tag="S-1", temperature="5 degC")
    assert "which needs a gas" in outside(separator, "S-1")
    warm = around("CarbonDioxideCondenser", {"inlet": feed}, ("outlet",), tag="E-1", temperature="25 degC")
    assert "is not a liquid" in outside(warm, "E-1")
    cool = around("CarbonDioxideCondenser", {"inlet": feed}, ("outlet",), tag="E-1", temperature="15 degC")
    assert Sheet(cool).solve().status == "closed"


def outside(sheet: Flowsheet, tag: str) -> str:
    """What the audit says of the validity of a unit; the result is outside it."""
    solution = Sheet(sheet).solve()
    assert solution.status == "outside validity"
    return " ".join(f.sentence for f in solution.audit.findings if f.place == tag and f.severity == "validity")


def test_sorbent_is_dosed_by_its_capacity():
    solved = Answers(EXAMPLES["SorbentBed"]())
    # 5 kg/h of HF, 99 % taken up, 0.15 kg/kg: 33 kg/h of alumina
    assert solved.value("A-1.taken") * 3600.0 == pytest.approx(4.95, rel=1e-6)
    assert solved.mass("sorbent") * 3600.0 == pytest.approx(33.0, rel=1e-6)


def test_solutes_are_carried_through_a_pump_without_work():
    pure = one("CarbonDioxidePump", PURE, "10 degC", "6 MPa", outlet_pressure="30 MPa")
    loaded = one("CarbonDioxidePump", CARBON_DIOXIDE, "10 degC", "6 MPa", outlet_pressure="30 MPa")
    assert loaded.value("U-1.power") == pytest.approx(0.998 * pure.value("U-1.power"), rel=1e-9)
