"""What every tab of the results has in common: it waits for a solution, dims when stale, works only when seen."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from app.editor.results.next_step import NextStepView
from app.editor.results.shown import NextStep, Shown
from flowsheets.diagram.look import STEP

STALE, ASKED = "Before the last edit", "Working it out"
PATIENCE = 250
"""[ms] An answer that is there by then needs no words."""


class ResultTab(QWidget):
    """A row of controls over what is shown. Parts to fill in: ``refresh`` and ``set_stale``.

    ``refresh`` is called when there is another solution and the tab is seen, or when it is seen again.
    """

    wished = Signal(str)
    """A step that another part has to take: 'solve', 'problems', 'open' ..."""

    def __init__(self, shown: Shown, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = shown
        self.session = shown.session
        self._is_old = True
        self._reason: NextStep | None = None
        self._step = NextStepView(self)
        self._step.wished.connect(self.wished)
        self._stale = QLabel(self)
        self._stale.setProperty("role", "warning")
        self._is_asked = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self._tell_stale)
        self.controls = QHBoxLayout()
        self.controls.setContentsMargins(2 * STEP, STEP, 2 * STEP, STEP)
        self.controls.setSpacing(STEP)
        self._body = QWidget(self)
        self.body = QVBoxLayout(self._body)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addLayout(self.controls)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._step)
        self._stack.addWidget(self._body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        shown.changed.connect(self._follow)
        shown.staled.connect(self._tell_stale)

    # -- to be filled in --------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what belongs to ``shown.solution``, which is there."""

    def set_stale(self, stale: bool) -> None:
        """Dim what is shown, or not."""

    # -- for those who fill in --------------------------------------------------------------------------------------

    def end_controls(self) -> None:
        """Close the row of controls: the note of staleness stands at its end."""
        self.controls.addStretch()
        self.controls.addWidget(self._stale)

    def say_instead(self, step: NextStep | None) -> None:
        """Show a sentence and a button instead of the body; None for the body."""
        self._reason = step
        self._turn()

    @property
    def says(self) -> str:
        """The sentence that stands instead of results; empty where results are shown."""
        return self._step.sentence if self._stack.currentWidget() is self._step else ""

    def wait_for_answer(self) -> None:
        """What is shown is of another question than the one just put: it is dimmed until ``answered``."""
        self._is_asked = True
        self.set_stale(True)
        self._patience.start()

    def answered(self) -> None:
        """What is shown is what was asked for."""
        if self._is_asked:
            self._is_asked = False
            self._patience.stop()
            self._tell_stale()

    def look_again(self) -> None:
        """Ask again: at once if the tab is seen, else when it is."""
        self._is_old = True
        if self.isVisible() and self.shown.solution is not None:
            self._is_old = False
            self.refresh()

    # -- following --------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Catch up with what happened while the tab was not seen."""
        super().showEvent(event)
        self._tell_stale()
        if self._is_old:
            self._follow()

    def _follow(self) -> None:
        self._is_old = True
        if self.shown.solution is None:
            self._reason = None
        elif self.isVisible():
            self._is_old = False
            self._reason = None
            self.refresh()
        self._turn()

    def _tell_stale(self) -> None:
        stale = self.shown.is_stale
        self._stale.setText(STALE if stale else ASKED if self._is_asked else "")
        self.set_stale(stale or self._is_asked)
        self._turn()

    def _turn(self) -> None:
        step = self._reason if self.shown.solution is not None else self.shown.next_step()
        if step is not None:
            self._step.put(step)
        self._stack.setCurrentWidget(self._step if step is not None else self._body)


def tool(parent: QWidget, name: str, tip: str) -> QToolButton:
    """A flat button with an icon to come and a name for those who cannot see it."""
    button = QToolButton(parent)
    button.setAccessibleName(name)
    button.setToolTip(tip or name)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
