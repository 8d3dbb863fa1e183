"""Ports that are lit because a stream may end there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from app.editor.document.ports import End

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView

REACH = 18.0
"""So near to a port [px] a stream's end jumps to it."""


class Targets:
    """Lights ports by unit, and finds the one that is meant by a place."""

    def __init__(self, view: CanvasView, ports: Mapping[str, Sequence[str]]) -> None:
        self._view, self.ports = view, ports
        for key, item in view.sheet_scene.units.items():
            item.show_ports(dict.fromkeys(ports.get(key, ()), True))

    def at(self, position: QPointF) -> End | None:
        """The port that is near, else the first of the unit under the place."""
        for key, ports in self.ports.items():
            item = self._view.sheet_scene.units.get(key)
            if item is None:
                continue
            door = item.door_at(position, reach=REACH, among=ports)
            if door is not None:
                return key, door[0]
            if ports and item.shape().contains(position):
                return key, ports[0]
        return None

    def darken(self) -> None:
        """No port stays lit."""
        for item in self._view.sheet_scene.units.values():
            item.show_ports(None)
