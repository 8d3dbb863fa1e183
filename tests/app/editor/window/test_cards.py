"""Settings, keys, about: cards over the sheet that are never modal."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.editor.settings import Settings
from app.editor.window.main_window import MainWindow


def test_settings_apply_as_they_are_chosen(window: MainWindow) -> None:
    window.actions_["settings"].trigger()
    card = window.overlays.settings
    assert card.isVisible()
    assert card.theme.hasFocus()
    QTest.keyClick(card.theme, Qt.Key.Key_End)
    card.theme.activated.emit(card.theme.currentIndex())
    assert window.session.theme.palette.name == "dark"
    QTest.mouseClick(card.grid, Qt.MouseButton.LeftButton, pos=card.grid.rect().center() * 0.2)
    assert not window.session.settings.values.show_grid
    QTest.keyClick(card.labels["pressure"], Qt.Key.Key_Space)
    assert window.session.settings.values.stream_labels == ("mass flow", "temperature", "pressure")
    QTest.keyClick(card.solving, Qt.Key.Key_Space)
    assert not window.session.solver.automatic
    kept = Settings(window.session.settings.folder).values
    assert (kept.theme, kept.show_grid, kept.solve_automatically) == ("dark", False, False)
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert not card.isVisible()
    window.session.theme.choose("light")


def test_a_card_follows_the_window_and_gives_the_keyboard_back(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    window.canvas.setFocus()
    card = window.overlays.overview
    card.enter()
    window.resize(1280, 720)
    qtbot.waitUntil(lambda: window.rect().contains(card.geometry()))
    QTest.keyClick(card.text, Qt.Key.Key_Escape)
    assert window.canvas.hasFocus()


def test_keys_are_listed_and_no_two_are_alike(window: MainWindow) -> None:
    window.actions_["keys"].trigger()
    text = window.overlays.overview.text.toPlainText()
    for action, made in window.actions_.all:
        if action.keys:
            assert action.title.rstrip("…") in text
            assert made.shortcut().toString() in text
    taken = Counter(key.toString() for _action, made in window.actions_.all for key in made.shortcuts())
    assert [key for key, times in taken.items() if times > 1] == []


def test_about_names_versions_and_copies_them(window: MainWindow) -> None:
    window.actions_["about"].trigger()
    card = window.overlays.about
    (button,) = card.findChildren(QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert "Raffinate 0." in copied
    assert "casadi" in copied
    assert "The Raffinate authors" in copied


def test_everything_has_an_accessible_name(window: MainWindow) -> None:
    overlays = window.overlays
    for card in (overlays.search, overlays.help, overlays.overview, overlays.about, overlays.settings):
        assert card.accessibleName()
        for button in card.findChildren(QPushButton):
            assert button.accessibleName() or button.text()
        assert card.close_button.accessibleName()
