"""Ends of streams are taken elsewhere, left to hang, and connected without a mouse."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from app.editor.canvas.connecting_by_keys import ConnectingByKeys
from app.editor.canvas.placing import place
from app.editor.canvas.view import CanvasView
from app.editor.document.ports import is_taken, port_of
from app.editor.document.reconnecting import let_hang, ports_for_end, reconnected
from app.editor.window.main_window import MainWindow
from flowsheets.diagram.scene import scene
from flowsheets.document.file import dumps, loads

Opened = Callable[[str], MainWindow]


def _drag(qtbot: QtBot, view: CanvasView, start: tuple[float, float], end: tuple[float, float]) -> None:
    port = view.viewport()
    one, other = view.mapFromScene(QPointF(*start)), view.mapFromScene(QPointF(*end))
    qtbot.mouseMove(port, one)
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=one)
    qtbot.mouseMove(port, (one + other) / 2)
    qtbot.mouseMove(port, other)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=other)


@pytest.fixture
def two_tanks(window: MainWindow) -> tuple[MainWindow, list[str]]:
    """A feed and two tanks; nothing is connected."""
    keys = [place(window.canvas, name, QPointF(x, y)) for name, x, y in (
        ("Feed", -200, 0), ("Tank", 0, 0), ("Tank", 200, 80)
    )]  # fmt: skip
    window.canvas.fit()
    return window, keys


def test_a_chosen_streams_end_is_dragged_to_another_port(two_tanks: tuple[MainWindow, list[str]], qtbot: QtBot) -> None:
    window, (feed, first, second) = two_tanks
    view, document = window.canvas, window.session.document
    units = view.sheet_scene.units
    _drag(qtbot, view, units[feed].drawn.doors["out"][0].contact if "out" in units[feed].drawn.doors else
          next(iter(units[feed].drawn.doors.values()))[0].contact, units[first].drawn.box.centre)  # fmt: skip
    (stream,) = document.sheet.streams
    assert window.session.selection.ids == {stream}
    view.sheet_scene.projection.settle()
    end = view.sheet_scene.streams[stream].points[-1]
    _drag(qtbot, view, end, units[second].drawn.box.centre)
    target = document.sheet.streams[stream].target
    assert target is not None
    assert target.unit == second
    _drag(qtbot, view, view.sheet_scene.streams[stream].points[-1], (40, 200))
    assert document.sheet.streams[stream].target is None
    assert not is_taken(document.sheet, second, port_of(document.sheet, second, target.port))
    item = view.sheet_scene.hanging[stream]
    assert item.free_end == (40, 200)
    assert loads(dumps(document.sheet)) == document.sheet
    _drag(qtbot, view, (40, 200), units[first].drawn.box.centre)
    target = document.sheet.streams[stream].target
    assert target is not None
    assert target.unit == first
    assert not view.sheet_scene.hanging
    view.sheet_scene.projection.settle()
    assert view.sheet_scene.projection.streams == dict(scene(document.sheet).streams)
    for _ in range(4):
        document.undo_stack.undo()
    assert not document.sheet.streams
    assert not view.sheet_scene.streams
    assert not view.sheet_scene.hanging


def test_a_stream_is_never_taken_to_the_unit_that_it_comes_from(opened: Opened) -> None:
    sheet = opened("kcl_crystallisation").session.document.sheet
    for key, record in sheet.streams.items():
        assert record.source is not None
        assert record.target is not None
        ports = ports_for_end(sheet, key, "target")
        assert record.source.unit not in ports
        assert record.target.port in ports[record.target.unit]
        hung = let_hang(sheet, key, "target", (8.0, 8.0))
        again = reconnected(hung, key, "target", (record.target.unit, record.target.port))
        assert again.streams == sheet.streams


def test_units_are_connected_by_keys(two_tanks: tuple[MainWindow, list[str]], qtbot: QtBot) -> None:
    window, (feed, first, second) = two_tanks
    view, document = window.canvas, window.session.document
    window.session.selection.set((feed,))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_C)
    gesture = view.gesture
    assert isinstance(gesture, ConnectingByKeys)
    assert gesture.pair is not None
    assert gesture.pair[1][0] == first
    seen = set()
    while gesture.pair[1][0] != second:
        assert gesture.pair not in seen
        seen.add(gesture.pair)
        qtbot.keyClick(view, Qt.Key.Key_Tab)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    (stream,) = document.sheet.streams.values()
    assert stream.source is not None
    assert stream.target is not None
    assert (stream.source.unit, stream.target.unit) == (feed, second)
    assert all(item.ports is None for item in view.sheet_scene.units.values())


def test_one_walks_from_unit_to_unit(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    view = window.canvas
    view.sheet_scene.projection.settle()
    seen = []
    for _ in range(3):
        qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        seen.append(window.session.selection.only)
    assert len(set(seen)) == 3
    assert None not in seen


def test_a_click_beside_a_port_does_not_connect(two_tanks: tuple[MainWindow, list[str]], qtbot: QtBot) -> None:
    window, _ = two_tanks
    qtbot.mouseClick(window.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert not window.session.document.sheet.streams
    assert not window.session.selection.ids
