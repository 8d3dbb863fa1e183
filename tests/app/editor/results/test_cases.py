"""Cases: kept from changed values, solved beside the window, compared with the sheet as drawn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.editor.results.adjustable import adjustables, with_number
from app.editor.results.cases_tab import CasesTab
from app.editor.results.indicator_grid import SolvedCase, cases_grid, change_grid, new_case, values_that_differ
from app.editor.window.main_window import MainWindow
from flowsheets.document.editing import with_record
from flowsheets.document.records import CaseRecord, Flowsheet, UnitRecord

SHEET = Flowsheet(
    name="small",
    units={"u1": UnitRecord(tag="F-1", operation="Feed", parameters={"rate": "2 t/h"})},
    cases={"more": CaseRecord(values={"u1.rate": "3 t/h"}), "none": CaseRecord(values={"u1.rate": "0 t/h"})},
)
BASE = {"product": {"value": 2.0, "unit": "t/h"}}


def test_cases_stand_beside_the_sheet_as_drawn() -> None:
    solved = {"more": SolvedCase({"product": {"value": 3.0, "unit": "t/h"}}), "none": SolvedCase(refusal="no way")}
    grid = cases_grid(SHEET, BASE, solved)
    assert [heading.name for heading in grid.headings[3:]] == ["more", "more, change", "none", "none, change"]
    rows = {row.cells[0]: row.cells for row in grid.rows}
    assert rows["F-1 rate"][2:4] == ("2 t/h", "3 t/h")
    assert rows["product"][2:5] == (2.0, 3.0, pytest.approx(50.0))
    assert rows["state"][5] == "no way"


def test_changes_are_relative_to_the_start() -> None:
    now = {"product": {"value": 2.5, "unit": "t/h"}}
    assert change_grid(BASE, now).rows[0].cells[-1] == pytest.approx(25.0)
    assert change_grid({}, now).rows[0].cells[-1] is None


def test_a_case_takes_what_differs_and_a_name_of_its_own() -> None:
    unit = UnitRecord(tag="F-1", operation="Feed", parameters={"rate": "5 t/h"})
    changed = Flowsheet(name="small", units={"u1": unit}, cases=SHEET.cases)
    assert values_that_differ(SHEET, changed) == {"u1.rate": "5 t/h"}
    assert values_that_differ(SHEET, SHEET) == {}
    name, case = new_case(changed, "more", {"u1.rate": "5 t/h"})
    assert name == "more 2"
    assert with_record(changed, "cases", name, case).cases.keys() == {"more", "none", "more 2"}


def test_a_case_is_kept_solved_used_and_deleted(opened: Callable[[str], MainWindow], qtbot: Any) -> None:
    window = opened("cyanide_ccd")
    session, results = window.session, window.results
    qtbot.waitUntil(lambda: session.solver.is_current, timeout=40_000)
    results.show_page("Cases")
    page = results.page("Cases")
    assert isinstance(page, CasesTab)
    assert page.says.startswith("There are no cases")
    page.add()
    assert page.says.startswith("A case keeps values")
    sheet = session.document.sheet
    unit, item = next((unit, items[0]) for unit in sheet.units if (items := adjustables(sheet, unit)))
    changed = with_number(sheet, item, item.low + 0.55 * (item.high - item.low))
    session.document.do("Change", changed)
    qtbot.waitUntil(lambda: session.solver.is_current, timeout=40_000)
    page.name.setText("trial")
    qtbot.keyClick(page.name, Qt.Key.Key_Return)
    assert session.solver.is_current
    assert session.document.sheet.cases["trial"].values == {
        f"{unit}.{item.name}": changed.units[unit].parameters[item.name]
    }
    qtbot.waitUntil(lambda: bool((page._solved.get("trial") or SolvedCase()).indicators), timeout=40_000)
    column = next(k for k, h in enumerate(page.model.grid.headings) if h.owner == "trial")
    page.view.setCurrentIndex(page.model.index(1, column))
    assert page.use_button.isEnabled()
    qtbot.mouseClick(page.delete_button, Qt.MouseButton.LeftButton)
    assert not session.document.sheet.cases
