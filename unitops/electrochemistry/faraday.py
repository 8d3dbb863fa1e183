"""Faraday's law: what a current can do."""

from __future__ import annotations

from unitops.declaration.configuration import ReactionEntry
from unitops.declaration.flow import Expression

FARADAY = 96485.33212
"""Charge of a mole of electrons [C/mol], exact in the SI of 2019 to the digits shown."""

GAS_CONSTANT = 8.31446261815324
"""[J/mol/K], exact in the SI of 2019."""


def electrons_passed(current: Expression, cells: Expression) -> Expression:
    """Electrons through a series of cells [mol/s] at a current [A]: each cell passes all of it."""
    return current * cells / FARADAY


def extent_driven(current: Expression, cells: Expression, efficiency: Expression, electrons: Expression) -> Expression:
    """Extent [mol/s] to which a share of the current drives a reaction of so many electrons."""
    return electrons_passed(current, cells) * efficiency / electrons


def coefficients_reversed(entry: ReactionEntry) -> dict[str, float]:
    """The stoichiometry of a reaction that runs backwards."""
    return {species_id: -nu for species_id, nu in entry.stoichiometry}
