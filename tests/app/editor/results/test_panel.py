"""The results panel in a window: tables, empty states, problems, staleness."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.editor.results import listing
from app.editor.results.panel import ResultsPanel
from app.editor.results.problems_tab import ProblemsTab
from app.editor.results.streams_tab import StreamsTab
from app.editor.results.tables_tab import TablesTab
from app.editor.solving.messages import Fault
from app.editor.solving.solver import Standing
from app.editor.window.main_window import MainWindow
from flowsheets.document.editing import with_parameter
from flowsheets.results.tables import WHERE

LONG = 40_000


@pytest.fixture
def panel(qtbot: Any, session: Any) -> ResultsPanel:
    made = ResultsPanel(session)
    qtbot.addWidget(made)
    made.show()
    return made


def solved(opened: Callable[[str], MainWindow], qtbot: Any) -> MainWindow:
    window = opened("cyanide_ccd")
    qtbot.waitUntil(lambda: window.session.solver.is_current, timeout=LONG)
    return window


def test_every_table_can_be_found() -> None:
    listed = {key for tables in listing.EVERY_TABLE.values() for key, _ in tables}
    assert listed == set(WHERE)


def test_an_empty_sheet_says_the_next_step(panel: ResultsPanel) -> None:
    for title in ("Streams", "Balances"):
        panel.show_page(title)
        page = panel.page(title)
        assert isinstance(page, TablesTab)
        assert page.says.startswith("The sheet is empty")


def test_problems_are_counted_and_lead_to_their_place(panel: ResultsPanel, session: Any, qtbot: Any) -> None:
    from flowsheets.library import path

    session.document.open_file(path("cyanide_ccd"))
    unit = next(iter(session.document.sheet.units))
    tag = session.document.sheet.units[unit].tag
    faults = (
        Fault("warning", "", "One estimate matters.", owners=()),
        Fault("error", tag, "It has no wash water.", "Connect a stream to 'wash'.", owners=(unit,)),
    )
    session.solver._stand(Standing.INCOMPLETE, faults)
    page = panel.problems
    assert [fault.severity for fault in page.faults] == ["error", "warning"]
    titles = [panel.bar.tabText(k) for k in range(panel.bar.count())]
    assert "Problems (2)" in titles
    panel.show_page("Problems")
    at = page.view.visualRect(page.view.model().index(0, 0)).center()
    qtbot.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert session.selection.only == unit
    session.solver._stand(Standing.INCOMPLETE, faults[1:])
    assert [fault.severity for fault in page.faults] == ["error"]


def test_results_appear_go_stale_and_come_back(opened: Callable[[str], MainWindow], qtbot: Any) -> None:
    window = solved(opened, qtbot)
    session, page = window.session, window.results.page("Streams")
    assert isinstance(page, StreamsTab)
    qtbot.waitUntil(lambda: page.model.rowCount() > 0, timeout=LONG)
    assert not page.model.is_stale
    tags = {stream.tag for stream in session.document.sheet.streams.values()}
    assert {h.name for h in page.model.grid.headings[2:]} <= tags
    session.solver.set_automatic(False)
    unit, record = next((k, u) for k, u in session.document.sheet.units.items() if u.operation == "Feed")
    session.document.do("Change", with_parameter(session.document.sheet, unit, "temperature", "31 degC"))
    assert page.model.is_stale
    assert page.model.rowCount() > 0, "the numbers stay, dimmed"
    session.document.undo_stack.undo()
    assert not page.model.is_stale
    assert record


def test_period_and_units_are_kept_and_flows_follow(opened: Callable[[str], MainWindow], qtbot: Any) -> None:
    window = solved(opened, qtbot)
    results, settings = window.results, window.session.settings
    results.show_table("streams")
    page = results.page("Streams")
    assert isinstance(page, StreamsTab)
    qtbot.waitUntil(lambda: page.model.grid.key == "streams", timeout=LONG)
    mass = next(k for k, heading in enumerate(page.model.grid.headings) if heading.name == "mass")
    hourly = page.model.value(0, mass)
    assert isinstance(hourly, float)
    page._keep_unit(page.model.grid.headings[mass].key, "kg/h")
    assert page.model.value(0, mass) == pytest.approx(1000 * hourly)
    page.period.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.model.heading_unit(mass) == "kg/d", timeout=LONG)
    assert page.model.value(0, mass) == pytest.approx(24_000 * hourly)
    assert settings.values.table_period == "d"


def test_another_sheet_does_not_show_the_results_of_the_one_before(
    opened: Callable[[str], MainWindow], qtbot: Any
) -> None:
    window = solved(opened, qtbot)
    page = window.results.page("Streams")
    assert isinstance(page, StreamsTab)
    qtbot.waitUntil(lambda: page.model.rowCount() > 0, timeout=LONG)
    window.session.solver.set_automatic(False)
    opened("kcl_crystallisation")
    assert window.results.shown.solution is None
    assert page.says


def test_what_closes_is_said(opened: Callable[[str], MainWindow], qtbot: Any) -> None:
    window = solved(opened, qtbot)
    page = window.results.page("Problems")
    assert isinstance(page, ProblemsTab)
    assert page.says.startswith("Nothing is wrong") or page.faults
