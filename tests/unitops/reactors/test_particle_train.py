"""Particles in trains of unequal tanks against closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest

from unitops.reactors.conversion_laws import FILM, LAYER, REACTION, unconverted
from unitops.reactors.particle_train import OLDEST, share_left


@pytest.mark.parametrize("law", [REACTION, LAYER, FILM])
@pytest.mark.parametrize("age", [0.01, 0.3, 2.0, 500.0])
def test_equal_tanks_agree_with_their_distribution_of_residence_times(law, age):
    left, _ = share_left(law, np.full((1, 4), age))
    for tanks in (1, 2, 4):
        expected = unconverted(law, tanks, 1.0 / (tanks * age), math.exp)
        assert left[0, tanks - 1] == pytest.approx(expected, rel=1e-6, abs=1e-8)


def test_one_tank_has_the_closed_form():
    # Levenspiel (1999), section 25.4, reaction control: X = 3y - 6y^2 + 6y^3 (1 - e^(-1/y)), y = mean stay / tau.
    y = 0.4
    left, _ = share_left(REACTION, np.array([[y]]))
    assert 1 - left[0, 0] == pytest.approx(3 * y - 6 * y**2 + 6 * y**3 * (1 - math.exp(-1 / y)), abs=1e-12)


def test_two_unequal_tanks_mix_two_exponentials():
    # The density of the sum of two exponential ages is (e^(-s/a) - e^(-s/b)) / (a - b), so that with the share left in
    # one tank U(m), two leave (a U(a) - b U(b)) / (a - b).
    a, b = 0.7, 0.2
    one = {m: share_left(LAYER, np.array([[m]]))[0][0, 0] for m in (a, b)}
    left, _ = share_left(LAYER, np.array([[a, b], [b, a]]))
    assert left[:, 1] == pytest.approx((a * one[a] - b * one[b]) / (a - b), rel=1e-8)


@pytest.mark.parametrize("law", [REACTION, LAYER, FILM])
def test_derivatives(law):
    means = np.array([[0.05, 0.6, 0.3], [3.0, 1e-3, 0.2]])
    _, slopes = share_left(law, means)
    for k in range(3):
        step = 1e-5 * means[:, k : k + 1] * np.eye(3)[k]
        difference = (share_left(law, means + step)[0] - share_left(law, means - step)[0]) / (2 * step[:, k : k + 1])
        assert slopes[:, :, k] == pytest.approx(difference, rel=1e-4, abs=1e-7)


def test_no_stay_and_endless_stay():
    left, slopes = share_left(LAYER, np.array([[-1.0, 0.0], [1e30, OLDEST]]))
    assert left[0] == pytest.approx(1.0, abs=1e-5)
    assert left[1] == pytest.approx(0.0, abs=1e-8)
    assert np.isfinite(slopes).all()
