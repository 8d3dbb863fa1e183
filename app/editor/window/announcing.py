"""Tells screen readers what is selected on the sheet and where its solution stands.

Units and streams are told as they are selected, by mouse or by keys; ``accessible_sheet`` is what readers walk.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtWidgets import QWidget

from app.editor.session import Session
from app.editor.solving.solver import Standing
from app.editor.window.accessible_sheet import SpokenSheet, install_readers
from app.editor.window.selection_in_words import selection_in_words
from app.editor.window.top_bar import state_in_words


class Announcer(QObject):
    """Speaks for the sheet. The words are its description too, for readers that ask again."""

    said = Signal(str)

    def __init__(self, session: Session, sheet_view: QWidget) -> None:
        super().__init__(sheet_view)
        self._session, self._view = session, sheet_view
        self._told = ""
        install_readers()
        session.selection.changed.connect(self._tell_selection)
        session.solver.standing_changed.connect(self._tell_standing)

    def _tell_selection(self) -> None:
        words = selection_in_words(self._session)
        self._view.setAccessibleDescription(words)
        self._say(words)
        self._move_readers()

    def _move_readers(self) -> None:
        """Lead readers to what is selected, if they follow the keyboard on the sheet."""
        only = self._session.selection.only
        sheet = QAccessible.queryAccessibleInterface(self._view) if QAccessible.isActive() else None
        if not isinstance(sheet, SpokenSheet) or only is None or not sheet.has(only):
            return
        kind = QAccessible.Event.Focus if self._view.hasFocus() else QAccessible.Event.Selection
        QAccessible.updateAccessibility(QAccessibleEvent(sheet.item(only), kind))

    def _tell_standing(self) -> None:
        """Once for each state; that it is being solved is told by what follows."""
        words = state_in_words(self._session)[0]
        if self._session.solver.standing is not Standing.SOLVING and words and words != self._told:
            self._told = words
            self._say(words)

    def _say(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, words))
        self.said.emit(words)
