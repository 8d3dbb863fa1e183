"""A Sankey diagram on the screen: zoomed with the wheel, moved by dragging, saved as SVG."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPen,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsScene,
    QGraphicsSceneMouseEvent,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from app.editor.look.theme import Theme, interface_font
from app.editor.results.sankey_layout import BAR, LABEL_ROOM, SPACING, Band, Bar, Picture
from flowsheets.diagram.look import LABEL_TEXT
from unitops.quantities import format_number

MARGIN = 24.0
SMALLEST, LARGEST, STEP = 0.05, 8.0, 1.25
CLEAR = 0.45
"""Opacity of bands, so that those that cross can be told apart."""
ROOM_FOR_FIGURE = 13.0
"""Thickness from which a band carries its figure [px]."""
TURN = 14.0
READABLE = 0.6
"""Scale below which only the tags of the larger units are written, in letters that do not shrink any further."""
FIRST = 0.27
"""Scale from which tags fit between the layers."""
SMALLEST_TEXT, LEAST_BAR = 9.0, 5.0
"""Text, and bars that carry any [px on the screen]."""


class SankeyView(QGraphicsView):
    """Shows a picture; a double click on a bar or band asks for its place."""

    place_wanted = Signal(list)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._picture = Picture((), (), 0.0, 0.0)
        self._names: Mapping[str, str] = {}
        self._unit = ""
        self._fitted = True
        self._stale = False
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setAccessibleName("Sankey diagram")
        theme.changed.connect(self._draw)
        self._draw()

    # -- what is shown ----------------------------------------------------------------------------------------------

    def put(self, picture: Picture, names: Mapping[str, str], unit: str) -> None:
        """Show a picture; names: of the units, by tag. The view stays where it is if a person has moved it."""
        self._picture, self._names, self._unit = picture, names, unit
        self._draw()
        if self._fitted:
            self._begin()

    def set_stale(self, stale: bool) -> None:
        """Dim everything, or not."""
        if stale != self._stale:
            self._stale = stale
            self.viewport().update()
            self.setForegroundBrush(self._veil() if stale else Qt.BrushStyle.NoBrush)

    def _veil(self) -> QColor:
        veil = self._theme.colour("sheet")
        veil.setAlphaF(0.55)
        return veil

    def _draw(self) -> None:
        scene = self.scene()
        scene.clear()
        self.setBackgroundBrush(self._theme.colour("sheet"))
        for band in sorted(self._picture.bands, key=lambda band: -band.thickness):
            scene.addItem(_BandItem(band, self._theme, self._unit, self))
        for bar in self._picture.bars:
            scene.addItem(_BarItem(bar, self._names.get(bar.key, ""), self._theme, self._unit, self))
        scene.setSceneRect(scene.itemsBoundingRect().adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN))

    def save_svg(self, path: Path, says: str) -> None:
        """Write the whole picture as SVG, whatever part of it is in sight."""
        from PySide6.QtSvg import QSvgGenerator

        extent = self.scene().sceneRect()
        generator = QSvgGenerator()
        generator.setFileName(str(path))
        generator.setSize(QSize(round(extent.width()), round(extent.height())))
        generator.setViewBox(QRectF(0, 0, extent.width(), extent.height()))
        generator.setTitle(says)
        painter = QPainter(generator)
        painter.fillRect(QRectF(0, 0, extent.width(), extent.height()), self._theme.colour("sheet"))
        self.scene().render(painter, QRectF(0, 0, extent.width(), extent.height()), extent)
        painter.end()

    # -- moving about -----------------------------------------------------------------------------------------------

    def fit(self) -> None:
        """Show everything, but never larger than it is drawn."""
        self._fitted = True
        self.resetTransform()
        if not self._picture.bars:
            return
        self.fitInView(self.scene().sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)
        if self.transform().m11() > 1.0:
            self.resetTransform()

    def _begin(self) -> None:
        """Show everything if tags can be read then, else the beginning in a size in which they can."""
        self.fit()
        if self._picture.bars and self.transform().m11() < FIRST:
            self.setTransform(QTransform.fromScale(FIRST, FIRST))
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().minimum())

    def zoom(self, by: float) -> None:
        """Bring nearer or further."""
        self._fitted = False
        held = self.transform().m11()
        by = min(max(by, SMALLEST / held), LARGEST / held)
        self.scale(by, by)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """The wheel zooms round the pointer."""
        self.zoom(1.0015 ** event.angleDelta().y())
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A picture that was fitted stays so."""
        super().resizeEvent(event)
        if self._fitted:
            self._begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Plus and minus zoom, 0 fits; arrows move."""
        keys = {Qt.Key.Key_Plus: STEP, Qt.Key.Key_Equal: STEP, Qt.Key.Key_Minus: 1 / STEP}
        by = keys.get(Qt.Key(event.key()))
        if by is not None:
            self.zoom(by)
        elif event.key() == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)


class _BandItem(QGraphicsPathItem):
    """A flow. Its figure stands on it where it is thick enough; else it says so on hover."""

    def __init__(self, band: Band, theme: Theme, unit: str, view: SankeyView) -> None:
        super().__init__(_outline(band))
        self._band, self._theme, self._view = band, theme, view
        self._figure = f"{format_number(band.value)} {unit}"
        self.setPen(QPen(Qt.PenStyle.NoPen))
        self.setToolTip(" ".join(filter(None, (band.key, band.name))) + f": {self._figure}")
        self.setAcceptHoverEvents(True)
        self._colour(CLEAR)

    def _colour(self, opacity: float) -> None:
        band = self._band
        colour = self._theme.colour("energy" if band.phase == "energy" else f"phase {band.phase}")
        colour.setAlphaF(opacity)
        self.setBrush(colour)

    def hoverEnterEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Stand out from the bands that it crosses."""
        self._colour(0.8)

    def hoverLeaveEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """Step back again."""
        self._colour(CLEAR)

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Show the stream on the sheet."""
        self._view.place_wanted.emit([self._band.key])

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """The band, then its figure."""
        super().paint(painter, option, widget)
        band = self._band
        if band.thickness < ROOM_FOR_FIGURE or _scale(painter) < READABLE:
            return
        painter.setFont(interface_font(LABEL_TEXT, tabular=True))
        painter.setPen(self._theme.colour("ink"))
        if band.lane is None:
            (x, y), (far, other) = band.points[0], band.points[1]
            if far - x < 0.5 * SPACING or abs(other - y) > 2 * band.thickness:
                return
            middle = QPointF((x + far) / 2, (y + other) / 2)
        else:
            middle = QPointF((band.points[0][0] + band.points[1][0]) / 2, band.lane)
        box = QRectF(middle.x() - SPACING / 2, middle.y() - 8, SPACING, 16)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._figure)


class _BarItem(QGraphicsItem):
    """A unit, or what lies outside: a bar with its label above."""

    def __init__(self, bar: Bar, name: str, theme: Theme, unit: str, view: SankeyView) -> None:
        super().__init__()
        self._bar, self._theme, self._view = bar, theme, view
        figure = f"{format_number(bar.value)} {unit}"
        self._bold = "" if bar.outside else bar.key
        self._plain = f"{bar.key.partition(' ')[2]} {figure}" if bar.outside else name
        self.setToolTip(f"{bar.key} {name}: {figure}")
        self.setZValue(1)

    def boundingRect(self) -> QRectF:  # noqa: N802 - Qt's name
        """The bar and its label."""
        bar = self._bar
        above = max(LABEL_ROOM, SMALLEST_TEXT / SMALLEST / 2)
        return QRectF(bar.x - 2, bar.y - above, SPACING - 8, bar.height + above)

    def shape(self) -> QPainterPath:
        """What can be clicked."""
        path = QPainterPath()
        path.addRect(QRectF(self._bar.x - 2, self._bar.y - 16, 48, self._bar.height + 16))
        return path

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Show the unit on the sheet."""
        self._view.place_wanted.emit([self._bar.key])

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw it."""
        bar = self._bar
        ink = self._theme.colour("ink")
        painter.fillRect(QRectF(bar.x, bar.y, BAR, bar.height), self._theme.colour("quiet") if bar.outside else ink)
        scale = _scale(painter)
        if scale < READABLE:
            self._paint_tag(painter, scale)
            return
        left, room = bar.x, SPACING - 14.0
        base = bar.y - 5
        if self._bold:
            font = interface_font(LABEL_TEXT, bold=True)
            painter.setFont(font)
            painter.setPen(ink)
            painter.drawText(QPointF(left, base), self._bold)
            taken = QFontMetricsF(font).horizontalAdvance(self._bold) + 5
            left, room = left + taken, room - taken
        font = interface_font(LABEL_TEXT)
        painter.setFont(font)
        painter.setPen(self._theme.colour("quiet"))
        words = QFontMetricsF(font).elidedText(self._plain, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(left, base), words)

    def _paint_tag(self, painter: QPainter, scale: float) -> None:
        """Only the tag, as small as can be read, where there is room for it."""
        words = self._bold or self._bar.key.partition(" ")[2]
        if self._bar.height * scale < LEAST_BAR:
            return
        font = interface_font(SMALLEST_TEXT / scale, bold=bool(self._bold))
        painter.setFont(font)
        painter.setPen(self._theme.colour("ink" if self._bold else "quiet"))
        if QFontMetricsF(font).horizontalAdvance(words) < SPACING - 4:
            painter.drawText(QPointF(self._bar.x, self._bar.y - 3 / scale), words)


def _scale(painter: QPainter) -> float:
    """Screen px for a px of the picture."""
    return painter.worldTransform().m11()


def _outline(band: Band) -> QPainterPath:
    """The edge of a band of even height; of a recycle, down, back below and up again."""
    return _forward(band) if band.lane is None else _back(band)


def _forward(band: Band) -> QPainterPath:
    half = band.thickness / 2
    path = QPainterPath(QPointF(band.points[0][0], band.points[0][1] - half))
    _along(path, [(x, y - half) for x, y in band.points])
    last = band.points[-1]
    path.lineTo(last[0], last[1] + half)
    _along(path, [(x, y + half) for x, y in reversed(band.points)])
    path.closeSubpath()
    return path


def _along(path: QPainterPath, points: list[tuple[float, float]]) -> None:
    for (x, y), (far, other) in pairwise(points):
        middle = (x + far) / 2
        path.cubicTo(middle, y, middle, other, far, other)


def _back(band: Band) -> QPainterPath:
    from PySide6.QtGui import QPainterPathStroker

    assert band.lane is not None
    (x, y), (far, other) = band.points
    turn = TURN + band.thickness / 2
    line = QPainterPath(QPointF(x, y))
    line.cubicTo(x + 2 * turn, y, x + 2 * turn, band.lane, x, band.lane)
    line.lineTo(far, band.lane)
    line.cubicTo(far - 2 * turn, band.lane, far - 2 * turn, other, far, other)
    stroker = QPainterPathStroker()
    stroker.setWidth(band.thickness)
    stroker.setCapStyle(Qt.PenCapStyle.FlatCap)
    return stroker.createStroke(line).simplified()
