"""An annotation as it is painted: text, a box round an area, or a table of streams."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.editor.canvas.items import STALE
from app.editor.canvas.mark_painting import paint_marks
from app.editor.canvas.painting import rectangle
from flowsheets.diagram.annotations import DrawnNote
from flowsheets.diagram.look import HAIRLINE, LINE, TARGET, Palette
from flowsheets.document.records import Annotation

Handle = tuple[Literal[-1, 0, 1], Literal[-1, 0, 1]]
"""Which edges a handle moves: left or right, top or bottom."""
SIDES: tuple[Handle, ...] = ((-1, 0), (1, 0))
ALL_ROUND: tuple[Handle, ...] = ((-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1))
AIR = 6.0
"""Between words and the frame round them [px]."""
KNOB = 3.5
"""Half the side of a handle as it is drawn [screen px]."""
REACH = 6.0
"""So near to a box's edge [px] a click is on it."""
BEHIND, CHOSEN = 0.0, 3.0
"""Under units and streams; above them while it is chosen, so that its handles can be seen."""


class AnnotationItem(QGraphicsItem):
    """Shows what it is given and knows no document."""

    def __init__(self, key: str, note: Annotation, drawn: DrawnNote, look: Palette) -> None:
        super().__init__()
        self.key, self.note, self.drawn, self.look = key, note, drawn, look
        self.stale = False
        """Whether its figures are from before the last edit."""
        self.marked = False
        self.handles = False
        """Whether it can be resized: it is the one thing that is chosen."""
        self.setFlag(self.GraphicsItemFlag.ItemIsSelectable)
        self.setFlag(self.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setZValue(BEHIND)

    def show_note(self, note: Annotation, drawn: DrawnNote) -> None:
        """Take another place, other words or figures."""
        if (note, drawn) != (self.note, self.drawn):
            self.prepareGeometryChange()
            self.note, self.drawn = note, drawn
            self.update()

    def show_chosen(self, chosen: bool, alone: bool) -> None:
        """Whether it is chosen, and whether nothing else is."""
        if (self.isSelected(), self.handles) != (chosen, alone):
            self.setSelected(chosen)
            self.handles = alone
            self.setZValue(CHOSEN if chosen else BEHIND)
            self.update()

    @property
    def _outline(self) -> QRectF:
        """Shown round it while it is chosen; a little away from words."""
        air = 0.0 if self.note.shape == "box" else AIR
        return self.frame.adjusted(-air, -air, air, air)

    @property
    def frame(self) -> QRectF:
        """Round what it shows."""
        return rectangle(self.drawn.box)

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        """With handles, at any scale that they are used at."""
        return self.frame.adjusted(-TARGET, -TARGET, TARGET, TARGET)

    def shape(self) -> QPainterPath:
        """Where a click is on it: all of a text or a table, the edge and the title of a box."""
        path = QPainterPath()
        path.addRect(self.frame)
        if self.note.shape != "box":
            return path
        stroker = QPainterPathStroker()
        stroker.setWidth(2 * REACH)
        edge = stroker.createStroke(path)
        edge.setFillRule(edge.fillRule().WindingFill)
        if self.note.text:
            edge.addRect(rectangle(self.drawn.words))
        return edge

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """What it says; dimmed figures where they are of an older state of the sheet."""
        if self.marked and not self.isSelected():
            halo = QColor(self.look.accent)
            halo.setAlphaF(0.3)
            painter.setPen(QPen(halo, LINE))
            painter.setBrush(QColor(0, 0, 0, 0))
            painter.drawRect(self.frame.adjusted(-2, -2, 2, 2))
        painter.setOpacity(STALE if self.stale and self.note.shape == "stream table" else 1.0)
        paint_marks(painter, self.drawn.marks, self.look, option.exposedRect)  # type: ignore[attr-defined]  # the stub lacks it
        painter.setOpacity(1.0)
        if self.isSelected():
            self._paint_chosen(painter)

    def _paint_chosen(self, painter: QPainter) -> None:
        accent = QColor(self.look.accent)
        painter.setPen(QPen(accent, HAIRLINE))
        painter.setBrush(QColor(0, 0, 0, 0))
        painter.drawRect(self._outline)
        if self.handles:
            knob = KNOB / max(painter.worldTransform().m11(), 0.2)
            painter.setBrush(QColor(self.look.sheet))
            for handle in self._handles():
                at = self.handle_at(handle)
                painter.drawRect(QRectF(at.x() - knob, at.y() - knob, 2 * knob, 2 * knob))

    def _handles(self) -> tuple[Handle, ...]:
        return ALL_ROUND if self.note.shape == "box" else SIDES

    def handle_at(self, handle: Handle) -> QPointF:
        """Where a handle stands."""
        frame = self._outline
        return frame.center() + QPointF(handle[0] * frame.width() / 2, handle[1] * frame.height() / 2)

    def handle_near(self, position: QPointF, scale: float) -> Handle | None:
        """The handle that is meant by a point, if one is; scale: screen px for a px of the drawing."""
        if not self.handles:
            return None
        reach = min(TARGET / 2 / scale, TARGET)
        near = [(_away(self.handle_at(handle), position), handle) for handle in self._handles()]
        distance, handle = min(near)
        return handle if distance <= reach else None


def _away(one: QPointF, other: QPointF) -> float:
    return max(abs(one.x() - other.x()), abs(one.y() - other.y()))
