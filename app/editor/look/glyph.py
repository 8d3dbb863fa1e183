"""Icons of a font, painted in the colour that the theme has at that moment: none is made anew when it changes."""

from __future__ import annotations

from collections.abc import Callable

import qtawesome
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap

FILLED = 0.875
"""Size of the letter against its field, the rest being its bearing."""


class GlyphEngine(QIconEngine):
    """Paints one letter of an icon font ('ph.magnifying-glass'). colour: asked whenever it is painted."""

    def __init__(self, name: str, colour: Callable[[bool], QColor]) -> None:
        super().__init__()
        self._name, self._colour = name, colour
        self._family = name.partition(".")[0]
        self._letter = qtawesome.charmap(name)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """The letter in the middle of the rectangle."""
        painter.save()
        painter.setPen(self._colour(mode != QIcon.Mode.Disabled))
        painter.setFont(qtawesome.font(self._family, round(FILLED * rect.height())))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), self._letter)
        painter.restore()

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The letter on nothing."""
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        """Another one that paints the same."""
        return GlyphEngine(self._name, self._colour)
