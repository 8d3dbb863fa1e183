"""Doors to a liquor at equilibrium: what is in it, and which solids it drops.

Every door is `evaluate(inputs[n, :]) -> (values[n, :], jacobians[n, :, :], status[n])`, which starts from its inputs
alone, and `evaluate_from(inputs, states)`, which goes on from liquors close by. Rows are solved one by one, so that a
row's answer does not depend on the other rows.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np
from msgspec.structs import replace

from unitops.chemistry.aqueous.activity import COMPLEX_STEP, LN10
from unitops.chemistry.aqueous.derivatives import temperature_part, unknowns_by_inputs
from unitops.chemistry.aqueous.equilibrium import SMOOTHING, Equilibrium, EquilibriumSolver, present
from unitops.chemistry.aqueous.scaling import ScaledLiquor, scale_liquor
from unitops.chemistry.aqueous.system import AqueousSystem

LARGEST_LN_WATER = 20.0
"""Beyond this logarithm an activity of water is held: an iterate without meaning still has a finite value."""
LONGEST_TANGENT = 1.0
"""An unknown that would move further along its tangent is not moved: the tangent says nothing so far off."""
NO_LIQUOR = 1e-9
"""[mol/s] Below this there is no liquor to speak of."""
SOLVED, OUTSIDE_VALIDITY, NOT_NEEDED, UNREACHABLE, NOT_CONVERGED, BAD_INPUT = range(6)
STATUS_MEANING = {
    SOLVED: "solved",
    OUTSIDE_VALIDITY: "solved, outside the validity of the activity model or of the liquor",
    NOT_NEEDED: "beyond the demanded pH without a dose",
    UNREACHABLE: "the demanded pH cannot be reached; the nearest dose is given",
    NOT_CONVERGED: "not converged; the value is the last iterate",
    BAD_INPUT: "an input is not a finite number",
}


class Found(msgspec.Struct, frozen=True):
    """Where a liquor was found at equilibrium: its inputs, its unknowns and their derivatives by the inputs."""

    row: Any
    unknowns: Any
    unknowns_by: Any

    def near(self, row: Any) -> Any:
        """Where to start for inputs close by: along the tangent, which saves the first of Newton's steps."""
        moved = self.unknowns_by @ (row - self.row)
        return self.unknowns + moved if float(np.abs(moved).max()) < LONGEST_TANGENT else self.unknowns


class Solved(msgspec.Struct, frozen=True):
    """A liquor at equilibrium with the derivatives of its unknowns by the door's inputs."""

    liquor: ScaledLiquor
    state: Equilibrium
    unknowns_by: Any
    ln_gamma_by: Any
    ln_water_by: Any
    ln_ks_by: Any
    status: int

    def resumes(self, row: Any) -> Found | None:
        """Where a liquor close by may start, row being the inputs; None if this one is not at equilibrium."""
        return Found(row, self.state.unknowns, self.unknowns_by) if self.state.converged else None


