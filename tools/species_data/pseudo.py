"""Pseudo-species: atoms from an ultimate analysis, formation enthalpy from a heating value."""

from __future__ import annotations

from collections.abc import Mapping

from unitops.chemistry.formula import atomic_weights

# Formation enthalpies of the products of complete combustion, 298.15 K, liquid water [J per mol of element].
# CO2, H2O, SO2: CODATA/NBS; ash as SiO2, Al2O3, Fe2O3, CaO (NBS).
COMBUSTION_PRODUCTS = {
    "C": -393510.0,
    "H": -285830.0 / 2,
    "S": -296810.0,
    "N": 0.0,
    "O": 0.0,
    "Si": -910940.0,
    "Al": -1675700.0 / 2,
    "Fe": -824200.0 / 2,
    "Ca": -635090.0,
}


def composition_from_analysis(analysis: Mapping[str, float], molar_mass: float) -> dict[str, float]:
    """Moles of each element in one mole of a pseudo-species of the stated molar mass [kg/mol]."""
    total = sum(analysis.values())
    return {
        element: fraction / total * molar_mass / atomic_weights()[element] for element, fraction in analysis.items()
    }


def formation_from_heating_value(composition: Mapping[str, float], heating_value: float) -> float:
    """Formation enthalpy [J/mol] that gives the higher heating value [J/mol] on complete combustion."""
    return sum(n * COMBUSTION_PRODUCTS[element] for element, n in composition.items()) + heating_value
