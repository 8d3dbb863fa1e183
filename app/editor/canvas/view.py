"""To be drawn."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QGraphicsView, QWidget

from app.editor.session import Session
from app.editor.window.actions import Action


class CanvasView(QGraphicsView):
    """A part of the window."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session

    def actions(self) -> Iterable[Action]:  # type: ignore[override]  # every part of the window offers its own
        """None yet."""
        return ()
