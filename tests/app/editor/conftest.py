"""What tests of the window share: no screen, settings of their own, nothing left behind."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
pytest.importorskip("PySide6")

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication

from app.editor.look.theme import Theme
from app.editor.session import Session
from app.editor.settings import Settings
from app.editor.start import open_window
from app.editor.window.main_window import MainWindow


@pytest.fixture(scope="session", autouse=True)
def nothing_on_the_clipboard(qapp: QApplication) -> Iterator[None]:
    """Without a screen Qt empties the clipboard only after Python has ended, which ends in a crash."""
    yield
    qapp.clipboard().clear()


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    """Windows are gone after a test, and with them their timers and processes."""
    yield
    for window in qapp.topLevelWidgets():
        if window.windowType() == Qt.WindowType.Popup:
            continue  # a list belongs to its field, which deletes it
        session = getattr(window, "session", None)
        if isinstance(session, Session):
            session.close()
        window.hide()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings that no other test sees; light, so that pictures are alike everywhere."""
    made = Settings(tmp_path / "settings")
    made.put(theme="light", seen_tour=True)
    return made


@pytest.fixture
def session(qapp: QApplication, settings: Settings) -> Iterator[Session]:
    """What the parts of a window share, without a window; nothing is solved by itself."""
    theme = Theme()
    theme.choose("light")
    made = Session(settings, theme)
    made.solver.automatic = False
    yield made
    made.close()


@pytest.fixture
def window(qapp: QApplication, settings: Settings) -> Iterator[MainWindow]:
    """A shown window with an empty sheet, which solves as it is edited."""
    made = open_window(settings=settings)
    made.show()
    qapp.processEvents()
    yield made
    made.session.document.undo_stack.setClean()
    made.close()


@pytest.fixture
def opened(window: MainWindow) -> Callable[[str], MainWindow]:
    """The window with a sheet of the library."""
    from flowsheets.library import path

    def open_sheet(name: str) -> MainWindow:
        window.open_path(path(name), as_template=True)
        return window

    return open_sheet
