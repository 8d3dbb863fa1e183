"""Species that a flowsheet brings along: read from a mapping, checked, made into a Species.

A mapping as it stands in a flowsheet file, in SI units::

    {"id": "I4(s)", "composition": {"X": 4}, "elements": {"X": 0.012}, "heat_capacity": {"value": 60.0},
     "enthalpy_of_formation": {"value": 0.0, "source": "inert"}, "density": {"value": 2600.0}}
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import msgspec

from unitops.chemistry.combustion import products_enthalpy
from unitops.chemistry.formula import molar_mass, parse_charge, parse_formula, parse_species_id, species_id
from unitops.chemistry.species_database import Datum, HeatCapacity, HeatCapacitySegment, Kind, Species
from unitops.errors import DataError


class UserDatum(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A figure of a user's species in SI; the source is free text or a key."""

    value: float
    source: str = "user"
    kind: Kind = "estimated"
    uncertainty: float | None = None
    method: str = ""

    def datum(self, value: float | None = None) -> Datum:
        """As Datum, with another value where it was derived from this one."""
        return Datum(self.value if value is None else value, self.source, self.kind, self.uncertainty, self.method)


class UserHeatCapacity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Cp of a user's species: a constant [J/mol/K], coefficients of T^-2 ... T^4, or segments of them."""

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
        return dict(given.composition)
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
        products = products_enthalpy(composition, place=given.id)
        return given.heating_value.datum(products + given.heating_value.value * mass)
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
    contiguous = all(a.high == b.low for a, b in pairwise(segments))
    if not contiguous or sorted(edges) != edges or edges[0] <= 0.0 or any(s.low >= s.high for s in segments):
        raise DataError("its heat capacity segments must rise in temperature [K] and touch", place=place)
    return HeatCapacity(given.source, given.kind, segments, given.method)
