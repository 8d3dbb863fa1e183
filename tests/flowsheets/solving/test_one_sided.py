"""At a switch a result has a slope on each side."""

from __future__ import annotations

import pytest

from flowsheets.document.building import SheetBuilder
from flowsheets.results.driver_table import driver_table
from flowsheets.results.drivers import slopes
from flowsheets.results.solution import Solution
from flowsheets.sheet import Sheet
from flowsheets.solving.one_sided import near_switches
from flowsheets.studies.tornado import tornado_of

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
