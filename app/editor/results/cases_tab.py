"""Cases side by side: each solved beside the window when it is looked at, with its difference to the sheet as drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from app.editor.document.change import Change
from app.editor.results.grid import remembered
from app.editor.results.indicator_grid import SolvedCase, cases_grid, entered_values, new_case, values_that_differ
from app.editor.results.result_tab import ResultTab
from app.editor.results.shown import NextStep, Shown
from app.editor.results.table_model import TableModel
from app.editor.results.table_view import TableView
from flowsheets.document.editing import with_record, with_values, without_record

NONE_YET = NextStep(
    "There are no cases: change some values, then keep them as a case.", "Keep the values as a case", "add a case"
)


class CasesTab(ResultTab):
    """The cases of the document; they are solved one after another, so that an edit never waits for all of them."""

    def __init__(self, shown: Shown, parent: QWidget | None = None) -> None:
        super().__init__(shown, parent)
        self._solved: dict[str, SolvedCase] = {}
        self._asked: dict[str, Mapping[str, Any]] = {}  # the values that each was asked of
        self._opened = self.session.document.sheet
        self.name = QLineEdit(self)
        self.name.setPlaceholderText("Name of a new case")
        self.name.setAccessibleName("Name of a new case")
        self.name.setMaximumWidth(220)
        self.name.returnPressed.connect(self.add)
        self.add_button = QPushButton("Keep the values as a case", self)
        self.add_button.setToolTip(
            "What was changed since the sheet was opened or saved; else what stands in the fields of the selected units"
        )
        self.add_button.clicked.connect(self.add)
        self.use_button = QPushButton("Put into the sheet", self)
        self.use_button.clicked.connect(self.use)
        self.delete_button = QPushButton("Delete", self)
        self.delete_button.setAccessibleName("Delete the case")
        self.delete_button.clicked.connect(self.delete)
        for widget in (self.name, self.add_button, self.use_button, self.delete_button):
            self.controls.addWidget(widget)
        self.end_controls()
        self.model = TableModel(self.session.theme, self)
        self.view = TableView(self.model, self.session.theme, self)
        self.view.setAccessibleName("Cases")
        self.view.unit_chosen.connect(self._keep_unit)
        self.view.place_wanted.connect(shown.show_place)
        self.view.selectionModel().currentChanged.connect(self._tell_case)
        self.body.addWidget(self.view)
        self.session.document.replaced.connect(self._remember)
        self.session.document.renamed.connect(self._remember)
        self.session.document.changed.connect(self._follow_document)
        self._tell_case(QModelIndex())

    # -- solving ----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Solve the cases of the sheet anew."""
        self._solved, self._asked = {}, {}
        self._lay_out()
        self._solve_next()

    def _solve_next(self) -> None:
        """Ask for the first case that is not solved; its answer asks for the next."""
        solution = self.shown.solution
        if solution is None or self.shown.is_stale or not self.isVisible():
            self._is_old = True
            return
        cases = self.session.document.sheet.cases
        key = next((key for key in cases if key not in self._solved), None)
        if key is None:
            return
        values = cases[key].values

        def take(content: Any) -> None:
            self._take(key, values, SolvedCase(content))

        def refused(why: str) -> None:
            self._take(key, values, SolvedCase(refusal=why))

        self._solved[key], self._asked[key] = SolvedCase(), values
        self._lay_out()
        self.shown.ask("case", take, refused, values=values)

    def _take(self, key: str, values: Mapping[str, Any], solved: SolvedCase) -> None:
        case = self.session.document.sheet.cases.get(key)
        if case is None or case.values != values:
            self._solved.pop(key, None)
        else:
            self._solved[key] = solved
        self._lay_out()
        self._solve_next()

    def _lay_out(self) -> None:
        solution = self.shown.solution
        if solution is None:
            return
        sheet = self.session.document.sheet
        self.say_instead(None if sheet.cases else NONE_YET)
        grid = cases_grid(sheet, solution.written["indicators"], self._solved)
        self.model.put(replace(grid, hours=self.shown.hours), self.session.settings.values.units, "h")

    # -- editing ----------------------------------------------------------------------------------------------------

    @property
    def case(self) -> str:
        """The case in whose column a person is; '' outside of them."""
        column = self.view.currentIndex().column()
        headings = self.model.grid.headings
        key = headings[column].owner if 0 <= column < len(headings) else ""
        return key if key in self.session.document.sheet.cases else ""

    def add(self) -> None:
        """Keep what was changed since opening or saving as a case, else the values of the selected units."""
        document = self.session.document
        values = values_that_differ(self._opened, document.sheet) or entered_values(
            document.sheet, self.session.selection.units
        )
        if not values:
            words = "A case keeps values: change some, or select the units whose values it is to keep."
            self.say_instead(
                NextStep(
                    words,
                    "Back to the cases" if document.sheet.cases else "Select a feed",
                    "cases" if document.sheet.cases else "select a feed",
                )
            )
            return
        name, case = new_case(document.sheet, self.name.text(), values)
        self.name.clear()
        document.do(f"Add the case {name}", with_record(document.sheet, "cases", name, case))

    def use(self) -> None:
        """Put the values of a case into the sheet."""
        document = self.session.document
        if self.case:
            values = document.sheet.cases[self.case].values
            document.do(f"Use the case {self.case}", with_values(document.sheet, values))

    def delete(self) -> None:
        """Take a case out of the document."""
        document = self.session.document
        if self.case:
            document.do(f"Delete the case {self.case}", without_record(document.sheet, "cases", self.case))

    def show_cases(self) -> None:
        """Back from a sentence to the table."""
        self._lay_out()

    def _tell_case(self, _index: QModelIndex) -> None:
        for button in (self.use_button, self.delete_button):
            button.setEnabled(bool(self.case))

    def _remember(self) -> None:
        if not self.session.document.is_modified:
            self._opened = self.session.document.sheet

    def _follow_document(self, change: Change) -> None:
        if "cases" in change.sections:
            cases = self.session.document.sheet.cases
            known = {key for key, values in self._asked.items() if key in cases and cases[key].values == values}
            self._solved = {key: held for key, held in self._solved.items() if key in known}
            self._lay_out()
            self._solve_next()

    def _keep_unit(self, key: str, unit: str) -> None:
        settings = self.session.settings
        settings.put(units={**settings.values.units, key: remembered(unit, "h")})
        self._lay_out()

    def set_stale(self, stale: bool) -> None:
        """Dim the numbers."""
        self.model.set_stale(stale)
        if not stale and self._is_old and self.isVisible() and self.shown.solution is not None:
            self._is_old = False
            self.refresh()
