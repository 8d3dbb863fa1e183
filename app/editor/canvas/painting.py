"""From the drawing's own shapes to Qt's: pictures of symbols, paths of streams."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from PySide6.QtCore import QByteArray, QPointF, QRectF
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPicture, QPolygonF
from PySide6.QtSvg import QSvgRenderer

from app.editor.look.theme import interface_font
from flowsheets.diagram.geometry import Box, Point
from flowsheets.diagram.lines import arrowheads, stroke
from flowsheets.diagram.look import ARROW_LENGTH, ARROW_WIDTH, LINE
from flowsheets.diagram.symbols import icon, symbol

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


def arrow_shapes(points: Sequence[Point], hops: Mapping[int, Sequence[float]], main: bool) -> list[QPolygonF]:
    """The arrowheads of a stream."""
    side = ARROW_WIDTH / 2 + (0.5 if main else 0.0)
    return [
        QPolygonF(
            [
                QPointF(x, y),
                QPointF(x - dx * ARROW_LENGTH + dy * side, y - dy * ARROW_LENGTH + dx * side),
                QPointF(x - dx * ARROW_LENGTH - dy * side, y - dy * ARROW_LENGTH - dx * side),
            ]
        )
        for (x, y), (dx, dy) in arrowheads(points, hops)
    ]


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
