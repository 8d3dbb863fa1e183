"""Two small numerical methods for assays.

scipy.optimize has both, but takes longer to import (0.15 s) than a whole sheet takes to read; the tests hold these
against it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy

from unitops.errors import InputError

Matrix = numpy.ndarray
TOLERANCE = 1e-13
"""A gradient this small against its terms is round-off."""


def nonnegative_least_squares(system: Matrix, wanted: Matrix) -> Matrix:
    """x >= 0 with the least ||system x - wanted||; system [n, m] of columns of unit length, wanted [n].

    The active-set method of Lawson and Hanson, Solving Least Squares Problems, 1974, chapter 23. Raises InputError
    if the set does not settle.
    """
    columns = system.shape[1]
    x = numpy.zeros(columns)
    used = numpy.zeros(columns, dtype=bool)
    limit = TOLERANCE * max(float(numpy.linalg.norm(wanted)), 1e-300)
    for _step in range(10 * columns + 10):
        gradient = system.T @ (wanted - system @ x)
        gradient[used] = -numpy.inf
        best = int(numpy.argmax(gradient))
        if gradient[best] <= limit:
            return x
        used[best] = True
        x = _within_bounds(system, wanted, x, used, best)
    raise InputError(
        "no fit of the minerals to the assay was found", remedy="Leave out minerals that the assay does not tell apart."
    )


def _within_bounds(system: Matrix, wanted: Matrix, x: Matrix, used: Matrix, newest: int) -> Matrix:
    """Least squares over the used columns; those that would become negative leave ``used`` one after another."""
    while used.any():
        trial = numpy.zeros_like(x)
        trial[used] = numpy.linalg.lstsq(system[:, used], wanted, rcond=None)[0]
        if trial[newest] <= 0.0 and x[newest] == 0.0:  # round-off chose a column that does not help
            used[newest] = False
            continue
        negative = used & (trial <= 0.0)
        if not negative.any():
            return trial
        share = float(numpy.min(x[negative] / (x[negative] - trial[negative])))
        x = x + share * (trial - x)
        used &= x > TOLERANCE * float(numpy.max(x, initial=0.0))
        x[~used] = 0.0
    return numpy.zeros_like(x)


def bracketed_root(function: Callable[[float], float], low: float, high: float, tolerance: float) -> float:
    """Where a continuous function vanishes between two points at which its signs differ.

    False position with the Illinois weighting (Dowell and Jarratt, BIT 11, 1971, 168), which cannot leave the bracket.
    """
    at_low, at_high = function(low), function(high)
    if at_low * at_high > 0.0:
        raise ValueError(f"the function has the same sign at {low} and {high}")
    for _step in range(200):
        middle = high - at_high * (high - low) / (at_high - at_low) if at_high != at_low else high
        at_middle = function(middle)
        if at_middle == 0.0 or abs(high - low) <= tolerance:
            return middle
        if at_middle * at_high < 0.0:
            low, at_low = high, at_high
        else:
            at_low *= 0.5
        step = abs(middle - high)
        high, at_high = middle, at_middle
        if step <= tolerance:
            return middle
    return high
