"""Drawing a stream from port to port; only where it may go lights up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen

from app.editor.canvas.gesture import Gesture
from app.editor.canvas.items import UnitItem
from app.editor.canvas.placing import ask_what_follows
from app.editor.canvas.port_choice import choose_end
from app.editor.canvas.targets import Targets, why_not_here
from app.editor.document.ports import End, free_ends_within, free_ports, may_join, port_of
from flowsheets.diagram.look import LINE
from flowsheets.diagram.stand_ins import StandIn
from flowsheets.document.editing import connected
from flowsheets.document.levels import shown_on
from unitops.errors import RaffinateError

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView


class Connecting(Gesture):
    """A stream's end follows the pointer. Let go on a lit port it ends there, on the empty sheet it asks for a unit."""

    def __init__(self, view: CanvasView, origin: UnitItem, port: str, position: QPointF) -> None:
        super().__init__(view)
        door = origin.door_at(position)
        self._start = QPointF(*door[1].contact) if door else position
        self._end = position
        self._origins = _ends_at(view, origin, port)
        self._targets = Targets(view, _ports_that_fit(view, self._origins))

    def move(self, position: QPointF, event: QMouseEvent) -> None:
        """Pull the end."""
        self._end = position
        self.view.viewport().update()

    def release(self, position: QPointF, event: QMouseEvent) -> None:
        """Connect, if there is a port that takes it; where a box has several that fit, they are offered."""
        view, targets, origins = self.view, self._targets.at(position), self._origins
        pulled = (position - self._start).manhattanLength() > 24
        view.rest()
        if targets:
            choose_end(view, targets, lambda target: self._connect_to(target, position), position)
        elif pulled and origins and not view.sheet_scene.items(position):
            choose_end(view, origins, lambda origin: ask_what_follows(view, origin, position), position)
        elif pulled and origins:
            view.say(why_not_here(view, origins[0], position))

    def _connect_to(self, target: End, position: QPointF) -> None:
        sheet, view = self.view.session.document.sheet, self.view
        fitting = [origin for origin in self._origins if may_join(sheet, origin, target)]
        choose_end(view, fitting, lambda origin: connect(view, origin, target), position)

    def paint(self, painter: QPainter) -> None:
        """The stream that would be."""
        accent = QColor(self.view.session.theme.palette.accent)
        painter.setPen(QPen(accent, LINE, Qt.PenStyle.DashLine))
        corner = QPointF((self._start.x() + self._end.x()) / 2, self._start.y())
        painter.drawPolyline([self._start, corner, QPointF(corner.x(), self._end.y()), self._end])

    def leave(self) -> None:
        """No port stays lit."""
        self._targets.darken()


def _ends_at(view: CanvasView, item: UnitItem, port: str) -> list[End]:
    """The ports that are meant by one that was pressed: all that are free within a box, on that side of it."""
    record = item.drawn.record
    if not isinstance(record, StandIn):
        return [(item.key, port)]
    return free_ends_within(view.session.document.sheet, item.key, record.ports[port].direction)


def _ports_that_fit(view: CanvasView, origins: Sequence[End]) -> dict[str, list[str]]:
    """By unit, the ports that one of the origins may join. Nothing within a box joins what is in the same box.

    Of origins that carry the same phases one is asked for all of them.
    """
    document = view.session.document
    origins = list({port_of(document.sheet, *origin).carries: origin for origin in reversed(origins)}.values())
    stands = shown_on(document.sheet, document.level)
    found: dict[str, list[str]] = {}
    for origin in origins:
        for unit in stands:
            if stands[unit] != stands[origin[0]] or stands[unit] == unit:
                fitting = found.setdefault(unit, [])
                fitting += [port for port in free_ports(document.sheet, origin, unit) if port not in fitting]
    return {unit: ports for unit, ports in found.items() if ports}


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
