"""Tables of the solution: which one, per which time, what of it; all in one row of controls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QLineEdit, QToolButton, QWidget

from app.editor.results.grid import Grid, Order, filtered, grid_of, remembered, with_columns
from app.editor.results.result_tab import ResultTab, tool
from app.editor.results.shown import NextStep, Shown
from app.editor.results.sorting import in_order
from app.editor.results.table_model import TableModel
from app.editor.results.table_view import TableView
from flowsheets.results.table import Table

PERIODS: Mapping[str, str] = {"h": "per hour", "d": "per day", "a": "per year"}
Choices = Mapping[str, Sequence[tuple[str, str]]]
"""Tables (key, title) by the group under which they are listed."""


TOLD = 1500
"""So long a tick tells that a table was copied [ms]."""


class TablesTab(ResultTab):
    """One table at a time, out of several."""

    def __init__(self, shown: Shown, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(shown, parent)
        self._received: Any = None
        self.model = TableModel(self.session.theme, self)
        self.which = QComboBox(self)
        self.which.setAccessibleName("Table")
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._fill_which(choices)
        self.which.currentIndexChanged.connect(lambda _index: self._other_table())
        self.period = _periods(self, self.session.settings.values.table_period)
        self.period.currentIndexChanged.connect(self._other_period)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("Find rows")
        self.search.setAccessibleName("Find rows")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(72)
        self.search.setMaximumWidth(180)
        self.search.textChanged.connect(lambda _text: self._lay_out())
        self.copier = tool(self, "Copy the table", "Copy for Excel; with Ctrl+Shift+C in the table all digits")
        self._show_copier()
        self.copier.clicked.connect(self.copy_all)
        self.view = TableView(self.model, self.session.theme, self)
        self._connect()
        for widget in (self.which, self.period, self.search, self.copier):
            self.controls.addWidget(widget)
        self.add_controls()
        self.end_controls()
        self.body.addWidget(self.view)

    def add_controls(self) -> None:
        """More controls, for those who have them."""

    def _connect(self) -> None:
        self.view.unit_chosen.connect(self._keep_unit)
        self.view.offers_orders = True
        self.view.order_chosen.connect(self._keep_order)
        self.view.column_hidden.connect(self._hide_column)
        self.view.columns_wanted.connect(self._show_columns)
        self.view.place_wanted.connect(self.shown.show_place)
        self.session.settings.changed.connect(self._follow_settings)

    def _fill_which(self, choices: Choices) -> None:
        for group, tables in choices.items():
            if len(choices) > 1:
                self.which.addItem(group)
                model = self.which.model()
                assert isinstance(model, QStandardItemModel)
                heading = model.item(self.which.count() - 1)
                heading.setEnabled(False)
            for key, title in tables:
                self.which.addItem(title, key)
        first = next(k for k in range(self.which.count()) if self.which.itemData(k) is not None)
        self.which.setCurrentIndex(first)
        self.which.setMaxVisibleItems(24)
        self.which.setVisible(sum(map(len, choices.values())) > 1)

    # -- asking -----------------------------------------------------------------------------------------------------

    @property
    def key(self) -> str:
        """The table that is chosen."""
        return str(self.which.currentData())

    @property
    def per(self) -> str:
        """The time to which flows are stated: 'h', 'd' or 'a'."""
        return self.session.settings.values.table_period

    def show_table(self, key: str) -> bool:
        """Choose a table; whether this tab has it."""
        position = self.which.findData(key)
        if position >= 0:
            self.which.setCurrentIndex(position)
        return position >= 0

    def refresh(self) -> None:
        """Ask for the table."""
        key, per = self.key, self.per

        def take(content: Any) -> None:
            if (key, per) == (self.key, self.per):
                self.take(content)

        self.ask(key, per, take)

    def ask(self, key: str, per: str, take: Any) -> None:
        """Ask for what the table is made of."""
        self.shown.ask("table", take, self._explain, name=key, per=per)

    def take(self, content: Any) -> None:
        """Show what was asked for."""
        self._received = msgspec.convert(content, Table)
        self._lay_out()

    def grid(self) -> Grid | None:
        """What was received as rows and headings."""
        return grid_of(self._received, self.shown.hours) if isinstance(self._received, Table) else None

    def _explain(self, why: str) -> None:
        if not self.model.grid.headings:
            self.say_instead(NextStep(f"This table cannot be made: {why}", "Solve again", "solve"))

    def _lay_out(self) -> None:
        grid = self.grid()
        if grid is None:
            return
        if not grid.rows:
            self.say_instead(NextStep(f"{grid.title}: there is nothing to list in this sheet.", "", ""))
        else:
            self.say_instead(None)
        values = self.session.settings.values
        grid = with_columns(grid, values.hidden_columns.get(grid.key, ()))
        grid = in_order(filtered(grid, self.search.text()), _order(values.row_order.get(grid.key)))
        self.model.put(grid, values.units, self.per)
        self.view.setAccessibleName(grid.title)
        self.view.setToolTip("")
        self.which.setToolTip("\n".join(grid.notes))

    def set_stale(self, stale: bool) -> None:
        """Dim the numbers."""
        self.model.set_stale(stale)

    # -- choices ----------------------------------------------------------------------------------------------------

    def _other_table(self) -> None:
        self.search.clear()
        if self.shown.solution is not None:
            self.refresh()

    def _other_period(self) -> None:
        self.session.settings.put(table_period=self.period.currentData())

    def _follow_settings(self, name: str) -> None:
        if name == "table_period":
            self.period.setCurrentIndex(self.period.findData(self.per))
            self.look_again()
        elif name in ("units", "hidden_columns", "row_order"):
            self._lay_out()

    def _keep_unit(self, key: str, unit: str) -> None:
        settings = self.session.settings
        settings.put(units={**settings.values.units, key: remembered(unit, self.per)})

    def _keep_order(self, order: Order | None) -> None:
        settings = self.session.settings
        held = {key: kept for key, kept in settings.values.row_order.items() if key != self.model.grid.key}
        if order is not None:
            held[self.model.grid.key] = order.column, order.falling
        settings.put(row_order=held)

    def _hide_column(self, name: str) -> None:
        settings = self.session.settings
        held = settings.values.hidden_columns
        key = self.model.grid.key
        settings.put(hidden_columns={**held, key: (*held.get(key, ()), name)})

    def _show_columns(self) -> None:
        settings = self.session.settings
        key = self.model.grid.key
        settings.put(hidden_columns={k: v for k, v in settings.values.hidden_columns.items() if k != key})

    def copy_all(self) -> None:
        """The whole table on the clipboard, as it is seen."""
        self.view.clearSelection()
        self.view.copy()
        self._tell_copied()

    def _tell_copied(self) -> None:
        """A tick on the button for a moment: what was copied cannot be seen."""
        self.copier.setIcon(self.session.theme.icon("ph.check", "accent"))
        self.copier.setAccessibleDescription("Copied")
        QTimer.singleShot(TOLD, self.copier, self._show_copier)

    def _show_copier(self) -> None:
        self.copier.setIcon(self.session.theme.icon("ph.copy"))
        self.copier.setAccessibleDescription("")


def _order(kept: tuple[str, bool] | None) -> Order | None:
    return None if kept is None else Order(*kept)


def _periods(parent: QWidget, held: str) -> QComboBox:
    box = QComboBox(parent)
    box.setAccessibleName("Flows per")
    for key, words in PERIODS.items():
        box.addItem(words, key)
    box.setCurrentIndex(box.findData(held))
    return box


def drop_button(parent: QWidget, words: str, tip: str) -> QToolButton:
    """A flat button with words that opens something below it."""
    button = tool(parent, words, tip)
    button.setText(words)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button
