"""What all parts of a window share: the document, its solver, the selection, the look and the settings."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.editor.document.document import Document
from app.editor.document.recovery import Journal
from app.editor.look.theme import Theme
from app.editor.selection import Selection
from app.editor.settings import Settings
from app.editor.solving.solver import Solver

RECOVERY = "recovery"
"""Folder of unsaved work, beside the settings."""


class Session(QObject):
    """One window's state. Parts of the window get the session and listen to its members; none knows another."""

    def __init__(self, settings: Settings, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings, self.theme = settings, theme
        self.document = Document(self)
        self.selection = Selection(self.document, self)
        self.solver = Solver(self.document, self)
        self.journal = Journal(self.document, settings.folder / RECOVERY, self)

    def close(self) -> None:
        """End what runs beside the window; from now on nothing is told to views that are about to go."""
        self.solver.stop()
        for teller in (self.document, self.document.undo_stack, self.selection, self.solver):
            teller.blockSignals(True)
