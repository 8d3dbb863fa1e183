"""Giving widgets that stand already another palette, a few at a time, so that the window goes on answering.

The style sheet names colours by role and stays the same. Qt keeps the brushes that it has worked out for each widget,
so every widget is polished once after the palette has changed: first what is seen, part by part, then the rest.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from shiboken6 import isValid

SLICE = 0.012
"""[s] Widgets are polished for so long before the window gets its turn."""


class Dressing(QObject):
    """Polishes all widgets of the application, anew whenever it is started."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Iterator[bool] = iter(())
        self._held: set[QWidget] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Begin. Parts of windows are painted when all in them is done, so that none is seen half."""
        self._end()
        parts = [part for window in QApplication.topLevelWidgets() for part in _parts(window)]
        self._held = {part for part in parts if part.isVisible() and part.updatesEnabled()}
        for part in self._held:
            part.setUpdatesEnabled(False)
        self._steps = self._polish(sorted(parts, key=lambda part: part not in self._held))
        self._timer.start()

    def finish(self) -> None:
        """Do what is left at once."""
        for _painted in self._steps:
            pass
        self._end()

    @property
    def is_done(self) -> bool:
        """Whether every widget is polished."""
        return not self._timer.isActive()

    def _polish(self, parts: list[QWidget]) -> Iterator[bool]:
        """A widget a step; True where a part is whole and the window gets its turn to paint it."""
        hidden: list[QWidget] = []
        for window in QApplication.topLevelWidgets():  # the ground of all parts
            window.style().polish(window)
        for part in parts:
            if not isValid(part):
                continue
            for widget in (part, *part.findChildren(QWidget)):
                if not isValid(widget):
                    continue
                if widget.isVisible():
                    widget.style().polish(widget)
                    yield False
                else:
                    hidden.append(widget)
            if part in self._held and isValid(part):
                self._held.discard(part)
                part.setUpdatesEnabled(True)
                yield True
        for widget in hidden:
            if isValid(widget):
                widget.style().polish(widget)
                yield False

    def _go_on(self) -> None:
        until = time.perf_counter() + SLICE
        while time.perf_counter() < until:
            painted = next(self._steps, None)
            if painted is None:
                self._end()
            if painted is not False:
                return

    def _end(self) -> None:
        self._timer.stop()
        for part in self._held:
            if isValid(part):
                part.setUpdatesEnabled(True)
        self._held.clear()


def _parts(window: QWidget) -> list[QWidget]:
    """What is painted by itself: a main window's children, other windows as a whole."""
    if not isinstance(window, QMainWindow):
        return [window]
    return [child for child in window.children() if isinstance(child, QWidget)]
