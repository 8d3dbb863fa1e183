"""The files that were open lately, as a menu."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

if TYPE_CHECKING:
    from app.editor.window.main_window import MainWindow


class RecentMenu(QMenu):
    """'Open recent' under 'Open': filled each time that it is shown; files that are gone are greyed."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("Open recent", window)
        self._window, self._settings = window, window.session.settings
        self.aboutToShow.connect(self.fill)

    def put_into(self, menu: QMenu) -> None:
        """Stand right under 'Open' in the File menu."""
        actions = menu.actions()
        place = actions.index(self._window.actions_["open"]) + 1
        if place < len(actions):
            menu.insertMenu(actions[place], self)
        else:
            menu.addMenu(self)

    def fill(self) -> None:
        """Put in what is known now."""
        self.clear()
        known = [Path(text) for text in self._settings.values.recent]
        names = [path.name for path in known]
        for number, path in enumerate(known, 1):
            # Names that occur twice are told apart by their folder.
            title = path.name if names.count(path.name) == 1 else f"{path.name} in {path.parent}"
            mark = f"&{number} " if number < 10 else ""
            made = self.addAction(f"{mark}{title.replace('&', '&&')}")
            made.setToolTip(str(path))
            made.setStatusTip(str(path))
            made.setEnabled(path.exists())
            made.triggered.connect(lambda _on=False, path=path: self._window.files.open_other(path))
        if known:
            self.addSeparator()
            self.addAction("Forget these").triggered.connect(lambda: self._settings.put(recent=()))
        else:
            self.addAction("No file yet").setEnabled(False)
