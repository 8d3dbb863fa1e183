"""What a loaded extractant is made of: the stoichiometry of cation exchange, read from formulas.

A cation exchanger HR (a hydroxyoxime, D2EHPA, P507, Cyanex 272) takes a cation of charge n and gives n protons:

    M+n(aq) + n HR(o) = MRn(o) + n H+(aq)

so the loaded form alone says which cation, how many extractants and how many protons take part.
"""

from __future__ import annotations

from functools import cache

import msgspec

from unitops.chemistry.formula import parse_formula, parse_species_id
from unitops.chemistry.phases import PROTON
from unitops.errors import InputError


class Exchange(msgspec.Struct, frozen=True):
    """The formation of one loaded form from a cation in the liquor and free extractant."""

    loaded: str
    """Species id of the loaded form, MRn(o)."""
    extractant: str
    """Species id of the free extractant, HR(o)."""
    metal: str
    """Symbol of the metal."""
    count: int
    """Extractants bound, which is the charge of the cation and the number of protons given."""

    @property
    def cation(self) -> str:
        """Species id of the cation in the liquor."""
        return f"{self.metal}+{self.count if self.count > 1 else ''}(aq)"

    @property
    def aqueous(self) -> dict[str, float]:
        """What the liquor gains, per mole of extent."""
        return {self.cation: -1.0, PROTON: float(self.count)}

    @property
    def organic(self) -> dict[str, float]:
        """What the organic phase gains, per mole of extent."""
        return {self.extractant: -float(self.count), self.loaded: 1.0}


@cache
def exchange(loaded: str, extractant: str) -> Exchange:
    """How a loaded form arises from the free extractant.

    Raises InputError if it is not one metal atom on n extractants that have lost a proton each.
    """
    whole = dict(parse_formula(parse_species_id(loaded).formula))
    acid = dict(parse_formula(parse_species_id(extractant).formula))
    count = round(whole.get("C", 0.0) / acid["C"]) if acid.get("C") else 0
    rest = {element: whole.get(element, 0.0) - count * acid.get(element, 0.0) for element in {*whole, *acid}}
    rest["H"] = rest.get("H", 0.0) + count
    over = {element: number for element, number in rest.items() if abs(number) > 1e-9}
    if count < 1 or list(over.values()) != [1.0]:
        raise InputError(
            f"{loaded} is not a metal on {extractant} less its protons",
            remedy="Name the loaded form as the species list has it, or the extractant that it belongs to.",
        )
    return Exchange(loaded, extractant, next(iter(over)), count)
