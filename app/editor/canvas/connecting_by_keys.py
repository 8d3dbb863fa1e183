"""Drawing a stream without a mouse: from the chosen unit, through the ports that may take it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen

from app.editor.canvas.connecting import connect
from app.editor.canvas.gesture import Gesture
from app.editor.canvas.targets import seen_at
from app.editor.document.ports import End, free_ports
from flowsheets.diagram.look import LINE
from flowsheets.document.levels import shown_on
from flowsheets.document.records import Placement
from unitops.catalogue import catalogue

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView


class ConnectingByKeys(Gesture):
    """Tab goes to the next port that may take the stream, Up and Down to another port of the unit, Enter connects."""

    takes_tab = True

    def __init__(self, view: CanvasView, unit: str) -> None:
        super().__init__(view)
        self._unit = unit
        self._choices = choices(view, unit)
        self._from = self._to = 0

    @property
    def pair(self) -> tuple[End, End] | None:
        """The two ports between which the stream would run."""
        if not self._choices:
            return None
        port, targets = self._choices[self._from]
        return (self._unit, port), targets[self._to]

    def begin(self) -> bool:
        """Show the first pair; False if the unit has no port from which a stream may go anywhere."""
        self._show()
        return bool(self._choices)

    def press(self, position: QPointF, event: QMouseEvent) -> None:
        """The mouse takes over."""
        self.view.rest()
        self.view.gesture.press(position, event)

    def key(self, event: QKeyEvent) -> bool:
        """Steps and the end."""
        key = event.key()
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Right, Qt.Key.Key_Left):
            by = -1 if key in (Qt.Key.Key_Backtab, Qt.Key.Key_Left) else 1
            self._to = (self._to + by) % len(self._choices[self._from][1])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._from = (self._from + (1 if key == Qt.Key.Key_Down else -1)) % len(self._choices)
            self._to = 0
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.pair is not None:
            pair = self.pair
            self.view.rest()
            connect(self.view, *pair)
            return True
        else:
            return False
        self._show()
        return True

    def paint(self, painter: QPainter) -> None:
        """The stream that would be."""
        if self.pair is None:
            return
        seen = (seen_at(self.view, (end,)) for end in self.pair)
        units = self.view.sheet_scene.units
        ends = [units[key].drawn.doors[port][0].contact for found in seen for key in found for port in found[key]]
        (x0, y0), (x1, y1) = ends
        painter.setPen(QPen(QColor(self.view.session.theme.palette.accent), LINE, Qt.PenStyle.DashLine))
        middle = (x0 + x1) / 2
        painter.drawPolyline([QPointF(x0, y0), QPointF(middle, y0), QPointF(middle, y1), QPointF(x1, y1)])

    def leave(self) -> None:
        """No port stays lit."""
        self.view.say("")
        for item in self.view.sheet_scene.units.values():
            item.show_ports(None)

    def _show(self) -> None:
        pair = self.pair
        if pair is None:
            return
        lit = {
            key: {port: pair[1] in ends for port, ends in ports.items()}
            for key, ports in seen_at(self.view, self._choices[self._from][1]).items()
        }
        lit.setdefault(pair[0][0], {})[pair[0][1]] = True
        for key, item in self.view.sheet_scene.units.items():
            item.show_ports(lit.get(key))
        units = self.view.session.document.sheet.units
        (one, port), (other, far) = pair
        self.view.say(
            f"Connect {units[one].tag} {port} with {units[other].tag} {far}: Enter. Another: Tab. "
            f"From another port: Down. Leave: Escape."
        )
        (seen,) = seen_at(self.view, (pair[1],))
        self.view.ensureVisible(self.view.sheet_scene.units[seen].sceneBoundingRect(), 40, 40)
        self.view.viewport().update()


def choices(view: CanvasView, unit: str) -> list[tuple[str, list[End]]]:
    """Ports of a unit that are free, outlets first, each with the ports that a stream from it may join, near first."""
    sheet = view.session.document.sheet
    operation = catalogue().get(sheet.units[unit].operation)
    places = view.sheet_scene.projection.units
    stands = shown_on(sheet, view.session.document.level)
    here = places[unit].placement
    found: list[tuple[str, list[End]]] = []
    ports = operation.declaration.ports.values() if operation else ()
    for port in sorted(ports, key=lambda port: (port.direction != "out", port.optional)):
        targets = [
            (other, name)
            for other in sorted(stands, key=lambda key: (_away(places[stands[key]].placement, here), key))
            for name in free_ports(sheet, (unit, port.name), other)
        ]
        if targets:
            found.append((port.name, targets))
    return found


def _away(place: Placement, here: Placement) -> float:
    return abs(place.x - here.x) + abs(place.y - here.y)
