"""How much of a reagent brings a liquor to a pH while the chosen solids form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from unitops.chemistry.aqueous.activity import LN10
from unitops.chemistry.aqueous.derivatives import temperature_part
from unitops.chemistry.aqueous.equilibrium import (
    LARGEST_STEP,
    SECOND_SMOOTHING,
    SMOOTHING,
    SMOOTHING_RATE,
    TOLERANCE,
    EquilibriumSolver,
    present,
)
from unitops.chemistry.aqueous.newton import Descent, descend, select_rows, solve_rows
from unitops.chemistry.aqueous.scaling import SMALLEST_TOTAL, keep_positive
from unitops.chemistry.aqueous.speciation import (
    BAD_INPUT,
    NOT_CONVERGED,
    OUTSIDE_VALIDITY,
    SOLVED,
    UNREACHABLE,
    LiquorDoor,
)
from unitops.chemistry.aqueous.system import bare_name
from unitops.errors import DataError

LARGEST_DOSE = 50.0


class TitrationSolver(EquilibriumSolver):
    """The equilibrium with one more unknown, the dose, and one more equation, the activity of H+."""

    reagent: Any

    @property
    def brings_acid(self) -> bool:
        """Whether the reagent itself carries H+ or OH- (limestone does not)."""
        return bool(self.reagent[self.system.proton] != 0.0)

    def totals(self, y: Any, dose: Any) -> tuple[Any, Any]:
        """Totals of the dosed liquor, kept positive but for H+, and their derivative by the dose."""
        raw = y + dose[:, None] * self.reagent
        kept, slope = keep_positive(raw, SMALLEST_TOTAL)
        proton = self.system.proton
        kept[:, proton], slope[:, proton] = raw[:, proton], 1.0
        return kept, slope

    def dosed_residual(
        self, v: Any, y: Any, target: Any, constants: Any, scale: Any, mu: float, act: Any
    ) -> Any:
        """Residual of the equilibrium at the present dose, then that of the pH."""
        total, _ = self.totals(y, v[:, -1])
        inner = self.residual(v[:, :-1], total, *constants, scale, mu, act)
        place = self.system.proton
        if self.brings_acid:
            # With the pH given, the balance of H+ is linear in the dose: it is taken as it stands.
            plus, minus, *_ = self.proton_sides(v, total, scale, mu)
            inner[:, place] = plus - minus
        return np.concatenate([inner, (v[:, place] + act.ln_gamma[:, place] - target)[:, None]], axis=1)

    def dosed_jacobian(self, v: Any, y: Any, scale: Any, mu: float, act: Any) -> Any:
        """Derivative of dosed_residual by the unknowns."""
        total, slope = self.totals(y, v[:, -1])
        size, place = self.size, self.system.proton
        matrix = np.zeros((len(v), size + 1, size + 1))
        matrix[:, :size, :size] = self.jacobian(v[:, :-1], total, scale, mu, act)
        if self.brings_acid:
            _, _, amounts, solid_slope = self.proton_sides(v, total, scale, mu)
            by_amount = (self.gain[place] - self.loss[place]) * amounts
            matrix[:, place, : self.count] = by_amount
            matrix[:, place, self.count] = by_amount.sum(axis=1)
            by_solid = self.solid_gain[place] - self.solid_loss[place]
            matrix[:, place, self.count + 1 : size] = by_solid * scale * solid_slope
        matrix[:, : self.width + 1, size] = self.by_total(v, total, scale, mu) * slope * self.reagent
        matrix[:, size, place] = 1.0
        if act.ln_gamma_by_m is not None:
            m = np.exp(np.clip(v[:, : self.count], -700.0, 200.0))
            matrix[:, size, : self.count] += act.ln_gamma_by_m[:, place] * m
        return matrix

    def proton_sides(self, v: Any, y: Any, scale: Any, mu: float) -> tuple[Any, Any, Any, Any]:
        """Sums of the H+ balance, amounts of the species, slope of the solids."""
        amount, _, slope, _ = present(v[:, self.count + 1 : -1], mu)
        plus, minus, amounts, _ = self.sides(v[:, :-1], y, scale * amount)
        place = self.system.proton
        return plus[:, place], minus[:, place], amounts, slope

    def by_total(self, v: Any, y: Any, scale: Any, mu: float) -> Any:
        """Derivative of each balance by its own total."""
        amount = present(v[:, self.count + 1 : -1], mu)[0]
        plus, minus, *_ = self.sides(v[:, :-1], y, scale * amount)
        by = np.where(y > 0.0, -1.0 / minus, -1.0 / plus)
        if self.brings_acid:
            by[:, self.system.proton] = -1.0
        return by


def with_dose(way: Descent) -> Descent:
    """The bounds of a descent with one more unknown, the dose in units of its row."""
    floor, ceiling = np.append(way.floor, -LARGEST_DOSE), np.append(way.ceiling, LARGEST_DOSE)
    return replace(way, floor=floor, ceiling=ceiling)


class DoseToPH(LiquorDoor):
    """The dose of a reagent that brings a liquor to a pH, with the solids that form on the way.

    reagent: basis totals that one mole brings, such as {"Ca+2": 1, "H2O": 2, "H+": -2} for Ca(OH)2.
    Inputs: basis totals in the order of ids [mol, any scale]; with ``solids_in`` amounts of the solids that are
    there; T [K]; the demanded pH [-]. Values: dose [same unit, mol of reagent], extent of formation of each solid
    [same unit], saturation index of each solid afterwards [-]. A negative dose (the liquor is beyond the pH
    already) is the smooth continuation and is marked UNREACHABLE, as is a pH that no dose reaches.
    """

    def __init__(
        self,
        ids: Sequence[str],
        reagent: Mapping[str, float],
        solids: Sequence[str] = (),
        *,
        solids_in: bool = False,
        supersaturation: Sequence[float] | None = None,
        model: str = "pitzer",
    ) -> None:
        super().__init__(ids, solids, solids_in=solids_in, supersaturation=supersaturation, model=model)
        order = [*self.system.components, "H2O"]
        given = {bare_name(name): number for name, number in reagent.items()}
        missing = sorted(set(given) - set(order))
        if missing:
            raise DataError(f"the reagent brings {', '.join(missing)}, not among the totals", place="reagent")
        self.solver: TitrationSolver = TitrationSolver(self.system, supersaturation)
        self.solver.most_solid = 1.0 + LARGEST_DOSE
        self.solver.reagent = np.array([given.get(name, 0.0) for name in order])
        self.input_names = [*self.input_names, "pH"]
        names = self.system.solids
        self.value_names = ["dose"] + [f"extent[{s}]" for s in names] + [f"SI[{s}]" for s in names]

    def evaluate(self, inputs: Any) -> tuple[Any, Any, Any]:
        """Values, their derivatives by the inputs, and a status for every row."""
        inputs = np.array(inputs, dtype=float)
        liquor, inputs, bad = self.scaled(inputs[:, :-1], inputs[:, -1])
        target = -LN10 * inputs[:, -1]
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            return self._answer(liquor, inputs, target, bad)

    def _answer(self, liquor: Any, inputs: Any, target: Any, bad: Any) -> tuple[Any, Any, Any]:
        solver, rows = self.solver, len(inputs)
        constants = self.system.constants(liquor.T)
        unit = np.maximum(np.sum(np.abs(liquor.y[:, :-1]), axis=1), 1e-3) / np.sum(
            np.abs(solver.reagent[:-1])
        )
        reach = liquor.y + unit[:, None] * np.abs(solver.reagent)
        scale = solver.solid_scale(reach)
        v = self._start(liquor, target, constants, scale, unit)
        parameters = self.system.activity.at_temperature(liquor.T)
        v = self._iterate(v, liquor, target, constants, scale, unit, parameters)
        act = self._activities(parameters, v)
        r = solver.dosed_residual(v, liquor.y, target, constants, scale, SMOOTHING, act)
        matrix = solver.dosed_jacobian(v, liquor.y, scale, SMOOTHING, act)
        converged = np.max(np.abs(r), axis=1) < 1e-9
        total, slope = solver.totals(liquor.y, v[:, -1])
        state = solver.state_of(v[:, :-1], scale, act, r, converged, matrix)
        residual_by_T, gamma_by_T, water_by_T, ks_by_T = temperature_part(solver, state, liquor.T)
        # Chain: unknowns by (totals, T, pH), totals and T by the inputs.
        width, count = solver.width + 1, inputs.shape[1]
        right = np.zeros((rows, solver.size + 1, count))
        y_by = np.zeros((rows, width, count))
        y_by[:, :, :-2] = np.einsum("bia,sa->bis", liquor.y_by_amount, self.mixing)
        by_total = solver.by_total(v, total, scale, SMOOTHING) * slope
        right[:, :width] = -by_total[:, :, None] * y_by
        right[:, :-1, -2] -= residual_by_T * liquor.T_by_T[:, None]
        place = self.system.proton
        right[:, -1, -2] -= gamma_by_T[:, place] * liquor.T_by_T
        right[:, -1, -1] = -LN10
        unknowns_by = solve_rows(matrix, right)
        T_by = np.zeros((rows, 1, count))
        T_by[:, 0, -2] = liquor.T_by_T
        values, jacobians = self._values(
            liquor, inputs, v, scale, unknowns_by, act, T_by, ks_by_T, gamma_by_T, water_by_T
        )
        status = self._verdict(liquor, inputs, v, unit, converged, bad)
        values[status == BAD_INPUT] = np.nan
        jacobians[status == BAD_INPUT] = np.nan
        return values, jacobians, status

    def _activities(self, parameters: Any, v: Any) -> Any:
        m = np.exp(np.clip(v[:, : self.solver.count], -700.0, 200.0))
        return self.system.activity.activities(parameters, m)

    def _start(self, liquor: Any, target: Any, constants: Any, scale: Any, unit: Any) -> Any:
        """Newton with Davies activity coefficients from the totals, the pH given."""
        solver = self.solver
        inner, act = solver.first_guess(liquor.y + 0.1 * unit[:, None] * np.abs(solver.reagent), *constants)
        v = np.concatenate([inner, 0.1 * unit[:, None]], axis=1)
        v[:, self.system.proton] = target - act.ln_gamma[:, self.system.proton]
        mu = 1e-2
        for _ in range(40):
            r = solver.dosed_residual(v, liquor.y, target, constants, scale, mu, act)
            if np.all(np.max(np.abs(r), axis=1) < 0.1) and mu <= SECOND_SMOOTHING:
                break
            step = solve_rows(solver.dosed_jacobian(v, liquor.y, scale, mu, act), -r)
            step = np.where(np.isfinite(step), step, 0.0)
            v[:, :-1] += np.clip(step[:, :-1], -10.0, 10.0)
            places = slice(solver.count + 1, solver.size)
            v[:, places] = np.minimum(v[:, places], 1.0)
            v[:, -1] = self._bounded(v[:, -1] + np.clip(step[:, -1], -2.0 * unit, 2.0 * unit), unit)
            mu = max(SECOND_SMOOTHING, mu * 0.1)
        return v

    def _iterate(
        self, v: Any, liquor: Any, target: Any, constants: Any, scale: Any, unit: Any, parameters: Any
    ) -> Any:
        """Newton in the unknowns with the dose counted in units of its row."""
        solver, total = self.solver, len(v)

        def unscaled(rows: Any, x: Any) -> Any:
            x = x.copy()
            x[:, -1] = self._bounded(x[:, -1] * unit[rows], unit[rows])
            return x

        def evaluate(rows: Any, x: Any, mu: float) -> Any:
            x = unscaled(rows, x)
            act = self._activities(select_rows(parameters, rows, total), x)
            ks = (constants[0][rows], constants[1][rows])
            return solver.dosed_residual(x, liquor.y[rows], target[rows], ks, scale[rows], mu, act), act

        def jacobian(rows: Any, x: Any, mu: float, act: Any) -> Any:
            matrix = solver.dosed_jacobian(unscaled(rows, x), liquor.y[rows], scale[rows], mu, act)
            matrix[:, :, -1] *= unit[rows, None]
            return matrix

        v[:, -1] /= unit
        first = SECOND_SMOOTHING if solver.kinds else SMOOTHING
        way = solver.way(first, SMOOTHING, SMOOTHING_RATE, TOLERANCE, LARGEST_STEP)
        v = descend(v, evaluate, jacobian, with_dose(way))
        v[:, -1] = self._bounded(v[:, -1] * unit, unit)
        return v

    def _bounded(self, dose: Any, unit: Any) -> Any:
        return np.clip(dose, -LARGEST_DOSE * unit, LARGEST_DOSE * unit)

    def _values(
        self,
        liquor: Any,
        inputs: Any,
        v: Any,
        scale: Any,
        by: Any,
        act: Any,
        T_by: Any,
        ks: Any,
        gT: Any,
        wT: Any,
    ) -> tuple[Any, Any]:
        solver, kinds = self.solver, len(self.system.solids)
        first = solver.count + 1
        amount, _, slope, _ = present(v[:, first:-1], SMOOTHING)
        per_kg = np.concatenate([v[:, -1:], scale * amount], axis=1)
        per_kg_by = np.concatenate([by[:, -1:], (scale * slope)[:, :, None] * by[:, first:-1]], axis=1)
        value = per_kg * liquor.water[:, None]
        value_by = per_kg_by * liquor.water[:, None, None]
        water_by = np.einsum("ba,sa->bs", liquor.water_by_amount, self.mixing)
        value_by[:, :, :-2] += per_kg[:, :, None] * water_by[:, None]
        if self.solids_in:
            places = np.arange(kinds)
            value[:, 1:] -= inputs[:, self.width : self.width + kinds]
            value_by[:, 1 + places, self.width + places] -= 1.0
        m = np.exp(np.clip(v[:, : solver.count], -700.0, 200.0))
        m_by = m[:, :, None] * by[:, : solver.count]
        gamma_by = act.ln_gamma_by_m @ m_by + gT[:, :, None] * T_by
        activity_by = np.einsum("bi,bik->bk", act.ln_water_by_m, m_by) + wT[:, None] * T_by[:, 0]
        _, ln_ks = self.system.constants(liquor.T)
        ln_a = v[:, : solver.count] + act.ln_gamma
        index = np.einsum("ij,bj->bi", solver.dissolution, ln_a) - ln_ks
        index = index + solver.dissolution_water * act.ln_water[:, None]
        index_by = np.einsum("ij,bjk->bik", solver.dissolution, by[:, : solver.count] + gamma_by)
        index_by = (
            index_by - ks[:, :, None] * T_by + solver.dissolution_water[:, None] * activity_by[:, None, :]
        )
        return np.concatenate([value, index / LN10], axis=1), np.concatenate(
            [value_by, index_by / LN10], axis=1
        )

    def _verdict(self, liquor: Any, inputs: Any, v: Any, unit: Any, converged: Any, bad: Any) -> Any:
        model: Any = self.system.activity
        m = np.exp(np.clip(v[:, : self.solver.count], -700.0, 200.0))
        strength = np.sum(0.5 * self.system.charges**2 * m, axis=1)
        low, high = model.range_K
        valid = liquor.inside & (strength <= model.strength_limit)
        valid &= (inputs[:, -2] >= low) & (inputs[:, -2] <= high)
        status = np.where(valid, SOLVED, OUTSIDE_VALIDITY)
        status = np.where(v[:, -1] < -1e-9 * unit, UNREACHABLE, status)
        at_bound = np.abs(v[:, -1]) >= 0.999 * LARGEST_DOSE * unit
        status = np.where(converged, status, np.where(at_bound, UNREACHABLE, NOT_CONVERGED))
        return np.where(bad, BAD_INPUT, status)
