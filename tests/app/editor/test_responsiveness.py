"""The window answers while it solves, and when the solving process is stuck.

The bound is lenient, for machines that do other work at the same time; bench/editor_gaps.py measures.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.editor.inspector.unit_page import UnitPage
from app.editor.solving.solver import PATIENCE
from app.editor.window.main_window import MainWindow
from bench.event_loop import EventLoopGaps
from flowsheets.document.editing import with_parameter

LENIENT = 0.25
"""Longest that the event loop may be blocked in a test [s]; 0.05 on an idle machine."""
Opened = Callable[[str], MainWindow]


@pytest.fixture
def window_with_plant(opened: Opened, qtbot: QtBot) -> MainWindow:
    """The largest sheet of the library, solved."""
    window = opened("spodumene_li2co3")
    qtbot.waitUntil(lambda: window.session.solver.is_current, timeout=60_000)
    qtbot.wait(200)
    return window


@pytest.fixture
def gaps(qapp: QApplication) -> Iterator[EventLoopGaps]:
    """Measures from now on."""
    measured = EventLoopGaps()
    yield measured
    measured.stop()


def _warm_feed(window: MainWindow) -> str:
    sheet = window.session.document.sheet
    return next(key for key, unit in sheet.units.items() if unit.operation == "Feed" and "rate" in unit.parameters)


def test_typing_a_value_while_it_solves(window_with_plant: MainWindow, qtbot: QtBot, gaps: EventLoopGaps) -> None:
    window = window_with_plant
    key = _warm_feed(window)
    window.session.selection.set((key,))
    qtbot.waitUntil(lambda: isinstance(window.inspector.page, UnitPage))
    page = window.inspector.page
    assert isinstance(page, UnitPage)
    page.finish()
    field = page.fields["temperature"].field
    field.setFocus()
    qtbot.wait(100)
    gaps.start()
    for text in ("26", "27.5", "28"):
        field.selectAll()
        for letter in f"{text} degC":
            qtbot.keyClicks(field, letter)
            qtbot.wait(15)
        qtbot.wait(200)
    qtbot.waitUntil(lambda: window.session.solver.is_current, timeout=30_000)
    qtbot.wait(200)
    assert gaps.longest < LENIENT
    assert window.session.document.sheet.units[key].parameters["temperature"] == "28 degC"


def test_a_stuck_solve_is_replaced_and_blocks_nothing(
    window_with_plant: MainWindow, qtbot: QtBot, gaps: EventLoopGaps
) -> None:
    window = window_with_plant
    document, solver = window.session.document, window.session.solver
    stuck = solver._process
    assert stuck is not None
    assert stuck.pid is not None
    os.kill(stuck.pid, signal.SIGSTOP)
    key = _warm_feed(window)
    gaps.start()
    document.do("Set", with_parameter(document.sheet, key, "temperature", "30 degC"))
    began = time.monotonic()
    assert not solver.is_current
    qtbot.waitUntil(lambda: solver._process is not stuck, timeout=3 * PATIENCE)
    assert time.monotonic() - began < 3 * PATIENCE / 1000
    qtbot.waitUntil(lambda: solver.is_current, timeout=60_000)
    assert gaps.longest < LENIENT
