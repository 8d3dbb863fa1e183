"""Read a written result into arrays, believing nothing.

Whatever is missing or of the wrong kind raises AuditError with its place; whatever contradicts itself (a
stream that stands at two ports, a molar mass that is not the formula's) becomes a finding.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from flowsheets.audit import tolerances as allowed
from flowsheets.audit.errors import AuditError
from flowsheets.audit.figures import Stated
from flowsheets.audit.findings import Finding
from flowsheets.audit.matter import MOLAR_MASS_TOLERANCE, atomic_weights, matter_of, stated_molar_mass
from flowsheets.audit.ranges import ValidRange, finding_of, used_outside
from flowsheets.audit.structure import NOWHERE, ResultStructure

SCHEMA = 1
LARGEST_FILE = 1 << 30
HOUR = 3600.0
STATUSES = ("closed", "outside validity", "not converged", "out of balance")
_ENERGY_SIGN = {"in": 0, "out": 1}


class WrittenResult(msgspec.Struct, frozen=True):
    """A written result as arrays in SI, ready for ``CompiledAudit.check``."""

    structure: ResultStructure
    flows: NDArray[np.float64]
    temperature: NDArray[np.float64]
    pressure: NDArray[np.float64]
    enthalpy: NDArray[np.float64]
    energy_in: NDArray[np.float64]
    energy_out: NDArray[np.float64]
    stated: Stated
    status: str
    findings: tuple[Finding, ...]


def read_file(path: str | Path) -> Mapping[str, Any]:
    """The JSON object in a file; raises AuditError for what cannot be read, is cut or names a thing twice."""
    file = Path(path)
    place = file.name
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise AuditError("the file is larger than any result", place=place)
        content = json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=_once)
    except OSError as problem:
        raise AuditError(f"the file cannot be opened ({problem.strerror})", place=place) from problem
    except RecursionError as problem:
        raise AuditError("the file is nested deeper than any result", place=place) from problem
    except (UnicodeDecodeError, ValueError) as problem:
        raise AuditError(
            f"this is no whole JSON file ({problem!s:.120})", place=place, remedy="Write the result again."
        ) from problem
    if not isinstance(content, dict):
        raise AuditError("this is no result: it holds no object", place=place)
    return content


def read_result(result: Mapping[str, Any]) -> WrittenResult:
    """Arrays of a written result; raises AuditError where it has not the written form."""
    if not isinstance(result, Mapping):
        raise AuditError("this is no result: it holds no object")
    if result.get("result_schema", SCHEMA) != SCHEMA:
        raise AuditError(
            f"it is written in result schema {result['result_schema']!r:.20}, this audit reads {SCHEMA}",
            place="result_schema",
        )
    streams, units = _table(result, "streams"), _table(result, "units")
    records = {name: _mapping(record, f"species.{name}") for name, record in _table(result, "species", {}).items()}
    sheet = _mapping(result.get("sheet") or {}, "sheet")
    rows = {tag: _mapping(row, f"streams.{tag}") for tag, row in streams.items()}
    species, flows_kg = _flows(rows)
    matter = matter_of(species, records)
    if not rows:
        raise AuditError("the result has no streams", place="streams")
    ports = {tag: _mapping(unit, f"units.{tag}") for tag, unit in units.items()}
    tags = tuple(ports)
    index = {tag: position for position, tag in enumerate(tags)}
    source, target, findings = _connections(rows, ports, index)
    structure = ResultStructure(
        species=species,
        streams=tuple(rows),
        units=tags,
        source=source,
        target=target,
        records=records,
        linear=sheet.get("linear") is True,
    )
    energy = np.array([_energy(unit, tag) for tag, unit in ports.items()], dtype=float).reshape(-1, 2) * 1e3
    status = result.get("status")
    return WrittenResult(
        structure=structure,
        flows=flows_kg / HOUR / matter.stated_mass if species else flows_kg,
        temperature=_column(rows, "T_K", 1.0),
        pressure=_column(rows, "P_Pa", 1.0),
        enthalpy=_column(rows, "enthalpy_kW", 1e3),
        energy_in=energy[:, 0],
        energy_out=energy[:, 1],
        stated=Stated(
            mass=_column(rows, "mass_kg_per_h", 1.0 / HOUR),
            elements=_stated_elements(rows, matter.elements),
        ),
        status=status if isinstance(status, str) and status in STATUSES else "",
        findings=(*findings, *_no_flow(rows, flows_kg), *_molar_masses(records), *_outside_ranges(ports)),
    )


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise AuditError("it stands twice in one table", place=twice[:60], remedy="Keep one of the two.")
    return table


def _mapping(value: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise AuditError("a table of named values is expected", place=place[:80])
    return value


def _table(result: Mapping[str, Any], name: str, default: Any = None) -> Mapping[str, Any]:
    value = result.get(name, default)
    if value is None:
        raise AuditError("the result has no such part", place=name, remedy="It may be cut; write it again.")
    return _mapping(value, name)


def _number(value: Any, place: str) -> float:
    """A number; nan stands for null. Text and truth values are refused."""
    if value is None:
        return np.nan
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise AuditError(f"a number is expected, not {value!r:.30}", place=place[:80])
    try:
        return float(value)
    except OverflowError:
        return np.inf


def _column(rows: Mapping[str, Mapping[str, Any]], name: str, factor: float) -> NDArray[np.float64]:
    return np.array([factor * _number(row.get(name), f"streams.{tag}.{name}") for tag, row in rows.items()])


def _flows(rows: Mapping[str, Mapping[str, Any]]) -> tuple[tuple[str, ...], NDArray[np.float64]]:
    tables = [_mapping(row.get("species_kg_per_h", {}), f"streams.{tag}.species_kg_per_h") for tag, row in rows.items()]
    species = tuple(sorted({name for table in tables for name in table}))
    column = {name: position for position, name in enumerate(species)}
    flows = np.zeros((len(tables), len(species)))
    for position, (tag, table) in enumerate(zip(rows, tables, strict=True)):
        for name, value in table.items():
            flows[position, column[name]] = _number(value, f"streams.{tag}.species_kg_per_h.{name}")
    return species, flows


def _stated_elements(rows: Mapping[str, Mapping[str, Any]], elements: tuple[str, ...]) -> NDArray[np.float64]:
    column = {symbol: position for position, symbol in enumerate(elements)}
    stated = np.full((len(rows), len(elements)), np.nan)
    for position, (tag, row) in enumerate(rows.items()):
        table = row.get("elements_kg_per_h")
        if not table:
            continue
        place = f"streams.{tag}.elements_kg_per_h"
        stated[position] = 0.0
        for symbol, value in _mapping(table, place).items():
            amount = _number(value, f"{place}.{symbol}") / HOUR
            if symbol in column:
                stated[position, column[symbol]] = amount
            elif amount:
                raise AuditError("no species of the result holds this element", place=f"{place}.{symbol}"[:80])
    return stated


def _energy(unit: Mapping[str, Any], tag: str) -> tuple[float, float]:
    """Sums of the declared crossings [kW], in and out; a negative one goes the other way."""
    total = [0.0, 0.0]
    for name, crossing in _mapping(unit.get("energy") or {}, f"units.{tag}.energy").items():
        place = f"units.{tag}.energy.{name}"
        entry = _mapping(crossing, place)
        direction = entry.get("direction")
        if not isinstance(direction, str) or direction not in _ENERGY_SIGN:
            raise AuditError("its direction is neither 'in' nor 'out'", place=place[:80])
        amount = _number(entry.get("kW"), f"{place}.kW")
        if not np.isfinite(amount):
            raise AuditError("it has no number of kW", place=place[:80])
        way = _ENERGY_SIGN[direction]
        total[way if amount >= 0.0 else 1 - way] += abs(amount)
    return total[0], total[1]


def _connections(
    rows: Mapping[str, Mapping[str, Any]], units: Mapping[str, Mapping[str, Any]], index: Mapping[str, int]
) -> tuple[NDArray[np.intp], NDArray[np.intp], list[Finding]]:
    """Unit indices at both ends of each stream, and where streams and units disagree about them."""
    findings: list[Finding] = []
    ends = []
    for side, key, word in (("outlets", "from", "outlet"), ("inlets", "to", "inlet")):
        named: dict[str, list[str]] = {}
        for tag, unit in units.items():
            for port, tags in _mapping(unit.get(side) or {}, f"units.{tag}.{side}").items():
                if not isinstance(tags, list | tuple) or not all(isinstance(each, str) for each in tags):
                    raise AuditError("a list of stream tags is expected", place=f"units.{tag}.{side}.{port}"[:80])
                for stream in tags:
                    named.setdefault(stream, []).append(f"{tag}.{port}")
        positions = []
        for tag, row in rows.items():
            end = row.get(key)
            place = end if isinstance(end, str) else ""
            unit = place.rpartition(".")[0] or place
            positions.append(index.get(unit, NOWHERE))
            stands = named.pop(tag, [])
            if stands != [place] or unit not in index:
                findings.append(_connection(tag, word, place, stands, unit in index))
        for stream, places in named.items():
            text = f"{places[0]} names a stream {stream} that the result does not have."
            findings.append(_broken(places[0].rpartition(".")[0], text))
        ends.append(np.array(positions, dtype=np.intp))
    return ends[0], ends[1], findings


def _connection(tag: str, word: str, stated: str, stands: list[str], known: bool) -> Finding:
    if not known:
        return _broken(tag, f"Stream {tag} has no {word} at a unit of the sheet ({stated or 'nothing is named'}).")
    if len(stands) > 1:
        return _broken(tag, f"Stream {tag} stands as an {word} {len(stands)} times: at {', '.join(stands)}.")
    where = stands[0] if stands else "no unit"
    return _broken(tag, f"Stream {tag} says its {word} is {stated}, but {where} names it.")


def _broken(place: str, sentence: str) -> Finding:
    return Finding("balance", place, "connection", np.nan, float("inf"), 0.0, sentence)


def _no_flow(rows: Mapping[str, Mapping[str, Any]], flows: NDArray[np.float64]) -> list[Finding]:
    largest = np.abs(flows).sum(axis=1).max(initial=0.0)
    floor = allowed.NEGATIVE * np.abs(flows).max(axis=0, initial=0.0) + allowed.NEGATIVE_OF_INFLOW * largest
    return [
        Finding(
            "balance",
            tag,
            "no flow",
            np.nan,
            float("inf"),
            0.0,
            f"Stream {tag} is marked 'no flow' but carries some.",
        )
        for tag, row, flow in zip(rows, rows.values(), flows, strict=True)
        if row.get("no_flow") is True and np.any(np.abs(flow) > floor)
    ]


def _molar_masses(records: Mapping[str, Mapping[str, Any]]) -> list[Finding]:
    """User-defined species whose stated molar mass is not that of their formula."""
    findings = []
    known = atomic_weights()
    for name, record in records.items():
        stated = stated_molar_mass(record)
        if stated is None:
            continue
        matter = matter_of((name,), records)
        if any(symbol not in known for symbol in matter.elements):
            continue
        off = abs(stated / float(matter.molar_mass[0]) - 1.0)
        if off > MOLAR_MASS_TOLERANCE:
            text = f"{name} states a molar mass that its formula does not give (off by {off:.1e} of it)."
            findings.append(Finding("balance", name, "molar mass", off, off, MOLAR_MASS_TOLERANCE, text))
    return findings


def _outside_ranges(units: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    """Numbers of units that lie outside the ranges in which the unit's laws hold."""
    for tag, unit in units.items():
        stated = unit.get("validity") or []
        if not isinstance(stated, list):
            raise AuditError("a list of ranges is expected", place=f"units.{tag}.validity"[:80])
        for position, row in enumerate(stated):
            place = f"units.{tag}.validity[{position}]"
            entry = _mapping(row, place)
            name = str(entry.get("of"))[:80]
            if entry.get("outside") is True:
                yield used_outside(tag, name, str(entry.get("says", ""))[:600])
                continue
            value = _stated_number(unit, tag, name)
            valid = ValidRange(tag, name, *(str(entry.get(key, ""))[:600] for key in ("unit", "says", "source")))
            low, high = (_number(entry.get(side), f"{place}.{side}") for side in ("low", "high"))
            found = finding_of(valid, value, low, high)
            if found is not None:
                yield found


def _stated_number(unit: Mapping[str, Any], tag: str, name: str) -> float:
    """A parameter or result of a unit, in the unit in which it is written."""
    for part in ("parameters", "results"):
        held = _mapping(unit.get(part) or {}, f"units.{tag}.{part}")
        if name in held:
            place = f"units.{tag}.{part}.{name}"
            return _number(_mapping(held[name], place).get("value"), f"{place}.value")
    raise AuditError("it has a range of validity, but no such number stands in the result", place=f"{tag}.{name}"[:80])
