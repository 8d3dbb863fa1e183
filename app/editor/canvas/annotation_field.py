"""Words of a note, a box or a table, written where they stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from app.editor.look.theme import interface_font
from flowsheets.diagram.annotations import LINE_HEIGHT, broken
from flowsheets.diagram.look import LABEL_TEXT

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView

LEAST_WIDTH, LEAST_HEIGHT = 176, 32
AIR = 12
"""For the field's frame [screen px]."""
FINISH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""Its own menu, or another window, takes the focus for a while: that ends nothing."""


class WordsField(QPlainTextEdit):
    """A field over the sheet at the drawing's own scale. A click elsewhere or Ctrl+Enter takes it, Escape leaves it.

    In a title, which is one line, Enter alone takes it.
    """

    def __init__(
        self, view: CanvasView, at: QPointF, words: str, take: Callable[[str], None], *, name: str,
        is_title: bool = False, width: float | None = None,
    ) -> None:  # fmt: skip
        super().__init__(view)
        self._view, self._at, self._take, self._is_title, self._width = view, at, take, is_title, width
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setTabChangesFocus(True)
        self._scale = min(max(view.scale_now, 0.9), 2.0)
        self.setFont(interface_font(LABEL_TEXT * self._scale, bold=is_title))
        self.document().setDocumentMargin(2)
        self.setPlainText(words)
        self.textChanged.connect(self._fit)
        self.installEventFilter(self)
        self._fit()
        self.show()
        self.raise_()
        self.selectAll()
        self.setFocus()
        view.say(f"{'Enter' if is_title else 'Ctrl+Enter'}: done. Escape: as it was.")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The keys that end it, and the focus going elsewhere."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            if event.reason() not in PASSING:
                self._finish(taken=True)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._finish(taken=False)
                return True
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and (self._is_title or event.modifiers() & FINISH):
                self._finish(taken=True)
                return True
        return super().eventFilter(watched, event)

    def _finish(self, *, taken: bool) -> None:
        self.removeEventFilter(self)
        words = self.toPlainText()
        self._view.say("")
        self.hide()
        self._view.setFocus()
        self.deleteLater()
        if taken:
            self._take(" ".join(words.split()) if self._is_title else words.rstrip())

    def _fit(self) -> None:
        """As large as its words, inside the view."""
        room = self._view.viewport().rect()
        metrics = self.fontMetrics()
        lines = self.toPlainText().split("\n") or [""]
        if self._width is not None:
            wide = self._width * self._scale
            lines = broken(self.toPlainText(), self._width) or [""]
        else:
            wide = max(metrics.horizontalAdvance(line) for line in lines)
        width = min(max(int(wide) + 2 * AIR, LEAST_WIDTH), max(room.width() - 8, LEAST_WIDTH))
        height = min(max(int(LINE_HEIGHT * self._scale * len(lines)) + AIR, LEAST_HEIGHT), max(room.height() - 8, 40))
        spot = self._view.mapFromScene(self._at)
        self.setGeometry(
            min(max(spot.x() - 4, 0), max(room.width() - width, 0)),
            min(max(spot.y() - 4, 0), max(room.height() - height, 0)),
            width,
            height,
        )
