"""The drawing follows the document, and the mouse edits it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from app.editor.canvas.view import CanvasView
from app.editor.window.main_window import MainWindow
from flowsheets.diagram.numbers import numbered
from flowsheets.diagram.scene import scene
from flowsheets.document.editing import placed, with_parameter, without_unit

Opened = Callable[[str], MainWindow]


def _on_screen(view: CanvasView, point: tuple[float, float]) -> QPoint:
    return view.mapFromScene(QPointF(*point))


def assert_as_drawn_anew(view: CanvasView) -> None:
    """The live drawing is that of the document opened afresh."""
    projection = view.sheet_scene.projection
    projection.settle()
    fresh = scene(view.session.document.sheet)
    assert projection.units == dict(fresh.units)
    assert projection.streams == dict(fresh.streams)
    assert projection.diamonds == numbered(fresh)
    assert view.sheet_scene.units.keys() == fresh.units.keys()
    assert view.sheet_scene.streams.keys() == fresh.streams.keys()
    assert {key: item.drawn for key, item in view.sheet_scene.units.items()} == dict(fresh.units)
    assert {key: item.drawn for key, item in view.sheet_scene.streams.items()} == dict(fresh.streams)


def test_a_sheet_is_drawn_as_a_file_is(opened: Opened) -> None:
    assert_as_drawn_anew(opened("cyanide_ccd").canvas)


def test_deleting_and_undoing_keep_the_drawing_true(opened: Opened) -> None:
    window = opened("cyanide_ccd")
    document = window.session.document
    for key in list(document.sheet.units)[:4]:
        document.do("Delete", without_unit(document.sheet, key))
        assert_as_drawn_anew(window.canvas)
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert_as_drawn_anew(window.canvas)


def test_a_unit_is_chosen_and_dragged(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    view, document = window.canvas, window.session.document
    view.fit()
    key = next(k for k, u in document.sheet.units.items() if u.operation == "Evaporator")
    before = view.sheet_scene.projection.units[key].placement
    start = _on_screen(view, view.sheet_scene.projection.units[key].box.centre)
    port = view.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        qtbot.mouseMove(port, start + QPoint(20 * step, 16 * step))
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=start + QPoint(100, 80))
    assert window.session.selection.ids == {key}
    after = document.sheet.drawing.units[key]
    assert (after.x, after.y) != (before.x, before.y)
    assert document.undo_stack.count() == 1
    assert_as_drawn_anew(view)
    document.undo_stack.undo()
    assert_as_drawn_anew(view)


def test_escape_puts_a_dragged_unit_back(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    view, document = window.canvas, window.session.document
    view.fit()
    key = next(iter(document.sheet.units))
    start = _on_screen(view, view.sheet_scene.projection.units[key].box.centre)
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view.viewport(), start + QPoint(60, 60))
    qtbot.mouseMove(view.viewport(), start + QPoint(120, 90))
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not document.undo_stack.canUndo()
    assert_as_drawn_anew(view)


def test_a_frame_chooses_and_delete_deletes(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    view, document = window.canvas, window.session.document
    view.fit()
    port = view.viewport()
    corner = port.rect().bottomRight() - QPoint(2, 2)
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    qtbot.mouseMove(port, QPoint(100, 100))
    qtbot.mouseMove(port, corner)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=corner)
    assert set(window.session.selection.units) == document.sheet.units.keys()
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert not document.sheet.units
    assert not document.sheet.streams
    document.undo_stack.undo()
    assert_as_drawn_anew(view)


def test_a_stream_is_drawn_between_free_ports_only(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    view, document = window.canvas, window.session.document
    view.fit()
    stream = next(k for k, s in document.sheet.streams.items() if s.source and s.target)
    record = document.sheet.streams[stream]
    assert record.source is not None
    assert record.target is not None
    window.session.selection.set((stream,))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert stream not in document.sheet.streams
    units = view.sheet_scene.units
    start = units[record.source.unit].drawn.doors[record.source.port][0].contact
    end = units[record.target.unit].drawn.doors[record.target.port][0].contact
    port = view.viewport()
    qtbot.mouseMove(port, _on_screen(view, start))
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=_on_screen(view, start))
    qtbot.mouseMove(port, _on_screen(view, ((start[0] + end[0]) / 2, start[1])))
    qtbot.mouseMove(port, _on_screen(view, end))
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=_on_screen(view, end))
    (made,) = document.sheet.streams.keys() - (document.sheet.streams.keys() - {*window.session.selection.streams})
    assert document.sheet.streams[made].source == record.source
    assert document.sheet.streams[made].target == record.target
    assert_as_drawn_anew(view)


def test_a_unit_that_is_dropped_where_it_stood_leaves_no_trace(opened: Opened, qtbot: QtBot) -> None:
    window = opened("cyanide_ccd")
    view, document = window.canvas, window.session.document
    view.fit()
    port, count = view.viewport(), document.undo_stack.count()
    for key in list(document.sheet.units)[:4]:
        start = _on_screen(view, view.sheet_scene.projection.units[key].box.centre)
        qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
        for away in (QPoint(60, 40), QPoint(140, 90), QPoint(0, 0)):
            qtbot.mouseMove(port, start + away)
        qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=start)
        assert document.undo_stack.count() == count
        assert_as_drawn_anew(view)


def test_the_next_drag_need_not_wait_until_all_routes_lie(opened: Opened, qtbot: QtBot) -> None:
    window = opened("cyanide_ccd")
    view, document = window.canvas, window.session.document
    view.fit()
    projection = view.sheet_scene.projection
    for key in list(document.sheet.units)[:6]:
        place = projection.units[key].placement
        moved = {key: msgspec.structs.replace(place, x=place.x + 160.0, y=place.y - 64.0)}
        document.do("Move", placed(document.sheet, moved))
        assert not projection.is_settled
        projection.preview({key: place})
        assert projection.units[key].placement == place
    projection.put_back({key})
    assert_as_drawn_anew(view)


def test_many_units_are_dragged_with_what_runs_between_them(opened: Opened) -> None:
    window = opened("cyanide_ccd")
    view, document = window.canvas, window.session.document
    view.fit()
    projection = view.sheet_scene.projection
    before = dict(projection.streams)
    places = {key: unit.placement for key, unit in projection.units.items()}
    moved = {key: msgspec.structs.replace(place, x=place.x + 80.0, y=place.y + 40.0) for key, place in places.items()}
    projection.preview(moved)
    for key, stream in projection.streams.items():
        assert stream.points == tuple((x + 80.0, y + 40.0) for x, y in before[key].points)
    document.do("Move", placed(document.sheet, moved))
    assert_as_drawn_anew(view)


def test_a_number_that_is_edited_moves_no_stream(opened: Opened) -> None:
    window = opened("kcl_crystallisation")
    view, document = window.canvas, window.session.document
    projection = view.sheet_scene.projection
    projection.settle()
    key = next(key for key, unit in document.sheet.units.items() if "temperature" in unit.parameters)
    document.do("Set", with_parameter(document.sheet, key, "temperature", "31 degC"))
    assert projection.is_settled
    assert_as_drawn_anew(view)
    document.undo_stack.undo()
    assert projection.is_settled
    assert_as_drawn_anew(view)
