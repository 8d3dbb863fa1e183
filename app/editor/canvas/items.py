"""What is painted: one item for a unit, one for a stream. They show what they are given and know no document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from app.editor.canvas.painting import HAIR, Stroke, face, line_pen, outlines, rectangle, stream_path
from app.editor.canvas.sheet_item import SheetItem
from app.editor.canvas.stamps import Head, paint_diamond, paint_heads, paint_symbol
from app.editor.canvas.words import Detail, Laid, laid, laid_from, paint_words
from flowsheets.diagram.geometry import Point
from flowsheets.diagram.labels import LINE_HEIGHT, Label
from flowsheets.diagram.lines import arrow_side, arrowheads
from flowsheets.diagram.look import HAIRLINE, LINE, MAIN_LINE, SMALL_TEXT, Palette
from flowsheets.diagram.numbers import Diamond
from flowsheets.diagram.scene import Door, DrawnStream, DrawnUnit

REACH = 6.0
"""So near to a line [px] a click is on it."""
HALO = 4.0
"""Of what is selected, round it [px]."""
CORNER_MARK = 8.0
END_RADIUS = 4.0
STALE = 0.45
"""Opacity of figures of an older state of the sheet."""
PLAIN = 0.5
"""Below this scale a stream is drawn without rounded corners and hops, which would be smaller than 2 px."""
NO_BRUSH = Qt.BrushStyle.NoBrush
SOLID, DASHED, DOTTED = Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine


class UnitStanding(StrEnum):
    """How a unit stands: nothing is said of one that is closed."""

    CLOSED = ""
    WARNING = "warning"
    FAILED = "failed"


class UnitItem(SheetItem):
    """A unit: symbol, tag, name, a result, and what is wrong with it."""

    def __init__(self, drawn: DrawnUnit, look: Palette, detail: Detail) -> None:
        super().__init__(detail)
        self.key = drawn.key
        self.drawn, self.look = drawn, look
        self.standing = UnitStanding.CLOSED
        self.figure = ""
        """One line of result under the name."""
        self.stale = False
        self.ports: Mapping[str, bool] | None = None
        """Ports that are shown, and whether a stream may go there; None shows none."""
        self.setZValue(2)
        self._words: list[Laid] | None = None
        self._figure_words: tuple[str, Laid] | None = None
        self.show_drawn(drawn)

    def show_drawn(self, drawn: DrawnUnit) -> None:
        """Take another place or other words."""
        self.drawn = drawn
        self._words = self._figure_words = None
        bounds = rectangle(drawn.box)
        for area in drawn.caption.areas:
            bounds = bounds.united(rectangle(area))
        x, y = drawn.caption.result_at
        bounds = bounds.united(QRectF(x - 60, y - 8, 120, 16))
        self.setRect(bounds.adjusted(-12, -12, 12, 12))
        self.setToolTip(" ".join(part for part in (drawn.record.tag, drawn.record.name) if part))
        self.update()

    @property
    def is_plain(self) -> bool:
        """Not marked in any way."""
        special = self.marked or self.isSelected() or self.ports is not None or self.drawn.record.off
        return not special and self.standing is UnitStanding.CLOSED

    def shape(self) -> QPainterPath:
        """Where a click is on the unit: its box."""
        path = QPainterPath()
        path.addRect(rectangle(self.drawn.box))
        return path

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """The symbol, turned and mirrored; its words; its marks."""
        scale = painter.worldTransform().m11()
        if self.marked or self.isSelected():
            self._paint_halo(painter)
        self._paint_symbol(painter, scale)
        if scale >= self._detail.words_from:
            self.paint_words(painter)
        if self.standing is not UnitStanding.CLOSED:
            self._paint_mark(painter)
        if self.ports is not None:
            self._paint_ports(painter, self.ports)

    def paint_words(self, painter: QPainter) -> None:
        """Tag, name and result."""
        look, drawn = self.look, self.drawn
        if self._words is None:
            self._words = [
                laid(text.words, face(text.size, bold=text.bold), text.box.centre) for text in drawn.caption.texts
            ]
        painter.setPen(line_pen(look.ink, 0.0))
        paint_words(painter, self._words)
        if self.figure:
            if self._figure_words is None or self._figure_words[0] != self.figure:
                font = face(SMALL_TEXT + 1, tabular=True)
                self._figure_words = self.figure, laid(self.figure, font, drawn.caption.result_at)
            painter.setPen(line_pen(look.quiet, 0.0))
            painter.setOpacity(STALE if self.stale else 1.0)
            paint_words(painter, [self._figure_words[1]])
            painter.setOpacity(1.0)

    def _paint_halo(self, painter: QPainter) -> None:
        colour = QColor(self.look.accent)
        colour.setAlphaF(0.16 if self.isSelected() else 0.08)
        painter.setBrush(colour)
        painter.setPen(QPen(QColor(self.look.accent), HAIRLINE) if self.isSelected() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rectangle(self.drawn.box).adjusted(-HALO, -HALO, HALO, HALO), HALO, HALO)

    def _paint_symbol(self, painter: QPainter, scale: float) -> None:
        drawn, look, off = self.drawn, self.look, self.drawn.record.off
        if off:
            painter.setOpacity(0.4)
        paint_symbol(painter, drawn, look.ink, scale)
        if off:
            painter.setOpacity(1.0)
            painter.setPen(line_pen(look.quiet, HAIRLINE, DASHED))
            painter.setBrush(NO_BRUSH)
            painter.drawRect(rectangle(drawn.box))

    def _paint_mark(self, painter: QPainter) -> None:
        """A corner in amber or red."""
        box = rectangle(self.drawn.box).adjusted(-2, -2, 2, 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(self.look, self.standing.value)))
        corner = box.topRight()
        painter.drawPolygon(QPolygonF([corner, corner - QPointF(CORNER_MARK, 0), corner + QPointF(0, CORNER_MARK)]))

    def _paint_ports(self, painter: QPainter, ports: Mapping[str, bool]) -> None:
        for name, may in ports.items():
            for door in self.drawn.doors.get(name, ()):
                colour = QColor(self.look.accent if may else self.look.hairline)
                painter.setPen(QPen(colour, LINE))
                painter.setBrush(QColor(self.look.sheet))
                painter.drawEllipse(QPointF(*door.contact), 4.0, 4.0)

    def show_result(self, standing: UnitStanding, figure: str, stale: bool) -> None:
        """How it stands, its line of result, and whether that is of an older state of the sheet."""
        if (standing, figure, stale) != (self.standing, self.figure, self.stale):
            repaint = standing != self.standing or bool(figure or self.figure)
            self.standing, self.figure, self.stale = standing, figure, stale
            if repaint:
                self.update()

    def show_ports(self, ports: Mapping[str, bool] | None) -> None:
        """Show ports, and whether a stream may go there; None shows none."""
        if ports != self.ports:
            self.ports = ports
            self.update()

    def door_at(
        self, position: QPointF, reach: float = 10.0, among: Sequence[str] | None = None
    ) -> tuple[str, Door] | None:
        """The port nearest to a point, if one (of those named) is near."""
        best: tuple[float, str, Door] | None = None
        for name, doors in self.drawn.doors.items():
            for door in doors if among is None or name in among else ():
                away = (QPointF(*door.contact) - position).manhattanLength()
                if away <= reach and (best is None or away < best[0]):
                    best = (away, name, door)
        return (best[1], best[2]) if best else None


class StreamItem(SheetItem):
    """A stream: its line in the colours of what flows, arrowheads, number and labels."""

    def __init__(self, drawn: DrawnStream, look: Palette, detail: Detail) -> None:
        super().__init__(detail)
        self.key = drawn.key
        self.look = look
        self.drawn = drawn
        self.phases: Sequence[str] = ()
        self.label: Label | None = None
        self.stale = False
        self.width = 0.0
        """Stroke that shows a quantity [px]; 0 for the usual one."""
        self.shade = ""
        """Colour that shows a quantity; none for that of what flows."""
        self.free_end: Point | None = None
        """Where it hangs, if an end is free."""
        self.handles = False
        """Whether its ends are shown as what can be dragged."""
        self.setZValue(1)
        self.diamond: Diamond | None = None
        """What stands round its number, if it has one."""
        self._hops: Mapping[int, Sequence[float]] = {}
        self._path: QPainterPath | None = None
        self._shape: QPainterPath | None = None
        self._corners: QPolygonF | None = None
        self._outlines: tuple[Stroke, list[tuple[QPainterPath, QBrush]]] | None = None
        self._heads: Sequence[Head] | None = None
        self._number: Laid | None = None
        self._label_words: list[Laid] | None = None
        self._labelled: tuple[Point, ...] = ()
        """The route beside which the label stands."""
        self.show_drawn(drawn, {}, None)

    def show_drawn(self, drawn: DrawnStream, hops: Mapping[int, Sequence[float]], diamond: Diamond | None) -> None:
        """Run elsewhere."""
        self.drawn, self.diamond, self._hops = drawn, diamond, hops
        self._path = self._shape = self._corners = self._outlines = self._heads = self._number = None
        if self.label is not None and drawn.points != self._labelled:
            self.label = None
        xs, ys = [x for x, _ in drawn.points], [y for _, y in drawn.points]
        bounds = QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).adjusted(-REACH, -REACH, REACH, REACH)
        if diamond is not None:
            bounds = bounds.united(rectangle(diamond.box))
        if self.label is not None:
            bounds = bounds.united(rectangle(self.label.box).adjusted(-8, 0, 8, 0))
        self.setRect(bounds.adjusted(-8, -8, 8, 8))
        self.setToolTip(" ".join(part for part in (drawn.record.tag, drawn.record.name) if part))
        self.update()

    def show_if_other(self, drawn: DrawnStream, hops: Mapping[int, Sequence[float]], diamond: Diamond | None) -> None:
        """Run elsewhere, unless all is as it is."""
        if (drawn, hops, diamond) != (self.drawn, self._hops, self.diamond):
            self.show_drawn(drawn, hops, diamond)

    def show_flow(self, phases: Sequence[str], stale: bool) -> None:
        """What flows in it, and whether its figures are of an older state of the sheet."""
        repaint = phases != self.phases or (stale != self.stale and self.label is not None)
        self.phases, self.stale = phases, stale
        if repaint:
            self.update()

    def show_label(self, label: Label | None) -> None:
        """Other words beside it, or none."""
        if label != self.label:
            self.label, self._labelled, self._label_words = label, self.drawn.points, None
            bounds = self.rect()
            for box in (self.diamond.box if self.diamond else None, label.box if label else None):
                if box is not None:
                    bounds = bounds.united(rectangle(box).adjusted(-8, 0, 8, 0))
            self.setRect(bounds.adjusted(-8, -8, 8, 8))
            self.update()

    @property
    def points(self) -> tuple[Point, ...]:
        """Its corners from outline to outline."""
        return self.drawn.points

    def shape(self) -> QPainterPath:
        """Where a click is on the stream: near its line."""
        if self._shape is None:
            stroker = QPainterPathStroker()
            stroker.setWidth(2 * REACH)
            self._shape = stroker.createStroke(self.line)
        return self._shape

    @property
    def line(self) -> QPainterPath:
        """Its way. Made when it is first needed: most routes change again before they are looked at."""
        if self._path is None:
            self._path = stream_path(self.drawn.points, self._hops)
        return self._path

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        """The line, in both colours where it is a slurry."""
        scale, stroke = painter.worldTransform().m11(), self.stroke
        if self.marked or self.isSelected():
            halo = QColor(self.look.accent)
            halo.setAlphaF(0.30 if self.isSelected() else 0.15)
            width = max(stroke.width, HAIR / scale) + 2 * HALO
            painter.setPen(QPen(halo, width, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
            self._draw_line(painter, scale)
        for pen in stroke.pens(scale):
            painter.setPen(pen)
            self._draw_line(painter, scale)
        if scale >= self._detail.heads_from:
            paint_heads(painter, self.heads, self.arrow_side, stroke.colour, scale)
        if scale >= self._detail.words_from:
            if self.diamond is not None:
                paint_diamond(painter, self.diamond, stroke.colour, self.look.sheet, scale)
            self.paint_words(painter)
        if self.handles or self.free_end is not None:
            self._paint_ends(painter)

    @property
    def is_plain(self) -> bool:
        """Not marked, and nothing to be dragged."""
        return not (self.marked or self.isSelected() or self.handles or self.free_end is not None)

    @property
    def stroke(self) -> Stroke:
        """Of its line."""
        first, second = self._colours()
        style = DASHED if self.free_end is not None else SOLID if self.drawn.clear else DOTTED
        return Stroke(first, second, self.width or (MAIN_LINE if self.drawn.main else LINE), style)

    def _colours(self) -> tuple[str, str]:
        """Of the line, and of the dashes on it where it is a slurry: the liquid's first."""
        if self.shade or not self.phases:
            return self.shade or self.look.ink, ""
        liquid_first = sorted(self.phases, key=lambda phase: phase == "s") if len(self.phases) > 1 else self.phases
        colours = self.look.phases
        return colours[liquid_first[0]], colours[liquid_first[1]] if len(liquid_first) > 1 else ""

    def _draw_line(self, painter: QPainter, scale: float) -> None:
        painter.drawPath(self.line) if scale >= PLAIN else painter.drawPolyline(self.corners)

    @property
    def corners(self) -> QPolygonF:
        """Its way without rounded corners and hops."""
        if self._corners is None:
            self._corners = QPolygonF([QPointF(x, y) for x, y in self.drawn.points])
        return self._corners

    def outlines(self, stroke: Stroke) -> list[tuple[QPainterPath, QBrush]]:
        """What its line covers."""
        if self._outlines is None or self._outlines[0] != stroke:
            self._outlines = stroke, outlines(self.line, stroke)
        return self._outlines[1]

    def _paint_ends(self, painter: QPainter) -> None:
        """What can be dragged elsewhere: the free end, and both of a stream that is chosen."""
        ends = (self.drawn.points[0], self.drawn.points[-1]) if self.handles else (self.free_end,)
        painter.setBrush(QColor(self.look.sheet))
        painter.setPen(QPen(QColor(self.look.accent if self.handles else self.look.warning), LINE))
        for end in ends:
            if end is not None:
                painter.drawEllipse(QPointF(*end), END_RADIUS, END_RADIUS)

    def end_at(self, position: QPointF, reach: float = 9.0) -> Literal["source", "target"] | None:
        """Which end of the line is near a point, if one is."""
        if (QPointF(*self.drawn.points[-1]) - position).manhattanLength() <= reach:
            return "target"
        return "source" if (QPointF(*self.drawn.points[0]) - position).manhattanLength() <= reach else None

    @property
    def heads(self) -> Sequence[Head]:
        """Its arrowheads; a free end has none."""
        if self._heads is None:
            self._heads = arrowheads(self.drawn.points, self._hops)
        return self._heads if self.free_end != self.drawn.points[-1] else ()

    @property
    def arrow_side(self) -> float:
        """Half the width of its arrowheads [px]."""
        return arrow_side(self.drawn.main, self.width or LINE)

    def paint_words(self, painter: QPainter) -> None:
        """Its number, and what stands beside it."""
        if self.diamond is not None:
            if self._number is None:
                self._number = laid(self.diamond.words, face(SMALL_TEXT), self.diamond.centre)
            painter.setPen(line_pen(self.look.ink, 0.0))
            paint_words(painter, [self._number])
        if self.label is not None:
            self._paint_label(painter, self.label)

    def _paint_label(self, painter: QPainter, label: Label) -> None:
        """Beside the line; dimmed where it is of an older state of the sheet."""
        if self._label_words is None:
            box, font = label.box, face(SMALL_TEXT, tabular=True)
            beside = box.left > min(x for x, _ in self.drawn.points)
            middles = [(line, box.top + (number + 0.5) * LINE_HEIGHT) for number, line in enumerate(label.lines)]
            self._label_words = [
                laid_from(line, font, box.left, y) if beside else laid(line, font, ((box.left + box.right) / 2 + 4, y))
                for line, y in middles
            ]
        painter.setPen(line_pen(self.look.quiet, 0.0))
        painter.setOpacity(STALE if self.stale else 1.0)
        paint_words(painter, self._label_words)
        painter.setOpacity(1.0)
