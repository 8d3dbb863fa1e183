"""Panels folded away, full screen, dark, and that a window comes back as it was."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.editor.settings import Settings
from app.editor.start import open_window
from app.editor.window.main_window import MainWindow
from flowsheets.library import path


def test_panels_fold_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    for key, name in ((Qt.Key.Key_1, "palette"), (Qt.Key.Key_2, "inspector"), (Qt.Key.Key_3, "results")):
        QTest.keyClick(window.canvas, key, held)
        assert window.dock(name).isHidden()
        assert not window.actions_[f"show {name}"].isChecked()
        QTest.keyClick(window.canvas, key, held)
        assert not window.dock(name).isHidden()
        assert window.actions_[f"show {name}"].isChecked()


def test_the_sheet_alone_and_back(window: MainWindow) -> None:
    window.dock("results").hide()
    alone = window.actions_["sheet alone"]
    alone.trigger()
    assert all(window.dock(name).isHidden() for name in ("palette", "inspector", "results"))
    assert alone.isChecked()
    alone.trigger()
    assert [window.dock(name).isHidden() for name in ("palette", "inspector", "results")] == [False, False, True]


def test_dark_and_back(window: MainWindow) -> None:
    window.actions_["dark"].trigger()
    assert window.session.theme.palette.name == "dark"
    assert window.session.settings.values.theme == "dark"
    window.actions_["dark"].trigger()
    assert window.session.theme.palette.name == "light"


def test_a_window_comes_back_as_it_was(window: MainWindow, qapp: QApplication) -> None:
    window.dock("results").hide()
    window.close()
    again = open_window(settings=Settings(window.session.settings.folder))
    again.show()
    qapp.processEvents()
    assert again.dock("results").isHidden()
    assert not again.dock("palette").isHidden()
    again.close()


def test_recent_files_are_in_the_menu(window: MainWindow, tmp_path: Path) -> None:
    copy = tmp_path / "brine.flow.json"
    copy.write_bytes(path("kcl_crystallisation").read_bytes())
    window.session.settings.remember(tmp_path / "gone.flow.json")
    window.session.settings.remember(copy)
    menu = next(m for m in window.findChildren(QMenu) if m.title() == "Open recent")
    menu.aboutToShow.emit()
    names = {action.text().removeprefix("&1 ").removeprefix("&2 "): action for action in menu.actions()}
    assert not names["gone.flow.json"].isEnabled()
    names["brine.flow.json"].trigger()
    assert window.session.document.path == copy
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == "Forget these").trigger()
    assert window.session.settings.values.recent == ()


def test_the_keyboard_goes_from_part_to_part(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    window.canvas.setFocus()
    seen = []
    for _ in range(4):
        window.actions_["next part"].trigger()
        focused = window.focusWidget()
        assert focused is not None
        parts = {"sheet": window.canvas, "selection": window.inspector, "results": window.results}
        parts["palette"] = window.palette_panel
        seen += [name for name, part in parts.items() if part is focused or part.isAncestorOf(focused)]
    assert seen == ["selection", "results", "palette", "sheet"]
    window.actions_["part before"].trigger()
    assert window.palette_panel.isAncestorOf(window.focusWidget())
