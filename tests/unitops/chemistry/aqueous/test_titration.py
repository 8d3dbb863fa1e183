"""The dose found together with the equilibrium: its Jacobian, and the same answer as by trying doses."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from unitops.chemistry.aqueous.dose import DoseToPH
from unitops.chemistry.aqueous.titration import Titration

LEACH = ["H2O(l)", "H+(aq)", "Li+(aq)", "Ca+2(aq)", "Al+3(aq)", "Fe+3(aq)", "SO4-2(aq)", "CO3-2(aq)"]
SOLIDS = ["CaSO4.2H2O(s)", "Al(OH)3(s,amorphous)", "Fe(OH)3(s,ferrihydrite)", "CO2(g)"]
ROW = [55.5, 0.3, 3.0, 0.001, 0.1, 0.05, 1.876, 0.001, 333.0]
LIMESTONE = {"Ca+2": 1, "CO3-2": 1}
LIME = {"Ca+2": 1, "H2O": 2, "H+": -2}


def door(reagent: dict[str, int], solids: list[str]) -> DoseToPH:
    return DoseToPH(LEACH, reagent, solids, supersaturation=[0.0, 0.0, 0.0, -1.0][: len(solids)])


@pytest.mark.parametrize("solids", [SOLIDS, []])
def test_jacobian_against_differences(solids: list[str]) -> None:
    dosing = door(LIMESTONE, solids)
    titration = Titration(dosing.liquor, np.array(ROW), dosing.reagent, 1.0, 3.0)
    v = titration.first_guess()
    titration.fixed = None
    v[dosing.liquor.solver.count + 1 : -1] = np.linspace(-0.3, 0.4, len(solids))
    exact = titration.jacobian(titration.evaluate(v, 1e-2))
    for j in range(len(v)):
        step = np.zeros_like(v)
        step[j] = 1e-6
        up, down = titration.evaluate(v + step, 1e-2).r, titration.evaluate(v - step, 1e-2).r
        assert exact[:, j] == pytest.approx((up - down) / 2e-6, rel=1e-5, abs=1e-6)


@pytest.mark.parametrize(
    ("reagent", "solids", "ph"),
    [(LIMESTONE, SOLIDS, 4.5), (LIME, SOLIDS[:3], 2.5), (LIME, SOLIDS[:3], 9.0), (LIME, [], 1.5)],
)
def test_same_dose_as_by_trying(
    reagent: dict[str, int], solids: list[str], ph: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    dosing, row = door(reagent, solids), np.array([[*ROW, ph]])
    together, by, status = dosing.evaluate(row)

    def not_found(self: Any, effort: Any, near: Any) -> None:
        return None

    monkeypatch.setattr(Titration, "solve", not_found)
    tried, tried_by, tried_status = dosing.evaluate(row)
    assert status[0] == tried_status[0]
    assert together == pytest.approx(tried, rel=1e-9, abs=1e-11)
    assert by[:, 0] == pytest.approx(tried_by[:, 0], rel=1e-6)


def test_a_row_does_not_depend_on_what_was_asked_before() -> None:
    dosing, row = door(LIMESTONE, SOLIDS), np.array([[*ROW, 4.5]])
    first = dosing.evaluate(row)
    dosing.evaluate(row * np.array([1.0, 2.0, 0.3, 1.0, 0.5, 2.0, 1.0, 1.0, 0.95, 1.1]))
    for before, after in zip(first, dosing.evaluate(row), strict=True):
        assert np.array_equal(before, after)
