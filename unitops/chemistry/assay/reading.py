"""Read what a feed consists of, in any of the ways it may be entered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from unitops.chemistry.assay.fractions import by_species
from unitops.chemistry.assay.liquor import by_solutes
from unitops.chemistry.assay.minerals import by_assay
from unitops.chemistry.assay.mixture import Mixture, finish
from unitops.chemistry.assay.report import CompositionReport
from unitops.chemistry.assay.substances import CanonicalAmounts, Substances
from unitops.errors import InputError

if TYPE_CHECKING:
    from unitops.chemistry.species import Species

WAYS = {"species": by_species, "solution": by_solutes, "assay": by_assay}
_AMOUNT_OF = re.compile(r"(?P<amount>[\d.<].*?)\s+(?P<solute>[A-Z(\[]\S*)")


def read_composition(
    entered: Any, place: str, species: Mapping[str, Species], canonical_amounts: CanonicalAmounts
) -> dict[str, float]:
    """Canonical amounts [mol per kg of total wet feed] of a composition as it is entered.

    entered: a mapping with one of "species", "solution", "assay", or a text as "H2O(l)" or "98 wt% H2SO4".
    place: the parameter, as "F-101.composition", for messages.
    species: those that the sheet knows, by id.
    canonical_amounts: amounts of species, and a place, to amounts in the terms of the canonical liquor.
    Only H+(aq) may come out negative. Raises InputError, DataError for a species that is not known.
    """
    return explain_composition(entered, place, species, canonical_amounts).amounts


def explain_composition(
    entered: Any, place: str, species: Mapping[str, Species], canonical_amounts: CanonicalAmounts
) -> CompositionReport:
    """The composition as `read_composition` reads it, with how it was found. Raises the same errors."""
    substances = Substances(species, canonical_amounts)
    try:
        return finish(_mixture(entered, substances, place), substances, place)
    except InputError as error:
        if error.place:
            raise
        raise type(error)(error.problem, place=place, remedy=error.remedy) from None


def _mixture(entered: Any, substances: Substances, place: str) -> Mixture:
    if isinstance(entered, str):
        return _shorthand(entered.strip(), substances, place)
    if not isinstance(entered, Mapping):
        raise InputError(
            f"{type(entered).__name__} is no composition",
            place=place,
            remedy='Write for example {"species": {"H2O(l)": "100 %"}}.',
        )
    found = [way for way in WAYS if way in entered]
    if len(found) != 1:
        problem = f"{' and '.join(found)} are stated together" if found else "no composition is stated"
        raise InputError(problem, place=place, remedy=f"State one of {', '.join(WAYS)}.")
    return WAYS[found[0]](entered, substances, place)


def _shorthand(text: str, substances: Substances, place: str) -> Mixture:
    """ "H2O(l)" is all of it, "98 wt% H2SO4" a solution of it in water."""
    if text not in substances.species and (found := _AMOUNT_OF.fullmatch(text)):
        return by_solutes({"solution": {found["solute"]: found["amount"]}}, substances, place)
    if text not in substances.species and not text.endswith(")"):
        raise InputError(
            f'"{text[:60]}" is no composition',
            place=place,
            remedy='Write a species, "H2O(l)", or an amount of a solute, "98 wt% H2SO4".',
        )
    return by_species({"species": {text: 1.0}}, substances, place)
