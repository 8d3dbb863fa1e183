"""Doors to a liquor at equilibrium: what is in it, and which solids it drops.

Every door is `evaluate(inputs[n, :]) -> (values[n, :], jacobians[n, :, :], status[n])`. It starts from its inputs
alone; a row's answer does not depend on the other rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from unitops.chemistry.aqueous.activity import LN10
from unitops.chemistry.aqueous.derivatives import temperature_part, unknowns_by_inputs
from unitops.chemistry.aqueous.equilibrium import SMOOTHING, Equilibrium, EquilibriumSolver, present
from unitops.chemistry.aqueous.scaling import ScaledLiquor, scale_liquor
from unitops.chemistry.aqueous.system import AqueousSystem

SOLVED, OUTSIDE_VALIDITY, UNREACHABLE, NOT_CONVERGED, BAD_INPUT = range(5)
STATUS_MEANING = {
    SOLVED: "solved",
    OUTSIDE_VALIDITY: "solved, outside the validity of the activity model or of the liquor",
    UNREACHABLE: "the demanded pH cannot be reached; the nearest dose is given",
    NOT_CONVERGED: "not converged; the value is the last iterate",
    BAD_INPUT: "an input is not a finite number",
}


@dataclass(frozen=True)
class Solved:
    """A batch at equilibrium with the derivatives of its unknowns by the door's inputs."""

    liquor: ScaledLiquor
    state: Equilibrium
    unknowns_by: Any
    ln_gamma_by: Any
    ln_water_by: Any
    ln_ks_by: Any
    status: Any


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
        self.input_names = [*self.system.ids, *(self.system.solids if solids_in else []), "T"]

    def solve(self, inputs: Any, start: Any = None) -> tuple[Solved, Any]:
        """The batch at equilibrium; rows with numbers that are not finite are solved for pure water and marked."""
        liquor, inputs, bad = self.scaled(np.array(inputs, dtype=float))
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            state = self.solver.solve(liquor.y, liquor.T, start)
            solved = self._derive(liquor, state, inputs, bad)
        return solved, inputs

    def scaled(self, inputs: Any) -> tuple[ScaledLiquor, Any, Any]:
        """Totals per kg of water, the inputs with bad rows replaced, and which rows were bad."""
        bad = ~np.all(np.isfinite(inputs), axis=1)
        inputs[bad] = 0.0
        inputs[bad, self.system.water_place] = 1.0
        inputs[bad, -1] = 298.15
        amounts = np.sum(inputs[:, :-1, None] * self.mixing, axis=1)
        system = self.system
        places = system.component_places
        return scale_liquor(amounts, inputs[:, -1], system.water_place, places, system.proton), inputs, bad

    def _derive(self, liquor: ScaledLiquor, state: Equilibrium, inputs: Any, bad: Any) -> Solved:
        residual_by_T, gamma_by_T, water_by_T, ks_by_T = temperature_part(self.solver, state, liquor.T)
        inner = unknowns_by_inputs(self.solver, state, liquor.y, residual_by_T)
        y_by = np.zeros((len(inputs), liquor.y.shape[1], inputs.shape[1]))
        y_by[:, :, :-1] = np.einsum("bia,sa->bis", liquor.y_by_amount, self.mixing)
        T_by = np.zeros((len(inputs), 1, inputs.shape[1]))
        T_by[:, 0, -1] = liquor.T_by_T
        unknowns_by = inner @ np.concatenate([y_by, T_by], axis=1)
        m = np.exp(np.clip(state.ln_m, -700.0, 200.0))
        m_by = m[:, :, None] * unknowns_by[:, : self.solver.count]
        act = state.activities
        gamma_by = act.ln_gamma_by_m @ m_by + gamma_by_T[:, :, None] * T_by
        water_by = np.einsum("bi,bik->bk", act.ln_water_by_m, m_by) + water_by_T[:, None] * T_by[:, 0]
        ks_by = ks_by_T[:, :, None] * T_by
        status = self._status(liquor, state, inputs, m, bad)
        return Solved(liquor, state, unknowns_by, gamma_by, water_by, ks_by, status)

    def _status(self, liquor: ScaledLiquor, state: Equilibrium, inputs: Any, m: Any, bad: Any) -> Any:
        model: Any = self.system.activity
        low, high = model.temperature_range
        strength = np.sum(0.5 * self.system.charges**2 * m, axis=1)
        valid = liquor.inside & (strength <= model.strength_limit)
        valid &= (inputs[:, -1] >= low) & (inputs[:, -1] <= high)
        status = np.where(valid, SOLVED, OUTSIDE_VALIDITY)
        status = np.where(state.converged, status, NOT_CONVERGED)
        return np.where(bad, BAD_INPUT, status)

    def ph(self, solved: Solved) -> tuple[Any, Any]:
        """pH on the molality scale of the activity model, -log10 a(H+), with its derivatives."""
        place = self.system.proton
        value = -(solved.state.ln_m[:, place] + solved.state.activities.ln_gamma[:, place]) / LN10
        return value, -(solved.unknowns_by[:, place] + solved.ln_gamma_by[:, place]) / LN10

    def saturation(self, solved: Solved) -> tuple[Any, Any]:
        """log10 of the saturation ratio of every candidate solid, with its derivatives."""
        state, solver = solved.state, self.solver
        _, ln_ks = self.system.constants(solved.liquor.T)
        ln_a = state.ln_m + state.activities.ln_gamma
        value = np.einsum("ij,bj->bi", solver.dissolution, ln_a) - ln_ks
        value = value + solver.dissolution_water * state.activities.ln_water[:, None]
        ln_a_by = solved.unknowns_by[:, : solver.count] + solved.ln_gamma_by
        by = np.einsum("ij,bjk->bik", solver.dissolution, ln_a_by) - solved.ln_ks_by
        by = by + solver.dissolution_water[:, None] * solved.ln_water_by[:, None, :]
        return value / LN10, by / LN10


