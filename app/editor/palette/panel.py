"""The palette: unit operations by trade, found by typing, dragged onto the sheet."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.editor.palette.matching import words_of
from app.editor.palette.notes_shelf import NotesShelf
from app.editor.palette.tree import OperationTree
from app.editor.session import Session
from app.editor.window.actions import Action
from flowsheets.diagram.look import STEP

WIDTH = 216


class PalettePanel(QWidget):
    """A search field over the unit operations. ``wanted`` names one that is to come onto the sheet."""

    wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAccessibleName("Unit operations")
        self.field = QLineEdit(self)
        self.field.setPlaceholderText("Find a unit operation")
        self.field.setAccessibleName("Find a unit operation")
        self.field.setClearButtonEnabled(True)
        glass = QAction(self.field)
        glass.setIcon(session.theme.icon("ph.magnifying-glass", "quiet"))
        self.field.addAction(glass, QLineEdit.ActionPosition.LeadingPosition)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._narrow)
        self.tree = OperationTree(session.theme, self)
        self.tree.wanted.connect(self.wanted)
        self.tree.typed.connect(self._type)
        self.tree.left_upwards.connect(self.field.setFocus)
        self.notes = NotesShelf(session.theme, self)
        self._nothing = QLabel(self)
        self._nothing.setProperty("role", "quiet")
        self._nothing.setWordWrap(True)
        self._all = QPushButton("Show all", self)
        self._all.clicked.connect(self.field.clear)
        self._put_together()
        self._narrow("")

    def _put_together(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * STEP, 2 * STEP, 0, 0)
        layout.setSpacing(2 * STEP)
        row = QVBoxLayout()
        row.setContentsMargins(0, 0, 2 * STEP, 0)
        row.setSpacing(2 * STEP)
        for widget in (self.field, self._nothing):
            row.addWidget(widget)
        row.addWidget(self._all, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(row)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.notes)

    def actions(self) -> Iterable[Action]:  # type: ignore[override]  # every part of the window offers its own
        """Finding a unit operation."""
        yield Action(
            "add unit", "Add a unit operation", "Draw", self.find, keys="Shift+A", icon="ph.plus",
            says="Type its name, press Enter",
        )  # fmt: skip

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Narrow: the room belongs to the sheet."""
        return QSize(WIDTH, 400)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Titles stay readable."""
        return QSize(160, 160)

    def find(self) -> None:
        """Put the cursor into the search field, unfolding the panel if it is folded away."""
        dock = self.parentWidget()
        if dock is not None and not dock.isVisible():
            dock.setVisible(True)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keys that steer the list from the search field."""
        if watched is not self.field or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.tree.want_current()
        elif event.key() == Qt.Key.Key_Down:
            self.tree.setFocus()
            if not self.tree.currentIndex().isValid():
                self.tree.setCurrentIndex(self.tree.model().index(0, 0))
        elif event.key() == Qt.Key.Key_Escape and self.field.text():
            self.field.clear()
        else:
            return super().eventFilter(watched, event)
        return True

    def _narrow(self, text: str) -> None:
        count = self.tree.narrow(words_of(text))
        self._nothing.setText("" if count else f"No unit operation fits “{text.strip()}”.")
        for widget in (self._nothing, self._all):
            widget.setVisible(count == 0)
        self.tree.setVisible(count > 0)

    def _type(self, text: str) -> None:
        self.field.setFocus()
        self.field.insert(text)
