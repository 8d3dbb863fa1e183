"""Drawing a stream without a mouse: from the chosen unit or box, through the ports that may take it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen

from app.editor.canvas.connecting import connect
from app.editor.canvas.gesture import Gesture
from app.editor.canvas.targets import seen_at
from app.editor.document.ports import End, free_ends_within, free_ports, is_taken, port_of
from flowsheets.diagram.look import LINE
from flowsheets.document.levels import shown_on
from unitops.catalogue import catalogue

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView


def connect_by_keys(view: CanvasView, key: str) -> None:
    """Draw a stream from a unit, or from what is within a box."""
    gesture = ConnectingByKeys(view, key)
    view.begin(gesture)
    view.setFocus()
    if not gesture.begin():
        view.rest()
        tag = view.sheet_scene.projection.sheet.units[key].tag
        view.say(f"{tag} has no free port from which a stream may go to another unit.")


class ConnectingByKeys(Gesture):
    """Tab goes to the next port that may take the stream, Up and Down to another it may start from, Enter connects."""

    takes_tab = True

    def __init__(self, view: CanvasView, key: str) -> None:
        super().__init__(view)
        self._fitting = _Fitting(view, key)
        self._origins = _origins(view, key)
        self._from = self._to = 0
        self._targets: list[End] = []
        self._step(0)

    @property
    def pair(self) -> tuple[End, End] | None:
        """The two ports between which the stream would run."""
        return (self._origins[self._from], self._targets[self._to]) if self._targets else None

    def begin(self) -> bool:
        """Show the first pair; False if there is no port from which a stream may go anywhere."""
        self._show()
        return bool(self._targets)

    def press(self, position: QPointF, event: QMouseEvent) -> None:
        """The mouse takes over."""
        self.view.rest()
        self.view.gesture.press(position, event)

    def key(self, event: QKeyEvent) -> bool:
        """Steps and the end."""
        key = event.key()
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Right, Qt.Key.Key_Left):
            by = -1 if key in (Qt.Key.Key_Backtab, Qt.Key.Key_Left) else 1
            self._to = (self._to + by) % len(self._targets)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.pair is not None:
            pair = self.pair
            self.view.rest()
            connect(self.view, *pair)
            return True
        else:
            return False
        self._show()
        return True

    def _step(self, by: int) -> None:
        """To the next origin from which a stream may go anywhere, that way; with 0 from the first on."""
        count = len(self._origins)
        for number in range(count):
            place = (self._from + (by or 1) * number + by) % count
            targets = self._fitting.to(self._origins[place])
            if targets:
                self._from, self._to, self._targets = place, 0, targets
                return

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
        origin, target = pair
        lit = {
            key: {port: target in ends for port, ends in ports.items()}
            for key, ports in seen_at(self.view, self._targets).items()
        }
        for key, ports in seen_at(self.view, (origin,)).items():
            lit.setdefault(key, {}).update(dict.fromkeys(ports, True))
        for key, item in self.view.sheet_scene.units.items():
            item.show_ports(lit.get(key))
        self.view.say(
            f"Connect {self._named(origin)} with {self._named(target)}: Enter. Another: Tab. "
            f"From another port: Down. Leave: Escape."
        )
        (seen,) = seen_at(self.view, (target,))
        self.view.ensureVisible(self.view.sheet_scene.units[seen].sceneBoundingRect(), 40, 40)
        self.view.viewport().update()

    def _named(self, end: End) -> str:
        """A port in words; within a box, with the box's tag."""
        sheet = self.view.session.document.sheet
        (stands,) = seen_at(self.view, (end,))
        within = f" in {sheet.drawing.subflowsheets[stands].tag}" if stands != end[0] else ""
        return f"{sheet.units[end[0]].tag} {end[1]}{within}"


class _Fitting:
    """The ports that a stream may join, near ones first. Of ports that carry the same phases one is asked for all."""

    def __init__(self, view: CanvasView, key: str) -> None:
        self._sheet = view.session.document.sheet
        self._stands = shown_on(self._sheet, view.session.document.level)
        places = view.sheet_scene.projection.units
        here = places[key].placement

        def away(unit: str) -> float:
            place = places[self._stands[unit]].placement
            return abs(place.x - here.x) + abs(place.y - here.y)

        self._near_first = [
            unit
            for unit in sorted(self._stands, key=lambda unit: (away(unit), unit))
            if self._stands[unit] == unit or self._stands[unit] != key  # nothing joins what is in the same box
        ]
        self._known: dict[tuple[str, frozenset[str]], list[End]] = {}

    def to(self, origin: End) -> list[End]:
        """The ports that a stream between them and this one may join."""
        port = port_of(self._sheet, *origin)
        if is_taken(self._sheet, origin[0], port):
            return []
        kind = port.direction, port.carries
        if kind not in self._known:
            self._known[kind] = list(self._ends(origin, self._near_first))
        return [end for end in self._known[kind] if end[0] != origin[0]]

    def _ends(self, origin: End, units: Iterable[str]) -> Iterable[End]:
        for unit in units:
            for name in free_ports(self._sheet, origin, unit):
                yield unit, name


def _origins(view: CanvasView, key: str) -> list[End]:
    """The ports of a unit, or those that are free within a box, outlets first."""
    sheet = view.session.document.sheet
    if key in sheet.drawing.subflowsheets:
        return [*free_ends_within(sheet, key, "out"), *free_ends_within(sheet, key, "in")]
    operation = catalogue().get(sheet.units[key].operation)
    ports = operation.declaration.ports.values() if operation else ()
    return [(key, port.name) for port in sorted(ports, key=lambda port: (port.direction != "out", port.optional))]
