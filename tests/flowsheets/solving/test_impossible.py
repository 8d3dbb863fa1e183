"""Flows below zero: feeds that would have to take matter back, and what is told of them."""

from __future__ import annotations

import numpy as np
import pytest

from flowsheets.document.building import SheetBuilder
from flowsheets.document.records import Flowsheet
from flowsheets.equations.build import compile_sheet
from flowsheets.equations.problem import Problem
from flowsheets.solving.finish import finished
from flowsheets.solving.impossible import feed_taken_back, negative_flows
from flowsheets.solving.solve import solve_steps


@pytest.fixture(scope="module")
def problem() -> Problem:
    """Two feeds that are mixed, and a product."""
    build = SheetBuilder("two feeds")
    build.unit("Feed", "FD-1", composition={"species": {"NaCl(aq)": "20 %", "H2O(l)": "80 %"}}, rate="10 t/h")
    build.unit("Feed", "FD-2", composition="H2O(l)", rate="5 t/h")
    build.unit("Mixer", "MX-1")
    build.unit("Product", "PR-1")
    build.stream("FD-1.outlet", "MX-1.inlets", "S-1")
    build.stream("FD-2.outlet", "MX-1.inlets", "S-2")
    build.stream("MX-1.outlet", "PR-1.inlet", "S-3")
    return compile_sheet(build.sheet())


def flowing(problem: Problem, **water: float) -> np.ndarray:
    """Numbers of the sheet with so much water [mol/s] in the streams named."""
    z = problem.z.copy()
    for key, stream in problem.sheet.streams.items():
        block = problem.layout.amounts(key)
        z[block] = [100.0 if s == "H2O(l)" else 10.0 for s in problem.layout.species(key)]
        name = stream.tag.replace("-", "_")
        if name in water:
            z[block.start + problem.layout.species(key).index("H2O(l)")] = water[name]
    return z


def test_nothing_below_zero_is_nothing_taken_back(problem: Problem) -> None:
    assert feed_taken_back(problem, flowing(problem)) is None
    assert negative_flows(problem, flowing(problem)) == []


def test_a_feed_below_zero_is_named_with_what_it_feeds(problem: Problem) -> None:
    assert feed_taken_back(problem, flowing(problem, S_2=-20.0)) == ("FD-2", "H2O(l)", "MX-1")


def test_the_worst_feed_is_named(problem: Problem) -> None:
    assert feed_taken_back(problem, flowing(problem, S_1=-30.0, S_2=-20.0)) == ("FD-1", "H2O(l)", "MX-1")
    assert feed_taken_back(problem, flowing(problem, S_1=-3.0, S_2=-20.0)) == ("FD-2", "H2O(l)", "MX-1")


def test_only_what_is_much_and_comes_from_a_feed_counts(problem: Problem) -> None:
    # below a thousandth of the largest flow it may be an iterate's noise; the mixer's outlet is no feed
    assert feed_taken_back(problem, flowing(problem, S_2=-0.05)) is None
    assert feed_taken_back(problem, flowing(problem, S_3=-50.0)) is None
    assert [tag for tag, _, _ in negative_flows(problem, flowing(problem, S_3=-50.0))]


def acid_made_up(concentration: str) -> Flowsheet:
    """10 t/h of spent acid with 8 % H2SO4 and 2 % Na2SO4, brought to a concentration of sulfate with strong acid."""
    build = SheetBuilder("acid made up")
    spent = {"species": {"H2SO4(aq)": "8 %", "Na2SO4(aq)": "2 %", "H2O(l)": "90 %"}}
    build.unit("Feed", "FD-1", composition=spent, rate="10 t/h", temperature="40 degC")
    build.unit("Feed", "FD-2", composition={"species": {"H2SO4(l)": "98 %", "H2O(l)": "2 %"}})
    build.unit("MakeUp", "MU-1", of="SO4-2(aq)", reference="Na+(aq)", concentration=concentration)
    build.unit("Product", "PR-1")
    build.stream("FD-1.outlet", "MU-1.inlet", "S-1")
    build.stream("FD-2.outlet", "MU-1.makeup", "S-2")
    build.stream("MU-1.outlet", "PR-1.inlet", "S-3")
    return build.sheet()


def test_acid_that_has_to_be_made_up_is_no_fault() -> None:
    solved = finished(solve_steps(compile_sheet(acid_made_up("150 g/L"))))
    assert negative_flows(solved.problem, solved.z) == []
    assert solved.notes == []


def test_more_acid_than_is_asked_for_would_have_to_be_taken_back() -> None:
    # By hand: 10 t/h bring 0.8/98.08 + 0.2/142.04 kmol/h of sulfate for each 10 kg, 2.657 mol/s. At 20 g/L, and some
    # 9.25 t/h of 1.00 kg/L once the rest is gone, 0.535 mol/s may stay: 2.12 mol/s would have to go back.
    solved = finished(solve_steps(compile_sheet(acid_made_up("20 g/L"))))
    taken_back = {species: flow for _, species, flow in negative_flows(solved.problem, solved.z)}
    brought = 1e7 / 3600.0 * (0.08 / 98.079 + 0.02 / 142.04)
    stays = 20.0 / 96.06 * 9.25e6 / 3600.0 / 1000.0
    assert taken_back["SO4-2(aq)"] == pytest.approx(stays - brought, rel=0.01)
    (told,) = solved.notes
    assert told.startswith("What is entered cannot be: FD-2 would have to take back 2.12 mol/s of SO4-2(aq)")
    assert "less FD-1.rate" in told
    assert "more MU-1.concentration" in told


def test_a_rate_that_would_be_below_nothing_ends_there() -> None:
    # 10 t/h are more than the 8 t/h demanded: 2 t/h of water would have to be taken out
    build = SheetBuilder("two feeds")
    build.unit("Feed", "FD-1", composition={"species": {"NaCl(aq)": "20 %", "H2O(l)": "80 %"}}, rate="10 t/h")
    build.unit("Feed", "FD-2", composition="H2O(l)", rate="1 t/h")
    build.unit("Mixer", "MX-1")
    build.unit("Product", "PR-1")
    build.stream("FD-1.outlet", "MX-1.inlets", "S-1")
    build.stream("FD-2.outlet", "MX-1.inlets", "S-2")
    build.stream("MX-1.outlet", "PR-1.inlet", "S-3")
    build.specify("S-3.mass_flow", "8 t/h", freeing="FD-2.rate")
    solved = finished(solve_steps(compile_sheet(build.sheet())))
    (told,) = solved.notes
    assert "cannot be reached: FD-2.rate would have to be -2 t/h but ends at 0 t/h" in told
    assert negative_flows(solved.problem, solved.z) == []
