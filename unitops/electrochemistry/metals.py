"""What is known of metals that are won by electrolysis of aqueous solutions."""

from __future__ import annotations

from types import MappingProxyType

from unitops.chemistry.formula import parse_formula, parse_species_id
from unitops.errors import InputError

COPPER = "Cu"
STANDARD_POTENTIALS = MappingProxyType(
    {
        "Ag+(aq)": 0.7991,
        "Cd+2(aq)": -0.4025,
        "Co+2(aq)": -0.277,
        "Cu+2(aq)": 0.340,
        "Fe+2(aq)": -0.44,
        "Mn+2(aq)": -1.18,
        "Ni+2(aq)": -0.257,
        "Pb+2(aq)": -0.1251,
        "Zn+2(aq)": -0.7626,
    }
)
"""Of the ion over the metal at 25 degC [V]; Bard, Parsons and Jordan, Standard Potentials in Aqueous Solution, 1985."""


def standard_potential(ion: str) -> float:
    """Standard potential [V] of an ion over its metal; raises InputError for one that is not listed."""
    if ion not in STANDARD_POTENTIALS:
        raise InputError(
            f"the standard potential of {ion} is not known",
            place="metal_potential",
            remedy=f"Enter it; known are those of {', '.join(STANDARD_POTENTIALS)}.",
        )
    return STANDARD_POTENTIALS[ion]


def demand_copper(ion: str) -> None:
    """Raises InputError where the law of conductivity, which is that of copper electrolytes, would mislead."""
    if COPPER not in parse_formula(parse_species_id(ion).formula):
        raise InputError(
            f"the conductivity of an electrolyte of {ion} is not known, and that of copper would mislead",
            place="conductivity",
            remedy="Enter it, and the exchange current of the metal; or enter the cell voltage.",
        )
