"""Rounded switches: exact to the last digit far from their corner, half and half on it."""

from __future__ import annotations

import math
from typing import Any

import casadi as ca
import numpy as np
import pytest

from unitops.declaration.balance import Balance
from unitops.declaration.flow import SpeciesBook

SMOOTHING = 1e-9


def switched(write: Any, numbers: tuple[float, ...]) -> tuple[float, np.ndarray]:
    """A switch and its slopes by its arguments."""
    smoothing, x = ca.SX.sym("smoothing"), ca.SX.sym("x", len(numbers))
    book = SpeciesBook((), {}, ca)
    found = write(Balance(book, ca.SX.sym, smoothing, [], [], [], None), [x[k] for k in range(len(numbers))])
    function = ca.Function("switch", [x, smoothing], [found, ca.jacobian(found, x)])
    value, slopes = function(list(numbers), SMOOTHING)
    return float(value), np.array(slopes.full()).ravel()


def test_a_reactant_that_reacts_wholly_leaves_nothing_below_zero() -> None:
    there, other = 0.32901244533621, 398.4987702914577
    for terms in ((there, other), (other, there)):
        value, _ = switched(lambda balance, x: balance.least(x), terms)
        assert 0.0 <= there - value <= 1e-15 * there
    value, _ = switched(lambda balance, x: balance.greatest(x), (-there, -other))
    assert 0.0 <= value + there <= 1e-15 * there


@pytest.mark.parametrize("x", [-3.0, -1e-9, 0.0, 1e-9, 2.0])
def test_what_is_positive_is_rounded_by_the_formula(x: float) -> None:
    value, slopes = switched(lambda balance, x: balance.positive(x[0]), (x,))
    root = math.hypot(x, SMOOTHING)
    exact = 0.5 * (x + root) if x >= 0.0 else 0.5 * SMOOTHING**2 / (root - x)
    assert value == pytest.approx(exact, rel=1e-9)
    assert slopes[0] == pytest.approx(0.5 * (1.0 + x / root), rel=1e-9, abs=1e-15)


def test_on_the_corner_both_terms_count_half() -> None:
    for write in (lambda balance, x: balance.least(x), lambda balance, x: balance.greatest(x)):
        for terms in ((2.0, 2.0), (0.0, 0.0)):
            _, slopes = switched(write, terms)
            assert slopes == pytest.approx([0.5, 0.5], rel=1e-8)
