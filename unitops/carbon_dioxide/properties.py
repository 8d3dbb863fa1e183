"""Real carbon dioxide behind the door of local models, and its states in words.

Each model answers ``evaluate(inputs[n, :]) -> values, jacobians, status``; see ``unitops.chemistry.realfluid``.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from unitops.chemistry.realfluid import SOLVED, RealFluid, real_fluid

CARBON_DIOXIDE = "CO2(f)"
GAS = "CO2(g)"
FREEZING = 273.15
BAR = 1e5
START_DENSITY = 500.0
"""[kg/m3] Where densities start and their usual size."""
START_BOILING = 290.0
"""[K]"""

Answer = tuple[np.ndarray, np.ndarray, np.ndarray]


class Density:
    """Density [kg/m3] at rows of (T [K], P [Pa])."""

    def __init__(self, fluid: RealFluid) -> None:
        self.fluid = fluid

    def evaluate(self, inputs: np.ndarray) -> Answer:
        """Values [n, 1], derivatives [n, 1, 2], status [n]."""
        values, jacobians, status = self.fluid.evaluate(inputs)
        return values[:, 1:2], jacobians[:, 1:2], status


class IsentropicRise:
    """Rise of molar enthalpy [J/mol] and temperature [K] reached, at rows of (T1 [K], P1 [Pa], P2 [Pa])."""

    def __init__(self, fluid: RealFluid) -> None:
        self.fluid = fluid

    def evaluate(self, inputs: np.ndarray) -> Answer:
        """Values [n, 2], derivatives [n, 2, 3], status [n]."""
        inputs = np.asarray(inputs, dtype=float)
        values, jacobians, status = self.fluid.isentropic(inputs)
        before, slopes, _ = self.fluid.evaluate(inputs[:, :2])
        values[:, 0] -= before[:, 0]
        jacobians[:, 0, :2] -= slopes[:, 0]
        return values, jacobians, status


class BoilingPoint:
    """Boiling temperature [K] at rows of (P [Pa]); the critical temperature at and above the critical pressure."""

    def __init__(self, fluid: RealFluid) -> None:
        self.fluid = fluid

    def evaluate(self, inputs: np.ndarray) -> Answer:
        """Values [n, 1], derivatives [n, 1, 1], status [n]: always solved."""
        pressures = np.asarray(inputs, dtype=float)[:, 0]
        found = np.array([self.fluid.boiling(float(pressure)) for pressure in pressures])
        return found[:, :1], found[:, 1:, None], np.full(len(pressures), SOLVED, dtype=np.int64)


@cache
def density() -> Density:
    """Of carbon dioxide."""
    return Density(real_fluid("CO2"))


@cache
def isentropic_rise() -> IsentropicRise:
    """Of carbon dioxide."""
    return IsentropicRise(real_fluid("CO2"))


@cache
def boiling_point() -> BoilingPoint:
    """Of carbon dioxide."""
    return BoilingPoint(real_fluid("CO2"))


def state_in_words(temperature: float, pressure: float) -> str:
    """What pure carbon dioxide is at a temperature [K] and pressure [Pa], and what would change that."""
    fluid = real_fluid("CO2")
    phase = fluid.phase(temperature, pressure)
    here = f"Pure carbon dioxide at {temperature - FREEZING:.1f} degC and {pressure / BAR:.1f} bar"
    boils = fluid.vapour_pressure(temperature)
    if phase == "gas" and boils is not None:
        return f"{here} is a gas, not a liquid: at this temperature it condenses at {boils / BAR:.1f} bar"
    if phase == "gas":
        return f"{here} is a gas, neither liquid nor supercritical (critical point 31.0 degC, 73.8 bar)"
    if phase == "boiling":
        return f"{here} boils"
    if phase == "liquid" and temperature < fluid.critical_temperature:
        return f"{here} is a liquid (supercritical above 31.0 degC)"
    if phase == "liquid":
        return f"{here} is a dense liquid"
    return f"{here} is supercritical"
