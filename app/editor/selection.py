"""What is selected in the window, by id, and what is asked to be shown."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from app.editor.document.change import Change
from app.editor.document.document import Document
from flowsheets.diagram.subflowsheets import level_sheet


class Selection(QObject):
    """Ids of what is selected: units, streams, annotations and boxes of sub-flowsheets.

    What is deleted leaves it by itself, and so does what cannot be seen on another level that is opened.
    """

    changed = Signal()
    shown = Signal(str)
    """A view asks for a unit or stream to be brought into sight, as the problems list does."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._ids: frozenset[str] = frozenset()
        document.changed.connect(self._follow)
        document.level_changed.connect(self._leave_level)

    @property
    def ids(self) -> frozenset[str]:
        """Everything that is selected."""
        return self._ids

    @property
    def units(self) -> list[str]:
        """Selected units, in a stable order."""
        return sorted(self._ids & self._document.sheet.units.keys())

    @property
    def streams(self) -> list[str]:
        """Selected streams, in a stable order."""
        return sorted(self._ids & self._document.sheet.streams.keys())

    @property
    def annotations(self) -> list[str]:
        """Selected annotations, in a stable order."""
        return sorted(self._ids & self._document.sheet.drawing.annotations.keys())

    @property
    def subflowsheets(self) -> list[str]:
        """Selected boxes of sub-flowsheets, in a stable order."""
        return sorted(self._ids & self._document.sheet.drawing.subflowsheets.keys())

    @property
    def equipment(self) -> list[str]:
        """Selected units and boxes of sub-flowsheets: all that has a place of its own and streams."""
        return sorted([*self.units, *self.subflowsheets])

    @property
    def only(self) -> str | None:
        """The id of the one thing that is selected, if it is one."""
        return next(iter(self._ids)) if len(self._ids) == 1 else None

    def set(self, ids: Iterable[str]) -> None:
        """Select these and nothing else."""
        chosen = frozenset(ids) & self._there()
        if chosen != self._ids:
            self._ids = chosen
            self.changed.emit()

    def toggle(self, key: str) -> None:
        """Add to the selection, or take away from it."""
        self.set(self._ids ^ {key})

    def clear(self) -> None:
        """Select nothing."""
        self.set(())

    def show(self, key: str) -> None:
        """Select one thing and bring it into sight."""
        self.set((key,))
        self.shown.emit(key)

    def _there(self) -> frozenset[str]:
        sheet = self._document.sheet
        drawn = sheet.drawing.annotations.keys() | sheet.drawing.subflowsheets.keys()
        return frozenset(sheet.units.keys() | sheet.streams.keys() | drawn)

    def _follow(self, _change: Change) -> None:
        self.set(self._ids)

    def _leave_level(self) -> None:
        shown = level_sheet(self._document.sheet, self._document.level)
        self.set(self._ids & (shown.units.keys() | shown.streams.keys() | shown.drawing.annotations.keys()))
