"""Rows in the order of a column: stable, kept for the next time, and copied as they are seen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.editor.results.grid import Grid, Heading, Order, Row
from app.editor.results.sorting import can_sort, in_order
from app.editor.results.tables_tab import TablesTab
from app.editor.window.main_window import MainWindow

HEADINGS = (Heading("stream", role="label"), Heading("Li", "g/L", role="number"), Heading("to", role="text"))
CELLS = (("S-1", 2.0, "R-1"), ("S-2", None, "R-2"), ("S-3", -1.0, "R-10"), ("S-10", 2.0, ""), ("S-4", 0.0, "R-2"))


def _grid(*, sections: bool = False) -> Grid:
    rows = [Row((cells[0],), cells) for cells in CELLS]
    if sections:
        rows.insert(0, Row(("first",), ("first", "", ""), is_heading=True))
        rows.insert(3, Row(("second",), ("second", "", ""), is_heading=True))
    return Grid("a", "A", HEADINGS, tuple(rows))


def _tags(grid: Grid) -> list[str]:
    return [row.key[0] for row in grid.rows]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (None, ["S-1", "S-2", "S-3", "S-10", "S-4"]),
        (Order("Li"), ["S-3", "S-4", "S-1", "S-10", "S-2"]),
        (Order("Li", falling=True), ["S-1", "S-10", "S-4", "S-3", "S-2"]),
        (Order("stream"), ["S-1", "S-2", "S-3", "S-4", "S-10"]),
        (Order("to"), ["S-1", "S-2", "S-4", "S-3", "S-10"]),
        (Order("gone"), ["S-1", "S-2", "S-3", "S-10", "S-4"]),
    ],
)
def test_equal_rows_stay_as_they_stood_and_what_is_not_there_comes_last(
    order: Order | None, expected: list[str]
) -> None:
    assert _tags(in_order(_grid(), order)) == expected


def test_rows_stay_under_their_headings() -> None:
    assert _tags(in_order(_grid(sections=True), Order("Li"))) == ["first", "S-1", "S-2", "second", "S-3", "S-4", "S-10"]


def test_numbers_of_different_units_have_no_order() -> None:
    assert not can_sort(Heading("S-1", role="number of the row"))


def test_the_order_is_kept_marked_and_copied(opened: Callable[[str], MainWindow], qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    results, settings = window.results, window.session.settings
    qtbot.waitUntil(lambda: window.session.solver.is_current, timeout=30_000)
    results.show_table("composition")
    tab = results.pages.currentWidget()
    assert isinstance(tab, TablesTab)
    qtbot.waitUntil(lambda: tab.model.grid.key == "composition" and tab.model.rowCount() > 3, timeout=10_000)
    column = next(k for k, heading in enumerate(tab.model.grid.headings) if heading.name == "H2O(l)")
    usual = _tags(tab.model.grid)
    tab.view.selectRow(0)
    menu = QMenu()
    tab.view._offer_orders(menu, column)
    next(action for action in menu.actions() if action.text() == "Greatest first").trigger()
    shares = [tab.model.value(row, column) for row in range(tab.model.rowCount())]
    numbers = [share for share in shares if isinstance(share, float)]
    assert numbers == sorted(numbers, reverse=True)
    assert shares[len(numbers) :] == [None] * (len(shares) - len(numbers))
    assert tab.model.headerData(column, tab.view.horizontalHeader().orientation()).startswith("H2O(l) ↓")
    chosen = {index.row() for index in tab.view.selectionModel().selectedIndexes()}
    assert [tab.model.grid.rows[row].key[0] for row in chosen] == usual[:1]
    tab.copy_all()
    copied = [line.split("\t")[0] for line in QGuiApplication.clipboard().text().splitlines()[1:]]
    assert copied == _tags(tab.model.grid)
    assert copied != usual
    window.session.solver.solve_now()
    qtbot.waitUntil(lambda: window.session.solver.is_current, timeout=30_000)
    qtbot.wait(200)
    assert _tags(tab.model.grid) == copied
    assert settings._read().row_order == {"composition": ("H2O(l)", True)}
    tab.view.order_chosen.emit(None)
    assert _tags(tab.model.grid) == usual
    assert settings.values.row_order == {}
