"""Newton's method for one small system, safeguarded by a line search and a longest step."""

from __future__ import annotations

import math
from typing import Any, Protocol

import msgspec
import numpy as np

HALVINGS = 8
# A step that leaves more than this share of the norm is no progress.
PROGRESS = 0.98
# Evaluations that one liquor is worth. Liquors inside the validity of the laws take some 40, others up to 400.
MOST_EVALUATIONS = 400


class Effort(msgspec.Struct):
    """How many evaluations may still be spent on one liquor, so that no iterate of a sheet holds up the others."""

    left: int = MOST_EVALUATIONS

    @property
    def spent(self) -> bool:
        """Whether nothing is left."""
        return self.left <= 0


class Descent(msgspec.Struct, frozen=True):
    """How a descent goes: smoothing from first to last, the norm that is asked for, the longest step, its bounds.

    ceilings and floors hold the unknowns named by their places; the smoothing is drawn in by `rate` each step.
    """

    first: float
    last: float
    rate: float
    tolerance: float
    longest: float
    iterations: int
    floor: Any
    ceiling: Any
    patience: int
    """Steps in a row without progress after which the descent is given up."""


class Equations(Protocol):
    """What a descent solves. A point carries its residual and what the Jacobian shares with it."""

    def evaluate(self, v: Any, mu: float, known: Any = None) -> Any:
        """The point at the unknowns v with the smoothing mu; ``known`` is a point at the same unknowns."""
        ...

    def jacobian(self, point: Any) -> Any:
        """Derivatives of the residual of a point by the unknowns."""
        ...


def limited(step: Any, longest: float) -> Any:
    """A Newton step held to a trust region, scaled as a whole."""
    largest = float(np.abs(step).max())
    if not math.isfinite(largest):
        step = np.where(np.isfinite(step), step, 0.0)
        largest = float(np.abs(step).max())
    return step if largest <= longest else step * (longest / largest)


def descend(v: Any, equations: Equations, way: Descent, effort: Effort) -> Any:
    """Newton's method with a halving line search on the norm of the residual; returns the last point.

    It ends when the equations are solved, when a step no longer changes the unknowns, or when the effort is spent.
    """
    point = equations.evaluate(v, way.first)
    effort.left -= 1
    return descend_from(point, equations, way, effort)


def descend_from(point: Any, equations: Equations, way: Descent, effort: Effort) -> Any:
    """The same from a point that is evaluated with the first smoothing."""
    mu, idle = way.first, 0
    for _ in range(way.iterations):
        if effort.spent:
            break
        last = mu <= way.last
        if last and float(np.abs(point.r).max()) <= way.tolerance:
            break
        start, norm = point.v, math.sqrt(float(point.r @ point.r))
        step = limited(solve(equations.jacobian(point), -point.r), way.longest)
        step = np.minimum(np.maximum(start + step, way.floor), way.ceiling) - start
        point = searched(point, step, mu, equations, effort)
        idle = idle + 1 if not math.sqrt(float(point.r @ point.r)) <= PROGRESS * norm else 0
        if idle >= way.patience:
            break
        if not last:
            mu = max(way.last, mu * way.rate)
            point = equations.evaluate(point.v, mu, point)
        elif not float(np.abs(point.v - start).max()) > 1e-15:
            break
    return point


def searched(point: Any, step: Any, mu: float, equations: Equations, effort: Effort) -> Any:
    """The point after a step, which is halved until the norm of the residual falls; at most HALVINGS times."""
    norm, start, length = math.sqrt(float(point.r @ point.r)), point.v, 1.0
    trial = equations.evaluate(start + step, mu)
    effort.left -= 1
    for _ in range(HALVINGS):
        if math.sqrt(float(trial.r @ trial.r)) <= (1.0 - 1e-4 * length) * norm + 1e-13:
            break
        length *= 0.5
        trial = equations.evaluate(start + length * step, mu)
        effort.left -= 1
    return trial


def solve(matrix: Any, right: Any) -> Any:
    """Solves a linear system; a singular one takes the least-squares answer."""
    from scipy.linalg.lapack import dgesv  # type: ignore[attr-defined]  # the window reads this module without scipy

    _, _, solution, singular = dgesv(matrix, right)
    if not singular:
        return solution
    safe = np.nan_to_num(matrix, nan=0.0, posinf=0.0, neginf=0.0)
    return np.linalg.lstsq(safe, np.nan_to_num(right), rcond=None)[0]
