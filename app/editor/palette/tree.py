"""The list of unit operations under their trades, which fold; rows can be dragged onto the sheet."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QIcon, QKeyEvent, QMouseEvent, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from app.editor.look.theme import Theme, interface_font
from app.editor.palette.operations import Entry, entries, trades
from app.editor.palette.symbol_icons import ICON_SIZE, symbol_icon, symbol_pixmap
from flowsheets.diagram.look import LABEL_TEXT, TARGET

MIME = "application/x-raffinate-operation"
"""What is dragged: the name of a unit operation, in UTF-8."""
OPERATION = Qt.ItemDataRole.UserRole
AnyIndex = QModelIndex | QPersistentModelIndex


class OperationTree(QTreeView):
    """Trades and their unit operations. ``wanted`` names the one that Enter or a double click asks for."""

    wanted = Signal(str)
    typed = Signal(str)
    """Letters typed in the list belong into the search field."""
    left_upwards = Signal()
    """The Up key on the first row."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName("Unit operations by trade")
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        self.setItemDelegate(_Row(self, theme))
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self._fill()
        self.expandAll()
        self._folded: set[str] = set()
        self.collapsed.connect(lambda index: self._remember(index, folded=True))
        self.expanded.connect(lambda index: self._remember(index, folded=False))
        self.doubleClicked.connect(self._want)
        theme.changed.connect(self.viewport().update)
        self._narrowed = False

    def _fill(self) -> None:
        for trade in trades():
            heading = QStandardItem(trade[:1].upper() + trade[1:])
            heading.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            for entry in entries().values():
                if entry.trade == trade:
                    heading.appendRow(_item(entry))
            self._model.appendRow(heading)

    # -- narrowing --------------------------------------------------------------------------------------------------

    def narrow(self, words: tuple[str, ...]) -> int:
        """Show what fits the typed words, choose what fits best; the number that fit. No words: all as folded."""
        self._narrowed = bool(words)
        best: tuple[float, QModelIndex] = (0.0, QModelIndex())
        count = 0
        for row in range(self._model.rowCount()):
            heading = self._model.index(row, 0)
            fits = 0
            for child in range(self._model.rowCount(heading)):
                index = self._model.index(child, 0, heading)
                worth = entries()[index.data(OPERATION)].findable.worth(words) if words else 1.0
                self.setRowHidden(child, heading, worth == 0.0)
                fits += worth > 0.0
                if words and worth > best[0]:
                    best = (worth, index)
            self.setRowHidden(row, QModelIndex(), fits == 0)
            self._unfold(heading, bool(words) or heading.data() not in self._folded)
            count += fits
        self.setCurrentIndex(best[1])
        if best[1].isValid():
            self.scrollTo(best[1])
        return count

    def _unfold(self, heading: QModelIndex, open_: bool) -> None:
        self.blockSignals(True)  # narrowing must not be remembered as the user's own folding
        self.setExpanded(heading, open_)
        self.blockSignals(False)

    def _remember(self, index: QModelIndex, *, folded: bool) -> None:
        (self._folded.add if folded else self._folded.discard)(index.data())

    # -- asking for an operation ------------------------------------------------------------------------------------

    def want_current(self) -> None:
        """As if the current row were double clicked."""
        self._want(self.currentIndex())

    def _want(self, index: QModelIndex) -> None:
        operation = index.data(OPERATION)
        if operation:
            self.wanted.emit(operation)

    def mime_data(self, operation: str) -> QMimeData:
        """What a drag of an operation carries."""
        data = QMimeData()
        data.setData(MIME, operation.encode())
        data.setText(entries()[operation].title)
        return data

    def startDrag(self, _actions: Qt.DropAction) -> None:  # noqa: N802 - Qt's name
        """Carry the symbol as it will stand on the sheet."""
        operation = self.currentIndex().data(OPERATION)
        if not operation:
            return
        drag = QDrag(self)
        drag.setMimeData(self.mime_data(operation))
        pixmap = symbol_pixmap(entries()[operation].symbol, self._theme.palette.ink)
        drag.setPixmap(pixmap)
        size = pixmap.deviceIndependentSize()
        drag.setHotSpot(QPoint(round(size.width() / 2), round(size.height() / 2)))
        drag.exec(Qt.DropAction.CopyAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on a trade folds it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and not index.data(OPERATION):
            self.setExpanded(index, not self.isExpanded(index))

    def event(self, event: QEvent) -> bool:
        """Letters are typing here, not shortcuts of the window."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_letter(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter adds or folds; letters go to the search field; Up on the first row goes there too."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if index.data(OPERATION):
                self._want(index)
            elif index.isValid():
                self.setExpanded(index, not self.isExpanded(index))
        elif event.key() == Qt.Key.Key_Up and not self.indexAbove(index).isValid():
            self.left_upwards.emit()
        elif _is_letter(event) and event.text() != " ":
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


class _Row(QStyledItemDelegate):
    """A row: symbol and title; a trade: a caret and its name, quiet."""

    def __init__(self, tree: QTreeView, theme: Theme) -> None:
        super().__init__(tree)
        self._tree, self._theme = tree, theme
        self._heading = interface_font(LABEL_TEXT, bold=True)

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:  # noqa: N802 - Qt's name
        """Colours and icon of the state."""
        super().initStyleOption(option, index)
        look = self._theme.palette
        fields: dict[str, object] = {"features": option.features | QStyleOptionViewItem.ViewItemFeature.HasDecoration}  # type: ignore[attr-defined]
        selected = bool(option.state & option.state.State_Selected)  # type: ignore[attr-defined]
        operation = index.data(OPERATION)
        if operation:
            colour = look.field if selected else look.ink
            fields["icon"] = symbol_icon(entries()[operation].symbol, colour)
        else:
            colour = look.field if selected else look.quiet
            open_ = self._tree.isExpanded(self._tree.model().index(index.row(), 0))
            caret = "ph.caret-down" if open_ else "ph.caret-right"
            fields |= {
                "icon": self._caret(caret, "field" if selected else "quiet"),
                "font": self._heading,
                "decorationSize": QSize(12, 12),
            }
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, colour)  # type: ignore[attr-defined]
        for name, value in fields.items():
            setattr(option, name, value)

    def _caret(self, name: str, colour: str) -> QIcon:
        icon = self._theme.icon(name, colour)
        return QIcon(icon.pixmap(QSize(12, 12)))

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: N802 - Qt's name
        """Rows that a finger of the hand hits."""
        return QSize(super().sizeHint(option, index).width(), TARGET)


def _item(entry: Entry) -> QStandardItem:
    item = QStandardItem(entry.title)
    item.setData(entry.operation, OPERATION)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled)
    item.setToolTip(
        f"<p><b>{escape(entry.title)}</b> ({escape(entry.tag)})</p><p>{escape(entry.says)}</p>"
        "<p>Drag it onto the sheet or into a stream; Enter puts it in the middle.</p>"
    )
    item.setData(entry.says, Qt.ItemDataRole.AccessibleDescriptionRole)
    return item


def _is_letter(event: QKeyEvent) -> bool:
    text = event.text()
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return bool(text) and text.isprintable() and not held
