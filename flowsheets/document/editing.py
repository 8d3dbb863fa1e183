"""Edits as pure functions: each takes a sheet and returns a new one that shares what did not change.

Units and streams are named by tag or id. Raises DocumentError or PathError where what is named is not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from flowsheets.document.errors import DocumentError, PathError
from flowsheets.document.identity import new_id
from flowsheets.document.paths import Path, owners_by_tag, resolve_owner, resolve_path, tag_fault
from flowsheets.document.records import (
    Drawing,
    End,
    Flowsheet,
    PageFrame,
    Placement,
    Route,
    SpecificationRecord,
    StreamRecord,
    Subflowsheet,
    UnitRecord,
    Value,
)
from flowsheets.document.targets import specification_of

replace = msgspec.structs.replace

CALCULATED = "calculated"
"""Set in place of a value, it clears what is entered: a parameter is then calculated, or at its default."""

Section = Literal["specifications", "indicators", "cases", "sources", "prices", "emission_factors"]


def with_unit(sheet: Flowsheet, unit: UnitRecord, key: str = "", *, at: tuple[float, float] | None = None) -> Flowsheet:
    """The sheet with a unit added, or replaced if ``key`` is its id; ``at`` places it on the drawing."""
    key = key or new_id(sheet, "u")
    _require_tag(sheet, unit.tag, key)
    drawing = sheet.drawing
    if at is not None:
        drawing = replace(drawing, units=drawing.units | {key: Placement(x=at[0], y=at[1])})
    return replace(sheet, units=sheet.units | {key: unit}, drawing=drawing)


def without_unit(sheet: Flowsheet, unit: str) -> Flowsheet:
    """The sheet without a unit; its streams stay with a free end, those that would have two go with it."""
    key = unit_id(sheet, unit)
    streams: dict[str, StreamRecord] = {}
    for name, stream in sheet.streams.items():
        source = None if stream.source and stream.source.unit == key else stream.source
        target = None if stream.target and stream.target.unit == key else stream.target
        if source is stream.source and target is stream.target:
            streams[name] = stream
        elif source or target:
            streams[name] = replace(stream, source=source, target=target)
    units = {name: record for name, record in sheet.units.items() if name != key}
    return _drawn(replace(sheet, units=units, streams=streams))


def with_stream(sheet: Flowsheet, stream: StreamRecord, key: str = "") -> Flowsheet:
    """The sheet with a stream added, or replaced if ``key`` is the id of one."""
    key = key or new_id(sheet, "s")
    _require_tag(sheet, stream.tag, key)
    return replace(sheet, streams=sheet.streams | {key: stream})


def without_stream(sheet: Flowsheet, stream: str) -> Flowsheet:
    """The sheet without a stream."""
    key = stream_id(sheet, stream)
    streams = {name: record for name, record in sheet.streams.items() if name != key}
    return _drawn(replace(sheet, streams=streams))


def connected(sheet: Flowsheet, source: str, target: str, tag: str = "", *, name: str = "") -> Flowsheet:
    """The sheet with a new stream between two ports: connected(sheet, "KN-101.calcine", "CL-101.feed")."""
    ends = (port_end(sheet, source), port_end(sheet, target))
    return with_stream(sheet, StreamRecord(tag=tag or next_tag(sheet, "S"), name=name, source=ends[0], target=ends[1]))


def renamed(sheet: Flowsheet, owner: str, tag: str) -> Flowsheet:
    """The sheet with another tag on a unit or stream; paths keep pointing at it, as they hold the id."""
    key = resolve_owner(sheet, owner)
    _require_tag(sheet, tag, key)
    if key in sheet.units:
        return replace(sheet, units=sheet.units | {key: replace(sheet.units[key], tag=tag)})
    return replace(sheet, streams=sheet.streams | {key: replace(sheet.streams[key], tag=tag)})


def with_parameter(sheet: Flowsheet, unit: str, name: str, value: Value | None) -> Flowsheet:
    """The sheet with one parameter of a unit set, or back at its default if the value is None."""
    key = unit_id(sheet, unit)
    record = sheet.units[key]
    parameters = {n: v for n, v in record.parameters.items() if n != name or value is not None}
    if value is not None:
        parameters[name] = value
    return replace(sheet, units=sheet.units | {key: replace(record, parameters=parameters)})


def with_values(sheet: Flowsheet, values: Mapping[str, Value | None]) -> Flowsheet:
    """The sheet with parameters set by path: {"R-101.temperature": "250 degC", "SP-1.split[g]": 0.4}.

    Targets of specifications too: {"S-12.fraction[Li2CO3(s)].target": "99.5 %"}. A whole parameter that is set to None
    or to "calculated" is cleared, so that another one can fix the unit: {"R-101.temperature": None, "R-101.duty": 0}.
    """
    tags = owners_by_tag(sheet)
    units, specifications = dict(sheet.units), dict(sheet.specifications)
    for text, value in values.items():
        key = specification_of(sheet, text, tags)
        if key is not None:
            specifications[key] = replace(specifications[key], target=_target(text, value))
            continue
        path = resolve_path(sheet, text, tags)
        record = units.get(path.owner)
        if record is None:
            raise PathError(f"{text} is not a parameter of a unit", remedy="Only parameters of units can be set.")
        units[path.owner] = replace(record, parameters=_with_value(record.parameters, path, value))
    return replace(sheet, units=units, specifications=specifications)


def with_specification(sheet: Flowsheet, specification: SpecificationRecord, key: str = "") -> Flowsheet:
    """The sheet with a specification added or replaced; its paths may be written with tags."""
    tags = owners_by_tag(sheet)
    resolved = replace(
        specification,
        result=str(resolve_path(sheet, specification.result, tags)),
        frees=tuple(str(resolve_path(sheet, path, tags)) for path in specification.frees),
    )
    return replace(sheet, specifications=sheet.specifications | {key or new_id(sheet, "d"): resolved})


def with_record(sheet: Flowsheet, section: Section, key: str, record: Any) -> Flowsheet:
    """The sheet with one entry of a section put in or replaced."""
    return replace(sheet, **{section: getattr(sheet, section) | {key: record}})


def without_record(sheet: Flowsheet, section: Section, key: str) -> Flowsheet:
    """The sheet without one entry of a section."""
    entries = getattr(sheet, section)
    if key not in entries:
        raise DocumentError(f'there is no "{key}" among the {section.replace("_", " ")}')
    return replace(sheet, **{section: {name: entry for name, entry in entries.items() if name != key}})


def placed(sheet: Flowsheet, units: Mapping[str, Placement], streams: Mapping[str, Route] | None = None) -> Flowsheet:
    """The sheet with units and boxes of sub-flowsheets (and routes of streams), by id, at other places."""
    drawing = sheet.drawing
    routes = drawing.streams | dict(streams or {})
    return replace(sheet, drawing=replace(drawing, units=drawing.units | dict(units), streams=routes))


def with_page(sheet: Flowsheet, page: PageFrame | None) -> Flowsheet:
    """The sheet with paper, title block and table of streams for handing it in."""
    return replace(sheet, drawing=replace(sheet.drawing, frame=page))


def unit_id(sheet: Flowsheet, unit: str) -> str:
    """The id of a unit by tag or id; raises DocumentError if it is not on the sheet."""
    key = resolve_owner(sheet, unit)
    if key not in sheet.units:
        raise DocumentError(f'"{unit}" is not a unit')
    return key


def stream_id(sheet: Flowsheet, stream: str) -> str:
    """The id of a stream by tag or id; raises DocumentError if it is not on the sheet."""
    key = resolve_owner(sheet, stream)
    if key not in sheet.streams:
        raise DocumentError(f'"{stream}" is not a stream')
    return key


def port_end(sheet: Flowsheet, text: str) -> End:
    """The end of a stream at 'UNIT.port'."""
    unit, _, port = text.rpartition(".")
    if not unit or not port:
        raise DocumentError(f'"{text}" is not a port', remedy="Write UNIT.port, as KN-101.feed.")
    return End(unit=unit_id(sheet, unit), port=port)


def next_tag(sheet: Flowsheet, prefix: str, *, first: int = 1) -> str:
    """The first free tag 'PREFIX-n' from ``first`` on: next_tag(sheet, "R", first=101)."""
    tags = owners_by_tag(sheet).keys() | {box.tag for box in sheet.drawing.subflowsheets.values()}
    number = first
    while f"{prefix}-{number}" in tags:
        number += 1
    return f"{prefix}-{number}"


def _target(text: str, value: Value | None) -> str | float:
    if isinstance(value, bool) or not isinstance(value, str | float | int):
        raise PathError(f"{text} is one quantity, not {value!r:.40}", remedy='Write for example "99.5 %".')
    return value


def _with_value(parameters: Mapping[str, Value], path: Path, value: Value | None) -> dict[str, Value]:
    """Parameters of a unit with one of them set or cleared, or an entry of one set."""
    if value is None or value == CALCULATED:
        if path.argument:
            raise PathError(f"{path} is one entry of {path.name}", remedy="Only a whole parameter can be cleared.")
        return {name: held for name, held in parameters.items() if name != path.name}
    entered = _entered(parameters.get(path.name), path, value) if path.argument else value
    return {**parameters, path.name: entered}


def _entered(held: Value | None, path: Path, value: Value) -> Value:
    """A table or list parameter with one entry (or one field of an entry) changed."""
    if isinstance(held, list):
        if not path.argument.isdigit() or int(path.argument) >= len(held):
            raise PathError(f"{path} is not an entry", remedy=f"The list has entries 0 to {len(held) - 1}.")
        entries = list(held)
        index = int(path.argument)
        entries[index] = {**entries[index], path.field: value} if path.field else value
        return entries
    table = dict(held) if isinstance(held, dict) else {}
    if path.field:
        inner = table.get(path.argument)
        table[path.argument] = {**(inner if isinstance(inner, dict) else {}), path.field: value}
    else:
        table[path.argument] = value
    return table


def _require_tag(sheet: Flowsheet, tag: str, key: str) -> None:
    fault = tag_fault(tag)
    if fault:
        raise DocumentError(fault, remedy="Write a tag such as R-101 or P-101 A/B.")
    for section in (sheet.units, sheet.streams, sheet.drawing.subflowsheets):
        if any(record.tag == tag and name != key for name, record in section.items()):
            raise DocumentError(f'the tag "{tag}" is taken', remedy="Every unit and stream has a tag of its own.")


def _drawn(sheet: Flowsheet) -> Flowsheet:
    """The sheet with nothing on the drawing that is gone from the sheet."""
    drawing: Drawing = sheet.drawing
    units = {k: place for k, place in drawing.units.items() if k in sheet.units or k in drawing.subflowsheets}
    streams = {key: route for key, route in drawing.streams.items() if key in sheet.streams}
    boxes = {key: _without_lost(box, sheet.units) for key, box in drawing.subflowsheets.items()}
    return replace(sheet, drawing=replace(drawing, units=units, streams=streams, subflowsheets=boxes))


def _without_lost(box: Subflowsheet, units: Mapping[str, UnitRecord]) -> Subflowsheet:
    kept = tuple(unit for unit in box.units if unit in units)
    return box if kept == box.units else replace(box, units=kept)
