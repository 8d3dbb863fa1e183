"""Words on the sheet, laid out once and painted at every scale."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QPainter, QStaticText

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

    def reduce(self) -> None:
        """While the scale is changing: what is new at every scale has to be made, and hardly is it looked at."""
        self.words_from, self.heads_from = ZOOMING, READABLE

    def restore(self) -> None:
        """At rest."""
        self.words_from, self.heads_from = READABLE, HEADS


Laid = tuple[QFont, QPointF, QStaticText]
"""A line of text, and where its upper left corner lies."""


def laid(words: str, font: QFont, centre: tuple[float, float]) -> Laid:
    """A line of text round a point."""
    text = _static(words, font)
    size = text.size()
    return font, QPointF(centre[0] - size.width() / 2, centre[1] - size.height() / 2), text


def laid_from(words: str, font: QFont, left: float, middle: float) -> Laid:
    """A line of text that begins at a place."""
    text = _static(words, font)
    return font, QPointF(left, middle - text.size().height() / 2), text


def paint_words(painter: QPainter, lines: Iterable[Laid]) -> None:
    """With the painter's pen."""
    for font, corner, text in lines:
        painter.setFont(font)
        painter.drawStaticText(corner, text)


def _static(words: str, font: QFont) -> QStaticText:
    text = QStaticText(words)
    text.setTextFormat(Qt.TextFormat.PlainText)
    text.prepare(font=font)
    return text
