"""Taking the end of a stream to another port, or letting it hang."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication

from app.editor.canvas.gesture import Gesture
from app.editor.canvas.items import StreamItem
from app.editor.canvas.port_choice import choose_end
from app.editor.canvas.targets import Targets, why_not_here
from app.editor.document.ports import End
from app.editor.document.reconnecting import Which, let_hang, ports_for_end, reconnected
from flowsheets.diagram.geometry import on_grid
from flowsheets.diagram.look import LINE

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView


class Reconnecting(Gesture):
    """One end of a stream follows the pointer; ports that take it are lit. On the empty sheet it is left to hang."""

    def __init__(self, view: CanvasView, item: StreamItem, which: Which, start: QPointF) -> None:
        super().__init__(view)
        self._key = item.key
        self._which: Which = which
        points = item.points
        self._fixed = QPointF(*(points[0] if which == "target" else points[-1]))
        self._start = self._end = start
        self._pulled = False
        self._targets = Targets(view, ports_for_end(view.session.document.sheet, item.key, which))

    def move(self, position: QPointF, event: QMouseEvent) -> None:
        """Pull the end."""
        away = (position - self._start).manhattanLength() * self.view.scale_now
        self._pulled = self._pulled or away > QApplication.startDragDistance() / 2
        self._end = position
        self.view.viewport().update()

    def release(self, position: QPointF, event: QMouseEvent) -> None:
        """Connect, or let hang; on a unit that does not take it, all stays as it was."""
        view, document = self.view, self.view.session.document
        targets = self._targets.at(position) if self._pulled else []
        view.rest()
        if targets:
            choose_end(view, targets, self._take_to, position)
        elif self._pulled and not view.has_unit_at(position):
            tag, at = document.sheet.streams[self._key].tag, (on_grid(position.x()), on_grid(position.y()))
            document.do(f"Disconnect {tag}", let_hang(document.sheet, self._key, self._which, at))
        elif self._pulled:
            stream = document.sheet.streams[self._key]
            fixed = stream.source if self._which == "target" else stream.target
            if fixed is not None:
                view.say(why_not_here(view, (fixed.unit, fixed.port), position))

    def _take_to(self, target: End) -> None:
        document = self.view.session.document
        edited = reconnected(document.sheet, self._key, self._which, target)
        document.do(f"Take {document.sheet.streams[self._key].tag} to {edited.units[target[0]].tag}", edited)

    def paint(self, painter: QPainter) -> None:
        """The stream that would be."""
        if self._pulled:
            painter.setPen(QPen(QColor(self.view.session.theme.palette.accent), LINE, Qt.PenStyle.DashLine))
            corner = QPointF((self._fixed.x() + self._end.x()) / 2, self._fixed.y())
            painter.drawPolyline([self._fixed, corner, QPointF(corner.x(), self._end.y()), self._end])

    def leave(self) -> None:
        """No port stays lit."""
        self._targets.darken()
