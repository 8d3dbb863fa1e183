"""Start the editor: one application, one window for each flowsheet."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.editor.look.theme import Theme
from app.editor.session import Session
from app.editor.settings import Settings
from app.editor.window.crash import Funnel
from app.editor.window.main_window import MainWindow
from app.editor.window.recovery_offer import offer_lost_work


def run(path: Path | None = None, *, as_template: bool = False) -> int:
    """Open the window, on a file if one is named; returns the application's exit status."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("Raffinate")
    application.setDesktopFileName("raffinate")
    settings = Settings()
    funnel = Funnel(settings.folder / "log")
    funnel.watch()
    window = open_window(path, as_template=as_template, settings=settings)
    window.overlays.listen(funnel)
    window.show()
    gc.freeze()  # what stands now stays: to look through all of it for what is unused takes 50 ms each time
    QTimer.singleShot(0, window, lambda: welcome(window))
    status = application.exec()
    funnel.end()
    return status


def welcome(window: MainWindow) -> None:
    """What a start offers once the window stands: lost work, something to begin with, a first look round."""
    offer_lost_work(window)
    if not window.session.document.sheet.units:
        window.overlays.gallery.enter()
    window.overlays.tour.begin_once()


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
