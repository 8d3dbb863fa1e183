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
from unitops.chemistry.aqueous.system import AqueousSystem
from unitops.chemistry.aqueous.water import MOLES_PER_KG

TOLERANCE = 1e-12
SMOOTHING = 1e-15
FIRST_SMOOTHING = 1e-2
SECOND_SMOOTHING = 1e-4
SMOOTHING_RATE = 0.03
LARGEST_STEP = 3.0
PREPARATION = 40
ITERATIONS = 120
HALVINGS = 8


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
        action = np.einsum("ij,bj->bi", self.action, ln_a)
        action = action - self.action_water * act.ln_water[:, None] - ln_k
        ratio = self._saturation(ln_a, act.ln_water, ln_ks)
        return np.concatenate([np.log(plus) - np.log(minus), action, under + ratio], axis=1)

    def _saturation(self, ln_a: Any, ln_water: Any, ln_ks: Any) -> Any:
        """ln of the saturation ratio less the allowed supersaturation."""
        product = np.einsum("ij,bj->bi", self.dissolution, ln_a) + self.dissolution_water * ln_water[:, None]
        return product - ln_ks - self.allowance

    def sides(self, v: Any, y: Any, solids: Any) -> tuple[Any, Any, Any, Any]:
        n = self.count
        amounts = np.exp(np.clip(v[:, :n] + v[:, n : n + 1], -700.0, 200.0))
        water = MOLES_PER_KG * np.exp(np.clip(v[:, n], -700.0, 50.0))
        plus = np.einsum("ij,bj->bi", self.gain, amounts) + np.einsum("ij,bj->bi", self.solid_gain, solids)
        minus = np.einsum("ij,bj->bi", self.loss, amounts) + np.einsum("ij,bj->bi", self.solid_loss, solids)
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

    def solve(self, y: Any, T: Any) -> Equilibrium:
        """Equilibrium for totals y [mol/kg basis water; components in order, then water] and T [K]."""
        ln_k, ln_ks = self.system.constants(T)
        scale = self.solid_scale(y)
        v = self._prepare(y, ln_k, ln_ks, scale)
        parameters = self.system.activity.at_temperature(T)
        v = descend(
            v,
            lambda rows, x, mu: self._evaluate(
                x, mu, y[rows], (ln_k[rows], ln_ks[rows]), scale[rows], select_rows(parameters, rows, len(y))
            ),
            lambda rows, x, mu, act: self.jacobian(x, y[rows], scale[rows], mu, act),
            SECOND_SMOOTHING if self.kinds else SMOOTHING,
        )
        return self._finish(v, y, T, ln_k, ln_ks, scale, parameters)

    def _evaluate(
        self, v: Any, mu: float, y: Any, constants: Any, scale: Any, parameters: Any
    ) -> tuple[Any, Activities]:
        m = np.exp(np.clip(v[:, : self.count], -700.0, 200.0))
        act = self.system.activity.activities(parameters, m)
        return self.residual(v, y, *constants, scale, mu, act), act

    def state_of(
        self, v: Any, scale: Any, act: Activities, residual: Any, good: Any, matrix: Any
    ) -> Equilibrium:
        """The unknowns as a state with names."""
        n = self.count
        norm = np.max(np.abs(residual), axis=1)
        return Equilibrium(v[:, :n], v[:, n], v[:, n + 1 :], scale, act, norm, good, matrix)

    def _finish(
        self, v: Any, y: Any, T: Any, ln_k: Any, ln_ks: Any, scale: Any, parameters: Any
    ) -> Equilibrium:
        n = self.count
        act = self.system.activity.activities(parameters, np.exp(np.clip(v[:, :n], -700.0, 200.0)))
        r = self.residual(v, y, ln_k, ln_ks, scale, SMOOTHING, act)
        matrix = self.jacobian(v, y, scale, SMOOTHING, act)
        return self.state_of(v, scale, act, r, np.max(np.abs(r), axis=1) < 1e-9, matrix)

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
        strength = np.minimum(0.5 * np.abs(y[:, :w]) @ squares[:w], 1.0)
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
        v[:, w:n] = np.minimum(np.einsum("ij,bj->bi", self.system.nu[w:], ln_a) + ln_k - ln_gamma[:, w:], 3.0)
        return v, act

    def _prepare(self, y: Any, ln_k: Any, ln_ks: Any, scale: Any) -> Any:
        """Newton with fixed activity coefficients from the first guess, the smoothing drawn to its end."""
        v, act = self.first_guess(y, ln_k, ln_ks)
        mu = FIRST_SMOOTHING
        for _ in range(PREPARATION):
            r = self.residual(v, y, ln_k, ln_ks, scale, mu, act)
            if np.all(np.max(np.abs(r), axis=1) < 0.1) and mu <= SECOND_SMOOTHING:
                break
            step = solve_rows(self.jacobian(v, y, scale, mu, act), -r)
            v = v + np.clip(np.where(np.isfinite(step), step, 0.0), -10.0, 10.0)
            mu = max(SECOND_SMOOTHING, mu * 0.1)
        return v


