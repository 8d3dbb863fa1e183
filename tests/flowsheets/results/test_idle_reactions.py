"""Reactions that cannot run are told."""

from __future__ import annotations

import pytest

from flowsheets import library
from flowsheets.results.idle_reactions import idle_reactions
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


@pytest.mark.parametrize("name", library.names())
def test_all_reactions_of_the_library_run(name: str):
    assert list(idle_reactions(library.load(name).problem)) == []
