"""Species as a composition needs them: found by what is typed, with mass, elements and charge."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import msgspec

from unitops.chemistry.formula import atomic_weights, parse_species_id, species_id
from unitops.errors import DataError, FormulaError, InputError

if TYPE_CHECKING:
    from unitops.chemistry.species import Species

CanonicalAmounts = Callable[[Mapping[str, float], str], dict[str, float]]
WATER = "H2O(l)"


class Substances(msgspec.Struct, frozen=True):
    """The species of a sheet and the way from them to the canonical liquor."""

    species: Mapping[str, Species]
    canonical_amounts: CanonicalAmounts

    def find(self, typed: object, place: str) -> str:
        """The id of a species as the tables spell it.

        Raises InputError for what is no species and DataError, with near matches, for one that is not known.
        """
        if not isinstance(typed, str):
            raise InputError(f"{typed!r} is no species", place=place, remedy='Write an id such as "SiO2(s)".')
        if typed in self.species:
            return typed
        try:
            spelled = species_id(*parse_species_id(typed))
        except FormulaError as error:
            problem = f'"{typed[:60]}": {error.problem}'
            raise FormulaError(problem, place=place, remedy=self._near(typed) or error.remedy) from None
        self.canonical(spelled, place)
        return spelled

    def find_solute(self, typed: object, place: str) -> str:
        """The id of a solute; a bare formula means the solute: "Li+" is Li+(aq), "H2SO4" is H2SO4(aq)."""
        if not isinstance(typed, str) or typed in self.species or typed.rstrip().endswith(")"):
            return self.find(typed, place)
        if typed.strip() in atomic_weights():
            raise DataError(
                f"{typed.strip()} is an element, and the concentration of a solute is asked",
                place=place,
                remedy=f"Name the solute and its own concentration: {self._solutes_of(typed.strip())}.",
            )
        return self.find(f"{typed.strip()}(aq)", place)

    def canonical(self, identity: str, place: str) -> dict[str, float]:
        """Canonical amounts [mol] of one mole; raises DataError, with near matches, for what is not known."""
        try:
            return self.canonical_amounts({identity: 1.0}, place)
        except (DataError, KeyError):
            remedy = f"{self._near(identity)}Add it to the sheet's species with a source."
            raise DataError(f"the species {identity} is not known", place=place, remedy=remedy) from None

    def molar_mass(self, identity: str, place: str) -> float:
        """Molar mass [kg/mol], as the balances count it."""
        parts = self.canonical(identity, place).items()
        return sum(count * self.species[part].molar_mass for part, count in parts)

    def elements(self, identity: str, place: str) -> dict[str, float]:
        """Mass of each element in one kg [kg/kg]."""
        record, weights = self.species[identity], atomic_weights()
        return {
            element: count * weights[element] / record.molar_mass
            for element, count in record.composition.items()
            if element in weights
        }

    def charge(self, identity: str) -> float:
        """Charge number of a canonical species."""
        return float(self.species[identity].charge)

    def charge_of(self, identity: str, place: str) -> float:
        """Charge number of any species, counted in the terms of the liquor."""
        return sum(count * self.charge(part) for part, count in self.canonical(identity, place).items())

    def is_liquor(self, identity: str, place: str) -> bool:
        """Whether a species is, or dissolves into, what an aqueous phase is written in."""
        return all(part == WATER or part.endswith("(aq)") for part in self.canonical(identity, place))

    def _solutes_of(self, element: str) -> str:
        """Solutes that contain an element, the simplest first."""
        found = [s for s in self.species.values() if s.phase == "aq" and element in s.composition]
        found.sort(key=lambda s: (sum(s.composition.values()), s.id))
        return ", ".join(s.id for s in found[:5]) or "one with (aq)"

    def _near(self, typed: str) -> str:
        from unitops.chemistry.species import suggestions

        near = suggestions(typed[:100], self.species)
        return f"Did you mean {' or '.join(near)}? " if near else ""
