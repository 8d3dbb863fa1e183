"""A list of entries of the sheet: a line each, opened in place to be edited, and one button to add another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, SignalInstance
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.editor.inspector.looks import give_look
from app.editor.inspector.moment import Moment
from app.editor.look.theme import interface_font
from app.editor.session import Session
from flowsheets.diagram.look import STEP, TABLE_TEXT, TARGET


@dataclass(frozen=True)
class Line:
    """An entry as it is listed. below: quiet words under it. dimmed: it is off, or its figure is an older one."""

    key: str
    title: str
    figure: str = ""
    says: str = ""
    dimmed: bool = False
    below: str = ""


Card = Callable[[str | None, QWidget], QWidget]
"""Makes what edits an entry by its key, or a new one; it has a signal ``closed``."""


class Register(QWidget):
    """Lines of entries; pressing one opens its card under it."""

    def __init__(
        self,
        session: Session,
        lines: Callable[[Moment], Iterable[Line]],
        card: Card,
        add: str,
        parent: QWidget,
        *,
        nothing: str = "",
    ) -> None:
        super().__init__(parent)
        self._session, self._lines_of, self._card_for = session, lines, card
        self._shown: list[Line] = []
        self.rows: dict[str, _Entry] = {}
        self._card: QWidget | None = None
        self._open: str | None = None
        self._entries = QVBoxLayout()
        self._entries.setSpacing(0)
        self.nothing = QLabel(nothing, self)
        self.nothing.setProperty("role", "quiet")
        self.nothing.setWordWrap(True)
        self.add = QPushButton(add, self)
        self.add.clicked.connect(lambda: self.open(None))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        column.addWidget(self.nothing)
        column.addLayout(self._entries)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def card(self) -> QWidget | None:
        """The card that is open."""
        return self._card

    def refresh(self, moment: Moment) -> None:
        """Show the entries as they stand; an open card stays open."""
        lines = list(self._lines_of(moment))
        if lines == self._shown:
            return
        same = [line.key for line in lines] == list(self.rows)
        self._shown = lines
        if not same:
            self.close_card()
            for row in self.rows.values():
                row.hide()
                row.deleteLater()
            self.rows = {}
            for line in lines:
                row = _Entry(self._session, self)
                row.head.clicked.connect(partial(self.open, line.key))
                self.rows[line.key] = row
                self._entries.addWidget(row)
        for line in lines:
            self.rows[line.key].show_line(line)
        self.nothing.setVisible(not lines)

    def open(self, key: str | None, _on: bool = False) -> None:
        """Open an entry, or a new one; pressing an open one closes it."""
        again = self._card is not None and key == self._open
        self.close_card()
        if again:
            return
        self._open = key
        self._card = self._card_for(key, self)
        closed: SignalInstance = self._card.closed  # type: ignore[attr-defined]  # every card has it
        closed.connect(self.close_card)
        place = self._entries.indexOf(self.rows[key]) + 1 if key in self.rows else self._entries.count()
        self._entries.insertWidget(place, self._card)
        self._card.setFocus()

    def close_card(self) -> None:
        """Fold the open card away."""
        card, self._card = self._card, None
        if card is not None:
            self._entries.removeWidget(card)
            card.hide()
            card.deleteLater()
            row = self.rows.get(self._open or "")
            if row is not None:
                row.head.setFocus()


class _Entry(QWidget):
    """Title at the left, figure at the right, words below; the title can be pressed."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.head = _Title(self)
        self.figure = QLabel(self)
        self.figure.setFont(interface_font(TABLE_TEXT, tabular=True))
        self.figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.below = QLabel(self)
        self.below.setFont(interface_font(TABLE_TEXT, tabular=True))
        self.below.setProperty("role", "quiet")
        self.below.setIndent(2)
        self.below.setWordWrap(True)
        self.below.hide()
        row = QHBoxLayout()
        row.setSpacing(STEP)
        row.addWidget(self.head, 1)
        row.addWidget(self.figure)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.below)

    def show_line(self, line: Line) -> None:
        """Show an entry."""
        self.head.show_text(line.title)
        self.head.setToolTip(f"{line.title}\n{line.says}".strip())
        self.head.setAccessibleName(" ".join(filter(None, (line.title, line.figure, line.below))))
        self.figure.setText(line.figure)
        self.below.setText(line.below)
        self.below.setVisible(bool(line.below))
        role = "quiet" if line.dimmed else ""
        give_look(self.figure, "role", role)


class _Title(QPushButton):
    """A button that looks like text and ends in an ellipsis where there is no room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = ""
        self.setProperty("role", "line")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show a title."""
        self._text = text
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Cut anew."""
        super().resizeEvent(event)
        self._elide()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as there is room."""
        return QSize(80, TARGET)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It may be narrow."""
        return QSize(40, TARGET)

    def _elide(self) -> None:
        elided = QFontMetrics(self.font()).elidedText(self._text, Qt.TextElideMode.ElideRight, self.width() - 4)
        elided = elided.replace("&", "&&")
        if elided != self.text():
            self.setText(elided)
