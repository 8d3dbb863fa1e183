"""Species, reactions and compositions as one sheet knows them: the database with what the sheet adds."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, cast

from unitops.chemistry.canonical import canonical
from unitops.chemistry.reaction import parse_reaction
from unitops.chemistry.species import Species, database
from unitops.chemistry.user_species import user_species
from unitops.errors import DataError, InputError


class SheetChemistry:
    """The species of a sheet by id and the reading of what is written in their terms."""

    def __init__(self, own: Iterable[Mapping[str, Any]]) -> None:
        self.errors: list[InputError] = []
        self.own: dict[str, Species] = {}
        self._reactions: dict[str, dict[str, float]] = {}
        for position, record in enumerate(own):
            try:
                species = user_species(dict(record))
            except InputError as error:
                place = f"species[{position}]"
                self.errors.append(InputError(error.problem, place=error.place or place, remedy=error.remedy))
                continue
            self.own[species.id] = species
        # The database makes a species when it is asked for; it is not to make all of them here.
        self.species: Mapping[str, Species] = ChainMap(self.own, cast("dict[str, Species]", database()))

    def require(self, species_id: str, place: str) -> Species:
        """A species by id; raises DataError if neither the database nor the sheet has it."""
        record = self.species.get(species_id)
        if record is None:
            raise DataError(
                f"the species {species_id} is not known",
                place=place,
                remedy=f"{near_species(species_id, self.species)}Add it to the sheet's species with a source.",
            )
        return record

    def canonical(self, species_id: str, place: str) -> Mapping[str, float]:
        """A species in the terms of the canonical liquor: itself, or a combination of basis totals."""
        if species_id in self.own:
            return {species_id: 1.0}
        combination = canonical(species_id)
        if combination is not None:
            for basis_id in combination:
                self.require(basis_id, place)
            return combination
        self.require(species_id, place)
        return {species_id: 1.0}

    def canonical_amounts(self, amounts: Mapping[str, float], place: str) -> dict[str, float]:
        """Amounts of species in the terms of the canonical liquor."""
        total: dict[str, float] = {}
        for species_id, amount in amounts.items():
            for basis_id, share in self.canonical(species_id, place).items():
                total[basis_id] = total.get(basis_id, 0.0) + share * amount
        return total

    def reaction(self, text: str) -> dict[str, float]:
        """Canonical stoichiometry of a reaction's text; raises ReactionError if it does not balance."""
        if not self.own:
            return dict(_database_reaction(text))
        if text not in self._reactions:
            written = parse_reaction(text, self.species).stoichiometry
            self._reactions[text] = self.canonical_amounts(written, text)
        return self._reactions[text]


@cache
def _database_reaction(text: str) -> tuple[tuple[str, float], ...]:
    """Canonical stoichiometry of a reaction between species of the database."""
    plain = SheetChemistry(())
    return tuple(plain.canonical_amounts(parse_reaction(text, plain.species).stoichiometry, text).items())


def near_species(species_id: str, known: Mapping[str, Any]) -> str:
    """'Did you mean Li2CO3(s)? ' for a species id that is nearly one that is known."""
    import difflib

    near = difflib.get_close_matches(species_id, list(known), n=2, cutoff=0.75)
    return f"Did you mean {' or '.join(near)}? " if near else ""
