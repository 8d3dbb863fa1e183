"""Roasters: a published zinc roast, pyrite, reduction of manganese ore, autothermal and fired kilns."""

from __future__ import annotations

import math

import pytest

from tests.unitops.examples.answers import AIR, Answers, around
from tests.unitops.examples.roasting import MANGANESE_REDUCTION, manganese_kiln, zinc_roast
from unitops.errors import RaffinateError

NORMAL = 0.02241396954


def stoichiometric_zinc(**entered):
    return zinc_roast(oxygen=False, offgas_oxygen=None, excess_oxygen=0.0, loss_share=0.1, dust={"*": 0.0}, **entered)


def test_zinc_concentrate_of_a_published_lecture():
    """Koria, S. C., Minerals and materials processing, NPTEL 113104060, lecture 17: 1 t of concentrate in a fluid bed
    with just enough air; kmol of products and gas, and the heat liberated, 1,138,938 kcal."""
    roast = Answers(stoichiometric_zinc(temperature="950 degC"))
    per_tonne = 3.6 / 20.0
    published = {
        "calcine": {"ZnS(s)": 0.077, "ZnO(s)": 6.837, "Fe2O3(s)": 0.204, "ZnFe2O4(s)": 0.818, "PbSO4(s)": 0.126},
        "offgas": {"SO2(g)": 9.7, "N2(g)": 57.58, "H2O(g)": 0.555},
    }
    for stream, amounts in published.items():
        for species, kmol in amounts.items():
            assert roast.amount(stream, species) * per_tonne == pytest.approx(kmol, rel=1e-2), species
    # Published heat is of the reactions; ours has the 0.555 kmol of water evaporated, 44.0 MJ/kmol, taken off.
    heat = (roast.value("U-1.heat_released") / 20.0 * 3.6e-3 + 0.555 * 44.0e0) * 1e3 / 4.184
    assert heat == pytest.approx(1_138_938, rel=0.02)
    assert roast.value("U-1.sulfur_dioxide") == pytest.approx(9.7 / (9.7 + 57.58), rel=2e-3)
    assert roast.gap("U-1") < 1e-10


def test_more_air_makes_an_autothermal_roast_colder():
    hot = Answers(stoichiometric_zinc(temperature=None, cooling="0 kW"))
    excess = zinc_roast(oxygen=False, offgas_oxygen=None, excess_oxygen=0.5, temperature=None, cooling="0 kW")
    assert hot.temperature("calcine") > Answers(excess).temperature("calcine") + 200.0


def test_cooling_and_temperature_are_two_ways_to_say_the_same():
    found = Answers(zinc_roast())
    cooling = found.value("U-1.cooling")
    again = Answers(zinc_roast(temperature=None, cooling=f"{cooling / 1e3!r} kW"))
    assert again.temperature("calcine") == pytest.approx(1223.15, abs=1e-6)
    assert found.value("U-1.steam") == pytest.approx(cooling / 2.361e6)


def test_enriched_air_is_found():
    roast = Answers(zinc_roast())
    oxygen = roast.amount("air", "O2(g)") + roast.amount("oxygen", "O2(g)")
    nitrogen = roast.amount("air", "N2(g)") + roast.amount("oxygen", "N2(g)")
    assert oxygen / (oxygen + nitrogen) == pytest.approx(0.24)
    gas = roast.amounts("offgas")
    dry = sum(n for s, n in gas.items() if s.endswith("(g)") and s != "H2O(g)")
    assert gas["O2(g)"] / dry == pytest.approx(0.04)
    assert roast.amount("offgas", "SiO2(s)") == pytest.approx(0.2 / 0.8 * roast.amount("calcine", "SiO2(s)"))


def test_pyrite_gives_the_sulfur_dioxide_of_every_text():
    # 4 FeS2 + 11 O2 -> 2 Fe2O3 + 8 SO2 with 21 % O2 and no excess: 8 / (8 + 11 x 79/21) = 16.2 % SO2.
    roast = around(
        "FluidBedRoaster",
        {"feed": {"composition": "FeS2(s)", "rate": "10 t/h"}, "air": {"composition": AIR}},
        ("calcine", "offgas"),
        temperature="850 degC",
        excess_oxygen=0.0,
        reactions=({"reaction": "4 FeS2(s) + 11 O2(g) -> 2 Fe2O3(s) + 8 SO2(g)", "of": "FeS2(s)", "conversion": 1.0},),
    )
    found = Answers(roast)
    assert found.value("U-1.sulfur_dioxide") == pytest.approx(8 / (8 + 11 * 79 / 21), rel=1e-9)
    # 11/4 mol O2 a mol: 2.75 / 0.21 / 0.119975 kg x 22.414 L = 2446 Nm3/t.
    assert found.value("U-1.air_per_feed") * NORMAL * 1e3 == pytest.approx(2446, rel=1e-3)


def test_oxidation_goes_no_further_than_the_air_given():
    roast = around(
        "FluidBedRoaster",
        {
            "feed": {"composition": "ZnS(s)", "molar_rate": "10 kmol/h"},
            "air": {"composition": AIR, "molar_rate": "50 kmol/h"},
        },
        ("calcine", "offgas"),
        temperature="900 degC",
        reactions=({"reaction": "ZnS(s) + 1.5 O2(g) -> ZnO(s) + SO2(g)", "of": "ZnS(s)", "conversion": 1.0},),
    )
    found = Answers(roast)
    assert found.amount("offgas", "SO2(g)") == pytest.approx(50 * 0.21 / 1.5 / 3.6, rel=1e-6)
    assert found.amount("offgas", "O2(g)") == pytest.approx(0.0, abs=1e-7)


