"""What drives a result: the entered numbers ranked by what 1 % of each does to it, or by what their ranges do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QCompleter, QFileDialog, QHBoxLayout, QLabel, QLineEdit, QWidget

from app.editor.results.driver_bars import picture_of, range_bar, slope_bar, span_in_words, text_of
from app.editor.results.range_fields import RangeFields
from app.editor.results.range_study import RangeStudy
from app.editor.results.result_tab import ResultTab, tool
from app.editor.results.shown import NextStep, Shown
from app.editor.results.tornado import Bar, Tornado
from app.editor.solving.solution import ShownSolution
from app.editor.wording import spoken_name, spoken_sentence
from flowsheets.diagram.look import STEP
from flowsheets.document.paths import parse_path, path_with_tags, resolve_path
from flowsheets.export.files import write_whole
from flowsheets.results.table import Table
from flowsheets.studies.ends_of_ranges import Span
from unitops.errors import RaffinateError
from unitops.quantities import format_number, printed_unit

MOST = 20
REACH = 10.0
"""Usual share of what is entered by which an input goes down and up [%]."""
SLOPES, RANGES = "for 1 % more of each", "between low and high"


class DriversTab(ResultTab):
    """A result to choose, the bars, and a sentence that says what the bar at hand means."""

    def __init__(self, shown: Shown, parent: QWidget | None = None) -> None:
        super().__init__(shown, parent)
        self.study = RangeStudy(shown, self._wants_ends, self)
        self.study.changed.connect(self._put_ranges)
        self.study.failed.connect(self._explain)
        self._build_controls()
        self.tornado = Tornado(self.session.theme, self)
        self.tornado.pointed.connect(self._say)
        self.tornado.copied.connect(self.copy)
        self.tornado.jumped.connect(lambda bar: self.shown.show_place([bar.path]))
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.fields = RangeFields(self)
        self.fields.stated.connect(self._keep_range)
        self.fields.taken_back.connect(self._take_back)
        self.fields.refused.connect(lambda why: self.sentence.setText(spoken_sentence(why)))
        self.fields.hide()
        below = QHBoxLayout()
        below.setContentsMargins(3 * STEP, STEP, 2 * STEP, 2 * STEP)
        below.addWidget(self.sentence, 1)
        below.addWidget(self.fields)
        self.body.addWidget(self.tornado)
        self.body.addLayout(below)

    def _build_controls(self) -> None:
        self.which = QComboBox(self)
        self.which.setAccessibleName("Result that is driven")
        self.which.setEditable(True)
        self.which.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setMinimumContentsLength(28)
        self.which.setMinimumWidth(120)
        self.which.setMaxVisibleItems(24)
        completer = QCompleter(self.which.model(), self.which)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.which.setCompleter(completer)
        self.which.currentIndexChanged.connect(lambda _index: self._ask())
        self.how = QComboBox(self)
        self.how.setAccessibleName("How inputs are compared")
        self.how.addItems([SLOPES, RANGES])
        self.how.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.how.activated.connect(lambda _index: self._ask())
        self.reach = QLineEdit(f"{REACH:g} %", self)
        self.reach.setAccessibleName("Usual range")
        self.reach.setToolTip("Share of what is entered by which each input goes down and up; temperatures as many K")
        self.reach.setFixedWidth(56)
        self.reach.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.reach.editingFinished.connect(self._other_reach)
        self._reach = REACH
        self._either_way = QLabel("±", self)
        label = QLabel("What drives", self)
        for each in (label, self._either_way):
            each.setProperty("role", "quiet")
        copy = tool(self, "Copy the drivers", "Copy the drivers for a spreadsheet")
        save = tool(self, "Save as SVG", "Save the picture as SVG")
        for button, icon, call in ((copy, "ph.copy", self.copy), (save, "ph.download-simple", self.ask_where)):
            button.setIcon(self.session.theme.icon(icon))
            button.clicked.connect(call)
        for widget in (label, self.which, self.how, self._either_way, self.reach, copy, save):
            self.controls.addWidget(widget)
        self.end_controls()

    @property
    def result(self) -> str:
        """The indicator or path that is chosen."""
        return str(self.which.currentData() or "")

    @property
    def by_ranges(self) -> bool:
        """Whether inputs are compared by what their ranges do."""
        return self.how.currentText() == RANGES

    def compare(self, how: str) -> None:
        """Rank inputs by 1 % of each, or by what their ranges do."""
        self.how.setCurrentText(how)
        self._ask()

    def refresh(self) -> None:
        """Offer what the solution has, and ask for the drivers of what is chosen."""
        solution = self.shown.solution
        assert solution is not None
        offered = _results_of(solution)
        if [(self.which.itemText(k), self.which.itemData(k)) for k in range(self.which.count())] != offered:
            held = self.result
            self.which.blockSignals(True)
            self.which.clear()
            for words, path in offered:
                self.which.addItem(words, path)
            self.which.setCurrentIndex(max(self.which.findData(held), 0))
            self.which.blockSignals(False)
        self._ask()

    def _ask(self) -> None:
        result, by_ranges = self.result, self.by_ranges
        for widget in (self._either_way, self.reach, self.fields):
            widget.setVisible(by_ranges)
        if self.shown.solution is None or not result:
            return
        self.wait_for_answer()
        if by_ranges:
            self.study.begin(result, self._reach, self._own_ranges())
            return

        def take(content: Any) -> None:
            if result == self.result and not self.by_ranges:
                self._put(msgspec.convert(content, Table))

        self.shown.ask("drivers", take, self._explain, result=result, most=MOST)

    def _put(self, table: Table) -> None:
        solution = self.shown.solution
        assert solution is not None
        self._show_bars([slope_bar(solution.sheet, row) for row in table.rows])

    def _show_bars(self, bars: list[Bar]) -> None:
        self.answered()
        if not bars:
            step = NextStep(f"No entered number moves {self.which.currentText()}.", "Show the indicators", "indicators")
            self.say_instead(step)
            return
        self.say_instead(None)
        self.tornado.put(bars)

    # -- ranges -----------------------------------------------------------------------------------------------------

    def _wants_ends(self) -> bool:
        return self.by_ranges and self.isVisible()

    def _put_ranges(self) -> None:
        solution, study = self.shown.solution, self.study
        if solution is None or not self.by_ranges:
            return
        self._show_bars(
            [range_bar(solution.sheet, study.value, study.unit, span, ends) for span, ends in study.widest_first()]
        )

    def _other_reach(self) -> None:
        try:
            reach = float(self.reach.text().replace("%", "").replace(",", ".").strip())
        except ValueError:
            reach = 0.0
        if reach > 0.0 and reach != self._reach:
            self._reach = reach
            self._ask()
        self.reach.setText(f"{self._reach:g} %")

    def _own_ranges(self) -> dict[str, str]:
        """Ranges that a person stated for this sheet, by path with tags; those of units that are gone are left out."""
        solution = self.shown.solution
        assert solution is not None
        kept = self.session.settings.values.driver_ranges.get(solution.sheet.name, {})
        found = {}
        for path, span in kept.items():
            try:
                found[path_with_tags(solution.sheet, path)] = span
            except RaffinateError:
                continue
        return found

    def _keep_range(self, span: Span) -> None:
        self._write_range(span.path, f"{span.low!r}..{span.high!r} {span.unit}".strip())
        self.study.put(span)

    def _take_back(self) -> None:
        bar = self.tornado.bar
        if bar is not None:
            self._write_range(bar.path, "")
            self._ask()

    def _write_range(self, path: str, span: str) -> None:
        solution, settings = self.shown.solution, self.session.settings
        assert solution is not None
        name, held = solution.sheet.name, settings.values.driver_ranges
        own = {**held.get(name, {}), str(resolve_path(solution.sheet, path)): span}
        settings.put(driver_ranges={**held, name: {path: span for path, span in own.items() if span}})

    # -- handing on -------------------------------------------------------------------------------------------------

    def copy(self) -> None:
        """Put the bars on the clipboard."""
        QGuiApplication.clipboard().setText(text_of(self.tornado.bars))

    def ask_where(self) -> None:
        """Ask for a file, without stopping the window."""
        dialog = QFileDialog(self, "Save the drivers", "", "SVG (*.svg)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("svg")
        dialog.selectFile(f"{self.session.document.sheet.name} drivers.svg")
        dialog.fileSelected.connect(lambda path: self.save(Path(path)))
        dialog.open()

    def save(self, path: Path) -> None:
        """Write the picture."""
        name, study = self.which.currentText(), self.study
        if self.by_ranges:
            note = "One input at a time between its low and its high value, all others as entered."
            value, label, unit, title = study.value, name, study.unit, f"Range of {name}"
        else:
            note = "Each input by 1 % less and more, temperatures from 0 K, by exact derivatives at the solution."
            value, label, unit, title = 0.0, f"change of {name}", "%", f"What drives {name}"
        picture = picture_of(self.tornado.bars, value, label=label, unit=unit, title=title, note=note)
        try:
            write_whole(path, picture.encode())
        except RaffinateError as error:
            self.sentence.setText(error.sentence())

    # -- saying -----------------------------------------------------------------------------------------------------

    def _say(self, bar: Bar) -> None:
        if bar.ends is None:
            self.sentence.setText(_slope_sentence(bar, self.which.currentText()))
            return
        span = self.study.spans.get(bar.path)
        self.fields.put(span, own=bar.path in self._own_ranges())
        if span is not None:
            self.sentence.setText(self._range_sentence(bar, span))

    def _range_sentence(self, bar: Bar, span: Span) -> str:
        assert bar.ends is not None
        unit = printed_unit(self.study.unit)
        entered = f"{format_number(self.study.value)} {unit}".strip()
        moved = f"{bar.name} from {span_in_words(span)}"
        left = f" {self.study.left} more to solve." if self.study.left else ""
        if bar.path not in self.study.ends:
            return f"{moved}: not solved yet. {self.which.currentText()} is {entered} as entered.{left}"
        low, high = bar.ends
        told = f"{moved}: {self.which.currentText()} from {low} to {high} {unit}, {entered} as entered."
        return f"{told} {bar.switch}{left}" if bar.switch else f"{told}{left}"

    def _explain(self, why: str) -> None:
        self.answered()
        self.say_instead(NextStep(f"Its drivers cannot be told: {why}", "Show the indicators", "indicators"))

    def set_stale(self, stale: bool) -> None:
        """Dim the bars."""
        self.tornado.stale = stale
        self.tornado.viewport().update()
        if not stale:
            self.study.go_on()


def _slope_sentence(bar: Bar, result: str) -> str:
    kelvin = ", counted from 0 K" if "temperature" in bar.name else ""
    told = f"1 % more of {bar.name}{kelvin} {_moves(bar.pull, result)}"
    if bar.switch:
        return f"{told}, 1 % less {_moves(bar.less, 'it')}: one-sided, {bar.switch}."
    return f"{told}. The slope is exact at this solution."


def _moves(change: float, result: str) -> str:
    """What a change [%] does to a result."""
    if not change:
        return f"leaves {result} as it is"
    return f"{'raises' if change > 0 else 'lowers'} {result} by {format_number(abs(change), 3)} %"


def _results_of(solution: ShownSolution) -> list[tuple[str, str]]:
    """Indicators first, then every result of every unit: words and path."""
    found = [(name, name) for name in solution.written["indicators"]]
    for tag, unit in solution.written["units"].items():
        for name in unit["results"]:
            path = f"{tag}.{name}"
            try:
                parse_path(path)
            except RaffinateError:
                continue
            found.append((f"{tag} {spoken_name(name)}", path))
    return found
