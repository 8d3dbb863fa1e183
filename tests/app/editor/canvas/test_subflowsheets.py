"""Sub-flowsheets in the window, by keys and mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from app.editor.canvas.placing import place, place_somewhere
from app.editor.inspector.subflowsheet_page import SubflowsheetPage
from app.editor.session import Session
from app.editor.window.main_window import MainWindow
from app.editor.window.search_entries import on_the_sheet
from flowsheets.diagram.made_symbols import NEW_INLET
from flowsheets.diagram.stand_ins import StandIn
from flowsheets.document.file import dumps, load, loads
from flowsheets.document.levels import homes, units_within
from flowsheets.document.subflowsheets import grouped
from flowsheets.library import path

NO_KEY = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def plant(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """A window with a plant; nothing is solved."""
    window.session.solver.automatic = False
    window.session.document.open(load(path("kcl_crystallisation")))
    window.resize(1280, 720)
    window.show()
    qtbot.waitExposed(window)
    window.canvas.setFocus()
    window.canvas.fit()
    return window


def _some_units(window: MainWindow) -> list[str]:
    """Two units with a stream between them, neither of them a flag."""
    document, projection = window.session.document, window.canvas.sheet_scene.projection
    for stream in sorted(document.sheet.streams):
        record = document.sheet.streams[stream]
        if record.source and record.target:
            ends = [record.source.unit, record.target.unit]
            if not any(projection.units[end].is_flag for end in ends):
                return ends
    raise AssertionError


def _folded(window: MainWindow, qtbot: QtBot) -> str:
    """Fold two units with the keys; the id of their sub-flowsheet."""
    window.session.selection.set(_some_units(window))
    qtbot.keyClick(window.canvas, Qt.Key.Key_G, CONTROL)
    (key,) = window.session.document.sheet.drawing.subflowsheets
    window.canvas.sheet_scene.projection.settle()
    return key


def _place(window: MainWindow, key: str) -> QPoint:
    item = window.canvas.sheet_scene.units[key]
    return window.canvas.mapFromScene(item.sceneBoundingRect().center())


def _double_click(window: MainWindow, qtbot: QtBot, place: QPoint) -> None:
    qtbot.mouseClick(window.canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(window.canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_folding_opening_and_dissolving_by_keys(plant: MainWindow, qtbot: QtBot) -> None:
    document, before = plant.session.document, dumps(plant.session.document.sheet)
    chosen = set(_some_units(plant))
    key = _folded(plant, qtbot)
    assert units_within(document.sheet, key) == chosen
    assert plant.session.selection.ids == {key}
    assert not chosen & plant.canvas.sheet_scene.units.keys()
    qtbot.keyClick(plant.canvas, Qt.Key.Key_Return)
    assert document.level == key
    assert chosen <= plant.canvas.sheet_scene.units.keys()
    qtbot.keyClick(plant.canvas, Qt.Key.Key_Backspace)
    assert document.level == ""
    assert plant.session.selection.ids == {key}
    qtbot.keyClick(plant.canvas, Qt.Key.Key_Down, CONTROL)
    assert document.level == key
    qtbot.keyClick(plant.canvas, Qt.Key.Key_Up, CONTROL)
    assert document.level == ""
    qtbot.keyClick(plant.canvas, Qt.Key.Key_G, CONTROL | SHIFT)
    assert not document.sheet.drawing.subflowsheets
    assert plant.session.selection.ids == chosen
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert dumps(document.sheet) == before


def test_folding_makes_no_result_stale(plant: MainWindow, qtbot: QtBot) -> None:
    told = []
    plant.session.document.changed.connect(lambda change: told.append(change.model))
    key = _folded(plant, qtbot)
    plant.session.document.open_level(key)
    plant.canvas.folding.go_up()
    plant.canvas.folding.dissolve()
    assert told
    assert not any(told)


def test_a_double_click_opens_a_box_and_a_flag_leads_beyond_the_border(plant: MainWindow, qtbot: QtBot) -> None:
    document = plant.session.document
    key = _folded(plant, qtbot)
    _double_click(plant, qtbot, _place(plant, key))
    assert document.level == key
    plant.canvas.sheet_scene.projection.settle()
    items = plant.canvas.sheet_scene.units.values()
    flag = next(item for item in items if isinstance(item.drawn.record, StandIn))
    record = flag.drawn.record
    assert isinstance(record, StandIn)
    qtbot.mouseClick(plant.canvas.viewport(), Qt.MouseButton.LeftButton, pos=_place(plant, flag.key))
    assert plant.session.selection.ids == {record.stream}
    _double_click(plant, qtbot, _place(plant, flag.key))
    assert document.level == ""
    assert plant.session.selection.ids == {record.far}


def test_what_is_shown_is_shown_where_it_stands(plant: MainWindow, qtbot: QtBot) -> None:
    document = plant.session.document
    key = _folded(plant, qtbot)
    inside = min(units_within(document.sheet, key))
    plant.session.selection.show(inside)
    assert document.level == key
    assert plant.session.selection.ids == {inside}
    outside = next(unit for unit, home in homes(document.sheet).items() if home == "")
    plant.session.selection.show(outside)
    assert document.level == ""
    titles = {entry.title: entry for entry in on_the_sheet(plant.session)}
    titles["Open A-100"].run()
    assert document.level == key


def test_the_way_up_is_written_above_the_sheet(plant: MainWindow, qtbot: QtBot) -> None:
    crumbs = plant.top_bar.breadcrumb
    assert not crumbs.isVisible()
    key = _folded(plant, qtbot)
    qtbot.waitUntil(crumbs.isVisible)
    plant.session.document.open_level(key)
    assert [button.text() for button in crumbs.buttons] == ["Plant", "A-100"]
    assert not crumbs.buttons[-1].isEnabled()
    qtbot.mouseClick(crumbs.buttons[0], Qt.MouseButton.LeftButton)
    assert plant.session.document.level == ""
    assert plant.session.selection.ids == {key}
    assert all(isinstance(button, QToolButton) and button.accessibleName() for button in crumbs.buttons)
    plant.canvas.folding.dissolve()
    qtbot.waitUntil(lambda: not crumbs.isVisible())


def test_new_units_and_copies_land_on_the_opened_sheet(plant: MainWindow, qtbot: QtBot) -> None:
    document = plant.session.document
    key = _folded(plant, qtbot)
    document.open_level(key)
    made = place_somewhere(plant.canvas, "Mixer")
    assert homes(document.sheet)[made] == key
    assert made in plant.canvas.sheet_scene.units
    qtbot.keyClick(plant.canvas, Qt.Key.Key_Up, CONTROL)
    units = len(document.sheet.units)
    qtbot.keyClick(plant.canvas, Qt.Key.Key_D, CONTROL)
    assert len(document.sheet.drawing.subflowsheets) == 2
    (copy,) = plant.session.selection.ids
    assert copy != key
    assert len(units_within(document.sheet, copy)) == len(document.sheet.units) - units == 3
    qtbot.keyClick(plant.canvas, Qt.Key.Key_Delete)
    assert len(document.sheet.units) == units
    assert document.sheet.drawing.subflowsheets.keys() == {key}


def test_an_edit_undone_is_shown_where_it_was_made(plant: MainWindow, qtbot: QtBot) -> None:
    document = plant.session.document
    key = _folded(plant, qtbot)
    document.open_level(key)
    plant.session.selection.set([min(units_within(document.sheet, key))])
    qtbot.keyClick(plant.canvas, Qt.Key.Key_Right)
    plant.canvas.folding.go_up()
    document.undo_stack.undo()
    assert document.level == key
    document.undo_stack.undo()
    assert document.level == ""


def test_a_stream_pulled_onto_a_box_chooses_among_what_fits_within(plant: MainWindow, qtbot: QtBot) -> None:
    document = plant.session.document
    key = _folded(plant, qtbot)
    document.open_level(key)
    first, second = (place_at(plant, 200.0 * n, 900.0) for n in (1, 2))
    plant.canvas.folding.go_up()
    box = plant.canvas.sheet_scene.projection.units[key].box
    feed = place(plant.canvas, "Feed", QPointF(box.left - 300, box.bottom + 200))
    plant.canvas.sheet_scene.projection.settle()
    plant.canvas.fit()
    door = plant.canvas.sheet_scene.units[feed].drawn.doors["outlet"][0].contact
    new = plant.canvas.sheet_scene.units[key].drawn.doors[NEW_INLET][0].contact
    start, end = (plant.canvas.mapFromScene(*point) for point in (door, new))
    viewport = plant.canvas.viewport()
    streams = len(document.sheet.streams)
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(viewport, (start + end) / 2)
    qtbot.mouseMove(viewport, end)
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    menu = plant.canvas.findChild(QMenu)
    assert menu is not None
    offered = {action.text(): action for action in menu.actions()}
    tag = document.sheet.units[second].tag
    assert any(text.startswith(document.sheet.units[first].tag) for text in offered)
    next(action for text, action in offered.items() if text.startswith(tag)).trigger()
    menu.close()
    assert len(document.sheet.streams) == streams + 1
    (stream,) = plant.session.selection.streams
    record = document.sheet.streams[stream]
    assert record.source is not None
    assert record.target is not None
    assert (record.source.unit, record.target.unit) == (feed, second)


def place_at(window: MainWindow, x: float, y: float) -> str:
    """A mixer on the opened level."""
    return place(window.canvas, "Mixer", QPointF(x, y))


def test_units_move_in_and_out(plant: MainWindow, qtbot: QtBot) -> None:
    document = plant.session.document
    key = _folded(plant, qtbot)
    outside = next(unit for unit in sorted(document.sheet.units) if homes(document.sheet)[unit] == "")
    plant.session.selection.set((key, outside))
    plant.canvas.folding.move_in()
    assert homes(document.sheet)[outside] == key
    document.open_level(key)
    plant.session.selection.set((outside,))
    plant.canvas.folding.move_out()
    assert homes(document.sheet)[outside] == ""


def test_the_inspector_shows_what_crosses_the_border(plant: MainWindow, qtbot: QtBot) -> None:
    document = plant.session.document
    key = _folded(plant, qtbot)
    page = plant.inspector.page
    assert isinstance(page, SubflowsheetPage)
    page.finish()
    inside = units_within(document.sheet, key)
    crossing = [
        stream.tag
        for stream in document.sheet.streams.values()
        if stream.source and stream.target and (stream.source.unit in inside) != (stream.target.unit in inside)
    ]
    shown = " ".join(button.text() for button in page.findChildren(QPushButton))
    assert all(tag in shown for tag in crossing)
    assert all(document.sheet.units[unit].tag in shown for unit in inside)


def test_the_file_keeps_sub_flowsheets(session: Session) -> None:
    session.document.open(load(path("kcl_crystallisation")))
    edited, _ = grouped(session.document.sheet, sorted(session.document.sheet.units)[:2], name="Wash")
    session.document.do("Make", edited)
    assert loads(dumps(session.document.sheet)) == session.document.sheet
    session.document.undo_stack.setClean()
