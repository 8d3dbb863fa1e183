"""The search: found by words, taken by keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.editor.window.main_window import MainWindow
from app.editor.window.search import ENTRY, Search
from app.editor.window.search_entries import Entry


def _titles(search: Search) -> list[str]:
    return [entry.title for entry in _entries(search)]


def _entries(search: Search) -> list[Entry]:
    return [search.model.index(row, 0).data(ENTRY) for row in range(search.model.rowCount())]


@pytest.fixture
def search(opened: Callable[[str], MainWindow], qtbot: QtBot) -> Search:
    window = opened("cyanide_ccd")
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window.canvas, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    found = window.overlays.search
    qtbot.waitUntil(found.isVisible)
    assert found.field.hasFocus()
    return found


def test_a_tag_leads_to_the_unit(search: Search, window: MainWindow) -> None:
    key, unit = next(iter(window.session.document.sheet.units.items()))
    shown: list[str] = []
    window.session.selection.shown.connect(shown.append)
    QTest.keyClicks(search.field, unit.tag)
    assert _titles(search)[0] == unit.tag
    QTest.keyClick(search.field, Qt.Key.Key_Return)
    assert shown == [key]
    assert window.session.selection.only == key
    assert not search.isVisible()


def test_a_stream_is_found_by_its_tag(search: Search, window: MainWindow) -> None:
    tag = next(iter(window.session.document.sheet.streams.values())).tag
    QTest.keyClicks(search.field, tag)
    assert tag in _titles(search)[:3]


def test_an_action_is_run(search: Search, window: MainWindow) -> None:
    QTest.keyClicks(search.field, "select al")
    assert _titles(search)[0] == "Select all"
    QTest.keyClick(search.field, Qt.Key.Key_Return)
    assert len(window.session.selection.units) == len(window.session.document.sheet.units)


def test_a_unit_operation_is_added(search: Search, window: MainWindow) -> None:
    before = len(window.session.document.sheet.units)
    QTest.keyClicks(search.field, "add thick")
    assert _titles(search)[0] == "Add: Thickener"
    QTest.keyClick(search.field, Qt.Key.Key_Return)
    assert len(window.session.document.sheet.units) == before + 1


def test_arrows_go_round_and_choose(search: Search) -> None:
    QTest.keyClicks(search.field, "tank")
    last = search.model.rowCount() - 1
    assert last > 2
    QTest.keyClick(search.field, Qt.Key.Key_Up)
    assert search.list.currentIndex().row() == last
    QTest.keyClick(search.field, Qt.Key.Key_Down)
    assert search.list.currentIndex().row() == 0
    QTest.keyClick(search.field, Qt.Key.Key_PageDown)
    assert search.list.currentIndex().row() > 1


def test_species_and_handbook_pages_are_read(search: Search, window: MainWindow) -> None:
    QTest.keyClicks(search.field, "water")
    species = next(entry for entry in _entries(search) if entry.kind == "Species")
    species.run()
    card = window.overlays.help
    assert card.isVisible()
    assert "g/mol" in card.text.toPlainText()
    QTest.keyClick(card.text, Qt.Key.Key_Escape)
    assert not card.isVisible()
    window.overlays.help.show_operation("Thickener")
    assert card.title.text() == "Thickener"
    assert "Ports" in card.text.toPlainText()


def test_escape_and_a_click_elsewhere_close_it(search: Search, window: MainWindow) -> None:
    QTest.keyClick(search.field, Qt.Key.Key_Escape)
    assert not search.isVisible()
    assert window.canvas.hasFocus()
    search.enter()
    QTest.mouseClick(window.canvas.viewport(), Qt.MouseButton.LeftButton)
    assert not search.isVisible()


def test_nothing_found_says_so(search: Search) -> None:
    QTest.keyClicks(search.field, "unicorn zirkus")
    assert search.model.rowCount() == 0
    QTest.keyClick(search.field, Qt.Key.Key_Return)
    assert search.isVisible()
