"""Salts that liquors hold beyond their solubility: told where nothing lets them crystallise, and only there."""

from __future__ import annotations

import pytest

from flowsheets.document.building import SheetBuilder
from flowsheets.results.oversaturation import oversaturated, well_soluble_salts
from flowsheets.results.solution import Solution
from flowsheets.sheet import Sheet


def boiled_down(salt: str, evaporated: str) -> Solution:
    """10 t/h of a solution of a salt, 20 %, that is boiled down at 70 °C."""
    sheet = SheetBuilder("evaporation")
    sheet.unit("Feed", "FD-1", composition={"species": {salt: "20 %", "H2O(l)": "80 %"}}, rate="10 t/h")
    sheet.unit("Evaporator", "EV-1", water_evaporated=evaporated, temperature="70 degC")
    sheet.unit("Product", "PD-1")
    sheet.unit("Product", "PD-2")
    sheet.stream("FD-1.outlet", "EV-1.feeds", tag="S-1")
    sheet.stream("EV-1.concentrate", "PD-1.inlet", tag="S-2")
    sheet.stream("EV-1.condensate", "PD-2.inlet", tag="S-3")
    return Sheet(sheet.sheet()).solve()


def test_brine_boiled_down_beyond_the_solubility_of_salt_is_told_with_how_far() -> None:
    solution = boiled_down("NaCl(aq)", "4 t/h")
    (found,) = oversaturated(solution.solved.problem, solution.solved.z)
    assert (found.stream, found.salt) == ("S-2", "NaCl")
    # 2 t/h in 4 t/h of water, where 37.8 g/100 g dissolve (resources/solubility.json).
    assert found.times == pytest.approx(0.5 / 0.378, rel=0.01)
    assert "S-2 holds 1.3 times as much NaCl as dissolves in water at 70 degC" in " ".join(solution.notes)


def test_nothing_is_told_below_the_solubility_or_of_acid_sulfate() -> None:
    assert not boiled_down("NaCl(aq)", "1 t/h").notes
    # 2 t/h of NaHSO4 in 3 t/h of water: as neutral sulfate it would be beyond its solubility.
    assert not boiled_down("NaHSO4(aq)", "5 t/h").notes


def test_sparing_salts_are_left_to_the_equilibrium_models() -> None:
    assert {"NaCl", "Na2SO4", "MnSO4"} <= well_soluble_salts().keys()
    assert not {"Li2CO3", "CaSO4.2H2O", "LiOH"} & well_soluble_salts().keys()
