"""Carbon dioxide and steam as real fluids, behind the batched door of local models.

``evaluate(inputs[n, :]) -> (values[n, :], jacobians[n, :, :], status[n])``: CoolProp's Helmholtz
equations of state (Bell et al. 2014, doi 10.1021/ie4033999; Span and Wagner 1996, doi 10.1063/1.555991,
for CO2; Wagner and Pruss 2002, doi 10.1063/1.1461829, for water) with its analytic derivatives.
Enthalpies are on the formation reference of the gas species: in the limit of zero pressure at 298.15 K
both agree; entropies likewise, at 1 bar as ideal gas.

A state is a temperature and a pressure, and a stream at its boiling point has one temperature whatever share of it
has boiled. So a saturation line is crossed on a ramp, as transitions of solids are: from ``RAMP`` below to ``RAMP``
above the boiling point all properties go from those of the liquid to those of the vapour, volume in proportion to the
share that has boiled. A two-phase mixture then is a temperature on the ramp.

CoolProp is imported when the first RealFluid is made, which takes a second or two.
"""

from __future__ import annotations

import math
from functools import cache
from threading import RLock
from typing import Any, NamedTuple

import numpy as np

from unitops.chemistry.species import STANDARD_TEMPERATURE, find
from unitops.errors import DataError

FLUIDS = {"CO2": ("CarbonDioxide", "CO2(g)"), "H2O": ("Water", "H2O(g)"), "steam": ("Water", "H2O(g)")}
VALUES = ("enthalpy", "density", "entropy")  # [J/mol, kg/m3, J/mol/K]
ISENTROPIC_VALUES = ("enthalpy", "temperature")  # [J/mol, K]
LOWEST_PRESSURE = 10.0  # [Pa]
RAMP = 0.05
"""[K] Half the width of the ramp on which a fluid boils; the audit knows it too."""
REMEMBERED = 4096
"""States of which properties are kept: most streams keep theirs from one iteration to the next."""
REAL_SPECIES = {"CO2(f)": "CO2"}
"""Species whose enthalpy is that of a real fluid, with the fluid's name."""
GAS_CONSTANT = 8.314462618

SOLVED, OUTSIDE_RANGE, FAILED = 0, 1, 2


class Compression(NamedTuple):
    """Result of ``RealFluid.compress``."""

    work: float  # [J/mol] taken up by the fluid
    temperature: float  # [K] at the outlet
    enthalpy: float  # [J/mol] at the outlet


