"""What is wrong with the sheet, or worth knowing of its solution; every line leads to its place."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.editor.look.theme import Theme, interface_font
from app.editor.results.convergence import ConvergencePlot
from app.editor.results.next_step import NextStepView
from app.editor.results.shown import NextStep, Shown
from app.editor.solving.messages import Fault
from app.editor.solving.solver import Standing
from flowsheets.diagram.look import PANEL_TEXT, STEP
from unitops.quantities import format_number

FAULT = Qt.ItemDataRole.UserRole
ORDER = {"error": 0, "warning": 1}
ICONS = {"error": ("ph.x-circle", "failed"), "warning": ("ph.warning", "warning")}
OTHER_ICON = ("ph.info", "quiet")
SPOKEN = {"error": "Must be put right", "warning": "Worth knowing"}


class ProblemsTab(QWidget):
    """The list; what must be put right comes first."""

    wished = Signal(str)
    counted = Signal(int, int)
    """How many stand in the way of a solution, and how many are worth knowing."""

    def __init__(self, shown: Shown, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = shown
        self.session = shown.session
        self._faults: tuple[Fault, ...] | None = None
        self._model = QStandardItemModel(self)
        self.view = _ProblemList(self)
        self.view.setModel(self._model)
        self.view.setItemDelegate(_Lines(self.session.theme, self.view))
        self.view.setAccessibleName("Problems")
        self.view.jumped.connect(self._jump)
        self._nothing = NextStepView(self)
        self._nothing.wished.connect(self.wished)
        self.convergence = ConvergencePlot(self.session, self)
        self.convergence.setMaximumWidth(280)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view, 3)
        layout.addWidget(self._nothing, 3)
        layout.addWidget(self.convergence, 1)
        shown.staled.connect(self._follow)
        self.session.theme.changed.connect(self.view.viewport().update)
        self._follow()

    @property
    def says(self) -> str:
        """The sentence that stands where there are no problems."""
        return self._nothing.sentence if self._model.rowCount() == 0 else ""

    @property
    def faults(self) -> list[Fault]:
        """What is listed, in its order."""
        return [self._model.item(row).data(FAULT) for row in range(self._model.rowCount())]

    def _follow(self) -> None:
        faults = self.session.solver.faults
        if faults != self._faults:
            self._faults = faults
            self._put(sorted(faults, key=lambda fault: ORDER.get(fault.severity, 2)))
        self._nothing.put(self._good_news())
        self.view.setVisible(bool(self._model.rowCount()))
        self._nothing.setVisible(not self._model.rowCount())

    def _put(self, faults: list[Fault]) -> None:
        """Lines that stay what they were keep their place and selection."""
        wanted = {_identity(fault) for fault in faults}
        for row in reversed(range(self._model.rowCount())):
            if _identity(self._model.item(row).data(FAULT)) not in wanted:
                self._model.removeRow(row)
        there = [_identity(self._model.item(row).data(FAULT)) for row in range(self._model.rowCount())]
        for row, fault in enumerate(faults):
            if row >= len(there) or there[row] != _identity(fault):
                if _identity(fault) in there[row:]:
                    taken = self._model.takeRow(there.index(_identity(fault), row))
                    there.remove(_identity(fault))
                    self._model.insertRow(row, taken)
                else:
                    self._model.insertRow(row, _line(fault))
                there.insert(row, _identity(fault))
        errors = sum(fault.severity == "error" for fault in faults)
        self.counted.emit(errors, len(faults) - errors)

    def _good_news(self) -> NextStep:
        solver = self.session.solver
        if solver.standing in (Standing.CLOSED, Standing.OUTSIDE_VALIDITY) and solver.solution is not None:
            closure = solver.solution.closure
            return NextStep(
                f"Nothing is wrong: mass closes to {format_number(closure['mass'], 1)}, energy to "
                f"{format_number(closure['energy'], 1)}, every element to "
                f"{format_number(max(closure['elements'].values(), default=0.0), 1)}.",
                "Show the balances",
                "balances",
            )
        return self.shown.next_step()

    def _jump(self, fault: Fault) -> None:
        sheet = self.session.document.sheet
        for owner in fault.owners:
            if owner in sheet.units or owner in sheet.streams:
                self.session.selection.show(owner)
                return
        words = fault.sentence.replace(":", " ").replace(",", " ").split()
        self.shown.show_place([*filter(None, (fault.place,)), *words])


class _ProblemList(QListView):
    """A click or Enter leads to the place."""

    jumped = Signal(Fault)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.clicked.connect(self._go)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter is a click."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._go(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _go(self, index: QModelIndex) -> None:
        self.jumped.emit(index.data(FAULT))


class _Lines(QStyledItemDelegate):
    """Mark, place, sentence; below it quietly what to do."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._bold, self._plain = interface_font(PANEL_TEXT, bold=True), interface_font(PANEL_TEXT)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:  # type: ignore[override]  # noqa: N802
        """As high as its words need in the width of the list."""
        from PySide6.QtGui import QFontMetrics

        view = self.parent()
        width = (view.viewport().width() if isinstance(view, QListView) else 600) - 10 * STEP
        fault: Fault = index.data(FAULT)
        metrics = QFontMetrics(self._plain)
        height = 0
        for words in _words(fault):
            if words:
                box = QRect(0, 0, max(width, 80), 4000)
                height += metrics.boundingRect(box, int(Qt.TextFlag.TextWordWrap), words).height()
        return QSize(80, max(height + 3 * STEP, 28))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:  # type: ignore[override]
        """Draw the line."""
        rect: QRect = option.rect  # type: ignore[attr-defined]  # the stubs leave it out
        state = option.state  # type: ignore[attr-defined]
        fault: Fault = index.data(FAULT)
        painter.save()
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(rect, self._theme.colour("grid"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._theme.colour("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        icon, colour = ICONS.get(fault.severity, OTHER_ICON)
        self._theme.icon(icon, colour).paint(painter, rect.left() + 2 * STEP, rect.top() + 6, 16, 16)
        self._draw_words(painter, rect.adjusted(8 * STEP, 6, -2 * STEP, -6), fault)
        painter.restore()

    def _draw_words(self, painter: QPainter, room: QRect, fault: Fault) -> None:
        sentence, remedy = _words(fault)
        flags = int(Qt.TextFlag.TextWordWrap)
        painter.setFont(self._plain)
        painter.setPen(self._theme.colour("ink"))
        drawn = painter.drawText(room, flags, sentence)
        if remedy:
            painter.setPen(self._theme.colour("quiet"))
            painter.drawText(room.adjusted(0, drawn.height(), 0, 0), flags, remedy)


def _words(fault: Fault) -> tuple[str, str]:
    return fault.words, fault.remedy_words


def _line(fault: Fault) -> QStandardItem:
    sentence, remedy = _words(fault)
    item = QStandardItem(sentence)
    item.setData(fault, FAULT)
    item.setData(f"{SPOKEN.get(fault.severity, 'Note')}. {sentence} {remedy}", Qt.ItemDataRole.AccessibleTextRole)
    item.setEditable(False)
    return item


def _identity(fault: Fault) -> tuple[str, str, str, str]:
    return fault.severity, fault.place, fault.sentence, fault.remedy
