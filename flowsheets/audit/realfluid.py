"""Enthalpy of real fluids, evaluated again from their equations of state by code of the audit's own.

CoolProp (Bell et al. 2014, doi 10.1021/ie4033999) is asked for h(T, P) by its plain interface, against the ideal gas at
298.15 K, which has the enthalpy of formation. It is imported when a result holds such a fluid.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from flowsheets.audit.chains import shipped_records
from flowsheets.audit.tolerances import REFERENCE_TEMPERATURE

Array = NDArray[np.float64]

FLUIDS = {"CO2(f)": "CarbonDioxide"}
"""Species of a result that are real fluids, and what CoolProp calls them."""
RAMP = 0.05
"""[K] A result writes a boiling fluid by its temperature: from this much below to this much above the boiling point the
enthalpy goes from that of the liquid to that of the vapour in a straight line."""
IDEAL = 1e-9
"""[mol/m3] So thin a gas is ideal."""


def real_fluid_range(species: str) -> tuple[float, float]:
    """Lowest and highest temperature [K] of the equation of state."""
    from CoolProp.CoolProp import PropsSI

    return float(PropsSI("Tmin", FLUIDS[species])), float(PropsSI("Tmax", FLUIDS[species]))


def real_fluid_enthalpy(species: str, temperature: Array, pressure: Array) -> Array:
    """Molar enthalpy [J/mol] on elements at 298.15 K; nan where the equation of state has no answer."""
    from CoolProp.CoolProp import PropsSI

    fluid = FLUIDS[species]
    formation = float(shipped_records()[species]["enthalpy_of_formation"]["value"])
    reference = PropsSI("Hmolar", "T", REFERENCE_TEMPERATURE, "Dmolar", IDEAL, fluid)
    found = np.empty(len(temperature))
    for row, (t, p) in enumerate(zip(temperature, pressure, strict=True)):
        try:
            found[row] = formation - reference + _enthalpy(fluid, float(t), float(p))
        except ValueError:  # CoolProp's only sign of a state that it cannot find
            found[row] = np.nan
    return found


def _enthalpy(fluid: str, temperature: float, pressure: float) -> float:
    from CoolProp.CoolProp import PropsSI

    if PropsSI("ptriple", fluid) < pressure < PropsSI("pcrit", fluid):
        boiling = PropsSI("T", "P", pressure, "Q", 1, fluid)
        if abs(temperature - boiling) <= RAMP:
            ends = [PropsSI("Hmolar", "T", boiling + side, "P", pressure, fluid) for side in (-RAMP, RAMP)]
            return float(np.interp(temperature, [boiling - RAMP, boiling + RAMP], ends))
    return float(PropsSI("Hmolar", "T", temperature, "P", pressure, fluid))
