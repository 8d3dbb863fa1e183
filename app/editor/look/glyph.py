"""Icons of a font, painted in the colour that the theme has at that moment: none is made anew when it changes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

FILLED = 0.875
"""Size of the letter against its field, the rest being its bearing."""


SET = "ph"
"""Name of Phosphor's regular set before the dot of an icon's name."""


class GlyphEngine(QIconEngine):
    """Paints one letter of an icon font ('ph.magnifying-glass'). colour: asked whenever it is painted."""

    def __init__(self, name: str, colour: Callable[[bool], QColor]) -> None:
        super().__init__()
        self._name, self._colour = name, colour
        self._letter = _letter(name)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """The letter in the middle of the rectangle."""
        painter.save()
        painter.setPen(self._colour(mode != QIcon.Mode.Disabled))
        font = QFont(_face())
        font.setPixelSize(round(FILLED * rect.height()))
        painter.setFont(font)
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


def _letter(name: str) -> str:
    """The letter of an icon; raises KeyError for one that the set has not."""
    family, _, icon = name.partition(".")
    if family != SET:
        raise KeyError(f"there is no icon '{name}': names begin with '{SET}.'")
    return chr(int(_codes()[icon], 16))


@cache
def _codes() -> Mapping[str, str]:
    return json.loads(_file("phosphor-charmap-*.json").read_text(encoding="utf-8"))


@cache
def _face() -> str:
    """The set's family; needs the application."""
    number = QFontDatabase.addApplicationFont(str(_file("phosphor-[0-9]*.ttf")))
    return QFontDatabase.applicationFontFamilies(number)[0]


def _file(pattern: str) -> Path:
    """A file of QtAwesome's fonts; the package itself is not read: it takes a fifth of a second and ten more fonts."""
    found = find_spec("qtawesome")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("QtAwesome, whose fonts hold the icons, is not installed")
    return next(Path(found.submodule_search_locations[0], "fonts").glob(pattern))
