"""Solids and gases in the terms of a liquor: what they bring when they dissolve, and which law saturates them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from unitops.chemistry.aqueous.tables import SolidRecord, equilibria
from unitops.chemistry.canonical import canonical
from unitops.chemistry.formula import parse_charge, parse_formula, parse_species_id, species_id
from unitops.chemistry.phases import PROTON, WATER
from unitops.chemistry.species import database
from unitops.errors import DataError

POLYMORPHS = MappingProxyType(
    {
        "CaCO3(s)": "CaCO3(s,calcite)",
        "Al(OH)3(s)": "Al(OH)3(s,gibbsite)",
        "Al(OH)3(s,am)": "Al(OH)3(s,amorphous)",
        "AlOOH(s)": "AlOOH(s,boehmite)",
        "Fe(OH)3(s)": "Fe(OH)3(s,ferrihydrite)",
        "FeOOH(s)": "FeOOH(s,goethite)",
        "Fe2O3(s)": "Fe2O3(s,hematite)",
        "SiO2(s)": "SiO2(s,quartz)",
        "SiO2(s,am)": "SiO2(s,amorphous)",
    }
)
"""Species of the database whose solubility product is filed under the mineral's name."""


@cache
def saturation_names() -> Mapping[str, str]:
    """Species id -> id in the table of solubility products, for every solid and gas that has one."""
    names = dict(POLYMORPHS)
    for listed in equilibria().solids:
        known = species_id(*parse_species_id(listed))
        if known in database():
            names.setdefault(known, listed)
    return MappingProxyType(names)


def saturation_name(solid: str) -> str:
    """The id of a solid (or CO2(g), NH3(g)) in the table of solubility products; raises DataError if it has none."""
    names = saturation_names()
    if solid not in names:
        raise DataError(
            "this solid has no solubility product",
            place=solid,
            remedy=f"State its reaction with a conversion, or choose one of: {', '.join(sorted(names))}.",
        )
    return names[solid]


def saturation_record(solid: str) -> SolidRecord:
    """The solubility product of a solid by its species id; raises DataError if it has none."""
    return equilibria().solids[saturation_name(solid)]


@cache
def dissolved(species: str) -> Mapping[str, float]:
    """Basis totals [mol] that one mole of a species brings once it is in solution.

    A solute, an acid or a salt of one cation and one anion, hydrated or not (Na2CO3(s), FeSO4·7H2O(s), H2SO4(l)),
    an oxide or hydroxide of a basis cation (CaO(s), Mg(OH)2(s)), or any solid with a solubility product. Raises
    DataError for everything else: its dissolution is then to be written as a reaction.
    """
    known = canonical(species)
    if known is not None:
        return known
    name = parse_species_id(species)
    totals = _as_salt(name.formula) or _as_oxide(name.formula)
    if totals is None and species in saturation_names():
        totals = {_total(ion): count for ion, count in saturation_record(species).composition.items()}
    if totals is None:
        raise DataError(
            "it is not known what this brings into solution",
            place=species,
            remedy="Write its dissolution as a reaction of the unit.",
        )
    return MappingProxyType({ion: count for ion, count in totals.items() if count})


def _total(bare: str) -> str:
    return WATER if bare == "H2O" else f"{bare}(aq)"


def _as_salt(formula: str) -> dict[str, float] | None:
    salt, *hydrate = formula.replace(".", "·").split("·")
    totals = canonical(f"{salt}(aq)")
    if totals is None or len(hydrate) > 1:
        return None
    count = 0.0
    if hydrate:
        number = hydrate[0].removesuffix("H2O")
        if number == hydrate[0]:
            return None
        count = float(number) if number else 1.0
    return {**totals, WATER: totals.get(WATER, 0.0) + count}


def _as_oxide(formula: str) -> dict[str, float] | None:
    """M(x)O(y) + 2y H+ = x M+(2y/x) + y H2O, for the basis cation of that charge."""
    atoms = dict(parse_formula(formula))
    oxygen = atoms.pop("O", 0.0)
    if not oxygen or len(atoms) != 1:
        return None
    metal, count = next(iter(atoms.items()))
    charge = 2.0 * oxygen / count
    ion = f"{metal}+{'' if charge == 1.0 else f'{charge:g}'}(aq)"
    if canonical(ion) != {ion: 1.0} or parse_charge(ion.removesuffix("(aq)")) != charge:
        return None
    return {ion: count, WATER: oxygen, PROTON: -2.0 * oxygen}


def dissolution(species: str) -> dict[str, float]:
    """Stoichiometry of the dissolution of one mole of a solid, a gas or another liquid, itself included (-1)."""
    totals = dissolved(species)
    return dict(totals) if species in totals else {species: -1.0, **totals}


def formation(solid: str) -> dict[str, float]:
    """Stoichiometry by which one mole of a solid or gas forms from the totals of its solubility product."""
    totals = {_total(ion): -count for ion, count in saturation_record(solid).composition.items() if count}
    return {solid: 1.0, **totals}


def ions_of(solid: str) -> frozenset[str]:
    """Totals that must be there before a solid can form; water and H+ always are."""
    return frozenset(formation(solid)) - {solid, WATER, PROTON}


def formable(solids: Iterable[str], present: Iterable[str]) -> tuple[str, ...]:
    """Those of the solids whose ions are all present, in the order given."""
    there = frozenset(present)
    return tuple(solid for solid in dict.fromkeys(solids) if ions_of(solid) <= there)
