"""What of a drawing stays as it is after an edit, and how far an edit reaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from flowsheets.diagram.geometry import Point
from flowsheets.diagram.routing import Path, Wire
from flowsheets.diagram.scene import DrawnUnit
from flowsheets.document.records import Flowsheet


def neighbours(sheet: Flowsheet, ends: Mapping[str, Mapping[str, Iterable[str]]], units: Iterable[str]) -> set[str]:
    """Units that share a stream with one of these, and they themselves where they have one."""
    streams = {stream for unit in units for keys in ends.get(unit, {}).values() for stream in keys}
    records = [sheet.streams[stream] for stream in streams]
    return {end.unit for record in records for end in (record.source, record.target) if end is not None}


def captioned_as(shown: DrawnUnit | None, before: DrawnUnit | None, now: DrawnUnit) -> DrawnUnit:
    """A unit with its words where they are shown, if it stands as it did; they go with it where it only moved."""
    if shown is None or before is None:
        return now
    if now.caption == before.caption:
        return replace(now, caption=shown.caption)
    said, says = ([text.words for text in unit.caption.texts] for unit in (before, now))
    turned, turns = ((unit.placement.rotation, unit.placement.flipped) for unit in (before, now))
    if (said, turned, before.symbol, before.used) != (says, turns, now.symbol, now.used):
        return now
    right, down = now.box.left - before.box.left, now.box.top - before.box.top
    return replace(now, caption=shown.caption.moved(right, down))


def stands_alike(before: DrawnUnit, now: DrawnUnit) -> bool:
    """Whether all streams run as they did: only numbers of the unit are others."""
    return (before.box, before.doors, before.caption) == (now.box, now.doors, now.caption)


def fits(path: Path, wire: Wire) -> bool:
    points: tuple[Point, ...] = path.points
    return points[0] == wire.start and points[-1] == wire.end
