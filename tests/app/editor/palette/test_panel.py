"""The palette with real keys and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QDrag
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.editor.canvas.placing import dragged_operation
from app.editor.palette.operations import entries, trades
from app.editor.palette.panel import WIDTH, PalettePanel
from app.editor.palette.tree import OPERATION, OperationTree
from app.editor.session import Session
from app.editor.window.main_window import MainWindow


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> PalettePanel:
    made = PalettePanel(session)
    qtbot.addWidget(made)
    made.resize(WIDTH, 600)
    made.show()
    QTest.qWaitForWindowExposed(made)
    return made


def _shown(tree: OperationTree) -> list[str]:
    model = tree.model()
    found = []
    for row in range(model.rowCount()):
        heading = model.index(row, 0)
        if not tree.isRowHidden(row, QModelIndex()) and tree.isExpanded(heading):
            children = range(model.rowCount(heading))
            found += [model.index(c, 0, heading).data(OPERATION) for c in children if not tree.isRowHidden(c, heading)]
    return found


def _index(tree: OperationTree, operation: str) -> QModelIndex:
    model = tree.model()
    for row in range(model.rowCount()):
        heading = model.index(row, 0)
        for child in range(model.rowCount(heading)):
            if model.index(child, 0, heading).data(OPERATION) == operation:
                return model.index(child, 0, heading)
    raise AssertionError(operation)


def _asked(panel: PalettePanel) -> list[str]:
    asked: list[str] = []
    panel.wanted.connect(asked.append)
    return asked


def test_all_are_shown_under_their_trades(panel: PalettePanel) -> None:
    assert sorted(_shown(panel.tree)) == sorted(entries())
    assert panel.tree.model().rowCount() == len(trades())
    assert panel.tree.visualRect(_index(panel.tree, "Feed")).height() >= 24


def test_typing_narrows_and_enter_asks_for_the_best(panel: PalettePanel) -> None:
    asked = _asked(panel)
    panel.field.setFocus()
    QTest.keyClicks(panel.field, "thick")
    assert "Thickener" in _shown(panel.tree)
    assert "Pump" not in _shown(panel.tree)
    QTest.keyClick(panel.field, Qt.Key.Key_Return)
    assert asked == ["Thickener"]
    QTest.keyClick(panel.field, Qt.Key.Key_Escape)
    assert sorted(_shown(panel.tree)) == sorted(entries())


def test_arrows_and_enter_in_the_list(panel: PalettePanel) -> None:
    asked = _asked(panel)
    panel.field.setFocus()
    QTest.keyClick(panel.field, Qt.Key.Key_Down)
    assert panel.tree.hasFocus()
    QTest.keyClick(panel.tree, Qt.Key.Key_Down)
    QTest.keyClick(panel.tree, Qt.Key.Key_Return)
    assert asked == [_shown(panel.tree)[0]]
    QTest.keyClick(panel.tree, Qt.Key.Key_Up)
    QTest.keyClick(panel.tree, Qt.Key.Key_Up)
    assert panel.field.hasFocus()
    panel.tree.setFocus()
    QTest.keyClicks(panel.tree, "m")
    assert panel.field.hasFocus()
    assert panel.field.text() == "m"


def test_double_click_asks(panel: PalettePanel) -> None:
    asked = _asked(panel)
    place = panel.tree.visualRect(_index(panel.tree, "Mixer")).center()
    QTest.mouseClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == ["Mixer"]


def test_trades_fold_by_mouse_and_key_and_stay_folded(panel: PalettePanel) -> None:
    heading = panel.tree.model().index(0, 0)
    QTest.mouseClick(
        panel.tree.viewport(), Qt.MouseButton.LeftButton, pos=panel.tree.visualRect(heading).center() + QPoint(0, 1)
    )
    assert not panel.tree.isExpanded(heading)
    QTest.keyClicks(panel.field, "mixer")
    assert "Mixer" in _shown(panel.tree)
    panel.field.clear()
    assert not panel.tree.isExpanded(heading)
    panel.tree.setCurrentIndex(heading)
    QTest.keyClick(panel.tree, Qt.Key.Key_Return)
    assert panel.tree.isExpanded(heading)


def test_nothing_found_says_so(panel: PalettePanel) -> None:
    QTest.keyClicks(panel.field, "unicorn")
    assert not panel.tree.isVisible()
    QTest.mouseClick(panel._all, Qt.MouseButton.LeftButton)
    assert panel.tree.isVisible()


def test_a_drag_carries_the_operation_and_its_symbol(panel: PalettePanel, monkeypatch: pytest.MonkeyPatch) -> None:
    drags: list[tuple[str | None, int]] = []

    def record(drag: QDrag, _actions: Qt.DropAction) -> Qt.DropAction:
        drags.append((dragged_operation(drag.mimeData()), drag.pixmap().width()))
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", record)
    place = panel.tree.visualRect(_index(panel.tree, "Splitter")).center()
    port = panel.tree.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseMove(port, place + QPoint(30, 0))
    QTest.mouseMove(port, place + QPoint(60, 0))
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=place + QPoint(60, 0))
    panel.tree.setCurrentIndex(_index(panel.tree, "Splitter"))
    if not drags:  # without a screen Qt makes no drag of simulated moves
        panel.tree.startDrag(Qt.DropAction.CopyAction)
    assert drags[0][0] == "Splitter"
    assert drags[0][1] > 0


def test_enter_puts_the_unit_onto_the_sheet(window: MainWindow, qapp: QApplication) -> None:
    window.actions_["add unit"].trigger()
    field = window.palette_panel.field
    QTest.keyClicks(field, "pump")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert [unit.operation for unit in window.session.document.sheet.units.values()] == ["Pump"]
