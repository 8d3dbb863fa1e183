"""Streams with a free end: a short line from their port to where the end was let go."""

from __future__ import annotations

from collections.abc import Mapping

from flowsheets.diagram.geometry import OUTWARD, Point
from flowsheets.diagram.scene import DrawnStream, DrawnUnit
from flowsheets.document.records import Flowsheet

LENGTH = 56.0
"""Of one that was not put anywhere [px]."""


def drawn_hanging(sheet: Flowsheet, units: Mapping[str, DrawnUnit]) -> dict[str, DrawnStream]:
    """The streams with one end at a port that is there and the other free, by id."""
    found = {}
    for key, record in sorted(sheet.streams.items()):
        end = record.source or record.target
        if end is None or (record.source is not None and record.target is not None) or end.unit not in units:
            continue
        doors = units[end.unit].doors.get(end.port, ())
        if not doors:
            continue
        door = doors[-1]
        dx, dy = OUTWARD[door.slot.side]
        route = sheet.drawing.streams.get(key)
        (x, y), away = door.edge, (door.edge[0] + dx * LENGTH, door.edge[1] + dy * LENGTH)
        free: Point = route.points[-1] if route and route.points else away
        corner = (free[0], y) if dx else (x, free[1])
        points = [door.contact, *(p for p in (corner,) if p not in (door.contact, free)), free]
        if len(points) < 2 or points[0] == points[-1]:
            points = [door.contact, away]
        if record.source is None:
            points.reverse()
        found[key] = DrawnStream(key, record, tuple(points), False, True, frozenset())
    return found


def free_end(drawn: DrawnStream) -> Point:
    """Where it hangs."""
    return drawn.points[0] if drawn.record.source is None else drawn.points[-1]
