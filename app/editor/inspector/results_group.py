"""What a unit gives: its results of the last solution, dimmed where they are from before the last edit."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QMenu, QWidget

from app.editor.inspector.looks import give_look
from app.editor.inspector.moment import Moment, in_words, operation_of
from app.editor.inspector.reading import Measure
from app.editor.inspector.rows import MARK, ElidedLabel
from app.editor.inspector.specification_card import SpecificationCard
from app.editor.look.theme import interface_font
from app.editor.session import Session
from app.editor.wording import printed_quantity
from flowsheets.diagram.look import STEP
from unitops.declaration.declared import Result
from unitops.quantities import printed_unit


class UnitResults(QWidget):
    """Name and value of every result; the menu of a value changes its unit, demands it, or copies it."""

    def __init__(self, session: Session, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._key = session, key
        operation = operation_of(session.document.sheet.units[key])
        self._results = dict(operation.declaration.results) if operation else {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, MARK + STEP, 0)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self.values: dict[str, QLabel] = {}
        self._card: SpecificationCard | None = None
        for line, (name, result) in enumerate(self._results.items()):
            self._add(line, name, result)

    def _add(self, line: int, name: str, result: Result) -> None:
        label = ElidedLabel(in_words(name), self)
        label.setToolTip(f"{label.text()}: {result.says}" if result.says else label.text())
        value = QLabel(self)
        value.setFont(interface_font(tabular=True))
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        value.setAccessibleName(label.text())
        value.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        value.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        value.customContextMenuRequested.connect(partial(self._open_menu, name))
        value.setMinimumHeight(20)
        self._grid.addWidget(label, line, 0)
        self._grid.addWidget(value, line, 1)
        self.values[name] = value

    def refresh(self, moment: Moment) -> None:
        """Show the numbers of the last solution."""
        role = "" if moment.is_current else "quiet"
        for name, label in self.values.items():
            text = printed_quantity(moment.calculated(self._key, name)) or "–"
            if label.text() != text:
                label.setText(text)
            give_look(label, "role", role)

    def menu(self, name: str) -> QMenu:
        """What can be done with a result."""
        menu = QMenu(self)
        units = menu.addMenu("Unit")
        for unit in Measure(self._results[name].unit).units:
            units.addAction(printed_unit(unit) or "none", partial(self._show_in, name, unit))
        menu.addAction("Demand this result", partial(self.demand, name))
        clipboard = QGuiApplication.clipboard()
        menu.addAction("Copy value", lambda: clipboard.setText(self._precise(name)))
        tag = self._session.document.sheet.units[self._key].tag
        menu.addAction("Copy path", lambda: clipboard.setText(f"{tag}.{name}"))
        return menu

    def demand(self, name: str) -> None:
        """Let a value be demanded of the result, under the results."""
        self._leave()
        self._card = SpecificationCard(self._session, None, self)
        self._card.result.setText(f"{self._session.document.sheet.units[self._key].tag}.{name}")
        self._card.target.setText(Moment.of(self._session).calculated(self._key, name).replace("–", ""))
        self._card.closed.connect(self._leave)
        self._grid.addWidget(self._card, self._grid.rowCount(), 0, 1, 2)
        self._card.target.setFocus()

    def _leave(self) -> None:
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None

    def _precise(self, name: str) -> str:
        return Moment.of(self._session).calculated(self._key, name, digits=15)

    def _open_menu(self, name: str, _place: QPoint) -> None:
        menu = self.menu(name)
        menu.exec(self.cursor().pos())
        menu.deleteLater()

    def _show_in(self, name: str, unit: str) -> None:
        operation = self._session.document.sheet.units[self._key].operation
        units = dict(self._session.settings.values.units) | {f"{operation}.{name}": unit}
        self._session.settings.put(units=units)
        self.refresh(Moment.of(self._session))
