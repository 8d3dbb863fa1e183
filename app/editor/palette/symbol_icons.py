"""Symbols of the drawing as icons and as pictures that hang on the pointer."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QIcon, QPainter, QPicture, QPixmap

from app.editor.canvas.painting import icon_picture, symbol_picture
from flowsheets.diagram.symbols import symbol

ICON_SIZE = 20
SHARPNESS = 3.0
"""Pixels of a picture for a px of the window; enough for every screen."""


@cache
def symbol_icon(name: str, colour: str, size: int = ICON_SIZE) -> QIcon:
    """A symbol in its small form, in a colour '#rrggbb'."""
    return QIcon(_drawn(icon_picture(name, size, colour), size, size))


def symbol_pixmap(name: str, colour: str, scale: float = 1.0) -> QPixmap:
    """A symbol as large as on the sheet at a scale."""
    shape = symbol(name)
    return _drawn(symbol_picture(name, colour), shape.width, shape.height, scale)


def _drawn(picture: QPicture, width: float, height: float, scale: float = 1.0) -> QPixmap:
    room = 1.0  # half a line's width stands out of the box
    pixmap = QPixmap(round((width + 2 * room) * scale * SHARPNESS), round((height + 2 * room) * scale * SHARPNESS))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale * SHARPNESS, scale * SHARPNESS)
    painter.translate(QPointF(room, room))
    picture.play(painter)
    painter.end()
    pixmap.setDevicePixelRatio(SHARPNESS)
    return pixmap
