"""Volumes, densities and the state of the liquor of a written stream."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from flowsheets.results.reading import StreamReading
from unitops.chemistry.canonical import PROTON, canonicalise
from unitops.chemistry.realfluid import REAL_SPECIES, real_fluid
from unitops.errors import RaffinateError
from unitops.quantities import NORMAL_MOLAR_VOLUME

GAS_CONSTANT = 8.314462618  # [J/mol/K]
DISSOLVED_VOLUME = 4.7e-5
"""[m3/mol] Of carbon dioxide dissolved in organic liquids: 43 to 55 cm3/mol (Handa and Benson 1982, Fluid Phase
Equilib. 8, 161-180)."""
LEAST_SOLVENT = 0.8
"""Mole fraction above which a real fluid is the solvent of its phase: organic liquids under pressure hold less."""
LEAST_SHARE = 1e-9
"""A phase with less than this share of the stream's mass is not described."""


def liquor_volume(stream: StreamReading) -> float | None:
    """Volume of the liquor at the stream's temperature [m3/h]; None where its density is not known."""
    from unitops.chemistry.liquor_density import volume

    totals = liquor_totals(stream)
    if not totals:
        return 0.0
    ids = tuple(totals)
    try:
        return float(volume(ids, [totals[s] for s in ids], stream.temperature))
    except RaffinateError:
        return None


def liquor_totals(stream: StreamReading) -> dict[str, float]:
    """Basis totals of the liquor [mol/h]; empty where there is none to speak of."""
    if stream.empty or stream.mass_of("aq") <= LEAST_SHARE * stream.mass:
        return {}
    return dict(sorted(canonicalise({s: stream.moles[s] for s in stream.ids_of("aq")}).items()))


def condensed_volume(stream: StreamReading, phase: str) -> float | None:
    """Volume of solids ('s'), organic liquid ('o') or melt ('m') [m3/h]; None where one of them has no density.

    Molar volumes are those near 298 K; thermal expansion is not followed. A real fluid has the density of its equation
    of state where it is the solvent, and its partial molar volume where it is dissolved in a liquid.
    """
    total = 0.0
    for species_id in stream.ids_of(phase):
        known = stream.species[species_id].molar_volume
        moles = stream.moles[species_id]
        if species_id in REAL_SPECIES:
            total += _real_volume(species_id, stream) if moles else 0.0
        elif known is not None:
            total += moles * known.value
        elif abs(stream.masses[species_id]) > 1e-3 * stream.mass:
            return None
    return total


def _real_volume(species_id: str, stream: StreamReading) -> float:
    """Volume of a real fluid [m3/h] at temperature and pressure of the stream."""
    if _is_dissolved(species_id, stream):
        return stream.moles[species_id] * DISSOLVED_VOLUME
    values, _, _ = real_fluid(REAL_SPECIES[species_id]).evaluate(np.array([[stream.temperature, stream.pressure]]))
    return stream.masses[species_id] / float(values[0, 1])


def _is_dissolved(species_id: str, stream: StreamReading) -> bool:
    """Whether a real fluid is dissolved in a liquid rather than the solvent itself."""
    return stream.moles[species_id] < LEAST_SOLVENT * sum(stream.moles[s] for s in stream.ids_of("o"))


def real_state(stream: StreamReading) -> str | None:
    """'gas', 'liquid', 'boiling', 'supercritical' or 'dissolved': the real fluid of a stream; None without one."""
    for species_id, mass in stream.masses.items():
        if species_id in REAL_SPECIES and abs(mass) > LEAST_SHARE * stream.mass:
            if _is_dissolved(species_id, stream):
                return "dissolved"
            return real_fluid(REAL_SPECIES[species_id]).phase(stream.temperature, stream.pressure)
    return None


def gas_volume(stream: StreamReading) -> float:
    """Volume of the gas as an ideal gas at temperature and pressure of the stream [m3/h]."""
    return gas_moles(stream) * GAS_CONSTANT * stream.temperature / stream.pressure


def gas_moles(stream: StreamReading, *, dry: bool = False) -> float:
    """Moles of gas, without its steam if ``dry`` [mol/h]."""
    return sum(stream.moles[s] for s in stream.ids_of("g") if not (dry and s == "H2O(g)"))


def normal_volume(stream: StreamReading, *, dry: bool = False) -> float:
    """Gas at 0 degC and 101.325 kPa [Nm3/h]."""
    return gas_moles(stream, dry=dry) * NORMAL_MOLAR_VOLUME


def slurry_volume(stream: StreamReading) -> float | None:
    """Volume of everything but gas [m3/h]; None where a part has no density."""
    parts = (liquor_volume(stream), *(condensed_volume(stream, phase) for phase in "som"))
    return None if any(part is None for part in parts) else sum(part or 0.0 for part in parts)


class LiquorState(msgspec.Struct, frozen=True):
    """pH [molality scale], ionic strength [mol/kg], activity of water and how far that can be relied on."""

    ph: float
    ionic_strength: float
    water_activity: float
    validity: str


def liquor_states(streams: Sequence[StreamReading]) -> Mapping[str, LiquorState]:
    """State of every stream that has liquor, by tag; liquors of the same constituents are solved together.

    A liquor whose speciation cannot be calculated is left out.
    """
    from unitops.chemistry.aqueous.speciation import Speciation

    alike: dict[tuple[str, ...], list[tuple[StreamReading, dict[str, float]]]] = {}
    for stream in streams:
        totals = liquor_totals(stream)
        if totals:
            totals.setdefault(PROTON, 0.0)
            alike.setdefault(tuple(totals), []).append((stream, totals))
    states: dict[str, LiquorState] = {}
    for ids, members in alike.items():
        try:
            door = Speciation(ids)
        except RaffinateError:
            continue
        inputs = np.zeros((len(members), len(door.system.ids) + 1))
        for row, (stream, totals) in enumerate(members):
            inputs[row, :-1] = [totals[s] for s in door.system.ids]
            inputs[row, -1] = stream.temperature
        values, _, status = door.evaluate(inputs)
        for row, (stream, _) in enumerate(members):
            states[stream.tag] = _state(values[row], int(status[row]))
    return states


def _state(values: np.ndarray, status: int) -> LiquorState:
    from unitops.chemistry.aqueous.speciation import SOLVED, STATUS_MEANING

    said = "" if status == SOLVED else STATUS_MEANING[status]
    return LiquorState(float(values[0]), float(values[1]), float(values[2]), said)
