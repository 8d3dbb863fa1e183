"""What is asked before a sheet with unsaved changes is left: the window waits for the answer and stops for nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.editor.session import Session
from app.editor.window.card import Card

Step = Callable[[], object]


def _nothing() -> None:
    """Stay."""


class LeavingCard(Card):
    """Save, throw away, or stay; Enter saves, Escape stays."""

    def __init__(self, session: Session, save: Callable[[], bool], window: QWidget) -> None:
        super().__init__("", QSize(480, 168), session.theme, window, name="Unsaved changes")
        self._session, self._save = session, save
        self._go_on: Step = _nothing
        self._stay: Step = _nothing
        says = QLabel("They are lost if you do not.", self)
        says.setProperty("role", "quiet")
        self.save = QPushButton("Save", self)
        self.save.setProperty("role", "main")
        self.save.clicked.connect(self._save_and_go_on)
        self.discard = QPushButton("Throw away", self)
        self.discard.clicked.connect(lambda: self._answer(self._go_on))
        self.stay = QPushButton("Go on editing", self)
        self.stay.clicked.connect(self.leave)
        for button in (self.save, self.discard, self.stay):
            button.setAutoDefault(True)  # Enter presses the one that has the focus
        row = QHBoxLayout()
        row.addWidget(self.discard)
        row.addStretch()
        row.addWidget(self.stay)
        row.addWidget(self.save)
        self.column.addWidget(says)
        self.column.addStretch()
        self.column.addLayout(row)
        self.setTabOrder(self.save, self.stay)
        self.setTabOrder(self.stay, self.discard)
        self.closed.connect(lambda: self._answer(self._stay))
        session.document.replaced.connect(self.leave)

    def ask(self, go_on: Step, stay: Step = _nothing) -> None:
        """Show it. go_on: called once the changes are saved or not wanted; stay: when the sheet is not left."""
        self._answer(self._stay)
        self._go_on, self._stay = go_on, stay
        question = f"Save the changes to {self._session.document.title}?"
        self.title.setText(question)
        self.title.setWordWrap(True)
        self.setAccessibleDescription(f"{question} They are lost if you do not.")
        self.enter()

    def first_focus(self) -> QWidget:
        """Enter saves."""
        return self.save

    def _save_and_go_on(self) -> None:
        if self._save():
            self._answer(self._go_on)

    def _answer(self, step: Step) -> None:
        """Take one way and forget both."""
        self._go_on = self._stay = _nothing
        self.leave()
        step()
