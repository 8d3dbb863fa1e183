"""How much of a reagent brings a liquor to a pH while the chosen solids form."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import numpy as np

from unitops.chemistry.aqueous.activity import LN10
from unitops.chemistry.aqueous.derivatives import unknowns_along
from unitops.chemistry.aqueous.equilibrium import TOLERANCE
from unitops.chemistry.aqueous.newton import Effort
from unitops.chemistry.aqueous.speciation import (
    LONGEST_TANGENT,
    NO_LIQUOR,
    NOT_CONVERGED,
    NOT_NEEDED,
    OUTSIDE_VALIDITY,
    UNREACHABLE,
    Found,
    RowDoor,
    Saturation,
    Solved,
)
from unitops.chemistry.aqueous.system import bare_name
from unitops.chemistry.aqueous.titration import DosedPoint, Titration
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


class Tried(msgspec.Struct, frozen=True):
    """Unknowns of the liquors that were tried in vain, by the dose in units of the liquor's own solutes.

    nearest: which of these doses came nearest to the pH.
    """

    starts: Mapping[float, Any]
    nearest: float


class Dosed(msgspec.Struct, frozen=True):
    """A dose that was found: for which inputs, its derivatives by them, and the liquor that has it.

    share: the dose in units of the liquor's own solutes.
    """

    row: Any
    dose: float
    dose_by: Any
    share: float
    found: Found | None

    def near(self, row: Any, reagent: Any, unit: float) -> Any:
        """Unknowns with which a titration close by may start, along the tangent where it is close enough."""
        assert self.found is not None
        dose = self.dose + float(self.dose_by @ (row - self.row))
        unknowns, share = self.found.near(row[:-1] + dose * reagent), dose / unit
        if unknowns is self.found.unknowns or not abs(share - self.share) < LONGEST_TANGENT:
            unknowns, share = self.found.unknowns, self.share
        return np.append(unknowns, share)


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
        """Values, their derivatives and the status of one row of inputs; what was found, for the next one."""
        base, unit = row[:-1], self._unit(row[:-1])
        effort = Effort(MOST_TRIED) if self.liquor.scaled(base).inside else Effort()
        dose, found = self._find(row, unit, effort, start)
        tried = found if isinstance(found, Tried) else None
        if effort.spent:
            return *self._by_acid_balance(base), tried
        dosed = base + dose * self.reagent
        solved = self._settled(dosed, found)
        if solved.status == NOT_CONVERGED:
            return *self._by_acid_balance(base), None
        values, by, status = self._outcome(dosed, solved, dose, tried is None)
        return values, by, status, tried or Dosed(row, dose, by[0], dose / unit, solved.resumes(dosed))

    def _settled(self, row: Any, found: Any) -> Solved:
        """The dosed liquor at equilibrium; of a titration that ended close enough it is there already."""
        door = self.liquor
        if isinstance(found, DosedPoint):
            if float(np.abs(found.r).max()) <= TOLERANCE:
                return door.derive(found.liquor, door.solver.finish(found.given, found.point), row)
            found = found.v[:-1]
        start = found.starts[found.nearest] if isinstance(found, Tried) else found
        liquor = door.scaled(row)
        return door.derive(liquor, door.solver.solve(door.solver.conditions(liquor.y, liquor.T), start), row)

    def _outcome(self, row: Any, solved: Solved, dose: float, reached: bool) -> tuple[Any, Any, int]:
        """Values and their derivatives by the inputs and the pH, from the dosed liquor; the status."""
        values, jacobian, status = self.liquor.outcome(solved, row)
        kinds = len(self.liquor.system.solids)
        kept = [*range(kinds), *range(kinds + 1, 2 * kinds + 1)]
        slope = float(jacobian[kinds] @ self.reagent)
        steep = slope if reached and slope != 0.0 else math.inf
        by = np.zeros((1 + 2 * kinds, len(row) + 1))
        by[0, :-1], by[0, -1] = -jacobian[kinds] / steep, 1.0 / steep
        by[1:, :-1] = jacobian[kept]
        by[1:] += np.outer(jacobian[kept] @ self.reagent, by[0])
        if status <= OUTSIDE_VALIDITY and (not reached or dose < 0.0):
            status = UNREACHABLE if dose > 0.0 else NOT_NEEDED
        return np.concatenate([[dose], values[kept]]), by, status

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

    def _unit(self, base: Any) -> float:
        """The dose that counts as one: as much as the liquor's own solutes."""
        places = self.liquor.system.component_places
        size = math.sqrt(float(base[places] @ base[places])) + 1e-6 * abs(float(base[0])) + 1e-200
        return size / math.sqrt(float(self.reagent[places] @ self.reagent[places]))

    def _find(self, row: Any, unit: float, effort: Effort, near: Dosed | Tried | None) -> tuple[float, Any]:
        """The dose, and the titration, or the unknowns of the liquor that has it, or what was tried in vain.

        near: what was found for a liquor close by. After trials in vain the trials come first.
        """
        base, target = row[:-1], float(row[-1])
        starts = dict(near.starts) if isinstance(near, Tried) else {}
        if not isinstance(near, Tried):
            first = None if near is None else near.near(row, self.reagent, unit)
            found = Titration(self.liquor, base, self.reagent, unit, target).solve(effort, first)
            if found is not None:
                return float(found.v[-1]) * unit, found
        if effort.spent:
            return 0.0, None
        low, low_value, high, reached, nearest, start = self._bracket(base, target, unit, effort, starts)
        if not reached:
            return nearest * unit, Tried(starts, nearest)
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
        return dose, start

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
