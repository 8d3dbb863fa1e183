"""Going from unit to unit by keys: along streams, else to what stands next that way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from flowsheets.diagram.stand_ins import is_at_border

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView

Way = tuple[int, int]
WAYS: dict[Qt.Key, Way] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def walk(view: CanvasView, way: Way) -> None:
    """Choose the next unit that way and bring it into sight; from nothing, the first of the sheet."""
    key = next_unit(view, way)
    if key is not None:
        view.session.selection.show(key)


def next_unit(view: CanvasView, way: Way) -> str | None:
    """Of the units on that side: one that shares a stream before one that does not, the straightest and nearest."""
    projection = view.sheet_scene.projection
    units = {key: unit for key, unit in projection.units.items() if not is_at_border(unit.record)}
    if not units:
        return None
    chosen = [key for key in view.session.selection.equipment if key in units]
    if not chosen:
        return min(units, key=lambda key: (units[key].placement.x + units[key].placement.y, key))
    here = chosen[0]
    place = units[here].placement
    joined = {
        end.unit
        for record in projection.sheet.streams.values()
        if here in {end.unit for end in (record.source, record.target) if end}
        for end in (record.source, record.target)
        if end
    }
    (dx, dy), best = way, None
    for key, unit in units.items():
        ahead = (unit.placement.x - place.x) * dx + (unit.placement.y - place.y) * dy
        aside = abs((unit.placement.x - place.x) * dy) + abs((unit.placement.y - place.y) * dx)
        if key == here or ahead <= 0 or aside > 2 * ahead:
            continue
        offence = (key not in joined, ahead + 2 * aside, key)
        if best is None or offence < best:
            best = offence
    return best[2] if best else None
