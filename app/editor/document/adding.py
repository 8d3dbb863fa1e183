"""New units: on the open sheet, at the end of a stream, or into a stream. Pure edits."""

from __future__ import annotations

import msgspec

from app.editor.document.ports import End, free_ports, likest_first, port_of
from flowsheets.diagram.geometry import on_grid
from flowsheets.document.editing import connected, next_tag, with_unit
from flowsheets.document.records import End as StreamEnd
from flowsheets.document.records import Flowsheet, StreamRecord, UnitRecord
from unitops.catalogue import catalogue
from unitops.declaration.operation import UnitOperation

FIRST_NUMBER = 101


def operations() -> dict[str, type[UnitOperation]]:
    """Every unit operation by its name."""
    return dict(catalogue())


def with_new_unit(sheet: Flowsheet, operation: str, at: tuple[float, float]) -> tuple[Flowsheet, str]:
    """The sheet with a unit of an operation at a place of the drawing, and the unit's id."""
    made = catalogue()[operation]
    unit = UnitRecord(tag=next_tag(sheet, made.tag, first=FIRST_NUMBER), operation=operation)
    edited = with_unit(sheet, unit, at=(on_grid(at[0]), on_grid(at[1])))
    (key,) = edited.units.keys() - sheet.units.keys()
    return edited, key


def that_can_follow(sheet: Flowsheet, origin: End) -> list[str]:
    """Operations with a port at which a stream from ``origin`` may end, first those that are meant for what it carries.

    A product takes whatever comes, so it comes first at the end of an outlet, a feed at that of an inlet.
    """
    port = port_of(sheet, *origin)
    ends = ("Product", "Feed")
    ranked: list[tuple[bool, bool, int, str, str]] = []
    for name, operation in catalogue().items():
        ports = (p for p in operation.declaration.ports.values() if p.direction != port.direction)
        best = next((p for p in likest_first(ports, port.carries) if p.carries & port.carries), None)
        if best is not None:
            unlike = len(best.carries ^ port.carries)
            ranked.append((name not in ends, best.optional, unlike, operation.title.casefold(), name))
    return [name for *_, name in sorted(ranked)]


def with_next_unit(sheet: Flowsheet, origin: End, operation: str, at: tuple[float, float]) -> tuple[Flowsheet, str]:
    """The sheet with a new unit and a stream between a port and the unit's first that fits; the unit's id."""
    edited, key = with_new_unit(sheet, operation, at)
    ports = free_ports(edited, origin, key)
    if not ports:
        return edited, key
    one, other = origin, (key, ports[0])
    source, target = (one, other) if port_of(edited, *one).direction == "out" else (other, one)
    return connected(edited, ".".join(source), ".".join(target)), key


def may_go_into(sheet: Flowsheet, operation: str, stream: str) -> bool:
    """Whether a unit of this operation can be put into a stream: it has an inlet and an outlet that fit."""
    return _ports_within(sheet, operation, stream) is not None


def with_unit_in_stream(
    sheet: Flowsheet, operation: str, stream: str, at: tuple[float, float]
) -> tuple[Flowsheet, str]:
    """The sheet with a new unit in a stream: what flowed into the next unit flows into this one, and on from it."""
    ports = _ports_within(sheet, operation, stream)
    edited, key = with_new_unit(sheet, operation, at)
    if ports is None:
        return edited, key
    inlet, outlet = ports
    record = edited.streams[stream]
    onward = StreamRecord(tag=next_tag(edited, "S"), source=StreamEnd(unit=key, port=outlet), target=record.target)
    before = msgspec.structs.replace(record, target=StreamEnd(unit=key, port=inlet))
    streams = edited.streams | {stream: before, _new_stream_id(edited): onward}
    routes = {name: route for name, route in edited.drawing.streams.items() if name != stream}
    drawing = msgspec.structs.replace(edited.drawing, streams=routes)
    return msgspec.structs.replace(edited, streams=streams, drawing=drawing), key


def _ports_within(sheet: Flowsheet, operation: str, stream: str) -> tuple[str, str] | None:
    record, made = sheet.streams[stream], catalogue()[operation].declaration
    if record.source is None or record.target is None:
        return None
    before = port_of(sheet, record.source.unit, record.source.port).carries
    after = port_of(sheet, record.target.unit, record.target.port).carries
    inlet = next((p.name for p in likest_first(made.inlets.values(), before) if p.carries & before), None)
    outlet = next((p.name for p in likest_first(made.outlets.values(), after) if p.carries & after), None)
    return (inlet, outlet) if inlet and outlet else None


def _new_stream_id(sheet: Flowsheet) -> str:
    from flowsheets.document.identity import new_id

    return new_id(sheet, "s")
