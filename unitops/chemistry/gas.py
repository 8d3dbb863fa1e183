"""Ideal-gas helpers: normal volume, saturation pressure of water, heating values.

Functions that equations need take a ``math`` module (numpy by default, CasADi for expressions).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from unitops.chemistry.combustion import products_enthalpy
from unitops.chemistry.species import Species

GAS_CONSTANT = 8.314462618  # [J/mol/K], CODATA 2018
NORMAL_TEMPERATURE = 273.15  # [K]
NORMAL_PRESSURE = 101325.0  # [Pa]
NORMAL_MOLAR_VOLUME = GAS_CONSTANT * NORMAL_TEMPERATURE / NORMAL_PRESSURE  # [m3/mol]

WATER_CRITICAL_TEMPERATURE = 647.096  # [K]
WATER_CRITICAL_PRESSURE = 22.064e6  # [Pa]
_SATURATION = (
    (-7.85951783, 1.0),
    (1.84408259, 1.5),
    (-11.7866497, 3.0),
    (22.6807411, 3.5),
    (-15.9618719, 4.0),
    (1.80122502, 7.5),
)


def molar_volume(temperature: Any, pressure: Any) -> Any:
    """Molar volume of an ideal gas [m3/mol] at T [K] and P [Pa]."""
    return GAS_CONSTANT * temperature / pressure


def water_saturation_pressure(temperature: Any, math: Any = np) -> Any:
    """Vapour pressure of water [Pa] at T [K], 273.16 to 647.096 K.

    Wagner and Pruss, J. Phys. Chem. Ref. Data 31 (2002) 387, eq. 2.5, doi 10.1063/1.1461829. Within 0.01 % of
    IAPWS-95; above the critical temperature the result has no meaning.
    """
    tau = 1.0 - temperature / WATER_CRITICAL_TEMPERATURE
    total = sum(coefficient * tau**power for coefficient, power in _SATURATION)
    return WATER_CRITICAL_PRESSURE * math.exp(total * WATER_CRITICAL_TEMPERATURE / temperature)


def lower_heating_value(species: Species) -> float:
    """Heat given off when a species burns at 298.15 K to gases with water as steam [J/mol].

    Sulfur ends as SO2, nitrogen as N2, halogens as hydrogen halides, ash elements as oxides. Raises DataError
    if the species has no enthalpy of formation or an element whose oxide is not settled.
    """
    formation = species.required("enthalpy_of_formation").value
    return formation - products_enthalpy(species.composition, "H2O(g)", species.id)


def higher_heating_value(species: Species) -> float:
    """As ``lower_heating_value`` with water as liquid [J/mol]."""
    formation = species.required("enthalpy_of_formation").value
    return formation - products_enthalpy(species.composition, "H2O(l)", species.id)


def oxygen_demand(composition: Mapping[str, float]) -> float:
    """O2 [mol] that burns one mole of a composition {element: atoms} to the products of ``combustion``.

    Carbon, sulfur and silicon take one O2, hydrogen a quarter, metals what their oxide holds; halogens take
    hydrogen away from water; oxygen of the fuel counts.
    """
    valence = {
        "C": 4,
        "S": 4,
        "Si": 4,
        "H": 1,
        "P": 5,
        "Al": 3,
        "Fe": 3,
        "Ca": 2,
        "Mg": 2,
        "Na": 1,
        "K": 1,
        "Li": 1,
    }
    demand = sum(valence.get(element, 0) / 4.0 * count for element, count in composition.items())
    demand -= sum(composition.get(element, 0.0) for element in ("F", "Cl")) / 4.0
    return demand - composition.get("O", 0.0) / 2.0
