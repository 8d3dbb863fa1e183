"""What differs between two sheets, by id: what views need to follow an edit, an undo or a redo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from flowsheets.document.records import Drawing, Flowsheet

_NOTHING: frozenset[str] = frozenset()
_SECTIONS = tuple(
    name for name in msgspec.structs.asdict(Flowsheet(name="")) if name not in ("units", "streams", "drawing")
)
_BESIDE = frozenset({"cases"})  # kept beside the sheet's own values, which they do not change


@dataclass(frozen=True)
class Difference:
    """Ids that appeared, disappeared or hold another record."""

    added: frozenset[str] = _NOTHING
    removed: frozenset[str] = _NOTHING
    changed: frozenset[str] = _NOTHING

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)

    @property
    def touched(self) -> frozenset[str]:
        """All of them."""
        return self.added | self.removed | self.changed


@dataclass(frozen=True)
class Change:
    """What an edit did. model: whether a solution can differ by it; moving, drawing and keeping cases never does.

    sections: names of the sheet's other fields that differ, such as 'specifications' or 'title'. shading: whether
    streams are coloured or widened by other quantities.
    """

    units: Difference
    streams: Difference
    placements: Difference
    routes: Difference
    annotations: Difference
    subflowsheets: Difference
    sections: frozenset[str]
    frame: bool
    shading: bool
    model: bool

    def __bool__(self) -> bool:
        drawn = (self.placements, self.routes, self.annotations, self.subflowsheets, self.frame, self.shading)
        return any(map(bool, (self.units, self.streams, self.sections, *drawn)))


def change_between(before: Flowsheet, after: Flowsheet) -> Change:
    """What differs; cheap where the two share most of their records, as an edit's two sides do."""
    units = _difference(before.units, after.units)
    streams = _difference(before.streams, after.streams)
    sections = frozenset(name for name in _SECTIONS if _differ(getattr(before, name), getattr(after, name)))
    old, new = before.drawing, after.drawing
    return Change(
        units=units,
        streams=streams,
        placements=_difference(old.units, new.units),
        routes=_difference(old.streams, new.streams),
        annotations=_difference(old.annotations, new.annotations),
        subflowsheets=_difference(old.subflowsheets, new.subflowsheets),
        sections=sections,
        frame=_differ(old.frame, new.frame),
        shading=(old.colour_by, old.widen_by) != (new.colour_by, new.widen_by),
        model=bool(units or streams or sections - _BESIDE),
    )


def everything_in(sheet: Flowsheet) -> Change:
    """The change from an empty sheet: what a view has to show when it is opened."""
    return change_between(Flowsheet(name=""), sheet)


def model_of(sheet: Flowsheet) -> Flowsheet:
    """The sheet without its drawing and kept cases: two sheets with equal models have the same solution."""
    return msgspec.structs.replace(sheet, drawing=Drawing(), cases={})


def _difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> Difference:
    if before is after:
        return Difference()
    shared = before.keys() & after.keys()
    return Difference(
        added=frozenset(after.keys() - before.keys()),
        removed=frozenset(before.keys() - after.keys()),
        changed=frozenset(key for key in shared if _differ(before[key], after[key])),
    )


def _differ(one: Any, other: Any) -> bool:
    return one is not other and one != other
