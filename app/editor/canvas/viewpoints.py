"""Where one looked at each level: going up again shows it as it was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF
from PySide6.QtGui import QTransform

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView


class Viewpoints(QObject):
    """Keeps scale and middle of every level that was seen; a level that is opened first is shown whole."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view, self._document = view, view.session.document
        self._level = self._document.level
        self._kept: dict[str, tuple[QTransform, QPointF]] = {}
        self._document.replaced.connect(self._forget)
        self._document.level_changed.connect(self._turn)

    def _forget(self) -> None:
        """Another document: nothing of it was seen."""
        self._kept.clear()
        self._level = self._document.level

    def _turn(self) -> None:
        view, level = self._view, self._document.level
        if level == self._level:
            return
        view.rest()
        view.say("")
        middle = view.mapToScene(view.viewport().rect().center())
        self._kept[self._level] = (view.transform(), middle)
        self._level = level
        if level in self._kept:
            transform, middle = self._kept[level]
            view.setTransform(transform)
            view.centerOn(middle)
        else:
            view.show_all()
