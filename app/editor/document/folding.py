"""Folding what is chosen into a sub-flowsheet and opening it out again, with a place for its box. Pure edits."""

from __future__ import annotations

from collections.abc import Iterable

from flowsheets.diagram.geometry import GRID, Box, around, on_grid
from flowsheets.diagram.layout import arranged, without_places
from flowsheets.diagram.scene import draw_unit
from flowsheets.diagram.stand_ins import is_at_border
from flowsheets.diagram.subflowsheets import level_sheet
from flowsheets.document.editing import placed
from flowsheets.document.levels import homes, level_of
from flowsheets.document.records import Flowsheet, Placement
from flowsheets.document.subflowsheets import dissolved, folded_by_area, grouped

CLEAR = 24.0
"""Between a new box and what stands round it [px]."""
STEPS = 40
"""Of the grid, that a box is moved to stand clear."""


def folded(sheet: Flowsheet, ids: Iterable[str], level: str) -> tuple[Flowsheet, str]:
    """The sheet with units, annotations and boxes of a level in a new sub-flowsheet; and its id.

    Its box stands in their middle, or as near to it as it is clear of the others. Raises DocumentError where nothing
    of them can be folded.
    """
    chosen = set(ids)
    shown = level_sheet(sheet, level)
    members = [
        key
        for key in sorted(chosen)
        if key in sheet.units or key in sheet.drawing.subflowsheets or key in sheet.drawing.annotations
    ]
    middle = _middle([_drawn(shown, key) for key in members if key in shown.units])
    edited, key = grouped(sheet, members, at=middle)
    return placed(edited, {key: clear_place(edited, key, middle)}), key


def areas_folded(sheet: Flowsheet, level: str) -> tuple[Flowsheet, tuple[str, ...]]:
    """The sheet with each area of a level in a sub-flowsheet of its own; and the ids of these.

    Boxes that have the level for themselves are laid out; among other units each stands in the middle of what it holds.
    """
    edited, made = folded_by_area(sheet, level)
    shown = level_sheet(edited, level)
    if {key for key, record in shown.units.items() if not is_at_border(record)} == set(made):
        found = arranged(without_places(shown))
        places = {key: Placement(x=on_grid(found[key][0]), y=on_grid(found[key][1])) for key in made}
        return placed(edited, places), made
    for key in made:
        place = edited.drawing.units.get(key)
        if place is not None:
            edited = placed(edited, {key: clear_place(edited, key, (place.x, place.y))})
    return edited, made


def opened_out(sheet: Flowsheet, key: str) -> Flowsheet:
    """The sheet without the box of a sub-flowsheet; its contents stand round the place of the box."""
    inside = level_sheet(sheet, key)
    own = [member for member, home in homes(sheet).items() if home == key and member in inside.units]
    place = level_sheet(sheet, level_of(sheet, key)).drawing.units[key]
    if not own:
        return dissolved(sheet, key)
    x, y = _middle([_drawn(inside, member) for member in own])
    edited = placed(sheet, {member: inside.drawing.units[member] for member in own})
    return dissolved(edited, key, (place.x - x, place.y - y))


def clear_place(sheet: Flowsheet, key: str, near: tuple[float, float]) -> Placement:
    """The place for a box that is nearest to a point and clear of all else on its level."""
    shown = level_sheet(sheet, level_of(sheet, key))
    mine = _drawn(shown, key)
    others = [
        _drawn(shown, other).grown(CLEAR)
        for other, record in shown.units.items()
        if other != key and not is_at_border(record)
    ]
    steps = sorted(
        ((dx, dy) for dx in range(-STEPS, STEPS + 1, 2) for dy in range(-STEPS, STEPS + 1, 2)),
        key=lambda step: (step[0] ** 2 + step[1] ** 2, step),
    )
    for dx, dy in steps:
        spot = (on_grid(near[0]) + dx * GRID, on_grid(near[1]) + dy * GRID)
        if not any(around((mine.width, mine.height), spot).overlaps(other) for other in others):
            return Placement(x=spot[0], y=spot[1])
    return Placement(x=on_grid(near[0]), y=on_grid(near[1]))


def _drawn(shown: Flowsheet, key: str) -> Box:
    """The box round a unit of a level."""
    return draw_unit(shown, key, shown.drawing.units, {}).box


def _middle(boxes: list[Box]) -> tuple[float, float]:
    if not boxes:
        return 0.0, 0.0
    found = boxes[0]
    for box in boxes[1:]:
        found = found.united(box)
    x, y = found.centre
    return on_grid(x), on_grid(y)
