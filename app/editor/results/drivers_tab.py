"""What drives a result: the entered numbers ranked by what 1 % of each does to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLabel, QWidget

from app.editor.results.result_tab import ResultTab
from app.editor.results.shown import NextStep, Shown
from app.editor.results.tornado import Bar, Tornado
from app.editor.solving.solution import ShownSolution
from app.editor.wording import printed_quantity, spoken_name, spoken_path
from flowsheets.diagram.look import STEP
from flowsheets.document.paths import TARGET, owners_by_tag, parse_path
from flowsheets.document.targets import specification_of
from flowsheets.results.table import Table
from unitops.errors import RaffinateError
from unitops.quantities import format_number

MOST = 20


class DriversTab(ResultTab):
    """A result to choose, the bars, and a sentence that says what the bar at hand means."""

    def __init__(self, shown: Shown, parent: QWidget | None = None) -> None:
        super().__init__(shown, parent)
        self.which = QComboBox(self)
        self.which.setAccessibleName("Result that is driven")
        self.which.setEditable(True)
        self.which.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.which.setMinimumWidth(300)
        self.which.setMaxVisibleItems(24)
        completer = QCompleter(self.which.model(), self.which)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.which.setCompleter(completer)
        self.which.currentIndexChanged.connect(lambda _index: self._ask())
        label = QLabel("What drives", self)
        label.setProperty("role", "quiet")
        self.controls.addWidget(label)
        self.controls.addWidget(self.which)
        self.end_controls()
        self.tornado = Tornado(self.session.theme, self)
        self.tornado.pointed.connect(self._say)
        self.tornado.jumped.connect(lambda bar: self.shown.show_place([bar.path]))
        self.sentence = QLabel(self)
        self.sentence.setWordWrap(True)
        self.sentence.setContentsMargins(3 * STEP, STEP, 3 * STEP, 2 * STEP)
        self.body.addWidget(self.tornado)
        self.body.addWidget(self.sentence)

    @property
    def result(self) -> str:
        """The indicator or path that is chosen."""
        return str(self.which.currentData() or "")

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
        result = self.result
        if self.shown.solution is None or not result:
            return

        def take(content: Any) -> None:
            if result == self.result:
                self._put(msgspec.convert(content, Table))

        self.shown.ask("drivers", take, self._explain, result=result, most=MOST)

    def _put(self, table: Table) -> None:
        bars = [self._bar(str(row[0]), row[2], row[4], str(row[6])) for row in table.rows]
        if not bars:
            step = NextStep(f"No entered number moves {self.which.currentText()}.", "Show the indicators", "indicators")
            self.say_instead(step)
            return
        self.say_instead(None)
        self.tornado.put(bars)

    def _bar(self, path: str, more: object, less: object, switch: str) -> Bar:
        parsed = parse_path(path)
        pull, other = (float(one) if isinstance(one, float | int) else 0.0 for one in (more, less))
        held = self._entered(path)
        name = spoken_path(parsed)
        if isinstance(held, Mapping):  # a reaction is known by what it converts
            held, name = held.get("conversion", ""), f"conversion of {held.get('of', '')}, reaction {name.split()[-1]}"
        text = printed_quantity(str(held)) if isinstance(held, str | float | int) and not isinstance(held, bool) else ""
        return Bar(f"{parsed.owner} {name}", text, pull, path, other, switch)

    def _entered(self, path: str) -> object:
        """What stands in the field of an input: a text or a number, or the fields of a reaction."""
        solution = self.shown.solution
        assert solution is not None
        sheet, parsed = solution.sheet, parse_path(path)
        if parsed.field == TARGET:
            demand = specification_of(sheet, path)
            return sheet.specifications[demand].target if demand else None
        record = sheet.units.get(owners_by_tag(sheet).get(parsed.owner, ""))
        held = record.parameters.get(parsed.name) if record else None
        if isinstance(held, Mapping):
            inner = held.get("species", held) if parsed.name == "composition" else held
            return inner.get(parsed.argument) if isinstance(inner, Mapping) else None
        if isinstance(held, Sequence) and not isinstance(held, str) and parsed.argument.isdigit():
            return held[int(parsed.argument)] if int(parsed.argument) < len(held) else None
        return held

    def _say(self, bar: Bar) -> None:
        kelvin = ", counted from 0 K" if "temperature" in bar.name else ""
        told = f"1 % more of {bar.name}{kelvin} {_moves(bar.pull, self.which.currentText())}"
        if bar.switch:
            told += f", 1 % less {_moves(bar.less, 'it')}: one-sided, {bar.switch}."
        else:
            told += ". The slope is exact at this solution."
        self.sentence.setText(told)

    def _explain(self, why: str) -> None:
        self.say_instead(NextStep(f"Its drivers cannot be told: {why}", "Show the indicators", "indicators"))

    def set_stale(self, stale: bool) -> None:
        """Dim the bars."""
        self.tornado.stale = stale
        self.tornado.viewport().update()


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
