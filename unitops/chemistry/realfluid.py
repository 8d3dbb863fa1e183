"""Carbon dioxide and steam as real fluids, behind the batched door of local models.

``evaluate(inputs[n, :]) -> (values[n, :], jacobians[n, :, :], status[n])``: CoolProp's Helmholtz
equations of state (Bell et al. 2014, doi 10.1021/ie4033999; Span and Wagner 1996, doi 10.1063/1.555991,
for CO2; Wagner and Pruss 2002, doi 10.1063/1.1461829, for water) with its analytic derivatives.
Enthalpies are on the formation reference of the gas species: in the limit of zero pressure at 298.15 K
both agree; entropies likewise, at 1 bar as ideal gas.

CoolProp is imported when the first RealFluid is made, which takes a second or two.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from unitops.chemistry.species import STANDARD_TEMPERATURE, find
from unitops.errors import DataError

FLUIDS = {"CO2": ("CarbonDioxide", "CO2(g)"), "H2O": ("Water", "H2O(g)"), "steam": ("Water", "H2O(g)")}
VALUES = ("enthalpy", "density", "entropy")  # [J/mol, kg/m3, J/mol/K]
ISENTROPIC_VALUES = ("enthalpy", "temperature")  # [J/mol, K]
LOWEST_PRESSURE = 10.0  # [Pa]
GAS_CONSTANT = 8.314462618

SOLVED, OUTSIDE_RANGE, FAILED = 0, 1, 2


class Compression(NamedTuple):
    """Result of ``RealFluid.compress``."""

    work: float  # [J/mol] taken up by the fluid
    temperature: float  # [K] at the outlet
    enthalpy: float  # [J/mol] at the outlet


class RealFluid:
    """One pure fluid. ``name`` is CO2, H2O or steam; raises DataError for others.

    Outside the range of the equation of state the value at the nearest point inside is continued along its
    derivatives and the status says so.
    """

    def __init__(self, name: str) -> None:
        if name not in FLUIDS:
            raise DataError("no equation of state is held for it", place=name, remedy=f"Known are {', '.join(FLUIDS)}.")
        import CoolProp.CoolProp as CoolProp

        fluid, species = FLUIDS[name]
        self.name = name
        self._library: Any = CoolProp
        self._state: Any = CoolProp.AbstractState("HEOS", fluid)
        self.molar_mass = float(self._state.molar_mass())  # [kg/mol]
        self.temperature_range = (float(self._state.Tmin()) + 1e-3, float(self._state.Tmax()))
        self.pressure_range = (LOWEST_PRESSURE, float(self._state.pmax()))
        self._enthalpy_shift, self._entropy_shift = self._reference(species)

    def _reference(self, species_id: str) -> tuple[float, float]:
        """What is added to CoolProp's molar enthalpy and entropy."""
        species = find(species_id)
        self._state.update(self._library.PT_INPUTS, LOWEST_PRESSURE, STANDARD_TEMPERATURE)
        ideal_enthalpy = self._state.hmolar() - self._state.hmolar_residual()
        ideal_entropy = self._state.smolar() + GAS_CONSTANT * math.log(LOWEST_PRESSURE / 1e5)
        enthalpy = species.required("enthalpy_of_formation").value - ideal_enthalpy
        return enthalpy, species.required("entropy").value - ideal_entropy

    def evaluate(self, inputs: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Molar enthalpy [J/mol], density [kg/m3] and molar entropy [J/mol/K] at rows of (T [K], P [Pa]).

        Returns values[n, 3], their derivatives by T and P [n, 3, 2], and status[n]: 0 solved, 1 continued
        from the edge of the range, 2 no solution (values are nan).
        """
        inputs = np.asarray(inputs, dtype=float)
        values = np.full((len(inputs), 3), np.nan)
        jacobians = np.full((len(inputs), 3, 2), np.nan)
        status = np.full(len(inputs), FAILED, dtype=np.int64)
        for row, point in enumerate(inputs):
            inside = self._nearest(point)
            if not np.all(np.isfinite(point)) or not self._set(inside):
                continue
            values[row], jacobians[row] = self._properties()
            status[row] = SOLVED
            if not np.array_equal(point, inside):
                values[row] += jacobians[row] @ (point - inside)
                status[row] = OUTSIDE_RANGE
        return values, jacobians, status

    def _nearest(self, point: np.ndarray) -> np.ndarray:
        low = (self.temperature_range[0], self.pressure_range[0])
        high = (self.temperature_range[1], self.pressure_range[1])
        return np.clip(point, low, high)

    def _set(self, point: np.ndarray) -> bool:
        try:
            self._state.update(self._library.PT_INPUTS, float(point[1]), float(point[0]))
        except ValueError:  # CoolProp's only sign of a point it cannot solve
            return False
        return True

    def _properties(self) -> tuple[np.ndarray, np.ndarray]:
        state, lib = self._state, self._library
        values = np.array(
            [state.hmolar() + self._enthalpy_shift, state.rhomass(), state.smolar() + self._entropy_shift]
        )
        jacobian = np.array(
            [
                [state.first_partial_deriv(of, lib.iT, lib.iP), state.first_partial_deriv(of, lib.iP, lib.iT)]
                for of in (lib.iHmolar, lib.iDmass, lib.iSmolar)
            ]
        )
        return values, jacobian

    def isentropic(self, inputs: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Molar enthalpy [J/mol] and temperature [K] at pressure P2 after an isentropic change.

        Rows of ``inputs`` are (T1 [K], P1 [Pa], P2 [Pa]); returns values[n, 2], derivatives [n, 2, 3] and
        status[n] as ``evaluate``, without continuation outside the range.
        """
        inputs = np.asarray(inputs, dtype=float)
        values = np.full((len(inputs), 2), np.nan)
        jacobians = np.full((len(inputs), 2, 3), np.nan)
        status = np.full(len(inputs), FAILED, dtype=np.int64)
        start, slopes, known = self.evaluate(inputs[:, :2])
        for row in np.flatnonzero(known == SOLVED):
            entropy = start[row, 2] - self._entropy_shift
            try:
                self._state.update(self._library.PSmolar_INPUTS, float(inputs[row, 2]), float(entropy))
            except ValueError:  # outside the equation of state
                continue
            values[row], jacobians[row] = self._after_isentropic(slopes[row, 2])
            status[row] = SOLVED
        return values, jacobians, status

    def _after_isentropic(self, entropy_slopes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Chain rule through s2 = s1(T1, P1): dh = T ds + v dP."""
        state, lib = self._state, self._library
        temperature = state.T()
        volume = self.molar_mass / state.rhomass()
        by_entropy = np.array([temperature, state.first_partial_deriv(lib.iT, lib.iSmolar, lib.iP)])
        by_pressure = np.array([volume, state.first_partial_deriv(lib.iT, lib.iP, lib.iSmolar)])
        jacobian = np.column_stack([by_entropy * entropy_slopes[0], by_entropy * entropy_slopes[1], by_pressure])
        return np.array([state.hmolar() + self._enthalpy_shift, temperature]), jacobian

    def compress(
        self, temperature: float, pressure: float, outlet_pressure: float, efficiency: float = 1.0
    ) -> Compression:
        """Pump, compressor or expander from (T [K], P [Pa]) to an outlet pressure [Pa].

        ``efficiency`` is isentropic, of a compressor; an expander (outlet below inlet) yields the isentropic
        work times the efficiency. Raises DataError where the equation of state has no solution.
        """
        inlet = self.evaluate(np.array([[temperature, pressure]]))[0][0, 0]
        (ideal,), _, status = self.isentropic(np.array([[temperature, pressure, outlet_pressure]]))
        if status[0] != SOLVED:
            raise DataError(
                f"no state from {temperature:.2f} K, {pressure:.4g} Pa to {outlet_pressure:.4g} Pa",
                place=self.name,
                remedy="Keep to the range of the equation of state.",
            )
        rise = ideal[0] - inlet
        work = rise / efficiency if rise >= 0.0 else rise * efficiency
        outlet = inlet + work
        self._state.update(self._library.HmolarP_INPUTS, float(outlet - self._enthalpy_shift), float(outlet_pressure))
        return Compression(float(work), float(self._state.T()), float(outlet))
