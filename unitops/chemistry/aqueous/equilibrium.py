"""Solves the equilibrium of a liquor with candidate solids.

All amounts are per kg of basis water (the total of H2O). Unknowns: ln m of every species, ln w (kg of
solvent water left), and for each solid a number tau that gives its amount a and undersaturation s at once,

    a = (tau + sqrt(tau^2 + 4 mu)) / 2,    s = (-tau + sqrt(tau^2 + 4 mu)) / 2,    a s = mu,

so that present or absent is one smooth function. Equations: balances in logarithmic form (sums of what counts
positive against sums of what counts negative, after Carrayrou et al. 2002, doi 10.1002/aic.690480421), mass
action, and s = -ln(saturation ratio). Newton's method, first with fixed activity coefficients, then with those of
the model and their derivatives. Derivatives by the implicit function theorem.
"""

from __future__ import annotations

import math
from typing import Any

import msgspec
import numpy as np

from unitops.chemistry.aqueous.activity import LN10, Activities
from unitops.chemistry.aqueous.newton import Descent, Effort, descend, descend_from
from unitops.chemistry.aqueous.system import AqueousSystem
from unitops.chemistry.aqueous.water import MOLES_PER_KG

TOLERANCE = 1e-12
# Largest residual of an answer that counts as converged.
ACCEPTED = 1e-9
# Largest residual of a last iterate that still says more than the totals alone.
NEAR = 1.0
SMOOTHING = 1e-15
FIRST_SMOOTHING = 1e-2
SECOND_SMOOTHING = 1e-4
WARM_SMOOTHING = 1e-9
WARM_ITERATIONS = 15
# Largest residuals at the unknowns of another liquor with which they are a start at once, or with solids rounded off.
CLOSE, FAR = 0.1, 30.0
SMOOTHING_RATE = 1e-3
PREPARATION_RATE = 0.1
LARGEST_STEP, SHORTER_STEP = 6.0, 3.0
START_STEP = 15.0
LEAST_WATER_LEFT = -7.0
SMALLEST_MOLALITY = 1e-14
# Smoothing, longest step, iterations, and steps without progress that one attempt after the other bears. A solid that
# is held back by protons, such as a hydroxide at its onset, is far smaller than the first smoothing lets it be; one
# that is there by half is passed by in long steps.
IMPATIENT, PATIENT = 4, 1000
ATTEMPTS = [
    ((FIRST_SMOOTHING, SECOND_SMOOTHING), LARGEST_STEP, 30, IMPATIENT),
    ((FIRST_SMOOTHING, SECOND_SMOOTHING), SHORTER_STEP, 30, IMPATIENT),
    ((1e-6, 1e-8), LARGEST_STEP, 30, IMPATIENT),
    ((1e-8, 1e-10), LARGEST_STEP, 30, IMPATIENT),
    ((FIRST_SMOOTHING, SECOND_SMOOTHING), LARGEST_STEP, 30, PATIENT),
    ((FIRST_SMOOTHING, SECOND_SMOOTHING), SHORTER_STEP, 120, PATIENT),
]
# No solid takes more than the whole of its scarcest component.
MOST_SOLID = 1.0


class Conditions(msgspec.Struct, frozen=True):
    """What is given of one liquor: totals and what follows from them and T, parameters of the activity model."""

    y: Any
    ln_k: Any
    scale: Any
    parameters: Any
    base: Any


class Point(msgspec.Struct, frozen=True):
    """Residual at some unknowns, with what the Jacobian shares with it."""

    v: Any
    r: Any
    activities: Activities
    m: Any
    laws: Any
    """Residuals of mass action and dissolution without the undersaturation."""
    counted: Any
    """How much the balances count of each unknown's rate of change."""
    slopes: Any
    plus: Any
    minus: Any
    amounts: Any
    """Of the solids, in their scales [-]."""


class Equilibrium(msgspec.Struct, frozen=True):
    """A liquor at equilibrium: logarithms of molality, solids, and what they imply."""

    unknowns: Any
    ln_m: Any
    m: Any
    tau: Any
    scale: Any
    activities: Activities
    residual: float
    converged: bool
    jacobian: Any
    by_total: Any
    """How the residuals of the balances fall as their totals rise [kg/mol]."""


