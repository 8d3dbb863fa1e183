"""A sheet as it is drawn: units with their boxes and ports, streams with their routes. No colours, no text sizes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec.structs import replace

from flowsheets.diagram.caption_places import caption_steps
from flowsheets.diagram.captions import Caption, caption
from flowsheets.diagram.geometry import Box, Point, around, on_grid
from flowsheets.diagram.layout import arranged, main_line
from flowsheets.diagram.ports import arrange, turned
from flowsheets.diagram.routing import Path, Router, Wire
from flowsheets.diagram.stand_ins import is_flag, ports_of, symbol_of
from flowsheets.diagram.symbols import Slot, Symbol
from flowsheets.document.records import End, Flowsheet, Placement, StreamRecord, UnitRecord

FAR = 1e6
"""Beyond every drawing [px]."""


class Door(msgspec.Struct, frozen=True):
    """Where a stream meets a unit: on the edge of its box, and further in on the outline of the equipment."""

    edge: Point
    contact: Point
    slot: Slot


class DrawnUnit(msgspec.Struct, frozen=True):
    """A unit in its place. box: as it stands, turned. doors: by port, one for each stream or one without any."""

    key: str
    record: UnitRecord
    symbol: Symbol
    placement: Placement
    box: Box
    doors: Mapping[str, tuple[Door, ...]]
    used: frozenset[Slot]
    caption: Caption

    @property
    def is_flag(self) -> bool:
        """Whether it is a feed, a product or a stream's crossing of the border: a flag with its name inside."""
        return is_flag(self.record)


class DrawnStream(msgspec.Struct, frozen=True):
    """A stream in its place. points: corners from outline to outline. main: of the main line. clear: runs round units.

    phases: the stream phases that both of its ports carry.
    """

    key: str
    record: StreamRecord
    points: tuple[Point, ...]
    main: bool
    clear: bool
    phases: frozenset[str]

    @property
    def runs_back(self) -> bool:
        """Whether it ends left of where it starts."""
        return self.points[-1][0] < self.points[0][0]


class Scene(msgspec.Struct, frozen=True):
    """A drawn sheet. Streams with a free end are not drawn."""

    units: Mapping[str, DrawnUnit]
    streams: Mapping[str, DrawnStream]
    hanging: tuple[str, ...] = msgspec.field(default=())

    @property
    def extent(self) -> Box:
        """The smallest box round everything; a small one at the origin round nothing."""
        boxes = list(self._boxes())
        if not boxes:
            return Box(0, 0, 0, 0)
        lefts, tops = min(box.left for box in boxes), min(box.top for box in boxes)
        return Box(lefts, tops, max(box.right for box in boxes), max(box.bottom for box in boxes))

    def _boxes(self) -> Iterable[Box]:
        for unit in self.units.values():
            yield unit.box
            yield from unit.caption.areas
        for stream in self.streams.values():
            xs, ys = [x for x, _ in stream.points], [y for _, y in stream.points]
            yield Box(min(xs), min(ys), max(xs), max(ys))


def scene(document: Flowsheet) -> Scene:
    """Draw a sheet: units where the document puts them, else where the layout does, and all streams routed."""
    places = placements(document)
    ends = connections(document)
    units = {key: draw_unit(document, key, places, ends.get(key, {})) for key in sorted(document.units)}
    wires = stream_wires(document, units, ends)
    router = Router(
        {key: unit.box for key, unit in units.items()},
        {key: unit.caption.areas for key, unit in units.items()},
    )
    paths = router.lay(wire for key, wire in wires.items() if not drawn_by_hand(document, key))
    streams = draw_streams(document, units, ends, wires, paths)
    units |= dict(captioned_steps(units, streams))
    return Scene(units, streams, tuple(sorted(document.streams.keys() - streams.keys())))


def captioned_steps(
    units: Mapping[str, DrawnUnit], streams: Mapping[str, DrawnStream]
) -> Iterator[tuple[str, DrawnUnit]]:
    """Each unit with its words clear of what is drawn, one at a time."""
    lines = {key: stream.points for key, stream in streams.items()}
    for key, words in caption_steps({key: (unit.box, unit.caption) for key, unit in units.items()}, lines):
        unit = units[key]
        yield key, unit if words is unit.caption else replace(unit, caption=words)


def draw_streams(
    document: Flowsheet,
    units: Mapping[str, DrawnUnit],
    ends: Mapping[str, Mapping[str, list[str]]],
    wires: Mapping[str, Wire],
    paths: Mapping[str, Path],
    on_main: frozenset[str] | None = None,
) -> dict[str, DrawnStream]:
    """Every stream along its route; one without a route goes by the corners that the document gives it.

    on_main: the streams of the main line, where they are known already.
    """
    on_main = main_line(document) if on_main is None else on_main
    streams = {}
    for key, wire in sorted(wires.items()):
        record = document.streams[key]
        corners = document.drawing.streams[key].points if drawn_by_hand(document, key) else ()
        path = paths.get(key) or Path((wire.start, *corners, wire.end))
        source, target = _doors(record, units, ends, key)
        points = _merged((source.contact, *path.points, target.contact))
        phases = _phases(document, record)
        streams[key] = DrawnStream(key, record, points, key in on_main, path.clear, phases)
    return streams


def placements(document: Flowsheet) -> dict[str, Placement]:
    """Where every unit stands, its centre on the grid; units without a place get one beside the others."""
    given = {key: place for key, place in document.drawing.units.items() if key in document.units}
    missing = document.units.keys() - given.keys()
    if missing:
        found = arranged(document)
        shift = max((place.y for place in given.values()), default=0.0) + 240 if given else 0.0
        given |= {key: Placement(x=found[key][0], y=found[key][1] + shift) for key in sorted(missing)}
    return {key: at_rest(place) for key, place in given.items()}


