"""From a change of scale until a moment of rest the sheet is painted quickly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGraphicsView

from app.editor.canvas.quick_picture import QuickPicture
from app.editor.canvas.stamps import LARGE

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView

AT_REST = 120
"""[ms] after the last change of scale."""


class Zooming(QObject):
    """Paints in the view's place while the scale is changing.

    It is a filter of events, not a ``paintEvent`` of the view: with one in Python, Qt's bindings end the program where
    two items fail to paint, at rest too.
    """

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view, self._detail = view, view.sheet_scene.detail
        self._picture: QuickPicture | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(AT_REST)
        self._rest.timeout.connect(self.end)

    @property
    def is_on(self) -> bool:
        """Whether the scale has changed a moment ago."""
        return self._rest.isActive()

    def begin(self) -> None:
        """Draw less for a moment: small words could not be read anyway."""
        if not self.is_on:
            self._detail.reduce()
            view = self._view  # all of it changes: no time to look for what does not
            view.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
            view.viewport().installEventFilter(self)
        self._rest.start()

    def end(self) -> None:
        """Draw everything again, as it is drawn at rest."""
        self._rest.stop()
        self._picture = None
        self._detail.restore()
        view = self._view
        view.viewport().removeEventFilter(self)
        view.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.BoundingRectViewportUpdate)
        view.viewport().update()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Paint, and let the view see only that something was painted."""
        if event.type() != QEvent.Type.Paint or self._view.scale_now > LARGE:
            return False
        assert isinstance(event, QPaintEvent)
        QGraphicsView.viewportEvent(self._view, QPaintEvent(QRect()))
        with QPainter(self._view.viewport()) as painter:
            self._paint(painter, event.rect())
        return True

    def _paint(self, painter: QPainter, area: QRect) -> None:
        view, scene = self._view, self._view.sheet_scene
        painter.setRenderHints(view.renderHints())
        painter.setTransform(view.viewportTransform())
        exposed = view.mapToScene(area).boundingRect()
        view.drawBackground(painter, exposed)
        if self._picture is None or not self._picture.is_of(self._detail):
            self._picture = QuickPicture(scene.items(Qt.SortOrder.AscendingOrder), self._detail)
        self._picture.paint(painter, exposed)
        view.drawForeground(painter, exposed)
