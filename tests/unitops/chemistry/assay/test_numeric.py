"""Own least squares and root finding against scipy's."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.optimize import nnls

from unitops.chemistry.assay.numeric import bracketed_root, nonnegative_least_squares


@given(st.integers(1, 8), st.integers(1, 12), st.integers(0, 10_000))
@settings(max_examples=150, deadline=None)
@example(columns=8, rows=4, seed=301)
def test_least_squares_is_as_good_as_scipys(columns: int, rows: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    system = rng.uniform(0, 1, (rows, columns)) * (rng.random((rows, columns)) < 0.7)
    lengths = np.linalg.norm(system, axis=0)
    system = system / np.where(lengths == 0.0, 1.0, lengths)
    wanted = rng.normal(0.4, 1.0, rows)
    found = nonnegative_least_squares(system, wanted)
    assert np.all(found >= 0.0)
    missed = np.linalg.norm(system @ found - wanted)
    # The distance is taken from scipy's answer: the one that it tells beside it is 0 now and then where it is not.
    assert missed <= np.linalg.norm(system @ nnls(system, wanted)[0] - wanted) * (1.0 + 1e-8) + 1e-9
    gradient = system.T @ (system @ found - wanted)
    assert np.all(gradient >= -1e-9)  # with found >= 0 and this, nothing is closer
    assert gradient @ found == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(
    ("function", "low", "high", "root"),
    [
        (lambda x: x * x - 2.0, 0.0, 2.0, math.sqrt(2.0)),
        (lambda x: math.exp(x) - 5.0, -3.0, 8.0, math.log(5.0)),
        (lambda x: x**9, -1.0, 1.5, 0.0),
        (lambda x: 3.0 - x, 0.0, 1000.0, 3.0),
    ],
)
def test_roots(function, low: float, high: float, root: float) -> None:
    assert bracketed_root(function, low, high, 1e-12) == pytest.approx(root, abs=1e-3 if root == 0.0 else 1e-10)


def test_a_function_of_one_sign_has_no_bracketed_root() -> None:
    with pytest.raises(ValueError, match="same sign"):
        bracketed_root(lambda x: x * x + 1.0, -1.0, 1.0, 1e-9)
