"""Derivatives of an equilibrium by its totals and temperature, by the implicit function theorem."""

from __future__ import annotations

from typing import Any

import numpy as np

from unitops.chemistry.aqueous.equilibrium import Equilibrium, EquilibriumSolver
from unitops.chemistry.aqueous.newton import solve_rows

COMPLEX_STEP = 1e-30


def temperature_part(solver: EquilibriumSolver, state: Equilibrium, T: Any) -> tuple[Any, Any, Any, Any]:
    """Derivatives by T at fixed molalities: residual, ln gamma, ln a(w), ln K of the solids.

    By a complex step, exact to rounding: every law of temperature is analytic.
    """
    slanted = T + 1j * COMPLEX_STEP
    model = solver.system.activity
    act = model.activities(model.at_temperature(slanted), np.exp(np.clip(state.ln_m, -700.0, 200.0)), False)
    ln_k, ln_ks = (part.imag / COMPLEX_STEP for part in solver.system.constants(slanted))
    ln_gamma = act.ln_gamma.imag / COMPLEX_STEP
    ln_water = act.ln_water.imag / COMPLEX_STEP
    residual = np.zeros((len(T), solver.size))
    first, last = solver.width + 1, solver.count + 1
    action = np.einsum("ij,bj->bi", solver.action, ln_gamma)
    residual[:, first:last] = action - solver.action_water * ln_water[:, None] - ln_k
    solids = np.einsum("ij,bj->bi", solver.dissolution, ln_gamma)
    residual[:, last:] = solids + solver.dissolution_water * ln_water[:, None] - ln_ks
    return residual, ln_gamma, ln_water, ln_ks


def unknowns_by_inputs(solver: EquilibriumSolver, state: Equilibrium, y: Any, by_T: Any) -> Any:
    """d(unknowns)/d(totals, T): [rows, unknowns, components + water + 1]; totals per kg of basis water."""
    width = solver.width
    right = np.zeros((len(y), solver.size, width + 2))
    plus, minus, *_ = solver.sides(state.unknowns, y, state.solids)
    places = np.arange(width + 1)
    right[:, places, places] = np.where(y > 0.0, 1.0 / minus, 1.0 / plus)
    right[:, :, width + 1] = -by_T
    return solve_rows(state.jacobian, right)


def unknowns_along(solver: EquilibriumSolver, state: Equilibrium, y: Any, direction: Any) -> Any:
    """Rate of change of the unknowns as the totals move along one direction: [rows, unknowns]."""
    plus, minus, *_ = solver.sides(state.unknowns, y, state.solids)
    right = np.zeros((len(y), solver.size))
    right[:, : solver.width + 1] = direction * np.where(y > 0.0, 1.0 / minus, 1.0 / plus)
    return solve_rows(state.jacobian, right)
