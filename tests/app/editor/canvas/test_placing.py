"""New units: from the palette, into a stream, at a stream's end."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from app.editor.canvas.placing import MIME, ask_what_follows, place_somewhere
from app.editor.canvas.quick_add import QuickAdd
from app.editor.canvas.view import CanvasView
from app.editor.document.adding import that_can_follow, with_new_unit, with_next_unit
from app.editor.window.main_window import MainWindow


def _drop(view: CanvasView, operation: str, at: QPoint) -> None:
    data = QMimeData()
    data.setData(MIME, operation.encode())
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    view.dragEnterEvent(QDragEnterEvent(at, Qt.DropAction.CopyAction, data, button, none))
    view.dropEvent(QDropEvent(QPointF(at), Qt.DropAction.CopyAction, data, button, none))


def test_a_unit_is_dropped_on_the_empty_sheet(window: MainWindow) -> None:
    _drop(window.canvas, "Thickener", QPoint(300, 200))
    (record,) = window.session.document.sheet.units.values()
    assert record.operation == "Thickener"
    assert record.tag.endswith("-101")
    (place,) = window.session.document.sheet.drawing.units.values()
    assert place.x % 8 == 0
    assert place.y % 8 == 0


def test_a_unit_dropped_on_a_stream_goes_into_it(opened: Callable[[str], MainWindow]) -> None:
    window = opened("kcl_crystallisation")
    view, document = window.canvas, window.session.document
    view.fit()
    key, stream = next(
        (k, s) for k, s in view.sheet_scene.projection.streams.items() if s.phases >= {"aq"} and len(s.points) == 2
    )
    (x0, y0), (x1, y1) = stream.points
    _drop(view, "Tank", view.mapFromScene(QPointF((x0 + x1) / 2, (y0 + y1) / 2)))
    (unit,) = window.session.selection.units
    before = document.sheet.streams[key]
    assert before.target is not None
    assert before.target.unit == unit
    onward = [s for s in document.sheet.streams.values() if s.source and s.source.unit == unit]
    assert [s.target for s in onward] == [stream.record.target]
    document.undo_stack.undo()
    assert document.sheet.streams[key] == stream.record


def test_what_comes_next_is_asked_at_a_streams_end(window: MainWindow, qtbot: QtBot) -> None:
    view, document = window.canvas, window.session.document
    _drop(view, "Feed", QPoint(200, 300))
    view.sheet_scene.projection.settle()
    (unit,) = view.sheet_scene.units.values()
    start = view.mapFromScene(QPointF(*next(iter(unit.drawn.doors.values()))[0].contact))
    port = view.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(port, start + QPoint(120, 0))
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=start + QPoint(200, 0))
    asked = view.findChild(QuickAdd)
    assert asked is not None
    qtbot.keyClicks(asked.field, "thick")
    qtbot.keyClick(asked.field, Qt.Key.Key_Return)
    assert sorted(record.operation for record in document.sheet.units.values()) == ["Feed", "Thickener"]
    assert len(document.sheet.streams) == 1
    document.undo_stack.undo()
    assert len(document.sheet.units) == 1
    assert not document.sheet.streams


def test_units_asked_for_by_name_stand_beside_one_another(window: MainWindow) -> None:
    keys = [place_somewhere(window.canvas, "Filter") for _ in range(3)]
    places = [window.session.document.sheet.drawing.units[key] for key in keys]
    assert len({(place.x, place.y) for place in places}) == 3


def test_units_asked_for_by_name_are_in_sight_and_beside_what_is_drawn(opened: Callable[[str], MainWindow]) -> None:
    window = opened("kcl_crystallisation")
    view, document = window.canvas, window.session.document
    view.fit()
    streams = dict(document.sheet.streams)
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    for _unit in range(4):
        key = place_somewhere(view, "Tank")
        view.sheet_scene.projection.settle()
        boxes = view.sheet_scene.projection.units
        box = boxes[key].box
        assert seen.contains(QPointF(*box.centre))
        others = (unit.box for name, unit in boxes.items() if name != key)
        assert not any(
            abs(box.centre[0] - other.centre[0]) < 60 and abs(box.centre[1] - other.centre[1]) < 60 for other in others
        )
    assert document.sheet.streams == streams  # nothing is put into a stream that happens to run there


def test_a_unit_is_put_into_the_chosen_stream_by_keys(opened: Callable[[str], MainWindow], qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    view, document = window.canvas, window.session.document
    insert = window.actions_["insert"]
    assert not insert.isEnabled()
    key, record = next((k, s) for k, s in document.sheet.streams.items() if s.tag == "S-2")
    window.session.selection.show(key)
    assert insert.isEnabled()
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_I)
    asked = view.findChild(QuickAdd)
    assert asked is not None
    assert asked.field.placeholderText() == "What goes into S-2?"
    qtbot.keyClicks(asked.field, "heater")
    qtbot.keyClick(asked.field, Qt.Key.Key_Return)
    (unit,) = window.session.selection.units
    assert document.sheet.units[unit].operation == "Heater"
    before = document.sheet.streams[key]
    assert before.target is not None
    assert before.target.unit == unit
    (onward,) = (s for s in document.sheet.streams.values() if s.source and s.source.unit == unit)
    assert onward.target == record.target
    document.undo_stack.undo()
    assert document.sheet.streams[key] == record


def test_the_name_that_was_typed_is_chosen_before_others_that_hold_it(window: MainWindow, qtbot: QtBot) -> None:
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Qt.Key.Key_A)
    asked = window.canvas.findChild(QuickAdd)
    assert asked is not None
    qtbot.keyClicks(asked.field, "splitter")
    qtbot.keyClick(asked.field, Qt.Key.Key_Return)
    assert [unit.operation for unit in window.session.document.sheet.units.values()] == ["Splitter"]


def test_an_organic_goes_to_the_port_that_is_meant_for_it(window: MainWindow) -> None:
    document = window.session.document
    sheet, extraction = with_new_unit(document.sheet, "MixerSettler", (0.0, 0.0))
    loaded, strip = with_next_unit(sheet, (extraction, "organic_out"), "MixerSettler", (200.0, 0.0))
    raffinate, wash = with_next_unit(sheet, (extraction, "liquor_out"), "MixerSettler", (200.0, 0.0))
    ends = [next(iter(edited.streams.values())).target for edited in (loaded, raffinate)]
    assert [(end.unit, end.port) for end in ends if end] == [(strip, "organic"), (wash, "liquor")]


def test_what_comes_next_begins_with_what_is_meant_for_it(window: MainWindow) -> None:
    document = window.session.document
    sheet, kiln = with_new_unit(document.sheet, "Calciner", (0.0, 0.0))
    of_the_gas = that_can_follow(sheet, (kiln, "offgas"))
    assert of_the_gas[:2] == ["Product", "DustCollector"]
    assert of_the_gas.index("Scrubber") < of_the_gas.index("Tank")
    assert that_can_follow(sheet, (kiln, "feed"))[0] == "Feed"
    document.do("Draw", sheet)
    asked = ask_what_follows(window.canvas, (kiln, "offgas"), QPointF(100.0, 0.0))
    assert [asked.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(asked.list.count())] == of_the_gas


def test_where_a_stream_cannot_end_says_why(window: MainWindow, qtbot: QtBot) -> None:
    view, document = window.canvas, window.session.document
    sheet, feed = with_new_unit(document.sheet, "Feed", (0.0, 0.0))
    sheet, other = with_new_unit(sheet, "Feed", (0.0, 120.0))
    sheet, product = with_new_unit(sheet, "Product", (300.0, 0.0))
    document.do("Draw", sheet)
    view.fit()

    def port(unit: str, name: str) -> QPoint:
        view.sheet_scene.projection.settle()
        return view.mapFromScene(QPointF(*view.sheet_scene.units[unit].drawn.doors[name][0].contact))

    def pull(start: QPoint, end: QPoint) -> str:
        target = view.viewport()
        qtbot.mousePress(target, Qt.MouseButton.LeftButton, pos=start)
        for step in (1, 2, 3):
            qtbot.mouseMove(target, start + (end - start) * step / 3)
        qtbot.mouseRelease(target, Qt.MouseButton.LeftButton, pos=end)
        return view.hint

    assert (
        pull(port(feed, "outlet"), port(other, "outlet")) == "FD-102 outlet is an outlet: this stream needs an inlet."
    )
    assert not document.sheet.streams
    assert pull(port(feed, "outlet"), port(product, "inlet")) == ""
    assert pull(port(other, "outlet"), port(product, "inlet")) == "PD-101 inlet has a stream already."
    assert len(document.sheet.streams) == 1
