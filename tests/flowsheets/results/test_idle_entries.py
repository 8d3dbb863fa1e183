"""What is entered and comes to nothing is told."""

from __future__ import annotations

import pytest

from flowsheets import library
from flowsheets.results.idle_entries import idle_entries
from flowsheets.sheet import Sheet
from tests.unitops.examples.answers import around
from tests.unitops.examples.roasting import ZINC_CONCENTRATE, ZINC_ROAST


def test_a_roast_without_air_says_so():
    feed = {"composition": {"species": ZINC_CONCENTRATE}, "rate": "10 t/h"}
    sheet = around(
        "FluidBedRoaster", {"feed": feed}, ("calcine", "offgas"), reactions=ZINC_ROAST, temperature="900 degC"
    )
    told = [text for text in Sheet(sheet).solve().warnings if "does not run" in text]
    assert len(told) == 4
    assert told[1] == "U-1: ZnS(s) + 1.5 O2(g) -> ZnO(s) + SO2(g) does not run: no O2(g) reaches it."
    assert "no Fe2O3(s) and no ZnO(s) reaches it" in told[3]


@pytest.mark.parametrize(("entered", "told"), [({}, True), ({"active": "CaCO3(s)"}, False)])
def test_a_solid_reagent_that_nobody_names_says_so(entered: dict[str, str], told: bool):
    feeds = {
        "feeds": {"composition": {"species": {"H2SO4(aq)": "1 %", "H2O(l)": "99 %"}}, "rate": "10 t/h"},
        "reagent": {"composition": {"species": {"CaCO3(s)": "95 %", "SiO2(s)": "5 %"}}, "rate": "50 kg/h"},
    }
    sheet = around("NeutralisationTank", feeds, ("slurry", "vent"), solids=["CaSO4·2H2O(s)"], **entered)
    wanted = (
        "U-1: CaCO3(s) and SiO2(s) of the reagent neither dissolves nor reacts: "
        "name the active species of the reagent (U-1.active)."
    )
    assert (wanted in Sheet(sheet).solve().warnings) is told


@pytest.mark.parametrize("name", library.names())
def test_nothing_in_the_library_is_idle(name: str):
    assert list(idle_entries(library.load(name).problem)) == []
