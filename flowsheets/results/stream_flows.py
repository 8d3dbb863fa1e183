"""What flows from unit to unit: mass, an element, or heat with all energy that crosses the units' boundaries."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from flowsheets.results.balance_tables import CROSSINGS, reaction_heat
from flowsheets.results.crossings import energy_by_kind
from flowsheets.results.reading import PlantReading, StreamReading
from unitops.errors import InputError

MASS, ENERGY = "mass", "energy"
PHASES = ("s", "aq", "o", "m", "g")
LEAST = 1e-9
"""Flows below this share of the largest are left out."""


class Flow(msgspec.Struct, frozen=True):
    """From unit to unit (tags); an end that is empty lies outside the plant's units, as for power or losses.

    key: tag of the stream, or unit and kind of energy. phase: that which most of it is in; 'energy' for heat.
    """

    key: str
    name: str
    source: str
    target: str
    value: float
    phase: str


class Flows(msgspec.Struct, frozen=True):
    """Flows of one quantity in one unit; left_out: how many streams bring cold instead of heat, and are not listed."""

    of: str
    unit: str
    flows: tuple[Flow, ...]
    left_out: int = 0


def stream_flows(plant: PlantReading, of: str) -> Flows:
    """Flows of 'mass', 'energy' (heat beyond 25 degC) or an element by its symbol; raises InputError for another."""
    period = plant.period
    if of == MASS:
        found = [_flow(s, period.tonnes(s.mass), _main_phase(s)) for s in plant.streams.values() if not s.empty]
        return Flows(of, period.unit("t"), _worth_showing(found))
    if of == ENERGY:
        heats = [(s, period.energy(s.heat)) for s in plant.streams.values() if not s.empty]
        found = [_flow(s, heat, ENERGY) for s, heat in heats if heat > 0.0] + list(_crossings(plant))
        shown = _worth_showing(found)
        smallest = min((flow.value for flow in shown), default=0.0)
        return Flows(of, period.energy_unit, shown, sum(heat < -smallest for _, heat in heats))
    if not any(of in stream.elements for stream in plant.streams.values()):
        raise InputError(f"nothing on the sheet holds {of}")
    found = [_flow(s, s.element(of) * period.hours, _phase_of(s, of)) for s in plant.streams.values() if not s.empty]
    return Flows(of, period.unit("kg"), _worth_showing(found))


def elements_that_flow(plant: PlantReading) -> list[str]:
    """Symbols of the elements that any stream holds, those of most mass first."""
    totals: dict[str, float] = {}
    for stream in plant.streams.values():
        for symbol, mass in stream.elements.items():
            totals[symbol] = totals.get(symbol, 0.0) + abs(mass)
    return sorted((e for e, total in totals.items() if total > 0.0), key=lambda e: -totals[e])


def _flow(stream: StreamReading, value: float, phase: str) -> Flow:
    return Flow(stream.tag, stream.name, stream.source, stream.target, value, phase)


def _main_phase(stream: StreamReading) -> str:
    return max(PHASES, key=stream.mass_of)


def _phase_of(stream: StreamReading, element: str) -> str:
    if not stream.element(element):
        return "s"
    return max(PHASES, key=lambda phase: stream.element(element, [phase]))


def _crossings(plant: PlantReading) -> Iterator[Flow]:
    """Heat, power, fuel, losses and the heat of reactions of every unit."""
    for tag in plant.process:
        sums = energy_by_kind(plant.units[tag])
        signed = [(name, sums[kind] if inwards else -sums[kind]) for name, kind, inwards in CROSSINGS]
        for name, kilowatts in (*signed, ("reactions", reaction_heat(plant, tag))):
            ends = ("", tag) if kilowatts > 0.0 else (tag, "")
            if kilowatts:
                yield Flow(f"{tag} {name}", name, *ends, plant.period.energy(abs(kilowatts)), ENERGY)


def _worth_showing(flows: list[Flow]) -> tuple[Flow, ...]:
    largest = max((flow.value for flow in flows), default=0.0)
    return tuple(flow for flow in flows if flow.value > LEAST * largest)
