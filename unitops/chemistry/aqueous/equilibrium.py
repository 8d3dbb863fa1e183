"""Solves the equilibrium of a liquor with candidate solids, for a batch of independent rows.

All amounts are per kg of basis water (the total of H2O). Unknowns of one row: ln m of every species, ln w (kg of
solvent water left), and for each solid a number tau that gives its amount a and undersaturation s at once,

    a = (tau + sqrt(tau^2 + 4 mu)) / 2,    s = (-tau + sqrt(tau^2 + 4 mu)) / 2,    a s = mu,

so that present or absent is one smooth function. Equations: balances in logarithmic form (sums of what counts
positive against sums of what counts negative, after Carrayrou et al. 2002, doi 10.1002/aic.690480421), mass
action, and s = -ln(saturation ratio). Newton's method, first with fixed activity coefficients, then with those of
the model and their derivatives. Derivatives by the implicit function theorem.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from unitops.chemistry.aqueous.activity import LN10, Activities
from unitops.chemistry.aqueous.newton import Descent, descend, rowwise, select_rows
from unitops.chemistry.aqueous.system import AqueousSystem
from unitops.chemistry.aqueous.water import MOLES_PER_KG

TOLERANCE = 1e-12
SMOOTHING = 1e-15
FIRST_SMOOTHING = 1e-2
SECOND_SMOOTHING = 1e-4
WARM_SMOOTHING = 1e-9
WARM_ITERATIONS = 15
SMOOTHING_RATE = 1e-3
PREPARATION_RATE = 0.1
LARGEST_STEP = 6.0
START_STEP = 15.0
LEAST_WATER_LEFT = -7.0
# Smoothing, longest step and iterations of one attempt after the other.
PATIENT = [(SECOND_SMOOTHING, LARGEST_STEP, 30), (SECOND_SMOOTHING, 3.0, 120)]
# No solid takes more than the whole of its scarcest component.
MOST_SOLID = 1.0
ITERATIONS = 120


@dataclass
class Equilibrium:
    """State of a batch at equilibrium: logarithms of molality, water left, solids, and what they imply."""

    ln_m: Any
    ln_w: Any
    tau: Any
    scale: Any
    activities: Activities
    residual: Any
    converged: Any
    jacobian: Any

    @property
    def unknowns(self) -> Any:
        """The unknowns of the solver, one row for each liquor."""
        return np.concatenate([self.ln_m, self.ln_w[:, None], self.tau], axis=1)

    @property
    def solids(self) -> Any:
        """Amounts of solids [mol per kg basis water]."""
        return self.scale * present(self.tau, SMOOTHING)[0]


def present(tau: Any, mu: Any) -> tuple[Any, Any, Any, Any]:
    """Amount, undersaturation and their derivatives by tau."""
    root = np.sqrt(tau * tau + 4.0 * mu)
    # The smaller of the two is taken from their product, which keeps its digits.
    large = 0.5 * (np.abs(tau) + root)
    small = mu / large
    amount = np.where(tau >= 0.0, large, small)
    under = np.where(tau >= 0.0, small, large)
    return amount, under, amount / root, -under / root


class EquilibriumSolver:
    """Newton's method on the equations above for one AqueousSystem."""

    def __init__(self, system: AqueousSystem, supersaturation: Any = None) -> None:
        self.system = system
        width, count, kinds = len(system.components), len(system.species), len(system.solids)
        self.width, self.count, self.kinds = width, count, kinds
        self.size = count + 1 + kinds
        nu = np.column_stack([system.nu, system.nu_water])
        solid_nu = np.column_stack([system.solid_nu, system.solid_water]).reshape(kinds, width + 1)
        self.gain, self.loss = np.maximum(nu, 0.0).T.copy(), np.maximum(-nu, 0.0).T.copy()
        self.solid_gain, self.solid_loss = (
            np.maximum(solid_nu, 0.0).T.copy(),
            np.maximum(-solid_nu, 0.0).T.copy(),
        )
        self.action = np.zeros((count - width, count))
        self.action[:, width:] = np.eye(count - width)
        self.action[:, :width] -= system.nu[width:]
        self.action_water = system.nu_water[width:]
        self.dissolution = np.zeros((kinds, count))
        self.dissolution[:, :width] = system.solid_nu
        self.dissolution_water = system.solid_water
        self.allowance = LN10 * (
            np.zeros(kinds) if supersaturation is None else np.asarray(supersaturation, float)
        )

    # --- equations -----------------------------------------------------------------------------------------

    def residual(self, v: Any, y: Any, ln_k: Any, ln_ks: Any, scale: Any, mu: float, act: Activities) -> Any:
        n = self.count
        ln_m = v[:, :n]
        amount, under, _, _ = present(v[:, n + 1 :], mu)
        plus, minus, *_ = self.sides(v, y, scale * amount)
        ln_a = ln_m + act.ln_gamma
        action = rowwise(self.action, ln_a)
        action = action - self.action_water * act.ln_water[:, None] - ln_k
        ratio = self._saturation(ln_a, act.ln_water, ln_ks)
        return np.concatenate([np.log(plus) - np.log(minus), action, under + ratio], axis=1)

    def _saturation(self, ln_a: Any, ln_water: Any, ln_ks: Any) -> Any:
        """ln of the saturation ratio less the allowed supersaturation."""
        product = rowwise(self.dissolution, ln_a) + self.dissolution_water * ln_water[:, None]
        return product - ln_ks - self.allowance

    def sides(self, v: Any, y: Any, solids: Any) -> tuple[Any, Any, Any, Any]:
        n = self.count
        amounts = np.exp(np.clip(v[:, :n] + v[:, n : n + 1], -700.0, 200.0))
        water = MOLES_PER_KG * np.exp(np.clip(v[:, n], -700.0, 50.0))
        plus = rowwise(self.gain, amounts) + rowwise(self.solid_gain, solids)
        minus = rowwise(self.loss, amounts) + rowwise(self.solid_loss, solids)
        plus[:, -1] += water
        return plus + np.maximum(-y, 0.0), minus + np.maximum(y, 0.0), amounts, water

    def jacobian(self, v: Any, y: Any, scale: Any, mu: float, act: Activities) -> Any:
        n, w, kinds = self.count, self.width, self.kinds
        amount, _, amount_slope, under_slope = present(v[:, n + 1 :], mu)
        plus, minus, amounts, water = self.sides(v, y, scale * amount)
        matrix = np.zeros((len(v), self.size, self.size))
        gains = self.gain * amounts[:, None, :] / plus[:, :, None]
        losses = self.loss * amounts[:, None, :] / minus[:, :, None]
        matrix[:, : w + 1, :n] = gains - losses
        matrix[:, : w + 1, n] = np.sum(gains - losses, axis=2)
        matrix[:, w, n] += water / plus[:, w]
        by_solid = self.solid_gain / plus[:, :, None] - self.solid_loss / minus[:, :, None]
        matrix[:, : w + 1, n + 1 :] = by_solid * (scale * amount_slope)[:, None, :]
        rows = np.arange(kinds)
        matrix[:, n + 1 + rows, n + 1 + rows] = under_slope
        if act.ln_gamma_by_m is None:
            matrix[:, w + 1 : n + 1, :n] = self.action
            matrix[:, n + 1 :, :n] = self.dissolution
            return matrix
        m = np.exp(np.clip(v[:, :n], -700.0, 200.0))
        by_ln_m = act.ln_gamma_by_m * m[:, None, :]
        by_ln_m[:, np.arange(n), np.arange(n)] += 1.0
        water_by = act.ln_water_by_m * m
        matrix[:, w + 1 : n + 1, :n] = (
            self.action @ by_ln_m - self.action_water[:, None] * water_by[:, None, :]
        )
        if kinds:
            matrix[:, n + 1 :, :n] = self.dissolution @ by_ln_m
            matrix[:, n + 1 :, :n] += self.dissolution_water[:, None] * water_by[:, None, :]
        return matrix

    # --- iterations ----------------------------------------------------------------------------------------

    def solve(self, y: Any, T: Any, start: Any = None) -> Equilibrium:
        """Equilibrium for totals y [mol/kg basis water; components in order, then water] and T [K].

        start: unknowns of a liquor close by; rows that do not converge from there begin anew.
        """
        ln_k, ln_ks = self.system.constants(T)
        scale = self.solid_scale(y)
        parameters = self.system.activity.at_temperature(T)
        v = np.empty((len(y), self.size))
        lost = np.arange(len(y))
        attempts = PATIENT if start is None else [(WARM_SMOOTHING, LARGEST_STEP, WARM_ITERATIONS), *PATIENT]
        state: Equilibrium | None = None
        for first, longest, most in attempts:
            part = (y[lost], ln_k[lost], ln_ks[lost], scale[lost])
            if start is not None and first == WARM_SMOOTHING:
                begin = start[lost]
            else:
                begin = self._prepare(*part, most)
            way = self.way(
                first if self.kinds else SMOOTHING, SMOOTHING, SMOOTHING_RATE, TOLERANCE, longest, most
            )
            v[lost] = self._descend(begin, part, select_rows(parameters, lost, len(y)), way)
            state = self._finish(v, y, ln_k, ln_ks, scale, parameters)
            lost = np.flatnonzero(~state.converged)
            if not len(lost):
                break
        assert state is not None
        return state

    def _descend(self, v: Any, part: tuple[Any, ...], parameters: Any, way: Descent) -> Any:
        """Newton with the activity model from a start, for the rows of one part of the batch."""
        y, ln_k, ln_ks, scale = part

        def evaluate(rows: Any, x: Any, mu: float, act: Any = None) -> tuple[Any, Activities]:
            known = select_rows(parameters, rows, len(y)) if act is None else act
            return self._evaluate(x, mu, y[rows], (ln_k[rows], ln_ks[rows]), scale[rows], known)

        def jacobian(rows: Any, x: Any, mu: float, act: Activities) -> Any:
            return self.jacobian(x, y[rows], scale[rows], mu, act)

        return descend(v, evaluate, jacobian, way)

    def _evaluate(
        self, v: Any, mu: float, y: Any, constants: Any, scale: Any, parameters: Any
    ) -> tuple[Any, Activities]:
        if isinstance(parameters, Activities):
            act = parameters
        else:
            m = np.exp(np.clip(v[:, : self.count], -700.0, 200.0))
            act = self.system.activity.activities(parameters, m)
        return self.residual(v, y, constants[0], constants[1], scale, mu, act), act

    def _finish(self, v: Any, y: Any, ln_k: Any, ln_ks: Any, scale: Any, parameters: Any) -> Equilibrium:
        n = self.count
        act = self.system.activity.activities(parameters, np.exp(np.clip(v[:, :n], -700.0, 200.0)))
        r = self.residual(v, y, ln_k, ln_ks, scale, SMOOTHING, act)
        matrix = self.jacobian(v, y, scale, SMOOTHING, act)
        n, norm = self.count, np.max(np.abs(r), axis=1)
        return Equilibrium(v[:, :n], v[:, n], v[:, n + 1 :], scale, act, norm, norm < 1e-9, matrix)

    def solid_scale(self, y: Any) -> Any:
        """Amount of each solid that its scarcest component allows [mol/kg]."""
        counted = np.where(self.system.solid_nu > 0.0, self.system.solid_nu, np.nan)
        if not self.kinds:
            return np.zeros((len(y), 0))
        counted[:, self.system.proton] = np.nan
        with np.errstate(invalid="ignore"):
            ratio = y[:, None, : self.width] / counted[None]
        return np.nanmin(np.where(np.isnan(ratio), np.inf, ratio), axis=2)

    def first_guess(self, y: Any, ln_k: Any, ln_ks: Any) -> tuple[Any, Activities]:
        """Unknowns from the totals alone, and Davies activity coefficients at the ionic strength of y."""
        n, w = self.count, self.width
        squares = self.system.charges**2
        strength = np.minimum(0.5 * (np.abs(y[:, :w]) * squares[:w]).sum(axis=1), 1.0)
        root = np.sqrt(strength)
        ln_gamma = -1.17 * (root / (1.0 + root) - 0.3 * strength)[:, None] * squares
        act = Activities(ln_gamma, np.zeros(len(y)), None, None)
        v = np.zeros((len(y), self.size))
        v[:, :w] = np.log(np.maximum(np.abs(y[:, :w]), 1e-300))
        acid = y[:, self.system.proton]
        v[:, self.system.proton] = np.where(
            acid > 1e-7,
            np.log(np.maximum(acid, 1e-7)),
            np.where(acid < -1e-7, -32.2 - np.log(np.maximum(-acid, 1e-7)), -16.1),
        )
        ln_a = v[:, :w] + ln_gamma[:, :w]
        v[:, w:n] = np.minimum(rowwise(self.system.nu[w:], ln_a) + ln_k - ln_gamma[:, w:], 3.0)
        return v, act

    def way(
        self, first: float, last: float, rate: float, tolerance: float, longest: float, most: int = ITERATIONS
    ) -> Descent:
        """How the descent goes, with the bounds of the unknowns."""
        floor, ceiling = np.full(self.size, -250.0), np.full(self.size, 20.0)
        floor[self.count], ceiling[self.count] = LEAST_WATER_LEFT, 3.0
        floor[self.count + 1 :], ceiling[self.count + 1 :] = -1e3, MOST_SOLID
        return Descent(first, last, rate, tolerance, longest, most, floor, ceiling)

    def _prepare(self, y: Any, ln_k: Any, ln_ks: Any, scale: Any, most: int) -> Any:
        """Newton with fixed activity coefficients from the first guess: first no solid, then all of them."""
        v, act = self.first_guess(y, ln_k, ln_ks)
        kinds, n = self.kinds, self.count

        def evaluate(rows: Any, x: Any, mu: float, _: Any = None) -> tuple[Any, Activities]:
            part = select_rows(act, rows, len(y))
            return self.residual(x, y[rows], ln_k[rows], ln_ks[rows], scale[rows], mu, part), part

        def jacobian(rows: Any, x: Any, mu: float, part: Activities) -> Any:
            return self.jacobian(x, y[rows], scale[rows], mu, part)

        def evaluate_dry(rows: Any, x: Any, mu: float, _: Any = None) -> tuple[Any, Activities]:
            r, part = evaluate(rows, x, mu)
            r[:, n + 1 :] = 0.0
            return r, part

        def jacobian_dry(rows: Any, x: Any, mu: float, part: Activities) -> Any:
            matrix = jacobian(rows, x, mu, part)
            matrix[:, n + 1 :, : n + 1] = 0.0
            return matrix

        loose = self.way(SMOOTHING, SMOOTHING, 1.0, 1e-2, START_STEP, most)
        if not kinds:
            return descend(v, evaluate, jacobian, loose)
        v[:, n + 1 :] = -50.0
        v = descend(v, evaluate_dry, jacobian_dry, loose)
        ratio = self._saturation(v[:, :n] + act.ln_gamma, act.ln_water, ln_ks)
        v[:, n + 1 :] = np.where(ratio > 0.0, 0.5, np.minimum(ratio, -1e-3))
        way = self.way(FIRST_SMOOTHING, SECOND_SMOOTHING, PREPARATION_RATE, 0.1, START_STEP, most)
        return descend(v, evaluate, jacobian, way)
