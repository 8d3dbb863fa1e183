"""Doors answer any iterate of a flowsheet: no exception, and numbers wherever the inputs are of a size that occurs."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

from unitops.chemistry.aqueous.dose import DoseToPH
from unitops.chemistry.aqueous.speciation import LARGEST_LN_WATER, Saturation, Speciation

IDS = ["H2O(l)", "H+(aq)", "Na+(aq)", "Ca+2(aq)", "Mg+2(aq)", "SO4-2(aq)", "Cl-(aq)"]
SOLIDS = ["CaSO4.2H2O(s)"]
LIME = {"Ca+2": 1.0, "H2O": 2.0, "H+": -2.0}

DOORS = {
    "speciation": lambda: Speciation(IDS, SOLIDS),
    "saturation": lambda: Saturation(IDS, SOLIDS),
    "dose": lambda: DoseToPH(IDS, LIME, SOLIDS),
}


@pytest.mark.parametrize("kind", ["speciation", "saturation", "dose"])
@pytest.mark.parametrize("span", [6.0, 20.0, 100.0])
def test_any_iterate_has_a_value(kind, span):
    door = DOORS[kind]()
    rng = np.random.default_rng(3)
    for _ in range(4):
        row = rng.choice([-1.0, 1.0, 1.0], len(door.input_names)) * 10.0 ** rng.uniform(-span, span)
        row[rng.uniform(size=len(row)) < 0.2] = 0.0
        row[door.input_names.index("T")] = rng.choice([300.0, 0.0, -1e5, 1e9])
        if door.input_names[-1] == "pH":
            row[-1] = rng.choice([7.0, -1e3, 1e6])
        values, jacobians, _ = door.evaluate(row[None])
        assert np.isfinite(values).all()
        assert np.isfinite(jacobians).all()


def test_activity_of_water_is_held_where_it_means_nothing(monkeypatch):
    door = Speciation(IDS)
    solved = door.solve(np.array([55.5, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 298.15]))
    activities = replace(solved.state.activities, ln_water=1e4)
    changed = replace(solved, state=replace(solved.state, activities=activities))
    monkeypatch.setattr(door, "solve", lambda row, start: changed)
    values, _, _ = door.evaluate(np.ones((1, len(door.input_names))))
    assert values[0, 2] == pytest.approx(np.exp(LARGEST_LN_WATER))
