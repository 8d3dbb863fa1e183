"""What if: the slider moves an entered number, one drag is one step of undo, indicators are compared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.editor.results.adjustable import STEPS, adjustables, at_place, first_to_move, place_of, with_number
from app.editor.results.what_if_tab import WhatIfTab
from app.editor.window.main_window import MainWindow
from flowsheets.document.file import load
from flowsheets.document.records import Flowsheet
from flowsheets.library import path

SHEET = "spodumene_li2co3"


@pytest.fixture(scope="module")
def sheet() -> Flowsheet:
    return load(path(SHEET))


def test_entered_numbers_of_every_unit_can_be_moved_within_their_bounds(sheet: Flowsheet) -> None:
    count = 0
    for unit in sheet.units:
        for item in adjustables(sheet, unit):
            count += 1
            assert item.low <= item.value <= item.high
            assert 0 <= place_of(item) <= STEPS
            assert item.low <= at_place(item, STEPS // 3) <= item.high
    assert count > 100


def test_a_number_keeps_the_unit_in_which_it_was_typed(sheet: Flowsheet) -> None:
    unit = next(k for k, u in sheet.units.items() if u.tag == "FD-101")
    item = next(item for item in adjustables(sheet, unit) if item.name == "dry_rate")
    assert item.unit == "t/h"
    moved = with_number(sheet, item, 23.5)
    assert moved.units[unit].parameters["dry_rate"] == "23.5 t/h"
    again = next(item for item in adjustables(moved, unit) if item.name == "dry_rate")
    assert again.value == pytest.approx(23.5)


@pytest.fixture
def solved(opened: Callable[[str], MainWindow], qtbot: Any) -> MainWindow:
    window = opened("cyanide_ccd")
    qtbot.waitUntil(lambda: window.session.solver.is_current, timeout=40_000)
    window.results.show_page("What if")
    return window


def test_the_slider_changes_the_sheet_and_the_indicators_follow(solved: MainWindow, qtbot: Any) -> None:
    session, page = solved.session, solved.results.page("What if")
    assert isinstance(page, WhatIfTab)
    assert page.says.startswith("Select a unit")
    page.select_a_feed()
    assert not page.says
    before = session.document.sheet
    steps = session.document.undo_stack.count()
    page.slider.setFocus()
    for _ in range(3):
        qtbot.keyClick(page.slider, Qt.Key.Key_Right)
    assert session.document.sheet is not before
    assert session.document.undo_stack.count() == steps + 1, "moves in a row are one step of undo"
    assert page.model.is_stale
    qtbot.waitUntil(lambda: session.solver.is_current, timeout=40_000)
    assert not page.model.is_stale
    session.document.undo_stack.undo()
    assert session.document.sheet is before


def test_while_a_solve_runs_the_next_number_waits(solved: MainWindow, qtbot: Any) -> None:
    session, page = solved.session, solved.results.page("What if")
    assert isinstance(page, WhatIfTab)
    page.select_a_feed()
    page.slider.setSliderDown(True)
    page.slider.setValue(page.slider.value() + 2)
    between = session.document.sheet
    page.slider.setValue(page.slider.value() + 2)
    assert session.document.sheet is between
    page.slider.setSliderDown(False)
    page._end_stroke()
    assert session.document.sheet is not between


def test_the_range_of_the_slider_can_be_narrowed(solved: MainWindow, qtbot: Any) -> None:
    page = solved.results.page("What if")
    assert isinstance(page, WhatIfTab)
    page.select_a_feed()
    item = page._chosen
    assert item is not None
    page.low.setText(str(item.value * 0.9))
    page.high.setText(str(item.value * 1.1 + 1))
    page.high.editingFinished.emit()
    narrowed = page._chosen
    assert narrowed is not None
    assert narrowed.low == pytest.approx(item.value * 0.9)
    assert narrowed.high == pytest.approx(item.value * 1.1 + 1)


def test_conversions_and_demands_can_be_moved_and_what_gives_way_cannot(sheet: Flowsheet) -> None:
    tags = {unit.tag: key for key, unit in sheet.units.items()}
    kiln = {item.spoken: item for item in adjustables(sheet, tags["KN-101"])}
    conversion = next(item for said, item in kiln.items() if said.startswith("conversion of"))
    moved = with_number(sheet, conversion, 0.5)
    again = next(item for item in adjustables(moved, tags["KN-101"]) if item.name == conversion.name)
    assert again.value == 0.5
    assert (again.low, again.high, again.unit) == (conversion.low, conversion.high, conversion.unit)
    washed = {item.spoken: item for item in adjustables(sheet, tags["FL-201"])}
    demand = washed["demanded wash ratio"]
    moved = with_number(sheet, demand, 1.25)
    (changed,) = (key for key in moved.specifications if moved.specifications[key] != sheet.specifications[key])
    assert float(moved.specifications[changed].target) == 1.25
    split = {item.spoken for item in adjustables(sheet, tags["SP-302"])}
    assert "share" not in split
    assert "demanded wash ratio, FL-201" in split
    salt = load(path("kcl_crystallisation"))
    crystalliser = next(key for key, unit in salt.units.items() if unit.tag == "CR-1")
    spoken = [item.spoken for item in adjustables(salt, crystalliser)]
    assert not any(said.startswith("conversion") for said in spoken)
    assert spoken[-1] == "demanded fraction in liquor of H2O(l), S-7"


def test_the_slider_moves_a_demand(opened: Callable[[str], MainWindow], qtbot: Any) -> None:
    window = opened("kcl_crystallisation")
    session = window.session
    qtbot.waitUntil(lambda: session.solver.is_current, timeout=40_000)
    window.results.show_page("What if")
    page = window.results.page("What if")
    assert isinstance(page, WhatIfTab)
    session.selection.show(next(key for key, unit in session.document.sheet.units.items() if unit.tag == "FL-1"))
    place = page.which.findText("demanded", Qt.MatchFlag.MatchStartsWith)
    assert place >= 0
    page.which.setFocus()
    while page.which.currentIndex() != place:
        qtbot.keyClick(page.which, Qt.Key.Key_Down if page.which.currentIndex() < place else Qt.Key.Key_Up)
    before = session.document.sheet
    page.slider.setFocus()
    qtbot.keyClick(page.slider, Qt.Key.Key_Left)
    assert session.document.sheet.specifications != before.specifications
    qtbot.waitUntil(lambda: session.solver.is_current, timeout=40_000)
    moved = page.slider.value()
    session.document.undo_stack.undo()
    assert session.document.sheet is before
    assert page.slider.value() != moved


def test_what_one_would_ask_about_first_comes_first() -> None:
    sheet = load(path("cu_hydro"))
    ore = next(key for key, unit in sheet.units.items() if unit.tag == "FD-101")
    assert first_to_move(sheet, ore) == "dry_rate"
    rate = next(item for item in adjustables(sheet, ore) if item.name == "dry_rate")
    assert (rate.low, rate.high) == (0.5 * rate.value, 1.5 * rate.value)


def test_a_temperature_moves_by_degrees_and_not_by_half(sheet: Flowsheet) -> None:
    hot = [item for key in sheet.units for item in adjustables(sheet, key) if item.unit == "degC"]
    assert hot
    assert all(item.high - item.low <= 50.0 + 1e-9 for item in hot)
