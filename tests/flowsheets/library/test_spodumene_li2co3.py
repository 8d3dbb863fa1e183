"""The lithium plant's water: made up where it lacks, evaporated where more comes in than the leach can take."""

from __future__ import annotations

from functools import cache

import pytest

from flowsheets import library
from flowsheets.results.solution import Solution

SCRUBBER_WATER = [3.0, 6.0, 9.0, 12.0]
"""Water to the roast gas scrubber, which ends in the leach [t/h]."""


@cache
def solved(scrubber_water: float) -> Solution:
    return library.load("spodumene_li2co3").with_values({"FD-105.rate": f"{scrubber_water} t/h"}).solve()


def of_unit(group: str, tag: str, name: str, scrubber_water: float) -> float:
    return float(solved(scrubber_water).written["units"][tag][group][name]["value"])


@pytest.mark.parametrize("water", SCRUBBER_WATER)
def test_the_leach_keeps_its_liquor_to_solid_ratio(water: float) -> None:
    solution = solved(water)
    assert solution.status == "outside validity", solution.warnings  # alpha-spodumene left in the kiln, as ever
    makeup = of_unit("parameters", "FD-201", "rate", water)
    evaporated = of_unit("parameters", "EV-401", "water_evaporated", water)
    assert makeup >= 0.0
    assert evaporated >= 0.0
    assert min(makeup, evaporated) == 0.0
    assert of_unit("parameters", "TK-201", "liquor_to_solid", water) == pytest.approx(2.6, rel=1e-9)


def test_make_up_and_evaporation_trade_places_once() -> None:
    makeup = [of_unit("parameters", "FD-201", "rate", water) for water in SCRUBBER_WATER]
    evaporated = [of_unit("parameters", "EV-401", "water_evaporated", water) for water in SCRUBBER_WATER]
    assert makeup[0] > 3.0
    assert evaporated[-1] > 3.0
    assert makeup == sorted(makeup, reverse=True)
    assert evaporated == sorted(evaporated)
    # A tonne more of water from the scrubber is a tonne less of make-up or a tonne more of condensate.
    assert evaporated[-1] - evaporated[-2] == pytest.approx(3.0, rel=0.05)


def test_an_evaporator_that_stands_by_takes_no_steam() -> None:
    assert of_unit("results", "EV-401", "steam_heat", SCRUBBER_WATER[0]) == pytest.approx(0.0, abs=1e-8)
