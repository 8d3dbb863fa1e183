"""Damped Newton on a selection of a system's rows and unknowns."""

from __future__ import annotations

from collections.abc import Callable, Generator

import msgspec
import numpy as np

from flowsheets.equations.system import System
from flowsheets.solving.linear import Factor, Selection

TRACE = 1e-8
"""Flows below this share of the largest are held to an absolute, not a relative tolerance."""
NOTHING = 1e-16
"""Rows that are no balance of matter are not judged by terms smaller than this [SI]: they are round-off of a zero."""
SMALLEST_RESULT = 1e-7
"""Results (SI) below this are held to an absolute tolerance too: dust on what does not flow is no result."""
ROUND_OFF = 1e-10
"""Residuals in units of the usual sizes that are round-off once they fall no further, however small their rows are."""
NOISE = 1e-10
"""Residuals this small that fall no further are round-off, of local models mostly."""
LARGEST_TEMPERATURE_STEP = 400.0
"""[K] Longest step of a temperature in one iteration; each is held by itself, since those of empty streams run away."""
LOCAL_NOISE, NOISY = 1e-8, ("energy", "result")
"""Residuals of rows of these kinds that stay this small are the noise of real fluids, whose densities are iterated."""
SHORT, MOST_SHORT = 0.1, 8
"""Newton is lost after so many steps of less than this length; where it converged, three were the most seen."""


class Iteration(msgspec.Struct, frozen=True):
    """One step: which stage, its number, the largest relative residual, the step length, the worst row."""

    stage: str
    number: int
    residual: float
    step: float
    worst_row: int


class NotConvergedError(ArithmeticError):
    """Newton did not reach the tolerance; carries the last point and the row that is worst."""

    def __init__(self, z: np.ndarray, residual: float, worst_row: int) -> None:
        self.z, self.residual, self.worst_row = z, residual, worst_row
        super().__init__(f"largest relative residual {residual:.1e}")


class Point(msgspec.Struct):
    """A point with everything evaluated there."""

    z: np.ndarray
    residual: np.ndarray
    entries: np.ndarray
    relative: np.ndarray
    """Residual of each row over the sum of the sizes of its terms."""
    status: np.ndarray


def evaluate(system: System, z: np.ndarray) -> Point:
    """Residuals and derivatives at z, with the relative size of each residual; local models settled in a copy of z."""
    z = z.copy()
    residual, entries, status = system.evaluate(z, settle=True)
    size = system.term_sizes(entries, z)
    material = size[system.material_rows]
    floor = np.full(len(size), NOTHING)
    trace = max(TRACE * float(np.max(material, initial=0.0)), 1e-30)
    floor[system.material_rows] = trace
    floor[system.result_rows] = min(trace, SMALLEST_RESULT)
    relative = np.abs(residual) / np.maximum(size, floor)
    relative[~np.isfinite(residual)] = np.inf
    return Point(z, residual, entries, relative, status)


def share_missed(point: Point, selection: Selection) -> float:
    """The largest share of its terms by which a selected row misses."""
    return float(np.max(point.relative[selection.rows], initial=0.0))


def newton(
    system: System,
    selection: Selection,
    point: Point,
    scale: np.ndarray,
    temperatures: np.ndarray,
    *,
    stage: str,
    tolerance: float = 1e-12,
    most: int = 40,
    stop: Callable[[], bool] = lambda: False,
) -> Generator[Iteration, None, tuple[Point, Factor | None]]:
    """Iterate until every selected row is met; the generator's value is the last point and the factors used for it.

    point: start. scale: usual size of each entry of z. temperatures: mask of z entries whose steps are held short.
    Raises NotConvergedError, SingularMatrixError, and SolveCancelledError when ``stop`` says so.
    """
    positions = system.unknown[selection.columns]
    column_scale = scale[positions]
    short = temperatures[positions]
    factor: Factor | None = None
    before, shortened = np.inf, 0
    for number in range(1, most + 1):
        if stop():
            raise SolveCancelledError
        worst = _worst(point, selection)
        residual = float(point.relative[worst]) if len(selection.rows) else 0.0
        if residual <= tolerance or (residual <= NOISE and residual > 0.3 * before):
            return point, factor
        before = residual
        factor = selection.factorise(point.entries[system.chosen], column_scale)
        step = -factor.solve(point.residual[selection.rows])
        step[short] = np.clip(step[short], -LARGEST_TEMPERATURE_STEP, LARGEST_TEMPERATURE_STEP)
        scaled = _scaled_norm(point, selection, factor.row_scale)
        former = point
        point, length = _search(system, selection, point, positions, step, factor)
        yield Iteration(stage, number, residual, length, int(worst))
        shortened += length < SHORT
        if shortened == MOST_SHORT:
            break
        reached = _scaled_norm(point, selection, factor.row_scale)
        # The second step may take away what a first one left; towards a double root, as where nothing flows, each takes
        # half away. A step that leads away from there is not taken.
        if number > 1 and reached <= ROUND_OFF and reached > 0.8 * scaled:
            return point if reached <= scaled else former, factor
    worst = _worst(point, selection)
    residual = float(point.relative[worst])
    if residual <= tolerance * 1e2 or (residual <= LOCAL_NOISE and system.row_kinds[worst] in NOISY):
        return point, factor
    raise NotConvergedError(point.z, residual, int(worst))


class SolveCancelledError(Exception):
    """Somebody asked to stop."""


def _worst(point: Point, selection: Selection) -> int:
    if not len(selection.rows):
        return 0
    return int(selection.rows[int(np.argmax(point.relative[selection.rows]))])


def _scaled_norm(point: Point, selection: Selection, row_scale: np.ndarray) -> float:
    return float(np.linalg.norm(point.residual[selection.rows] * row_scale))


def _search(
    system: System,
    selection: Selection,
    point: Point,
    positions: np.ndarray,
    step: np.ndarray,
    factor: Factor,
) -> tuple[Point, float]:
    """Shorten the step until it helps; take the best that was tried if none does.

    A step helps if the scaled residual falls, or if the correction that the same factors would make next is shorter
    than this one: the second does not depend on how rows are scaled (Deuflhard, Newton Methods for Nonlinear
    Problems, 2004, natural monotonicity).
    """
    before = _scaled_norm(point, selection, factor.row_scale)
    stride = float(np.linalg.norm(step / factor.column_scale))
    best: tuple[float, Point, float] | None = None
    length = 1.0
    for _ in range(9):
        z = point.z.copy()
        z[positions] += length * step
        tried = evaluate(system, z)
        after = _scaled_norm(tried, selection, factor.row_scale)
        if np.isfinite(after):
            if best is None or after < best[0]:
                best = (after, tried, length)
            if after <= (1.0 - 1e-4 * length) * before or before <= ROUND_OFF:
                return tried, length
            following = factor.solve(tried.residual[selection.rows]) / factor.column_scale
            if float(np.linalg.norm(following)) <= (1.0 - 0.25 * length) * stride:
                return tried, length
        length *= 0.5
    if best is None:
        raise NotConvergedError(point.z, float("inf"), _worst(point, selection))
    return best[1], best[2]
