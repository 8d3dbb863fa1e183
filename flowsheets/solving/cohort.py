"""Many cases of one sheet solved together, each from the base case's solution.

Every case is treated as if it were alone: what is done to it depends on its own numbers and on the base case, not on
its neighbours, their number or their order. A case that this quick way does not bring to the tolerance, or that needs
another set of active specifications, is handed back for the full solve.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from flowsheets.solving.demands import next_active
from flowsheets.solving.descent import TOLERANCE
from flowsheets.solving.diagnosis import COLDEST, HOTTEST, explain_temperature
from flowsheets.solving.linear import Selection
from flowsheets.solving.newton import LARGEST_TEMPERATURE_STEP, NOISE, NOTHING, SMALLEST_RESULT, TRACE
from flowsheets.solving.solve import SolvedPoint
from flowsheets.solving.static_factors import StaticSolver

MOST = 12
"""Newton steps for a case; one that needs more is better served by the full solve."""


class Cohort:
    """Solves cases that differ from a solved base case in entered numbers only."""

    def __init__(self, base: SolvedPoint) -> None:
        self.base = base
        self.problem, self.system = base.problem, base.system
        system = self.system
        self._solver, self._entries = self._static_solver()
        self._short = self.problem.temperatures[system.unknown]
        layout = self.problem.layout
        self._stream_temperatures = np.array([layout.state(s, "T") for s in self.problem.sheet.streams], dtype=np.intp)
        ones = np.ones(system.entries)
        self._sum_by_row = sp.csr_matrix(
            (ones, (system.entry_rows, np.arange(system.entries))), shape=(system.rows, system.entries)
        )
        self._material = np.zeros(system.rows, dtype=bool)
        self._material[system.material_rows] = True
        self._result = np.zeros(system.rows, dtype=bool)
        self._result[system.result_rows] = True

    def _static_solver(self) -> tuple[StaticSolver, np.ndarray]:
        """The elimination with the pivots that suit the base case, and which entries of the system it takes."""
        whole = Selection.of_all(self.system)
        scale = self.problem.scale[self.system.unknown]
        factor = whole.factorise(self.base.point.entries[self.system.chosen], scale)
        return StaticSolver(whole, *factor.pivots()), self.system.chosen[whole.entries]

    def solve(self, z: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Solutions [cases, size] from first points z [cases, size], which are met, steps, status of local models.

        In z entered numbers are those of the case, the rest those of the base case.
        """
        z = z.copy()
        met = np.zeros(len(z), dtype=bool)
        steps = np.zeros(len(z), dtype=np.int32)
        before = np.full(len(z), np.inf)
        status = np.zeros((len(z), 0), dtype=np.int64)
        with np.errstate(all="ignore"):  # a case that fails shows it by numbers that are not finite
            for _ in range(MOST):
                residual, entries, status = self.system.evaluate_many(z)
                relative = self._relative(z, residual, entries).max(axis=0)
                met |= (relative <= TOLERANCE) | ((relative <= NOISE) & (relative > 0.3 * before))
                if met.all():
                    break
                before = relative
                steps += ~met
                step = self._solver.solve(entries[self._entries], residual)
                step[self._short] = np.clip(step[self._short], -LARGEST_TEMPERATURE_STEP, LARGEST_TEMPERATURE_STEP)
                z[:, self.system.unknown] -= np.where(met[:, None], 0.0, step.T)
        odd = met & ~self._plainly_holds(z)
        for case in np.flatnonzero(odd):
            met[case] = self._holds(z[case])
        return z, met, steps, status

    def _plainly_holds(self, z: np.ndarray) -> np.ndarray:
        """Cases that need no closer look: no specification on the sheet, every temperature one that exists."""
        if self.problem.specifications:
            return np.zeros(len(z), dtype=bool)
        temperatures = z[:, self._stream_temperatures]
        return np.all((temperatures >= COLDEST) & (temperatures <= HOTTEST), axis=1)

    def _holds(self, z: np.ndarray) -> bool:
        """Whether a solution keeps to the active specifications of the base case and to temperatures that exist."""
        active = list(self.base.active)
        if self.problem.specifications and next_active(self.problem, active, z.copy(), set())[0] != active:
            return False
        return explain_temperature(self.problem, z) is None

    def _relative(self, z: np.ndarray, residual: np.ndarray, entries: np.ndarray) -> np.ndarray:
        """Residuals [rows, cases] against the sizes of their terms, as ``newton.evaluate`` has them."""
        terms = np.ascontiguousarray(z.T)[self.system.entry_places]
        terms *= entries
        sizes = self._sum_by_row @ np.abs(terms, out=terms)
        trace = np.maximum(TRACE * sizes[self._material].max(axis=0, initial=0.0), 1e-30)
        floor = np.full_like(sizes, NOTHING)
        floor[self._material] = trace
        floor[self._result] = np.minimum(trace, SMALLEST_RESULT)
        relative = np.abs(residual) / np.maximum(sizes, floor)
        return np.where(np.isfinite(relative), relative, np.inf)
