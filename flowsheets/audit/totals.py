"""Canonical totals of a liquor, as one matrix from written species to totals.

The written result names true species (HSO4-, OH-, CO2 ...). The liquor's enthalpy is a function of totals
(SO4-2, a signed H+, CO3-2, H2O ...). Which total a solute stands for is read from
resources/aqueous_basis.json, and each line of that table is weighed against the audit's own atom
counter before it is used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np
from numpy.typing import NDArray

from flowsheets.audit.atoms import Atoms, count_atoms, split_species
from flowsheets.audit.errors import AuditError

WATER = "H2O(l)"
PROTON = "H+(aq)"
_SLACK = 1e-9


class LiquorTotals(msgspec.Struct, frozen=True):
    """``matrix`` [species, total]: what one mole of a written species brings; a zero row is no liquor."""

    totals: tuple[str, ...]
    matrix: NDArray[np.float64]

    @property
    def members(self) -> NDArray[np.bool_]:
        """Species that belong to the liquor."""
        return np.asarray(self.matrix.any(axis=1))


def totals_of(species: Sequence[str]) -> LiquorTotals:
    """Totals of all species of a result that belong to its liquors; water and H+ come first."""
    parts = {name: combination for name in species if (combination := _combination(name))}
    found = {total for combination in parts.values() for total in combination}
    totals = (WATER, PROTON, *sorted(found - {WATER, PROTON})) if found else ()
    column = {total: index for index, total in enumerate(totals)}
    matrix = np.zeros((len(species), len(totals)))
    for row, name in enumerate(species):
        for total, count in parts.get(name, {}).items():
            matrix[row, column[total]] = count
    return LiquorTotals(totals, matrix)


def _combination(species: str) -> Mapping[str, float]:
    """Totals in one mole of a species; nothing for what is not part of a liquor."""
    table = _table()
    if species in table:
        return table[species]
    return _dissolved_salt(species) if species.endswith("(aq)") else {}


@cache
def _table() -> Mapping[str, Mapping[str, float]]:
    content = msgspec.json.decode((files("resources") / "aqueous_basis.json").read_bytes())
    table: dict[str, Mapping[str, float]] = {row["id"]: {row["id"]: 1.0} for row in content["basis"]}
    for row in content["derived"]:
        if row["id"] not in table:
            _weigh(row["id"], row["of"])
            table[row["id"]] = {total: float(count) for total, count in row["of"].items()}
    return table


def _weigh(species: str, combination: Mapping[str, float]) -> None:
    """Raise AuditError unless atoms and charge of the combination are those of the species."""
    if not _same(_atoms(species), _sum(combination)):
        raise AuditError("the table of liquor totals does not conserve its atoms and charge", place=species)


def _dissolved_salt(species: str) -> Mapping[str, float]:
    """Totals of a neutral dissolved salt or base, by the ions that make its formula up."""
    wanted = _atoms(species)
    if wanted.charge:
        return {}
    for cation, anion in _ion_pairs():
        elements = wanted.elements.keys()
        positive, negative = _atoms(cation), _atoms(anion)
        if elements != positive.elements.keys() | negative.elements.keys():
            continue
        shared = float(np.gcd(round(positive.charge), round(-negative.charge)))
        counts = {cation: -negative.charge / shared, anion: positive.charge / shared}
        if _same(wanted, _sum(counts)):
            combination: dict[str, float] = {}
            for ion, count in counts.items():
                for total, share in _table()[ion].items():
                    combination[total] = combination.get(total, 0.0) + count * share
            return {total: count for total, count in combination.items() if count}
    return {}


@cache
def _ion_pairs() -> tuple[tuple[str, str], ...]:
    charges = {name: _atoms(name).charge for name in _table()}
    cations = [name for name, charge in charges.items() if charge > 0]
    anions = [name for name, charge in charges.items() if charge < 0]
    return tuple((cation, anion) for cation in cations for anion in anions)


@cache
def _atoms(species: str) -> Atoms:
    return count_atoms(split_species(species).formula)


def _sum(combination: Mapping[str, float]) -> Atoms:
    elements: dict[str, float] = {}
    charge = 0.0
    for name, count in combination.items():
        atoms = _atoms(name)
        charge += count * atoms.charge
        for symbol, number in atoms.elements.items():
            elements[symbol] = elements.get(symbol, 0.0) + count * number
    return Atoms(elements, charge)


def _same(one: Atoms, other: Atoms) -> bool:
    symbols = one.elements.keys() | other.elements.keys()
    differences = [one.elements.get(symbol, 0.0) - other.elements.get(symbol, 0.0) for symbol in symbols]
    return all(abs(each) < _SLACK for each in (*differences, one.charge - other.charge))
