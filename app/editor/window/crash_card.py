"""What is shown when something went wrong inside: that the work is safe, the log, and the way on."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QWidget

from app.editor.look.theme import Theme, monospaced_font
from app.editor.window.card import Card
from app.editor.window.crash import Funnel

SMALL, LARGE = QSize(520, 220), QSize(760, 560)


class CrashCard(Card):
    """Shown once however many faults follow; they are counted in the log."""

    def __init__(self, theme: Theme, window: QWidget, funnel: Funnel) -> None:
        super().__init__("Something went wrong inside Raffinate", SMALL, theme, window)
        self._funnel = funnel
        self.says = QLabel(self)
        self.says.setWordWrap(True)
        self.log = QPlainTextEdit(self)
        self.log.setReadOnly(True)
        self.log.setFont(monospaced_font(11))
        self.log.setAccessibleName("Log")
        self.log.hide()
        self.go_on = QPushButton("Go on", self)
        self.go_on.setProperty("role", "main")
        self.go_on.clicked.connect(self.leave)
        self.show_log = QPushButton("Show the log", self)
        self.show_log.clicked.connect(self._unfold)
        self.copy = QPushButton("Copy the log", self)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._funnel.tail()))
        row = QHBoxLayout()
        for button in (self.show_log, self.copy):
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self.go_on)
        self.column.addWidget(self.says)
        self.column.addWidget(self.log, 1)
        self.column.addStretch()
        self.column.addLayout(row)

    def tell(self, fault: str, *, kept: bool) -> None:
        """Say what happened. kept: whether the unsaved work is in the recovery file."""
        safe = "Your work is kept: it is offered again if Raffinate should end." if kept else "Nothing was unsaved."
        self.says.setText(
            f"The last action may not have been finished. {safe} You can go on; save under another name if in doubt."
            f"\n\nThe log says: {fault}"
        )
        if not self.isVisible():
            self._fold()
            self.enter()

    def tell_of_death(self, words: str) -> None:
        """Say that the last process died."""
        self.title.setText("Raffinate ended by itself last time")
        self.says.setText(f"Work that was not saved is offered above the sheet. The log says: {words}")
        self._fold()
        self.enter()

    def first_focus(self) -> QWidget:
        """Enter goes on."""
        return self.go_on

    def _fold(self) -> None:
        self._size = SMALL
        self.log.hide()
        self.show_log.setVisible(True)

    def _unfold(self) -> None:
        self._size = LARGE
        self.log.setPlainText(self._funnel.tail())
        self.log.show()
        self.show_log.hide()
        self.place()
        bar = self.log.verticalScrollBar()
        bar.setValue(bar.maximum())
