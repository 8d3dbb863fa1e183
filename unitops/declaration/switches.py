"""Smooth switches and quotients as compiled functions: called in one step, where writing out their terms takes eight.

``s`` is the smoothing of the sheet, which goes to zero. Every switch comes with its gap: how far it is from its corner,
as a share of the size of its terms.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec

NOTHING = 1e-15
"""A flow below every flow of interest [mol/s]: keeps square roots and quotients of empty streams finite."""

LITTLE = 1e-10
"""A flow of no interest [mol/s, kg/s or m3/s] that still is far above the noise of a solution."""


class Switches(msgspec.Struct, frozen=True):
    """Functions of symbols and numbers: least(a, b, s), greatest(a, b, s), positive(x, scale, s), quotient(a, b)."""

    least: Any
    greatest: Any
    positive: Any
    quotient: Any


@lru_cache(maxsize=1)
def switches(math: Any) -> Switches:
    """The functions, compiled by ``math`` (CasADi) when they are first asked for."""
    a, b, s = (math.SX.sym(name) for name in "abs")
    beyond, corner, gap = a - b, s**2 * (a * a + b * b) + NOTHING**2, _gap(a - b, math.sqrt(a * a + b * b))
    over = _rounded(beyond, corner, math)
    least = math.if_else(beyond >= 0.0, b, a) - over
    greatest = math.if_else(beyond >= 0.0, a, b) + over
    positive = math.if_else(a >= 0.0, a, 0.0) + _rounded(a, (s * b) ** 2 + NOTHING**2, math)
    return Switches(
        math.Function("least", [a, b, s], [least, gap]),
        math.Function("greatest", [a, b, s], [greatest, gap]),
        math.Function("positive", [a, b, s], [positive, _gap(a, b)]),
        math.Function("quotient", [a, b], [a * b / (b * b + LITTLE**2)]),
    )


def _rounded(x: Any, rounding: Any, math: Any) -> Any:
    """What rounding adds to the corner at x = 0, half of sqrt(x^2 + rounding) - |x|.

    Written without that difference, which far from the corner has the round-off of the larger term: a reactant that
    reacts wholly would be left below zero. ``rounding`` is the square of the size at which the corner is rounded.
    """
    far = math.if_else(x >= 0.0, x, -x)
    return 0.5 * rounding / (far + math.sqrt(x * x + rounding))


def _gap(distance: Any, size: Any) -> Any:
    """Distance from a corner as a share of the size of the terms; far from it where these are next to nothing."""
    return distance / (size + NOTHING) + (LITTLE / (size + NOTHING)) ** 2
