"""An empty sheet says what to do next, on itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.editor.results.convergence import ConvergencePlot
from app.editor.window.main_window import MainWindow
from flowsheets.document.editing import with_parameter

Opened = Callable[[str], MainWindow]
KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_an_empty_sheet_says_what_to_do_until_something_is_drawn(window: MainWindow, qtbot: QtBot) -> None:
    hint, canvas = window.canvas.empty_sheet, window.canvas
    window.actions_["new"].trigger()
    assert hint.isVisible()
    said = " ".join(label.text() for label in hint.findChildren(QLabel))
    assert all(way in said for way in ("palette", "press A", "Library of flowsheets"))
    assert "press A" in hint.accessibleName()
    assert canvas.viewport().geometry().contains(hint.geometry())
    canvas.setFocus()
    qtbot.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=hint.geometry().center())  # goes through
    qtbot.keyClick(canvas, KEY.Key_A)
    field = QApplication.focusWidget()
    assert field is not None
    qtbot.keyClicks(field, "mixer")
    qtbot.keyClick(field, KEY.Key_Return)
    assert len(window.session.document.sheet.units) == 1
    assert not hint.isVisible()
    qtbot.keyClick(window, KEY.Key_Z, CONTROL)
    assert hint.isVisible()


def test_iterations_of_a_former_solve_are_not_shown_for_an_incomplete_sheet(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    document, solver = window.session.document, window.session.solver
    qtbot.waitUntil(lambda: solver.is_current, timeout=30_000)
    window.results.show_page("Problems")
    plot = window.results.findChildren(ConvergencePlot)[0]
    qtbot.waitUntil(lambda: bool(plot.residuals), timeout=10_000)
    key = next(key for key, unit in document.sheet.units.items() if unit.operation == "Evaporator")
    document.do("Edit", with_parameter(document.sheet, key, "pressure", "3 kg"))
    qtbot.waitUntil(lambda: solver.standing.value == "incomplete", timeout=30_000)
    assert plot.residuals == []
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: bool(plot.residuals), timeout=30_000)
