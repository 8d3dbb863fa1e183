"""The measured solubility of a salt in water as a local model, and what crystallises by it."""

from __future__ import annotations

from functools import cache

import numpy as np

from unitops.chemistry.aqueous.solubility import salt_record, solubility
from unitops.chemistry.formula import parse_species_id
from unitops.chemistry.phases import PROTON, WATER
from unitops.declaration.balance import Balance
from unitops.declaration.flow import Expression, Flow
from unitops.errors import DataError
from unitops.hydrometallurgy.aqueous_solids import dissolved

SOLVED, OUTSIDE_VALIDITY = 0, 1
USUAL_SOLUBILITY = 0.3
"""[kg/kg] Where the solver starts."""


class SolubilityModel:
    """Solubility of one salt in pure water [kg anhydrous per kg water] over T [K]."""

    def __init__(self, salt: str) -> None:
        salt_record(salt)
        self.salt = salt

    def evaluate(self, inputs: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Solubility, its slope by T, and status for rows of T [K]."""
        found = solubility(self.salt, np.asarray(inputs, dtype=float)[:, 0])
        status = np.where(found.inside, SOLVED, OUTSIDE_VALIDITY)
        return found.value[:, None], found.slope[:, None, None], status

    def outside(self, status: int, inputs: np.ndarray) -> str:
        """Why an answer lies outside the measured solubility, '' inside."""
        if status != OUTSIDE_VALIDITY:
            return ""
        branches = salt_record(self.salt).branches
        low, high = branches[0].T_K[0] - 273.15, branches[-1].T_K[-1] - 273.15
        return (
            f"the solubility of {self.salt} in water is measured from {low:.0f} to {high:.0f} degC and extrapolated to "
            f"{float(inputs[0]) - 273.15:.0f} degC"
        )


@cache
def solubility_model(salt: str) -> SolubilityModel:
    """One model for all units that crystallise the same salt."""
    return SolubilityModel(salt)


def anhydrous(solid: str) -> str:
    """The salt of a crystal without its water: Na2SO4 of Na2SO4·10H2O(s)."""
    return parse_species_id(solid).formula.replace(".", "·").split("·")[0]


def salt_ions(solid: str) -> dict[str, float]:
    """The ions [mol] that a mole of a crystal brings. Raises DataError if the crystal is no salt of known ions."""
    ions = {s: count for s, count in dissolved(solid).items() if s != WATER}
    if PROTON in ions or not ions:
        raise DataError(
            "its solubility in water cannot limit it: it takes part in acid and base",
            place=solid,
            remedy="Use the local equilibrium or state a conversion.",
        )
    return ions


def extent_by_solubility(balance: Balance, contents: Flow, solid: str, T: Expression) -> Expression:
    """How much of a crystal forms [mol/s] until the water left holds the salt's solubility.

    With N mol/s of the salt (by its scarcest ion), W of water, h of water in a mole of crystal and s the solubility in
    mol of salt per mol of water: N - x = s (W - h x). Nothing dissolves.
    """
    ions = salt_ions(solid)
    salt = anhydrous(solid)
    (by_mass,) = balance.local(
        solubility_model(salt),
        [T],
        [("solubility", USUAL_SOLUBILITY, 1.0)],
        f"solubility of {salt}",
        [298.15],
    )
    hydrate = dissolved(solid).get(WATER, 0.0)
    molar = balance.book.molar_mass(solid) - hydrate * balance.book.molar_mass(WATER)
    s = by_mass * balance.book.molar_mass(WATER) / molar
    there = balance.least([contents[ion] / count for ion, count in ions.items()])
    excess = balance.positive(there - s * contents[WATER], there) / (1.0 - s * hydrate)
    return balance.least([excess, there])
