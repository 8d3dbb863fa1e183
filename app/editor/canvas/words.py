"""Words on the sheet, laid out once and painted at every scale."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QFont, QGlyphRun, QPainter, QTextLayout, QTextOption

READABLE = 0.38
"""Below this scale words are not drawn: they would be dust."""

ZOOMING = 0.8
"""The same while the scale is changing."""
HEADS = 0.3
"""Below this scale arrowheads are not drawn: they would be dots."""


@dataclass
class Detail:
    """The scales from which words and arrowheads are drawn, at the moment and for all items of a scene."""

    words_from: float = READABLE
    heads_from: float = HEADS
    revision: int = 0
    """Counts what was to be painted anew."""

    def reduce(self) -> None:
        """While the scale is changing: what is new at every scale has to be made, and hardly is it looked at."""
        self.words_from, self.heads_from = ZOOMING, READABLE

    def restore(self) -> None:
        """At rest."""
        self.words_from, self.heads_from = READABLE, HEADS


Laid = tuple[QPointF, list[QGlyphRun]]
"""The letters of a line of text, each at its place, and where its upper left corner lies."""


def laid(words: str, font: QFont, centre: tuple[float, float]) -> Laid:
    """A line of text round a point."""
    size, letters = _letters(words, font)
    return QPointF(centre[0] - size.width() / 2, centre[1] - size.height() / 2), letters


def laid_from(words: str, font: QFont, left: float, middle: float) -> Laid:
    """A line of text that begins at a place."""
    size, letters = _letters(words, font)
    return QPointF(left, middle - size.height() / 2), letters


def paint_words(painter: QPainter, lines: Iterable[Laid]) -> None:
    """With the painter's pen."""
    for corner, letters in lines:
        for run in letters:
            painter.drawGlyphRun(corner, run)


def _letters(words: str, font: QFont) -> tuple[QSizeF, list[QGlyphRun]]:
    """Laid out once; a ``QStaticText`` is laid out anew at every scale, which takes most of the time of a zoom."""
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    return QSizeF(line.naturalTextWidth(), line.height()), layout.glyphRuns()