def limited(step: Any) -> Any:
    """A Newton step held to a trust region; rows are scaled as a whole."""
    step = np.where(np.isfinite(step), step, 0.0)
    largest = np.max(np.abs(step), axis=1, keepdims=True)
    return step * np.minimum(1.0, LARGEST_STEP / np.maximum(largest, 1e-300))


def descend(v: Any, evaluate: Any, jacobian: Any, mu: float) -> Any:
    """Newton's method with a halving line search on the norm of the residual, each row for itself.

    evaluate(rows, v, mu) gives the residual and the activities of the rows named, jacobian(rows, v, mu,
    activities) the matrix. The smoothing mu is drawn to its end as the iterations go. A row leaves when it is
    solved, or when its steps no longer change it.
    """
    v = v.copy()
    rows = np.arange(len(v))
    r, act = evaluate(rows, v, mu)
    for _ in range(ITERATIONS):
        last = mu <= SMOOTHING
        unfinished = (
            np.flatnonzero(~(np.max(np.abs(r), axis=1) <= TOLERANCE)) if last else np.arange(len(rows))
        )
        if not len(unfinished):
            break
        rows, r, act = rows[unfinished], r[unfinished], select_rows(act, unfinished, len(r))
        start = v[rows]
        step = limited(solve_rows(jacobian(rows, start, mu, act), -r))
        trial, r, act = searched(start, step, r, rows, lambda rows, x, mu=mu: evaluate(rows, x, mu))
        v[rows] = trial
        if not last:
            mu = max(SMOOTHING, mu * SMOOTHING_RATE)
            r, act = evaluate(rows, trial, mu)
            continue
        moving = np.flatnonzero(np.max(np.abs(trial - start), axis=1) > 1e-15)
        rows, r, act = rows[moving], r[moving], select_rows(act, moving, len(r))
    return v


def searched(start: Any, step: Any, r: Any, rows: Any, evaluate: Any) -> tuple[Any, Any, Any]:
    """The step of each row, halved until the norm of the residual falls; at most HALVINGS times."""
    norm = np.sqrt(np.sum(r * r, axis=1))
    length = np.ones(len(rows))
    trial = start + step
    r, act = evaluate(rows, trial)
    for _ in range(HALVINGS):
        worse = np.flatnonzero(~(np.sqrt(np.sum(r * r, axis=1)) <= (1.0 - 1e-4 * length) * norm + 1e-13))
        if not len(worse):
            break
        length[worse] *= 0.5
        trial[worse] = start[worse] + length[worse, None] * step[worse]
        r[worse], part = evaluate(rows[worse], trial[worse])
        act = replace_rows(act, worse, part)
    return trial, r, act


def replace_rows(whole: Activities, rows: Any, part: Activities) -> Activities:
    """Activities of a batch with those of some rows exchanged."""
    for name in Activities.__dataclass_fields__:
        getattr(whole, name)[rows] = getattr(part, name)
    return whole


def select_rows(parameters: Any, rows: Any, total: int) -> Any:
    """The rows of a batch of model parameters that are still under way."""
    if len(rows) == total:
        return parameters
    if isinstance(parameters, tuple):
        return tuple(item[rows] for item in parameters)
    return type(parameters)(
        **{name: getattr(parameters, name)[rows] for name in parameters.__dataclass_fields__}
    )


def solve_rows(matrix: Any, right: Any) -> Any:
    """Solves every row's linear system; a singular one takes the least-squares answer and harms no other."""
    columns = right[..., None] if right.ndim == 2 else right
    try:
        answer = np.linalg.solve(matrix, columns)
    except np.linalg.LinAlgError:
        answer = np.zeros_like(columns)
        for i in range(len(matrix)):
            try:
                answer[i] = np.linalg.solve(matrix[i], columns[i])
            except np.linalg.LinAlgError:
                safe = np.nan_to_num(matrix[i], nan=0.0, posinf=0.0, neginf=0.0)
                answer[i] = np.linalg.lstsq(safe, np.nan_to_num(columns[i]), rcond=None)[0]
    return answer[..., 0] if right.ndim == 2 else answer
