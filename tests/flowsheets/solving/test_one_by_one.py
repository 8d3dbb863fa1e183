"""Demands that are taken on one after another."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from flowsheets import library
from flowsheets.document.building import SheetBuilder
from flowsheets.equations.build import compile_sheet
from flowsheets.equations.layout import TARGETS
from flowsheets.equations.local_memory import LocalMemory
from flowsheets.equations.problem import Problem
from flowsheets.solving.demands import misses
from flowsheets.solving.descent import SMOOTHINGS
from flowsheets.solving.finish import finished
from flowsheets.solving.impossible import negative_flows
from flowsheets.solving.newton import evaluate
from flowsheets.solving.one_by_one import DemandsTaken, as_entered, take_one_by_one
from flowsheets.solving.start import temperature_guess

RICH = {"CaCO3(s)": 7.0, "Cu2(OH)2CO3(s)": 7.6, "CuO(s)": 6.9, "CuSiO3·2H2O(s)": 8.2}
"""Per cent of an ore that takes up far more acid than that of the sheet, and needs less water."""


def taken(problem: Problem) -> tuple[Problem, DemandsTaken | None]:
    """The sheet with a memory of its own, from nothing, and what became of its demands."""
    problem = replace(problem, memory=LocalMemory())
    z = problem.z.copy()
    z[problem.layout.smoothing] = SMOOTHINGS[0]
    temperature_guess(problem, z)
    entered = finished(as_entered(problem, z, SMOOTHINGS, lambda: False))
    return problem, entered if entered is not None and finished(take_one_by_one(entered)) else None


def brine(total: str) -> Problem:
    """10 t/h of brine, and 1 t/h of water that is freed for so much of both."""
    build = SheetBuilder("brine")
    build.unit("Feed", "FD-1", composition={"species": {"NaCl(aq)": "20 %", "H2O(l)": "80 %"}}, rate="10 t/h")
    build.unit("Feed", "FD-2", composition="H2O(l)", rate="1 t/h")
    build.unit("Mixer", "MX-1")
    build.unit("Product", "PR-1")
    build.stream("FD-1.outlet", "MX-1.inlets", "S-1")
    build.stream("FD-2.outlet", "MX-1.inlets", "S-2")
    build.stream("MX-1.outlet", "PR-1.inlet", "S-3")
    build.specify("S-3.mass_flow", total, freeing="FD-2.rate")
    return compile_sheet(build.sheet())


def test_a_demand_is_met() -> None:
    problem, reached = taken(brine("12 t/h"))
    assert reached is not None
    rate = problem.specifications[0].frees[0].position
    assert reached.point.z[rate] * 3.6 == pytest.approx(2.0)  # kg/s to t/h
    assert reached.active == [0]
    assert reached.notes == []


def test_a_demand_beyond_a_bound_is_not_taken_on() -> None:
    assert taken(brine("8 t/h"))[1] is None


def made_up_or_bled(held: str) -> Problem:
    """10 t/h of brine and 5 t/h more of which so much goes on: 1 t/h of water is made up, or a share is bled."""
    build = SheetBuilder("make-up and bleed")
    build.unit("Feed", "FD-1", composition={"species": {"NaCl(aq)": "20 %", "H2O(l)": "80 %"}}, rate="10 t/h")
    build.unit("Feed", "FD-2", composition="H2O(l)", rate="1 t/h")
    build.unit("Feed", "FD-3", composition="H2O(l)", rate="5 t/h")
    build.unit("Splitter", "SP-1", share="0 %")
    build.unit("Mixer", "MX-1")
    build.unit("Product", "PR-1")
    build.unit("Product", "PR-2")
    build.stream("FD-1.outlet", "SP-1.inlet", "S-1")
    build.stream("SP-1.side", "PR-2.inlet", "S-2")
    build.stream("SP-1.main", "MX-1.inlets", "S-3")
    build.stream("FD-2.outlet", "MX-1.inlets", "S-4")
    build.stream("FD-3.outlet", "MX-1.inlets", "S-6")
    build.stream("MX-1.outlet", "PR-1.inlet", "S-5")
    build.specify("S-5.mass_flow", held, freeing=("FD-2.rate", "SP-1.share"))
    return compile_sheet(build.sheet())


@pytest.mark.parametrize(("held", "rate", "share"), [("17 t/h", 2.0, 0.0), ("13 t/h", 0.0, 0.2)])
def test_a_make_up_gives_way_to_the_bleed(held: str, rate: float, share: float) -> None:
    problem, reached = taken(made_up_or_bled(held))
    assert reached is not None
    made_up, bled = (float(reached.point.z[freed.position]) for freed in problem.specifications[0].frees)
    assert (made_up * 3.6, bled) == (pytest.approx(rate), pytest.approx(share))
    assert reached.active == [0 if rate else 1]


def test_a_demand_goes_over_to_the_other_of_its_pair() -> None:
    problem, reached = taken(made_up_or_bled("17 t/h"))
    assert reached is not None
    reached.active = [None]
    target = problem.layout.position(TARGETS, problem.specifications[0].id)
    reached.point.z[target] = 13.0 / 3.6
    assert finished(reached.by_the_other(0))
    assert reached.active == [1]
    assert reached.point.z[problem.specifications[0].frees[1].position] == pytest.approx(0.2)
    assert "now adjusts SP-1.share" in reached.notes[0]


def test_a_demand_that_neither_of_its_pair_can_meet_is_told() -> None:
    problem, reached = taken(made_up_or_bled("17 t/h"))
    assert reached is not None
    reached.active = [None]
    first, other = problem.specifications[0].frees
    target = problem.layout.position(TARGETS, problem.specifications[0].id)
    reached.point.z[target] = 3.0 / 3.6  # less than comes in beside what can be bled
    assert finished(reached.by_the_other(0))
    assert reached.active == [None]
    assert (reached.point.z[first.position], reached.point.z[other.position]) == (0.0, 1.0)
    assert "cannot be reached: SP-1.share ends at" in reached.notes[0]


def test_acid_for_an_ore_that_takes_up_all_of_it() -> None:
    # No free acid comes out of the heap whatever little more is dosed: nothing tells Newton which way to go. And the
    # water with the wet ore leaves none to be made up, so that raffinate is bled.
    sheet = library.load("cu_hydro")
    ore = {"species": {species: f"{share} %" for species, share in RICH.items()}, "rest": "SiO2(s)", "moisture": "11 %"}
    rich = sheet.with_values({"FD-101.composition": ore})
    problem, reached = taken(rich.problem)
    assert reached is not None
    assert negative_flows(problem, reached.point.z) == []
    system = problem.system(reached.active)
    targets = np.array([problem.layout.position(TARGETS, s.id) for s in problem.specifications])
    asked = reached.point.z[targets]
    assert np.max(np.abs(misses(system, evaluate(system, reached.point.z), targets)) / asked) < 1e-9
