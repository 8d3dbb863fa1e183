"""The figures of a stream as lines of text, from what the written result has of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from unitops.chemistry.formula import parse_species_id
from unitops.chemistry.phases import PHASE_NAMES, stream_phase
from unitops.quantities import format_number, printed_unit, readable_number

Line = tuple[str, str, str]
"""A name and two figures; either may be ''."""
TRACE = 1e-12
"""Share of a stream below which a species is what rounding leaves."""


def condition_lines(stream: Mapping[str, Any]) -> Iterator[Line]:
    """Temperature, pressure, mass flow, enthalpy."""
    if stream.get("no_flow"):
        yield "No flow", "", ""
        return
    yield "Temperature", "", f"{_number(stream['T_K'] - 273.15)} °C"
    pressure = stream["P_Pa"] / 1000.0
    yield "Pressure", "", f"{_number(pressure)} kPa" if pressure < 1000.0 else f"{_number(pressure / 100.0)} bar"
    yield "Mass flow", "", _flow(stream["mass_kg_per_h"])
    yield "Enthalpy", "", f"{_number(stream['enthalpy_kW'])} kW"


def phase_lines(stream: Mapping[str, Any]) -> Iterator[Line]:
    """Mass flow and share of each stream phase."""
    whole = stream["mass_kg_per_h"]
    masses: dict[str, float] = {}
    for species, mass in stream["species_kg_per_h"].items():
        phase = stream_phase(species, parse_species_id(species)[1])
        masses[phase] = masses.get(phase, 0.0) + mass
    for phase, name in PHASE_NAMES.items():
        mass = masses.get(phase, 0.0)
        if whole > 0.0 and abs(mass) > TRACE * whole:
            yield name.capitalize(), _flow(mass), f"{_number(100.0 * mass / whole)} %"


def composition_lines(stream: Mapping[str, Any]) -> Iterator[Line]:
    """Every species, the greatest first."""
    yield from _shares(stream["species_kg_per_h"], stream["mass_kg_per_h"])


def element_lines(stream: Mapping[str, Any]) -> Iterator[Line]:
    """Every element, the greatest first."""
    yield from _shares(stream["elements_kg_per_h"], stream["mass_kg_per_h"])


Cells = Mapping[str, Sequence[tuple[str, str, Any]]]
"""Name, unit and value of the filled cells of a stream, by the table in which they stand."""
OF_STREAMS = {"solids share": "Solids", "volume": "Volume", "density": "Density"}
OF_LIQUORS = {
    "liquor": "Liquor",
    "density": "Density of the liquor",
    "pH": "pH",
    "ionic strength": "Ionic strength",
    "water activity": "Water activity",
}


def property_lines(cells: Cells) -> Iterator[Line]:
    """Solids, volume and density as the table of streams has them; of the liquor density, pH and contents."""
    for name, unit, value in cells.get("streams", ()):
        if name in OF_STREAMS and isinstance(value, float | int):
            yield OF_STREAMS[name], "", _with_unit(value, unit)
    for name, unit, value in cells.get("liquors", ()):
        if isinstance(value, float | int) and (name in OF_LIQUORS or unit == "g/L"):
            yield OF_LIQUORS.get(name, name), "", _with_unit(value, unit)


def doubts(cells: Cells) -> str:
    """What the table of liquors says of the validity of its figures, '' if nothing."""
    said = next((str(value) for name, _unit, value in cells.get("liquors", ()) if name == "validity"), "")
    return said and f"{said[:1].upper()}{said[1:]}."


def _with_unit(value: float, unit: str) -> str:
    return f"{_number(value)} {'%' if unit == 'wt%' else printed_unit(unit)}".strip()


def _shares(parts: Mapping[str, float], whole: float) -> Iterator[Line]:
    for name, mass in sorted(parts.items(), key=lambda item: (-item[1], item[0])):
        if whole > 0.0 and abs(mass) > TRACE * whole:
            share = mass / whole
            shown = f"{_number(100.0 * share)} %" if abs(share) >= 1e-4 else f"{_number(1e6 * share)} ppm"
            yield name, _flow(mass), shown


def _flow(kilograms_per_hour: float) -> str:
    return readable_number(kilograms_per_hour, "kg/h") if abs(kilograms_per_hour) >= 1e-9 else "–"


def _number(value: float) -> str:
    return format_number(value)
