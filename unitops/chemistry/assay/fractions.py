"""A composition by mass or mole fractions of species."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from unitops.chemistry.assay.entries import check_keys, fraction, mapping, moisture
from unitops.chemistry.assay.mixture import Mixture
from unitops.chemistry.assay.substances import WATER, Substances
from unitops.errors import InputError

CLOSURE = 1e-6
"""Difference from one [1] up to which a sum of fractions counts as rounding and is scaled to one."""


def by_species(entered: Mapping[str, Any], substances: Substances, place: str) -> Mixture:
    """Read {"species": {...}, "per", "rest", "moisture", "charge"}.

    Raises InputError for fractions that are negative or do not sum to one within 1e-6, unless "rest" names
    the species that takes what remains; with "moisture" the fractions are of the dry solid.
    """
    check_keys(entered, ("species", "per", "rest", "moisture", "charge"), place)
    per = entered.get("per", "mass")
    if per not in ("mass", "mole"):
        raise InputError(f"{per!r} is neither mass nor mole", place=f"{place}.per", remedy='Write "mass" or "mole".')
    fractions = _fractions(entered["species"], per, substances, place)
    rest = substances.find(entered["rest"], f"{place}.rest") if "rest" in entered else ""
    water = moisture(entered, place)
    if "moisture" in entered and (WATER in fractions or rest == WATER):
        raise InputError(
            "liquid water is stated both among the species and as moisture",
            place=f"{place}.moisture",
            remedy="With a moisture the species are those of the dry solid: leave H2O(l) out.",
        )
    fractions = _closed(fractions, rest, place)
    weights = {
        key: share * (substances.molar_mass(key, place) if per == "mole" else 1.0) for key, share in fractions.items()
    }
    total = sum(weights.values())
    charge = substances.find(entered["charge"], f"{place}.charge") if "charge" in entered else ""
    masses = {key: weight / total for key, weight in weights.items()}
    # A rest by moles is settled here; only a rest by mass can also make up for an adjusted ion.
    return Mixture("species", masses, rest if per == "mass" else "", charge, water)


def _fractions(entered: Any, per: str, substances: Substances, place: str) -> dict[str, float]:
    fractions: dict[str, float] = {}
    for typed, value in mapping(entered, f"{place}.species", '{"SiO2(s)": "100 %"}').items():
        where = f"{place}.species[{typed}]"
        key = substances.find(typed, where)
        if key in fractions:
            raise InputError(f"{key} is stated twice", place=where, remedy="Keep one of them.")
        fractions[key] = fraction(value, where, per=per)
    return fractions


def _closed(fractions: dict[str, float], rest: str, place: str) -> dict[str, float]:
    total = sum(fractions.values())
    if rest:
        if rest in fractions:
            raise InputError(
                f"{rest} is both stated and the rest", place=f"{place}.rest", remedy="Leave its fraction out."
            )
        if total > 1.0 + CLOSURE:
            raise InputError(
                f"the fractions come to {100.0 * total:.7g} %, so that {rest} as the rest would be negative",
                place=f"{place}.rest",
                remedy="Lower one of them.",
            )
        return {**fractions, rest: max(1.0 - total, 0.0)}
    if abs(total - 1.0) > CLOSURE:
        raise InputError(
            f"the fractions come to {100.0 * total:.7g} %, not 100 %",
            place=f"{place}.species",
            remedy='Correct them, or name what takes the remainder, for example "rest": "H2O(l)".',
        )
    return {key: share / total for key, share in fractions.items()}
