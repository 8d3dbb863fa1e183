"""The flash of let-down carbon dioxide: its root, its ends, its derivatives."""

from __future__ import annotations

import numpy as np
import pytest

from unitops.carbon_dioxide.flash import liquid_share

CASES = [
    [2.0, 1.0, 0.05, 1e-4, 0.3, 40.0, 0.5],
    [2.0, 1.0, 0.02, 1e-6, 0.0, 60.0, 0.3],
    [0.1, 3.0, 1.5, 0.4, 0.01, 5.0, 0.1],
]


@pytest.mark.parametrize("point", CASES)
def test_gas_and_liquid_are_in_equilibrium(point: list[float]):
    (((q,),), _, _) = liquid_share(2).evaluate(np.array([point]))
    n, K, others, there, x = np.array(point[:2]), np.array(point[2:4]), point[4], point[5], point[6]
    liquid = n * q / (q + K * (1.0 - q))
    whole = (liquid.sum() + others) / (1.0 - x)
    gas = there - x * whole
    assert q == pytest.approx(whole / (whole + gas), rel=1e-12)
    assert (n - liquid) / gas == pytest.approx(K * liquid / whole, rel=1e-11)


@pytest.mark.parametrize("point", CASES)
def test_derivatives(point: list[float]):
    door = liquid_share(2)
    _, jacobians, _ = door.evaluate(np.array([point]))
    for column, value in enumerate(point):
        step = 1e-6 * max(value, 1e-3)
        around = np.tile(point, (2, 1))
        around[:, column] += (-step, step) if value else (0.0, step)
        low, high = door.evaluate(around)[0][:, 0]
        width = around[1, column] - around[0, column]
        assert jacobians[0, 0, column] == pytest.approx((high - low) / width, rel=1e-4, abs=1e-9)


def test_ends():
    door = liquid_share(1)
    superheated = [1e-3, 0.1, 0.0, 100.0, 0.5]
    dissolved = [1.0, 1e-3, 1.0, 0.1, 0.5]
    nothing = [0.0, 0.1, 0.0, 0.0, 0.5]
    assert door.evaluate(np.array([superheated, dissolved, nothing]))[0][:, 0].tolist() == [0.0, 1.0, 1.0]
