"""Sweeps from nothing: limits that are held, and plants that went astray without them."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from flowsheets import library
from flowsheets.solving.blocks import COLDEST, HOTTEST, Limits
from flowsheets.solving.solve import solve_steps
from flowsheets.solving.start import sweep

DIOXIDE_PER_MANGANESE = 86.937 / 54.938


@cache
def manganese_plant():
    return library.load("mnso4")


def with_ore_of(grade):
    """The manganese plant with ore of a grade [% Mn in the dry ore]: less pyrolusite in the same gangue."""
    sheet = manganese_plant()
    ore = next(u for u in sheet.document.units.values() if u.tag == "FD-101").parameters["composition"]["species"]
    shares = {species: float(text.split()[0]) for species, text in ore.items()}
    moisture, pyrolusite = shares.pop("H2O(l)"), shares.pop("MnO2(s)")
    dry = 100.0 - moisture
    dioxide = grade * DIOXIDE_PER_MANGANESE * dry / 100.0
    scale = (dry - dioxide) / (dry - pyrolusite)
    mixed = {"MnO2(s)": dioxide, "H2O(l)": moisture, **{s: share * scale for s, share in shares.items()}}
    entered = {
        "FD-101.composition": {"species": {s: f"{share:.6f} %" for s, share in mixed.items()}},
        "TK-201.liquor_to_solid": f"{17.0 * dioxide / pyrolusite / scale:.4f}",
    }
    return sheet.with_values(entered).problem


def solved(problem):
    iterations, steps = 0, solve_steps(problem)
    try:
        while True:
            next(steps)
            iterations += 1
    except StopIteration as end:
        return end.value, iterations


@pytest.mark.parametrize("grade", [11.0, 20.0])
def test_poor_ore_starts_from_nothing(grade):
    found, iterations = solved(with_ore_of(grade))
    assert found.notes == []
    assert iterations <= 20


def test_sweeps_keep_flows_and_temperatures_within_limits():
    problem = with_ore_of(20.0)
    system = problem.system([])
    limits = Limits.of(problem, system)
    swept = sweep(problem, system, problem.z, 1, lambda: False)
    unknown = np.flatnonzero(problem.unknown)
    settled = unknown[~np.isin(unknown, np.concatenate([group.outputs.reshape(-1) for group in system.locals]))]
    assert np.all(swept[settled] >= limits.lower[settled])
    assert np.all(swept[settled] <= limits.upper[settled])


def test_limits_leave_protons_and_what_a_demand_finds_free():
    problem = library.load("cu_hydro").problem
    system = problem.system([0 for _ in problem.specifications])
    limits = Limits.of(problem, system)
    unit_ids = {unit.tag: unit_id for unit_id, unit in problem.units.items()}
    raffinate = problem.outlets[unit_ids["SX-201"]]["liquor_out"]
    make_up = problem.outlets[unit_ids["FD-106"]]["outlet"]
    amounts = problem.layout.amounts(raffinate)
    lower = dict(zip(problem.layout.species(raffinate), limits.lower[amounts], strict=True))
    assert lower["H+(aq)"] == -np.inf
    assert lower["H2O(l)"] == 0.0
    assert np.all(limits.lower[problem.layout.amounts(make_up)] == -np.inf)
    assert limits.lower[problem.layout.state(raffinate, "T")] == COLDEST
    assert limits.upper[problem.layout.state(raffinate, "T")] == HOTTEST
