"""Start the editor: one application, one window for each flowsheet."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.editor.look.theme import Theme
from app.editor.session import Session
from app.editor.settings import Settings
from app.editor.window.main_window import MainWindow


def run(path: Path | None = None, *, as_template: bool = False) -> int:
    """Open the window, on a file if one is named; returns the application's exit status."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Raffinate")
    application.setDesktopFileName("raffinate")
    window = open_window(path, as_template=as_template)
    window.show()
    return application.exec()


def open_window(path: Path | None = None, *, as_template: bool = False, settings: Settings | None = None) -> MainWindow:
    """A window that is not shown yet; the application is there already."""
    settings = settings or Settings()
    theme = Theme()
    theme.choose(settings.values.theme)
    session = Session(settings, theme)
    session.solver.automatic = settings.values.solve_automatically
    window = MainWindow(session)
    session.solver.start()
    if path is not None:
        window.open_path(path, as_template=as_template)
    return window
