"""Oxygen in liquors."""

from __future__ import annotations

from typing import Any

from unitops.declaration.flow import Expression
from unitops.declaration.validity import Validity

OXYGEN = "O2(g)"
ATMOSPHERE = 101325.0
"""[Pa]"""
WATER_DENSITY = 1000.0
"""[kg/m3] By which a solubility per kg of water is taken per volume of liquor."""

OXYGEN_LAW = Validity(
    "oxygen_pressure", high=60.0 * ATMOSPHERE / 1e3,
    says="the solubility of oxygen is known to 60 atm; transfer and dissolved oxygen follow from it",
    source="Tromans, Hydrometallurgy 48 (1998) 327, doi 10.1016/S0304-386X(98)00007-3",
)  # fmt: skip


def oxygen_solubility(T: Expression, pressure: Expression, math: Any) -> Expression:
    """Oxygen dissolved in pure water [mol/kg] at T [K], 273 to 616 K, and a partial pressure [Pa] to 60 atm.

    Tromans, Hydrometallurgy 48 (1998) 327, doi 10.1016/S0304-386X(98)00007-3.
    """
    log = math.log(T / 298.0)
    energy = 0.046 * T**2 + 203.35 * T * log - (299.378 + 0.092 * T) * (T - 298.0) - 20.591e3
    return pressure / ATMOSPHERE * math.exp(energy / (8.3144 * T))