class LiquorDoor:
    """What the doors share: inputs are basis totals, amounts of solids that are there, then T [K]."""

    def __init__(
        self,
        ids: Sequence[str],
        solids: Sequence[str] = (),
        *,
        solids_in: bool = False,
        supersaturation: Sequence[float] | None = None,
        model: str = "pitzer",
    ) -> None:
        self.system = AqueousSystem(list(ids), list(solids), model)
        self.solver = EquilibriumSolver(self.system, supersaturation)
        self.solids_in = solids_in
        self.width = len(self.system.ids)
        kinds = len(self.system.solids)
        self.mixing = np.zeros((self.width + kinds * solids_in, self.width))
        self.mixing[: self.width] = np.eye(self.width)
        if solids_in:
            self.mixing[self.width :, self.system.component_places] = self.system.solid_nu
            self.mixing[self.width :, self.system.water_place] = self.system.solid_water
        self.value_names: list[str] = []
        self.input_names = [*self.system.ids, *(self.system.solids if solids_in else []), "T"]

    def solve(self, row: Any, known: Found | None = None) -> Solved:
        """One liquor at equilibrium, with derivatives; known: one close by."""
        liquor = self.scaled(row)
        start = None if known is None else known.near(row)
        return self.derive(liquor, self.solver.solve(self.solver.conditions(liquor.y, liquor.T), start), row)

    def scaled(self, row: Any) -> ScaledLiquor:
        """Totals per kg of water of one row of inputs."""
        system = self.system
        amounts = row[:-1] @ self.mixing
        return scale_liquor(amounts, float(row[-1]), system.water_place, system.component_places, system.proton)

    def derive(self, liquor: ScaledLiquor, state: Equilibrium, row: Any) -> Solved:
        """Derivatives of an equilibrium by the inputs."""
        residual_by_T, gamma_by_T, water_by_T, ks_by_T = temperature_part(self.solver, state, liquor.T)
        inner = unknowns_by_inputs(self.solver, state, residual_by_T)
        unknowns_by = np.empty((self.solver.size, len(row)))
        unknowns_by[:, :-1] = inner[:, :-1] @ (liquor.y_by_amount @ self.mixing.T)
        unknowns_by[:, -1] = inner[:, -1] * liquor.T_by_T
        m_by = state.m[:, None] * unknowns_by[: self.solver.count]
        gamma_by = state.activities.ln_gamma_by_m @ m_by
        gamma_by[:, -1] += gamma_by_T * liquor.T_by_T
        water_by = state.activities.ln_water_by_m @ m_by
        water_by[-1] += water_by_T * liquor.T_by_T
        ks_by = np.zeros((len(ks_by_T), len(row)))
        ks_by[:, -1] = ks_by_T * liquor.T_by_T
        status = self.status(liquor, state, row)
        return Solved(liquor, state, unknowns_by, gamma_by, water_by, ks_by, status)

    def status(self, liquor: ScaledLiquor, state: Equilibrium, row: Any) -> int:
        """Whether an equilibrium was found and inside which validity."""
        if not state.converged:
            return NOT_CONVERGED
        model: Any = self.system.activity
        low, high = model.temperature_range
        strength = 0.5 * float(self.system.charges**2 @ state.m)
        valid = liquor.inside and strength <= model.strength_limit and low <= row[-1] <= high
        return SOLVED if valid else OUTSIDE_VALIDITY

    def outside(self, status: int, row: Any) -> str:
        """Why an answer of this status lies outside validity, '' inside; a vessel without liquor has none."""
        if status not in (OUTSIDE_VALIDITY, NOT_CONVERGED) or np.max(np.abs(row[: self.width])) < NO_LIQUOR:
            return ""
        if status == NOT_CONVERGED:
            return "no equilibrium of the liquor was found"
        law: Any = self.system.activity
        low, high = (bound - 273.15 for bound in law.temperature_range)
        return (
            f"the liquor is beyond the law of activities, which holds to an ionic strength of {law.strength_limit:g} "
            f"mol/kg from {low:.0f} to {high:.0f} degC"
        )

    def ph(self, solved: Solved) -> tuple[float, Any]:
        """pH on the molality scale of the activity model, -log10 a(H+), with its derivatives."""
        place = self.system.proton
        value = -float(solved.state.ln_m[place] + solved.state.activities.ln_gamma[place]) / LN10
        return value, -(solved.unknowns_by[place] + solved.ln_gamma_by[place]) / LN10

    def saturation(self, solved: Solved) -> tuple[Any, Any]:
        """log10 of the saturation ratio of every candidate solid, with its derivatives."""
        state, count = solved.state, self.solver.count
        _, ln_ks = self.system.constants(solved.liquor.T)
        laws, water = self.solver.dissolution[:, :count], self.solver.dissolution[:, count]
        value = laws @ (state.ln_m + state.activities.ln_gamma) + water * state.activities.ln_water - ln_ks
        by = laws @ (solved.unknowns_by[:count] + solved.ln_gamma_by) - solved.ln_ks_by
        by += water[:, None] * solved.ln_water_by
        return value / LN10, by / LN10


class RowDoor(ABC):
    """A door that answers row by row: a row's answer depends on that row alone, and on where it may start."""

    value_names: list[str]

    def evaluate(self, inputs: Any) -> tuple[Any, Any, Any]:
        """Values, their derivatives by the inputs, and a status for every row."""
        return self.evaluate_from(inputs, [None] * len(inputs))[:3]

    def evaluate_from(self, inputs: Any, states: Sequence[Any]) -> tuple[Any, Any, Any, list[Any]]:
        """The same from the states of liquors close by (None: from nothing), and the states found."""
        inputs = np.array(inputs, dtype=float)
        values = np.full((len(inputs), len(self.value_names)), np.nan)
        jacobians = np.full((len(inputs), len(self.value_names), inputs.shape[1]), np.nan)
        status, found = np.full(len(inputs), BAD_INPUT), list(states)
        with np.errstate(all="ignore"):
            for i in np.flatnonzero(np.isfinite(inputs).all(axis=1)).tolist():
                values[i], jacobians[i], status[i], found[i] = self.answer(inputs[i].copy(), states[i])
        return values, jacobians, status, found

    @abstractmethod
    def answer(self, row: Any, start: Any) -> tuple[Any, Any, int, Any]:
        """Values, their derivatives and the status of one row of inputs; where the next one may start."""