def closed_kiln(carbon, **entered):
    """1 kmol/h of MnO2 with carbon and nothing else, heated from outside to 900 degC."""
    return around(
        "KilnRoaster",
        {
            "feed": {"composition": "MnO2(s)", "molar_rate": "1 kmol/h"},
            "fuel": {"composition": "C(s)", "molar_rate": f"{carbon} kmol/h"},
        },
        ("calcine", "offgas"),
        temperature="900 degC",
        dust={"*": 0.0},
        reactions=({"reaction": "2 MnO2(s) + C(s) -> 2 MnO(s) + CO2(g)", "of": "MnO2(s)", "conversion": 1.0},),
        **entered,
    )


def test_manganese_dioxide_with_just_enough_carbon():
    # MnO2 + 1/2 C -> MnO + 1/2 CO2: -520.03 -> -385.22 - 196.76 kJ/mol (NBS): 61.9 kJ/mol are released at 298 K.
    kiln = Answers(closed_kiln(0.5))
    assert kiln.amount("calcine", "MnO(s)") * 3.6 == pytest.approx(1.0, rel=1e-6)
    assert kiln.amount("offgas", "CO2(g)") * 3.6 == pytest.approx(0.5, rel=1e-6)
    assert kiln.amount("offgas", "CO(g)") == pytest.approx(0.0, abs=1e-6)
    assert kiln.value("U-1.heat_released") == pytest.approx(61.9e3 / 3.6, rel=5e-3)


def test_surplus_carbon_is_gasified_by_carbon_dioxide():
    # 0.8 C and 1 MnO2 give off 1 O: CO + 2 CO2 = 1, CO + CO2 = 0.8, so 0.2 CO2 and 0.6 CO.
    kiln = Answers(closed_kiln(0.8))
    assert kiln.amount("offgas", "CO2(g)") * 3.6 == pytest.approx(0.2, rel=1e-6)
    assert kiln.amount("offgas", "CO(g)") * 3.6 == pytest.approx(0.6, rel=1e-6)
    assert kiln.value("U-1.reducing_power") == pytest.approx(0.75, rel=1e-6)


def test_reduction_goes_no_further_than_the_carbon():
    kiln = Answers(closed_kiln(0.3))
    assert kiln.amount("calcine", "MnO(s)") * 3.6 == pytest.approx(0.6, rel=1e-5)
    assert kiln.value("U-1.reductant_share") == pytest.approx(0.6, rel=1e-5)


def test_coal_kiln_closes_and_keeps_the_shift():
    kiln = Answers(manganese_kiln())
    gas = kiln.amounts("offgas")
    K = math.exp(4577.8 / 1073.15 - 4.33)
    shift = gas["CO2(g)"] * gas["H2(g)"] / (gas["CO(g)"] * gas["H2O(g)"])
    assert shift == pytest.approx(K, rel=1e-6)
    assert gas["O2(g)"] == pytest.approx(0.0, abs=1e-6)
    assert kiln.gap("U-1") < 1e-10


def test_air_beyond_the_coal_makes_the_gas_oxidising():
    kiln = Answers(
        manganese_kiln(temperature=None, excess_oxygen=0.2, fuel_dose="130 kg/t", heat_supplied_outside="-2000 kW")
    )
    assert kiln.amount("offgas", "CO(g)") == pytest.approx(0.0, abs=1e-6)
    taken = kiln.amount("air", "O2(g)") - kiln.amount("offgas", "O2(g)")
    assert kiln.amount("offgas", "O2(g)") == pytest.approx(0.2 * taken, rel=1e-6)


def test_coal_is_found_where_the_air_is_given_by_its_oxygen():
    kiln = Answers(manganese_kiln(fuel_dose=None, excess_oxygen=0.1))
    assert kiln.temperature("calcine") == pytest.approx(1073.15)
    assert kiln.value("U-1.fuel_dose") > 0.03
    assert kiln.value("U-1.heat_supplied_outside") == 0.0


def test_gas_reduces_too():
    kiln = Answers(manganese_kiln("CO(g)", fuel_dose=None, excess_oxygen=-0.2))
    assert kiln.amount("calcine", "MnO(s)") > 0.9 * kiln.amount("calcine", "MnO2(s)")
    assert kiln.amount("offgas", "CO(g)") > 0.0


def test_the_conversion_of_a_fuel_cannot_be_stated():
    sheet = manganese_kiln(solid_fuels=("coal(s)",))
    assert Answers(sheet).amount("calcine", "MnO(s)") > 0.0
    wrong = ({**MANGANESE_REDUCTION[0], "of": "CO(g)"},)
    kiln = around(
        "KilnRoaster",
        {
            "feed": {"composition": "MnO2(s)", "rate": "1 t/h"},
            "fuel": {"composition": "CO(g)", "rate": "1 t/h"},
        },
        ("calcine", "offgas"),
        temperature="800 degC",
        reactions=wrong,
    )
    with pytest.raises(RaffinateError, match="oxygen balance"):
        Answers(kiln)
