"""Chemical equilibrium of chosen reactions among ideal gases and pure condensed phases, solved by itself.

The Gibbs energy of the mixture is smallest over the extents of the reactions where for each reaction j

    sum_i nu_ij (G_i(T) / R T + ln a_i) = 0,   a_i = y_i P / P0 for a gas (P0 = 1 bar), 1 for a pure phase,

and a pure phase that would be consumed beyond what there is vanishes instead: its affinity then stays positive.
Amounts are sought as logarithms, so that they never become negative; that pure phases and the gas as a whole may
vanish is stated by a barrier: amount times affinity stays at a tiny share of the total. A species that can neither be
fed nor formed is left out with the reactions that need it. Newton steps in the logarithms are held short,
as by Gordon and McBride, NASA Reference Publication 1311 (1994), section 3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import numpy as np

from unitops.chemistry.enthalpy import enthalpy, gibbs
from unitops.chemistry.reaction import GAS_CONSTANT
from unitops.chemistry.species import Species

STANDARD_PRESSURE = 1e5
"""Of the species data [Pa]."""
BARRIERS = (1e-2, 1e-4, 1e-6, 1e-8, 1e-10, 1e-12, 1e-14)
"""Amount of a phase that is not stable, times its affinity in R T, as a share of the total; the last one stays."""
TRACE = 1e-13
"""A share of the total below which a species counts as not fed: it is formed only where the others can form it."""
LONGEST_STEP = 3.0
"""In the logarithm of an amount."""
MOST_STEPS = 150
TOLERANCE = 1e-11
TRACE_OF_NOTE = 1e-6
"""Logarithms of amounts below this share of the total need not settle as closely."""
COLDEST, HOTTEST = 150.0, 6000.0
"""Temperatures beyond these [K] are held, so that every trial point of a solver has an answer."""
LOWEST_PRESSURE = 1.0
EMPTY = 1e-15
"""In a vessel that holds no more than this [mol/s] nothing reacts."""
GOOD, NOT_CONVERGED = 0, 1


class EquilibriumModel(msgspec.Struct, frozen=True, eq=False):
    """Extents at equilibrium behind the door of local models.

    ``stoichiometry`` [species, reactions]. Inputs: amount of each species [mol/s], inert gas [mol/s], T [K], P [Pa].
    Outputs: extent of each reaction [mol/s], with derivatives by the implicit function theorem. Amounts below zero
    count as zero.
    """

    species: tuple[Species, ...]
    stoichiometry: np.ndarray
    gaseous: np.ndarray
    _parts: dict[bytes, _Part] = msgspec.field(default_factory=dict)

    def outside(self, status: int, inputs: np.ndarray) -> str:
        """Why an answer is none, '' where an equilibrium was found."""
        return "no chemical equilibrium was found" if status == NOT_CONVERGED else ""

    @classmethod
    def of(cls, species: Sequence[Species], reactions: Sequence[Mapping[str, float]]) -> EquilibriumModel:
        """A model of independent reactions, coefficients by species id. Raises DataError where G is not known."""
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
        size, reactions = self.stoichiometry.shape
        amounts = np.maximum(given[: size + 1], 0.0)
        whole = float(np.sum(amounts))
        jacobian = np.zeros((reactions, size + 3))
        if not whole > EMPTY:
            return np.zeros(reactions), jacobian, GOOD
        shares = amounts / whole
        part = self._part(shares[:-1] > TRACE)
        if not part.basis.shape[1]:
            return np.zeros(reactions), jacobian, GOOD
        temperature = min(max(float(given[size + 1]), COLDEST), HOTTEST)
        pressure = max(float(given[size + 2]), LOWEST_PRESSURE)
        mixture = _Mixture(self, part, shares, temperature, pressure)
        found, by_share, by_state, good = mixture.solve()
        extents = part.basis @ found
        by_amount = np.zeros((reactions, size + 1))
        by_amount[:, [*part.alive, size]] = part.basis @ by_share
        # Extents are homogeneous in the amounts; by_amount holds for a mixture of total one.
        by_amount += (extents - by_amount @ shares)[:, None]
        by_state = part.basis @ by_state * whole
        jacobian[:, : size + 1] = by_amount * (given[: size + 1] >= 0.0)
        jacobian[:, size + 1] = by_state[:, 0] * (COLDEST < given[size + 1] < HOTTEST)
        jacobian[:, size + 2] = by_state[:, 1] * (given[size + 2] > LOWEST_PRESSURE)
        return extents * whole, jacobian, GOOD if good else NOT_CONVERGED

    def _part(self, fed: np.ndarray) -> _Part:
        """What can react when only the species marked are fed; found once for each pattern."""
        key = fed.tobytes()
        if key not in self._parts:
            self._parts[key] = _part_that_reacts(self.stoichiometry, fed)
        return self._parts[key]


class _Part(msgspec.Struct, frozen=True, eq=False):
    """The species that are fed or can be formed, and a basis of the reactions that need no others."""

    alive: np.ndarray
    basis: np.ndarray


def _part_that_reacts(nu: np.ndarray, fed: np.ndarray) -> _Part:
    """A species that is not fed can be formed if some combination of reactions makes it and consumes no other such.

    Found by one linear programme; the combinations that leave the others alone are the null space of their rows.
    """
    from scipy.linalg import null_space
    from scipy.optimize import linprog

    missing = np.flatnonzero(~fed)
    alive = fed.copy()
    if len(missing):
        count, reactions = len(missing), nu.shape[1]
        made = nu[missing]
        found = linprog(
            np.concatenate([np.zeros(reactions), -np.ones(count)]),
            A_ub=np.hstack([-made, np.eye(count)]),
            b_ub=np.zeros(count),
            bounds=[(-1e3, 1e3)] * reactions + [(0.0, 1.0)] * count,
        )
        alive[missing] = found.x[reactions:] > 1e-6
    dead = nu[~alive]
    basis = null_space(dead) if len(dead) else np.eye(nu.shape[1])
    moved = np.any(np.abs(nu @ basis) > 1e-9, axis=1)
    return _Part(np.flatnonzero(alive & moved), basis)


class _Mixture:
    """One mixture of total amount one, at one temperature and pressure; amounts are those of its living part."""

    def __init__(self, model: EquilibriumModel, part: _Part, shares: np.ndarray, T: float, P: float) -> None:
        alive = part.alive
        self.nu, self.gas = (model.stoichiometry @ part.basis)[alive], model.gaseous[alive]
        self.fed = shares[alive]
        bystanders = np.setdiff1d(np.flatnonzero(model.gaseous), alive)
        self.inert = float(shares[-1] + np.sum(shares[bystanders]))
        rt = GAS_CONSTANT * T
        g = np.array([float(gibbs(model.species[k], T)) for k in alive]) / rt
        h = np.array([float(enthalpy(model.species[k], T)) for k in alive]) / (rt * T)
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
        for barrier in stages:
            good = False
            for _ in range(MOST_STEPS):
                residual, jacobian, _ = self._equations(log_amounts, extents, barrier)
                step = -np.linalg.solve(jacobian, residual)
                of_logs = step[reactions:]
                longest = float(np.max(np.abs(of_logs)))
                length = min(1.0, LONGEST_STEP / longest) if longest > 0.0 else 1.0
                log_amounts = np.clip(log_amounts + length * of_logs, -600.0, 50.0)
                extents = extents + length * step[:reactions]
                amounts = np.exp(log_amounts)
                change = float(np.max(np.abs(of_logs) * amounts / (amounts + TRACE_OF_NOTE)))
                if longest < 1e-3 and (change < TOLERANCE or barrier != stages[-1]):
                    good = True
                    break
        by = self._derivatives(log_amounts, extents, stages[-1])
        return self._extents(np.exp(log_amounts)), by[:, :-2], by[:, -2:], good

    def _extents(self, amounts: np.ndarray) -> np.ndarray:
        """Extents from amounts, most exact for the species of which least is left: none falls below zero.

        Least squares weighted by 1/amount; rows of very different weight ask for sorted rows and pivoting (Cox and
        Higham, 1998).
        """
        from scipy import linalg

        order = np.argsort(amounts, kind="stable")
        weight = 1.0 / np.maximum(amounts[order], 1e-60)
        made = (amounts - self.fed)[order] * weight
        factors: Any = linalg.qr(self.nu[order] * weight[:, None], mode="economic", pivoting=True)
        q, r, pivots = factors
        extents = np.empty(len(pivots))
        extents[pivots] = linalg.solve_triangular(r, q.T @ made)
        return extents

    def _phases_may_vanish(self) -> bool:
        return not bool(np.all(self.gas)) or self.inert < 1e-9

    def _equations(
        self, log_amounts: np.ndarray, extents: np.ndarray, barrier: float
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Residuals, Jacobian by (extents, logarithms), and by what the affinities were divided.

        What there is equals what was fed and made, relative to what there is, so that elimination begins with what is
        least; and each affinity vanishes, relative to the size of its row.
        """
        size, reactions = self.nu.shape
        amounts = np.exp(log_amounts)
        gas = float(np.sum(amounts[self.gas])) + self.inert + EMPTY**2
        support = np.where(self.gas, 0.0, barrier / amounts)
        activity = np.where(self.gas, log_amounts - np.log(gas) - barrier / gas, 0.0) - support
        affinity = self.potential + self.nu.T @ activity
        by_gas = -1.0 / gas + barrier / gas**2
        of_gas = self.nu.T * np.where(self.gas, 1.0, support)
        by_logs = of_gas + np.outer(self.gas_made * by_gas, amounts * self.gas)
        row_size = np.max(np.abs(by_logs), axis=1)
        residual = np.concatenate([1.0 - (self.fed + self.nu @ extents) / amounts, affinity / row_size])
        jacobian = np.zeros((size + reactions, size + reactions))
        jacobian[:size, reactions:] = np.eye(size)
        jacobian[:size, :reactions] = -self.nu / amounts[:, None]
        jacobian[size:, reactions:] = by_logs / row_size[:, None]
        return residual, jacobian, row_size

    def _derivatives(self, log_amounts: np.ndarray, extents: np.ndarray, barrier: float) -> np.ndarray:
        """Of the extents by amounts, inert gas, T and P, by the implicit function theorem."""
        size, reactions = self.nu.shape
        _, jacobian, row_size = self._equations(log_amounts, extents, barrier)
        amounts = np.exp(log_amounts)
        gas = float(np.sum(amounts[self.gas])) + self.inert + EMPTY**2
        by_input = np.zeros((size + reactions, size + 3))
        by_input[:size, :size] = -np.diag(1.0 / amounts)
        by_input[size:, size] = self.gas_made * (-1.0 / gas + barrier / gas**2) / row_size
        by_input[size:, size + 1] = self.potential_by_T / row_size
        by_input[size:, size + 2] = self.gas_made / self.P / row_size
        return -np.linalg.solve(jacobian, by_input)[:reactions]
