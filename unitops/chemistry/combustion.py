"""What burns to what: enthalpies of the products of complete combustion at 298.15 K."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from unitops.chemistry.species_database import database
from unitops.errors import DataError

PRODUCTS = {
    "C": "CO2(g)",
    "H": "H2O(l)",
    "S": "SO2(g)",
    "N": "N2(g)",
    "O": "O2(g)",
    "F": "HF(g)",
    "Cl": "HCl(g)",
    "P": "P4O10(s)",
    "Si": "SiO2(s)",
    "Al": "Al2O3(s)",
    "Fe": "Fe2O3(s)",
    "Ca": "CaO(s)",
    "Mg": "MgO(s)",
    "Na": "Na2O(s)",
    "K": "K2O(s)",
    "Li": "Li2O(s)",
}
HYDROGEN_HALIDES = ("F", "Cl")


def products_enthalpy(
    composition: Mapping[str, float], water: Literal["H2O(l)", "H2O(g)"] = "H2O(l)", place: str = ""
) -> float:
    """Enthalpy of formation [J/mol of fuel] of all products when a composition {element: atoms} burns.

    Carbon ends as CO2, hydrogen as liquid water (or steam), sulfur as SO2, nitrogen as N2, fluorine and
    chlorine as hydrogen halides (which need hydrogen of the fuel or of moisture), ash elements as oxides.
    Raises DataError for elements whose product is not settled.
    """
    known = database()

    def per_atom(product: str, element: str) -> float:
        formation = known[product].required("enthalpy_of_formation").value
        return formation / known[product].composition[element]

    total = 0.0
    for element, count in composition.items():
        product = water if element == "H" else PRODUCTS.get(element)
        if product is None:
            raise DataError(
                f"what {element} burns to is not settled",
                place=place,
                remedy="Give the enthalpy of formation.",
            )
        total += count * per_atom(product, element)
        if element in HYDROGEN_HALIDES:
            total -= count * per_atom(water, "H")
    return total
