"""The dose of a reagent as one more unknown of an equilibrium whose pH is given.

At a given pH the species, the solids and the dose are found together, by the same Newton's method and in the same
stages as an equilibrium of given totals. A liquor at given pH is far less stiff than the pH over the dose.
"""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np

from unitops.chemistry.aqueous.activity import LN10, Activities
from unitops.chemistry.aqueous.equilibrium import (
    CLOSE,
    FIRST_SMOOTHING,
    LARGEST_STEP,
    PREPARATION_RATE,
    SECOND_SMOOTHING,
    SMOOTHING,
    SMOOTHING_RATE,
    START_STEP,
    TOLERANCE,
    WARM_SMOOTHING,
    Conditions,
    Point,
    solved,
)
from unitops.chemistry.aqueous.newton import Descent, Effort, descend, descend_from
from unitops.chemistry.aqueous.scaling import SMALLEST_TOTAL, ScaledLiquor, bounded_temperature
from unitops.chemistry.aqueous.speciation import LiquorDoor

# First dose tried, and the bounds of the dose, in units of the liquor's own solutes.
FIRST_DOSE, LEAST_DOSE, LARGEST_DOSE = 0.3, -1.0, 10.0
ITERATIONS = 30
# Steps without progress after which the doses are tried one by one instead.
PATIENCE = 3
SCALINGS = 8


class DosedPoint(msgspec.Struct, frozen=True):
    """Residual at some unknowns, of which the last is the dose; the point of the dosed liquor."""

    v: Any
    r: Any
    liquor: ScaledLiquor
    given: Conditions
    point: Point


