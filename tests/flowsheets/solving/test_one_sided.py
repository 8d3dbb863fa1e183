"""At a switch a result has a slope on each side."""

from __future__ import annotations

from functools import cache
from typing import Literal

import pytest

from flowsheets.document.building import SheetBuilder
from flowsheets.results.driver_table import driver_table
from flowsheets.results.drivers import result_gradient, slopes
from flowsheets.results.solution import Solution
from flowsheets.sheet import Sheet
from flowsheets.solving.switches import near_switches
from flowsheets.studies.tornado import tornado_of
from unitops.quantities import dimension_of, parse_quantity

RESULT = "S-3.flow_of[CaCO3(s)]"
LIME, GAS = "FD-1.molar_rate", "FD-2.molar_rate"


def lime(gas: float, units: int = 1) -> Solution:
    """Quicklime, 1 mol/s each, meets carbon dioxide [mol/s]: no more reacts than the scarcer of both allows."""
    build = SheetBuilder("carbonation")
    for k in range(units):
        a, b, out, unit = f"FD-{2 * k + 1}", f"FD-{2 * k + 2}", f"S-{3 * k + 3}", f"R-{k + 1}"
        build.unit("Feed", a, composition="CaO(s)", molar_rate="1 mol/s")
        build.unit("Feed", b, composition="CO2(g)", molar_rate=f"{gas!r} mol/s")
        reaction = {"reaction": "CaO(s) + CO2(g) -> CaCO3(s)", "of": "CaO(s)", "conversion": 1.0, "limited": True}
        build.unit("ConversionReactor", unit, reactions=[reaction], temperature="100 degC")
        build.unit("Product", f"PR-{k + 1}")
        build.stream(f"{a}.outlet", f"{unit}.inlets", f"S-{3 * k + 1}")
        build.stream(f"{b}.outlet", f"{unit}.inlets", f"S-{3 * k + 2}")
        build.stream(f"{unit}.outlet", f"PR-{k + 1}.inlet", out)
    return Sheet(build.sheet()).solve()


MASS = 0.100086  # CaCO3 [kg/mol]: 40.078 + 12.011 + 3 x 15.999


@pytest.mark.parametrize(("gas", "by_lime", "by_gas"), [(0.9, 0.0, MASS), (1.1, MASS, 0.0)])
def test_away_from_the_switch_there_is_one_slope(gas: float, by_lime: float, by_gas: float) -> None:
    solution = lime(gas)
    assert near_switches(solution.solved.system, solution.solved.z) == []
    found = slopes(solution.solved, RESULT, [LIME, GAS])
    assert found[LIME].rising == found[LIME].falling == pytest.approx(by_lime, abs=1e-9)
    assert found[GAS].rising == found[GAS].falling == pytest.approx(by_gas, abs=1e-9)
    assert not any(slope.one_sided for slope in found.values())
    assert not any(driver_table(solution, RESULT).column("one-sided"))


@pytest.mark.parametrize("off", [0.0, 3e-7, -3e-7])
def test_at_the_switch_each_side_has_its_own(off: float) -> None:
    # more of either changes nothing, as the other runs out; less of either makes as much less carbonate
    solution = lime(1.0 + off)
    found = slopes(solution.solved, RESULT, [LIME, GAS])
    for slope in found.values():
        assert slope.switches == ("R-1",)
        assert slope.rising == pytest.approx(0.0, abs=1e-5)
        assert slope.falling == pytest.approx(MASS, rel=1e-5)
    assert solution.sensitivity(RESULT, [GAS])[GAS] == found[GAS].rising


def test_further_off_than_a_millionth_it_is_no_switch() -> None:
    assert not slopes(lime(1.0 + 3e-6).solved, RESULT, [GAS])[GAS].one_sided


def test_table_and_picture_say_so() -> None:
    solution = lime(1.0)
    table = driver_table(solution, RESULT)
    row = table.rows[table.column("input").index(GAS)]
    assert row[2] == pytest.approx(0.0, abs=1e-4)
    assert row[4] == pytest.approx(-1.0, rel=1e-4)
    assert row[6] == "at a switch of R-1"
    assert "one-sided" in table.frame().to_csv()
    svg = tornado_of(solution, RESULT, table)
    assert "(one-sided)" in svg
    assert "a slope of its own for less and for more" in svg


