"""Derivatives of an equilibrium by its totals and temperature, by the implicit function theorem."""

from __future__ import annotations

from typing import Any

import numpy as np

from unitops.chemistry.aqueous.activity import COMPLEX_STEP
from unitops.chemistry.aqueous.equilibrium import Equilibrium, EquilibriumSolver
from unitops.chemistry.aqueous.newton import solve


def temperature_part(solver: EquilibriumSolver, state: Equilibrium, T: float) -> tuple[Any, Any, float, Any]:
    """Derivatives by T at fixed molalities: residual, ln gamma, ln a(w), ln K of the solids."""
    ln_gamma, ln_water = solver.system.activity.by_temperature(T, state.m)
    ln_k, ln_ks = (part.imag / COMPLEX_STEP for part in solver.system.constants(complex(T, COMPLEX_STEP)))
    residual = np.zeros(solver.size)
    laws = solver.laws[:, :-1] @ ln_gamma + solver.laws[:, -1] * ln_water
    residual[solver.width + 1 :] = laws - np.concatenate([ln_k, ln_ks])
    return residual, ln_gamma, ln_water, ln_ks


def unknowns_by_inputs(solver: EquilibriumSolver, state: Equilibrium, by_T: Any) -> Any:
    """d(unknowns)/d(totals, T): [unknowns, components + water + 1]; totals per kg of basis water."""
    width = solver.width
    right = np.zeros((solver.size, width + 2))
    places = np.arange(width + 1)
    right[places, places] = state.by_total
    right[:, width + 1] = -by_T
    return solve(state.jacobian, right)


def unknowns_along(solver: EquilibriumSolver, state: Equilibrium, direction: Any) -> Any:
    """Rate of change of the unknowns as the totals move along one direction."""
    right = np.zeros(solver.size)
    right[: solver.width + 1] = direction * state.by_total
    return solve(state.jacobian, right)