class Titration:
    """Equations of one liquor with a reagent, brought to a pH; the dose counts in `unit`."""

    def __init__(self, door: LiquorDoor, base: Any, reagent: Any, unit: float, target: float) -> None:
        self.door, self.solver = door, door.solver
        self.base, self.step = base, reagent * unit
        self.moved = self.step[:-1] @ door.mixing
        self.ln_proton = -LN10 * target
        self.laws = self.solver.laws_at(bounded_temperature(float(base[-1]))[0])
        self.fixed: Activities | None = None
        self.floor = np.append(self.solver.floor, LEAST_DOSE)
        self.ceiling = np.append(self.solver.ceiling, LARGEST_DOSE)

    def dosed(self, dose: float) -> tuple[ScaledLiquor, Conditions]:
        """The liquor with a dose."""
        liquor = self.door.scaled(self.base + dose * self.step)
        return liquor, self.solver.given(liquor.y, *self.laws)

    def evaluate(self, v: Any, mu: float, known: DosedPoint | None = None) -> DosedPoint:
        """The equations at unknowns v, of which the last is the dose."""
        if known is None:
            liquor, given = self.dosed(float(v[-1]))
            point = self.solver.point(given, v[:-1], mu, self.fixed)
        else:
            liquor, given = known.liquor, known.given
            point = self.solver.smoothed(given, known.point, mu)
        place = self.door.system.proton
        r = np.empty(len(v))
        r[:-1] = point.r
        r[-1] = v[place] + point.activities.ln_gamma[place] - self.ln_proton
        return DosedPoint(v, r, liquor, given, point)

    def jacobian(self, point: DosedPoint) -> Any:
        """Derivatives of the residual by the unknowns."""
        solver, at, size = self.solver, point.point, self.solver.size
        n, w, act = solver.count, solver.width, at.activities
        matrix = np.zeros((size + 1, size + 1))
        matrix[:size, :size] = solver.jacobian(at)
        place = self.door.system.proton
        if act.ln_gamma_by_m is not None:
            matrix[size, :n] = act.ln_gamma_by_m[place] * at.m
        matrix[size, place] += 1.0
        y_by = point.liquor.y_by_amount @ self.moved
        matrix[: w + 1, size] = -y_by * np.where(point.given.y > 0.0, 1.0 / at.minus, 1.0 / at.plus)
        if solver.kinds:
            matrix[: w + 1, size] += self._by_scale(point, y_by)
        return matrix

    def _by_scale(self, point: DosedPoint, y_by: Any) -> Any:
        """Part of the derivatives by the dose that comes with the scale of the solids."""
        solver, at = self.solver, point.point
        first, kinds = solver.count + 1, np.arange(solver.kinds)
        shares = np.where(solver.scarce, point.given.y[: solver.width] / solver.demand, np.inf)
        scarcest = shares.argmin(axis=1)
        scale_by = y_by[scarcest] / solver.demand[kinds, scarcest]
        counts = solver.gain[:, first:] / at.plus[:, None] - solver.loss[:, first:] / at.minus[:, None]
        return counts @ (at.amounts * scale_by)

    def solve(self, effort: Effort | None = None, near: Any = None) -> DosedPoint | None:
        """The liquor at equilibrium and at the pH, or None where it is not found.

        near: those of a titration close by, from which it is tried first.
        """
        kinds, effort = self.solver.kinds, effort or Effort()
        if near is not None:
            at = self._warm(near, effort)
            if self._reached(at):
                return at
        v = self.first_guess()
        if kinds:
            way = self._way(FIRST_SMOOTHING, SECOND_SMOOTHING, PREPARATION_RATE, 0.1, START_STEP)
        else:
            way = self._way(SMOOTHING, SMOOTHING, 1.0, 1e-2, START_STEP)
        v = descend(v, self, way, effort).v
        self.fixed = None
        at = descend(v, self, self._last_way(SECOND_SMOOTHING if kinds else SMOOTHING), effort)
        return at if self._reached(at) else None

    def _warm(self, near: Any, effort: Effort) -> DosedPoint:
        """What is reached from a titration close by; solids are rounded off where it is not close at once."""
        at, first = self.evaluate(near, SMOOTHING), SMOOTHING
        effort.left -= 1
        if self.solver.kinds and not float(np.abs(at.r).max()) <= CLOSE:
            at, first = self.evaluate(near, WARM_SMOOTHING, at), WARM_SMOOTHING
        return descend_from(at, self, self._last_way(first), effort)

    def _reached(self, at: DosedPoint) -> bool:
        return solved(at) and LEAST_DOSE < at.v[-1] < LARGEST_DOSE

    def _way(self, first: float, last: float, rate: float, tolerance: float, longest: float) -> Descent:
        bounds = (self.floor, self.ceiling)
        return Descent(first, last, rate, tolerance, longest, ITERATIONS, *bounds, PATIENCE)

    def _last_way(self, first: float) -> Descent:
        return self._way(first, SMOOTHING, SMOOTHING_RATE, TOLERANCE, LARGEST_STEP)

    def first_guess(self) -> Any:
        """Unknowns at the first dose: species at the given pH without solids, then the solids that they call for.

        Each component is scaled until its species add up to its total, all at once, over and over.
        """
        solver = self.solver
        n, w, system = solver.count, solver.width, solver.system
        given = self.dosed(FIRST_DOSE)[1]
        v, self.fixed = solver.first_guess(given)
        ln_gamma, proton = self.fixed.ln_gamma, system.proton
        v[proton] = self.ln_proton - ln_gamma[proton]
        for _ in range(SCALINGS):
            v[w:n] = system.nu[w:] @ (v[:w] + ln_gamma[:w]) + given.ln_k[: n - w] - ln_gamma[w:]
            sums = solver.gain[:w, :n] @ np.exp(np.minimum(v[:n], 20.0))
            excess = np.log(sums / np.maximum(given.y[:w], SMALLEST_TOTAL))
            excess[proton] = 0.0
            v[:w] -= np.maximum(excess, 0.0)
        ratio = solver.dissolution[:, :n] @ (v[:n] + ln_gamma) - given.ln_k[n - w :]
        v[n + 1 :] = np.where(ratio > 0.0, 0.5, np.minimum(ratio, -1e-3))
        return np.append(v, FIRST_DOSE)
