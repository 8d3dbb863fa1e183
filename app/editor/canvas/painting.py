"""From the drawing's own shapes to Qt's: pictures of symbols, paths of streams, pens.

What is asked for with every painting of the sheet is made once: a frame of 1,300 items has 8 us for each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPainterPathStroker, QPen, QPicture
from PySide6.QtSvg import QSvgRenderer

from app.editor.look.theme import interface_font
from flowsheets.diagram.geometry import Box, Point
from flowsheets.diagram.lines import stroke
from flowsheets.diagram.look import ARROW_LENGTH, LINE
from flowsheets.diagram.symbols import icon, symbol

ANTIALIASED = QPainter.RenderHint.Antialiasing
SLURRY_DASH = 6.0
"""Length of a dash in the second colour of a slurry [px]."""
HAIR = 0.7
"""Lines are drawn at least so thick [px of the screen], that they can be seen on a large sheet as a whole."""
_TOKEN = re.compile(r"[A-Za-z]|-?\d+(?:\.\d+)?(?:e-?\d+)?")


@cache
def symbol_picture(name: str, colour: str) -> QPicture:
    """A symbol in a colour, its upper left corner at the origin, as strokes that stay sharp at any scale."""
    drawn = symbol(name)
    body = (drawn.outline + drawn.detail).replace("currentColor", colour)
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{drawn.width}" height="{drawn.height}" '
        f'viewBox="0 0 {drawn.width} {drawn.height}" fill="none" stroke="{colour}" stroke-width="{LINE:g}" '
        f'stroke-linecap="round" stroke-linejoin="round">{body}</svg>'
    )
    return _recorded(text, QRectF(0, 0, drawn.width, drawn.height))


def paint_grid(painter: QPainter, area: QRectF, spacing: float, colour: str) -> None:
    """Hairlines on multiples of a spacing."""
    lines = []
    x = area.left() - area.left() % spacing
    while x < area.right():
        lines.append(QLineF(x, area.top(), x, area.bottom()))
        x += spacing
    y = area.top() - area.top() % spacing
    while y < area.bottom():
        lines.append(QLineF(area.left(), y, area.right(), y))
        y += spacing
    painter.setPen(line_pen(colour, 0.0))
    smooth = painter.testRenderHint(ANTIALIASED)
    painter.setRenderHint(ANTIALIASED, False)  # upright and level lines need none, and it is the dearest part
    painter.drawLines(lines)
    painter.setRenderHint(ANTIALIASED, smooth)


@lru_cache(maxsize=1000)
def line_pen(colour: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Of a stream's line; a width of 0 is a pixel of the screen at any scale."""
    return QPen(QColor(colour), width, style, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin)


@lru_cache(maxsize=1000)
def dashed_pen(colour: str, width: float, dash: float) -> QPen:
    """With dashes and gaps of a length [px]."""
    pen = QPen(line_pen(colour, width))
    pen.setDashPattern([dash / width, dash / width])
    return pen


class Stroke(NamedTuple):
    """How the line of a stream is drawn: streams of one stroke differ in their way only."""

    colour: str
    second: str
    """Of the dashes on it where it is a slurry; none of others."""
    width: float
    """[px]"""
    style: Qt.PenStyle

    def pens(self, scale: float) -> tuple[QPen, ...]:
        """One after another. scale: that of the painter."""
        width = max(self.width, HAIR / scale)
        line = line_pen(self.colour, width, self.style)
        return (line, dashed_pen(self.second, width, SLURRY_DASH)) if self.second else (line,)


@lru_cache(maxsize=200)
def filling(colour: str) -> QBrush:
    """A plain colour."""
    return QBrush(QColor(colour))


@cache
def face(size: float, *, bold: bool = False, tabular: bool = False) -> QFont:
    """The interface's font at a size, made once: paint calls are no time to look for faces."""
    return interface_font(size, bold=bold, tabular=tabular)


@cache
def icon_picture(name: str, size: float, colour: str) -> QPicture:
    """The small form of a symbol, for lists."""
    return _recorded(icon(name, size, colour), QRectF(0, 0, size, size))


def _recorded(svg: str, into: QRectF) -> QPicture:
    picture = QPicture()
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, into)
    painter.end()
    return picture


def stream_path(points: Sequence[Point], hops: Mapping[int, Sequence[float]]) -> QPainterPath:
    """The line of a stream up to its arrowhead."""
    return _path(stroke(points, hops, shorten=ARROW_LENGTH - 1))


def outlines(path: QPainterPath, stroke: Stroke) -> list[tuple[QPainterPath, QBrush]]:
    """The areas that a line covers: to fill them takes half the time that it takes to draw the line."""
    return [(QPainterPathStroker(pen).createStroke(path), pen.brush()) for pen in stroke.pens(scale=1.0)]


def rectangle(box: Box) -> QRectF:
    """A box as Qt has it."""
    return QRectF(box.left, box.top, box.width, box.height)


def _path(notation: str) -> QPainterPath:
    """A path from SVG's notation, as far as streams use it: M, L, Q and half circles A on upright pieces."""
    path = QPainterPath()
    tokens = iter(_TOKEN.findall(notation))

    def number() -> float:
        return float(next(tokens))

    def point() -> QPointF:
        return QPointF(number(), number())

    for command in tokens:
        if command == "M":
            path.moveTo(point())
        elif command == "L":
            path.lineTo(point())
        elif command == "Q":
            path.quadTo(point(), point())
        elif command == "A":
            radius = number()
            for _ in range(3):
                number()
            sweep = number()
            start, end = path.currentPosition(), point()
            circle = QRectF(start.x() - radius, min(start.y(), end.y()), 2 * radius, 2 * radius)
            # Qt counts angles against the clock from three o'clock; the half circle bulges to the right.
            path.arcTo(circle, 90 if sweep else -90, -180 if sweep else 180)
    return path
