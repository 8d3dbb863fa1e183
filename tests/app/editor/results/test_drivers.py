"""Drivers: ranked bars, a sentence that says what one means, the way to the unit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from app.editor.results.drivers_tab import DriversTab
from app.editor.results.tornado import Bar, signed
from app.editor.window.main_window import MainWindow


def test_drivers_are_ranked_explained_and_lead_to_their_unit(opened: Callable[[str], MainWindow], qtbot: Any) -> None:
    window = opened("cyanide_ccd")
    session = window.session
    qtbot.waitUntil(lambda: session.solver.is_current, timeout=40_000)
    window.results.show_page("Drivers")
    page = window.results.page("Drivers")
    assert isinstance(page, DriversTab)
    qtbot.waitUntil(lambda: bool(page.tornado.bars) or bool(page.says), timeout=40_000)
    assert not page.says
    pulls = [abs(bar.pull) for bar in page.tornado.bars]
    assert pulls == sorted(pulls, reverse=True)
    assert page.which.currentText() in page.sentence.text()
    assert page.tornado.bars[0].name in page.sentence.text()
    qtbot.keyClick(page.tornado, Qt.Key.Key_Down)
    if len(pulls) > 1:
        assert page.tornado.bars[1].name in page.sentence.text()
    qtbot.keyClick(page.tornado, Qt.Key.Key_Return)
    assert len(session.selection.units) == 1


def test_changes_carry_their_sign() -> None:
    assert signed(1.2345) == "+1.23"
    assert signed(-0.5) == "−0.5"
    assert signed(0.0) == "0"


def test_both_changes_stand_beside_a_bar_at_a_switch() -> None:
    plain = Bar("FD-1 rate", "1 t/h", 0.8, "FD-1.rate")
    assert plain.figure == "+0.8 %"
    assert plain.changes == (0.8,)
    sided = Bar("FD-1 rate", "1 t/h", 0.0, "FD-1.rate", -1.0, "at a switch of R-1")
    assert sided.figure == "−1 | 0 %"
    assert sided.changes == (-1.0, 0.0)
