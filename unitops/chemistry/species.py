"""Species: a formula in a phase with its thermochemical data, each figure with its source.

The shipped records stand in ``resources/species.json`` (made by ``tools/species_data``), the sources in
``resources/sources.json``. A flowsheet may add its own species as a mapping; see ``user_species``.

Data are enthalpy of formation and entropy at 298.15 K and 1 bar, molar volume near 298 K, and a heat
capacity in segments Cp = sum a_k T^k, k = -2 ... 4 (``unitops.chemistry.enthalpy`` has the rule for H(T)).
Solutes are at infinite dilution with H+(aq) = 0.
"""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

import msgspec

from unitops.chemistry.formula import (
    PHASES,
    canonical_formula,
    molar_mass,
    parse_charge,
    parse_formula,
    parse_species_id,
    species_id,
)
from unitops.errors import DataError, FormulaError

Kind = Literal["measured", "estimated"]
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

    def required(
        self, what: Literal["enthalpy_of_formation", "entropy", "molar_volume", "heat_capacity"]
    ) -> Any:
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


def find(text: str, known: Mapping[str, Species] | None = None) -> Species:
    """The species with this id; hydrates may be written with '.', '*' or '·'.

    Raises DataError, naming the species nearest to what was written; FormulaError if it is no species id.
    """
    known = database() if known is None else known
    species = known.get(text)
    if species is None:
        formula, phase, polymorph = parse_species_id(text)
        species = known.get(species_id(formula, phase, polymorph))
    if species is None:
        near = suggestions(text, known)
        raise DataError(
            "no such species is known",
            place=text,
            remedy=f"Did you mean {', '.join(near)}?" if near else "Add it to the flowsheet's own species.",
        )
    return species


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


# --- species of the user -----------------------------------------------------------------------------------


