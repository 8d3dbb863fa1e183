"""How much of a reagent brings a liquor to a pH while the chosen solids form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from unitops.chemistry.aqueous.activity import LN10
from unitops.chemistry.aqueous.derivatives import unknowns_along
from unitops.chemistry.aqueous.speciation import (
    BAD_INPUT,
    OUTSIDE_VALIDITY,
    UNREACHABLE,
    Saturation,
    marked,
)
from unitops.chemistry.aqueous.system import bare_name
from unitops.errors import DataError

# Doses that are tried to bracket the pH, in units of the liquor's own solutes; a negative one continues the law.
TRIALS = (1.0, 10.0, -1.0)
ITERATIONS = 80
PH_TOLERANCE = 1e-12


class DoseToPH:
    """The dose of a reagent that brings a liquor to a pH, with the solids that form on the way.

    reagent: basis totals that one mole brings, such as {"Ca+2": 1, "H2O": 2, "H+": -2} for Ca(OH)2.
    Inputs: basis totals in the order of ids [mol, any scale]; with ``solids_in`` amounts of the solids that are
    there; T [K]; the demanded pH [-]. Values: dose [same unit, mol of reagent], extent of formation of each solid
    [same unit], saturation index of each solid afterwards [-]. Where the liquor is beyond the pH already the dose
    is negative, which continues the law smoothly; where no dose reaches the pH, the nearest of the doses tried is
    given with no dependence on the inputs but its scale. Both are marked UNREACHABLE.

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
        self.liquor = Saturation(
            ids, solids, solids_in=solids_in, supersaturation=supersaturation, model=model
        )
        order = [bare_name(name) for name in ids]
        given = {bare_name(name): number for name, number in reagent.items()}
        missing = sorted(set(given) - set(order))
        if missing:
            raise DataError(f"the reagent brings {', '.join(missing)}, not among the totals", place="reagent")
        self.reagent = np.zeros(len(self.liquor.input_names))
        self.reagent[: len(order)] = [given.get(name, 0.0) for name in order]
        self.input_names = [*self.liquor.input_names, "pH"]
        names = list(solids)
        self.value_names = ["dose"] + [f"extent[{s}]" for s in names] + [f"SI[{s}]" for s in names]

    def evaluate(self, inputs: Any) -> tuple[Any, Any, Any]:
        """Values, their derivatives by the inputs, and a status for every row."""
        inputs = np.array(inputs, dtype=float)
        bad = ~np.all(np.isfinite(inputs), axis=1)
        base, target = inputs[:, :-1].copy(), inputs[:, -1].copy()
        base[bad], target[bad] = self._harmless(), 7.0
        dose, reached = self._find(base, target)
        values, jacobians, status = self.liquor.evaluate(base + dose[:, None] * self.reagent)
        kinds = len(self.liquor.system.solids)
        ph_by = jacobians[:, kinds]
        slope = ph_by @ self.reagent
        steep = np.where(reached & (slope != 0.0), slope, np.inf)
        dose_by = np.zeros((len(base), inputs.shape[1]))
        dose_by[:, :-1] = -ph_by / steep[:, None]
        dose_by[:, -1] = 1.0 / steep
        kept = [*range(kinds), *range(kinds + 1, 2 * kinds + 1)]
        by = np.zeros((len(base), 1 + 2 * kinds, inputs.shape[1]))
        by[:, 0] = dose_by
        by[:, 1:, :-1] = jacobians[:, kept]
        by[:, 1:] += (jacobians[:, kept] @ self.reagent)[:, :, None] * dose_by[:, None]
        status = np.where((status <= OUTSIDE_VALIDITY) & (~reached | (dose < 0.0)), UNREACHABLE, status)
        status = np.where(bad, BAD_INPUT, status)
        return marked(np.column_stack([dose, values[:, kept]]), by, status)

    def _harmless(self) -> Any:
        row = np.zeros(len(self.liquor.input_names))
        row[self.liquor.system.water_place], row[-1] = 1.0, 298.15
        return row

    def _excess(self, base: Any, dose: Any, target: Any, start: Any) -> tuple[Any, Any, Any]:
        """pH less the demanded one, its derivative by the dose, and the state for the next start."""
        door = self.liquor
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            scaled, _, _ = door.scaled(base + dose[:, None] * self.reagent)
            state = door.solver.solve(scaled.y, scaled.T, start)
            along = scaled.y_by_amount @ (self.reagent[:-1] @ door.mixing)
            moved = unknowns_along(door.solver, state, scaled.y, along)
        place, count = door.system.proton, door.solver.count
        act = state.activities
        ln_a = state.ln_m[:, place] + act.ln_gamma[:, place]
        m_by = np.exp(np.clip(state.ln_m, -700.0, 200.0)) * moved[:, :count]
        by = moved[:, place] + np.sum(act.ln_gamma_by_m[:, place] * m_by, axis=1)
        return -ln_a / LN10 - target, -by / LN10, state.unknowns

    def _find(self, base: Any, target: Any) -> tuple[Any, Any]:
        """The dose of every row and whether it reaches the pH."""
        places = self.liquor.system.component_places
        size = np.sqrt(np.sum(base[:, places] ** 2, axis=1)) + 1e-6 * np.abs(base[:, 0]) + 1e-200
        unit = size / np.sqrt(np.sum(self.reagent[places] ** 2))
        low, low_value, high, reached, nearest, start = self._bracket(base, target, unit)
        dose = nearest.copy()
        rows = np.flatnonzero(reached)
        # Newton inside the bracket; where it leaves it, or does not halve the error, the bracket is halved.
        trial = 0.5 * (low + high)
        before = np.full(len(base), np.inf)
        for _ in range(ITERATIONS):
            if not len(rows):
                break
            value, slope, start[rows] = self._excess(base[rows], trial[rows], target[rows], start[rows])
            dose[rows] = trial[rows]
            same = np.sign(value) == np.sign(low_value[rows])
            low[rows] = np.where(same, trial[rows], low[rows])
            high[rows] = np.where(same, high[rows], trial[rows])
            newton = trial[rows] - value / np.where(slope == 0.0, np.inf, slope)
            inside = (newton - low[rows]) * (newton - high[rows]) < 0.0
            good = inside & (np.abs(value) < 0.5 * before[rows])
            before[rows] = np.abs(value)
            following = np.where(good, newton, 0.5 * (low[rows] + high[rows]))
            settled = np.abs(value) < PH_TOLERANCE
            settled |= np.abs(high[rows] - low[rows]) <= 1e-15 * unit[rows]
            trial[rows] = following
            rows = rows[~settled]
        return dose, reached

    def _bracket(self, base: Any, target: Any, unit: Any) -> tuple[Any, Any, Any, Any, Any, Any]:
        """Two doses between which the pH is met, by the first trial that does it."""
        low = np.zeros(len(base))
        low_value, _, start = self._excess(base, low, target, None)
        high, reached = np.zeros(len(base)), low_value == 0.0
        nearest, nearest_value = low.copy(), np.abs(low_value)
        for trial in TRIALS:
            rows = np.flatnonzero(~reached)
            if not len(rows):
                break
            doses = trial * unit[rows]
            value, _, state = self._excess(base[rows], doses, target[rows], None)
            closer = np.abs(value) < nearest_value[rows]
            nearest[rows] = np.where(closer, doses, nearest[rows])
            nearest_value[rows] = np.where(closer, np.abs(value), nearest_value[rows])
            found = np.sign(value) != np.sign(low_value[rows])
            high[rows[found]], start[rows[found]] = doses[found], state[found]
            reached[rows[found]] = True
        return low, low_value, high, reached, nearest, start
