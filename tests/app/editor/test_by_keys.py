"""A lime kiln drawn, connected, filled in, solved and exported without a mouse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.editor.canvas.connecting_by_keys import ConnectingByKeys
from app.editor.inspector.unit_page import UnitPage
from app.editor.solving.solver import Standing
from app.editor.window.main_window import MainWindow
from tests.app.editor.lime_kiln import fill_in

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
MOST_TABS = 120


class Typist:
    """Somebody at the keyboard of a window. Keys go to what has the focus, as they do for a person."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.bot = window, qtbot
        self.document, self.solver = window.session.document, window.session.solver

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """One key."""
        self.window.activateWindow()
        self.bot.waitUntil(self.window.isActiveWindow)
        QTest.keyClick(self._focused(), key, held)

    def type(self, text: str) -> None:
        """Letters, in place of what stands there; a list of species that opens is closed."""
        QTest.keyClick(self._focused(), KEY.Key_A, CONTROL)
        QTest.keyClicks(self._focused(), text)
        popup = QApplication.activePopupWidget()
        if popup is not None:
            QTest.keyClick(popup, KEY.Key_Escape)

    def add(self, words: str) -> str:
        """Add by name on the sheet; the new unit's id."""
        before = set(self.document.sheet.units)
        self.to_the_sheet()
        self.press(KEY.Key_A)
        QTest.keyClicks(self._focused(), words)
        self.press(KEY.Key_Return)
        (made,) = set(self.document.sheet.units) - before
        return made

    def to_the_sheet(self) -> None:
        """Go round the parts of the window until the sheet has the keyboard."""
        for _part in range(4):
            if self.window.canvas.hasFocus():
                return
            self.press(KEY.Key_F6)
        assert self.window.canvas.hasFocus()

    def connect(self, unit: str, port: str, far: tuple[str, str]) -> None:
        """Draw a stream from the chosen unit; Down goes through its ports, Tab through the others."""
        assert self.window.session.selection.ids == {unit}
        self.to_the_sheet()
        self.press(KEY.Key_C)
        gesture = self.window.canvas.gesture
        assert isinstance(gesture, ConnectingByKeys)
        self._step(KEY.Key_Down, lambda: gesture.pair is not None and gesture.pair[0] == (unit, port))
        self._step(KEY.Key_Tab, lambda: gesture.pair is not None and gesture.pair[1] == far)
        before = len(self.document.sheet.streams)
        self.press(KEY.Key_Return)
        assert len(self.document.sheet.streams) == before + 1

    def find(self, words: str) -> None:
        """What the search finds first."""
        self.press(KEY.Key_K, CONTROL)
        QTest.keyClicks(self._focused(), words)
        self.press(KEY.Key_Return)

    def open_page(self, unit: str) -> UnitPage:
        """A unit's page, with the keyboard in it."""
        self.find(self.document.sheet.units[unit].tag)
        assert self.window.session.selection.ids == {unit}
        page = self.window.inspector.page
        assert isinstance(page, UnitPage)
        self.bot.waitUntil(lambda: page.is_whole)
        self.press(KEY.Key_F2)
        return page

    def tab_to(self, widget: QWidget) -> None:
        """Tab until a widget has the keyboard."""
        self.bot.waitUntil(widget.isVisible)
        self._step(KEY.Key_Tab, lambda: QApplication.focusWidget() in (widget, widget.focusProxy()))

    def pick(self, choice: QComboBox, text: str) -> None:
        """Reach a list and go down to an entry."""
        self.tab_to(choice)
        self._step(KEY.Key_Down, lambda: choice.currentText() == text)

    def enter(self, field: QWidget, text: str) -> None:
        """Reach a field, write, and press Return."""
        self.tab_to(field)
        self.type(text)
        self.press(KEY.Key_Return)

    def push(self, button: QAbstractButton) -> None:
        """Reach a button and press the space bar."""
        self.tab_to(button)
        self.press(KEY.Key_Space)

    def _step(self, key: Qt.Key, until: object) -> None:
        assert callable(until)
        for _time in range(MOST_TABS):
            if until():
                return
            self.press(key)
        raise AssertionError(f"{key.name} does not lead there; the keyboard is at {self._focused()}")

    def _focused(self) -> QWidget:
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused


def test_draw_connect_fill_solve_and_export_by_keys_only(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typist = Typist(window, qtbot)
    window.activateWindow()
    window.canvas.setFocus()
    feed = typist.add("feed")
    kiln = typist.add("calciner")
    typist.connect(kiln, "feed", (feed, "outlet"))
    for port in ("calcine", "offgas"):
        product = typist.add("product")
        typist.connect(product, "inlet", (kiln, port))
    fill_in(typist, feed, kiln)
    typist.press(KEY.Key_F5)
    qtbot.waitUntil(lambda: typist.solver.is_current, timeout=30_000)
    assert typist.solver.standing is Standing.CLOSED, typist.solver.faults

    exported = tmp_path / "result.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments, **_words: (str(exported), ""))
    typist.find(window.actions_["export result"].text().rstrip("…"))
    qtbot.waitUntil(exported.exists, timeout=10_000)
    assert typist.solver.solution is not None
    assert json.loads(exported.read_text(encoding="utf-8")) == typist.solver.solution.written
