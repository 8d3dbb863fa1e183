"""Units in line, at equal distances, and laid out anew. All give new places; nothing of the model changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from flowsheets.diagram.geometry import Box, on_grid
from flowsheets.diagram.layout import arranged
from flowsheets.diagram.scene import DrawnUnit
from flowsheets.document.records import Drawing, Flowsheet, Placement

Edge = Literal["left", "right", "top", "bottom", "centre", "middle"]
"""'centre': one above the other; 'middle': level."""

replace = msgspec.structs.replace


def aligned(units: Mapping[str, DrawnUnit], edge: Edge) -> dict[str, Placement]:
    """Units with one edge, or their middles, in line with the outermost, or with the middle of all."""
    if not units:
        return {}
    boxes = {key: unit.box for key, unit in units.items()}
    whole = _round(boxes)
    to_x = {
        "left": lambda box: whole.left + box.width / 2,
        "right": lambda box: whole.right - box.width / 2,
        "centre": lambda _box: on_grid(whole.centre[0]),
    }.get(edge)
    to_y = {
        "top": lambda box: whole.top + box.height / 2,
        "bottom": lambda box: whole.bottom - box.height / 2,
        "middle": lambda _box: on_grid(whole.centre[1]),
    }.get(edge)
    return {
        key: replace(
            unit.placement,
            x=on_grid(to_x(unit.box)) if to_x else unit.placement.x,
            y=on_grid(to_y(unit.box)) if to_y else unit.placement.y,
        )
        for key, unit in units.items()
    }


def distributed(units: Mapping[str, DrawnUnit], axis: Literal["x", "y"]) -> dict[str, Placement]:
    """Units with their centres at equal distances between the outermost two."""
    order = sorted(units, key=lambda key: (getattr(units[key].placement, axis), key))
    if len(order) < 3:
        return {key: unit.placement for key, unit in units.items()}
    first, last = (getattr(units[key].placement, axis) for key in (order[0], order[-1]))
    step = (last - first) / (len(order) - 1)
    return {key: replace(units[key].placement, **{axis: on_grid(first + n * step)}) for n, key in enumerate(order)}


def straightened(sheet: Flowsheet, units: Mapping[str, DrawnUnit], chosen: set[str]) -> dict[str, Placement]:
    """The chosen units moved a little, up or down, so that the stream that comes nearest to level becomes level.

    Each follows its neighbour on the left, from left to right.
    """
    places = {key: unit.placement for key, unit in units.items()}
    shift = dict.fromkeys(units, 0.0)
    for key in sorted(chosen, key=lambda key: (places[key].x, key)):
        best = 0.0
        found = False
        for stream in sheet.streams.values():
            if stream.source is None or stream.target is None or stream.target.unit != key:
                continue
            source = units.get(stream.source.unit)
            if source is None or source.placement.x >= places[key].x:
                continue
            out, into = source.doors.get(stream.source.port, ()), units[key].doors.get(stream.target.port, ())
            for one in out:
                for other in into:
                    if one.slot.side == "right" and other.slot.side == "left":
                        by = one.edge[1] + shift[source.key] - other.edge[1]
                        if not found or abs(by) < abs(best):
                            best, found = by, True
        if found:
            shift[key] = best
    return {key: replace(places[key], y=on_grid(places[key].y + shift[key])) for key in chosen}


def laid_out(sheet: Flowsheet, units: Mapping[str, DrawnUnit], chosen: set[str]) -> dict[str, Placement]:
    """The chosen units, or all if none are, where the automatic layout has them; a part keeps its upper left corner."""
    keys = chosen or set(units)
    if not keys:
        return {}
    streams = {
        key: record
        for key, record in sheet.streams.items()
        if record.source and record.target and {record.source.unit, record.target.unit} <= keys
    }
    part = replace(sheet, units={k: r for k, r in sheet.units.items() if k in keys}, streams=streams, drawing=Drawing())
    found = arranged(part)
    before = [units[key].placement for key in keys]
    dx = min(place.x for place in before) - min(found[key][0] for key in keys) if chosen else 0.0
    dy = min(place.y for place in before) - min(found[key][1] for key in keys) if chosen else 0.0
    return {key: Placement(x=on_grid(found[key][0] + dx), y=on_grid(found[key][1] + dy)) for key in keys}


def _round(boxes: Mapping[str, Box]) -> Box:
    found, *others = boxes.values()
    for box in others:
        found = found.united(box)
    return found
