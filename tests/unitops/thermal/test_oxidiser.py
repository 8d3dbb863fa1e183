"""Thermal oxidiser and burner."""

from __future__ import annotations

import pytest

from flowsheets.sheet import Sheet
from tests.unitops.examples.answers import AIR, Answers, around
from tests.unitops.examples.thermal import thermal_oxidiser


def test_adiabatic_flame_of_methane():
    # Stoichiometric methane and air from 25 degC without dissociation: 2328 K (Turns, An Introduction to Combustion,
    # 3rd ed., 2012, example 2.5 with variable heat capacities).
    flame = Answers(
        around(
            "ThermalOxidiser",
            {"fuel": {"composition": "CH4(g)", "molar_rate": "1 kmol/h"}, "air": {"composition": AIR}},
            ("flue_gas",),
            excess_air=0.0,
            loss_share=0.0,
        )
    )
    assert flame.temperature("flue_gas") == pytest.approx(2328, abs=8)
    assert flame.amount("flue_gas", "O2(g)") == pytest.approx(0.0, abs=1e-9)
    assert flame.gap("U-1") < 1e-10


def test_every_gas_burns_to_its_products():
    unit = Answers(thermal_oxidiser())
    fuel = unit.amount("fuel", "CH4(g)")
    offgas = unit.amounts("offgas")
    assert fuel > 0.0
    assert unit.amount("flue_gas", "SO2(g)") == pytest.approx(offgas["H2S(g)"])
    assert unit.amount("flue_gas", "CO2(g)") == pytest.approx(offgas["CO(g)"] + fuel)
    demand = 0.5 * (offgas["CO(g)"] + offgas["H2(g)"]) + 1.5 * offgas["H2S(g)"]
    demand += 0.75 * offgas["NH3(g)"] + 2 * fuel
    assert unit.amount("air", "O2(g)") == pytest.approx(1.3 * demand)
    # 283.0, 241.8, 518.0, 316.8 and 802.3 kJ/mol (CO, H2, H2S, NH3, CH4).
    heat = 283.0 * offgas["CO(g)"] + 241.8 * offgas["H2(g)"] + 518.0 * offgas["H2S(g)"]
    heat += 316.8 * offgas["NH3(g)"] + 802.3 * fuel
    assert unit.value("U-1.fuel_heat") == pytest.approx(heat * 1e3, rel=2e-3)
    assert unit.gap("U-1") < 1e-10


def test_a_share_may_stay_unburnt():
    unit = Answers(thermal_oxidiser(combustion=0.99))
    assert unit.amount("flue_gas", "CO(g)") == pytest.approx(0.01 * unit.amount("offgas", "CO(g)"))


@pytest.mark.parametrize(("air", "status"), [("0.1 t/h", "outside validity"), ("1 t/h", "closed")])
def test_a_burner_short_of_air_says_so(air: str, status: str):
    gas = {"composition": {"species": {"CO(g)": "10 %", "N2(g)": "90 %"}}, "rate": "1 t/h", "temperature": "300 degC"}
    feeds = {"offgas": gas, "air": {"composition": AIR, "rate": air}}
    solution = Sheet(around("ThermalOxidiser", feeds, ("flue_gas",))).solve()
    assert solution.status == status
    assert any("oxygen is short" in text for text in solution.warnings) is (status != "closed")
