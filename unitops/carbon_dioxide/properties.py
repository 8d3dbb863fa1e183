"""Real carbon dioxide behind the door of local models, and where it condenses.

Each model answers ``evaluate(inputs[n, :]) -> values, jacobians, status``; see ``unitops.chemistry.realfluid``.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

import numpy as np

from unitops.chemistry.realfluid import RAMP, SOLVED, RealFluid, real_fluid
from unitops.declaration.validity import Limit, Numbers

CARBON_DIOXIDE = "CO2(f)"
GAS = "CO2(g)"
CRITICAL_TEMPERATURE, CRITICAL_PRESSURE = 30.9782, 7377.3
"""[degC, kPa] Span and Wagner 1996, doi 10.1063/1.555991."""
START_DENSITY = 500.0
"""[kg/m3] Where densities start and their usual size."""
START_BOILING = 290.0
"""[K]"""

Answer = tuple[np.ndarray, np.ndarray, np.ndarray]


class _OfTheFluid:
    """A model that asks the equation of state, and what its status means."""

    def outside(self, status: int, inputs: np.ndarray) -> str:
        """Why an answer lies outside validity, '' inside."""
        return "" if status == SOLVED else "carbon dioxide is outside the range of its equation of state"


class Density(_OfTheFluid):
    """Density [kg/m3] at rows of (T [K], P [Pa])."""

    def __init__(self, fluid: RealFluid) -> None:
        self.fluid = fluid

    def evaluate(self, inputs: np.ndarray) -> Answer:
        """Values [n, 1], derivatives [n, 1, 2], status [n]."""
        values, jacobians, status = self.fluid.evaluate(inputs)
        return values[:, 1:2], jacobians[:, 1:2], status


class IsentropicRise(_OfTheFluid):
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


def boils(temperature: str, side: Literal["liquid", "gas"], *, dense_counts: bool = True) -> Limit:
    """The pressure above which carbon dioxide is liquid, or below which it is gas, at a unit's temperature.

    ``temperature`` names that number of the unit. Between both it boils, on the ramp of the equation of state.
    From the critical temperature on it is the critical pressure, or none if dense fluid counts as neither; below the
    triple point there is none.
    """
    ramp = RAMP if side == "liquid" else -RAMP

    def pressure(numbers: Numbers) -> float | None:
        fluid = real_fluid("CO2")
        at = numbers[temperature] + ramp
        if at < fluid.critical_temperature:
            return fluid.vapour_pressure(at)
        return fluid.critical_pressure if dense_counts else None

    return Limit("boiling pressure at its temperature", pressure)
