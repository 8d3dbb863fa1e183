"""One line of the catalogue: which source gives what for a species."""

from __future__ import annotations

from dataclasses import dataclass, field

from unitops.chemistry.formula import parse_species_id


@dataclass(frozen=True)
class Value:
    """A figure that stands in no machine-read table: entered here with its source and method."""

    value: float
    source: str
    kind: str = "measured"
    uncertainty: float | None = None
    method: str = ""


@dataclass(frozen=True)
class Sum:
    """Sum over other species of the catalogue, plus a constant [J/mol or J/mol/K].

    For enthalpies: linear mixing or a reaction; for heat capacities: Kopp and Neumann.
    """

    parts: dict[str, float]
    plus: float = 0.0
    source: str = "estimate"
    uncertainty: float | None = None
    method: str = ""
    high: float | None = None  # [K] upper end of a summed heat capacity


@dataclass(frozen=True)
class Melt:
    """A liquid tied to its crystal: adopted crystal enthalpy plus the source's own difference."""

    crystal: str
    liquid: str  # "janaf:TABLE/CRYSTAL TABLE" or "glenn:RECORD"


@dataclass(frozen=True)
class Entry:
    """Directions for one species. Empty fields are filled by the rule of its family (see build.py)."""

    id: str
    name: str
    family: str = ""  # nbs | glenn | obigt: whose formation enthalpy is adopted
    nbs: str = ""  # NBS row key "formula|state|description"; "-" for none
    glenn: str = ""  # Glenn record names, space separated; "-" for none
    janaf: str = ""
    obigt: str = ""
    enthalpy: Value | Sum | Melt | None = None
    entropy: Value | Sum | None = None
    heat_capacity: Value | Sum | str | None = None  # or "glenn", "obigt", "nbs", "janaf"
    density: float = 0.0  # [g/cm3]
    density_source: str = "crc"
    estimated_density: bool = False
    analysis: dict[str, float] = field(default_factory=dict)  # pseudo-species: mass fractions
    molar_mass: float = 0.0  # pseudo-species [kg/mol]
    heating_value: float = 0.0  # pseudo-species, higher [J/kg]
    heating_source: str = ""
    high: float = 0.0  # [K] cut a chain here (melting or decomposition)

    @property
    def formula(self) -> str:
        return parse_species_id(self.id).formula

    @property
    def phase(self) -> str:
        return parse_species_id(self.id).phase
