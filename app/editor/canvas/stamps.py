"""What recurs all over the sheet is stamped: symbols, diamonds and arrowheads are pixmaps of the scale at hand.

A pixmap is painted in a tenth of the time of its strokes. It is made for the very scale and density of the screen, a
pixel of it for each of the device, so that it is as sharp as they are.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QPolygonF, QTransform

from app.editor.canvas.painting import ANTIALIASED, filling, line_pen, symbol_picture
from flowsheets.diagram.geometry import Point
from flowsheets.diagram.look import ARROW_LENGTH, HAIRLINE
from flowsheets.diagram.numbers import Diamond
from flowsheets.diagram.scene import DrawnUnit
from flowsheets.diagram.symbols import symbol

LARGE = 2.5
"""Above this scale all is drawn as strokes: pixmaps would be large, and few things are in sight."""
KEPT = 400
"""Stamps of each sort that are kept: those of the scale at hand, and some of the last ones."""
EDGE = 2.0
"""Round a shape [px], for the thickness of its lines."""


class Stamp(NamedTuple):
    """A shape as a pixmap, and from its place to its upper left corner [px]."""

    pixmap: QPixmap
    left: float
    top: float
    pixels: QPixmap
    """The same, a pixel of it for each of the device whatever the painter's scale."""
    corner: tuple[int, int]
    """From its place to its upper left corner [pixels of the device]."""


Head = tuple[Point, Point]
"""Tip and direction of an arrowhead."""


def paint_symbol(painter: QPainter, drawn: DrawnUnit, colour: str, scale: float) -> None:
    """The symbol of a unit, turned and mirrored. scale: that of the painter."""
    quarters, flipped = drawn.placement.rotation // 90 % 4, drawn.placement.flipped
    if scale > LARGE:
        painter.save()
        painter.translate(*drawn.box.centre)
        _draw_symbol(painter, drawn.symbol.name, colour, quarters, flipped)
        painter.restore()
        return
    factor = painter.deviceTransform().m11()
    _press(painter, drawn.box.centre, symbol_stamp(drawn.symbol.name, colour, quarters, flipped, factor))


def paint_diamond(painter: QPainter, diamond: Diamond, edge: str, ground: str, scale: float) -> None:
    """What stands round the number of a stream."""
    (x, y), dx, dy = diamond.centre, diamond.half_width, diamond.half_height
    if scale > LARGE:
        _draw_diamond(painter, QPointF(x, y), dx, dy, edge, ground)
        return
    factor = painter.deviceTransform().m11()
    _press(painter, diamond.centre, diamond_stamp(dx, dy, edge, ground, factor))


def paint_heads(painter: QPainter, heads: Iterable[Head], side: float, colour: str, scale: float) -> None:
    """The arrowheads of a stream. side: half their width [px]."""
    if scale > LARGE:
        for (x, y), direction in heads:
            _draw_head(painter, QPointF(x, y), direction, side, colour)
        return
    factor = painter.deviceTransform().m11()
    for tip, direction in heads:
        _press(painter, tip, head_stamp(direction, side, colour, factor))


def paint_stamps(painter: QPainter, places: Iterable[tuple[Point, Stamp]]) -> None:
    """Many of them, each on whole pixels: a quarter of the time that they take one by one."""
    world = painter.worldTransform()
    ratio = round(painter.deviceTransform().m11() / world.m11(), 6)
    scale, dx, dy = ratio * world.m11(), ratio * world.dx(), ratio * world.dy()
    painter.save()
    painter.setTransform(QTransform.fromScale(1 / ratio, 1 / ratio))
    draw = painter.drawPixmap
    for (x, y), stamp in places:
        left, top = stamp.corner
        draw(round(x * scale + dx) + left, round(y * scale + dy) + top, stamp.pixels)
    painter.restore()


def _press(painter: QPainter, place: Point, stamp: Stamp) -> None:
    painter.drawPixmap(QPointF(place[0] + stamp.left, place[1] + stamp.top), stamp.pixmap)


@lru_cache(maxsize=KEPT)
def symbol_stamp(name: str, colour: str, quarters: int, flipped: bool, factor: float) -> Stamp:
    """A symbol, mirrored, then turned so many quarters. factor: pixels of the device for a px of the drawing."""
    drawn = symbol(name)
    width, height = (drawn.width, drawn.height) if quarters % 2 == 0 else (drawn.height, drawn.width)
    area = QRectF(-width / 2, -height / 2, width, height)
    return _stamp(area, lambda painter: _draw_symbol(painter, name, colour, quarters, flipped), factor)


@lru_cache(maxsize=KEPT)
def diamond_stamp(dx: float, dy: float, edge: str, ground: str, factor: float) -> Stamp:
    """A diamond of half a width and half a height [px]."""
    area = QRectF(-dx, -dy, 2 * dx, 2 * dy)
    return _stamp(area, lambda painter: _draw_diamond(painter, QPointF(), dx, dy, edge, ground), factor)


def head_stamp(direction: Point, side: float, colour: str, factor: float) -> Stamp:
    """An arrowhead. side: half its width [px]."""
    return _head_stamp(direction, round(2 * side) / 2, colour, factor)


@lru_cache(maxsize=KEPT)
def _head_stamp(direction: Point, side: float, colour: str, factor: float) -> Stamp:
    area = QRectF(-ARROW_LENGTH, -ARROW_LENGTH, 2 * ARROW_LENGTH, 2 * ARROW_LENGTH)
    return _stamp(area, lambda painter: _draw_head(painter, QPointF(), direction, side, colour), factor)


def _stamp(area: QRectF, draw: Callable[[QPainter], None], factor: float) -> Stamp:
    """area: of what is drawn round its place, which lies at the origin. factor: px of the device for one of it."""
    left, top = math.floor((area.left() - EDGE) * factor), math.floor((area.top() - EDGE) * factor)
    right, bottom = math.ceil((area.right() + EDGE) * factor), math.ceil((area.bottom() + EDGE) * factor)
    pixmap = QPixmap(right - left, bottom - top)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(ANTIALIASED)
    painter.translate(-left, -top)
    painter.scale(factor, factor)
    draw(painter)
    painter.end()
    pixels = QPixmap(pixmap)
    pixmap.setDevicePixelRatio(factor)
    return Stamp(pixmap, left / factor, top / factor, pixels, (left, top))


def _draw_symbol(painter: QPainter, name: str, colour: str, quarters: int, flipped: bool) -> None:
    """Round the origin: mirrored left to right first, then turned clockwise."""
    drawn = symbol(name)
    painter.rotate(90.0 * quarters)
    if flipped:
        painter.scale(-1, 1)
    painter.translate(-drawn.width / 2, -drawn.height / 2)
    symbol_picture(name, colour).play(painter)


def _draw_diamond(painter: QPainter, centre: QPointF, dx: float, dy: float, edge: str, ground: str) -> None:
    painter.setPen(line_pen(edge, HAIRLINE))
    painter.setBrush(filling(ground))
    shifts = (QPointF(-dx, 0), QPointF(0, -dy), QPointF(dx, 0), QPointF(0, dy))
    painter.drawPolygon(QPolygonF([centre + shift for shift in shifts]))


def _draw_head(painter: QPainter, tip: QPointF, direction: Point, side: float, colour: str) -> None:
    dx, dy = direction
    along, across = QPointF(dx, dy) * ARROW_LENGTH, QPointF(dy, -dx) * side
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(filling(colour))
    painter.drawPolygon(QPolygonF([tip, tip - along + across, tip - along - across]))
