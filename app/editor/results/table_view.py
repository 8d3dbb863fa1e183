"""A table as it is looked at: frozen first columns, units in the headings, copying, jumping to the place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.editor.look.theme import Theme, interface_font
from app.editor.results.copying import as_text
from app.editor.results.grid import Order, choices_of_unit
from app.editor.results.sorting import can_sort
from app.editor.results.table_model import TableModel
from flowsheets.diagram.look import TABLE_TEXT, TARGET
from unitops.quantities import printed_unit

NARROWEST, WIDEST, WIDEST_LAST = 56, 280, 520
"""Widths that columns are given at first [px]; they can be dragged to any."""
LONGEST_NUMBER = "-1.234e-10"
ROWS_MEASURED, MANY_COLUMNS = 60, 80
"""Rows whose texts are measured; columns beyond these are not."""
PADDING = 9
GAP = 12
"""Room between columns [px]."""
PRECISE_COPY = QKeySequence("Ctrl+Shift+C")
PRECISE_KEYS = QKeyCombination(Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_C)
EnsureVisible = QAbstractItemView.ScrollHint.EnsureVisible


class TableView(QTableView):
    """Shows a ``TableModel``."""

    unit_chosen = Signal(str, str)
    """The name under which the choice is kept, and the unit."""
    column_hidden = Signal(str)
    columns_wanted = Signal()
    """Every column is to be shown again."""
    order_chosen = Signal(object)
    """An ``Order``, or None for that of the table itself."""
    place_wanted = Signal(list)
    """Tags, the likeliest first, of what a cell is about."""

    def __init__(self, model: TableModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shaping = False
        self.setAccessibleName("Table")
        self.offers_orders = False
        """Whether rows may be put in the order of a column."""
        self._frozen = QTableView(self)
        self.setModel(model)
        self._frozen.setModel(model)
        self._frozen.setSelectionModel(self.selectionModel())
        for view in (self, self._frozen):
            self._prepare(view)
        self._frozen.setFocusProxy(self)
        self._frozen.setAutoScroll(False)
        self._frozen.setAccessibleName("First columns")
        self._frozen.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._frozen.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().stackUnder(self._frozen)
        self._frozen.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(self._frozen.verticalScrollBar().setValue)
        self.horizontalHeader().sectionResized.connect(lambda _section, _old, _new: self._lay_frozen())
        self._frozen.horizontalHeader().sectionResized.connect(self._widen)
        model.modelReset.connect(self._take_shape)
        theme.changed.connect(self.viewport().update)

    def _prepare(self, view: QTableView) -> None:
        view.setProperty("role", "figures")
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setCornerButtonEnabled(False)
        view.setItemDelegate(_Cells(self._theme, view))
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.setTabKeyNavigation(False)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(TARGET)
        view.verticalHeader().setMinimumSectionSize(TARGET)
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.sectionClicked.connect(lambda section, h=header: self._open_heading(h, section))
        header.customContextMenuRequested.connect(lambda at, h=header: self._open_heading(h, h.logicalIndexAt(at)))
        view.customContextMenuRequested.connect(lambda at, v=view: self._open_menu(v, at))
        view.doubleClicked.connect(self._jump)

    @property
    def table(self) -> TableModel:
        """The model that is shown."""
        model = self.model()
        assert isinstance(model, TableModel)
        return model

    # -- shape ------------------------------------------------------------------------------------------------------

    def _take_shape(self) -> None:
        """Columns as wide as what stands in them, the first ones frozen."""
        grid = self.table.grid
        self._shaping = True
        for column in range(len(grid.headings)):
            widest = WIDEST_LAST if column == len(grid.headings) - 1 else WIDEST
            self.setColumnWidth(column, max(NARROWEST, min(self._width_wanted(column) + GAP, widest)))
        self._shaping = False
        self._lay_frozen()

    def _width_wanted(self, column: int) -> int:
        """Of the heading, and of texts; numbers have a width that is known, so that wide tables open at once."""
        heading = self.table.grid.headings[column]
        metrics = QFontMetrics(interface_font(TABLE_TEXT, bold=heading.role == "label"))
        words = [heading.name, self.table.heading_unit(column)]
        if "number" in heading.role:
            words.append(LONGEST_NUMBER)
        if heading.role != "number" and column < MANY_COLUMNS:
            words += [self.table.text(row, column) for row in range(min(self.table.rowCount(), ROWS_MEASURED))]
        return metrics.horizontalAdvance(max(words, key=len)) + 2 * PADDING

    def _widen(self, column: int, _before: int, width: int) -> None:
        """A frozen column was dragged; one that is hidden there has no width of its own."""
        if column < self.table.grid.frozen and width > 0:
            self.setColumnWidth(column, width)

    def _lay_frozen(self) -> None:
        if self._shaping:
            return
        frozen = min(self.table.grid.frozen, self.table.columnCount())
        width = 0
        for column in range(frozen):
            if self._frozen.columnWidth(column) != self.columnWidth(column):
                self._frozen.setColumnWidth(column, self.columnWidth(column))
            width += self.columnWidth(column)
        header = self.horizontalHeader()
        self._frozen.horizontalHeader().setFixedHeight(max(header.height(), 1))
        frame = self.frameWidth()
        self._frozen.setVisible(frozen > 0 and width < 0.7 * self.viewport().width())
        self._frozen.setGeometry(frame, frame, width, self.viewport().height() + header.height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The frozen columns keep the height of the table."""
        super().resizeEvent(event)
        self._lay_frozen()

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Move as usual, and bring a cell out from under the frozen columns."""
        current = super().moveCursor(action, modifiers)
        edge = self._frozen.width() if self._frozen.isVisible() else 0
        left = self.visualRect(current).left()
        if current.column() >= self.table.grid.frozen and left < edge:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + left - edge)
        return current

    def scrollTo(  # noqa: N802 - Qt's name
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = EnsureVisible,
    ) -> None:
        """Frozen columns are in sight already."""
        if index.column() >= self.table.grid.frozen or not self._frozen.isVisible():
            super().scrollTo(index, hint)
            return
        across = self.horizontalScrollBar().value()
        super().scrollTo(index, hint)
        self.horizontalScrollBar().setValue(across)

    # -- copying ----------------------------------------------------------------------------------------------------

    def copy(self, *, precise: bool = False) -> None:
        """Put the selected cells on the clipboard, all of them if none is selected."""
        chosen = self.selectionModel().selectedIndexes()
        QGuiApplication.clipboard().setText(as_text(self.table, chosen, precise=precise))

    def event(self, event: QEvent) -> bool:
        """Copying here is copying from the table, whatever the window's shortcuts are."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Copy) or event.keyCombination() == PRECISE_KEYS:
                event.accept()
                return True
            if event.matches(QKeySequence.StandardKey.SelectAll):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Copy, and Enter for the place that a cell is about."""
        if event.keyCombination() == PRECISE_KEYS:
            self.copy(precise=True)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._jump(self.currentIndex())
        else:
            super().keyPressEvent(event)

    # -- menus ------------------------------------------------------------------------------------------------------

    def _open_heading(self, header: QHeaderView, section: int) -> None:
        if section < 0 or not self.table.grid.headings:
            return
        menu = QMenu(self)
        self._offer_orders(menu, section)
        if self.table.grid.headings[section].role == "number":
            self._offer_units(menu, 0, section)
        self._offer_columns(menu, section)
        at = QPoint(header.sectionViewportPosition(section), header.height())
        menu.popup(header.viewport().mapToGlobal(at))

    def _open_menu(self, view: QTableView, at: QPoint) -> None:
        index = view.indexAt(at)
        menu = QMenu(self)
        menu.addAction("Copy", QKeySequence(QKeySequence.StandardKey.Copy), lambda: self.copy())
        menu.addAction("Copy with all digits", PRECISE_COPY, lambda: self.copy(precise=True))
        if index.isValid():
            if self._tags_at(index):
                menu.addAction("Show on the sheet", lambda: self._jump(index))
            self._offer_units(menu.addMenu("Unit"), index.row(), index.column())
            self._offer_orders(menu.addMenu("Order of rows"), index.column())
            menu.addSeparator()
            self._offer_columns(menu, index.column())
        menu.popup(view.viewport().mapToGlobal(at))

    def _offer_orders(self, menu: QMenu, column: int) -> None:
        """By this column, or as the table was; that in use marked. A menu without any is disabled."""
        heading = self.table.grid.headings[column]
        held = self.table.grid.order
        if not self.offers_orders or not (can_sort(heading) or held):
            menu.setEnabled(not menu.title())
            return
        words = ("Smallest first", "Greatest first") if "number" in heading.role else ("From A to Z", "From Z to A")
        orders = [Order(heading.name, falling) for falling in (False, True)] if can_sort(heading) else []
        for order, says in (*zip(orders, words, strict=False), (None, "In the usual order")):
            action = menu.addAction(says, lambda chosen=order: self.order_chosen.emit(chosen))
            action.setCheckable(True)
            action.setChecked(order == held)
        menu.addSeparator()

    def _offer_units(self, menu: QMenu, row: int, column: int) -> None:
        """The units of a number, that in use marked; a menu without any is disabled."""
        if row >= self.table.rowCount():
            return
        unit, key = self.table.grid.unit_of(row, column)
        shown = self.table.shown_unit(row, column)
        choices = choices_of_unit(unit)
        for choice in choices:
            words = printed_unit(choice) or "none"
            action = menu.addAction(words, lambda chosen=choice: self.unit_chosen.emit(key, chosen))
            action.setCheckable(True)
            action.setChecked(choice == shown)
        if not choices:
            menu.setEnabled(False)

    def _offer_columns(self, menu: QMenu, column: int) -> None:
        if column >= self.table.grid.frozen:
            name = self.table.grid.headings[column].name
            menu.addSeparator()
            menu.addAction(f"Hide {name}", lambda: self.column_hidden.emit(name))
        menu.addAction("Show every column", self.columns_wanted.emit)

    # -- places -----------------------------------------------------------------------------------------------------

    def _jump(self, index: QModelIndex) -> None:
        tags = self._tags_at(index)
        if tags:
            self.place_wanted.emit(tags)

    def _tags_at(self, index: QModelIndex) -> list[str]:
        """What may be the tag of a unit or stream: the cell itself, its column, then the labels of its row."""
        if not index.isValid():
            return []
        grid = self.table.grid
        row = grid.rows[index.row()]
        said = (row.cells[index.column()], grid.headings[index.column()].owner, *row.cells)
        return [text for text in said if isinstance(text, str) and text]


class _Cells(QStyledItemDelegate):
    """Cells with a hairline where another group of rows begins, and at the edge of what is frozen."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The cell as usual, then its hairlines."""
        super().paint(painter, option, index)
        model = index.model()
        if not isinstance(model, TableModel):
            return
        painter.save()
        painter.setPen(QPen(self._theme.colour("hairline"), 0))
        rect = option.rect  # type: ignore[attr-defined]  # the stubs leave it out
        if model.begins_group(index.row()):
            painter.drawLine(rect.topLeft(), rect.topRight())
        if index.column() == model.grid.frozen - 1 and index.column() < len(model.grid.headings) - 1:
            painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.restore()
