"""New, open, save: everything between the window and the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.editor.session import Session
from app.editor.window.actions import Action
from app.editor.window.banner import Banners, Choice, Notice
from app.editor.window.leaving import LeavingCard
from flowsheets import library
from flowsheets.document.file import open_lenient
from flowsheets.document.records import Flowsheet
from unitops.errors import RaffinateError

FILTER = "Flowsheets (*.flow.json);;All files (*)"
SUFFIX = ".flow.json"


class FileActions(QObject):
    """What the File and Edit menus do with the document as a whole."""

    def __init__(self, session: Session, window: QWidget, banners: Banners) -> None:
        super().__init__(window)
        self._session, self._window, self._banners = session, window, banners
        self.leaving = LeavingCard(session, self.save, window)

    def actions(self) -> Iterable[Action]:
        """For the File and Edit menus."""
        stack = self._session.document.undo_stack
        yield Action("new", "New", "File", self.new, keys="Ctrl+N", icon="ph.file")
        yield Action("open", "Open…", "File", self.open, keys="Ctrl+O", icon="ph.folder-open")
        yield Action("save", "Save", "File", self.save, keys="Ctrl+S", icon="ph.floppy-disk", group=1)
        yield Action("save as", "Save as…", "File", self.save_as, keys="Ctrl+Shift+S", group=1)
        yield Action("close", "Close window", "File", self._window.close, keys="Ctrl+W", group=9)
        yield Action(
            "undo", "Undo", "Edit", stack.undo, keys="Ctrl+Z", icon="ph.arrow-u-up-left", enabled=stack.canUndo
        )
        yield Action(
            "redo", "Redo", "Edit", stack.redo, keys="Ctrl+Shift+Z or Ctrl+Y", icon="ph.arrow-u-up-right",
            enabled=stack.canRedo,
        )  # fmt: skip

    def new(self) -> None:
        """An empty sheet."""
        self.leave(lambda: self._session.document.open(Flowsheet(name="Untitled")))

    def open(self) -> None:
        """Ask for a file and open it."""
        self.leave(self._ask_and_open)

    def _ask_and_open(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._window, "Open a flowsheet", self._folder(), FILTER)
        if name:
            self.open_path(Path(name))

    def open_path(self, path: Path, *, as_template: bool = False) -> None:
        """Open a file; what is wrong with it is told, and the sheet that was open stays."""
        try:
            self._session.document.open_file(path, as_template=as_template)
        except RaffinateError as error:
            partly = ("Open what can be read", lambda: self.open_partly(path))
            self._tell(f"{path.name} cannot be opened", error, *([partly] if path.is_file() else []))
            return
        if not as_template:
            self._session.settings.remember(path.resolve())

    def open_partly(self, path: Path) -> None:
        """Open as much of a damaged file as it still holds, as unsaved work without a path."""
        try:
            sheet, problems = open_lenient(path)
        except RaffinateError as error:
            self._tell(f"Nothing of {path.name} can be read", error)
            return
        count = f"{len(problems)} faults" if len(problems) != 1 else "one fault"

        def open_it() -> None:
            self._session.document.open(sheet, unsaved=True)
            self._banners.tell(Notice(f"{path.name} has {count}; the rest is open. The first: {problems[0].message}"))

        self.leave(open_it)

    def open_other(self, path: Path) -> None:
        """Open a file in place of the open sheet, which may be saved first."""
        self.leave(lambda: self.open_path(path))

    def open_sheet(self, name: str) -> None:
        """Open a copy of a sheet of the library in place of the open one."""
        self.leave(lambda: self.open_path(library.path(name), as_template=True))

    def save(self) -> bool:
        """Save to the document's file, or ask for one; whether it was saved."""
        path = self._session.document.path
        return self.save_as() if path is None else self._save_to(path)

    def save_as(self) -> bool:
        """Ask for a file and save to it; whether it was saved."""
        suggested = Path(self._folder()) / f"{self._session.document.sheet.name}{SUFFIX}"
        name, _ = QFileDialog.getSaveFileName(self._window, "Save the flowsheet", str(suggested), FILTER)
        if not name:
            return False
        return self._save_to(Path(name if "." in Path(name).name else name + SUFFIX))

    def leave(self, go_on: Callable[[], object], stay: Callable[[], object] = lambda: None) -> None:
        """Go on once the open sheet may be left: at once, or when its changes are saved or not wanted."""
        if self._session.document.is_modified:
            self.leaving.ask(go_on, stay)
        else:
            go_on()

    def _save_to(self, path: Path) -> bool:
        try:
            self._session.document.save(path)
        except RaffinateError as error:
            self._tell(f"{path.name} cannot be saved", error, ("Save elsewhere…", self.save_as))
            return False
        self._session.settings.remember(path.resolve())
        return True

    def _folder(self) -> str:
        path = self._session.document.path
        return str(path.parent if path else Path.home())

    def _tell(self, title: str, error: RaffinateError, *choices: Choice) -> None:
        self._banners.tell(Notice(f"{title}: {error.sentence()}", choices))