def present(tau: Any, mu: float) -> Any:
    """Amount, undersaturation and their derivatives by tau: four rows, a column for each solid."""
    columns = []
    for number in tau.tolist():
        root = math.sqrt(number * number + 4.0 * mu)
        # The smaller of the two is taken from their product, which keeps its digits.
        large = 0.5 * (abs(number) + root)
        amount, under = (large, mu / large) if number >= 0.0 else (mu / large, large)
        columns.append((amount, under, amount / root, -under / root))
    return np.array(columns).reshape(-1, 4).T


class EquilibriumSolver:
    """Newton's method on the equations above for one AqueousSystem."""

    def __init__(self, system: AqueousSystem, supersaturation: Any = None) -> None:
        self.system = system
        width, count, kinds = len(system.components), len(system.species), len(system.solids)
        self.width, self.count, self.kinds = width, count, kinds
        self.size = count + 1 + kinds
        # What counts in the balances (components, then water): species, the solvent itself, solids.
        nu = np.zeros((width + 1, self.size))
        nu[:width, :count], nu[width, :count] = system.nu.T, system.nu_water
        nu[width, count] = 1.0
        nu[:width, count + 1 :], nu[width, count + 1 :] = system.solid_nu.T, system.solid_water
        self.gain, self.loss = np.maximum(nu, 0.0), np.maximum(-nu, 0.0)
        self.both = np.concatenate([self.gain, self.loss])
        # Mass action, then dissolution of the solids, on ln a of the species and of water.
        self.laws = np.zeros((count - width + kinds, count + 1))
        self.laws[: count - width, width:count] = np.eye(count - width)
        self.laws[: count - width, :width] = -system.nu[width:]
        self.laws[: count - width, count] = -system.nu_water[width:]
        self.laws[count - width :, :width] = system.solid_nu
        self.laws[count - width :, count] = system.solid_water
        self.dissolution = self.laws[count - width :]
        self.allowance = LN10 * (np.zeros(kinds) if supersaturation is None else np.asarray(supersaturation, float))
        scarce = system.solid_nu > 0.0
        scarce[:, system.proton] = False
        self.scarce, self.demand = scarce, np.where(scarce, system.solid_nu, 1.0)
        self.floor, self.ceiling = np.full(self.size, -250.0), np.full(self.size, 20.0)
        self.floor[count], self.ceiling[count] = LEAST_WATER_LEFT, 3.0
        self.floor[count + 1 :], self.ceiling[count + 1 :] = -1e3, MOST_SOLID

    def conditions(self, y: Any, T: float) -> Conditions:
        """What is given by totals y [mol/kg basis water; components in order, then water] and T [K]."""
        return self.given(y, *self.laws_at(T))

    def laws_at(self, T: float) -> tuple[Any, Any]:
        """Logarithms of the constants of species and solids, and the parameters of the activities, at T [K]."""
        ln_k, ln_ks = self.system.constants(T)
        return np.concatenate([ln_k, ln_ks + self.allowance]), self.system.activity.at_temperature(T)

    def given(self, y: Any, ln_k: Any, parameters: Any) -> Conditions:
        """What is given by totals y and the laws at a temperature."""
        return Conditions(y, ln_k, self.solid_scale(y), parameters, outer_sides(y))

    def solid_scale(self, y: Any) -> Any:
        """Amount of each solid that its scarcest component allows [mol/kg]."""
        return np.where(self.scarce, y[: self.width] / self.demand, np.inf).min(axis=1)

    # --- equations -----------------------------------------------------------------------------------------

    def point(self, given: Conditions, v: Any, mu: float, act: Activities | None = None) -> Point:
        """The equations at the unknowns v; without activities, with those of the model."""
        n = self.count
        m = np.exp(v[:n])
        if act is None:
            act = self.system.activity.activities(given.parameters, m)
        laws = self.laws[:, :n] @ (v[:n] + act.ln_gamma) + self.laws[:, n] * act.ln_water - given.ln_k
        return self._completed(given, v, mu, act, m, laws)

    def smoothed(self, given: Conditions, point: Point, mu: float) -> Point:
        """The equations at the same unknowns with another smoothing."""
        return self._completed(given, point.v, mu, point.activities, point.m, point.laws)

    def _completed(self, given: Conditions, v: Any, mu: float, act: Activities, m: Any, laws: Any) -> Point:
        n, w = self.count, self.width
        amount, under, amount_slope, under_slope = present(v[n + 1 :], mu)
        left = math.exp(v[n])
        counted = np.empty(self.size)
        np.multiply(m, left, out=counted[:n])
        counted[n] = MOLES_PER_KG * left
        np.multiply(given.scale, amount, out=counted[n + 1 :])
        sides = self.both @ counted + given.base
        plus, minus = sides[: w + 1], sides[w + 1 :]
        r = np.empty(self.size)
        np.log(plus / minus, out=r[: w + 1])
        r[w + 1 :] = laws
        r[n + 1 :] += under
        np.multiply(given.scale, amount_slope, out=counted[n + 1 :])
        return Point(v, r, act, m, laws, counted, under_slope, plus, minus, amount)

    def jacobian(self, point: Point) -> Any:
        """Derivatives of the residual by the unknowns."""
        n, w, act = self.count, self.width, point.activities
        matrix = np.zeros((self.size, self.size))
        top, low = matrix[: w + 1], matrix[w + 1 :]
        top[:] = self.gain / point.plus[:, None] - self.loss / point.minus[:, None]
        top *= point.counted
        top[:, n] += top[:, :n].sum(axis=1)
        if act.ln_gamma_by_m is None:
            low[:, :n] = self.laws[:, :n]
        else:
            by_ln_m = np.empty((n + 1, n))
            np.multiply(act.ln_gamma_by_m, point.m, out=by_ln_m[:n])
            by_ln_m.ravel()[: n * n : n + 1] += 1.0
            by_ln_m[n] = act.ln_water_by_m * point.m
            low[:, :n] = self.laws @ by_ln_m
        matrix.ravel()[(n + 1) * (self.size + 1) :: self.size + 1] = point.slopes
        return matrix

    # --- iterations ----------------------------------------------------------------------------------------

    def solve(self, given: Conditions, start: Any = None, effort: Effort | None = None) -> Equilibrium:
        """Equilibrium of one liquor.

        start: unknowns of a liquor close by; where they do not lead to convergence the solver begins anew. Where
        that too ends far from an equilibrium, which happens far outside the validity of the laws, the liquor is
        taken as ideal, its components free and no solid there.
        """
        effort = effort or Effort()
        equations = WithModel(self, given)
        if start is not None:
            point = self.warm(equations, start, effort)
            if point is not None:
                return self.finish(given, point)
        point = None
        for (first, second), longest, most, patience in ATTEMPTS:
            way = self.way(second, longest, most, patience)
            point = descend(self.prepare(given, first, second, most, patience, effort), equations, way, effort)
            if solved(point) or effort.spent:
                break
        assert point is not None
        if not float(np.abs(point.r).max()) < NEAR:
            return self.unsolved(given)
        return self.finish(given, point)

    def warm(self, equations: WithModel, start: Any, effort: Effort) -> Point | None:
        """The point reached from unknowns close by; None where they are not close or do not lead there."""
        point, near = equations.evaluate(start, SMOOTHING), SMOOTHING
        effort.left -= 1
        far = float(np.abs(point.r).max())
        if not far < FAR:
            return None
        if self.kinds and far > CLOSE:
            point, near = equations.evaluate(start, WARM_SMOOTHING, point), WARM_SMOOTHING
        way = self.way(near, LARGEST_STEP, WARM_ITERATIONS, IMPATIENT)
        point = descend_from(point, equations, way, effort)
        return point if solved(point) else None

    def finish(self, given: Conditions, point: Point) -> Equilibrium:
        """The equilibrium at a point reached with the model and the last smoothing."""
        n = self.count
        by_total = np.where(given.y > 0.0, 1.0 / point.minus, 1.0 / point.plus)
        return Equilibrium(
            unknowns=point.v,
            ln_m=point.v[:n],
            m=point.m,
            tau=point.v[n + 1 :],
            scale=given.scale,
            activities=point.activities,
            residual=float(np.abs(point.r).max()),
            converged=solved(point),
            jacobian=self.jacobian(point),
            by_total=by_total,
        )

    def unsolved(self, given: Conditions) -> Equilibrium:
        """What is said of a liquor whose equilibrium is not found: its components as they are, ideal, no solid."""
        n, w, size = self.count, self.width, self.size
        v = np.zeros(size)
        v[:w] = np.log(np.maximum(np.abs(given.y[:w]), SMALLEST_MOLALITY))
        v[w:n] = math.log(SMALLEST_MOLALITY)
        v[n + 1 :] = -1.0
        ideal = Activities(np.zeros(n), 0.0, np.zeros((n, n)), np.zeros(n))
        none, stays = np.zeros(w + 1), np.eye(size)
        molalities = np.exp(v[:n])
        return Equilibrium(v, v[:n], molalities, v[n + 1 :], given.scale, ideal, math.inf, False, stays, none)

    def first_guess(self, given: Conditions) -> tuple[Any, Activities]:
        """Unknowns from the totals alone, and Davies activity coefficients at the ionic strength of y."""
        n, w, system = self.count, self.width, self.system
        sizes, squares = np.abs(given.y[:w]), system.charges**2
        strength = min(0.5 * float(sizes @ squares[:w]), 1.0)
        root = math.sqrt(strength)
        ln_gamma = -1.17 * (root / (1.0 + root) - 0.3 * strength) * squares
        v = np.zeros(self.size)
        v[:w] = np.log(np.maximum(sizes, 1e-300))
        acid = float(given.y[system.proton])
        v[system.proton] = -16.1
        if abs(acid) > 1e-7:
            v[system.proton] = math.log(acid) if acid > 0.0 else -32.2 - math.log(-acid)
        derived = system.nu[w:] @ (v[:w] + ln_gamma[:w]) + given.ln_k[: n - w] - ln_gamma[w:]
        v[w:n] = np.minimum(derived, 3.0)
        return v, Activities(ln_gamma, 0.0, None, None)

    def way(self, first: float, longest: float, most: int, patience: int) -> Descent:
        """How the descent with the activity model goes."""
        first = first if self.kinds else SMOOTHING
        bounds = (self.floor, self.ceiling)
        return Descent(first, SMOOTHING, SMOOTHING_RATE, TOLERANCE, longest, most, *bounds, patience)

    def prepare(self, given: Conditions, first: float, second: float, most: int, patience: int, effort: Effort) -> Any:
        """Newton with fixed activity coefficients from the first guess: first no solid, then all of them."""
        v, act = self.first_guess(given)
        n, last = self.count, (most, self.floor, self.ceiling, patience)
        loose = Descent(SMOOTHING, SMOOTHING, 1.0, 1e-2, START_STEP, *last)
        if not self.kinds:
            return descend(v, WithFixedActivities(self, given, act), loose, effort).v
        v[n + 1 :] = -50.0
        v = descend(v, WithoutSolids(self, given, act), loose, effort).v
        ratio = self.dissolution[:, :n] @ (v[:n] + act.ln_gamma) - given.ln_k[n - self.width :]
        v = v.copy()
        v[n + 1 :] = np.where(ratio > 0.0, 0.5, np.minimum(ratio, -1e-3))
        way = Descent(first, second, PREPARATION_RATE, 0.1, START_STEP, *last)
        return descend(v, WithFixedActivities(self, given, act), way, effort).v


