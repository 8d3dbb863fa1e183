"""Drawing a stream from port to port; only where it may go lights up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen

from app.editor.canvas.gesture import Gesture
from app.editor.canvas.items import UnitItem
from app.editor.canvas.placing import ask_what_follows
from app.editor.canvas.targets import Targets
from app.editor.document.ports import free_ports, port_of
from flowsheets.diagram.look import LINE
from flowsheets.document.editing import connected
from unitops.errors import RaffinateError

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView


class Connecting(Gesture):
    """A stream's end follows the pointer. Let go on a lit port it ends there, on the empty sheet it asks for a unit."""

    def __init__(self, view: CanvasView, origin: UnitItem, port: str, position: QPointF) -> None:
        super().__init__(view)
        self._origin, self._port = origin, port
        sheet = view.session.document.sheet
        door = origin.door_at(position)
        self._start = QPointF(*door[1].contact) if door else position
        self._end = position
        scene = view.sheet_scene
        found = {key: free_ports(sheet, (origin.key, port), key) for key in scene.units}
        self._targets = Targets(view, {key: ports for key, ports in found.items() if ports})

    def move(self, position: QPointF, event: QMouseEvent) -> None:
        """Pull the end."""
        self._end = position
        self.view.viewport().update()

    def release(self, position: QPointF, event: QMouseEvent) -> None:
        """Connect, if there is a port that takes it."""
        target = self._targets.at(position)
        view = self.view
        if target is not None:
            connect(view, (self._origin.key, self._port), target)
        elif not view.sheet_scene.items(position) and (position - self._start).manhattanLength() > 24:
            ask_what_follows(view, (self._origin.key, self._port), position)
        view.rest()

    def paint(self, painter: QPainter) -> None:
        """The stream that would be."""
        accent = QColor(self.view.session.theme.palette.accent)
        painter.setPen(QPen(accent, LINE, Qt.PenStyle.DashLine))
        corner = QPointF((self._start.x() + self._end.x()) / 2, self._start.y())
        painter.drawPolyline([self._start, corner, QPointF(corner.x(), self._end.y()), self._end])

    def leave(self) -> None:
        """No port stays lit."""
        self._targets.darken()


def connect(view: CanvasView, one: tuple[str, str], other: tuple[str, str]) -> str | None:
    """A new stream between two ports, whichever way they face; its id."""
    document = view.session.document
    sheet = document.sheet
    source, target = (one, other) if port_of(sheet, *one).direction == "out" else (other, one)
    try:
        edited = connected(sheet, ".".join(source), ".".join(target))
    except RaffinateError:
        return None
    (key,) = edited.streams.keys() - sheet.streams.keys()
    document.do(f"Connect {edited.units[source[0]].tag} to {edited.units[target[0]].tag}", edited)
    view.session.selection.set((key,))
    return key
