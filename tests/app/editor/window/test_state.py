"""The words on where the sheet stands: they name the unit, and a click on them leads to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.editor.canvas.placing import place_somewhere
from app.editor.look.elided_label import ElidedLabel
from app.editor.solving.solver import Standing
from app.editor.window.main_window import MainWindow


def test_the_state_names_the_unit_and_leads_to_it(window: MainWindow, qtbot: QtBot) -> None:
    solver, selection = window.session.solver, window.session.selection
    key = place_somewhere(window.canvas, "Splitter")
    qtbot.waitUntil(lambda: solver.standing is Standing.INCOMPLETE and bool(solver.faults), timeout=10_000)
    labels = window.top_bar.findChildren(ElidedLabel)
    (state,) = (label for label in labels if label.accessibleName() == "State of the solution")
    assert state.text().startswith("Not complete: SP-101: ")
    assert "_" not in state.text()
    selection.clear()
    qtbot.mouseClick(state, Qt.MouseButton.LeftButton)
    assert selection.ids == {key}
    assert window.results.problems.isVisibleTo(window)


def test_the_sheet_does_not_jump_when_a_solve_ends(opened: Callable[[str], MainWindow], qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    qtbot.wait(50)
    before = window.results.height()
    qtbot.waitUntil(lambda: window.session.solver.is_current, timeout=30_000)
    qtbot.wait(50)
    assert window.results.height() == before
    for page in ("Problems", "Cases", "Sankey"):
        window.results.show_page(page)
        qtbot.wait(20)
        assert window.results.height() == before


def test_a_long_state_leaves_the_name_of_the_sheet_its_room(opened: Callable[[str], MainWindow], qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    labels = window.top_bar.findChildren(ElidedLabel)
    (state,) = (label for label in labels if label.accessibleName() == "State of the solution")
    (name,) = (label for label in labels if label.text() == window.session.document.title)
    state.setText("Not complete: too much is specified of what is left free, and more words than the bar holds. " * 3)
    qtbot.wait(50)
    assert name.width() >= name.sizeHint().width()
