"""Conversion of shrinking particles along a train of stirred tanks in which the rate differs from tank to tank.

A particle grows older by its stay in a tank over the time tau that it would need there for complete conversion. Stays
in ideal tanks are exponential, so the age after k tanks is a sum of exponential ages with the means m1 ... mk, and the
share left is the mean of (1 - X)(age) over that sum (segregated flow; Levenspiel, Chemical Reaction Engineering, 3rd
ed. (1999), section 25.4, has it for one tank and for equal ones).

With B_0(s) the share left of a particle of age s, B_k(s) = mean of B_(k-1)(s + age) solves

    B_k - m_k dB_k/ds = B_(k-1),   B_k(1) = 0

and B_k(0) is what is left after k tanks. Written in y, with 1 - y^2 the radius of the unreacted core, the equation is
smooth for every law and drawn out where young particles react fast; collocation on Chebyshev points solves it.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from unitops.reactors.conversion_laws import LAYER, REACTION

POINTS = 40
"""Of the collocation; the share left is good to 1e-7 for mean ages above 1e-4, to 1e-5 below."""
YOUNGEST, OLDEST = 1e-12, 1e9
"""Mean ages are held within: all is left at the one, nothing at the other."""


def share_left(law: str, means: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What is left after each tank, [n, tanks], and its derivatives [n, tanks, tanks], at mean ages [n, tanks].

    ``law`` is one of the shrinking-core laws of ``conversion_laws``; mean ages below zero count as none.
    """
    y, derivative = _collocation()
    radius = 1.0 - y**2
    pace = -2.0 * y * _pace(law, radius)
    held = np.clip(means, YOUNGEST, OLDEST)
    count, tanks = held.shape
    left, slopes = np.zeros((count, tanks)), np.zeros((count, tanks, tanks))
    for row in range(count):
        shares = radius**3
        changes = np.zeros((len(y), tanks))
        for k in range(tanks):
            # Scaled by 1 + m, so that neither a short nor a very long stay spoils the equations.
            matrix = np.diag(pace) - held[row, k] * derivative
            scale = 1.0 / (1.0 + held[row, k])
            matrix, right = matrix * scale, np.column_stack([pace * shares, pace[:, None] * changes]) * scale
            matrix[-1] = 0.0
            matrix[-1, -1] = 1.0
            right[-1] = 0.0
            solved = np.linalg.solve(matrix, right)
            shares, changes = solved[:, 0], solved[:, 1:]
            own = derivative @ shares * scale
            own[-1] = 0.0
            changes[:, k] += np.linalg.solve(matrix, own)
            left[row, k], slopes[row, k] = shares[0], changes[0]
    return left, slopes * (means > YOUNGEST)[:, None, :]


def _pace(law: str, radius: np.ndarray) -> np.ndarray:
    """Change of a particle's age with the radius of its core."""
    if law == REACTION:
        return -np.ones_like(radius)
    if law == LAYER:
        return 6.0 * radius * (radius - 1.0)
    return -3.0 * radius**2


@cache
def _collocation() -> tuple[np.ndarray, np.ndarray]:
    """Points from 0 to 1 and the matrix that differentiates by them.

    Source: Trefethen, Spectral Methods in MATLAB (2000), chapter 6.
    """
    k = np.arange(POINTS + 1)
    x = -np.cos(np.pi * k / POINTS)
    weights = np.where((k == 0) | (k == POINTS), 2.0, 1.0) * (-1.0) ** k
    apart = x[:, None] - x[None, :] + np.eye(POINTS + 1)
    matrix = np.outer(weights, 1.0 / weights) / apart
    matrix -= np.diag(matrix.sum(axis=1))
    return 0.5 * (x + 1.0), 2.0 * matrix


class ParticleTrain:
    """The share left after each tank as a local model: mean ages in, shares left out."""

    def __init__(self, law: str) -> None:
        self.law = law

    def evaluate(self, inputs: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Shares left, their derivatives and status for every row."""
        left, slopes = share_left(self.law, np.asarray(inputs, dtype=float))
        return left, slopes, np.zeros(len(left))


@cache
def particle_train(law: str) -> ParticleTrain:
    """One model for all trains of a law."""
    return ParticleTrain(law)
