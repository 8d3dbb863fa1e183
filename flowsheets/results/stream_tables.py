"""Tables of streams: conditions and phases, species, elements, composition, liquor and gas."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flowsheets.results.reading import PlantReading, StreamReading
from flowsheets.results.stream_properties import (
    gas_moles,
    gas_volume,
    liquor_states,
    liquor_volume,
    normal_volume,
    real_state,
    slurry_volume,
)
from flowsheets.results.table import Cell, Column, Table, columns, without_empty_columns

GROUP = "Streams"
FREEZING = 273.15
KILOPASCAL = 1000.0
TRACE = 1e-12
"""Flows below this share of a stream's mass are shown as nothing."""


def streams(plant: PlantReading) -> Table:
    """Temperature, pressure, flow and phases of every stream. A stream without flow has no temperature."""
    unit = plant.period.unit
    described = columns(
        "stream", "name", "from", "to", ("T", "degC"), ("P", "kPa"), ("mass", unit("t")),
        ("solids", unit("t")), ("liquor", unit("t")), ("organic", unit("t")), ("melt", unit("t")),
        ("gas", unit("t")), ("solids share", "wt%"), ("volume", unit("m3")), ("density", "kg/m3"),
        ("gas volume, wet", unit("Nm3")), ("gas volume, dry", unit("Nm3")),
        ("gas volume, actual", unit("m3")), ("enthalpy", plant.period.energy_unit),
        "real fluid",
    )  # fmt: skip
    rows = [_row(plant, stream) for stream in plant.streams.values()]
    kept, cut = without_empty_columns(described, rows, keep=7)
    notes = (
        "Volume and density are those of liquor, solids, organic liquid and melt together, gas apart.",
        "Enthalpy counts from the elements at 25 degC (formation included).",
    )
    return Table("streams", "Streams", kept, cut, GROUP, labels=1, notes=notes)


def _row(plant: PlantReading, stream: StreamReading) -> Sequence[Cell]:
    hours, tonnes = plant.period.hours, plant.period.tonnes
    ends = (f"{stream.source}.{stream.source_port}", f"{stream.target}.{stream.target_port}")
    if stream.empty:
        return (stream.tag, stream.name, *ends, None, None, 0.0, *[None] * 13)
    condensed = sum(stream.mass_of(phase) for phase in ("s", "aq", "o", "m"))
    solids, slurry = stream.mass_of("s"), slurry_volume(stream)
    return (
        stream.tag,
        stream.name,
        *ends,
        stream.temperature - FREEZING,
        stream.pressure / KILOPASCAL,
        tonnes(stream.mass),
        *(tonnes(stream.mass_of(phase)) for phase in ("s", "aq", "o", "m", "g")),
        100.0 * solids / condensed if condensed > 0.0 and solids else None,
        slurry * hours if slurry else None,
        condensed / slurry if slurry else None,
        normal_volume(stream) * hours,
        normal_volume(stream, dry=True) * hours,
        gas_volume(stream) * hours,
        plant.period.energy(stream.enthalpy),
        real_state(stream),
    )


def species(plant: PlantReading) -> Table:
    """Mass flow of every species in every stream."""
    return _matrix(
        plant,
        "species",
        "Species in the streams",
        plant.period.unit("kg"),
        lambda stream: {s: m * plant.period.hours for s, m in stream.masses.items()},
    )


def elements(plant: PlantReading) -> Table:
    """Mass flow of every element in every stream."""
    return _matrix(
        plant,
        "elements",
        "Elements in the streams",
        plant.period.unit("kg"),
        lambda stream: {e: m * plant.period.hours for e, m in stream.elements.items()},
    )


def composition(plant: PlantReading) -> Table:
    """Mass fraction of every species in every stream."""
    return _matrix(
        plant,
        "composition",
        "Composition of the streams",
        "wt%",
        lambda stream: {s: 100.0 * m / stream.mass for s, m in stream.masses.items()},
    )


def assays(plant: PlantReading) -> Table:
    """Mass fraction of every element in the dry solids of every stream that has solids."""

    def by_element(stream: StreamReading) -> dict[str, float]:
        solids = stream.mass_of("s")
        if solids <= 1e-9 * stream.mass:
            return {}
        return {e: 100.0 * stream.element(e, "s") / solids for e in stream.elements}

    return _matrix(plant, "assays", "Elements in the dry solids", "wt%", by_element)


def gases(plant: PlantReading) -> Table:
    """Volume fraction of every gas in the wet gas of every stream that has gas."""

    def by_volume(stream: StreamReading) -> dict[str, float]:
        moles = gas_moles(stream)
        return {s: 100.0 * stream.moles[s] / moles for s in stream.ids_of("g")} if moles > 0.0 else {}

    return _matrix(plant, "gases", "Composition of the gases (wet)", "vol%", by_volume)


def _matrix(
    plant: PlantReading, key: str, title: str, unit: str, law: Callable[[StreamReading], dict[str, float]]
) -> Table:
    """Streams that have something under the species or elements that are anywhere."""
    found = {s.tag: law(s) for s in plant.streams.values() if not s.empty}
    held = {tag: values for tag, values in found.items() if any(values.values())}
    names = sorted({name for values in held.values() for name, value in values.items() if value})
    rows = [
        (tag, plant.streams[tag].name, *(_shown(values.get(name), plant.streams[tag]) for name in names))
        for tag, values in held.items()
    ]
    described = (*columns("stream", "name"), *(Column(name, unit) for name in names))
    return Table(key, title, described, tuple(rows), GROUP)


def _shown(value: float | None, stream: StreamReading) -> float | None:
    return None if value is None or abs(value) <= TRACE * max(stream.mass, 1e-300) else value


def liquors(plant: PlantReading) -> Table:
    """pH, density and concentrations of every liquor, at the temperature of its stream.

    pH is on the molality scale of the activity model; a row says where it stands outside the model's validity.
    """
    wet = [s for s in plant.streams.values() if not s.empty and s.mass_of("aq") > 1e-9 * s.mass]
    states = liquor_states(wet)
    names = sorted({e for s in wet for e, m in s.elements.items() if m} - {"H", "O"})
    described = (
        *columns("stream", "name", ("T", "degC"), ("liquor", plant.period.unit("m3")), ("density", "kg/m3")),
        *columns("pH", ("ionic strength", "mol/kg"), "water activity", "validity"),
        *(Column(name, "g/L") for name in names),
    )
    rows = []
    for stream in wet:
        volume, state = liquor_volume(stream), states.get(stream.tag)
        rows.append(
            (
                stream.tag,
                stream.name,
                stream.temperature - FREEZING,
                volume * plant.period.hours if volume else None,
                stream.mass_of("aq") / volume if volume else None,
                state.ph if state else None,
                state.ionic_strength if state else None,
                state.water_activity if state else None,
                state.validity if state else "no speciation for this liquor",
                *(_shown(stream.element(e, ["aq"]) / volume if volume else None, stream) for e in names),
            )
        )
    kept, cut = without_empty_columns(described, rows, keep=2)
    return Table("liquors", "Liquors", kept, cut, GROUP)
