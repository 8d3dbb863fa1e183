"""What units and streams have in common as items of the scene."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGraphicsRectItem

from app.editor.canvas.words import Detail


class SheetItem(QGraphicsRectItem):
    """Whoever keeps a picture of it is told by ``detail`` that it has changed.

    Qt asks for the bounds of every item several times in a frame; what is a rectangle to it answers without Python.
    """

    def __init__(self, detail: Detail) -> None:
        super().__init__()
        self._detail = detail
        self.marked = False
        """Whether the pointer is over it."""
        self.setPen(Qt.PenStyle.NoPen)

    @property
    def is_plain(self) -> bool:
        """Whether nothing is shown but its shape and its words."""
        raise NotImplementedError

    def update(self) -> None:  # type: ignore[override]  # always all of it
        """Paint it anew."""
        self._detail.revision += 1
        super().update()
