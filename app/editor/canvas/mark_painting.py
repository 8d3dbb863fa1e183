"""Marks of a drawing painted by Qt as files have them: see ``flowsheets.diagram.marks``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.editor.canvas.painting import face, rectangle
from flowsheets.diagram.look import Palette
from flowsheets.diagram.marks import DASH, Mark, Rectangle, Rule, Text, colour_of

READABLE = 0.3
"""Below this scale words are not drawn: they would be dust."""
WIDEST = 400.0
"""No line of text beside the exposed part reaches further into it [px]."""


def paint_marks(painter: QPainter, marks: Iterable[Mark], look: Palette, exposed: QRectF | None = None) -> None:
    """Paint marks; those beyond the exposed part are left out."""
    words = painter.worldTransform().m11() >= READABLE
    for mark in marks:
        if isinstance(mark, Text):
            if words and (exposed is None or _is_near(mark, exposed)):
                _paint_text(painter, mark, look)
        elif isinstance(mark, Rule):
            if exposed is None or (exposed.top() - 1 <= mark.y1 and mark.y0 <= exposed.bottom() + 1):
                painter.setPen(QPen(QColor(colour_of(mark.colour, look)), mark.width, c=Qt.PenCapStyle.FlatCap))
                painter.drawLine(QLineF(mark.x0, mark.y0, mark.x1, mark.y1))
        else:
            _paint_rectangle(painter, mark, look)


def _is_near(mark: Text, exposed: QRectF) -> bool:
    level = exposed.top() - mark.size <= mark.y <= exposed.bottom() + 2 * mark.size
    return level and exposed.left() - WIDEST <= mark.x <= exposed.right() + WIDEST


def _paint_text(painter: QPainter, mark: Text, look: Palette) -> None:
    painter.setFont(face(mark.size, bold=mark.bold, tabular=True))
    painter.setPen(QColor(colour_of(mark.colour, look)))
    x = mark.x
    if mark.anchor != "start":
        width = _metrics(mark.size, mark.bold).horizontalAdvance(mark.words)
        x -= width if mark.anchor == "end" else width / 2
    painter.drawText(QPointF(x, mark.y), mark.words)


def _paint_rectangle(painter: QPainter, mark: Rectangle, look: Palette) -> None:
    painter.setBrush(QColor(colour_of(mark.fill, look)) if mark.fill else Qt.BrushStyle.NoBrush)
    pen = (
        QPen(QColor(colour_of(mark.line, look)), mark.width, j=Qt.PenJoinStyle.MiterJoin)
        if mark.line
        else QPen(Qt.PenStyle.NoPen)
    )
    if mark.dashed:
        pen.setDashPattern([length / mark.width for length in DASH])
    painter.setPen(pen)
    painter.drawRect(rectangle(mark.box))


@cache
def _metrics(size: float, bold: bool) -> QFontMetricsF:
    return QFontMetricsF(face(size, bold=bold, tabular=True))
