"""A list of things to be shown or not, to tick, with a search; drops down from its button."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from flowsheets.diagram.look import STEP

WIDTH, HEIGHT = 320, 380


class Chooser(QFrame):
    """Entries in sections, each with a tick; ``chosen`` tells the new choice as it is made."""

    chosen = Signal(list)
    reset = Signal()
    """The usual choice is wanted again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._search = QLineEdit(self)
        self._search.setPlaceholderText("Search")
        self._search.setAccessibleName("Search the list")
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._filter)
        self._tree = QTreeWidget(self)
        self._tree.setHeaderHidden(True)
        self._tree.setAccessibleName("What is shown")
        self._tree.itemChanged.connect(lambda _item, _column: self.chosen.emit(self.ticked()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * STEP, 2 * STEP, 2 * STEP, 2 * STEP)
        layout.setSpacing(STEP)
        layout.addWidget(self._search)
        layout.addWidget(self._tree)
        layout.addLayout(self._buttons())
        self.resize(WIDTH, HEIGHT)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for words, call in (
            ("All", lambda: self._tick_all(Qt.CheckState.Checked)),
            ("None", lambda: self._tick_all(Qt.CheckState.Unchecked)),
            ("As usual", self.reset.emit),
        ):
            button = QPushButton(words, self)
            button.clicked.connect(call)
            row.addWidget(button)
        return row

    def put(self, sections: Mapping[str, Sequence[tuple[str, str]]], ticked: Collection[str]) -> None:
        """Entries (key, words) by section; a single section without a title is a plain list."""
        self._tree.blockSignals(True)
        self._tree.clear()
        for title, entries in sections.items():
            parent: QTreeWidget | QTreeWidgetItem = self._tree
            if title:
                parent = QTreeWidgetItem(self._tree, [title])
                parent.setFlags(parent.flags() | Qt.ItemFlag.ItemIsAutoTristate | Qt.ItemFlag.ItemIsUserCheckable)
            for key, words in entries:
                item = QTreeWidgetItem(parent, [words])
                item.setData(0, Qt.ItemDataRole.UserRole, key)
                item.setCheckState(0, Qt.CheckState.Checked if key in ticked else Qt.CheckState.Unchecked)
            if isinstance(parent, QTreeWidgetItem):
                parent.setExpanded(parent.checkState(0) != Qt.CheckState.Unchecked)
        self._tree.setRootIsDecorated(any(sections))
        self._tree.blockSignals(False)

    def ticked(self) -> list[str]:
        """Keys of the entries that are ticked, in their order."""
        return [
            str(item.data(0, Qt.ItemDataRole.UserRole))
            for item in self._leaves()
            if item.checkState(0) == Qt.CheckState.Checked
        ]

    def drop_from(self, widget: QWidget) -> None:
        """Open above or below a button, wherever there is room."""
        at = widget.mapToGlobal(QPoint(0, widget.height() + 2))
        room = widget.screen().availableGeometry()
        if at.y() + self.height() > room.bottom():
            at.setY(widget.mapToGlobal(QPoint(0, 0)).y() - self.height() - 2)
        at.setX(max(room.left(), min(at.x(), room.right() - self.width())))
        self.show_at(at)

    def show_at(self, at: QPoint) -> None:
        """Open at a point of the screen."""
        self.move(at)
        self._search.clear()
        self.show()
        self._search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _leaves(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        for number in range(self._tree.topLevelItemCount()):
            item = self._tree.topLevelItem(number)
            assert item is not None
            if item.data(0, Qt.ItemDataRole.UserRole) is None:
                found += _below(item)
            else:
                found.append(item)
        return found

    def _tick_all(self, state: Qt.CheckState) -> None:
        self._tree.blockSignals(True)
        for item in self._leaves():
            if not item.isHidden():
                item.setCheckState(0, state)
        self._tree.blockSignals(False)
        self.chosen.emit(self.ticked())

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        for item in self._leaves():
            said = item.text(0).casefold()
            item.setHidden(not all(word in said for word in words))
        for number in range(self._tree.topLevelItemCount()):
            item = self._tree.topLevelItem(number)
            if item is not None and item.childCount():
                item.setHidden(all(child.isHidden() for child in _below(item)))
                item.setExpanded(bool(words) or item.isExpanded())


def _below(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    children = (item.child(k) for k in range(item.childCount()))
    return [child for child in children if child is not None]
