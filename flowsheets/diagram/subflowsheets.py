"""What is drawn on each level of a sheet: its own units, a box for each sub-flowsheet, and flags at the border.

A level is made into a sheet of its own, with stand-ins for what is drawn elsewhere; layout, routes, numbers and files
treat it as any other sheet. Streams that lie within a box are not on it; those that cross the border of an opened
sub-flowsheet end at flags on its left and right edge.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from flowsheets.diagram.border import Crossing, Role, flag_places
from flowsheets.diagram.box_symbol import unturned
from flowsheets.diagram.made_symbols import box_name, flag_name, inlet_name, outlet_name
from flowsheets.diagram.scene import placements
from flowsheets.diagram.stand_ins import StandIn, box_ports, flag_ports, ports_of
from flowsheets.document.levels import PLANT_LEVEL, homes, parents, shown_on, trail
from flowsheets.document.records import Drawing, End, Flowsheet, Placement, StreamRecord, UnitRecord
from unitops.declaration.declared import PHASES

replace = msgspec.structs.replace

FarEnd = Literal["source", "target"]
FAR = 1e6
"""Beyond every drawing [px]."""


class _Level(msgspec.Struct, frozen=True):
    """What is drawn on a level. stands: what there stands for each unit of the plant; homes: the level of each."""

    document: Flowsheet
    level: str
    stands: Mapping[str, str]
    homes: Mapping[str, str]
    into: dict[str, list[str]] = msgspec.field(default_factory=dict)
    """Streams that end within each box, by the box."""
    out: dict[str, list[str]] = msgspec.field(default_factory=dict)
    streams: dict[str, StreamRecord] = msgspec.field(default_factory=dict)
    """With the ends that they have in the document."""
    flags: dict[str, tuple[str, Role]] = msgspec.field(default_factory=dict)
    """The stream and the role of each flag, by the flag's id."""

    def stand(self, end: End | None) -> str | None:
        """What an end is drawn at; nothing where that is beyond the border."""
        return self.stands.get(end.unit) if end else None


def level_sheet(document: Flowsheet, level: str = PLANT_LEVEL) -> Flowsheet:
    """A level as a sheet of its own, to be drawn as any other; the sheet itself where it has no sub-flowsheets."""
    drawing = document.drawing
    if not drawing.subflowsheets:
        return document
    level = level if level in drawing.subflowsheets else PLANT_LEVEL
    drawn = _sorted_out(document, level)
    places = _places(drawn)
    for box, keys in drawn.into.items():
        keys.sort(key=lambda key: (_apart(drawn, key, "source", box, places), drawn.streams[key].tag))
    for box, keys in drawn.out.items():
        keys.sort(key=lambda key: (_apart(drawn, key, "target", box, places), drawn.streams[key].tag))
    units = {key: record for key, record in document.units.items() if drawn.stands.get(key) == key}
    units |= {key: _box(drawn, key) for key in _boxes(drawn)}
    units |= {key: _flag(drawn, key) for key in drawn.flags}
    streams = {key: _redirected(drawn, key) for key in drawn.streams}
    crossings = {
        key: Crossing(stream, role, _met_end(streams[stream], role)) for key, (stream, role) in drawn.flags.items()
    }
    sheet = replace(document, units=units, streams=streams, drawing=Drawing(units=places))
    places = places | flag_places(sheet, crossings)
    shown = replace(
        drawing,
        units=places,
        streams={key: route for key, route in drawing.streams.items() if _keeps_route(drawn, key)},
        annotations={key: note for key, note in drawing.annotations.items() if drawn.homes[key] == level},
        subflowsheets={},
    )
    return replace(sheet, title=title_of(document, level), drawing=shown)


def title_of(document: Flowsheet, level: str) -> str:
    """What a level is called on paper: the plant, then the sub-flowsheets down to this one."""
    boxes = document.drawing.subflowsheets
    names = [
        " ".join(part for part in (boxes[key].tag, boxes[key].name) if part) for key in trail(document.drawing, level)
    ]
    return ", ".join([document.title or document.name, *names]) if names else document.title


def tags_on(document: Flowsheet, level: str) -> list[str] | None:
    """The tags of the streams that are drawn on a level; None where that is all of the document's."""
    shown = level_sheet(document, level)
    return None if shown is document else [stream.tag for stream in shown.streams.values()]


def levels(document: Flowsheet) -> tuple[str, ...]:
    """Every level, the plant first, each followed by those within it."""
    above, boxes = parents(document.drawing), document.drawing.subflowsheets

    def below(level: str) -> list[str]:
        inside = sorted(
            (key for key, parent in above.items() if parent == level), key=lambda key: (boxes[key].tag, key)
        )
        return [level, *(found for key in inside for found in below(key))]

    return tuple(below(PLANT_LEVEL))


def _sorted_out(document: Flowsheet, level: str) -> _Level:
    """Which streams are drawn, and where each crosses a border."""
    drawn = _Level(document, level, shown_on(document, level), homes(document))
    boxes = document.drawing.subflowsheets
    for key, stream in document.streams.items():
        source, target = drawn.stand(stream.source), drawn.stand(stream.target)
        if stream.source is None or stream.target is None:
            stands = source or target
            if stands in document.units or (
                stands is None and level == PLANT_LEVEL and not (stream.source or stream.target)
            ):
                drawn.streams[key] = stream
            continue
        if (source is None and target is None) or (source == target and source in boxes):
            continue
        if not (_is_port(document, stream.source) and _is_port(document, stream.target)):
            continue
        drawn.streams[key] = stream
        if source is None:
            drawn.flags[f"{key}<"] = (key, "from")
        elif source in boxes:
            drawn.out.setdefault(source, []).append(key)
        if target is None:
            drawn.flags[f"{key}>"] = (key, "to")
        elif target in boxes:
            drawn.into.setdefault(target, []).append(key)
    return drawn


