"""Drivers: ranked bars, a sentence that says what one means, the way to the unit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

import flowsheets as fs
from app.editor.results.driver_bars import REFUSED
from app.editor.results.drivers_tab import RANGES, DriversTab
from app.editor.results.result_tab import ASKED
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


LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def ranges(opened: Callable[[str], MainWindow], qtbot: Any) -> DriversTab:
    """The drivers of a small plant between low and high values, all of them solved."""
    window = opened("kcl_crystallisation")
    qtbot.waitUntil(lambda: window.session.solver.is_current, timeout=40_000)
    window.results.show_page("Drivers")
    page = window.results.page("Drivers")
    assert isinstance(page, DriversTab)
    qtbot.waitUntil(lambda: bool(page.tornado.bars), timeout=20_000)
    page.which.setCurrentIndex(page.which.findData("recycle"))
    qtbot.mouseClick(page.how, LEFT)
    entries = page.how.view()
    qtbot.waitUntil(entries.isVisible)
    qtbot.keyClick(entries, Qt.Key.Key_Down)
    qtbot.keyClick(entries, Qt.Key.Key_Return)
    assert page.how.currentText() == RANGES
    qtbot.waitUntil(lambda: bool(page.study.spans) and not page.study.left, timeout=60_000)
    return page


def _go_to(qtbot: Any, page: DriversTab, path: str) -> Bar:
    """The bar of an input, walked to with the keyboard."""
    qtbot.keyClick(page.tornado, Qt.Key.Key_Home)
    for _bar in page.tornado.bars:
        if page.tornado.bar is not None and page.tornado.bar.path == path:
            return page.tornado.bar
        qtbot.keyClick(page.tornado, Qt.Key.Key_Down)
    raise AssertionError(f"no bar of {path}")


def _type(qtbot: Any, field: QLineEdit, text: str) -> None:
    qtbot.mouseClick(field, LEFT)
    qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_ranges_show_what_the_sheet_gives_at_their_ends(ranges: DriversTab, qtbot: Any) -> None:
    bars = ranges.tornado.bars
    reaches = [max(map(abs, bar.changes)) for bar in bars]
    assert reaches == sorted(reaches, reverse=True)
    span = ranges.study.spans["FD-1.rate"]
    alone = fs.library.load("kcl_crystallisation").with_values({"FD-1.rate": f"{span.low} {span.unit}"}).solve()
    bar = _go_to(qtbot, ranges, "FD-1.rate")
    assert bar.less == pytest.approx(alone.indicators["recycle"].value - ranges.study.value, rel=1e-6)
    assert "as entered" in ranges.sentence.text()


def test_a_range_of_ones_own_is_solved_kept_and_taken_back(ranges: DriversTab, qtbot: Any) -> None:
    usual = ranges.study.spans["FD-1.rate"]
    first = ranges.study.ends["FD-1.rate"]
    _go_to(qtbot, ranges, "FD-1.rate")
    _type(qtbot, ranges.fields.high, "500")
    qtbot.waitUntil(lambda: not ranges.study.left, timeout=20_000)
    assert ranges.study.spans["FD-1.rate"].high == 500.0
    assert ranges.study.ends["FD-1.rate"] != first
    ranges.look_again()
    qtbot.waitUntil(lambda: bool(ranges.study.spans) and not ranges.study.left, timeout=20_000)
    assert ranges.study.spans["FD-1.rate"].high == 500.0
    qtbot.waitUntil(ranges.fields.usual.isEnabled)
    qtbot.mouseClick(ranges.fields.usual, LEFT)
    qtbot.waitUntil(lambda: bool(ranges.study.spans) and not ranges.study.left, timeout=20_000)
    assert ranges.study.spans["FD-1.rate"] == usual


def test_what_is_no_range_is_told_in_words(ranges: DriversTab, qtbot: Any) -> None:
    _go_to(qtbot, ranges, "FD-1.rate")
    _type(qtbot, ranges.fields.low, "abc")
    assert ranges.sentence.text().startswith("Write numbers with their unit")
    _type(qtbot, ranges.fields.low, "50000 kg/h")
    assert ranges.sentence.text() == "The low value has to be below the high one."
    _type(qtbot, ranges.fields.low, "50 t/h")
    assert "one unit" in ranges.sentence.text()
    _type(qtbot, ranges.fields.low, "-5 kg/h")
    qtbot.waitUntil(lambda: not ranges.study.left, timeout=20_000)
    assert ranges.tornado.bar is not None
    assert ranges.tornado.bar.ends == (REFUSED, REFUSED)
    assert "below" in ranges.tornado.bar.switch
    assert ranges.tornado.bar.switch in ranges.sentence.text()


def test_ranges_are_copied_and_saved(ranges: DriversTab, qtbot: Any, tmp_path: Path) -> None:
    qtbot.keyClick(ranges.tornado, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert lines[0] == ["input", "range", "at the low end", "at the high end"]
    assert len(lines) == 1 + len(ranges.tornado.bars)
    ranges.save(tmp_path / "ranges.svg")
    assert "FD-1 rate" in (tmp_path / "ranges.svg").read_text(encoding="utf-8")


def test_bars_of_another_result_are_dimmed_until_the_answer_is_there(
    opened: Callable[[str], MainWindow], qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened("kcl_crystallisation")
    qtbot.waitUntil(lambda: window.session.solver.is_current, timeout=40_000)
    window.results.show_page("Drivers")
    page = window.results.page("Drivers")
    assert isinstance(page, DriversTab)
    qtbot.waitUntil(lambda: bool(page.tornado.bars), timeout=20_000)
    assert not page.tornado.stale
    held: list[Callable[[], None]] = []
    ask = page.shown.ask
    monkeypatch.setattr(page.shown, "ask", lambda *a, **k: held.append(lambda: ask(*a, **k)))
    page.which.setCurrentIndex(page.which.currentIndex() + 1)
    assert page.tornado.stale
    qtbot.waitUntil(lambda: page._stale.text() == ASKED)
    held[0]()
    qtbot.waitUntil(lambda: not page.tornado.stale, timeout=10_000)
    assert page._stale.text() == ""
