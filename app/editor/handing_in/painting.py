"""Rendering beside the window's thread: pictures of large sheets take longer than a frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, QThreadPool, Signal

from unitops.errors import RaffinateError

PATIENCE = 20_000
"""[ms] For a picture that is being rendered while the program ends."""


class _Order(QObject):
    """Lives in the window's thread; its signals bring there what was made elsewhere."""

    made = Signal(object)
    failed = Signal(str)

    def __init__(self, then: Callable[[Any], None], refused: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._then, self._refused = then, refused
        self.made.connect(self.deliver)
        self.failed.connect(self.refuse)

    def deliver(self, content: object) -> None:
        """Hand on what was made."""
        self.deleteLater()
        self._then(content)

    def refuse(self, why: str) -> None:
        """Hand on why nothing was."""
        self.deleteLater()
        self._refused(why)


class _Work(QRunnable):
    def __init__(self, make: Callable[[], Any], order: _Order) -> None:
        super().__init__()
        self._make, self._order = make, order

    def run(self) -> None:
        """In a thread of the pool."""
        try:
            made = self._make()
        except RaffinateError as error:
            self._tell(self._order.failed, error.sentence())
        else:
            self._tell(self._order.made, made)

    @staticmethod
    def _tell(signal: Any, content: object) -> None:
        try:
            signal.emit(content)
        except RuntimeError:  # the window has gone
            return


class Beside(QObject):
    """Makes things in another thread, one after another, and hands them on in the window's."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.finish)

    def finish(self) -> None:
        """Let what was begun come to its end: a thread must not outlive the application that it paints with."""
        self._pool.clear()
        self._pool.waitForDone(PATIENCE)

    def make(self, make: Callable[[], Any], then: Callable[[Any], None], refused: Callable[[str], None]) -> None:
        """``make`` touches no widget; ``then`` gets what it returns."""
        self._pool.start(_Work(make, _Order(then, refused, self)))
