"""A sheet with unsaved changes is left by keys: saved, thrown away, or not left at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.editor.window.main_window import MainWindow
from flowsheets.document.file import load

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def edited(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window with a change that is not saved."""
    document = window.session.document
    document.do("Set", replace(document.sheet, title="Kiln of the north plant"))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.canvas.setFocus()
    return window


def _press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def _save_to(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments, **_words: (str(path), ""))


def test_closing_asks_and_escape_stays(edited: MainWindow) -> None:
    _press(Qt.Key.Key_W, CONTROL)
    card = edited.files.leaving
    assert card.isVisible()
    assert edited.isVisible()
    assert card.title.text() == "Save the changes to Kiln of the north plant?"
    assert QApplication.focusWidget() is card.save
    _press(Qt.Key.Key_Escape)
    assert not card.isVisible()
    assert edited.isVisible()
    assert edited.canvas.hasFocus()
    assert edited.session.document.is_modified


def test_enter_saves_and_closes(edited: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kiln.flow.json"
    _save_to(monkeypatch, path)
    edited.close()
    _press(Qt.Key.Key_Return)
    assert load(path).title == "Kiln of the north plant"
    assert not edited.isVisible()


def test_what_is_not_saved_is_not_left(edited: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _save_to(monkeypatch, tmp_path / "none" / "kiln.flow.json")
    edited.close()
    _press(Qt.Key.Key_Return)
    assert edited.isVisible()
    assert edited.session.document.is_modified
    assert "cannot be saved" in edited.banners.text


def test_tab_reaches_throwing_away(edited: MainWindow) -> None:
    _press(Qt.Key.Key_N, CONTROL)
    card = edited.files.leaving
    _press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is card.stay
    _press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is card.discard
    _press(Qt.Key.Key_Space)
    assert edited.session.document.sheet.title == ""
    assert not edited.session.document.is_modified
    assert edited.isVisible()


def test_a_second_wish_takes_the_place_of_the_first(edited: MainWindow) -> None:
    edited.files.new()
    edited.close()
    edited.files.leaving.discard.click()
    assert not edited.isVisible()


def test_a_sheet_without_changes_is_left_at_once(window: MainWindow) -> None:
    left: list[bool] = []
    window.files.leave(lambda: left.append(True))
    assert left
    assert not window.files.leaving.isVisible()
