"""The grid of the inspector: a label, what is edited, a mark, and words underneath."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.editor.inspector.looks import give_look
from app.editor.look.theme import Theme, interface_font
from flowsheets.diagram.look import STEP, TABLE_TEXT
from unitops.quantities import printed_text

WIDTH = 360
LABEL = 164
MARK = 24


class ElidedLabel(QLabel):
    """A label that ends in an ellipsis where there is no room; the whole text is told on hover."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw as much as there is room for."""
        metrics = QFontMetrics(self.font())
        if metrics.horizontalAdvance(self.text()) <= self.width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        elided = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment()), elided)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It may be as narrow as there is room."""
        return QSize(0, super().minimumSizeHint().height())


class Words(QLabel):
    """A sentence under a field; takes no room while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setFont(interface_font(TABLE_TEXT))
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hide()

    def say(self, text: str, role: str = "quiet") -> None:
        """Show a sentence in the look of a role: quiet, fault or warning."""
        give_look(self, "role", role)
        text = printed_text(text)
        if text != self.text():
            self.setText(text)
        self.setVisible(bool(text))


class Row(QWidget):
    """One line of the form. label_room, mark_room: width of the label, and what stays free for a mark [px]."""

    def __init__(
        self,
        label: str,
        editor: QWidget,
        parent: QWidget | None = None,
        *,
        says: str = "",
        label_room: int = LABEL,
        mark_room: int = MARK,
    ) -> None:
        super().__init__(parent)
        self.label = ElidedLabel(label, self)
        self.label.setBuddy(editor)
        self.label.setToolTip(_hint(label, says))
        self.editor = editor
        editor.setParent(self)
        editor.setAccessibleName(label)
        editor.setAccessibleDescription(says)
        self._words: Words | None = None
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(STEP)
        self.grid.setVerticalSpacing(2)
        self.grid.setColumnMinimumWidth(0, label_room)
        self.grid.setColumnMinimumWidth(2, mark_room)
        self.grid.setColumnStretch(1, 1)
        self.label.setFixedWidth(label_room)
        self.grid.addWidget(self.label, 0, 0)
        self.grid.addWidget(editor, 0, 1)

    def say(self, text: str, role: str = "quiet") -> None:
        """Words under the row."""
        if self._words is None:
            if not text:
                return
            self._words = Words(self)
            self.grid.addWidget(self._words, 1, 0, 1, 2)
        self._words.say(text, role)

    @property
    def words(self) -> str:
        """What is said under the row."""
        return self._words.text() if self._words is not None and not self._words.isHidden() else ""


def small_button(theme: Theme, icon: str, says: str, parent: QWidget, *, colour: str = "quiet") -> QToolButton:
    """A button of one icon; what it does is told on hover and to screen readers."""
    button = QToolButton(parent)
    button.setIcon(theme.icon(icon, colour))
    button.setToolTip(says)
    button.setAccessibleName(says)
    return button


class Group(QWidget):
    """A heading with rows under it that can be folded away."""

    def __init__(self, title: str, theme: Theme, parent: QWidget | None = None, *, folded: bool = False) -> None:
        super().__init__(parent)
        self._theme = theme
        self.head = QToolButton(self)
        self.head.setText(title)
        self.head.setFont(interface_font(bold=True))
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setCheckable(True)
        self.head.setChecked(not folded)
        self.head.setAccessibleName(title)
        self.head.setProperty("role", "fold")
        self.head.toggled.connect(self._fold)
        self.body = QWidget(self)
        self.rows = QVBoxLayout(self.body)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(STEP)
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self.head)
        top.addStretch()
        self.top = top
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 2 * STEP, 0, 0)
        whole.setSpacing(STEP)
        whole.addLayout(top)
        whole.addWidget(self.body)
        self._fold(not folded)

    def add(self, widget: QWidget) -> None:
        """Put a row at the end."""
        self.rows.addWidget(widget)

    def _fold(self, shown: bool) -> None:
        self.body.setVisible(shown)
        self._draw()

    def _draw(self) -> None:
        self.head.setIcon(self._theme.icon("ph.caret-down" if self.head.isChecked() else "ph.caret-right", "quiet"))


def _hint(label: str, says: str) -> str:
    return f"{label}: {says}" if says else label
