"""A card over the window that was asked for: never modal, gone by Escape, its size and place those of the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.editor.look.theme import Theme
from flowsheets.diagram.look import STEP

EDGE = 6 * STEP
"""Room that stays round a card [px]."""


class Card(QFrame):
    """A title, a button that closes, and room for what a subclass puts into ``column``."""

    closed = Signal()

    def __init__(self, title: str, size: QSize, theme: Theme, window: QWidget, name: str = "") -> None:
        super().__init__(window)
        self._size, self._theme, self._window = size, theme, window
        self._before: QWidget | None = None
        self.setObjectName("card")
        self.setAccessibleName(name or title)
        self.title = QLabel(title, self)
        self.title.setProperty("role", "title")
        self.close_button = QToolButton(self)
        self.close_button.setToolTip("Close")
        self.close_button.setAccessibleName(f"Close {name or title}")
        self.close_button.setIcon(theme.icon("ph.x"))
        self.close_button.clicked.connect(self.leave)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(5 * STEP, 4 * STEP, 4 * STEP, 4 * STEP)
        self.column.setSpacing(3 * STEP)
        self.column.addLayout(head)
        shade = QGraphicsDropShadowEffect(self)
        shade.setBlurRadius(32)
        shade.setOffset(0, 4)
        self._shade = shade
        self.setGraphicsEffect(shade)
        theme.changed.connect(self._dress)
        window.installEventFilter(self)
        self.hide()
        self._dress()

    def enter(self) -> None:
        """Show it, and take the keyboard."""
        focused = self.window().focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self._before = focused
        self.place()
        self.show()
        self.raise_()
        self.first_focus().setFocus(Qt.FocusReason.PopupFocusReason)

    def first_focus(self) -> QWidget:
        """What gets the keyboard when the card is shown."""
        return self.close_button

    def leave(self) -> None:
        """Hide it; the keyboard goes back to where it was."""
        if not self.isVisible():
            return
        self.hide()
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus()
        self.closed.emit()

    def place(self) -> None:
        """In the middle of the window, smaller where the window is."""
        room = self._window.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        size = self._size.boundedTo(room.size())
        corner = room.center() - QRect(0, 0, size.width(), size.height()).center()
        self.setGeometry(QRect(corner, size))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the window's size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        shade = self._theme.colour("ink")
        shade.setRgb(0, 0, 0, 70 if self._theme.palette.name == "light" else 150)
        self._shade.setColor(shade)
