"""Species: a formula in a phase with its thermochemical data, each figure with its source.

The shipped records stand in ``resources/species.json`` (made by ``tools/species_data``), the sources in
``resources/sources.json``. A flowsheet may add its own species as a mapping; see ``user_species``.

Data are enthalpy of formation and entropy at 298.15 K and 1 bar, molar volume near 298 K, and a heat
capacity in segments Cp = sum a_k T^k, k = -2 ... 4 (``unitops.chemistry.enthalpy`` has the rule for H(T)).
Solutes are at infinite dilution with H+(aq) = 0. A molten species is tied to its crystal at the melting
point; its figures at 298.15 K are those of the melt cooled back with its heat capacity held.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from unitops.chemistry.formula import (
    canonical_formula,
    parse_charge,
    parse_formula,
    parse_species_id,
    species_id,
)
from unitops.chemistry.species_database import (
    STANDARD_TEMPERATURE,
    Datum,
    HeatCapacity,
    HeatCapacitySegment,
    Source,
    Species,
    database,
    sources,
)
from unitops.chemistry.user_species import user_species
from unitops.errors import DataError, FormulaError

__all__ = [
    "STANDARD_TEMPERATURE",
    "Datum",
    "HeatCapacity",
    "HeatCapacitySegment",
    "Source",
    "Species",
    "alternatives",
    "database",
    "find",
    "sources",
    "suggestions",
    "user_species",
]


def find(text: str, known: Mapping[str, Species] | None = None) -> Species:
    """The species with this id, or the only one that can be meant by it (see ``alternatives``).

    Raises DataError, naming the species nearest to what was written; FormulaError if it is no species id.
    """
    known = database() if known is None else known
    if text in known:
        return known[text]
    formula, phase, polymorph = parse_species_id(text)
    spelt = species_id(formula, phase, polymorph)
    if spelt in known:
        return known[spelt]
    meant = alternatives(formula, phase, polymorph, known)
    if len(meant) == 1:
        return known[meant[0]]
    if meant:
        raise DataError("it may be any of several", place=text, remedy=f"Write {' or '.join(meant)}.")
    near = suggestions(text, known)
    raise DataError(
        "no such species is known",
        place=text,
        remedy=f"Did you mean {', '.join(near)}?" if near else "Add it to the flowsheet's own species.",
    )


def alternatives(formula: str, phase: str, polymorph: str, known: Mapping[str, Species]) -> list[str]:
    """Ids of species with the same atoms and charge in this phase ('' for any), however they are spelt.

    ``FeO(OH)`` finds FeOOH, ``NiN2O6`` finds Ni(NO3)2. A polymorph may be given by the mineral's name:
    ``SiO2(s,quartz)``. Several ids mean that the choice is left open.
    """
    try:
        atoms, charge = parse_formula(formula), parse_charge(formula)
    except FormulaError:
        return []
    return [
        species.id
        for species in known.values()
        if (not phase or species.phase == phase)
        and species.charge == charge
        and species.composition.keys() == atoms.keys()
        and all(abs(species.composition[e] - n) <= 1e-9 * n for e, n in atoms.items())
        and (not polymorph or polymorph == species.polymorph or polymorph.lower() in species.name.lower())
    ]


def suggestions(text: str, known: Mapping[str, Species], most: int = 4) -> list[str]:
    """Ids like what was written: other phases and polymorphs of the formula, then look-alikes and names."""
    bare = text.partition("(s")[0].strip() if text.endswith(")") else text.strip()
    same = [s.id for s in known.values() if s.formula == _formula_part(text)]
    alike = difflib.get_close_matches(text, known, n=most, cutoff=0.75)
    named = [s.id for s in known.values() if len(bare) > 3 and bare.lower() in s.name.lower()]
    return list(dict.fromkeys([*same, *alike, *named]))[:most]


def _formula_part(text: str) -> str:
    try:
        return parse_species_id(text).formula
    except FormulaError:
        return canonical_formula(text[:100])
