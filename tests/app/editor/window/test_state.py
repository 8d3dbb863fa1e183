"""The words on where the sheet stands: they name the unit, and a click on them leads to it."""

from __future__ import annotations

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
