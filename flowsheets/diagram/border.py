"""Where the flags of crossing streams stand: inlets left of the drawing, outlets right, level with what they meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from flowsheets.diagram.geometry import Box, on_grid
from flowsheets.diagram.made_symbols import FLAG_WIDTH
from flowsheets.diagram.scene import Door, connections, draw_unit
from flowsheets.document.records import End, Flowsheet, Placement

Role = Literal["from", "to"]

AWAY = 96.0
"""From the outermost unit to the flags [px]."""
SPACING = 56.0
"""Between the centres of flags, one above the other [px]."""
BESIDE = 40.0
"""Above or below a unit, of a flag whose stream meets its upper or lower side [px]."""


class Crossing(msgspec.Struct, frozen=True):
    """A stream that crosses the border: whether it comes from or goes to beyond it, and the end on this side."""

    stream: str
    role: Role
    met: End


def flag_places(sheet: Flowsheet, flags: Mapping[str, Crossing]) -> dict[str, Placement]:
    """The place of every flag. sheet: the level with its streams, and places of all that is no flag.

    Where a stream meets a unit hangs on where it comes from, so that flags are placed twice: level with the ports as
    they are without streams, then with the places that the streams have there.
    """
    if not flags:
        return {}
    places, ends = sheet.drawing.units, connections(sheet)
    inner = sheet.units.keys() - flags.keys()
    alone = {key: draw_unit(sheet, key, places, {}) for key in sorted(inner)}
    extent = _round([unit.box for unit in alone.values()])
    first = {flag: alone[crossing.met.unit].doors[crossing.met.port][0] for flag, crossing in flags.items()}
    found = _placed(flags, first, extent)
    units = sorted({crossing.met.unit for crossing in flags.values()})
    drawn = {key: draw_unit(sheet, key, {**places, **found}, ends[key]) for key in units}
    doors = {}
    for flag, crossing in flags.items():
        unit, port = crossing.met.unit, crossing.met.port
        doors[flag] = drawn[unit].doors[port][ends[unit][port].index(crossing.stream)]
    return _placed(flags, doors, extent)


def _placed(flags: Mapping[str, Crossing], doors: Mapping[str, Door], extent: Box) -> dict[str, Placement]:
    """Flags in two columns, from top to bottom as the doors are to which they lead."""
    levels = {}
    for flag, door in doors.items():
        beside = {"top": -BESIDE, "bottom": BESIDE}.get(door.slot.side, 0.0)
        levels[flag] = (door.edge[1] + beside, door.edge[0])
    found: dict[str, Placement] = {}
    for role, x in (
        ("from", extent.left - AWAY - FLAG_WIDTH / 2),
        ("to", extent.right + AWAY + FLAG_WIDTH / 2),
    ):
        column = sorted((flag for flag in flags if flags[flag].role == role), key=lambda flag: (levels[flag], flag))
        for flag, y in zip(column, _spread([levels[flag][0] for flag in column]), strict=True):
            found[flag] = Placement(x=on_grid(x), y=on_grid(y))
    return found


def _spread(wanted: Sequence[float]) -> list[float]:
    """Heights in the order given, none nearer to the next than the spacing, each as near as may be to its own.

    Pools of neighbours that would stand too near are spread about their mean.
    """
    pools: list[tuple[float, int]] = []  # middle, number of flags
    for y in wanted:
        middle, count = y, 1
        while pools and middle - pools[-1][0] < SPACING * (count + pools[-1][1]) / 2:
            above, others = pools.pop()
            middle = (middle * count + above * others) / (count + others)
            count += others
        pools.append((middle, count))
    return [middle + SPACING * (n - (count - 1) / 2) for middle, count in pools for n in range(count)]


def _round(boxes: Sequence[Box]) -> Box:
    found = boxes[0]
    for box in boxes[1:]:
        found = found.united(box)
    return found
