"""A quiet line at the lower edge of the sheet that says what was written, or why nothing was."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from app.editor.look.theme import Theme
from flowsheets.diagram.look import STEP

STAYS = 10_000
"""[ms] Unless the pointer or the keyboard is on it, or something failed."""


class Notice(QFrame):
    """One sentence and at most two things to do; never takes the keyboard by itself."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self._theme, self._over = theme, over
        self._stays = False
        self.setObjectName("notice")
        self.setAccessibleName("Notice")
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.buttons: list[QPushButton] = []
        self._close = QToolButton(self)
        self._close.setIcon(theme.icon("ph.x"))
        self._close.setToolTip("Close")
        self._close.setAccessibleName("Close the notice")
        self._close.clicked.connect(self.hide)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(4 * STEP, 2 * STEP, 2 * STEP, 2 * STEP)
        self._row.setSpacing(2 * STEP)
        self._row.addWidget(self.sentence, 1)
        self._row.addWidget(self._close)
        self._time = QTimer(self)
        self._time.setSingleShot(True)
        self._time.setInterval(STAYS)
        self._time.timeout.connect(self._fade)
        over.installEventFilter(self)
        self.hide()

    def say(
        self,
        sentence: str,
        role: str = "",
        offers: Sequence[tuple[str, Callable[[], object]]] = (),
        *,
        stays: bool = False,
    ) -> None:
        """Show a sentence in place of the one before. role: 'fault', 'warning' or none. stays: until it is closed."""
        self.sentence.setText(sentence)
        self.setAccessibleDescription(sentence)
        self.sentence.setProperty("role", role)
        self.sentence.style().polish(self.sentence)
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = [self._button(words, run) for words, run in offers]
        self._stays = stays or role == "fault"
        self._place()
        self.show()
        self.raise_()
        self._time.stop()
        if not self._stays:
            self._time.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the size of what it lies over."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _button(self, words: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(words, self)
        button.setAccessibleName(words)
        button.clicked.connect(lambda _on=False: run())
        self._row.insertWidget(self._row.count() - 1, button)
        button.show()
        return button

    def _fade(self) -> None:
        focused = self.focusWidget()
        if self.underMouse() or (focused is not None and focused.hasFocus()):
            self._time.start()
        else:
            self.hide()

    def _place(self) -> None:
        room = self._over.rect().adjusted(4 * STEP, 4 * STEP, -4 * STEP, -4 * STEP)
        fixed = sum(button.sizeHint().width() + 2 * STEP for button in self.buttons) + 16 * STEP
        words = self.sentence.fontMetrics().horizontalAdvance(self.sentence.text()) + 2 * STEP
        width = min(words + fixed, room.width())
        lines = max(self.sentence.heightForWidth(max(width - fixed, 80)), self._close.sizeHint().height() + STEP)
        height = lines + 4 * STEP
        self.setGeometry(room.center().x() - width // 2, room.bottom() - height + 1, width, height)
