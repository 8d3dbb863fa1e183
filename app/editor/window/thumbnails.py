"""Small drawings of flowsheets, made a few ms at a time between the window's events and kept as long as it is open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from app.editor.canvas.painting import stream_path, symbol_picture
from app.editor.canvas.projection import Projection
from app.editor.document.document import Document
from flowsheets.diagram.geometry import Box
from flowsheets.diagram.hops import Hops
from flowsheets.diagram.look import LINE, MAIN_LINE, Palette
from flowsheets.diagram.scene import DrawnStream, DrawnUnit
from flowsheets.document.errors import FileError
from flowsheets.document.file import load

SHARPNESS = 2.0
THICKER = 1.6
"""Lines of a small drawing are drawn thicker than to scale, or they would fade."""


@dataclass(frozen=True)
class Drawing:
    """What is known of a file: its words, and how it is drawn."""

    title: str
    says: str
    units: tuple[DrawnUnit, ...]
    streams: tuple[DrawnStream, ...]
    hops: Hops
    extent: Box


class Thumbnails(QObject):
    """Reads and draws files one after another."""

    drawn = Signal(str)
    """The path of a file whose drawing is there now."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.drawings: dict[str, Drawing] = {}
        self._waiting: list[Path] = []
        self._now: tuple[Path, Document, Projection] | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(0)
        self._tick.timeout.connect(self._go_on)

    def want(self, paths: Iterable[Path]) -> None:
        """Draw these, in this order, if they are not drawn yet."""
        self._waiting += [path for path in paths if str(path) not in self.drawings and path not in self._waiting]
        if self._waiting:
            self._tick.start()

    @property
    def is_busy(self) -> bool:
        """Whether something is still to be drawn."""
        return self._tick.isActive()

    def stop(self) -> None:
        """Nobody looks any more; what is not drawn yet is drawn when it is wanted again."""
        self._tick.stop()
        self._waiting = []

    def _go_on(self) -> None:
        if self._now is not None:
            self._finish_if_settled(*self._now)
        elif self._waiting:
            self._begin(self._waiting.pop(0))
        else:
            self._tick.stop()

    def _begin(self, path: Path) -> None:
        try:
            sheet = load(path)
        except FileError:
            return  # a file that is gone or faulty has no picture; opening it says why
        document = Document(self)
        projection = Projection(document, document)
        self._now = path, document, projection
        document.open(sheet, path)

    def _finish_if_settled(self, path: Path, document: Document, projection: Projection) -> None:
        if not projection.is_settled:
            return
        sheet = document.sheet
        units, streams = tuple(projection.units.values()), tuple(projection.streams.values())
        self.drawings[str(path)] = Drawing(
            sheet.title or sheet.name, sheet.description, units, streams, dict(projection.hops), projection.extent
        )
        self._now = None
        document.deleteLater()
        self.drawn.emit(str(path))


def painted(drawing: Drawing, size: QSize, look: Palette) -> QPixmap:
    """The drawing without its words, fitted into a size."""
    pixmap = QPixmap(size * SHARPNESS)
    pixmap.fill(QColor(look.sheet))
    extent = drawing.extent
    if not drawing.units or extent.width <= 0 or extent.height <= 0:
        pixmap.setDevicePixelRatio(SHARPNESS)
        return pixmap
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    room = QRectF(0, 0, pixmap.width(), pixmap.height()).adjusted(16, 16, -16, -16)
    scale = min(room.width() / extent.width, room.height() / extent.height, 1.2 * SHARPNESS)
    painter.translate(room.center())
    painter.scale(scale, scale)
    x, y = extent.centre
    painter.translate(-x, -y)
    _paint_streams(painter, drawing, look, max(1.0, THICKER / (scale / SHARPNESS) ** 0.5))
    for unit in drawing.units:
        _paint_unit(painter, unit, look)
    painter.end()
    pixmap.setDevicePixelRatio(SHARPNESS)
    return pixmap


def _paint_streams(painter: QPainter, drawing: Drawing, look: Palette, thicker: float) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stream in drawing.streams:
        colour = look.phases[next(iter(stream.phases))] if len(stream.phases) == 1 else look.ink
        painter.setPen(QPen(QColor(colour), (MAIN_LINE if stream.main else LINE) * thicker))
        painter.drawPath(stream_path(stream.points, drawing.hops.get(stream.key, {})))


def _paint_unit(painter: QPainter, unit: DrawnUnit, look: Palette) -> None:
    painter.save()
    x, y = unit.box.centre
    painter.translate(x, y)
    painter.rotate(unit.placement.rotation)
    if unit.placement.flipped:
        painter.scale(-1, 1)
    painter.translate(-unit.symbol.width / 2, -unit.symbol.height / 2)
    symbol_picture(unit.symbol.name, look.ink).play(painter)
    painter.restore()
