"""What if: a slider moves one entered number of the selected unit, and the indicators follow."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QSlider, QWidget

from app.editor.document.change import Change
from app.editor.results.adjustable import STEPS, Adjustable, adjustables, at_place, first_to_move, place_of, with_number
from app.editor.results.chooser import Chooser
from app.editor.results.grid import remembered
from app.editor.results.indicator_grid import Indicators, change_grid
from app.editor.results.result_tab import ResultTab, tool
from app.editor.results.shown import NextStep, Shown
from app.editor.results.table_model import TableModel
from app.editor.results.table_view import TableView
from app.editor.solving.solver import Standing
from unitops.quantities import format_number, printed_unit

SELECT = NextStep(
    "Select a unit on the sheet: a slider then moves one of its numbers.", "Select a feed", "select a feed"
)


class WhatIfTab(ResultTab):
    """One drag of the slider is one step of undo. While a solve runs the slider waits with the next number."""

    def __init__(self, shown: Shown, parent: QWidget | None = None) -> None:
        super().__init__(shown, parent)
        self._unit = ""
        self._chosen: Adjustable | None = None
        self._start: Indicators | None = None
        self._waiting: float | None = None
        self._stroke = 0
        self._build_controls()
        self.model = TableModel(self.session.theme, self)
        self.view = TableView(self.model, self.session.theme, self)
        self.view.setAccessibleName("Indicators at the start and now")
        self.view.unit_chosen.connect(self._keep_unit)
        self.body.addWidget(self.view)
        self.session.selection.changed.connect(self._follow_selection)
        self.session.document.changed.connect(self._follow_document)
        self.session.document.replaced.connect(self._begin_anew)
        self.session.solver.standing_changed.connect(self._go_on)

    def _build_controls(self) -> None:
        self.owner = QLabel(self)
        self.owner.setProperty("role", "heading")
        self.which = QComboBox(self)
        self.which.setAccessibleName("Number to move")
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setMinimumContentsLength(18)
        self.which.setMinimumWidth(60)
        self.which.view().setTextElideMode(Qt.TextElideMode.ElideNone)
        self.which.currentIndexChanged.connect(lambda _index: self._choose())
        self.low, self.high = _bound(self, "Lower end"), _bound(self, "Upper end")
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setAccessibleName("Value")
        self.slider.setRange(0, STEPS)
        self.slider.setPageStep(STEPS // 20)
        self.slider.setMinimumWidth(120)
        self.slider.setMinimumHeight(24)
        self.slider.sliderPressed.connect(self._begin_stroke)
        self.slider.sliderReleased.connect(self._end_stroke)
        self.slider.valueChanged.connect(self._move)
        self.value = QLabel(self)
        self.value.setMinimumWidth(84)
        self.value.setAccessibleName("Value in words")
        self.again = QPushButton("Start here", self)
        self.again.setToolTip("Take the present solution as the start of the comparison")
        self.again.clicked.connect(self._take_start)
        self.indicators = Chooser(self)
        self.indicators.chosen.connect(lambda names: self._keep_indicators(names))
        self.indicators.reset.connect(self._reset_indicators)
        self.indicators_button = tool(self, "Indicators", "Choose which indicators are shown")
        self.indicators_button.setIcon(self.session.theme.icon("ph.check-square"))
        self.indicators_button.clicked.connect(self._choose_indicators)
        for widget in (self.owner, self.which, self.low):
            self.controls.addWidget(widget)
        self.controls.addWidget(self.slider, 1)
        for widget in (self.high, self.value, self.again, self.indicators_button):
            self.controls.addWidget(widget)
        self._stale.hide()  # dimming says it too; words that come and go would move the slider
        for field in (self.low, self.high):
            field.editingFinished.connect(self._other_range)

    # -- what can be moved ------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the indicators of the new solution beside those of the start."""
        if self._start is None:
            self._take_start()
        self._follow_selection()
        self._lay_out()

    def select_a_feed(self) -> None:
        """Select the first unit that has a number to move, feeds first."""
        sheet = self.session.document.sheet
        ordered = sorted(sheet.units, key=lambda key: (sheet.units[key].operation != "Feed", sheet.units[key].tag))
        first = next((key for key in ordered if adjustables(sheet, key)), None)
        if first is not None:
            self.session.selection.show(first)

    def _follow_selection(self) -> None:
        if not self.isVisible():
            self._is_old = True
            return
        units = self.session.selection.units
        sheet = self.session.document.sheet
        if units and units[0] != self._unit and adjustables(sheet, units[0]):
            self._unit, self._chosen = units[0], None
        if self._unit not in sheet.units:
            self._unit, self._chosen = "", None
        self._offer()
        self.say_instead(None if self._unit else SELECT)

    def _offer(self) -> None:
        """The numbers of the unit, the chosen one kept."""
        sheet = self.session.document.sheet
        offered = adjustables(sheet, self._unit) if self._unit else []
        names = [item.name for item in offered]
        self.owner.setText(sheet.units[self._unit].tag if self._unit else "")
        if [self.which.itemData(k) for k in range(self.which.count())] != names:
            held = self._chosen.name if self._chosen else first_to_move(sheet, self._unit) if self._unit else ""
            self.which.blockSignals(True)
            self.which.clear()
            for item in offered:
                self.which.addItem(item.spoken, item.name)
            self.which.setCurrentIndex(max(self.which.findData(held), 0))
            self.which.blockSignals(False)
        self._choose()

    def _choose(self) -> None:
        name = self.which.currentData()
        offered = adjustables(self.session.document.sheet, self._unit) if self._unit else []
        found = next((item for item in offered if item.name == name), None)
        held = self._chosen
        if (
            found is not None
            and held is not None
            and (held.owner, held.name, held.unit) == (found.owner, name, found.unit)
        ):
            found = replace(found, low=min(held.low, found.value), high=max(held.high, found.value))
        self._chosen = found
        self.which.setToolTip(found.spoken if found is not None else "")
        self._show_value()

    def _show_value(self) -> None:
        item = self._chosen
        for widget in (self.slider, self.low, self.high):
            widget.setEnabled(item is not None)
        if item is None:
            self.value.setText("")
            return
        for field, number in ((self.low, item.low), (self.high, item.high)):
            field.setText(format_number(number))
        if not self.slider.isSliderDown():
            self.slider.blockSignals(True)
            self.slider.setValue(place_of(item))
            self.slider.blockSignals(False)
        self.value.setText(f"{format_number(item.value)} {printed_unit(item.unit)}".strip())

    def _other_range(self) -> None:
        item, low, high = self._chosen, _number_in(self.low), _number_in(self.high)
        if item is not None and low is not None and high is not None and low < high:
            self._chosen = replace(item, low=min(low, item.value), high=max(high, item.value))
        self._show_value()

    # -- moving -----------------------------------------------------------------------------------------------------

    def _begin_stroke(self) -> None:
        self._stroke += 1

    def _end_stroke(self) -> None:
        if self._waiting is not None:
            self._set(self._waiting)

    def _move(self, place: int) -> None:
        item = self._chosen
        if item is None:
            return
        number = at_place(item, place)
        self.value.setText(f"{format_number(number)} {printed_unit(item.unit)}".strip())
        solver = self.session.solver
        if self.slider.isSliderDown() and solver.automatic and solver.standing is Standing.SOLVING:
            self._waiting = number  # the solve that runs is let finish, else none would while the slider moves
        else:
            self._set(number)

    def _set(self, number: float) -> None:
        item, self._waiting = self._chosen, None
        if item is None:
            return
        document = self.session.document
        tag = document.sheet.units[item.owner].tag
        merge = f"what if {item.owner}.{item.name} {self._stroke}"
        document.do(f"Set {tag} {item.spoken}", with_number(document.sheet, item, number), merge)

    def _go_on(self) -> None:
        if self._waiting is not None and self.session.solver.standing is not Standing.SOLVING:
            self._set(self._waiting)

    def _follow_document(self, change: Change) -> None:
        if self.isVisible() and (self._unit in change.units.touched or "specifications" in change.sections):
            self._follow_selection()

    # -- comparing --------------------------------------------------------------------------------------------------

    def _begin_anew(self) -> None:
        self._start, self._unit, self._chosen, self._waiting = None, "", None, None

    def _take_start(self) -> None:
        solution = self.shown.solution
        if solution is not None:
            self._start = dict(solution.written["indicators"])
            self._lay_out()

    def _lay_out(self) -> None:
        solution = self.shown.solution
        if solution is None:
            return
        chosen = self.session.settings.values.what_if_indicators.get(self.session.document.sheet.name, ())
        grid = change_grid(self._start or {}, solution.written["indicators"], chosen)
        self.model.put(replace(grid, hours=self.shown.hours), self.session.settings.values.units, "h")

    def _choose_indicators(self) -> None:
        solution = self.shown.solution
        if solution is not None:
            names = list(solution.written["indicators"])
            kept = self.session.settings.values.what_if_indicators.get(self.session.document.sheet.name, ())
            self.indicators.put({"": [(name, name) for name in names]}, kept or names)
            self.indicators.drop_from(self.indicators_button)

    def _keep_indicators(self, names: list[str]) -> None:
        settings = self.session.settings
        kept = {**settings.values.what_if_indicators, self.session.document.sheet.name: tuple(names)}
        settings.put(what_if_indicators=kept)
        self._lay_out()

    def _reset_indicators(self) -> None:
        self._keep_indicators([])
        self._choose_indicators()

    def _keep_unit(self, key: str, unit: str) -> None:
        settings = self.session.settings
        settings.put(units={**settings.values.units, key: remembered(unit, "h")})
        self._lay_out()

    def set_stale(self, stale: bool) -> None:
        """Dim the numbers."""
        self.model.set_stale(stale)


def _bound(parent: QWidget, name: str) -> QLineEdit:
    field = QLineEdit(parent)
    field.setAccessibleName(name)
    field.setToolTip(f"{name} of the slider")
    field.setAlignment(Qt.AlignmentFlag.AlignRight)
    field.setFixedWidth(64)
    return field


def _number_in(field: QLineEdit) -> float | None:
    try:
        return float(field.text().replace(",", "."))
    except ValueError:
        return None
