"""Dragging units: their streams follow, and they snap to what makes streams straight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication

from app.editor.canvas.gesture import Gesture
from flowsheets.diagram.geometry import on_grid
from flowsheets.document.editing import placed
from flowsheets.document.records import Placement

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView

CATCH = 6.0
"""So near to a straight stream or a neighbour's centre [px] units jump to it."""


class Moving(Gesture):
    """The chosen units move with the pointer, on the grid; Alt holds no snapping."""

    def __init__(self, view: CanvasView, start: QPointF) -> None:
        super().__init__(view)
        self._start = start
        units = view.sheet_scene.projection.units
        self._from = {key: units[key].placement for key in view.session.selection.units if key in units}
        self._placements: dict[str, Placement] = {}
        self._guides: list[tuple[QPointF, QPointF]] = []

    def move(self, position: QPointF, event: QMouseEvent) -> None:
        """Show the units where the pointer takes them."""
        shift = position - self._start
        if (
            not self._placements
            and shift.manhattanLength() * self.view.scale_now < QApplication.startDragDistance() / 2
        ):
            return
        free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        dx, dy = self._snapped(shift.x(), shift.y(), free)
        self._placements = {
            key: msgspec.structs.replace(place, x=on_grid(place.x + dx), y=on_grid(place.y + dy))
            for key, place in self._from.items()
        }
        self.view.sheet_scene.projection.preview(self._placements)
        self.view.viewport().update()

    def _snapped(self, dx: float, dy: float, free: bool) -> tuple[float, float]:
        """The shift, moved a little so that the unit held stands level with, or right above, another."""
        self._guides = []
        if free or len(self._from) != 1:
            return dx, dy
        ((key, place),) = self._from.items()
        x, y = place.x + dx, place.y + dy
        others = [unit.box.centre for other, unit in self.view.sheet_scene.projection.units.items() if other != key]
        level = min((cy for _, cy in others if abs(cy - y) < CATCH), key=lambda cy: abs(cy - y), default=None)
        above = min((cx for cx, _ in others if abs(cx - x) < CATCH), key=lambda cx: abs(cx - x), default=None)
        if level is not None:
            dy = level - place.y
            ends = [cx for cx, cy in others if cy == level]
            self._guides.append((QPointF(min(*ends, x), level), QPointF(max(*ends, x), level)))
        if above is not None:
            dx = above - place.x
            ends = [cy for cx, cy in others if cx == above]
            self._guides.append((QPointF(above, min(*ends, y)), QPointF(above, max(*ends, y))))
        return dx, dy

    def release(self, position: QPointF, event: QMouseEvent) -> None:
        """Drop them."""
        session, placements = self.view.session, self._placements
        self._placements = {}
        if placements:
            sheet = session.document.sheet
            names = [sheet.units[key].tag for key in placements]
            session.document.do(f"Move {', '.join(names[:3])}", placed(sheet, placements))
        self.view.rest()

    def paint(self, painter: QPainter) -> None:
        """Guides along which it snapped."""
        painter.setPen(QPen(QColor(self.view.session.theme.palette.accent), 0, Qt.PenStyle.DashLine))
        for one, other in self._guides:
            painter.drawLine(one, other)

    def leave(self) -> None:
        """Put back what was not dropped."""
        if self._placements:
            self._placements = {}
            self.view.sheet_scene.projection.put_back(set(self._from))
