"""Iterates of a sheet may be anything: every door answers them at once with finite numbers."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest

from unitops.chemistry.aqueous.dose import DoseToPH
from unitops.chemistry.aqueous.equilibrium import EquilibriumSolver
from unitops.chemistry.aqueous.newton import MOST_EVALUATIONS
from unitops.chemistry.aqueous.speciation import NOT_CONVERGED, Saturation, Speciation

IDS = ["H2O", "H+", "Ca+2", "Fe+2", "Zn+2", "Fe+3", "SO4-2", "CO3-2"]
SOLIDS = ["Fe(OH)3(s,ferrihydrite)", "CaSO4.2H2O(s)"]
ORDINARY = np.array([55.5, 0.3, 0.01, 0.1, 0.1, 0.1, 0.5, 0.001])
NEGATIVE_WATER = [-1.8e-3, -0.2, -1.9e-3, -0.31, 0.017, 0.89, 1.8e-3, -0.022, 348.15, 3.0]
"""Met by an oxidation tank whose feeds are zero."""


def wild_rows(count: int) -> Any:
    """Rows of totals, T and pH, feasible in no particular way."""
    random = np.random.default_rng(20)
    rows = np.tile(np.concatenate([ORDINARY, [330.0, 4.0]]), (count, 1))
    for i, row in enumerate(rows):
        match i % 5:
            case 0:
                row[0] *= -1.0
            case 1:
                row[0] = 0.0
            case 2:
                row[1:8] *= 1e6
            case 3:
                row[1:8] *= -1.0
            case _:
                row[8] = random.choice([-750.0, 0.0, 60.0, 1300.0, 1e5])
        row[:8] *= random.choice([1.0, -1.0, 1.0], 8) * 10.0 ** random.uniform(-3.0, 3.0, 8)
        row[9] = random.uniform(-2.0, 16.0)
    return np.vstack([NEGATIVE_WATER, np.zeros(10), rows])


@pytest.mark.parametrize("solids", [[], SOLIDS])
@pytest.mark.parametrize("door", ["dose", "saturation", "speciation"])
def test_wild_inputs_give_finite_answers_at_once(door: str, solids: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    doors = {
        "dose": lambda: DoseToPH(IDS, {"Ca+2": 1, "H2O": 2, "H+": -2}, solids),
        "saturation": lambda: Saturation(IDS, solids),
        "speciation": lambda: Speciation(IDS, solids),
    }
    model: Any = doors[door]()
    evaluations = 0
    plain = EquilibriumSolver.point

    def counted(*given: Any) -> Any:
        nonlocal evaluations
        evaluations += 1
        return plain(*given)

    monkeypatch.setattr(EquilibriumSolver, "point", counted)
    rows = wild_rows(25)
    longest = 0.0
    for row in rows if door == "dose" else rows[:, :-1]:
        evaluations, start = 0, time.process_time()
        values, jacobians, status = model.evaluate(row[None])
        longest = max(longest, time.process_time() - start)
        assert np.isfinite(values).all(), row
        assert np.isfinite(jacobians).all(), row
        assert status[0] <= NOT_CONVERGED
        assert evaluations <= 2.5 * MOST_EVALUATIONS
    assert longest < 1.0


def test_the_acid_balance_stands_in_where_no_equilibrium_is_found() -> None:
    dosing = DoseToPH(IDS, {"Ca+2": 1, "H2O": 2, "H+": -2}, SOLIDS)
    rows = wild_rows(20)
    values, by, status = dosing.evaluate(rows)
    beyond = np.flatnonzero(status == NOT_CONVERGED)
    assert len(beyond)
    for i in beyond:
        assert values[i, 0] == pytest.approx((rows[i, 1] - 2.0 * rows[i, 7]) / 2.0)
        assert values[i] == pytest.approx(by[i] @ rows[i])
        assert not values[i, 1:].any()
