"""Sub-flowsheets folded, opened out, filled, emptied and renamed: pure edits of the drawing.

None but ``without_subflowsheet`` touches the model, so no solution is ever made stale by folding.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import msgspec

from flowsheets.document.editing import without_unit
from flowsheets.document.errors import DocumentError
from flowsheets.document.identity import new_id
from flowsheets.document.levels import (
    PLANT_LEVEL,
    homes,
    parents,
    subflowsheet_id,
    subflowsheets_within,
    units_within,
)
from flowsheets.document.paths import owners_by_tag, tag_fault
from flowsheets.document.records import Drawing, Flowsheet, Placement, Subflowsheet

replace = msgspec.structs.replace

FIRST_NUMBER = 100
STEP = 100
"""Areas of a plant are numbered in hundreds."""


def grouped(
    sheet: Flowsheet,
    members: Iterable[str],
    *,
    tag: str = "",
    name: str = "",
    at: tuple[float, float] | None = None,
) -> tuple[Flowsheet, str]:
    """The sheet with units, annotations and boxes of one level folded into a new sub-flowsheet; and its id.

    at: the place of its box. Raises DocumentError if there is no unit or box among the members, one is not on the
    drawing, or they stand on different levels.
    """
    where = homes(sheet)
    chosen = sorted(set(members))
    lost = [key for key in chosen if key not in where]
    if lost:
        raise DocumentError(f'"{lost[0]}" is not on the drawing', remedy="Fold units, notes and boxes that are there.")
    if not any(key in sheet.units or key in sheet.drawing.subflowsheets for key in chosen):
        raise DocumentError("there is no unit to be folded", remedy="Choose units first.")
    levels = {where[key] for key in chosen}
    if len(levels) > 1:
        raise DocumentError("the units stand on different sheets", remedy="Choose units of one sheet.")
    tag = tag or next_subflowsheet_tag(sheet)
    require_tag(sheet, tag)
    key = new_id(sheet, "f")
    record = Subflowsheet(tag=tag, name=name, parent=levels.pop())
    drawing = replace(sheet.drawing, subflowsheets=sheet.drawing.subflowsheets | {key: record})
    if at is not None:
        drawing = replace(drawing, units=drawing.units | {key: Placement(x=at[0], y=at[1])})
    return moved_into(replace(sheet, drawing=drawing), chosen, key), key


def dissolved(sheet: Flowsheet, subflowsheet: str, shift: tuple[float, float] = (0.0, 0.0)) -> Flowsheet:
    """The sheet with the contents of a sub-flowsheet on the level of its box, moved by a shift [px], and no box."""
    key = subflowsheet_id(sheet, subflowsheet)
    home = parents(sheet.drawing)[key]
    contents = [member for member, level in homes(sheet).items() if level == key]
    edited = moved_into(sheet, contents, home)
    drawing = edited.drawing
    (dx, dy), inside = shift, set(contents)
    places = {
        member: replace(place, x=place.x + dx, y=place.y + dy) if member in inside else place
        for member, place in drawing.units.items()
        if member != key
    }
    notes = {
        member: replace(note, x=note.x + dx, y=note.y + dy) if member in inside else note
        for member, note in drawing.annotations.items()
    }
    boxes = {member: record for member, record in drawing.subflowsheets.items() if member != key}
    if shift == (0.0, 0.0):
        notes = drawing.annotations
    return replace(edited, drawing=replace(drawing, units=places, annotations=notes, subflowsheets=boxes))


def moved_into(sheet: Flowsheet, members: Iterable[str], level: str) -> Flowsheet:
    """The sheet with units, annotations and boxes drawn on another level; they keep their coordinates.

    Raises DocumentError if the level is not there, or lies within one of the boxes.
    """
    known = sheet.drawing.subflowsheets
    if level != PLANT_LEVEL:
        level = subflowsheet_id(sheet, level)
    moved = set(members)
    for key in moved & known.keys():
        if level == key or level in subflowsheets_within(sheet.drawing, key):
            raise DocumentError(f"{known[key].tag} cannot lie within itself", remedy="Choose a sheet outside it.")
    boxes: dict[str, Subflowsheet] = {}
    for key, record in known.items():
        units = [unit for unit in record.units if unit not in moved]
        notes = [note for note in record.annotations if note not in moved]
        if key == level:
            units = sorted({*units, *(moved & sheet.units.keys())})
            notes = sorted({*notes, *(moved & sheet.drawing.annotations.keys())})
        parent = level if key in moved else record.parent
        made = replace(record, units=tuple(units), annotations=tuple(notes), parent=parent)
        boxes[key] = record if made == record else made
    return replace(sheet, drawing=replace(sheet.drawing, subflowsheets=boxes))


def with_subflowsheet(sheet: Flowsheet, subflowsheet: str, *, tag: str | None = None, **fields: str) -> Flowsheet:
    """The sheet with another tag, ``name`` or ``notes`` on a sub-flowsheet. Raises DocumentError for a tag in use."""
    key = subflowsheet_id(sheet, subflowsheet)
    record = sheet.drawing.subflowsheets[key]
    if tag is not None:
        require_tag(sheet, tag, key)
        record = replace(record, tag=tag)
    boxes = sheet.drawing.subflowsheets | {key: replace(record, **fields)}
    return replace(sheet, drawing=replace(sheet.drawing, subflowsheets=boxes))


def without_subflowsheet(sheet: Flowsheet, subflowsheet: str) -> Flowsheet:
    """The sheet without a sub-flowsheet and all that is drawn on it at any depth.

    Streams to units outside stay with a free end, as where a unit is deleted.
    """
    key = subflowsheet_id(sheet, subflowsheet)
    gone = {key, *subflowsheets_within(sheet.drawing, key)}
    where, edited = homes(sheet), sheet
    for unit in sorted(units_within(sheet, key)):
        edited = without_unit(edited, unit)
    drawing = edited.drawing
    notes = {note: record for note, record in drawing.annotations.items() if where[note] not in gone}
    boxes = {box: record for box, record in drawing.subflowsheets.items() if box not in gone}
    places = {member: place for member, place in drawing.units.items() if member not in gone}
    return replace(edited, drawing=replace(drawing, units=places, annotations=notes, subflowsheets=boxes))


def landed(before: Flowsheet, after: Flowsheet, level: str) -> Flowsheet:
    """An edited sheet in which what is new, and has no sheet of its own yet, is drawn on a level."""
    if level not in after.drawing.subflowsheets:
        return after
    units = after.units.keys() - before.units.keys()
    notes = after.drawing.annotations.keys() - before.drawing.annotations.keys()
    boxes = after.drawing.subflowsheets.keys() - before.drawing.subflowsheets.keys()
    if not (units or notes or boxes):
        return after
    where = homes(after)
    new = [key for key in (*units, *notes, *boxes) if where[key] == PLANT_LEVEL]
    return moved_into(after, new, level) if new else after


def folded_by_area(sheet: Flowsheet, level: str = PLANT_LEVEL) -> tuple[Flowsheet, tuple[str, ...]]:
    """The sheet with the units of each area of a level in a sub-flowsheet of its own; and the ids of these.

    An area with one unit, or with all units of the level, is left as it is. '300 Leach' becomes A-300, Leach; an area
    that does not begin with a number is the name.
    """
    where = homes(sheet)
    areas: dict[str, list[str]] = {}
    for key, record in sheet.units.items():
        if where[key] == level and record.area:
            areas.setdefault(record.area, []).append(key)
    present = sum(where[key] == level for key in sheet.units)
    edited, made = sheet, []
    for area, units in sorted(areas.items()):
        if 1 < len(units) < present:
            number, _, rest = area.partition(" ")
            tag = f"A-{number}" if number.isdigit() else ""
            known = not tag or tag in _tags(edited)
            name = area if known else rest.strip()
            at = _middle(edited.drawing, units)
            edited, key = grouped(edited, units, tag="" if known else tag, name=name, at=at)
            made.append(key)
    return edited, tuple(made)


def next_subflowsheet_tag(sheet: Flowsheet) -> str:
    """The first free tag of an area: A-100, A-200 ..."""
    taken, number = _tags(sheet), FIRST_NUMBER
    while f"A-{number}" in taken:
        number += STEP
    return f"A-{number}"


def is_free_tag(sheet: Flowsheet, tag: str) -> bool:
    """Whether no unit, stream or sub-flowsheet has a tag."""
    return tag not in _tags(sheet)


def require_tag(sheet: Flowsheet, tag: str, key: str = "") -> None:
    """Raise DocumentError if a sub-flowsheet may not have a tag."""
    fault = tag_fault(tag)
    if fault:
        raise DocumentError(fault, remedy="Write a tag such as A-100.")
    boxes = sheet.drawing.subflowsheets
    if tag in owners_by_tag(sheet) or any(box.tag == tag and other != key for other, box in boxes.items()):
        raise DocumentError(f'the tag "{tag}" is taken', remedy="Every sub-flowsheet has a tag of its own.")


def _tags(sheet: Flowsheet) -> Collection[str]:
    return {*owners_by_tag(sheet), *(box.tag for box in sheet.drawing.subflowsheets.values())}


def _middle(drawing: Drawing, units: Iterable[str]) -> tuple[float, float] | None:
    """The middle of the units that have a place."""
    places: Mapping[str, Placement] = drawing.units
    spots = [(places[key].x, places[key].y) for key in units if key in places]
    if not spots:
        return None
    xs, ys = zip(*spots, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
