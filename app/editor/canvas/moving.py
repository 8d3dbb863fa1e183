"""Dragging units and annotations: their streams follow, and they snap to what makes streams straight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication

from app.editor.canvas.gesture import Gesture
from app.editor.document.annotating import in_words, shifted, with_annotations
from flowsheets.diagram.geometry import on_grid
from flowsheets.document.editing import placed
from flowsheets.document.records import Annotation, Placement

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView

CATCH = 6.0
"""So near to a straight stream or a neighbour's centre [px] units jump to it."""


class Moving(Gesture):
    """What is chosen moves with the pointer, on the grid; Alt holds no snapping."""

    def __init__(self, view: CanvasView, start: QPointF) -> None:
        super().__init__(view)
        self._start = start
        units = view.sheet_scene.projection.units
        self._from = {key: units[key].placement for key in view.session.selection.equipment if key in units}
        self._notes = frozenset(view.session.selection.annotations)
        self._placements: dict[str, Placement] = {}
        self._moved: dict[str, Annotation] = {}
        self._guides: list[tuple[QPointF, QPointF]] = []

    def move(self, position: QPointF, event: QMouseEvent) -> None:
        """Show the units where the pointer takes them."""
        shift = position - self._start
        if (
            not (self._placements or self._moved)
            and shift.manhattanLength() * self.view.scale_now < QApplication.startDragDistance() / 2
        ):
            return
        free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        before = self._guides
        dx, dy = self._snapped(shift.x(), shift.y(), free)
        self._placements = {
            key: msgspec.structs.replace(place, x=on_grid(place.x + dx), y=on_grid(place.y + dy))
            for key, place in self._from.items()
        }
        self._moved = shifted(self.view.session.document.sheet, self._notes, dx, dy)
        if self._placements:
            self.view.sheet_scene.projection.preview(self._placements)
        self.view.sheet_scene.annotations.preview(self._moved)
        if self._guides != before:
            for guide in (*before, *self._guides):
                self._repaint(guide)

    def _repaint(self, guide: tuple[QPointF, QPointF]) -> None:
        """Only where the guide runs: the whole sheet is too much to paint at every move of the pointer."""
        one, other = (self.view.mapFromScene(end) for end in guide)
        self.view.viewport().update(QRect(one, other).normalized().adjusted(-2, -2, 2, 2))

    def _snapped(self, dx: float, dy: float, free: bool) -> tuple[float, float]:
        """The shift, moved a little so that the unit held stands level with, or right above, another."""
        self._guides = []
        if free or len(self._from) != 1 or self._notes:
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
        session, placements, notes = self.view.session, self._placements, self._moved
        self._placements, self._moved = {}, {}
        if placements or notes:
            sheet = session.document.sheet
            edited = with_annotations(placed(sheet, placements), notes)
            session.document.do(f"Move {in_words(sheet, [*placements, *notes])}", edited)
            if session.document.sheet is sheet:  # dropped where they were taken up
                self.view.sheet_scene.projection.put_back(set(placements))
                self.view.sheet_scene.annotations.put_back()
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
        if self._moved:
            self._moved = {}
            self.view.sheet_scene.annotations.put_back()
