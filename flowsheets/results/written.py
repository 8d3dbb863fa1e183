"""A solution as it is written: the JSON contract that the command line hands out and the audit reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
import numpy as np

from flowsheets.document.identity import revision
from flowsheets.document.operating_time import operating_hours
from flowsheets.document.paths import tag_of
from flowsheets.equations.entered import dimension_cached
from flowsheets.equations.problem import Problem
from flowsheets.results.valid_ranges import LocalDoubt, is_used, local_doubts, written_ranges
from unitops.chemistry.canonical import settle
from unitops.chemistry.species import Species
from unitops.quantities import convert

RESULT_SCHEMA = 1
SECONDS_PER_HOUR = 3600.0
EMPTY_STREAM = 1e-14
"""A stream with less than this share of the plant's largest flow is written as no flow."""


def write_result(problem: Problem, z: np.ndarray, status: np.ndarray | None = None) -> dict[str, Any]:
    """Streams and units of a solved sheet in the units of the contract; status and closure are the audit's to add.

    Masses are kg/h of true species (OH-, HCO3-, HSO4- ... settled from the liquor's totals), enthalpies kW with
    formation enthalpies, temperatures K, pressures Pa. ``status``: of the local models, as the solution has it.
    """
    doubts = [] if status is None else local_doubts(problem, z, status)
    return {
        "result_schema": RESULT_SCHEMA,
        "sheet": {
            "name": problem.sheet.name,
            "title": problem.sheet.title,
            "revision": revision(problem.sheet),
            "hours_per_year": operating_hours(problem.sheet),
        },
        "species": {s: _own_species(problem, s) for s in problem.species if _is_own(problem, s)},
        "streams": dict(_streams(problem, z)),
        "units": {unit.tag: _unit(problem, unit_id, z, doubts) for unit_id, unit in _by_tag(problem)},
    }


def settled_flows(problem: Problem, stream: str, z: np.ndarray) -> dict[str, float]:
    """Molar flows [mol/s] of the true species of a stream."""
    ids = problem.layout.species(stream)
    amounts = z[problem.layout.amounts(stream)]
    flows = {s: float(n) for s, n in zip(ids, amounts, strict=True)}
    liquor = {s: n for s, n in flows.items() if s.endswith("(aq)") or s == "H2O(l)"}
    if not liquor:
        return flows
    dry = {s: n for s, n in flows.items() if s not in liquor}
    return {**settle(liquor), **dry}


def _by_tag(problem: Problem) -> list[tuple[str, Any]]:
    return sorted(problem.units.items(), key=lambda item: item[1].tag)


def _streams(problem: Problem, z: np.ndarray) -> Iterator[tuple[str, dict[str, Any]]]:
    sheet, layout = problem.sheet, problem.layout
    largest = max((float(np.max(np.abs(z[layout.amounts(s)]), initial=0.0)) for s in sheet.streams), default=0.0)
    for stream in sorted(sheet.streams, key=lambda s: sheet.streams[s].tag):
        record = sheet.streams[stream]
        assert record.source is not None
        assert record.target is not None
        empty = float(np.max(np.abs(z[layout.amounts(stream)]), initial=0.0)) <= EMPTY_STREAM * largest
        flows = dict.fromkeys(layout.species(stream), 0.0) if empty else settled_flows(problem, stream, z)
        masses = {s: n * _species(problem, s).molar_mass * SECONDS_PER_HOUR for s, n in sorted(flows.items())}
        yield (
            record.tag,
            {
                "name": record.name,
                "from": f"{tag_of(sheet, record.source.unit)}.{record.source.port}",
                "to": f"{tag_of(sheet, record.target.unit)}.{record.target.port}",
                "no_flow": empty,
                "T_K": float(z[layout.state(stream, "T")]),
                "P_Pa": float(z[layout.state(stream, "P")]),
                "mass_kg_per_h": float(sum(masses.values())),
                "enthalpy_kW": 0.0 if empty else float(z[layout.state(stream, "H")]) / 1000.0,
                "species_kg_per_h": masses,
                "elements_kg_per_h": _elements(problem, flows),
            },
        )


def _species(problem: Problem, species_id: str) -> Species:
    record = problem.species.get(species_id)
    if record is None:
        from unitops.chemistry.species import database

        record = database()[species_id]
    return record


def _elements(problem: Problem, flows: Mapping[str, float]) -> dict[str, float]:
    from unitops.chemistry.formula import atomic_weights

    totals: dict[str, float] = {}
    own_elements = _own_elements(problem)
    for species_id, flow in flows.items():
        for element, count in _species(problem, species_id).composition.items():
            totals[element] = totals.get(element, 0.0) + count * flow
    weights = {**atomic_weights(), **own_elements}
    return {e: totals[e] * weights.get(e, 0.0) * SECONDS_PER_HOUR for e in sorted(totals)}


def _own_elements(problem: Problem) -> dict[str, float]:
    masses: dict[str, float] = {}
    for record in problem.sheet.species:
        masses.update(record.get("elements", {}))
    return masses


def _is_own(problem: Problem, species_id: str) -> bool:
    from unitops.chemistry.species import database

    return species_id not in database() or problem.species[species_id] is not database()[species_id]


def _own_species(problem: Problem, species_id: str) -> dict[str, Any]:
    """A user's species in full, so that the audit needs nothing but the result."""
    record = msgspec.to_builtins(problem.species[species_id])
    for entered in problem.sheet.species:
        if entered.get("id") == species_id and "elements" in entered:
            record["elements"] = dict(entered["elements"])
    return record


def _unit(problem: Problem, unit_id: str, z: np.ndarray, doubts: Sequence[LocalDoubt]) -> dict[str, Any]:
    unit = problem.units[unit_id]
    sheet = problem.sheet
    record = sheet.units[unit_id]
    declared = unit.operation.declaration
    return {
        "operation": unit.operation.__name__,
        "name": record.name,
        "area": record.area,
        "off": unit.off,
        "inlets": {port: [sheet.streams[s].tag for s in streams] for port, streams in problem.inlets[unit_id].items()},
        "outlets": {port: [sheet.streams[s].tag] for port, s in problem.outlets[unit_id].items()},
        "parameters": _quantities(problem, unit_id, declared.parameters, z),
        "results": _quantities(problem, unit_id, declared.results, z),
        "choices": dict(unit.configuration.choices),
        "energy": _energy(problem, unit_id, z),
        "validity": written_ranges(problem, unit_id, z, doubts),
    }


def _quantities(problem: Problem, unit_id: str, items: Mapping[str, Any], z: np.ndarray) -> dict[str, dict[str, Any]]:
    unit = problem.units[unit_id]
    written = {}
    for name, item in items.items():
        if unit.off and name not in unit.numbers:
            continue
        if not is_used(item, name, unit):
            continue
        value = float(z[problem.layout.position(unit_id, name)])
        written[name] = {
            "value": float(convert(value, dimension_cached(item.unit), item.unit)),
            "unit": item.unit,
        }
    return written


def _energy(problem: Problem, unit_id: str, z: np.ndarray) -> dict[str, dict[str, Any]]:
    unit = problem.units[unit_id]
    crossings = {}
    for name, item in unit.operation.declaration.quantities.items():
        direction = getattr(item, "energy", None)
        if direction is None or not is_used(item, name, unit):
            continue
        value = 0.0 if unit.off else float(z[problem.layout.position(unit_id, name)])
        crossings[name] = {
            "kW": value / 1000.0,
            "direction": direction,
            "kind": getattr(item, "kind", "heat"),
        }
    return crossings
