"""A lime kiln from an empty window with mouse and keys only, solved, saved and exported: one set of numbers."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.editor.canvas.quick_add import QuickAdd
from app.editor.inspector.unit_page import UnitPage
from app.editor.solving.solver import Standing
from app.editor.window.main_window import MainWindow
from flowsheets.document.file import load
from flowsheets.sheet import Sheet
from tests.app.editor.lime_kiln import fill_in

LEFT = Qt.MouseButton.LeftButton
KEYS = Qt.Key


class Engineer:
    """Somebody at the mouse and the keyboard of a window."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.bot = window, qtbot
        self.document, self.view = window.session.document, window.canvas

    # -- the sheet --------------------------------------------------------------------------------------------------

    def add(self, words: str, operation: str) -> str:
        """Find a unit operation in the palette and press Enter; the new unit's id."""
        before = set(self.document.sheet.units)
        field = self.window.palette_panel.field
        self.bot.mouseClick(field, LEFT)
        self.bot.keyClick(field, KEYS.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.bot.keyClicks(field, words)
        self.bot.keyClick(field, KEYS.Key_Return)
        (made,) = set(self.document.sheet.units) - before
        assert self.document.sheet.units[made].operation == operation
        return made

    def open_page(self, unit: str) -> UnitPage:
        """Click on a unit; its page, built."""
        self.bot.mouseClick(self.view.viewport(), LEFT, pos=self.middle(unit))
        assert self.window.session.selection.ids == {unit}

        def shown() -> bool:
            page = self.window.inspector.page
            return isinstance(page, UnitPage) and page.key == unit

        self.bot.waitUntil(shown)
        page = self.window.inspector.page
        assert isinstance(page, UnitPage)
        page.finish()
        return page

    def drag(self, unit: str, by: QPoint) -> None:
        """Pull a unit to another place."""
        self.pull(self.middle(unit), self.middle(unit) + by)

    def pull(self, start: QPoint, end: QPoint) -> None:
        """Press, move in steps, let go."""
        port = self.view.viewport()
        self.bot.mouseMove(port, start)
        self.bot.mousePress(port, LEFT, pos=start)
        for step in range(1, 6):
            self.bot.mouseMove(port, start + (end - start) * step / 5)
        self.bot.mouseRelease(port, LEFT, pos=end)

    def middle(self, unit: str) -> QPoint:
        """Where a unit is seen."""
        self.settle()
        place = self.view.mapFromScene(QPointF(*self.view.sheet_scene.projection.units[unit].box.centre))
        assert self.view.viewport().rect().contains(place)
        return place

    def port(self, unit: str, name: str) -> QPoint:
        """Where a unit's port is seen."""
        self.settle()
        return self.view.mapFromScene(QPointF(*self.view.sheet_scene.units[unit].drawn.doors[name][0].contact))

    def follow(self, unit: str, port: str, to: QPoint, words: str) -> str:
        """Pull a stream onto the empty sheet and choose what comes next by typing; the new unit's id."""
        before = set(self.document.sheet.units)
        self.pull(self.port(unit, port), to)
        asked = next(each for each in self.view.findChildren(QuickAdd) if each.isVisible())
        self.bot.keyClicks(asked.field, words)
        self.bot.keyClick(asked.field, KEYS.Key_Return)
        (made,) = set(self.document.sheet.units) - before
        return made

    def settle(self) -> None:
        """Let what is drawn a moment later be drawn."""
        self.view.sheet_scene.projection.settle()
        QApplication.processEvents()

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Keys of the window; without a screen it is not the active one by itself once a list of it has closed."""
        self.window.activateWindow()
        self.bot.waitUntil(self.window.isActiveWindow)
        self.bot.keyClick(self.window, key, held)

    # -- the inspector ----------------------------------------------------------------------------------------------

    def enter(self, field: QWidget, text: str) -> None:
        """Click into a field, replace what stands there, close the list of species that it may have opened, Return."""
        self.bot.waitUntil(field.isVisible)
        self.bot.mouseClick(field, LEFT)
        self.bot.keyClick(field, KEYS.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.bot.keyClicks(field, text)
        popup = QApplication.activePopupWidget()
        if popup is not None:
            self.bot.keyClick(popup, KEYS.Key_Escape)
        self.bot.keyClick(field, KEYS.Key_Return)

    def push(self, button: QAbstractButton) -> None:
        """Click on a button."""
        self.bot.mouseClick(button, LEFT)

    def pick(self, choice: QComboBox, text: str) -> None:
        """Open a list with a click, go down to the entry that is wanted, and take it."""
        self.bot.waitUntil(choice.isVisible)
        self.bot.mouseClick(choice, LEFT)
        entries = choice.view()
        self.bot.waitUntil(entries.isVisible)
        for _entry in range(choice.count()):
            if entries.currentIndex().data() == text:
                break
            self.bot.keyClick(entries, KEYS.Key_Down)
        self.bot.keyClick(entries, KEYS.Key_Return)
        self.bot.waitUntil(lambda: not entries.isVisible())
        assert choice.currentText() == text


@pytest.fixture
def engineer(window: MainWindow, qtbot: QtBot) -> Engineer:
    """Sits before an empty window."""
    window.activateWindow()
    return Engineer(window, qtbot)


def _choose_files(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """The system's dialog, which has no place in a test, gives this path."""

    def given(*_arguments: object, **_words: object) -> tuple[str, str]:
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", given)


def _draw(engineer: Engineer) -> tuple[str, str]:
    """Limestone feed, kiln, lime and gas; ids of feed and kiln."""
    kiln = engineer.add("calciner", "Calciner")
    feed = engineer.add("feed", "Feed")
    engineer.drag(feed, engineer.middle(kiln) - engineer.middle(feed) - QPoint(190, 0))
    engineer.pull(engineer.port(feed, "outlet"), engineer.port(kiln, "feed"))
    engineer.follow(kiln, "calcine", engineer.middle(kiln) + QPoint(200, 60), "product")
    engineer.follow(kiln, "offgas", engineer.middle(kiln) + QPoint(200, -130), "product")
    return feed, kiln


def test_what_is_drawn_solved_saved_and_exported_is_one(
    engineer: Engineer, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, document = engineer.window, engineer.document
    solver = window.session.solver
    feed, kiln = _draw(engineer)
    assert len(document.sheet.units) == 4
    assert len(document.sheet.streams) == 3
    fill_in(engineer, feed, kiln)
    engineer.press(KEYS.Key_F5)
    qtbot.waitUntil(lambda: solver.is_current and solver.standing is not Standing.SOLVING, timeout=30_000)
    assert solver.standing is Standing.CLOSED, solver.faults

    saved = tmp_path / "kiln.flow.json"
    _choose_files(monkeypatch, saved)
    engineer.press(KEYS.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert load(saved) == document.sheet
    assert not document.is_modified

    exported = tmp_path / "result.json"
    _choose_files(monkeypatch, exported)
    window.actions_["export result"].trigger()
    qtbot.waitUntil(exported.exists, timeout=10_000)

    assert solver.solution is not None
    again = Sheet(load(saved)).solve()
    expected = json.loads(msgspec.json.encode(again.written))
    assert solver.solution.written == expected
    assert json.loads(exported.read_text(encoding="utf-8")) == expected
    lime = 12.0 * 0.94 * 0.96
    taken = expected["streams"][document.sheet.streams[_leaving(document.sheet, kiln, "offgas")].tag]
    assert taken["species_kg_per_h"]["CO2(g)"] / 1000.0 == pytest.approx(lime * 44.0095 / 100.0869, rel=1e-4)


def _leaving(sheet: object, unit: str, port: str) -> str:
    from flowsheets.document.records import Flowsheet

    assert isinstance(sheet, Flowsheet)
    return next(k for k, s in sheet.streams.items() if s.source and (s.source.unit, s.source.port) == (unit, port))
