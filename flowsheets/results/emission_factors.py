"""Emission factors: of greenhouse gases, of energy, of materials, each with its source."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from flowsheets.document.records import Flowsheet
from unitops.errors import InputError
from unitops.quantities import Dimension, parse_quantity

WARMING_SET = "GWP"
"""Key of the sheet's emission factors that chooses the set of warming potentials."""


class FactorSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A citation."""

    text: str
    doi: str = ""


class WarmingSet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Warming potentials over 100 years by gas [kg CO2e/kg]."""

    source: str
    kg_CO2e_per_kg: dict[str, float]  # noqa: N815 (the unit's own spelling)


class EnergyFactor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Emission of an energy carrier [kg CO2e/MJ]."""

    kg_CO2e_per_MJ: float  # noqa: N815
    source: str


class MaterialFactor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Cradle-to-gate figures of a material; ``contains``: its share in a species (hydrates) by formula or id."""

    kg_CO2e_per_kg: float  # noqa: N815
    MJ_primary_per_kg: float
    water_L_per_kg: float  # noqa: N815
    source: str
    contains: dict[str, float]


class _Efficiency(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    value: float
    source: str


class EmissionFactors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table of resources/emission_factors.json."""

    format: int
    sources: dict[str, FactorSource]
    warming: dict[str, WarmingSet]
    energy: dict[str, EnergyFactor]
    boiler_efficiency: _Efficiency
    materials: dict[str, MaterialFactor]

    def material_of(self, formula: str, species_id: str = "") -> tuple[str, float] | None:
        """Name of the material that a species is, and how much of it a kilogram of the species holds."""
        for name, factor in self.materials.items():
            share = factor.contains.get(species_id) or factor.contains.get(formula)
            if share is not None:
                return name, share
        return None


@cache
def emission_factors() -> EmissionFactors:
    """The shipped factors, read once."""
    return msgspec.json.decode((files("resources") / "emission_factors.json").read_bytes(), type=EmissionFactors)


class Factor(msgspec.Struct, frozen=True):
    """A factor in use [kg CO2e per kg or per MJ] and who says so."""

    value: float
    source: str


class FactorsInUse:
    """The shipped factors with what the sheet enters in their place.

    Keys of the sheet's ``emission_factors``: 'GWP' (AR6 or AR4), 'electricity', 'heat', 'fuel' (per energy, as
    "0.4 kg/kWh"), a material, or the tag of a feed (per mass, as "1.2 kg/kg").
    Raises InputError for a set that is unknown, QuantityError for a factor that cannot be read.
    """

    def __init__(self, document: Flowsheet, warming: str = "") -> None:
        self.shipped = emission_factors()
        self.entered = document.emission_factors
        self.warming_set = warming or self.entered.get(WARMING_SET, "AR6")
        if self.warming_set not in self.shipped.warming:
            raise InputError(
                f'"{self.warming_set}" is no set of warming potentials',
                place="emission_factors, GWP",
                remedy=f"There are {', '.join(self.shipped.warming)}.",
            )

    def warming(self) -> tuple[dict[str, float], str]:
        """Warming potential of every gas [kg CO2e/kg], and their source."""
        chosen = self.shipped.warming[self.warming_set]
        return chosen.kg_CO2e_per_kg, self.citation(chosen.source)

    def energy(self, carrier: str) -> Factor:
        """Factor of electricity, fuel or heat [kg CO2e/MJ]; heat is fuel burnt in a boiler."""
        if carrier in self.entered:
            place = f"emission_factors, {carrier}"
            per_joule = parse_quantity(self.entered[carrier], Dimension.EMISSION_FACTOR, place=place)
            return Factor(per_joule * 1e6, "entered in the sheet")
        if carrier == "heat":
            fuel, boiler = self.energy("fuel"), self.shipped.boiler_efficiency
            source = f"{fuel.source}; boiler efficiency {100.0 * boiler.value:.0f} %, an assumption"
            return Factor(fuel.value / boiler.value, source)
        factor = self.shipped.energy[carrier]
        return Factor(factor.kg_CO2e_per_MJ, self.citation(factor.source))

    def material(self, formula: str, species_id: str) -> tuple[str, Factor] | None:
        """The material that a species is, and its factor per kg of the species; None where none is known."""
        found = self.shipped.material_of(formula, species_id)
        if found is None:
            return None
        name, share = found
        if name in self.entered:
            return name, Factor(share * self._per_mass(name), "entered in the sheet")
        factor = self.shipped.materials[name]
        return name, Factor(share * factor.kg_CO2e_per_kg, self.citation(factor.source))

    def feed(self, tag: str, name: str) -> Factor | None:
        """A factor that the sheet enters for a whole feed [kg CO2e/kg], by its tag or name."""
        for key in (tag, name):
            if key and key in self.entered:
                return Factor(self._per_mass(key), "entered in the sheet")
        return None

    def _per_mass(self, key: str) -> float:
        return parse_quantity(self.entered[key], Dimension.MASS_RATIO, place=f"emission_factors, {key}")

    def citation(self, key: str) -> str:
        """A source in full."""
        source = self.shipped.sources[key]
        return f"{source.text} (doi {source.doi})" if source.doi else source.text
