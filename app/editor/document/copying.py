"""Units taken along as bytes, with the streams between them, and put on a sheet again. Pure edits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import msgspec

from flowsheets.diagram.geometry import on_grid
from flowsheets.diagram.scene import placements
from flowsheets.document.editing import next_tag
from flowsheets.document.identity import new_id
from flowsheets.document.paths import owners_by_tag
from flowsheets.document.records import (
    Annotation,
    Flowsheet,
    Placement,
    Route,
    SourceRecord,
    StreamRecord,
    UnitRecord,
)

replace = msgspec.structs.replace
_TAG = re.compile(r"(.*?)-?(\d+)[A-Za-z]?$")


class Fragment(msgspec.Struct, frozen=True, kw_only=True):
    """What is taken along. streams: those whose both ends are among the units. sources: those that units name."""

    units: dict[str, UnitRecord] = {}
    streams: dict[str, StreamRecord] = {}
    placements: dict[str, Placement] = {}
    routes: dict[str, Route] = {}
    annotations: dict[str, Annotation] = {}
    sources: dict[str, SourceRecord] = {}

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of what is in it."""
        places = [(p.x, p.y) for p in self.placements.values()] + [(a.x, a.y) for a in self.annotations.values()]
        xs, ys = [x for x, _ in places] or [0.0], [y for _, y in places] or [0.0]
        return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def fragment_of(sheet: Flowsheet, ids: Iterable[str]) -> Fragment:
    """The chosen units and annotations of a sheet, with the streams between the units."""
    chosen = set(ids)
    units = {key: record for key, record in sheet.units.items() if key in chosen}
    streams = {
        key: record
        for key, record in sheet.streams.items()
        if record.source and record.target and record.source.unit in units and record.target.unit in units
    }
    places = placements(sheet)
    named = {source for record in units.values() for source in record.sources.values()}
    return Fragment(
        units=units,
        streams=streams,
        placements={key: places[key] for key in units},
        routes={key: route for key, route in sheet.drawing.streams.items() if key in streams},
        annotations={key: note for key, note in sheet.drawing.annotations.items() if key in chosen},
        sources={key: record for key, record in sheet.sources.items() if key in named},
    )


def written(fragment: Fragment) -> bytes:
    """The fragment as JSON, as it lies on the clipboard."""
    return msgspec.json.encode(fragment)


def read(data: bytes) -> Fragment | None:
    """A fragment from JSON; None where it is none, whatever another program has put there."""
    try:
        return msgspec.json.decode(data, type=Fragment)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def pasted(sheet: Flowsheet, fragment: Fragment, shift: tuple[float, float]) -> tuple[Flowsheet, set[str]]:
    """The sheet with a copy of everything in a fragment, with ids and tags of its own; and the copies' ids."""
    dx, dy = on_grid(shift[0]), on_grid(shift[1])
    ids: dict[str, str] = {}
    edited = sheet
    for key, record in sorted(fragment.units.items(), key=lambda item: item[1].tag):
        ids[key] = new_id(edited, "u")
        tag = _free_tag(edited, record.tag)
        edited = replace(edited, units=edited.units | {ids[key]: replace(record, tag=tag)})
    for key, record in sorted(fragment.streams.items(), key=lambda item: item[1].tag):
        if record.source is None or record.target is None or not {record.source.unit, record.target.unit} <= ids.keys():
            continue
        ids[key] = new_id(edited, "s")
        source = replace(record.source, unit=ids[record.source.unit])
        target = replace(record.target, unit=ids[record.target.unit])
        copy = replace(record, tag=next_tag(edited, "S"), source=source, target=target)
        edited = replace(edited, streams=edited.streams | {ids[key]: copy})
    drawing = edited.drawing
    places = {ids[k]: replace(p, x=p.x + dx, y=p.y + dy) for k, p in fragment.placements.items() if k in ids}
    routes = {
        ids[key]: replace(route, points=tuple((x + dx, y + dy) for x, y in route.points), label=None)
        for key, route in fragment.routes.items()
        if key in ids
    }
    notes = drawing.annotations
    for key, note in sorted(fragment.annotations.items()):
        ids[key] = new_id(edited, "a")
        notes = notes | {ids[key]: replace(note, x=note.x + dx, y=note.y + dy, streams=_copied(note, ids))}
    drawing = replace(drawing, units=drawing.units | places, streams=drawing.streams | routes, annotations=dict(notes))
    sources = {key: record for key, record in fragment.sources.items() if key not in edited.sources}
    return replace(edited, drawing=drawing, sources=edited.sources | sources), set(ids.values())


def _copied(note: Annotation, ids: Mapping[str, str]) -> tuple[str, ...]:
    """The streams of a table: the copies of those that were copied with it."""
    return tuple(ids.get(key, key) for key in note.streams)


def _free_tag(sheet: Flowsheet, tag: str) -> str:
    """The tag, or the next number of its prefix where it is taken."""
    if tag not in owners_by_tag(sheet):
        return tag
    found = _TAG.match(tag)
    return next_tag(sheet, found[1] or tag, first=int(found[2])) if found else next_tag(sheet, tag)
