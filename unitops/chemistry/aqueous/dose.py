"""How much of a reagent brings a liquor to a pH while the chosen solids form."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from unitops.chemistry.aqueous.activity import LN10
from unitops.chemistry.aqueous.derivatives import unknowns_along
from unitops.chemistry.aqueous.newton import Effort
from unitops.chemistry.aqueous.speciation import (
    NO_LIQUOR,
    NOT_CONVERGED,
    NOT_NEEDED,
    OUTSIDE_VALIDITY,
    UNREACHABLE,
    RowDoor,
    Saturation,
)
from unitops.chemistry.aqueous.system import bare_name
from unitops.chemistry.aqueous.titration import Titration
from unitops.errors import DataError

# Doses that are tried to bracket the pH, in units of the liquor's own solutes; a negative one continues the law.
TRIALS = (1.0, 10.0, -1.0)
ITERATIONS = 80
PH_TOLERANCE = 1e-12
# Protons that one mole of a total takes up in an acid liquor: the acid balance that holds where nothing else is found.
ACIDITY = {"H+": 1.0, "CO3-2": -2.0, "NH3": -1.0}
# Evaluations that are spent on a dose to a feasible liquor; one that is out of reach takes some 600.
MOST_TRIED = 1000
# Distance [pH] within which one liquor is a good start for the next.
CLOSE = 0.3


@dataclass(frozen=True, slots=True)
class Tried:
    """Unknowns of the liquors that were tried in vain, by the dose in units of the liquor's own solutes.

    nearest: which of these doses came nearest to the pH.
    """

    starts: Mapping[float, Any]
    nearest: float


class DoseToPH(RowDoor):
    """The dose of a reagent that brings a liquor to a pH, with the solids that form on the way.

    reagent: basis totals that one mole brings, such as {"Ca+2": 1, "H2O": 2, "H+": -2} for Ca(OH)2.
    Inputs: basis totals in the order of ids [mol, any scale]; with ``solids_in`` amounts of the solids that are
    there; T [K]; the demanded pH [-]. Values: dose [same unit, mol of reagent], extent of formation of each solid
    [same unit], saturation index of each solid afterwards [-]. Where the liquor is beyond the pH already the dose
    is negative, which continues the law smoothly, and the row is marked NOT_NEEDED. Where no dose reaches the pH, the
    nearest of the doses tried is given with no dependence on the inputs but its scale, and the row is marked
    UNREACHABLE. Far outside the validity of the laws, where no equilibrium is found with a bounded effort, the dose is
    that of the acid balance, which is linear in the totals, no solid forms, and the row is marked NOT_CONVERGED.

    Raises DataError for a reagent that brings what is not among the totals.
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
        self.liquor = Saturation(ids, solids, solids_in=solids_in, supersaturation=supersaturation, model=model)
        order = [bare_name(name) for name in ids]
        given = {bare_name(name): number for name, number in reagent.items()}
        missing = sorted(set(given) - set(order))
        if missing:
            raise DataError(f"the reagent brings {', '.join(missing)}, not among the totals", place="reagent")
        self.reagent = np.zeros(len(self.liquor.input_names))
        self.reagent[: len(order)] = [given.get(name, 0.0) for name in order]
        self.acidity = np.zeros(len(self.liquor.input_names))
        self.acidity[: len(order)] = [ACIDITY.get(name, 0.0) for name in order]
        self.input_names = [*self.liquor.input_names, "pH"]
        names = list(solids)
        self.value_names = ["dose"] + [f"extent[{s}]" for s in names] + [f"SI[{s}]" for s in names]

    def outside(self, status: int, row: Any) -> str:
        """Why an answer lies outside validity, '' inside; a dose that is not needed is no doubt."""
        if status == UNREACHABLE and np.max(np.abs(row[: self.liquor.width])) >= NO_LIQUOR:
            return f"no dose brings the liquor to pH {float(row[-1]):.3g}; of those tried the nearest is given"
        return self.liquor.outside(status, row)

    def remark(self, status: int, row: Any) -> str:
        """That nothing is dosed, where the liquor is beyond the pH without a dose; '' otherwise."""
        if status == NOT_NEEDED and np.max(np.abs(row[: self.liquor.width])) >= NO_LIQUOR:
            return f"nothing is dosed, for the liquor is beyond pH {float(row[-1]):.3g} without a dose"
        return ""

    def answer(self, row: Any, start: Any) -> tuple[Any, Any, int, Any]:
        """Values, their derivatives and the status of one row of inputs; the titrated liquor with its dose."""
        base, target = row[:-1], float(row[-1])
        effort = Effort(MOST_TRIED) if self.liquor.scaled(base).inside else Effort()
        dose, reached, titrated = self._find(base, target, effort, start)
        if effort.spent:
            return *self._by_acid_balance(base), titrated if isinstance(titrated, Tried) else None
        start = titrated.starts[titrated.nearest] if isinstance(titrated, Tried) else titrated[:-1]
        row = base + dose * self.reagent
        liquor = self.liquor.scaled(row)
        known = self.liquor.solver.conditions(liquor.y, liquor.T)
        solved = self.liquor.derive(liquor, self.liquor.solver.solve(known, start, Effort()), row)
        if solved.status == NOT_CONVERGED:
            return *self._by_acid_balance(base), None
        values, jacobian, status = self.liquor.outcome(solved, row)
        kinds = len(self.liquor.system.solids)
        kept = [*range(kinds), *range(kinds + 1, 2 * kinds + 1)]
        slope = float(jacobian[kinds] @ self.reagent)
        steep = slope if reached and slope != 0.0 else math.inf
        by = np.zeros((1 + 2 * kinds, len(base) + 1))
        by[0, :-1], by[0, -1] = -jacobian[kinds] / steep, 1.0 / steep
        by[1:, :-1] = jacobian[kept]
        by[1:] += np.outer(jacobian[kept] @ self.reagent, by[0])
        if status <= OUTSIDE_VALIDITY and (not reached or dose < 0.0):
            status = UNREACHABLE if dose > 0.0 else NOT_NEEDED
        return np.concatenate([[dose], values[kept]]), by, status, titrated if solved.state.converged else None

    def _by_acid_balance(self, base: Any) -> tuple[Any, Any, int]:
        """The dose that makes up for the acid of the totals, where no equilibrium is found; no solid forms."""
        kinds = len(self.liquor.system.solids)
        values, by = np.zeros(1 + 2 * kinds), np.zeros((1 + 2 * kinds, len(base) + 1))
        brought = float(self.acidity @ self.reagent)
        if brought != 0.0:
            by[0, :-1] = -self.acidity / brought
            values[0] = float(by[0, :-1] @ base)
        return values, by, NOT_CONVERGED

    def _excess(self, base: Any, dose: float, target: float, start: Any, effort: Effort) -> tuple[float, float, Any]:
        """pH less the demanded one, its derivative by the dose, and the state for the next start."""
        door = self.liquor
        liquor = door.scaled(base + dose * self.reagent)
        state = door.solver.solve(door.solver.conditions(liquor.y, liquor.T), start, effort)
        along = liquor.y_by_amount @ (self.reagent[:-1] @ door.mixing)
        moved = unknowns_along(door.solver, state, along)
        place, act = door.system.proton, state.activities
        ln_a = float(state.ln_m[place] + act.ln_gamma[place])
        by = float(moved[place] + act.ln_gamma_by_m[place] @ (state.m * moved[: door.solver.count]))
        return -ln_a / LN10 - target, -by / LN10, state.unknowns

    def _find(self, base: Any, target: float, effort: Effort, near: Any) -> tuple[float, bool, Any]:
        """The dose, whether it reaches the pH, and the unknowns of the titration or of what was tried in vain.

        near: what was returned for a liquor close by. After trials in vain the trials come first.
        """
        places = self.liquor.system.component_places
        size = math.sqrt(float(base[places] @ base[places])) + 1e-6 * abs(float(base[0])) + 1e-200
        unit = size / math.sqrt(float(self.reagent[places] @ self.reagent[places]))
        starts = dict(near.starts) if isinstance(near, Tried) else {}
        if not starts:
            found = Titration(self.liquor, base, self.reagent, unit, target).solve(effort, near)
            if found is not None:
                return float(found[-1]) * unit, True, found
        if effort.spent:
            return 0.0, False, None
        low, low_value, high, reached, nearest, start = self._bracket(base, target, unit, effort, starts)
        if not reached:
            return nearest * unit, False, Tried(starts, nearest)
        # Newton inside the bracket; where it leaves it, or does not halve the error, the bracket is halved.
        dose = trial = 0.5 * (low + high)
        before = math.inf
        for _ in range(ITERATIONS):
            close = before < CLOSE
            value, slope, start = self._excess(base, trial, target, start if close else None, effort)
            dose = trial
            if np.sign(value) == np.sign(low_value):
                low = trial
            else:
                high = trial
            newton = trial - value / slope if slope != 0.0 else trial
            good = (newton - low) * (newton - high) < 0.0 and abs(value) < 0.5 * before
            before = abs(value)
            if effort.spent or before < PH_TOLERANCE or abs(high - low) <= 1e-15 * unit:
                break
            trial = newton if good else 0.5 * (low + high)
        return dose, True, np.append(start, dose / unit)

    def _bracket(
        self, base: Any, target: float, unit: float, effort: Effort, starts: dict[float, Any]
    ) -> tuple[float, float, float, bool, float, Any]:
        """Two doses between which the pH is met, by the first trial that does it; ``starts`` are brought up to date."""
        value, _, start = self._excess(base, 0.0, target, starts.get(0.0), effort)
        starts[0.0] = start
        nearest, nearest_value = 0.0, abs(value)
        if value == 0.0:
            return 0.0, value, 0.0, True, 0.0, start
        for trial in TRIALS:
            if effort.spent:
                break
            dose = trial * unit
            other, _, state = self._excess(base, dose, target, starts.get(trial), effort)
            starts[trial] = state
            if abs(other) < nearest_value:
                nearest, nearest_value = trial, abs(other)
            if np.sign(other) != np.sign(value):
                return 0.0, value, dose, True, nearest, state
        return 0.0, value, 0.0, False, nearest, start
