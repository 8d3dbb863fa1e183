"""Texts of several lines that are as high as what is written in them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from app.editor.inspector.undo_keys import claims_undo, is_undo

FRAME = 12
"""Border, padding and margin above and below the lines [px]."""


class GrowingText(QPlainTextEdit):
    """A text that grows with its lines up to ``most``; Tab leaves it, Return is a new line unless ``single``."""

    finished = Signal()

    def __init__(self, parent: QWidget | None = None, *, most: int = 8, single: bool = False) -> None:
        super().__init__(parent)
        self._most, self._single = most, single
        self.visit = 0
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._fit)
        self._fit()

    def show_kept(self, text: str) -> None:
        """Show what the document keeps; the cursor stays where it is while the text is the same."""
        if self.toPlainText() != text:
            place = self.textCursor().position()
            self.setPlainText(text)
            cursor = self.textCursor()
            cursor.setPosition(min(place, len(text)))
            self.setTextCursor(cursor)

    def _fit(self) -> None:
        hint = self.placeholderText() if self.document().isEmpty() else ""
        needed = max(round(self.document().size().height()), hint.count("\n") + 1)
        lines = min(needed, self._most)
        policies = Qt.ScrollBarPolicy
        policy = policies.ScrollBarAsNeeded if needed > self._most else policies.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        height = lines * QFontMetrics(self.font()).lineSpacing() + FRAME
        if self.height() != height or self.minimumHeight() != height:
            self.setFixedHeight(height)
        if needed <= self._most:
            self.verticalScrollBar().setValue(0)  # a new line scrolls before there is room for it

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as the text."""
        return QSize(160, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lines break anew."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Undo and redo are the document's."""
        return False if claims_undo(event) else super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Return ends a text of one line; undo goes to the document."""
        if is_undo(event):
            event.ignore()
        elif self._single and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
            self.visit += 1
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Another stay begins."""
        self.visit += 1
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """What was typed is finished."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finished.emit()


class EditedText(GrowingText):
    """A text of the document: shown by ``refresh``, kept with every keystroke as one step of undo a stay."""

    def __init__(
        self, shown: Callable[[], str], keep: Callable[[str, int], None], parent: QWidget, *, single: bool = False
    ) -> None:
        super().__init__(parent, single=single)
        self._shown, self._keep = shown, keep
        self._filling = False
        self.textChanged.connect(self._typed)

    def refresh(self) -> None:
        """Show the text as the document has it."""
        self._filling = True
        self.show_kept(self._shown())
        self._filling = False

    def _typed(self) -> None:
        if not self._filling:
            self._keep(self.toPlainText(), self.visit)
