"""Reads the tables of aqueous equilibria and of ion interactions, once, when they are first asked for."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import msgspec

from unitops.errors import DataError


class SpeciesRecord(msgspec.Struct, frozen=True):
    """An aqueous species on the canonical basis; log10 K [-] of its formation, six coefficients in T [K]."""

    composition: dict[str, float]
    log_k: list[float]
    source: str
    gamma: list[float] | None = None
    models: list[str] = msgspec.field(default_factory=lambda: ["pitzer", "bdot"])
    log_k_pitzer: list[float] | None = None


class SolubilityLaw(msgspec.Struct, frozen=True):
    """log10 K [-] of the dissolution of a solid, six coefficients in T [K]; fitted_range [K] in which it was fitted."""

    log_k: list[float]
    source: str
    fitted_range: list[float] | None = None


class SolidRecord(msgspec.Struct, frozen=True):
    """A solid (or a gas at a fixed partial pressure) on the canonical basis with one law for each activity model."""

    composition: dict[str, float]
    log_k: dict[str, SolubilityLaw]


class EquilibriumTable(msgspec.Struct, frozen=True):
    """The whole of resources/aqueous_equilibria.json."""

    about: str
    sources: dict[str, str]
    species: dict[str, SpeciesRecord]
    solids: dict[str, SolidRecord]


class InteractionRecord(msgspec.Struct, frozen=True):
    """One Pitzer parameter; six coefficients in T [K]."""

    kind: str
    species: list[str]
    values: list[float]
    source: str


class InteractionTable(msgspec.Struct, frozen=True):
    """The whole of resources/pitzer.json."""

    about: str
    sources: dict[str, str]
    parameters: list[InteractionRecord]
    analogues: dict[str, list[str]]
    by_charge: dict[str, str]
    explicit_pairs: list[list[str]]


@cache
def equilibria() -> EquilibriumTable:
    """Species and solids of resources/aqueous_equilibria.json."""
    content = (files("resources") / "aqueous_equilibria.json").read_bytes()
    return msgspec.json.decode(content, type=EquilibriumTable)


@cache
def interactions() -> InteractionTable:
    """Ion interaction parameters of resources/pitzer.json."""
    return msgspec.json.decode((files("resources") / "pitzer.json").read_bytes(), type=InteractionTable)


@cache
def charge_of(name: str) -> int:
    """Charge number written at the end of a species name: ``SO4-2`` is -2, ``H4SiO4`` is 0."""
    found = re.search(r"([+-])(\d*)$", name)
    if not found:
        return 0
    return int(found.group(1) + (found.group(2) or "1"))


def solid_record(name: str) -> SolidRecord:
    """The record of a solid by its id, such as ``CaCO3(s,calcite)``.

    Raises DataError when there is none, naming those that come close.
    """
    table = equilibria().solids
    if name in table:
        return table[name]
    formula = name.partition("(s")[0]
    close = [other for other in table if other.partition("(s")[0] == formula]
    raise DataError(
        "this solid has no solubility product",
        place=name,
        remedy=f"Choose one of: {', '.join(close or sorted(table))}",
    )
