"""Demands that are taken on one after another."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

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
