"""Units taken along as bytes, with the streams between them, and put on a sheet again. Pure edits."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from itertools import groupby

import msgspec

from flowsheets.diagram.geometry import on_grid
from flowsheets.diagram.scene import placements
from flowsheets.diagram.subflowsheets import level_sheet
from flowsheets.document.editing import next_tag
from flowsheets.document.identity import new_id
from flowsheets.document.levels import homes, trail
from flowsheets.document.records import (
    Annotation,
    Drawing,
    Flowsheet,
    Placement,
    Route,
    SourceRecord,
    StreamRecord,
    Subflowsheet,
    UnitRecord,
)
from flowsheets.document.subflowsheets import is_free_tag, next_subflowsheet_tag

replace = msgspec.structs.replace
_TAG = re.compile(r"(.*?)-?(\d+)[A-Za-z]?$")


class Fragment(msgspec.Struct, frozen=True, kw_only=True):
    """What is taken along. streams: those whose both ends are among the units. sources: those that units name.

    boxes: sub-flowsheets with all that is in them; those that were chosen have no parent here.
    """

    units: dict[str, UnitRecord] = {}
    streams: dict[str, StreamRecord] = {}
    placements: dict[str, Placement] = {}
    routes: dict[str, Route] = {}
    annotations: dict[str, Annotation] = {}
    boxes: dict[str, Subflowsheet] = {}
    sources: dict[str, SourceRecord] = {}

    @property
    def inside(self) -> frozenset[str]:
        """What lies within the boxes, and is not seen where it is copied from."""
        held = {member for box in self.boxes.values() for member in (*box.units, *box.annotations)}
        return frozenset(held | {key for key, box in self.boxes.items() if box.parent})

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of what is seen of it."""
        places = [(p.x, p.y) for key, p in self.placements.items() if key not in self.inside]
        places += [(a.x, a.y) for key, a in self.annotations.items() if key not in self.inside]
        xs, ys = [x for x, _ in places] or [0.0], [y for _, y in places] or [0.0]
        return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def fragment_of(sheet: Flowsheet, ids: Iterable[str]) -> Fragment:
    """The chosen units, annotations and sub-flowsheets of a sheet, with the streams between the units."""
    chosen = set(ids)
    boxes = _boxes(sheet, chosen)
    chosen |= {member for box in boxes.values() for member in (*box.units, *box.annotations)}
    units = {key: record for key, record in sheet.units.items() if key in chosen}
    streams = {
        key: record
        for key, record in sheet.streams.items()
        if record.source and record.target and record.source.unit in units and record.target.unit in units
    }
    named = {source for record in units.values() for source in record.sources.values()}
    return Fragment(
        units=units,
        streams=streams,
        placements=_places_of(sheet, [*units, *boxes]),
        routes={key: route for key, route in sheet.drawing.streams.items() if key in streams},
        annotations={key: note for key, note in sheet.drawing.annotations.items() if key in chosen},
        boxes=boxes,
        sources={key: record for key, record in sheet.sources.items() if key in named},
    )


def _boxes(sheet: Flowsheet, chosen: Collection[str]) -> dict[str, Subflowsheet]:
    """The chosen sub-flowsheets and all within them, with what is really drawn on each."""
    drawing, where = sheet.drawing, homes(sheet)
    taken = [key for key in sorted(drawing.subflowsheets) if any(box in chosen for box in trail(drawing, key))]
    held: dict[str, list[str]] = {key: [] for key in taken}
    for member, home in sorted(where.items()):
        if home in held:
            held[home].append(member)
    return {
        key: replace(
            drawing.subflowsheets[key],
            parent=where[key] if where[key] in held else "",
            units=tuple(member for member in members if member in sheet.units),
            annotations=tuple(member for member in members if member in drawing.annotations),
        )
        for key, members in held.items()
    }


def _places_of(sheet: Flowsheet, keys: Iterable[str]) -> dict[str, Placement]:
    """Where units and boxes stand, each on its level."""
    where, found = homes(sheet), {}
    for level, members in groupby(sorted(keys, key=lambda key: where[key]), key=lambda key: where[key]):
        places = placements(level_sheet(sheet, level))
        found |= {key: places[key] for key in members}
    return found


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
    edited = _with_boxes(edited, fragment, ids)
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
    drawing = replace(drawing, subflowsheets=drawing.subflowsheets | _filled(fragment, ids, drawing))
    sources = {key: record for key, record in fragment.sources.items() if key not in edited.sources}
    return replace(edited, drawing=drawing, sources=edited.sources | sources), set(ids.values())


def _with_boxes(sheet: Flowsheet, fragment: Fragment, ids: dict[str, str]) -> Flowsheet:
    """The sheet with empty copies of sub-flowsheets, whose ids are told in ``ids``."""
    for key, box in sorted(fragment.boxes.items(), key=lambda item: item[1].tag):
        ids[key] = new_id(sheet, "f")
        tag = box.tag if is_free_tag(sheet, box.tag) else next_subflowsheet_tag(sheet)
        boxes = sheet.drawing.subflowsheets | {ids[key]: replace(box, tag=tag)}
        sheet = replace(sheet, drawing=replace(sheet.drawing, subflowsheets=boxes))
    return sheet


def _filled(fragment: Fragment, ids: Mapping[str, str], drawing: Drawing) -> dict[str, Subflowsheet]:
    """The copies of sub-flowsheets with the copies of what was in them."""
    return {
        ids[key]: replace(
            drawing.subflowsheets[ids[key]],
            parent=ids.get(box.parent, ""),
            units=tuple(sorted(ids[unit] for unit in box.units if unit in ids)),
            annotations=tuple(sorted(ids[note] for note in box.annotations if note in ids)),
        )
        for key, box in fragment.boxes.items()
    }


def _copied(note: Annotation, ids: Mapping[str, str]) -> tuple[str, ...]:
    """The streams of a table: the copies of those that were copied with it."""
    return tuple(ids.get(key, key) for key in note.streams)


def _free_tag(sheet: Flowsheet, tag: str) -> str:
    """The tag, or the next number of its prefix where it is taken."""
    if is_free_tag(sheet, tag):
        return tag
    found = _TAG.match(tag)
    return next_tag(sheet, found[1] or tag, first=int(found[2])) if found else next_tag(sheet, tag)