class _Saturation(NamedTuple):
    """Boiling point [K] at a pressure and its slope [K/Pa]."""

    temperature: float
    slope: float


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
        self._lock = RLock()  # CoolProp's state is asked in two steps: set, then read
        self._library: Any = CoolProp
        self._state: Any = CoolProp.AbstractState("HEOS", fluid)
        self.molar_mass = float(self._state.molar_mass())  # [kg/mol]
        self.temperature_range = (float(self._state.Tmin()) + 1e-3, float(self._state.Tmax()))
        self.pressure_range = (LOWEST_PRESSURE, float(self._state.pmax()))
        self.critical_temperature = float(self._state.T_critical())
        self.critical_pressure = float(self._state.p_critical())
        self._triple_pressure = float(self._state.trivial_keyed_output(CoolProp.iP_triple))
        self._boiling: dict[float, _Saturation] = {}
        self._known: dict[tuple[float, float], tuple[np.ndarray, np.ndarray]] = {}
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
            with self._lock:
                found = self._at(float(inside[0]), float(inside[1])) if np.all(np.isfinite(point)) else None
            if found is None:
                continue
            values[row], jacobians[row] = found
            status[row] = SOLVED
            if not np.array_equal(point, inside):
                values[row] += jacobians[row] @ (point - inside)
                status[row] = OUTSIDE_RANGE
        return values, jacobians, status

    def _at(self, temperature: float, pressure: float) -> tuple[np.ndarray, np.ndarray] | None:
        """Properties and derivatives inside the range, from memory where they are there."""
        state = temperature, pressure
        if state not in self._known:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = self._on_ramp(temperature, pressure)
            if found is None:
                found = self._properties() if self._set(np.array(state)) else None
            if found is None:
                return None
            self._known[state] = found
        return self._known[state]

    def boiling_temperature(self, pressure: float) -> float | None:
        """Boiling point [K] at a pressure [Pa]; None outside triple and critical pressure."""
        held = self._saturation(pressure)
        return held.temperature if held else None

    def boiling(self, pressure: float) -> tuple[float, float]:
        """Boiling point [K] and its slope [K/Pa]; held at triple and critical point outside them."""
        held = self._saturation(pressure)
        if held:
            return held.temperature, held.slope
        low = pressure <= self._triple_pressure
        return (self.temperature_range[0] if low else self.critical_temperature), 0.0

    def vapour_pressure(self, temperature: float) -> float | None:
        """Pressure [Pa] at which the fluid boils at a temperature [K]; None outside triple and critical temperature."""
        if not self.temperature_range[0] < temperature < self.critical_temperature:
            return None
        with self._lock:
            self._state.update(self._library.QT_INPUTS, 0.0, temperature)
            return float(self._state.p())

    def phase(self, temperature: float, pressure: float) -> str:
        """'gas', 'liquid', 'boiling' or 'supercritical' at a temperature [K] and pressure [Pa].

        Supercritical is what is above both critical temperature and pressure.
        """
        if pressure >= self.critical_pressure:
            return "supercritical" if temperature >= self.critical_temperature else "liquid"
        boiling = self.boiling_temperature(pressure)
        if boiling is None or temperature > boiling + RAMP:
            return "gas"
        return "liquid" if temperature < boiling - RAMP else "boiling"

    def _saturation(self, pressure: float) -> _Saturation | None:
        if not self._triple_pressure < pressure < self.critical_pressure:
            return None
        if pressure not in self._boiling:
            if len(self._boiling) >= REMEMBERED:
                self._boiling.clear()
            with self._lock:
                self._boiling[pressure] = self._boil(pressure)
        return self._boiling[pressure]

    def _boil(self, pressure: float) -> _Saturation:
        """Boiling point, and its slope after Clapeyron."""
        state, lib = self._state, self._library
        state.update(lib.PQ_INPUTS, pressure, 0.0)
        liquid, vapour = state.saturated_liquid_keyed_output, state.saturated_vapor_keyed_output
        swelling = 1.0 / vapour(lib.iDmolar) - 1.0 / liquid(lib.iDmolar)
        heat = vapour(lib.iHmolar) - liquid(lib.iHmolar)
        return _Saturation(state.T(), state.T() * swelling / heat)

    def _on_ramp(self, temperature: float, pressure: float) -> tuple[np.ndarray, np.ndarray] | None:
        """Properties and derivatives between liquid and vapour; None away from the boiling point."""
        held = self._saturation(pressure)
        if held is None or abs(temperature - held.temperature) > RAMP:
            return None
        ends = []
        for side in (-RAMP, RAMP):
            if not self._set(np.array([held.temperature + side, pressure])):
                return None
            values, slopes = self._properties()
            along = slopes[:, 1] + slopes[:, 0] * held.slope  # the end moves with the boiling point
            ends.append((*_as_volume(values, along),))
        (liquid, liquid_along), (vapour, vapour_along) = ends
        share = (temperature - held.temperature + RAMP) / (2.0 * RAMP)
        rise = (vapour - liquid) / (2.0 * RAMP)
        values = liquid + share * (vapour - liquid)
        by_pressure = liquid_along + share * (vapour_along - liquid_along) - rise * held.slope
        density = 1.0 / values[1]
        jacobian = np.column_stack([rise, by_pressure])
        jacobian[1] *= -density * density
        values[1] = density
        return values, jacobian

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
        status[n] as ``evaluate``; where the equation of state has no answer the fluid is taken as incompressible.
        """
        inputs = np.asarray(inputs, dtype=float)
        values = np.full((len(inputs), 2), np.nan)
        jacobians = np.full((len(inputs), 2, 3), np.nan)
        status = np.full(len(inputs), FAILED, dtype=np.int64)
        start, slopes, known = self.evaluate(inputs[:, :2])
        for row in np.flatnonzero(known != FAILED):
            entropy = start[row, 2] - self._entropy_shift
            try:
                with self._lock:
                    self._state.update(self._library.PSmolar_INPUTS, float(inputs[row, 2]), float(entropy))
                    values[row], jacobians[row] = self._after_isentropic(slopes[row, 2])
                status[row] = SOLVED
            except ValueError:  # outside the equation of state
                volume = self.molar_mass / start[row, 1]
                values[row] = start[row, 0] + volume * (inputs[row, 2] - inputs[row, 1]), inputs[row, 0]
                jacobians[row] = [[*(slopes[row, 0] - (0.0, volume)), volume], [1.0, 0.0, 0.0]]
                status[row] = OUTSIDE_RANGE
        return values, jacobians, status

    def _after_isentropic(self, entropy_slopes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Chain rule through s2 = s1(T1, P1): dh = T ds + v dP."""
        state, lib = self._state, self._library
        temperature, enthalpy = state.T(), state.hmolar() + self._enthalpy_shift
        volume = self.molar_mass / state.rhomass()
        if state.phase() == lib.iphase_twophase:
            warming = 0.0, self.boiling(state.p())[1]
        else:
            pairs = ((lib.iSmolar, lib.iP), (lib.iP, lib.iSmolar))
            warming = tuple(state.first_partial_deriv(lib.iT, *pair) for pair in pairs)
        by_entropy = np.array([temperature, warming[0]])
        by_pressure = np.array([volume, warming[1]])
        jacobian = np.column_stack([by_entropy * entropy_slopes[0], by_entropy * entropy_slopes[1], by_pressure])
        return np.array([enthalpy, temperature]), jacobian

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
        with self._lock:
            self._state.update(
                self._library.HmolarP_INPUTS, float(outlet - self._enthalpy_shift), float(outlet_pressure)
            )
            return Compression(float(work), float(self._state.T()), float(outlet))


class MolarEnthalpy:
    """The molar enthalpy [J/mol] of a real fluid at rows of (T [K], P [Pa]), behind the door of local models."""

    def __init__(self, fluid: RealFluid) -> None:
        self.fluid = fluid

    def evaluate(self, inputs: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Values [n, 1], derivatives by T and P [n, 1, 2] and status [n] as of ``RealFluid.evaluate``."""
        values, jacobians, status = self.fluid.evaluate(inputs)
        return values[:, :1], jacobians[:, :1], status


@cache
def real_fluid(name: str) -> RealFluid:
    """The fluid of that name, made once."""
    return RealFluid(name)


@cache
def molar_enthalpy(species_id: str) -> MolarEnthalpy:
    """The enthalpy of a species of REAL_SPECIES, made once."""
    return MolarEnthalpy(real_fluid(REAL_SPECIES[species_id]))


def _as_volume(values: np.ndarray, along: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Values and slopes with specific volume [m3/kg] in place of density: volume is what mixes."""
    values, along = values.copy(), along.copy()
    along[1] *= -1.0 / values[1] ** 2
    values[1] = 1.0 / values[1]
    return values, along
