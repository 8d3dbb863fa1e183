"""The open flowsheet as a QObject: its present state, its undo stack, and a signal that says what changed."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from app.editor.document.change import Change, change_between, everything_in
from flowsheets.document.file import load, save
from flowsheets.document.levels import PLANT_LEVEL, nearest_level, trail
from flowsheets.document.records import Flowsheet
from flowsheets.document.subflowsheets import landed

UNTITLED = "Untitled"


class Document(QObject):
    """The one place where the sheet of a window is kept and edited.

    ``sheet`` is immutable: an edit is a pure function of flowsheets.document.editing whose result is given to ``do``.
    Undo puts back the very object that was there before. Views listen to ``changed`` and never write to one another.
    """

    changed = Signal(Change)
    """After an edit, an undo, a redo or an opening; ``sheet`` is already the new one."""
    replaced = Signal()
    """Another sheet was opened: views forget selections and viewpoints. ``changed`` follows."""
    level_changed = Signal()
    """Another level was opened: the whole plant or one of its sub-flowsheets. Nothing of the sheet differs by it."""
    renamed = Signal()
    """The file's name or whether there is something to save may have changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.undo_stack.cleanChanged.connect(self._tell_renamed)
        self._sheet = Flowsheet(name=UNTITLED)
        self._level = PLANT_LEVEL
        self.path: Path | None = None
        self.revision = 0
        """Counts every change; never goes back, not even by undo."""

    @property
    def sheet(self) -> Flowsheet:
        """The flowsheet as it stands."""
        return self._sheet

    @property
    def level(self) -> str:
        """The id of the sub-flowsheet that is opened, or PLANT_LEVEL. What is new is drawn there."""
        return self._level

    def open_level(self, level: str) -> None:
        """Show another level; one that is not there is the whole plant."""
        level = level if level in self._sheet.drawing.subflowsheets else PLANT_LEVEL
        if level != self._level:
            self._level = level
            self.level_changed.emit()

    @property
    def is_modified(self) -> bool:
        """Whether there is something to save."""
        return not self.undo_stack.isClean()

    @property
    def title(self) -> str:
        """What the window is called by: the sheet's title, else the file's name, else that it has none."""
        return self.sheet.title or (self.path.name if self.path else self.sheet.name)

    def do(self, text: str, sheet: Flowsheet, merge: str = "") -> None:
        """Make an edit that can be undone. text: in the menu, as 'Move R-101'. An edit that changes nothing is none.

        What is new is drawn on the level that is opened.

        merge: edits in a row with the same non-empty key are one step of undo (dragging, a slider, typing).
        """
        sheet = landed(self._sheet, sheet, self._level)
        if change_between(self._sheet, sheet):
            self.undo_stack.push(_Edit(self, text, self._sheet, sheet, merge))

    def open(self, sheet: Flowsheet, path: Path | None = None, *, unsaved: bool = False) -> None:
        """Show another sheet; what could be undone is forgotten. unsaved: it differs from its file already."""
        self.path = path
        self._sheet, self._level = sheet, PLANT_LEVEL
        self.revision += 1
        self.undo_stack.clear()
        self.undo_stack.setClean()
        if unsaved:
            self.undo_stack.resetClean()
        self.replaced.emit()
        self.changed.emit(everything_in(sheet))
        self.level_changed.emit()
        self.renamed.emit()

    def open_file(self, path: str | os.PathLike[str], *, as_template: bool = False) -> None:
        """Open a file; a template is opened without its path, so that saving asks for one. Raises FileError."""
        sheet = load(path)
        self.open(sheet, None if as_template else Path(path))

    def save(self, path: str | os.PathLike[str] | None = None) -> None:
        """Write the sheet to its file or another, atomically. Raises FileError; nothing is lost then."""
        target = Path(path) if path is not None else self.path
        if target is None:
            raise ValueError("a sheet without a path needs one to be saved")
        save(self._sheet, target)
        self.path = target
        self.undo_stack.setClean()
        self.renamed.emit()

    def put(self, sheet: Flowsheet, level: str | None = None) -> None:
        """Show a state of the sheet, and the level that was opened then; only edits of the undo stack call this.

        Where a level is gone, the next above it is shown.
        """
        before, self._sheet = self._sheet, sheet
        shown = self._level
        wanted = [shown if level is None else level, *reversed(trail(before.drawing, shown))]
        self._level = nearest_level(sheet.drawing, wanted) if wanted[0] else PLANT_LEVEL
        change = change_between(before, sheet)
        if change:
            self.revision += 1
            self.changed.emit(change)
        if self._level != shown:
            self.level_changed.emit()

    def _tell_renamed(self, _clean: bool) -> None:
        self.renamed.emit()


class _Edit(QUndoCommand):
    """From one state of the sheet to another."""

    def __init__(self, document: Document, text: str, before: Flowsheet, after: Flowsheet, merge: str) -> None:
        super().__init__(text)
        self._document, self._before, self._after, self._merge = document, before, after, merge
        self._level = document.level

    def redo(self) -> None:
        """Qt calls this also when the edit is made."""
        self._document.put(self._after, self._level)

    def undo(self) -> None:
        """Back to the very object that was there before, on the level on which the edit was made."""
        self._document.put(self._before, self._level)

    def id(self) -> int:
        """Edits with equal ids are offered to be merged."""
        return hash(self._merge) & 0x7FFFFFFF if self._merge else -1

    def mergeWith(self, other: QUndoCommand) -> bool:  # noqa: N802 - Qt's name
        """Take over the end of a following edit of the same kind; one that leads back to the start is no edit."""
        if not isinstance(other, _Edit) or other._merge != self._merge:
            return False
        self._after = other._after
        self.setObsolete(not change_between(self._before, self._after))
        return True