class UserDatum(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A figure of a user's species in SI; the source is free text or a key."""

    value: float
    source: str = "user"
    kind: Kind = "estimated"
    uncertainty: float | None = None
    method: str = ""

    def datum(self, value: float | None = None) -> Datum:
        """As Datum, with another value where it was derived from this one."""
        return Datum(
            self.value if value is None else value, self.source, self.kind, self.uncertainty, self.method
        )


class UserHeatCapacity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Cp of a user's species: a constant [J/mol/K], seven coefficients of T^-2 ... T^4, or segments of them."""

    value: float | None = None
    coefficients: tuple[float, float, float, float, float, float, float] | None = None
    segments: tuple[HeatCapacitySegment, ...] = ()
    low: float = 273.15
    high: float = 2000.0
    source: str = "user"
    kind: Kind = "estimated"
    method: str = ""


class UserSpecies(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A user's species as it stands in a flowsheet file, in SI units.

    ``composition`` {element: atoms} or ``analysis`` {element: mass fraction} replace the formula of
    pseudo-species; ``elements`` {symbol: atomic mass [kg/mol]} are elements of the user's own, such as an
    inert that takes part in nothing. ``molar_mass`` overrides the one derived. ``density`` [kg/m3] may stand
    for ``molar_volume`` [m3/mol]; ``heating_value`` [J/kg, higher] for the enthalpy of formation.
    """

    id: str
    name: str = ""
    formula: str = ""
    composition: dict[str, float] | None = None
    analysis: dict[str, float] | None = None
    elements: dict[str, float] = {}
    charge: int | None = None
    molar_mass: float | None = None
    enthalpy_of_formation: UserDatum | None = None
    heating_value: UserDatum | None = None
    entropy: UserDatum | None = None
    heat_capacity: UserHeatCapacity | None = None
    molar_volume: UserDatum | None = None
    density: UserDatum | None = None


def user_species(mapping: Mapping[str, Any]) -> Species:
    """A Species from a mapping as it stands in a flowsheet file (see UserSpecies).

    Raises DataError for unknown fields, wrong types and contradictory data, FormulaError for formulas that
    cannot be read.
    """
    place = str(mapping.get("id", "species without id"))[:80]
    try:
        given = msgspec.convert(dict(mapping), UserSpecies)
    except msgspec.ValidationError as error:
        raise DataError(f"the species cannot be read, {error}", place=place) from error
    formula, phase, polymorph = parse_species_id(given.id)
    _check_user(given, place)
    composition = _user_composition(given, formula)
    mass = given.molar_mass or molar_mass(composition, given.elements)
    return Species(
        id=species_id(formula, phase, polymorph),
        formula=formula,
        phase=phase,
        polymorph=polymorph,
        name=given.name or formula,
        composition=composition,
        charge=_user_charge(given, formula),
        molar_mass=mass,
        enthalpy_of_formation=_user_enthalpy(given, composition, mass),
        entropy=given.entropy.datum() if given.entropy else None,
        molar_volume=_user_volume(given, mass),
        heat_capacity=_user_heat_capacity(given.heat_capacity, place),
        pseudo=given.composition is not None or given.analysis is not None,
    )


def _check_user(given: UserSpecies, place: str) -> None:
    def positive(value: float | None) -> bool:
        return value is None or 0.0 < value < float("inf")

    def refuse(problem: str) -> None:
        raise DataError(problem, place=place)

    if given.composition and given.analysis:
        refuse("it has both a composition and an ultimate analysis; give one")
    if given.molar_volume and given.density:
        refuse("it has both a molar volume and a density; give one")
    if given.enthalpy_of_formation and given.heating_value:
        refuse("it has both an enthalpy of formation and a heating value; give one")
    if not positive(given.molar_mass):
        refuse("its molar mass must be positive [kg/mol]")
    if given.analysis and given.molar_mass is None:
        refuse("an ultimate analysis needs a molar mass [kg/mol], any that is convenient, such as 0.012")
    amounts = [
        *(given.composition or {}).values(),
        *(given.analysis or {}).values(),
        *given.elements.values(),
    ]
    if not all(positive(amount) for amount in amounts):
        refuse("its amounts and atomic masses must be positive")
    if given.analysis and not 0.98 <= sum(given.analysis.values()) <= 1.02:
        refuse(f"its mass fractions add up to {sum(given.analysis.values()):.4g}, not to 1")
    if given.density and not positive(given.density.value):
        refuse("its density must be positive [kg/m3]")


def _user_composition(given: UserSpecies, formula: str) -> dict[str, float]:
    if given.composition:
        unknown = {**given.composition}
        molar_mass(unknown, given.elements if given.molar_mass is None else dict.fromkeys(unknown, 1.0))
        return unknown
    if given.analysis:
        total = sum(given.analysis.values())
        mass = given.molar_mass or 0.0
        return {e: w / total * mass / molar_mass({e: 1.0}, given.elements) for e, w in given.analysis.items()}
    return parse_formula(given.formula or formula, tuple(given.elements))


def _user_charge(given: UserSpecies, formula: str) -> int:
    if given.charge is not None:
        return given.charge
    return 0 if given.composition or given.analysis else parse_charge(given.formula or formula)


def _user_enthalpy(given: UserSpecies, composition: Mapping[str, float], mass: float) -> Datum | None:
    if given.enthalpy_of_formation:
        return given.enthalpy_of_formation.datum()
    if given.heating_value:
        value = formation_from_heating_value(composition, given.heating_value.value * mass, given.id)
        return given.heating_value.datum(value)
    return None


def _user_volume(given: UserSpecies, mass: float) -> Datum | None:
    if given.density:
        return given.density.datum(mass / given.density.value)
    return given.molar_volume.datum() if given.molar_volume else None


def _user_heat_capacity(given: UserHeatCapacity | None, place: str) -> HeatCapacity | None:
    if given is None:
        return None
    ways = [given.value is not None, given.coefficients is not None, bool(given.segments)]
    if sum(ways) != 1:
        raise DataError("its heat capacity needs one of value, coefficients or segments", place=place)
    coefficients = given.coefficients or (0.0, 0.0, given.value or 0.0, 0.0, 0.0, 0.0, 0.0)
    segments = given.segments or (HeatCapacitySegment(given.low, given.high, coefficients),)
    edges = [edge for segment in segments for edge in (segment.low, segment.high)]
    contiguous = all(a.high == b.low for a, b in itertools.pairwise(segments))
    if not contiguous or sorted(edges) != edges or edges[0] <= 0.0 or any(s.low >= s.high for s in segments):
        raise DataError("its heat capacity segments must rise in temperature [K] and touch", place=place)
    return HeatCapacity(given.source, given.kind, segments, given.method)


# Products of complete combustion at 298.15 K with liquid water, per mol of element: gases and their solutes
# from CODATA; ash as oxides, NBS 1982 [J/mol].
_COMBUSTION = {
    "C": "CO2(g)",
    "H": "H2O(l)",
    "S": "SO2(g)",
    "N": "N2(g)",
    "O": "O2(g)",
    "Si": "SiO2(s)",
    "Al": "Al2O3(s)",
    "Fe": "Fe2O3(s)",
    "Ca": "CaO(s)",
    "Cl": "HCl(g)",
}


def formation_from_heating_value(
    composition: Mapping[str, float], heating_value: float, place: str = ""
) -> float:
    """Enthalpy of formation [J/mol] from a higher heating value [J/mol].

    Carbon burns to CO2, hydrogen to liquid water, sulfur to SO2, chlorine to HCl, nitrogen to N2; Si, Al, Fe
    and Ca end as oxides. Raises DataError for any other element.
    """
    known = database()
    total = heating_value
    for element, count in composition.items():
        product = _COMBUSTION.get(element)
        if product is None:
            raise DataError(
                f"a heating value says nothing of {element}",
                place=place,
                remedy="Give the enthalpy of formation.",
            )
        total += (
            count
            * known[product].required("enthalpy_of_formation").value
            / known[product].composition[element]
        )
    if "Cl" in composition:  # HCl takes hydrogen that was counted as water
        total -= composition["Cl"] * known["H2O(l)"].required("enthalpy_of_formation").value / 2.0
    return total


def phases() -> Sequence[str]:
    """The phases a species can be in."""
    return PHASES
