"""Putting new units on the sheet: dropped from the palette, asked for by name, or at a stream's end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF
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
from unitops.catalogue import catalogue

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView

MIME = "application/x-raffinate-operation"
"""What the palette drags: the name of a unit operation."""
SPACING = 128.0


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
    """A new unit in the middle of what is seen, or beside what stands there; its id."""
    spot = view.mapToScene(view.viewport().rect().center())
    taken = [unit.box.centre for unit in view.sheet_scene.projection.units.values()]
    while any(abs(x - spot.x()) < SPACING * 0.7 and abs(y - spot.y()) < SPACING * 0.7 for x, y in taken):
        spot += QPointF(SPACING, 0)
    return place(view, operation, spot)


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

    asked = QuickAdd(view.session, view, sorted(catalogue()), chosen, asks="What to add?")
    middle = view.viewport().rect().center() - QPoint(WIDTH // 2, HEIGHT // 2)
    asked.show_at(pointer if inside else middle)
    return asked
