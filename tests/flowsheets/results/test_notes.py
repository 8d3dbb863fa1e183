"""Notes of a solution: what is reached instead of a demand, doses that are not needed, feeds that bring nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from app.editor.solving.process import _findings
from flowsheets.document.building import SheetBuilder
from flowsheets.export.html import page
from flowsheets.export.result_json import result_json
from flowsheets.results.solution import Solution
from flowsheets.sheet import Sheet

WATER = {"species": {"H2O(l)": "100 %"}}


def split(target: str, result: str = "S-3.mass_flow", rate: str = "10 t/h") -> Sheet:
    """Water parted in two, with a demand on the smaller part."""
    sheet = SheetBuilder("plant")
    sheet.unit("Feed", "FD-1", composition=WATER, rate=rate)
    sheet.unit("Splitter", "SP-1", share="0.2")
    sheet.unit("Product", "PD-1")
    sheet.unit("Product", "PD-2")
    sheet.stream("FD-1.outlet", "SP-1.inlet", tag="S-1")
    sheet.stream("SP-1.main", "PD-1.inlet", tag="S-2")
    sheet.stream("SP-1.side", "PD-2.inlet", tag="S-3")
    sheet.specify(result, target, freeing="SP-1.share")
    return Sheet(sheet.sheet())


@pytest.mark.parametrize(
    ("target", "reached"), [("12 t/h", "10 t/h"), ("12000 kg/h", "10000 kg/h"), ("300 t/d", "240 t/d")]
)
def test_a_demand_beyond_reach_is_told_with_what_is_reached_in_its_unit(target: str, reached: str) -> None:
    (told,) = split(target).solve().notes
    assert told.startswith(f"S-3.mass_flow = {target} cannot be reached: SP-1.share would have to be 1.2")
    assert told.endswith(f"; S-3.mass_flow = {reached} is the nearest that can be attained")


def test_it_is_told_in_the_file_on_the_page_and_in_the_window() -> None:
    solution = split("12 t/h").solve()
    told = "S-3.mass_flow = 10 t/h is the nearest that can be attained"
    assert any(told in sentence for sentence in json.loads(result_json(solution))["warnings"])
    assert told in page(solution)
    assert any(told in fault.sentence for fault in _findings(solution))


def neutralised(ph: str, soda: str) -> Solution:
    """A liquor with acid or soda, and milk of lime dosed to a pH."""
    sheet = SheetBuilder("neutralisation")
    liquor: dict[str, Any] = {"species": {soda: "1 %", "H2O(l)": "99 %"}}
    sheet.unit("Feed", "FD-1", composition=liquor, rate="10 t/h")
    sheet.unit("Feed", "FD-2", composition={"species": {"Ca(OH)2(s)": "20 %", "H2O(l)": "80 %"}})
    sheet.unit("NeutralisationTank", "TK-1", active="Ca(OH)2(s)", ph=ph)
    sheet.unit("Product", "PD-1")
    sheet.stream("FD-1.outlet", "TK-1.feeds")
    sheet.stream("FD-2.outlet", "TK-1.reagent")
    sheet.stream("TK-1.slurry", "PD-1.inlet")
    return Sheet(sheet.sheet()).solve()


def test_a_dose_that_is_not_needed_is_told() -> None:
    (told,) = neutralised("4", "NaOH(aq)").notes
    assert told.startswith("TK-1: nothing is dosed, for the liquor is beyond pH 4 without a dose (it leaves at pH 1")


def test_a_dose_that_is_needed_is_not_told() -> None:
    assert neutralised("4", "H2SO4(aq)").notes == []


def test_a_feed_of_nothing_is_told() -> None:
    sheet = split("50 %", "SP-1.share", rate="0 t/h").document
    solution = Sheet(sheet).solve()
    assert solution.status == "closed"
    assert "FD-1: nothing is fed, its rate is zero" in solution.notes
