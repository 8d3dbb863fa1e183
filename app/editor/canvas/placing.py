"""Putting new units on the sheet: dropped from the palette, asked for by name, or at a stream's end."""

from __future__ import annotations

from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRectF
from PySide6.QtGui import QCursor

from app.editor.canvas.items import StreamItem, UnitItem
from app.editor.canvas.quick_add import HEIGHT, WIDTH, QuickAdd
from app.editor.document.adding import (
    may_go_into,
    that_can_follow,
    with_new_unit,
    with_next_unit,
    with_unit_in_stream,
)
from app.editor.document.ports import End
from app.editor.palette.operations import entries
from unitops.catalogue import catalogue

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView

MIME = "application/x-raffinate-operation"
"""What the palette drags: the name of a unit operation."""
SPACING = 128.0
FARTHEST = 8
"""So many spacings from the middle a new unit may stand."""


def dragged_operation(data: QMimeData) -> str | None:
    """The operation that is dragged, if it is one."""
    name = bytes(data.data(MIME).data()).decode("utf-8", "replace") if data.hasFormat(MIME) else ""
    return name if name in catalogue() else None


def stream_under(view: CanvasView, position: QPointF, operation: str) -> StreamItem | None:
    """The stream into which a unit dropped here would go."""
    found = view.sheet_scene.items(position)
    if any(isinstance(item, UnitItem) for item in found):
        return None
    sheet = view.session.document.sheet
    streams = (item for item in found if isinstance(item, StreamItem))
    return next((item for item in streams if may_go_into(sheet, operation, item.key)), None)


def place(view: CanvasView, operation: str, position: QPointF) -> str:
    """A new unit at a point of the drawing, into the stream that runs there; its id."""
    document = view.session.document
    stream = stream_under(view, position, operation)
    at = (position.x(), position.y())
    if stream is not None:
        edited, key = with_unit_in_stream(document.sheet, operation, stream.key, at)
        text = f"Insert {edited.units[key].tag}"
    else:
        edited, key = with_new_unit(document.sheet, operation, at)
        text = f"Add {edited.units[key].tag}"
    document.do(text, edited)
    view.session.selection.set((key,))
    return key


def place_somewhere(view: CanvasView, operation: str) -> str:
    """A new unit as near to the middle of what is seen as there is room for one; its id."""
    document, spot = view.session.document, _free_spot(view)
    edited, key = with_new_unit(document.sheet, operation, (spot.x(), spot.y()))
    document.do(f"Add {edited.units[key].tag}", edited)
    view.session.selection.show(key)
    return key


def _free_spot(view: CanvasView) -> QPointF:
    """Where no unit stands and no stream runs, nearest to the middle and in sight; else where no unit stands."""
    middle = view.mapToScene(view.viewport().rect().center())
    room = 0.5 * SPACING
    seen = view.mapToScene(view.viewport().rect()).boundingRect().adjusted(room, room, -room, -room)
    taken = [unit.box.centre for unit in view.sheet_scene.projection.units.values()]
    rings = range(-FARTHEST, FARTHEST + 1)
    steps = sorted(((i, j) for i in rings for j in rings), key=lambda step: (hypot(*step), -step[0], -step[1]))
    spots = [middle + QPointF(SPACING * i, SPACING * j) for i, j in steps]
    free = [
        spot
        for spot in spots
        if all(abs(x - spot.x()) > 0.7 * SPACING or abs(y - spot.y()) > 0.7 * SPACING for x, y in taken)
    ]
    in_sight = [spot for spot in free if seen.contains(spot)]
    clear = (spot for spot in in_sight if not _is_crossed(view, spot))
    far = max((x for x, _ in taken), default=middle.x())
    return next(clear, next(iter([*in_sight, *free]), QPointF(far + SPACING, middle.y())))


def _is_crossed(view: CanvasView, spot: QPointF) -> bool:
    """Whether a stream runs through the room that a unit takes there."""
    half = QPointF(0.35 * SPACING, 0.35 * SPACING)
    return any(isinstance(item, StreamItem) for item in view.sheet_scene.items(QRectF(spot - half, spot + half)))


def ask_what_goes_into(view: CanvasView, stream: str) -> QuickAdd:
    """Let the user choose a unit for the middle of a stream's longest run."""
    document = view.session.document
    points = view.sheet_scene.projection.streams[stream].points
    (x0, y0), (x1, y1) = max(pairwise(points), key=lambda run: hypot(run[1][0] - run[0][0], run[1][1] - run[0][1]))
    middle = QPointF((x0 + x1) / 2, (y0 + y1) / 2)

    def chosen(operation: str) -> None:
        if stream not in document.sheet.streams:
            return
        edited, key = with_unit_in_stream(document.sheet, operation, stream, (middle.x(), middle.y()))
        document.do(f"Insert {edited.units[key].tag}", edited)
        view.session.selection.show(key)

    fitting = [name for name in entries() if may_go_into(document.sheet, name, stream)]
    asked = QuickAdd(view.session, view, fitting, chosen, asks=f"What goes into {document.sheet.streams[stream].tag}?")
    asked.show_at(view.mapFromScene(middle))
    return asked


def ask_what_follows(view: CanvasView, origin: End, position: QPointF) -> QuickAdd:
    """Let the user choose the unit at the end of a stream that was let go on the empty sheet."""
    document = view.session.document

    def chosen(operation: str) -> None:
        edited, key = with_next_unit(document.sheet, origin, operation, (position.x(), position.y()))
        document.do(f"Add {edited.units[key].tag}", edited)
        view.session.selection.set((key,))

    asked = QuickAdd(view.session, view, that_can_follow(document.sheet, origin), chosen)
    asked.show_at(view.mapFromScene(position))
    return asked


def ask_what_to_add(view: CanvasView) -> QuickAdd:
    """Let the user choose a unit by name; it is put where the pointer is, else into the middle of what is seen."""
    pointer = view.viewport().mapFromGlobal(QCursor.pos())
    inside = view.underMouse() and view.viewport().rect().contains(pointer)
    spot = view.mapToScene(pointer)

    def chosen(operation: str) -> None:
        if inside:
            place(view, operation, spot)
        else:
            place_somewhere(view, operation)

    asked = QuickAdd(view.session, view, entries(), chosen, asks="What to add?")
    middle = view.viewport().rect().center() - QPoint(WIDTH // 2, HEIGHT // 2)
    asked.show_at(pointer if inside else middle)
    return asked
