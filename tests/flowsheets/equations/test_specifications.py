"""Specifications: one-sided, paired, several at once, unattainable, and those that mean nothing."""

from __future__ import annotations

from typing import Literal

import pytest

from flowsheets.document.building import SheetBuilder
from flowsheets.document.records import Flowsheet
from flowsheets.results.solution import Solution
from flowsheets.sheet import Sheet

WATER = {"species": {"H2O(l)": "100 %"}}


def splitter(share: str = "0.2") -> SheetBuilder:
    """10 t/h of water at 20 degC that is split and of which the side stream is heated."""
    sheet = SheetBuilder("splitter")
    sheet.unit("Feed", "FD-1", composition=WATER, rate="10 t/h", temperature="20 degC")
    sheet.unit("Splitter", "SP-1", share=share)
    sheet.unit("Heater", "E-1", temperature="60 degC")
    sheet.unit("Product", "PD-1")
    sheet.unit("Product", "PD-2")
    sheet.stream("FD-1.outlet", "SP-1.inlet", "S-1")
    sheet.stream("SP-1.main", "PD-1.inlet", "S-2")
    sheet.stream("SP-1.side", "E-1.inlet", "S-3")
    sheet.stream("E-1.outlet", "PD-2.inlet", "S-4")
    return sheet


def washing(liquor: str) -> Flowsheet:
    """Liquor and make-up water meet; some is bled; 10 t/h are demanded of what goes on.

    Both work on the one demand: make-up where there is too little, bleed where there is too much.
    """
    sheet = SheetBuilder("washing")
    sheet.unit("Feed", "FD-1", composition=WATER, rate=liquor)
    sheet.unit("Feed", "FD-2", composition=WATER, rate="0 t/h")
    sheet.unit("Mixer", "MX-1")
    sheet.unit("Splitter", "SP-1", share="0")
    sheet.unit("Product", "PD-1")
    sheet.unit("Product", "PD-2")
    sheet.stream("FD-1.outlet", "MX-1.inlets", "S-1")
    sheet.stream("FD-2.outlet", "MX-1.inlets", "S-2")
    sheet.stream("MX-1.outlet", "SP-1.inlet", "S-3")
    sheet.stream("SP-1.main", "PD-1.inlet", "S-4")
    sheet.stream("SP-1.side", "PD-2.inlet", "S-5")
    sheet.specify("S-4.mass_flow", "10 t/h", freeing=("FD-2.rate", "SP-1.share"))
    return sheet.sheet()


def flow(solution: Solution, tag: str) -> float:
    """Mass flow of a stream [t/h]."""
    return sum(solution.streams[tag]["species_kg_per_h"].values()) / 1000.0


def entered(solution: Solution, tag: str, name: str) -> float:
    """A parameter in the unit in which it is declared."""
    return solution.units[tag]["parameters"][name]["value"]


@pytest.mark.parametrize(("relation", "share"), [("<=", 0.2), (">=", 0.4)])
def test_a_one_sided_demand_acts_only_where_it_is_violated(relation: Literal["<=", ">="], share: float) -> None:
    sheet = splitter()
    sheet.specify("S-3.mass_flow", "4 t/h", freeing="SP-1.share", relation=relation)
    solution = Sheet(sheet.sheet()).solve()
    assert entered(solution, "SP-1", "share") == pytest.approx(share, rel=1e-9)
    assert any("is active" in note for note in solution.warnings) == (share != 0.2)


def test_a_one_sided_demand_that_cannot_be_met_ends_at_its_bound() -> None:
    sheet = splitter()
    sheet.specify("S-3.mass_flow", "12 t/h", freeing="SP-1.share", relation=">=")
    solution = Sheet(sheet.sheet()).solve()
    assert entered(solution, "SP-1", "share") == 1.0
    assert any("cannot be reached" in note for note in solution.warnings)
    assert not any("changing places" in note for note in solution.warnings)


@pytest.mark.parametrize(
    ("liquor", "make_up", "bleed"), [("6 t/h", 4.0, 0.0), ("10 t/h", 0.0, 0.0), ("16 t/h", 0.0, 6.0)]
)
def test_make_up_and_bleed_trade_places(liquor: str, make_up: float, bleed: float) -> None:
    solution = Sheet(washing(liquor)).solve()
    assert flow(solution, "S-4") == pytest.approx(10.0, rel=1e-9)
    assert flow(solution, "S-2") == pytest.approx(make_up, abs=1e-9)
    assert flow(solution, "S-5") == pytest.approx(bleed, abs=1e-9)


def test_a_pair_of_which_neither_suffices_ends_at_both_bounds() -> None:
    sheet = splitter()
    sheet.unit("Feed", "FD-2", composition=WATER, rate="1 t/h")
    sheet.unit("Mixer", "MX-1")
    sheet.unit("Product", "PD-3")
    sheet.stream("FD-2.outlet", "MX-1.inlets", "S-6")
    sheet.unit("Feed", "FD-3", composition=WATER, rate="1 t/h")
    sheet.stream("FD-3.outlet", "MX-1.inlets", "S-7")
    sheet.stream("MX-1.outlet", "PD-3.inlet", "S-8")
    sheet.specify("S-8.mass_flow", "12 t/h", freeing=("FD-2.rate", "FD-3.rate"), upper="3 t/h")
    solution = Sheet(sheet.sheet()).solve()
    assert flow(solution, "S-6") == pytest.approx(3.0, rel=1e-9)
    assert flow(solution, "S-7") == pytest.approx(3.0, rel=1e-9)
    told = " ".join(solution.warnings)
    assert "3 t/h" in told
    assert "cannot be reached" in told
    assert "changing places" not in told


def test_several_are_met_at_once() -> None:
    sheet = splitter()
    sheet.specify("S-4.mass_flow", "3 t/h", freeing="SP-1.share")
    sheet.specify("S-2.mass_flow", "9 t/h", freeing="FD-1.rate")
    sheet.specify("E-1.duty", "100 kW", freeing="E-1.temperature")
    solution = Sheet(sheet.sheet()).solve()
    assert flow(solution, "S-1") == pytest.approx(12.0, rel=1e-9)
    assert entered(solution, "SP-1", "share") == pytest.approx(0.25, rel=1e-9)
    assert entered(solution, "E-1", "duty") == pytest.approx(100.0, rel=1e-9)


def test_of_several_only_the_one_that_is_unattainable_stops() -> None:
    sheet = splitter()
    sheet.specify("S-3.mass_flow", "12 t/h", freeing="SP-1.share")
    sheet.specify("S-4.T", "70 degC", freeing="E-1.temperature")
    solution = Sheet(sheet.sheet()).solve()
    assert entered(solution, "SP-1", "share") == 1.0
    assert solution.streams["S-4"]["T_K"] == pytest.approx(343.15)


def test_a_bound_is_told_in_the_unit_of_the_parameter() -> None:
    sheet = splitter()
    sheet.specify("S-4.T", "95 degC", freeing="E-1.temperature", upper="80 degC")
    solution = Sheet(sheet.sheet()).solve()
    told = " ".join(solution.warnings)
    assert "would have to be 95 degC but ends at 80 degC" in told
    assert solution.streams["S-4"]["T_K"] == pytest.approx(353.15)