class Speciation(LiquorDoor, RowDoor):
    """What a liquor holds: no solid forms.

    Inputs: basis totals in the order of ids [mol, any scale], T [K]. Values: pH [-], ionic strength [mol/kg],
    activity of water [-], molalities of `species` [mol/kg], saturation indices log10(IAP/K) of `solids` [-].
    """

    def __init__(self, ids: Sequence[str], solids: Sequence[str] = (), *, model: str = "pitzer") -> None:
        super().__init__(ids, (), model=model)
        self.watched = LiquorDoor(ids, solids, model=model)
        self.species = self.system.species
        self.value_names = ["pH", "ionic_strength", "water_activity"]
        self.value_names += [f"m[{name}]" for name in self.species] + [f"SI[{name}]" for name in solids]

    def answer(self, row: Any, start: Any) -> tuple[Any, Any, int, Any]:
        solved = self.solve(row, start)
        state = solved.state
        ph, ph_by = self.ph(solved)
        m_by = state.m[:, None] * solved.unknowns_by[: self.solver.count]
        weights = 0.5 * self.system.charges**2
        water = math.exp(min(state.activities.ln_water, LARGEST_LN_WATER))
        index, index_by = self._saturation_of_watched(solved)
        values = np.concatenate([[ph, weights @ state.m, water], state.m, index])
        first = np.stack([ph_by, weights @ m_by, water * solved.ln_water_by])
        return values, np.concatenate([first, m_by, index_by]), solved.status, solved.resumes(row)

    def _saturation_of_watched(self, solved: Solved) -> tuple[Any, Any]:
        kinds = len(self.watched.system.solids)
        ks_by = np.zeros((kinds, solved.unknowns_by.shape[1]))
        if not kinds:
            return np.zeros(0), ks_by
        _, slanted = self.watched.system.constants(complex(solved.liquor.T, COMPLEX_STEP))
        ks_by[:, -1] = slanted.imag / COMPLEX_STEP * solved.liquor.T_by_T
        return self.watched.saturation(replace(solved, ln_ks_by=ks_by))


class Saturation(LiquorDoor, RowDoor):
    """Which solids a liquor drops or takes up until it is at equilibrium with them.

    Inputs: basis totals in the order of ids [mol, any scale]; with ``solids_in`` the amounts of the candidate
    solids that are there [same unit], so that they can dissolve; T [K]. Values: extent of formation of each
    solid [same unit; negative where it dissolves], pH [-], saturation index of each solid afterwards [-].
    supersaturation: log10 of the ratio that each solid keeps (0 by default); for a gas such as CO2(g) it is log10
    of its partial pressure [atm].
    """

    def __init__(
        self,
        ids: Sequence[str],
        solids: Sequence[str],
        *,
        solids_in: bool = False,
        supersaturation: Sequence[float] | None = None,
        model: str = "pitzer",
    ) -> None:
        super().__init__(ids, solids, solids_in=solids_in, supersaturation=supersaturation, model=model)
        names = self.system.solids
        self.value_names = [f"extent[{s}]" for s in names] + ["pH"] + [f"SI[{s}]" for s in names]

    def answer(self, row: Any, start: Any) -> tuple[Any, Any, int, Any]:
        solved = self.solve(row, start)
        return *self.outcome(solved, row), solved.resumes(row)

    def outcome(self, solved: Solved, row: Any) -> tuple[Any, Any, int]:
        """Values, their derivatives and the status of a solved row."""
        extent, extent_by = self.extents(solved, row)
        ph, ph_by = self.ph(solved)
        index, index_by = self.saturation(solved)
        values = np.concatenate([extent, [ph], index])
        return values, np.concatenate([extent_by, ph_by[None], index_by]), solved.status

    def extents(self, solved: Solved, row: Any) -> tuple[Any, Any]:
        """Extents of formation in the unit of the inputs, with their derivatives."""
        state, liquor = solved.state, solved.liquor
        amount, _, slope, _ = present(state.tau, SMOOTHING)
        share = state.scale * amount
        value = share * liquor.water
        tau_by = solved.unknowns_by[self.solver.count + 1 :]
        by = (state.scale * slope * liquor.water)[:, None] * tau_by
        by[:, :-1] += share[:, None] * (self.mixing @ liquor.water_by_amount)
        if self.solids_in:
            places = np.arange(len(value))
            value = value - row[self.width : self.width + len(value)]
            by[places, self.width + places] -= 1.0
        return value, by
