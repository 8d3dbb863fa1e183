"""Pulling a box round an area, and resizing what stands on the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen

from app.editor.canvas.annotation_item import AnnotationItem, Handle
from app.editor.canvas.gesture import Gesture
from app.editor.document.annotating import named, resized, with_annotations
from flowsheets.diagram.geometry import on_grid
from flowsheets.document.records import Annotation

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView

USUAL = (320.0, 192.0)
"""Of a box that is not pulled [px]."""
LEAST = 24.0
"""A shorter pull is a click [px]."""
CURSORS = {
    (0, 1): Qt.CursorShape.SizeVerCursor,
    (1, 0): Qt.CursorShape.SizeHorCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
}


def cursor_of(handle: Handle) -> Qt.CursorShape:
    """What the pointer looks like over a handle."""
    across, down = handle
    way = (across, down) if across > 0 or (across == 0 and down > 0) else (-across, -down)
    return CURSORS[way]


class Resizing(Gesture):
    """The edges that a handle stands for follow the pointer, on the grid."""

    def __init__(self, view: CanvasView, item: AnnotationItem, handle: Handle, start: QPointF) -> None:
        super().__init__(view)
        self._key, self._handle, self._start = item.key, handle, start
        self._before, self._drawn = item.note, item.drawn.box
        self._after: Annotation | None = None

    def move(self, position: QPointF, event: QMouseEvent) -> None:
        """Show it as it would be."""
        pull = position - self._start
        self._after = resized(self._before, self._drawn, self._handle, pull.x(), pull.y())
        self.view.sheet_scene.annotations.preview({self._key: self._after})

    def release(self, position: QPointF, event: QMouseEvent) -> None:
        """Keep it."""
        after, self._after = self._after, None
        if after is not None:
            document = self.view.session.document
            document.do(f"Resize {named(after)}", with_annotations(document.sheet, {self._key: after}))
        self.view.rest()

    def leave(self) -> None:
        """Put back what was not kept."""
        if self._after is not None:
            self.view.sheet_scene.annotations.put_back()


class PullingBox(Gesture):
    """A box is pulled with the mouse; Enter puts one into the middle of what is seen."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._start: QPointF | None = None
        self._end = QPointF()
        view.viewport().setCursor(Qt.CursorShape.CrossCursor)
        view.say("Pull a box round an area. In the middle: Enter. Leave: Escape.")

    def press(self, position: QPointF, event: QMouseEvent) -> None:
        """One corner."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._start = self._end = position

    def move(self, position: QPointF, event: QMouseEvent) -> None:
        """The other corner."""
        if self._start is not None:
            self._end = position
            self.view.viewport().update()

    def release(self, position: QPointF, event: QMouseEvent) -> None:
        """Put it there; a click puts one of the usual size."""
        if self._start is None:
            return
        area = QRectF(self._start, position).normalized()
        if area.width() + area.height() < LEAST:
            area = QRectF(self._start.x(), self._start.y(), *USUAL)
        self._put(area)

    def key(self, event: QKeyEvent) -> bool:
        """Without a mouse."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        middle = self.view.mapToScene(self.view.viewport().rect().center())
        self._put(QRectF(middle.x() - USUAL[0] / 2, middle.y() - USUAL[1] / 2, *USUAL))
        return True

    def paint(self, painter: QPainter) -> None:
        """The box that would be."""
        if self._start is not None:
            painter.setPen(QPen(QColor(self.view.session.theme.palette.accent), 0, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self._start, self._end).normalized())

    def leave(self) -> None:
        """The pointer is itself again."""
        self.view.say("")
        self.view.viewport().unsetCursor()

    def _put(self, area: QRectF) -> None:
        self.view.rest()
        self.view.annotating.put_box(
            on_grid(area.left()), on_grid(area.top()), on_grid(area.width()), on_grid(area.height())
        )
