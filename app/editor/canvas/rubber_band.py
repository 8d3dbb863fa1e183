"""Choosing many things with a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen

from app.editor.canvas.annotation_item import AnnotationItem
from app.editor.canvas.gesture import Gesture
from app.editor.canvas.items import StreamItem, UnitItem

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView


class RubberBand(Gesture):
    """Everything that the frame touches is chosen while it is pulled; a click on nothing chooses nothing."""

    def __init__(self, view: CanvasView, start: QPointF, *, adding: bool) -> None:
        super().__init__(view)
        self._start, self._end = start, start
        self._before = view.session.selection.ids if adding else frozenset()

    @property
    def frame(self) -> QRectF:
        """From where the button went down to where the pointer is."""
        return QRectF(self._start, self._end).normalized()

    def move(self, position: QPointF, event: QMouseEvent) -> None:
        """Pull the frame."""
        self._end = position
        found = self.view.sheet_scene.items(self.frame)
        touched = {item.key for item in found if isinstance(item, UnitItem | StreamItem | AnnotationItem)}
        self.view.session.selection.set(self._before | touched)
        self.view.viewport().update()

    def release(self, position: QPointF, event: QMouseEvent) -> None:
        """Done; without a pull nothing is chosen but what was kept."""
        if self.frame.width() + self.frame.height() < 2:
            self.view.session.selection.set(self._before)
        self.view.rest()

    def paint(self, painter: QPainter) -> None:
        """The frame."""
        colour = QColor(self.view.session.theme.palette.accent)
        painter.setPen(QPen(colour, 0))
        colour.setAlphaF(0.08)
        painter.setBrush(colour)
        painter.drawRect(self.frame)
