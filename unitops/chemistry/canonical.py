"""The canonical composition of a liquor: basis totals, and back to true species.

Inside the system an aqueous phase is written in *basis totals* (water, a signed total of H+, metal ions,
SO4-2, CO3-2, NH3 ...). Every other solute is a linear combination of them:

    OH- = H2O - H+        HCO3- = CO3-2 + H+      CO2 = CO3-2 + 2 H+ - H2O
    NH4+ = NH3 + H+       H2SO4 = 2 H+ + SO4-2    NaOH = Na+ + H2O - H+

so that mixing acid and base is linear. `settle` goes the other way: the protons of the total are handed to
the acceptors in the order of their strength (S-2, PO4-3, CO3-2, NH3 ... SO4-2), what no acceptor takes is
free H+, and a shortage is OH-. The result is non-negative wherever the totals allow it, and
canonicalise(settle(x)) is x. It is a bookkeeping of acid and base, not an equilibrium: one proton, one place.
Sulfate is served last, after HSO3- and HC2O4-, whose constants lie within a factor of six of its own.

The table stands in resources/aqueous_basis.json, with sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import product as pairs_of
from math import gcd
from types import MappingProxyType

import msgspec

from unitops.chemistry.formula import parse_charge, parse_formula
from unitops.errors import FormulaError

WATER = "H2O(l)"
PROTON = "H+(aq)"
HYDROXIDE = "OH-(aq)"


class BasisSpecies(msgspec.Struct, frozen=True):
    """One total in which a liquor is written."""

    id: str
    source: str


class Rung(msgspec.Struct, frozen=True):
    """``acceptor + protons H+ -> product + water H2O``; pKa per proton at 298.15 K."""

    product: str
    acceptor: str
    protons: int
    water: int
    pKa: float  # noqa: N815 (the field's own spelling)
    source: str


class DerivedSolute(msgspec.Struct, frozen=True):
    """A solute that is a linear combination of basis totals."""

    id: str
    of: dict[str, float]
    source: str


class _Ion(msgspec.Struct, frozen=True):
    id: str
    charge: int
    atoms: Mapping[str, float]


class AqueousBasis(msgspec.Struct, frozen=True):
    """The whole table of resources/aqueous_basis.json."""

    sources: dict[str, str]
    basis: tuple[BasisSpecies, ...]
    ladder: tuple[Rung, ...]
    derived: tuple[DerivedSolute, ...]


@cache
def aqueous_basis() -> AqueousBasis:
    """The table as stored, read once."""
    text = (files("resources") / "aqueous_basis.json").read_bytes()
    return msgspec.json.decode(text, type=AqueousBasis)


@cache
def basis() -> tuple[str, ...]:
    """Ids of the basis totals: water first, then H+(aq), cations, anions, neutral solutes."""
    return tuple(species.id for species in aqueous_basis().basis)


@cache
def canonical(species_id: str) -> Mapping[str, float] | None:
    """Basis totals [mol] that one mole of a species brings into a liquor.

    The identity for basis members; None for what is not part of a liquor (solids, gases, organics, unknown
    solutes). A dissolved salt ``XaYb(aq)`` of a basis cation or NH4+ with a basis anion, OH- or an acid anion
    is found by its formula: ``NaOH(aq)``, ``(NH4)2SO4(aq)``, ``NaHCO3(aq)``, ``Fe2(SO4)3(aq)``.
    """
    if species_id in _known():
        return _known()[species_id]
    if not species_id.endswith("(aq)"):
        return None
    formula = species_id.removesuffix("(aq)")
    if parse_charge(formula):
        return None
    try:
        return _salt(parse_formula(formula))
    except FormulaError:
        return None


def canonicalise(flows: Mapping[str, float]) -> dict[str, float]:
    """Basis totals of a set of solutes, in the units of ``flows``.

    Species that are not part of a liquor are carried over unchanged, so that a whole stream may be passed.
    """
    totals: dict[str, float] = {}
    for species_id, amount in flows.items():
        parts = canonical(species_id)
        for part, count in ({species_id: 1.0} if parts is None else parts).items():
            totals[part] = totals.get(part, 0.0) + count * amount
    return totals


def settle(flows: Mapping[str, float]) -> dict[str, float]:
    """True species of a liquor given in basis totals (other solutes are accepted and canonicalised first).

    Each species comes out once; those that are absent are left out, water and species that are not part of a
    liquor are always kept. Non-negative wherever the totals are.
    """
    amounts = canonicalise(flows)
    if PROTON not in amounts and not any(lowest in amounts for lowest, _ in _lowest_forms().values()):
        return {key: value for key, value in amounts.items() if value or canonical(key) is None or key == WATER}
    protons, water = amounts.pop(PROTON, 0.0), amounts.pop(WATER, 0.0)
    kept_water = water
    for total, (lowest, rung) in _lowest_forms().items():
        amount = amounts.pop(total, 0.0)
        if amount:
            amounts[lowest] = amounts.get(lowest, 0.0) + amount
            protons += rung.protons * amount
            water -= rung.water * amount
    if protons < 0.0:
        amounts[HYDROXIDE] = -protons
        water += protons
        protons = 0.0
    for rung in aqueous_basis().ladder:
        amount = amounts.get(rung.acceptor, 0.0)
        if amount <= 0.0 or protons <= 0.0:
            continue
        whole = rung.protons * amount <= protons
        taken = amount if whole else protons / rung.protons
        protons = protons - rung.protons * amount if whole else 0.0
        amounts[rung.acceptor] = 0.0 if whole else amount - taken
        amounts[rung.product] = amounts.get(rung.product, 0.0) + taken
        water += rung.water * taken
    if protons:
        amounts[PROTON] = protons
    settled = {key: value for key, value in amounts.items() if value or canonical(key) is None}
    return ({WATER: water} if water or kept_water else {}) | settled


@cache
def _lowest_forms() -> dict[str, tuple[str, Rung]]:
    """Basis totals that are themselves protonated: the form without those protons, and the rung between."""
    return {rung.product: (rung.acceptor, rung) for rung in aqueous_basis().ladder if rung.product in basis()}


@cache
def _known() -> dict[str, Mapping[str, float]]:
    table: dict[str, Mapping[str, float]] = {key: MappingProxyType({key: 1.0}) for key in basis()}
    for solute in aqueous_basis().derived:
        table.setdefault(solute.id, MappingProxyType(dict(solute.of)))
    return table


@cache
def _ions() -> tuple[list[_Ion], list[_Ion]]:
    """Cations and anions of the table, in its order."""
    found = [(key, parse_formula(key.removesuffix("(aq)"))) for key in _known() if key.endswith("(aq)")]
    ions = [_Ion(key, parse_charge(key.removesuffix("(aq)")), atoms) for key, atoms in found]
    return [ion for ion in ions if ion.charge > 0], [ion for ion in ions if ion.charge < 0]


def _salt(atoms: Mapping[str, float]) -> Mapping[str, float] | None:
    """Basis totals of the neutral pair of a cation and an anion that has these atoms; of several the first."""
    cations, anions = ([ion for ion in ions if ion.atoms.keys() <= atoms.keys()] for ions in _ions())
    for cation, anion in pairs_of(cations, anions):
        divisor = gcd(cation.charge, anion.charge)
        of_cation, of_anion = -anion.charge // divisor, cation.charge // divisor
        if _sum({"cation": of_cation, "anion": of_anion}, {"cation": cation.atoms, "anion": anion.atoms}) == atoms:
            return MappingProxyType(_totals({cation.id: of_cation, anion.id: of_anion}))
    return None


def _sum(counts: Mapping[str, float], parts: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """The parts of everything counted, taken together."""
    total: dict[str, float] = {}
    for key, count in counts.items():
        for part, number in parts[key].items():
            total[part] = total.get(part, 0.0) + count * number
    return total


def _totals(counts: Mapping[str, float]) -> dict[str, float]:
    return {key: value for key, value in _sum(counts, _known()).items() if value}
