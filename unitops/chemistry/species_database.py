"""The shipped species data as structs: figures with their source, species, citations.

``unitops.chemistry.species`` is the door to use; this module holds what stands behind it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

import msgspec

from unitops.chemistry.formula import molar_mass, parse_charge, parse_formula, parse_species_id
from unitops.errors import DataError

Kind = Literal["measured", "estimated"]
Property = Literal["enthalpy_of_formation", "entropy", "molar_volume", "heat_capacity"]
STANDARD_TEMPERATURE = 298.15  # [K]


class Datum(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One figure with where it comes from."""

    value: float
    source: str
    kind: Kind
    uncertainty: float | None = None
    method: str = ""


class HeatCapacitySegment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Cp = sum a_k T^k [J/mol/K], k = -2 ... 4, for low <= T < high [K]."""

    low: float
    high: float
    coefficients: tuple[float, float, float, float, float, float, float]


class HeatCapacity(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Contiguous segments of Cp; a transition inside a species is a narrow segment that holds its heat."""

    source: str
    kind: Kind
    segments: tuple[HeatCapacitySegment, ...]
    method: str = ""

    @property
    def low(self) -> float:
        """Lower end of validity [K]."""
        return self.segments[0].low

    @property
    def high(self) -> float:
        """Upper end of validity [K]."""
        return self.segments[-1].high


class Species(msgspec.Struct, frozen=True):
    """A formula in a phase, or a pseudo-species, with its data; what is not known is None."""

    id: str
    formula: str
    phase: str
    polymorph: str
    name: str
    composition: Mapping[str, float]
    charge: int
    molar_mass: float
    enthalpy_of_formation: Datum | None = None
    entropy: Datum | None = None
    molar_volume: Datum | None = None
    heat_capacity: HeatCapacity | None = None
    pseudo: bool = False

    @property
    def data(self) -> tuple[Datum | HeatCapacity, ...]:
        """Everything that carries a source, for reports."""
        known = (self.enthalpy_of_formation, self.entropy, self.molar_volume, self.heat_capacity)
        return tuple(datum for datum in known if datum is not None)

    def required(self, what: Property) -> Any:
        """The Datum or HeatCapacity asked for. Raises DataError if the species has none."""
        datum = getattr(self, what)
        if datum is None:
            raise DataError(
                f"no {what.replace('_', ' ')} is known",
                place=self.id,
                remedy=f"Give the species its own {what.replace('_', ' ')}, with a source, in the flowsheet.",
            )
        return datum


class _Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A species as it stands in resources/species.json."""

    id: str
    name: str
    composition: dict[str, float] | None = None
    molar_mass: float | None = None
    pseudo: bool = False
    enthalpy_of_formation: Datum | None = None
    entropy: Datum | None = None
    molar_volume: Datum | None = None
    heat_capacity: HeatCapacity | None = None


class _Database(msgspec.Struct, frozen=True):
    format: int
    species: list[_Record]


class Source(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A citation."""

    text: str
    doi: str = ""
    url: str = ""


class _Shipped(Mapping[str, Species]):
    """The shipped records as a read-only mapping; a formula is parsed when its species is first asked for."""

    def __init__(self, records: Sequence[_Record]) -> None:
        self._records = {record.id: record for record in records}
        self._species: dict[str, Species] = {}

    def __getitem__(self, key: str) -> Species:
        species = self._species.get(key)
        if species is None:
            species = self._species.setdefault(key, _from_record(self._records[key]))
        return species

    def __contains__(self, key: object) -> bool:
        return key in self._records

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)


@cache
def database() -> Mapping[str, Species]:
    """All shipped species by id, sorted; read once and kept."""
    text = (files("resources") / "species.json").read_bytes()
    return _Shipped(msgspec.json.decode(text, type=_Database).species)


@cache
def sources() -> Mapping[str, Source]:
    """All citations by source key."""
    text = (files("resources") / "sources.json").read_bytes()
    return MappingProxyType(msgspec.json.decode(text, type=dict[str, Source]))


def _from_record(record: _Record) -> Species:
    formula, phase, polymorph = parse_species_id(record.id)
    composition = record.composition or parse_formula(formula)
    return Species(
        id=record.id,
        formula=formula,
        phase=phase,
        polymorph=polymorph,
        name=record.name,
        composition=composition,
        charge=0 if record.pseudo else parse_charge(formula),
        molar_mass=record.molar_mass or molar_mass(composition),
        enthalpy_of_formation=record.enthalpy_of_formation,
        entropy=record.entropy,
        molar_volume=record.molar_volume,
        heat_capacity=record.heat_capacity,
        pseudo=record.pseudo,
    )