def solved(point: Any) -> bool:
    """Whether the residual is small enough for an answer."""
    return float(np.abs(point.r).max()) < ACCEPTED


def outer_sides(y: Any) -> Any:
    """What the totals add to both sides of their balances, so that every side is a sum of positive terms."""
    return np.concatenate([np.maximum(-y, 0.0), np.maximum(y, 0.0)])


class WithModel:
    """The equations with the activity model."""

    def __init__(self, solver: EquilibriumSolver, given: Conditions) -> None:
        self.solver, self.given = solver, given

    def evaluate(self, v: Any, mu: float, known: Point | None = None) -> Point:
        if known is not None:
            return self.solver.smoothed(self.given, known, mu)
        return self.solver.point(self.given, v, mu)

    def jacobian(self, point: Point) -> Any:
        return self.solver.jacobian(point)


class WithFixedActivities:
    """The equations with activity coefficients that stay as they are."""

    def __init__(self, solver: EquilibriumSolver, given: Conditions, act: Activities) -> None:
        self.solver, self.given, self.act = solver, given, act

    def evaluate(self, v: Any, mu: float, known: Point | None = None) -> Point:
        if known is not None:
            return self.solver.smoothed(self.given, known, mu)
        return self.solver.point(self.given, v, mu, self.act)

    def jacobian(self, point: Point) -> Any:
        return self.solver.jacobian(point)


class WithoutSolids(WithFixedActivities):
    """The same with no solid allowed to form; the unknowns of the solids stay."""

    def evaluate(self, v: Any, mu: float, known: Point | None = None) -> Point:
        point = super().evaluate(v, mu)
        point.r[self.solver.count + 1 :] = 0.0
        return point

    def jacobian(self, point: Point) -> Any:
        matrix = super().jacobian(point)
        matrix[self.solver.count + 1 :, : self.solver.count + 1] = 0.0
        return matrix
