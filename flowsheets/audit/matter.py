"""What each species of a result is made of, as arrays over all species at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from flowsheets.audit.atoms import Atoms, count_atoms, split_species
from flowsheets.audit.chains import shipped_records
from flowsheets.audit.errors import AuditError

MOLAR_MASS_TOLERANCE = 1e-8
"""A stated molar mass further from that of the atoms than this does not conserve mass in the tables."""


class Matter(msgspec.Struct, frozen=True):
    """Composition of every species, in one order.

    ``molar_mass`` [kg/mol] is the sum over the atoms, ``stated_mass`` [kg/mol] what the record of the species
    says and the written flows are made with (the same but for rounding); ``charge`` [1], ``composition`` [mol
    of element per mol of species], ``atomic_weight`` [kg/mol] of each element, ``phase`` letters.
    """

    species: tuple[str, ...]
    elements: tuple[str, ...]
    phase: tuple[str, ...]
    molar_mass: NDArray[np.float64]
    stated_mass: NDArray[np.float64]
    charge: NDArray[np.float64]
    composition: NDArray[np.float64]
    atomic_weight: NDArray[np.float64]

    @property
    def in_liquor(self) -> NDArray[np.bool_]:
        """Species of the aqueous phase: solutes and water."""
        return np.array([is_in_liquor(name) for name in self.species], dtype=bool)


def is_in_liquor(species: str) -> bool:
    """Whether a species belongs to the aqueous phase of a stream."""
    return species.endswith("(aq)") or species == "H2O(l)"


@cache
def atomic_weights() -> dict[str, float]:
    """Standard atomic weights [kg/mol] (IUPAC 2021 abridged, doi 10.1515/pac-2019-0603)."""
    table = msgspec.json.decode((files("resources") / "atomic_weights.json").read_bytes())
    return {symbol: 1e-3 * float(weight) for symbol, weight in table["weights"].items()}


@cache
def pseudo_species() -> Mapping[str, Mapping[str, Any]]:
    """Shipped species that have an ultimate analysis in place of a formula (coke, pitch, biomass)."""
    return {name: row for name, row in shipped_records().items() if row.get("composition")}


def matter_of(species: Sequence[str], records: Mapping[str, Mapping[str, Any]] | None = None) -> Matter:
    """Count every species; ``records`` are the user-defined ones of the result.

    A record may give ``composition`` {element: mol/mol} in place of a readable formula, and must where its
    formula is a name (coke, pitch). Raises AuditError for species that can be neither read nor looked up.
    """
    known = atomic_weights()
    user = {**pseudo_species(), **(records or {})}
    counted = [_count(name, user.get(name)) for name in species]
    invented = _invented_weights(species, counted, user)
    weights = {**known, **invented}
    elements = tuple(sorted({symbol for atoms in counted for symbol in atoms.elements}))
    column = {symbol: index for index, symbol in enumerate(elements)}
    composition = np.zeros((len(species), len(elements)))
    for row, atoms in enumerate(counted):
        for symbol, count in atoms.elements.items():
            composition[row, column[symbol]] = count
    atomic_weight = np.array([weights[symbol] for symbol in elements], dtype=float)
    molar_mass = composition @ atomic_weight
    stated = [stated_molar_mass(user.get(name, {})) for name in species]
    return Matter(
        species=tuple(species),
        elements=elements,
        phase=tuple(split_species(name).phase for name in species),
        molar_mass=molar_mass,
        stated_mass=np.array([own or counted for own, counted in zip(stated, molar_mass, strict=True)]),
        charge=np.array([atoms.charge for atoms in counted], dtype=float),
        composition=composition,
        atomic_weight=atomic_weight,
    )


def stated_molar_mass(record: Mapping[str, Any]) -> float | None:
    """Molar mass [kg/mol] that a user-defined record states, if any."""
    value = record.get("molar_mass")
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.0 < value < 1e6:
        return None
    return float(value)


def _count(species: str, record: Mapping[str, Any] | None) -> Atoms:
    """Atoms by the audit's own reading of the formula; of pseudo-species, by their stated composition."""
    name = split_species(species)
    composition = record.get("composition") if record else None
    formula = record.get("formula") if record else None
    pseudo = bool(record and composition and (record.get("pseudo", formula is None) or record.get("elements")))
    if not pseudo:
        try:
            atoms = count_atoms(formula if isinstance(formula, str) and formula else name.formula)
        except AuditError:
            if not composition:
                raise
        else:
            if not composition or atoms.elements.keys() <= atomic_weights().keys():
                return atoms
    if not isinstance(composition, Mapping):
        raise AuditError("its composition is no table of elements", place=species)
    elements = {str(symbol): _amount(count, species, str(symbol)) for symbol, count in composition.items()}
    charge = record.get("charge", 0.0) if record else 0.0
    if isinstance(charge, bool) or not isinstance(charge, int | float) or not abs(charge) < 100:
        raise AuditError("its charge is no number", place=species)
    return Atoms(elements, float(charge))


def _amount(value: Any, species: str, symbol: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0.0 <= value < 1e9:
        raise AuditError(f"its content of {symbol:.20} is no amount", place=species)
    return float(value)


def _invented_weights(
    species: Sequence[str], counted: Sequence[Atoms], user: Mapping[str, Mapping[str, Any]]
) -> dict[str, float]:
    """Weights of elements outside the periodic table (tracers).

    Stated in a record's ``elements`` [kg/mol], or what is left of the molar mass of a species that holds one.
    """
    known = atomic_weights()
    found: dict[str, float] = {}
    for name in species:
        stated = user.get(name, {}).get("elements")
        if isinstance(stated, Mapping):
            new = {symbol: weight for symbol, weight in stated.items() if symbol not in known}
            found |= {symbol: _amount(weight, name, symbol) for symbol, weight in new.items()}
    for name, atoms in zip(species, counted, strict=True):
        strange = [symbol for symbol in atoms.elements if symbol not in known and symbol not in found]
        mass = stated_molar_mass(user.get(name, {}))
        if len(strange) == 1 and mass is not None:
            weights = {**known, **found, strange[0]: 0.0}
            rest = sum(count * weights[symbol] for symbol, count in atoms.elements.items())
            found[strange[0]] = (mass - rest) / atoms.elements[strange[0]]
    for name, atoms in zip(species, counted, strict=True):
        for symbol in atoms.elements:
            if symbol not in known and found.get(symbol, 0.0) <= 0.0:
                raise AuditError(f"there is no element {symbol[:20]!r}", place=name)
    return found
