"""Chemical equilibrium of chosen reactions among ideal gases and pure condensed phases, solved by itself.

The Gibbs energy of the mixture is smallest over the extents of the reactions where for each reaction j

    sum_i nu_ij (G_i(T) / R T + ln a_i) = 0,   a_i = y_i P / P0 for a gas (P0 = 1 bar), 1 for a pure phase,

and a pure phase that would be consumed beyond what there is vanishes instead: its affinity then stays positive.
Amounts are sought as logarithms, so that they never become negative; that pure phases and the gas as a whole may
vanish is stated by a barrier of ``BARRIER`` times the total amount. Newton steps in the logarithms are held short,
as by Gordon and McBride, NASA Reference Publication 1311 (1994), section 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from unitops.chemistry.enthalpy import enthalpy, gibbs
from unitops.chemistry.reaction import GAS_CONSTANT
from unitops.chemistry.species import Species

STANDARD_PRESSURE = 1e5
"""Of the species data [Pa]."""
BARRIERS = (1e-2, 1e-4, 1e-6, 1e-8, 1e-10, 1e-12, 1e-14)
"""Amount of a phase that is not stable, times its affinity in R T, as a share of the total; the last one stays."""
TRACE = 1e-30
"""Added to every amount, as a share of the total: something that is not there may then be formed."""
LONGEST_STEP = 3.0
"""In the logarithm of an amount."""
MOST_STEPS = 400
TOLERANCE = 1e-11
COLDEST, HOTTEST = 150.0, 6000.0
"""Temperatures beyond these [K] are held, so that every trial point of a solver has an answer."""
LOWEST_PRESSURE = 1.0
EMPTY = 1e-15
"""In a vessel that holds no more than this [mol/s] nothing reacts."""
NOTHING = 1e-25
"""An extent below this share of the total stands for none."""
GOOD, NOT_CONVERGED = 0, 1


@dataclass(frozen=True)
class EquilibriumModel:
    """Extents at equilibrium behind the door of local models.

    ``stoichiometry`` [species, reactions]. Inputs: amount of each species [mol/s], inert gas [mol/s], T [K], P [Pa].
    Outputs: extent of each reaction [mol/s], with derivatives by the implicit function theorem. Amounts below zero
    count as zero.
    """

    species: tuple[Species, ...]
    stoichiometry: np.ndarray
    gaseous: np.ndarray

    @classmethod
    def of(cls, species: Sequence[Species], reactions: Sequence[dict[str, float]]) -> EquilibriumModel:
        """A model of reactions given as coefficients by species id. Raises DataError where G is not known."""
        matrix = np.array([[r.get(s.id, 0.0) for r in reactions] for s in species])
        for record in species:
            gibbs(record, 298.15)
        return cls(tuple(species), matrix, np.array([s.phase == "g" for s in species]))

    def evaluate(self, inputs: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Extents [n, reactions], Jacobians [n, reactions, inputs], status [n]."""
        count, reactions = len(inputs), self.stoichiometry.shape[1]
        values = np.zeros((count, reactions))
        jacobians = np.zeros((count, reactions, inputs.shape[1]))
        status = np.zeros(count, dtype=np.int64)
        for k in range(count):
            values[k], jacobians[k], status[k] = self._one(np.asarray(inputs[k], dtype=float))
        return values, jacobians, status

    def _one(self, given: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
        size = len(self.species)
        amounts = np.maximum(given[: size + 1], 0.0)
        counts = (given[: size + 1] >= 0.0).astype(float)
        temperature = min(max(float(given[size + 1]), COLDEST), HOTTEST)
        pressure = max(float(given[size + 2]), LOWEST_PRESSURE)
        whole = float(np.sum(amounts))
        if not whole > EMPTY:
            reactions = self.stoichiometry.shape[1]
            return np.zeros(reactions), np.zeros((reactions, size + 3)), GOOD
        mixture = _Mixture(self, amounts / whole, temperature, pressure)
        extents, by_share, by_state, good = mixture.solve()
        # Extents are homogeneous in the amounts: by_share is the derivative by amounts of a mixture of total one.
        by_amount = extents[:, None] + by_share - (by_share @ (amounts / whole))[:, None]
        jacobian = np.empty((len(extents), size + 3))
        jacobian[:, : size + 1] = by_amount * counts
        jacobian[:, size + 1] = by_state[:, 0] * whole * (COLDEST < given[size + 1] < HOTTEST)
        jacobian[:, size + 2] = by_state[:, 1] * whole * (given[size + 2] > LOWEST_PRESSURE)
        extents = np.where(np.abs(extents) < NOTHING, 0.0, extents)
        return extents * whole, jacobian, GOOD if good else NOT_CONVERGED


class _Mixture:
    """One mixture of total amount one, at one temperature and pressure."""

    def __init__(self, model: EquilibriumModel, amounts: np.ndarray, T: float, P: float) -> None:
        self.nu, self.gas = model.stoichiometry, model.gaseous
        self.fed, self.inert = amounts[:-1] + TRACE, float(amounts[-1])
        rt = GAS_CONSTANT * T
        g = np.array([float(gibbs(s, T)) for s in model.species]) / rt
        h = np.array([float(enthalpy(s, T)) for s in model.species]) / (rt * T)
        self.potential = self.nu.T @ (g + self.gas * np.log(P / STANDARD_PRESSURE))
        self.potential_by_T = -(self.nu.T @ h)
        self.gas_made = self.nu.T @ self.gas.astype(float)
        self.P = P

    def solve(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, bool]:
        """Extents, their derivatives by amounts (inert gas last) and by (T, P), and whether they were found."""
        size, reactions = self.nu.shape
        log_amounts = np.log(np.maximum(self.fed, 0.1 / size))
        extents = np.zeros(reactions)
        good = False
        stages = BARRIERS if self._phases_may_vanish() else BARRIERS[-1:]
        steps = 0
        for barrier in stages:
            good = False
            while steps < MOST_STEPS:
                steps += 1
                residual, jacobian = self._equations(log_amounts, extents, barrier)
                step = -np.linalg.solve(jacobian, residual)
                longest = float(np.max(np.abs(step[:size])))
                length = min(1.0, LONGEST_STEP / longest) if longest > 0.0 else 1.0
                log_amounts = np.clip(log_amounts + length * step[:size], -600.0, 50.0)
                extents = extents + length * step[size:]
                if length == 1.0 and longest < (TOLERANCE if barrier == stages[-1] else 1e-3):
                    good = True
                    break
        by = self._derivatives(log_amounts, extents, stages[-1])
        extents = self._extents(np.exp(log_amounts))
        return extents, by[:, :-2], by[:, -2:], good

    def _extents(self, amounts: np.ndarray) -> np.ndarray:
        """Extents from amounts, most exact for the species of which least is left: none falls below zero.

        Least squares weighted by 1/amount; rows of very different weight ask for sorted rows and pivoting (Cox and
        Higham, 1998).
        """
        from scipy.linalg import qr, solve_triangular

        order = np.argsort(amounts, kind="stable")
        weight = 1.0 / np.maximum(amounts[order], 1e-60)
        made = (amounts - self.fed)[order] * weight
        q, r, pivots = qr(self.nu[order] * weight[:, None], mode="economic", pivoting=True)
        extents = np.empty(len(pivots))
        extents[pivots] = solve_triangular(r, q.T @ made)
        return extents

    def _phases_may_vanish(self) -> bool:
        return not bool(np.all(self.gas)) or self.inert < 1e-9

    def _equations(
        self, log_amounts: np.ndarray, extents: np.ndarray, barrier: float
    ) -> tuple[np.ndarray, np.ndarray]:
        """Residuals and Jacobian: what there is equals what was fed and made; each affinity vanishes."""
        size, reactions = self.nu.shape
        amounts = np.exp(log_amounts)
        gas = float(np.sum(amounts[self.gas])) + self.inert + TRACE
        support = np.where(self.gas, 0.0, barrier / amounts)
        activity = np.where(self.gas, log_amounts - np.log(gas) - barrier / gas, 0.0) - support
        residual = np.concatenate(
            [amounts - self.fed - self.nu @ extents, self.potential + self.nu.T @ activity]
        )
        jacobian = np.zeros((size + reactions, size + reactions))
        jacobian[:size, :size] = np.diag(amounts)
        jacobian[:size, size:] = -self.nu
        by_gas = -1.0 / gas + barrier / gas**2
        of_gas = self.nu.T * np.where(self.gas, 1.0, support)
        jacobian[size:, :size] = of_gas + np.outer(self.gas_made * by_gas, amounts * self.gas)
        return residual, jacobian

    def _derivatives(self, log_amounts: np.ndarray, extents: np.ndarray, barrier: float) -> np.ndarray:
        """Of the extents by amounts, inert gas, T and P, by the implicit function theorem."""
        size, reactions = self.nu.shape
        _, jacobian = self._equations(log_amounts, extents, barrier)
        gas = float(np.sum(np.exp(log_amounts)[self.gas])) + self.inert + TRACE
        by_input = np.zeros((size + reactions, size + 3))
        by_input[:size, :size] = -np.eye(size)
        by_input[size:, size] = self.gas_made * (-1.0 / gas + barrier / gas**2)
        by_input[size:, size + 1] = self.potential_by_T
        by_input[size:, size + 2] = self.gas_made / self.P
        return -np.linalg.solve(jacobian, by_input)[size:]