def test_switches_of_two_units_do_not_mix() -> None:
    solution = lime(1.0, units=2)
    found = slopes(solution.solved, RESULT, [GAS, "FD-4.molar_rate"])
    assert found[GAS].falling == pytest.approx(MASS, rel=1e-5)
    assert found[GAS].rising == pytest.approx(0.0, abs=1e-5)
    assert not found["FD-4.molar_rate"].one_sided


def test_targets_are_inputs() -> None:
    build = SheetBuilder("split")
    build.unit("Feed", "FD-1", composition="H2O(l)", rate="3 t/h")
    build.unit("Product", "PR-1")
    build.stream("FD-1.outlet", "PR-1.inlet", "S-1")
    build.specify("S-1.mass_flow", "7.2 t/h", freeing="FD-1.rate")
    solution = Sheet(build.sheet()).solve()
    assert solution.sensitivity("FD-1.rate", ["S-1.mass_flow.target"]) == {"S-1.mass_flow.target": pytest.approx(1.0)}
    assert driver_table(solution, "FD-1.rate").cell("S-1.mass_flow.target", "change for 1 % more") == pytest.approx(1.0)


def by_differences(sheet: Sheet, result: str, path: str, value: float, unit: str, step: float) -> tuple[float, float]:
    """Slopes of a result [SI] by an input [SI], where it falls and where it rises, from three solutions."""
    at = [
        result_gradient(
            sheet.with_values({path: f"{value * (1.0 + way * step)!r} {unit}"}).solve().solved, result
        ).value
        for way in (-1.0, 0.0, 1.0)
    ]
    size = parse_quantity(f"{value * step!r} {unit}", dimension_of(unit))
    return (at[1] - at[0]) / size, (at[2] - at[1]) / size


def parted(relation: Literal["<=", ">="]) -> Sheet:
    """10 t/h, of which a fifth goes aside: just as much as may go, or must."""
    build = SheetBuilder("parted")
    build.unit("Feed", "FD-1", composition="H2O(l)", rate="10 t/h")
    build.unit("Splitter", "SP-1", share=0.2)
    build.unit("Product", "PR-1")
    build.unit("Product", "PR-2")
    build.stream("FD-1.outlet", "SP-1.inlet", "S-1")
    build.stream("SP-1.main", "PR-1.inlet", "S-2")
    build.stream("SP-1.side", "PR-2.inlet", "S-3")
    build.specify("S-3.mass_flow", "2 t/h", freeing="SP-1.share", relation=relation)
    return Sheet(build.sheet())


@pytest.mark.parametrize(("relation", "falling", "rising"), [("<=", 0.2, 0.0), (">=", 0.0, 0.2)])
def test_a_demand_about_to_act(relation: Literal["<=", ">="], falling: float, rising: float) -> None:
    sheet = parted(relation)
    slope = slopes(sheet.solve().solved, "S-3.mass_flow", ["FD-1.rate"])["FD-1.rate"]
    assert slope.one_sided
    assert slope.switches == ("SP-1",)
    assert (slope.falling, slope.rising) == pytest.approx((falling, rising), abs=1e-9)
    assert by_differences(sheet, "S-3.mass_flow", "FD-1.rate", 10.0, "t/h", 1e-3) == pytest.approx(
        (falling, rising), abs=1e-7
    )
    by_share = slopes(sheet.solve().solved, "S-3.mass_flow", ["SP-1.share"])["SP-1.share"]
    assert by_share.one_sided
    flow = 10.0 / 3.6
    met = (flow, 0.0) if relation == "<=" else (0.0, flow)
    assert (by_share.falling, by_share.rising) == pytest.approx(met, abs=1e-9)


def test_a_demand_that_acts_already_has_one_slope() -> None:
    solution = parted("<=").with_values({"FD-1.rate": "12 t/h"}).solve()
    slope = slopes(solution.solved, "S-3.mass_flow", ["FD-1.rate"])["FD-1.rate"]
    assert not slope.one_sided
    assert slope.rising == pytest.approx(0.0, abs=1e-9)


