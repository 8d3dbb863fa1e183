"""The table view: frozen columns, in-place updates, copying, units, jumping."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from app.editor.look.theme import Theme
from app.editor.results.grid import grid_of
from app.editor.results.table_model import TableModel
from app.editor.results.table_view import TableView
from flowsheets.results.table import Table, columns

TABLE = Table(
    "elements",
    "Elements",
    columns("stream", "name", ("Li", "kg/h"), ("Na", "kg/h")),
    tuple((f"S-{n}", f"stream {n}", 1000.0 / 3 * n, 10.0 * n) for n in range(1, 41)),
    "Streams",
)
LEFT = Qt.MouseButton.LeftButton
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def view(qtbot: Any) -> TableView:
    theme = Theme()
    theme.choose("light")
    model = TableModel(theme)
    made = TableView(model, theme)
    model.setParent(made)
    qtbot.addWidget(made)
    made.resize(260, 240)
    model.put(grid_of(TABLE), {}, "h")
    made.show()
    return made


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_numbers_are_right_aligned_with_four_digits(view: TableView) -> None:
    index = view.table.index(0, 2)
    assert index.data() == "333.3"
    assert index.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert "333.333333" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert view.table.headerData(2, Qt.Orientation.Horizontal) == "Li\nkg/h"


def test_the_first_column_stays_in_sight(view: TableView) -> None:
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    frozen = view._frozen
    assert frozen.isVisible()
    assert frozen.visualRect(view.table.index(0, 0)).left() == 0
    assert view.visualRect(view.table.index(0, 0)).left() < 0
    view.verticalScrollBar().setValue(200)
    assert frozen.verticalScrollBar().value() == 200


def test_new_numbers_keep_scroll_selection_and_current_cell(view: TableView) -> None:
    view.setCurrentIndex(view.table.index(20, 3))
    view.verticalScrollBar().setValue(333)
    rows = tuple((f"S-{n}", f"stream {n}", 1000.0 / 3 * n + 1.0, 10.0 * n) for n in range(1, 41))
    view.table.put(grid_of(replace(TABLE, rows=rows)), {}, "h")
    assert view.table.index(0, 2).data() == "334.3"
    assert view.verticalScrollBar().value() == 333
    assert view.currentIndex() == view.table.index(20, 3)


def test_rows_that_come_and_go_leave_the_others_selected(view: TableView) -> None:
    view.selectionModel().select(view.table.index(9, 0), QItemSelectionModel.SelectionFlag.Select)
    fewer = (*TABLE.rows[3:20], ("S-99", "new", 1.0, 1.0), *TABLE.rows[20:])
    view.table.put(grid_of(replace(TABLE, rows=fewer)), {}, "h")
    assert view.table.rowCount() == len(fewer)
    chosen = [index.data() for index in view.selectionModel().selectedIndexes()]
    assert chosen == ["S-10"]
    assert [view.table.text(row, 0) for row in range(view.table.rowCount())][-1] == "S-99"


def test_copying_gives_what_is_seen_under_its_headings(view: TableView, qtbot: Any) -> None:
    model = view.table
    for row, column in ((0, 0), (0, 2), (1, 0), (1, 2)):
        view.selectionModel().select(model.index(row, column), QItemSelectionModel.SelectionFlag.Select)
    qtbot.keyClick(view, Qt.Key.Key_C, CONTROL)
    assert clipboard() == "stream\tLi [kg/h]\nS-1\t333.3\nS-2\t666.7\n"
    qtbot.keyClick(view, Qt.Key.Key_C, CONTROL | SHIFT)
    assert clipboard().splitlines()[1] == f"S-1\t{1000.0 / 3!r}"


def test_a_single_cell_is_copied_alone_and_nothing_selected_is_everything(view: TableView, qtbot: Any) -> None:
    view.setCurrentIndex(view.table.index(2, 2))
    qtbot.keyClick(view, Qt.Key.Key_C, CONTROL)
    assert clipboard() == "1000"
    view.clearSelection()
    view.copy()
    assert len(clipboard().splitlines()) == 41


def test_units_change_in_the_heading(view: TableView, qtbot: Any) -> None:
    header = view.horizontalHeader()
    header.sectionClicked.emit(2)
    menu = next(menu for menu in view.findChildren(QMenu) if menu.isVisible())
    action = next(action for action in menu.actions() if action.text() == "t/d")
    with qtbot.waitSignal(view.unit_chosen) as chosen:
        action.trigger()
    menu.close()
    key, unit = chosen.args
    view.table.put(grid_of(TABLE), {key: unit}, "h")
    assert view.table.headerData(2, Qt.Orientation.Horizontal) == "Li\nt/d"
    assert view.table.index(0, 2).data() == "8"
    assert view.table.index(0, 3).data() == "10", "the other column stays"


def test_a_double_click_and_enter_lead_to_the_place(view: TableView, qtbot: Any) -> None:
    index = view.table.index(1, 3)
    view.scrollTo(index)
    at = view.visualRect(index).center()
    qtbot.mouseClick(view.viewport(), LEFT, pos=at)
    with qtbot.waitSignal(view.place_wanted) as jumped:
        qtbot.mouseDClick(view.viewport(), LEFT, pos=at)
    assert jumped.args[0][0] == "S-2"
    with qtbot.waitSignal(view.place_wanted):
        qtbot.keyClick(view, Qt.Key.Key_Return)


def test_stale_numbers_are_dimmed_and_say_so(view: TableView) -> None:
    index = view.table.index(0, 2)
    fresh = index.data(Qt.ItemDataRole.ForegroundRole)
    view.table.set_stale(True)
    assert index.data(Qt.ItemDataRole.ForegroundRole) != fresh
    assert "before the last edit" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_the_keyboard_brings_cells_out_from_under_the_frozen_ones(view: TableView, qtbot: Any) -> None:
    view.setCurrentIndex(view.table.index(0, 3))
    for _ in range(2):
        qtbot.keyClick(view, Qt.Key.Key_Left)
    left = view.visualRect(view.table.index(0, 1)).left()
    assert left >= view._frozen.width() - 1
    assert view.indexAt(QPoint(left + 2, 2)).column() == 1