class Speciation(LiquorDoor):
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

    def evaluate(self, inputs: Any) -> tuple[Any, Any, Any]:
        """Values, their derivatives by the inputs, and a status for every row."""
        solved, _ = self.solve(inputs)
        state = solved.state
        ph, ph_by = self.ph(solved)
        m = np.exp(np.clip(state.ln_m, -700.0, 200.0))
        m_by = m[:, :, None] * solved.unknowns_by[:, : self.solver.count]
        weights = 0.5 * self.system.charges**2
        water = np.exp(state.activities.ln_water)
        index, index_by = self._saturation_of_watched(solved)
        strength, strength_by = np.sum(m * weights, axis=1), np.einsum("i,bik->bk", weights, m_by)
        values = np.concatenate([ph[:, None], strength[:, None], water[:, None], m, index], axis=1)
        water_by = water[:, None] * solved.ln_water_by
        jacobians = np.concatenate(
            [ph_by[:, None], strength_by[:, None], water_by[:, None], m_by, index_by], axis=1
        )
        return marked(values, jacobians, solved.status)

    def _saturation_of_watched(self, solved: Solved) -> tuple[Any, Any]:
        watched = self.watched
        slanted = solved.liquor.T + 1j * 1e-30
        _, ln_ks = watched.system.constants(slanted)
        by_T = ln_ks.imag[:, :, None] / 1e-30 * np.eye(solved.unknowns_by.shape[2])[-1]
        borrowed = Solved(
            solved.liquor,
            solved.state,
            solved.unknowns_by,
            solved.ln_gamma_by,
            solved.ln_water_by,
            by_T * solved.liquor.T_by_T[:, None, None],
            solved.status,
        )
        return watched.saturation(borrowed)


class Saturation(LiquorDoor):
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

    def evaluate(self, inputs: Any) -> tuple[Any, Any, Any]:
        """Values, their derivatives by the inputs, and a status for every row."""
        solved, cleaned = self.solve(inputs)
        extent, extent_by = self.extents(solved, cleaned)
        ph, ph_by = self.ph(solved)
        index, index_by = self.saturation(solved)
        values = np.concatenate([extent, ph[:, None], index], axis=1)
        jacobians = np.concatenate([extent_by, ph_by[:, None], index_by], axis=1)
        return marked(values, jacobians, solved.status)

    def extents(self, solved: Solved, inputs: Any) -> tuple[Any, Any]:
        """Extents of formation in the unit of the inputs, with their derivatives."""
        state, water = solved.state, solved.liquor.water
        amount, _, slope, _ = present(state.tau, SMOOTHING)
        share = state.scale * amount
        value = share * water[:, None]
        tau_by = solved.unknowns_by[:, self.solver.count + 1 :]
        by = (state.scale * slope * water[:, None])[:, :, None] * tau_by
        by[:, :, :-1] += (
            share[:, :, None] * np.einsum("ba,sa->bs", solved.liquor.water_by_amount, self.mixing)[:, None]
        )
        if self.solids_in:
            kinds = len(self.system.solids)
            places = np.arange(kinds)
            value = value - inputs[:, self.width : self.width + kinds]
            by[:, places, self.width + places] -= 1.0
        return value, by


def marked(values: Any, jacobians: Any, status: Any) -> tuple[Any, Any, Any]:
    """Rows whose inputs were not numbers return not-a-number; every other row is left alone."""
    values[status == BAD_INPUT] = np.nan
    jacobians[status == BAD_INPUT] = np.nan
    return values, jacobians, status
