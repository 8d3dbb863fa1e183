"""Which sheet everything is drawn on: the sheet of the whole plant, or that of a sub-flowsheet.

A *level* is one such sheet: the id of a sub-flowsheet, or PLANT_LEVEL. What a file says is taken as far as it makes
sense: a parent that is not there, or that lies within its own child, counts as the whole plant; of two sub-flowsheets
that claim a unit the first in the order of ids has it. The checks tell of both.
"""

from __future__ import annotations

from collections.abc import Iterable

from flowsheets.document.errors import DocumentError
from flowsheets.document.records import Drawing, Flowsheet, StreamRecord, Subflowsheet

PLANT_LEVEL = ""
"""The sheet of the whole plant."""


def subflowsheet_of(sheet: Flowsheet, key: str) -> Subflowsheet:
    """A sub-flowsheet by its id or tag; raises DocumentError if there is none."""
    return sheet.drawing.subflowsheets[subflowsheet_id(sheet, key)]


def subflowsheet_id(sheet: Flowsheet, name: str) -> str:
    """The id of a sub-flowsheet by id or tag; raises DocumentError if there is none."""
    known = sheet.drawing.subflowsheets
    if name in known:
        return name
    for key in sorted(known):
        if known[key].tag == name:
            return key
    raise DocumentError(f'no sub-flowsheet of this sheet is called "{name}"')


def parents(drawing: Drawing) -> dict[str, str]:
    """The level on which the box of each sub-flowsheet stands."""
    known = drawing.subflowsheets
    found: dict[str, str] = {}
    for key in sorted(known):
        passed: list[str] = []
        at = key
        while at in known and at not in found and at not in passed:
            passed.append(at)
            at = known[at].parent
        if at in passed:  # a ring: it is opened at its first in the order of ids
            found[min(passed[passed.index(at) :])] = PLANT_LEVEL
        for member in passed:
            parent = known[member].parent
            found.setdefault(member, parent if parent in known else PLANT_LEVEL)
    return found


def homes(sheet: Flowsheet) -> dict[str, str]:
    """The level of every unit, annotation and box of a sub-flowsheet."""
    drawing = sheet.drawing
    found = dict.fromkeys((*sheet.units, *drawing.annotations), PLANT_LEVEL)
    for key in sorted(drawing.subflowsheets, reverse=True):
        record = drawing.subflowsheets[key]
        for member in (*record.units, *record.annotations):
            if member in found:
                found[member] = key
    return found | parents(drawing)


def trail(drawing: Drawing, level: str) -> tuple[str, ...]:
    """The sub-flowsheets from the outermost to this one: what a breadcrumb shows behind the plant."""
    above = parents(drawing)
    found: list[str] = []
    while level in above:
        found.append(level)
        level = above[level]
    return tuple(reversed(found))


def nearest_level(drawing: Drawing, wanted: Iterable[str]) -> str:
    """The first of some levels that is there; the whole plant if none is."""
    return next((level for level in wanted if level in drawing.subflowsheets), PLANT_LEVEL)


def shown_on(sheet: Flowsheet, level: str) -> dict[str, str]:
    """What stands for each unit on a level: itself, or the box within which it is; nothing for what is outside."""
    drawing = sheet.drawing
    above = parents(drawing)
    face: dict[str, str | None] = {}
    for key in drawing.subflowsheets:
        at: str = key
        while at in above and above[at] != level:
            at = above[at]
        face[key] = at if at in above else None
    found: dict[str, str] = {}
    for unit, home in homes(sheet).items():
        if unit in sheet.units:
            stands = unit if home == level else face.get(home)
            if stands is not None:
                found[unit] = stands
    return found


def units_within(sheet: Flowsheet, key: str) -> frozenset[str]:
    """The units of a sub-flowsheet and of all that are within it."""
    inside = {key, *subflowsheets_within(sheet.drawing, key)}
    return frozenset(unit for unit, home in homes(sheet).items() if home in inside and unit in sheet.units)


def subflowsheets_within(drawing: Drawing, key: str) -> tuple[str, ...]:
    """The sub-flowsheets at any depth within one, itself not among them, in the order of their ids."""
    return tuple(other for other in sorted(drawing.subflowsheets) if other != key and key in trail(drawing, other))


def level_of_stream(sheet: Flowsheet, stream: StreamRecord) -> str:
    """The innermost level on which both ends of a stream can be seen; for one that hangs, that of its end."""
    where = homes(sheet)
    ends = [end.unit for end in (stream.source, stream.target) if end is not None and end.unit in sheet.units]
    trails = [(PLANT_LEVEL, *trail(sheet.drawing, where[unit])) for unit in ends]
    if not trails:
        return PLANT_LEVEL
    shared = [level for level in trails[0] if all(level in other for other in trails)]
    return shared[-1]


def level_of(sheet: Flowsheet, key: str) -> str:
    """The level on which a unit, stream, annotation or box stands, by id; the whole plant for what is not there."""
    stream = sheet.streams.get(key)
    if stream is not None:
        return level_of_stream(sheet, stream)
    return homes(sheet).get(key, PLANT_LEVEL)
