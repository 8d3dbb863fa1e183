"""How far a solid or a dissolved reactant is converted in a given time, alone and in a train of vessels.

theta is the mean residence time over the characteristic time: 1/k for first order, the time for complete conversion
of a particle for the shrinking-core laws. Source: Levenspiel, Chemical Reaction Engineering, 3rd ed. (1999),
chapters 6 (tanks in series), 14 (their distribution of residence times), 25 and 26 (particles of constant size).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

FIRST_ORDER = "first order"
REACTION = "shrinking core, reaction"
LAYER = "shrinking core, product layer"
FILM = "shrinking core, film"
LAWS = (FIRST_ORDER, REACTION, LAYER, FILM)

NODES = 40
"""Of the quadrature over the radius of the core; good to 1e-9 for theta above 0.01 a tank."""


def time_of_core(law: str, radius: Any) -> Any:
    """Time, as a share of that for complete conversion, after which the core has shrunk to a share of its radius.

    With X = 1 - radius^3: 1 - (1-X)^(1/3) for reaction control, 1 - 3 (1-X)^(2/3) + 2 (1-X) for diffusion through
    the product layer, X for diffusion through the outer film.
    """
    if law == REACTION:
        return 1.0 - radius
    if law == LAYER:
        return 1.0 - 3.0 * radius**2 + 2.0 * radius**3
    return 1.0 - radius**3


def unconverted(law: str, tanks: int, theta_inverse: Any, exp: Callable[[Any], Any]) -> Any:
    """Share of the reactant that is left after a number of equal ideal tanks (0: plug flow); first order apart.

    With F the share of the solids that stays shorter than a time, it is the integral of F(t(X)) over X from 0 to 1,
    here over the radius of the core. ``theta_inverse`` = characteristic time / mean residence time, a number or
    symbol, may be 0.
    """
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    left: Any = 0.0
    for node, weight in zip(0.5 * (nodes + 1.0), 0.5 * weights, strict=True):
        time = float(time_of_core(law, node)) * theta_inverse
        left = left + float(weight * 3.0 * node**2) * left_earlier(tanks, time, exp)
    return left


def left_earlier(tanks: int, time: Any, exp: Callable[[Any], Any]) -> Any:
    """Share of the solids that stays in equal ideal tanks shorter than a time (in mean residence times)."""
    scaled = tanks * time
    terms = [scaled**k / math.factorial(k) for k in range(tanks)]
    series: Any = terms[0]
    for term in terms[1:]:
        series = series + term
    return 1.0 - exp(-scaled) * series


def unconverted_first_order(tanks: int, theta: Any, exp: Callable[[Any], Any]) -> Any:
    """Share left of a reactant of first order: (1 + theta/N)^-N in N equal tanks, e^-theta in plug flow (0)."""
    if tanks == 0:
        return exp(-theta)
    return (1.0 + theta / tanks) ** -tanks


EDGE = 1e-12
"""Keeps the angle of the cubic inside its range, where its slope is finite."""


def unconverted_in_plug_flow(law: str, theta: Any, least: Callable[[list[Any]], Any], symbolic: Any) -> Any:
    """Share left of particles that all stay the same time, with theta = time / time for complete conversion.

    The law solved for 1 - X = radius^3; for the product layer 2 r^3 - 3 r^2 + 1 = theta by the cosine of a third of
    an angle. ``least`` caps theta at 1; ``symbolic`` offers acos and cos.
    """
    time = least([theta, 1.0])
    if law == REACTION:
        return (1.0 - time) ** 3
    if law == FILM:
        return 1.0 - time
    third = (2.0 * math.pi - symbolic.acos((2.0 * time - 1.0) * (1.0 - EDGE))) / 3.0
    return (0.5 + symbolic.cos(third)) ** 3
