"""A page of the inspector: groups that are built a few at a time, so that the window never waits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Protocol

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.editor.inspector.moment import Moment
from app.editor.inspector.rows import Group
from app.editor.session import Session
from flowsheets.diagram.look import STEP

SLICE = 0.012
"""[s] Parts are made for so long before the window gets its turn."""


class Shown(Protocol):
    """A part of a page."""

    def refresh(self, moment: Moment) -> None:
        """Show the sheet and its solution as they are."""
        ...


class Page(QWidget):
    """``parts`` is a generator that adds one part to the page with every step."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._shown: list[Shown] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(3 * STEP, 3 * STEP, 3 * STEP, 3 * STEP)
        self.column.setSpacing(STEP)
        self._steps: Iterator[object] = iter(())
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._build_on)

    def start(self) -> None:
        """Build the head at once and the rest in turns."""
        self._steps = self.parts()
        next(self._steps, None)
        self.setUpdatesEnabled(False)  # the head is there; the rest is laid out and drawn once, when it is whole
        self.column.setEnabled(False)
        self._timer.start()

    def parts(self) -> Iterator[object]:
        """Add the parts, a step each."""
        yield

    def finish(self) -> None:
        """Build what is left at once."""
        while self._timer.isActive():
            self._build_on()

    @property
    def is_whole(self) -> bool:
        """Whether everything is built."""
        return not self._timer.isActive()

    def group(self, title: str, *, folded: bool = False) -> Group:
        """A new group at the end of the page."""
        group = Group(title, self.session.theme, self, folded=folded)
        self.column.addWidget(group)
        return group

    def show_part(self, part: Shown, moment: Moment | None = None) -> None:
        """Keep a part up to date from now on."""
        part.refresh(moment or Moment.of(self.session))
        self._shown.append(part)

    def refresh(self) -> None:
        """Show the sheet and its solution as they are now."""
        moment = Moment.of(self.session)
        for part in self._shown:
            part.refresh(moment)

    def fits(self) -> bool:
        """Whether the page is still of the right shape for what is selected."""
        return True

    def focus_first(self) -> None:
        """Go to the first field."""
        self.finish()
        first = next((w for w in self.findChildren(QLineEdit) if w.isVisible() and w.isEnabled()), None)
        if first is not None:
            first.setFocus()
            first.selectAll()

    def _build_on(self) -> None:
        if not self.fits():  # what it shows went while it was being built; another page follows
            self._timer.stop()
            return
        until = time.perf_counter() + SLICE
        while time.perf_counter() < until:
            try:
                next(self._steps)
            except StopIteration:
                self._timer.stop()
                self.column.addStretch(1)
                self.column.setEnabled(True)
                self.column.activate()
                self.setUpdatesEnabled(True)
                return


class Refreshed:
    """A function as a part of a page."""

    def __init__(self, refresh: Callable[[Moment], None]) -> None:
        self._refresh = refresh

    def refresh(self, moment: Moment) -> None:
        """Call it."""
        self._refresh(moment)