def balanced(liquor: float) -> Sheet:
    """10 t/h are wanted of so much liquor [t/h]: make-up adds what lacks, bleed takes what is too much."""
    build = SheetBuilder("washing")
    build.unit("Feed", "FD-1", composition="H2O(l)", rate=f"{liquor!r} t/h")
    build.unit("Feed", "FD-2", composition="H2O(l)", rate="0 t/h")
    build.unit("Mixer", "MX-1")
    build.unit("Splitter", "SP-1", share="0")
    build.unit("Product", "PD-1")
    build.unit("Product", "PD-2")
    build.stream("FD-1.outlet", "MX-1.inlets", "S-1")
    build.stream("FD-2.outlet", "MX-1.inlets", "S-2")
    build.stream("MX-1.outlet", "SP-1.inlet", "S-3")
    build.stream("SP-1.main", "PD-1.inlet", "S-4")
    build.stream("SP-1.side", "PD-2.inlet", "S-5")
    build.specify("S-4.mass_flow", "10 t/h", freeing=("FD-2.rate", "SP-1.share"))
    return Sheet(build.sheet())


@pytest.mark.parametrize(("result", "falling", "rising"), [("S-2.mass_flow", -1.0, 0.0), ("S-5.mass_flow", 0.0, 1.0)])
def test_where_make_up_and_bleed_trade_places(result: str, falling: float, rising: float) -> None:
    sheet = balanced(10.0)
    slope = slopes(sheet.solve().solved, result, ["FD-1.rate"])["FD-1.rate"]
    assert slope.one_sided
    assert (slope.falling, slope.rising) == pytest.approx((falling, rising), abs=1e-8)
    assert by_differences(sheet, result, "FD-1.rate", 10.0, "t/h", 1e-3) == pytest.approx((falling, rising), abs=1e-6)


def test_away_from_where_they_trade_places_there_is_one_slope() -> None:
    slope = slopes(balanced(9.0).solve().solved, "S-2.mass_flow", ["FD-1.rate"])["FD-1.rate"]
    assert not slope.one_sided
    assert slope.rising == pytest.approx(-1.0)


def gypsum(salt: float) -> Sheet:
    """Sodium sulfate [mol/s] into 1 kg/s of a calcium chloride liquor."""
    build = SheetBuilder("gypsum")
    liquor = {"species": {"H2O(l)": "99 %", "CaCl2(s)": "1 %"}}
    build.unit("Feed", "FD-1", composition=liquor, rate="1 kg/s")
    build.unit("Feed", "FD-2", composition="Na2SO4(s)", molar_rate=f"{salt!r} mol/s")
    build.unit(
        "Precipitator",
        "R-1",
        solids="CaSO4·2H2O(s)",
        dissolving=("CaCl2(s)", "Na2SO4(s)"),
        temperature="25 degC",
    )
    build.unit("Product", "PR-1")
    build.stream("FD-1.outlet", "R-1.feeds", "S-1")
    build.stream("FD-2.outlet", "R-1.feeds", "S-2")
    build.stream("R-1.slurry", "PR-1.inlet", "S-3")
    return Sheet(build.sheet())


@cache
def just_saturated() -> float:
    """Sodium sulfate [mol/s] at which the liquor is saturated with gypsum: by halving where it is not yet."""
    sheet, low, high = gypsum(0.008), 0.0, 0.016
    for _ in range(34):
        middle = 0.5 * (low + high)
        solution = sheet.with_values({"FD-2.molar_rate": f"{middle!r} mol/s"}).solve()
        formed = result_gradient(solution.solved, "S-3.flow_of[CaSO4·2H2O(s)]").value
        low, high = (low, middle) if formed > 1e-10 else (middle, high)
    return low


def test_a_solid_about_to_form() -> None:
    salt, result, path = just_saturated(), "S-3.flow_of[CaSO4·2H2O(s)]", "FD-2.molar_rate"
    sheet = gypsum(salt)
    slope = slopes(sheet.solve().solved, result, [path])[path]
    assert slope.one_sided
    assert slope.switches == ("R-1",)
    falling, rising = by_differences(sheet, result, path, salt, "mol/s", 1e-2)
    assert (slope.falling, slope.rising) == pytest.approx((falling, rising), rel=3e-3, abs=1e-5)
    assert slope.rising > 0.05
    assert not slopes(gypsum(1.1 * salt).solve().solved, result, [path])[path].one_sided
    assert not slopes(gypsum(0.9 * salt).solve().solved, result, [path])[path].one_sided