def _boxes(drawn: _Level) -> list[str]:
    return [key for key, level in parents(drawn.document.drawing).items() if level == drawn.level]


def _places(drawn: _Level) -> dict[str, Placement]:
    """Of units and boxes; what has no place gets one as on any sheet."""
    document, boxes = drawn.document, _boxes(drawn)
    here = {key for key, stands in drawn.stands.items() if stands == key} | {*boxes}
    given = {key: place for key, place in document.drawing.units.items() if key in here}
    units: dict[str, UnitRecord] = {key: document.units[key] for key in here if key in document.units}
    units |= {key: _box(drawn, key) for key in boxes}
    if given.keys() == units.keys():
        return placements(replace(document, units=units, streams={}, drawing=Drawing(units=given)))
    streams = {
        key: _redirected(drawn, key)
        for key, stream in drawn.streams.items()
        if drawn.stand(stream.source) in units and drawn.stand(stream.target) in units
    }
    return placements(replace(document, units=units, streams=streams, drawing=Drawing(units=given)))


def _apart(
    drawn: _Level, key: str, far: Literal["source", "target"], box: str, places: Mapping[str, Placement]
) -> float:
    """How far a stream's other end lies below the box before this was turned; what comes back from beyond it counts as
    coming from below."""
    stands = drawn.stand(getattr(drawn.streams[key], far))
    if stands is None:
        return 2 * FAR
    there, here = places[stands], places[box]
    x, y = unturned(there.x - here.x, there.y - here.y, here.rotation // 90, here.flipped)
    return y + (FAR if (x > 0 if far == "source" else x < 0) else 0.0)


def _box(drawn: _Level, key: str) -> StandIn:
    """The box of a sub-flowsheet, with a port for each stream that crosses its border."""
    record = drawn.document.drawing.subflowsheets[key]
    into, out = drawn.into.get(key, []), drawn.out.get(key, [])
    streams = drawn.document.streams
    marks = {inlet_name(n): streams[stream].tag for n, stream in enumerate(into, start=1)}
    marks |= {outlet_name(n): streams[stream].tag for n, stream in enumerate(out, start=1)}
    place = drawn.document.drawing.units.get(key) or Placement(x=0.0, y=0.0)
    return StandIn(
        tag=record.tag,
        name=record.name,
        operation="",
        role="box",
        area=_area(drawn, key),
        picture=box_name(len(into), len(out), place.rotation // 90, place.flipped),
        ports=box_ports(
            [_phases(drawn.document, streams[stream].target) for stream in into],
            [_phases(drawn.document, streams[stream].source) for stream in out],
        ),
        marks=marks,
    )


def _area(drawn: _Level, key: str) -> str:
    """The first area of what is within, for the layout, which goes by areas."""
    inside = {key, *(box for box in drawn.document.drawing.subflowsheets if key in trail(drawn.document.drawing, box))}
    units = drawn.document.units.items()
    return min((unit.area for name, unit in units if drawn.homes[name] in inside), default="")


def _flag(drawn: _Level, key: str) -> StandIn:
    """A flag that names a stream and where it comes from or goes to."""
    document = drawn.document
    stream, role = drawn.flags[key]
    record = document.streams[stream]
    far = record.source if role == "from" else record.target
    near = record.target if role == "from" else record.source
    assert far is not None
    home = drawn.homes[far.unit]
    words = f"{role} {document.units[far.unit].tag}"
    if home in document.drawing.subflowsheets:
        words += f", {document.drawing.subflowsheets[home].tag}"
    return StandIn(
        tag=record.tag,
        name=record.name,
        operation="",
        notes=words,
        role=role,
        picture=flag_name(role),
        ports=flag_ports(role, _phases(document, far) & _phases(document, near) or frozenset(PHASES)),
        stream=stream,
        far=far.unit,
    )


def _redirected(drawn: _Level, key: str) -> StreamRecord:
    """A stream with its ends where they are drawn: at units, at ports of boxes, at flags."""
    record = drawn.streams[key]
    source, target = drawn.stand(record.source), drawn.stand(record.target)
    if record.source is None or record.target is None:
        return record
    out, into = record.source, record.target
    if source is None:
        out = End(unit=f"{key}<", port=outlet_name(1))
    elif source != record.source.unit:
        out = End(unit=source, port=outlet_name(drawn.out[source].index(key) + 1))
    if target is None:
        into = End(unit=f"{key}>", port=inlet_name(1))
    elif target != record.target.unit:
        into = End(unit=target, port=inlet_name(drawn.into[target].index(key) + 1))
    return record if (out, into) == (record.source, record.target) else replace(record, source=out, target=into)


def _met_end(stream: StreamRecord, role: Role) -> End:
    """The end on the level of a stream that crosses its border."""
    met = stream.target if role == "from" else stream.source
    assert met is not None
    return met


def _keeps_route(drawn: _Level, key: str) -> bool:
    """Corners drawn by hand are for the level on which a stream runs from unit to unit."""
    record = drawn.streams.get(key)
    return record is not None and all(
        drawn.stands.get(end.unit) == end.unit for end in (record.source, record.target) if end is not None
    )


def _is_port(document: Flowsheet, end: End) -> bool:
    return end.unit in document.units and end.port in ports_of(document.units[end.unit])


def _phases(document: Flowsheet, end: End | None) -> frozenset[str]:
    """What may pass at an end."""
    return ports_of(document.units[end.unit])[end.port].carries if end else frozenset(PHASES)
