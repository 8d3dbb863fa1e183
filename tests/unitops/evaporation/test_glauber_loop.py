"""Evaporator, crystalliser and centrifuge with recycle of mother liquor, cold."""

from __future__ import annotations

import pytest

from flowsheets.document.building import SheetBuilder
from flowsheets.document.records import Flowsheet
from tests.unitops.examples.answers import Answers


def loop(rate: str) -> Flowsheet:
    """Sulfate liquor; 80 % of the mother liquor goes back to the evaporator."""
    build = SheetBuilder("glauber loop")
    liquor = {"species": {"Na2SO4(aq)": "10 %", "Li2SO4(aq)": "3 %", "H2O(l)": "87 %"}}
    build.unit("Feed", "FD-1", composition=liquor, rate=rate, temperature="60 degC")
    build.unit("Feed", "FD-2", composition="H2O(l)")
    build.unit("Evaporator", "EV-1", effects="3", evaporated_share="50 %", elevation="from water activity")
    build.unit("Crystalliser", "CZ-1", crystals=["Na2SO4·10H2O(s)"], temperature="0 degC")
    build.unit("Centrifuge", "CF-1", wash_to_solids=0.05)
    build.unit("Splitter", "SP-1", share="20 %")
    for number in (1, 2, 3):
        build.unit("Product", f"PD-{number}")
    build.stream("FD-1.outlet", "EV-1.feeds", "feed")
    build.stream("EV-1.concentrate", "CZ-1.feeds")
    build.stream("EV-1.condensate", "PD-1.inlet", "condensate")
    build.stream("CZ-1.magma", "CF-1.feed")
    build.stream("FD-2.outlet", "CF-1.wash", "wash")
    build.stream("CF-1.cake", "PD-2.inlet", "crystals")
    build.stream("CF-1.filtrate", "SP-1.inlet")
    build.stream("SP-1.main", "EV-1.feeds")
    build.stream("SP-1.side", "PD-3.inlet", "bleed")
    return build.sheet()


@pytest.mark.parametrize("rate", ["10 t/h", "1000 t/h"])
def test_loop_closes(rate):
    plant = Answers(loop(rate))
    for element in ("Li+(aq)", "SO4-2(aq)"):
        leaving = plant.amount("crystals", element) + plant.amount("bleed", element)
        if element == "SO4-2(aq)":
            leaving += plant.amount("crystals", "Na2SO4·10H2O(s)")
        assert leaving == pytest.approx(plant.amount("feed", element), rel=1e-9)
    # Lithium is lost only with the liquor in the cake.
    assert plant.amount("crystals", "Li+(aq)") < 0.02 * plant.amount("feed", "Li+(aq)")
    assert max(plant.gap(unit) for unit in ("EV-1", "CZ-1", "CF-1")) < 1e-10
