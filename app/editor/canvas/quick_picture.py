"""The sheet while its scale changes: what is alike is painted in one go instead of item by item.

Qt asks each item for its place and Python for its painting before a line of it is drawn: with 1,300 items that is most
of a frame. Lines are kept here as paths for all streams of a stroke or as the areas that they cover, symbols and
arrowheads are stamped. What is chosen, marked or wrong is painted by the items themselves, as at rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from typing import Generic, TypeVar

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem

from app.editor.canvas.items import PLAIN, StreamItem, UnitItem
from app.editor.canvas.painting import ANTIALIASED, HAIR, Stroke
from app.editor.canvas.sheet_item import SheetItem
from app.editor.canvas.stamps import Stamp, diamond_stamp, head_stamp, paint_stamps, symbol_stamp
from app.editor.canvas.words import Detail
from flowsheets.diagram.geometry import Point

TOGETHER = 40
"""Lines in a path: the more, the fewer calls, but wide lines of one path take longer the more of them there are."""

Item = TypeVar("Item", bound=SheetItem)


class QuickPicture:
    """Made of the items of a scene as they are; ``is_of`` tells whether they still are so."""

    def __init__(self, items: Iterable[QGraphicsItem], detail: Detail) -> None:
        """items: in the order in which they are painted."""
        self._detail, self._revision = detail, detail.revision
        under, streams, special, units, over = [], [], [], [], []
        for item in items:
            if isinstance(item, SheetItem) and not item.is_plain:
                (special if isinstance(item, StreamItem) else over).append(item)
            elif isinstance(item, StreamItem):
                streams.append(item)
            elif isinstance(item, UnitItem):
                units.append(item)
            else:
                (over if units else under).append(item)
        self._under, self._special, self._over = under, special, over
        self._streams, self._units = _Spread(streams), _Spread(units)
        self._strokes = [stream.stroke for stream in streams]
        self._symbols = [(unit.drawn.box.centre, _symbol(unit)) for unit in units]
        self._lines: list[tuple[Stroke, QPainterPath]] | None = None

    def is_of(self, detail: Detail) -> bool:
        """Whether no item has changed since."""
        return self._revision == detail.revision

    def paint(self, painter: QPainter, exposed: QRectF) -> None:
        """exposed: the part of the drawing that is seen [px]."""
        scale = painter.worldTransform().m11()
        painter.setRenderHint(ANTIALIASED, scale >= PLAIN)  # plain lines are upright or level
        _paint_items(painter, self._under, exposed)
        seen = self._streams.within(exposed)
        self._paint_lines(painter, seen, scale)
        painter.setRenderHint(ANTIALIASED)
        paint_stamps(painter, self._stamps_of_streams(seen, painter.deviceTransform().m11(), scale))
        words = scale >= self._detail.words_from
        if words:
            for stream in compress(self._streams.items, seen):
                stream.paint_words(painter)
        _paint_items(painter, self._special, exposed)
        seen = self._units.within(exposed)
        factor = painter.deviceTransform().m11()
        symbols = compress(self._symbols, seen)
        paint_stamps(painter, ((centre, symbol_stamp(*symbol, factor)) for centre, symbol in symbols))
        if words:
            for unit in compress(self._units.items, seen):
                unit.paint_words(painter)
        _paint_items(painter, self._over, exposed)

    def _paint_lines(self, painter: QPainter, seen: Sequence[bool], scale: float) -> None:
        if scale >= PLAIN:
            for stream, stroke in compress(zip(self._streams.items, self._strokes, strict=True), seen):
                if stroke.width * scale >= HAIR:
                    for area, filling in stream.outlines(stroke):
                        painter.fillPath(area, filling)
                else:
                    for pen in stroke.pens(scale):
                        painter.setPen(pen)
                        painter.drawPath(stream.line)
            return
        if self._lines is None:
            self._lines = list(_together(self._streams.items, self._strokes))
        for stroke, path in self._lines:
            for pen in stroke.pens(scale):
                painter.setPen(pen)
                painter.drawPath(path)

    def _stamps_of_streams(self, seen: Sequence[bool], factor: float, scale: float) -> Iterator[tuple[Point, Stamp]]:
        """Arrowheads and the diamonds round numbers, as far as they are drawn at this scale."""
        if scale < self._detail.heads_from:
            return
        words = scale >= self._detail.words_from
        for stream, stroke in compress(zip(self._streams.items, self._strokes, strict=True), seen):
            side, diamond = stream.arrow_side, stream.diamond
            for tip, direction in stream.heads:
                yield tip, head_stamp(direction, side, stroke.colour, factor)
            if words and diamond is not None:
                half = diamond.half_width, diamond.half_height
                yield diamond.centre, diamond_stamp(*half, stroke.colour, stream.look.sheet, factor)


class _Spread(Generic[Item]):
    """Items, and where they lie."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        sides = [item.rect().getCoords() for item in items]
        self._left, self._top, self._right, self._bottom = np.array(sides, dtype=float).reshape(-1, 4).T

    def within(self, area: QRectF) -> list[bool]:
        """Which of them an area meets."""
        across = (self._left <= area.right()) & (self._right >= area.left())
        return (across & (self._top <= area.bottom()) & (self._bottom >= area.top())).tolist()


def _symbol(unit: UnitItem) -> tuple[str, str, int, bool]:
    placement = unit.drawn.placement
    return unit.drawn.symbol.name, unit.look.ink, placement.rotation // 90 % 4, placement.flipped


def _together(streams: Iterable[StreamItem], strokes: Iterable[Stroke]) -> Iterator[tuple[Stroke, QPainterPath]]:
    """Plain lines of streams of the same stroke as one path, some at a time."""
    alike: dict[Stroke, list[StreamItem]] = {}
    for stream, stroke in zip(streams, strokes, strict=True):
        alike.setdefault(stroke, []).append(stream)
    for stroke, group in alike.items():
        for first in range(0, len(group), TOGETHER):
            path = QPainterPath()
            for stream in group[first : first + TOGETHER]:
                path.addPolygon(stream.corners)
            yield stroke, path


def _paint_items(painter: QPainter, items: Iterable[QGraphicsItem], exposed: QRectF) -> None:
    """As the view paints them."""
    for item in items:
        if item.scene() is not None and item.sceneBoundingRect().intersects(exposed):
            painter.save()
            painter.setTransform(item.sceneTransform(), True)
            option = QStyleOptionGraphicsItem()
            option.exposedRect = item.mapRectFromScene(exposed)  # type: ignore[attr-defined]  # the stub lacks it
            item.paint(painter, option, None)
            painter.restore()
