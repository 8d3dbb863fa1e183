"""The usual levels of steam, cooling water and refrigeration."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from flowsheets.results.emission_factors import FactorSource


class UtilityLevel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A utility and its temperature: of condensing steam, or of the coolant as it arrives [degC]."""

    name: str
    temperature_degC: float  # noqa: N815 (the unit's own spelling)
    says: str
    source: str


class UtilityLevels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table of resources/utilities.json; levels from the one nearest to ambient on."""

    format: int
    sources: dict[str, FactorSource]
    approach_K: float  # noqa: N815
    heating: tuple[UtilityLevel, ...]
    above_steam: str
    cooling: tuple[UtilityLevel, ...]
    below_refrigeration: str

    def for_heating(self, temperature: float) -> str:
        """The mildest utility that heats something to a temperature [degC]."""
        for level in self.heating:
            if temperature + self.approach_K <= level.temperature_degC:
                return level.name
        return self.above_steam

    def for_cooling(self, temperature: float) -> str:
        """The mildest utility that cools something to a temperature [degC]."""
        for level in self.cooling:
            if temperature - self.approach_K >= level.temperature_degC:
                return level.name
        return self.below_refrigeration

    @property
    def citation(self) -> str:
        """All sources of the levels."""
        return "; ".join(source.text for source in self.sources.values())


@cache
def utility_levels() -> UtilityLevels:
    """The shipped levels, read once."""
    return msgspec.json.decode((files("resources") / "utilities.json").read_bytes(), type=UtilityLevels)