def at_rest(place: Placement) -> Placement:
    """A place with its centre on the grid."""
    return Placement(x=on_grid(place.x), y=on_grid(place.y), rotation=place.rotation, flipped=place.flipped)


def connections(document: Flowsheet) -> dict[str, dict[str, list[str]]]:
    """Streams at each port of each unit: {unit: {port: [stream]}}; streams with a free or lost end are left out."""
    found: dict[str, dict[str, list[str]]] = {}
    ports = {key: frozenset(ports_of(record)) for key, record in document.units.items()}
    for key, record in sorted(document.streams.items()):
        ends = (record.source, record.target)
        if all(end is not None and end.port in ports.get(end.unit, ()) for end in ends):
            for end in ends:
                if end is not None:
                    found.setdefault(end.unit, {}).setdefault(end.port, []).append(key)
    return found


def draw_unit(
    document: Flowsheet, key: str, places: Mapping[str, Placement], streams: Mapping[str, list[str]]
) -> DrawnUnit:
    """A unit in its place, with a door for each stream; streams at one port come in the order of their other ends."""
    record, place = document.units[key], places[key]
    picture = symbol_of(record)
    width, height = picture.width, picture.height
    size = (width, height) if place.rotation // 90 % 2 == 0 else (height, width)
    box = around(size, (place.x, place.y))
    before = {port: _in_order(document, key, port, keys, places) for port, keys in streams.items()}
    slots = arrange(picture, ports_of(record).values(), {port: len(keys) for port, keys in streams.items()}, before)
    doors: dict[str, tuple[Door, ...]] = {}
    used: list[Slot] = []
    for port, found in slots.items():
        here = [turned(slot, width, height, place.rotation // 90, place.flipped) for slot in found]
        here.sort(key=lambda slot: (slot.side, slot.offset))
        doors[port] = tuple(_door(slot, box) for slot in here)
        used += here if port in streams else []
    words = caption(record, picture, place, box, used)
    return DrawnUnit(key, record, picture, place, box, doors, frozenset(used), words)


def stream_wires(
    document: Flowsheet,
    units: Mapping[str, DrawnUnit],
    ends: Mapping[str, Mapping[str, list[str]]],
    of: Iterable[str] | None = None,
) -> dict[str, Wire]:
    """The streams with both ends at ports, as the router takes them; of: only those that meet these units."""
    meeting = ends.values() if of is None else [ends[unit] for unit in of if unit in ends]
    wires = {}
    for key in sorted({stream for ports in meeting for streams in ports.values() for stream in streams}):
        source, target = _doors(document.streams[key], units, ends, key)
        wires[key] = Wire(key, source.edge, source.slot.side, target.edge, target.slot.side)
    return wires


def _door(slot: Slot, box: Box) -> Door:
    (x, y), (inner_x, inner_y) = slot.point(box.width, box.height), slot.contact(box.width, box.height)
    return Door((box.left + x, box.top + y), (box.left + inner_x, box.top + inner_y), slot)


def _doors(
    record: StreamRecord,
    units: Mapping[str, DrawnUnit],
    ends: Mapping[str, Mapping[str, list[str]]],
    key: str,
) -> tuple[Door, Door]:
    def door(end: End | None) -> Door:
        assert end is not None
        return units[end.unit].doors[end.port][ends[end.unit][end.port].index(key)]

    return door(record.source), door(record.target)


def _in_order(document: Flowsheet, unit: str, port: str, streams: list[str], places: Mapping[str, Placement]) -> int:
    """Sort the streams at a port by where their other ends lie; the place in that order of the one most level with
    the unit, which goes straight in. What comes back from beyond the unit counts as coming from below."""
    record, here = document.units[unit], places[unit]
    slot = symbol_of(record).places.get(port)
    upright = slot is not None and slot.side in ("top", "bottom")

    def apart(stream: str) -> float:
        far = _far_place(document, stream, unit, places)
        if upright:
            return far.x - here.x
        beyond = (far.x < here.x) == (ports_of(record)[port].direction == "out")
        return far.y - here.y + (FAR if beyond and far.x != here.x else 0.0)

    streams.sort(key=lambda stream: (apart(stream), document.streams[stream].tag))
    return min(range(len(streams)), key=lambda number: abs(apart(streams[number])))


def _far_place(document: Flowsheet, stream: str, unit: str, places: Mapping[str, Placement]) -> Placement:
    """Where the unit at the other end of a stream stands."""
    record = document.streams[stream]
    far = record.source if record.target and record.target.unit == unit else record.target
    return places[far.unit if far else unit]


def _phases(document: Flowsheet, record: StreamRecord) -> frozenset[str]:
    carried = [
        ports_of(document.units[end.unit])[end.port].carries
        for end in (record.source, record.target)
        if end is not None
    ]
    return frozenset.intersection(*carried) if carried else frozenset()


def drawn_by_hand(document: Flowsheet, key: str) -> bool:
    """Whether the document gives a stream its corners."""
    route = document.drawing.streams.get(key)
    return route is not None and bool(route.points)


def _merged(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The corners that are corners."""
    kept: list[Point] = []
    for point in points:
        while len(kept) >= 2 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept.pop()
        if not kept or kept[-1] != point:
            kept.append(point)
    return tuple(kept)
