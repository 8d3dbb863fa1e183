"""Ports that are lit because a stream may end there, and what is meant by a place among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from app.editor.canvas.items import UnitItem
from app.editor.document.ports import End, port_of, why_not
from flowsheets.diagram.made_symbols import NEW_INLET, NEW_OUTLET
from flowsheets.document.levels import shown_on

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView

REACH = 18.0
"""So near to a port [px] a stream's end jumps to it."""


def seen_at(view: CanvasView, ends: Iterable[End]) -> dict[str, dict[str, list[End]]]:
    """Where ends can be seen on the opened level: by what is drawn and its port, the ends that are meant by it.

    What is within a box is seen at the port that the box has for further streams; what is beyond the border, nowhere.
    """
    document = view.session.document
    stands = shown_on(document.sheet, document.level)
    found: dict[str, dict[str, list[End]]] = {}
    for unit, port in ends:
        key = stands.get(unit)
        if key is None:
            continue
        if key != unit:
            seen = NEW_INLET if port_of(document.sheet, unit, port).direction == "in" else NEW_OUTLET
        else:
            seen = port
        found.setdefault(key, {}).setdefault(seen, []).append((unit, port))
    return found


def why_not_here(view: CanvasView, origin: End, position: QPointF) -> str:
    """What is wrong with the place where a stream was let go; '' where there is no unit."""
    sheet = view.session.document.sheet
    item = next((item for item in view.sheet_scene.items(position) if isinstance(item, UnitItem)), None)
    if item is None or item.key not in sheet.units:
        return ""
    door = item.door_at(position, reach=REACH)
    why = why_not(sheet, origin, (item.key, door[0])) if door is not None else ""
    return why or f"{sheet.units[item.key].tag} has no free port that takes this stream."


class Targets:
    """Lights ports, and finds those that are meant by a place: one of a unit, all that fit within a box."""

    def __init__(self, view: CanvasView, ports: Mapping[str, Sequence[str]]) -> None:
        self._view = view
        self._seen = seen_at(view, ((unit, port) for unit, names in ports.items() for port in names))
        for key, item in view.sheet_scene.units.items():
            item.show_ports(dict.fromkeys(self._seen.get(key, ()), True))

    def at(self, position: QPointF) -> list[End]:
        """The port that is near, else the first of the unit under the place; of a box all that are free within it."""
        for key, ports in self._seen.items():
            item = self._view.sheet_scene.units.get(key)
            if item is None:
                continue
            door = item.door_at(position, reach=REACH, among=tuple(ports))
            if door is not None:
                return ports[door[0]]
            if item.shape().contains(position):
                return next(iter(ports.values()))
        return []

    def darken(self) -> None:
        """No port stays lit."""
        for item in self._view.sheet_scene.units.values():
            item.show_ports(None)
