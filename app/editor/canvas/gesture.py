"""Gestures: what the mouse and the keys do on the sheet, one object at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

if TYPE_CHECKING:
    from app.editor.canvas.view import CanvasView


class Gesture:
    """Something begun with a press and ended by a release, or a state of rest. Positions are those of the drawing."""

    takes_tab = False
    """Whether the Tab key is the gesture's, and not the window's."""

    def __init__(self, view: CanvasView) -> None:
        self.view = view

    def press(self, position: QPointF, event: QMouseEvent) -> None:
        """A button goes down."""

    def move(self, position: QPointF, event: QMouseEvent) -> None:
        """The pointer moves, with or without a button."""

    def release(self, position: QPointF, event: QMouseEvent) -> None:
        """A button comes up."""

    def double_click(self, position: QPointF, event: QMouseEvent) -> None:
        """A second press soon after the first."""
        self.press(position, event)

    def key(self, event: QKeyEvent) -> bool:
        """A key; whether the gesture took it."""
        return False

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key is the gesture's, although the window has a use for it."""
        return False

    def paint(self, painter: QPainter) -> None:
        """What it shows over the drawing."""

    def leave(self) -> None:
        """Another gesture takes over: put back what was only shown."""
