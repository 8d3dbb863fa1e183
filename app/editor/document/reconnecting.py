"""Taking a stream's end to another port, or leaving it free. Pure edits."""

from __future__ import annotations

from typing import Literal

import msgspec

from app.editor.document.ports import End, free_ports, is_taken, port_of
from flowsheets.document.editing import without_stream
from flowsheets.document.records import End as StreamEnd
from flowsheets.document.records import Flowsheet, Route
from unitops.catalogue import catalogue

Which = Literal["source", "target"]

replace = msgspec.structs.replace


def ports_for_end(sheet: Flowsheet, stream: str, which: Which) -> dict[str, tuple[str, ...]]:
    """The ports, by unit, to which an end of a stream may be taken, its present one among them.

    They face the right way, carry what the other end carries, take one more stream, and are not of the unit at the
    other end: no stream is both inlet and outlet of one unit.
    """
    record = sheet.streams[stream]
    rest = without_stream(sheet, stream)
    far = record.target if which == "source" else record.source
    if far is not None and far.unit in rest.units:
        origin: End = (far.unit, far.port)
        return {unit: ports for unit in rest.units if (ports := free_ports(rest, origin, unit))}
    direction = "out" if which == "source" else "in"
    found = {}
    for unit, made in rest.units.items():
        operation = catalogue().get(made.operation)
        ports = operation.declaration.ports.values() if operation else ()
        free = tuple(p.name for p in ports if p.direction == direction and not is_taken(rest, unit, p))
        if free:
            found[unit] = free
    return found


def reconnected(sheet: Flowsheet, stream: str, which: Which, end: End) -> Flowsheet:
    """The sheet with an end of a stream at another port; its old port is free, and it is routed afresh."""
    made = StreamEnd(unit=end[0], port=end[1])
    port_of(sheet, *end)
    record = replace(sheet.streams[stream], **{which: made})
    edited = replace(sheet, streams=sheet.streams | {stream: record})
    routes = {key: route for key, route in sheet.drawing.streams.items() if key != stream}
    return replace(edited, drawing=replace(sheet.drawing, streams=routes))


def let_hang(sheet: Flowsheet, stream: str, which: Which, at: tuple[float, float]) -> Flowsheet:
    """The sheet with an end of a stream free, drawn at a place; without either end the stream goes."""
    record = replace(sheet.streams[stream], **{which: None})
    if record.source is None and record.target is None:
        return without_stream(sheet, stream)
    edited = replace(sheet, streams=sheet.streams | {stream: record})
    routes = sheet.drawing.streams | {stream: Route(points=(at,))}
    return replace(edited, drawing=replace(sheet.drawing, streams=routes))
