"""Boxes of sub-flowsheets are turned, mirrored and connected as units are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.editor.canvas.connecting_by_keys import ConnectingByKeys
from app.editor.canvas.placing import place
from app.editor.window.main_window import MainWindow
from flowsheets.diagram.geometry import Side
from flowsheets.diagram.made_symbols import NEW_INLET, NEW_OUTLET
from flowsheets.document.file import dumps, load, loads
from flowsheets.document.levels import units_within
from flowsheets.document.subflowsheets import grouped
from flowsheets.library import path

KEY = Qt.Key


@pytest.fixture
def box(window: MainWindow, qtbot: QtBot) -> str:
    """The id of a box for two units of a plant, which is chosen; nothing is solved."""
    window.session.solver.automatic = False
    sheet = load(path("kcl_crystallisation"))
    ids = {record.tag: key for key, record in sheet.units.items()}
    sheet, key = grouped(sheet, [ids["CR-1"], ids["EV-1"]], name="Crystallising", at=(480.0, 240.0))
    window.session.document.open(sheet)
    window.resize(1280, 720)
    qtbot.waitExposed(window)
    window.canvas.setFocus()
    window.canvas.fit()
    window.session.selection.set((key,))
    return key


def _sides(window: MainWindow, box: str) -> tuple[Side, Side]:
    doors = window.canvas.sheet_scene.units[box].drawn.doors
    return doors[NEW_INLET][0].slot.side, doors[NEW_OUTLET][0].slot.side


def test_a_box_is_turned_and_mirrored_by_keys(window: MainWindow, qtbot: QtBot, box: str) -> None:
    document, before = window.session.document, dumps(window.session.document.sheet)
    told = []
    document.changed.connect(lambda change: told.append(change.model))
    seen = []
    for key in (KEY.Key_R, KEY.Key_R, KEY.Key_R, KEY.Key_R, KEY.Key_M, KEY.Key_R):
        seen.append(_sides(window, box))
        qtbot.keyClick(window.canvas, key)
        window.canvas.sheet_scene.projection.settle()
        drawn = window.canvas.sheet_scene.units[box].drawn
        head = next(text for text in drawn.caption.texts if text.words == "A-100")
        assert head.box.centre[1] < drawn.box.centre[1]  # its head stays above
        assert drawn.box.left < head.box.left
        assert head.box.right < drawn.box.right
    quarters: list[tuple[Side, Side]] = [("left", "right"), ("top", "bottom"), ("right", "left"), ("bottom", "top")]
    assert seen == [*quarters, ("left", "right"), ("right", "left")]
    assert _sides(window, box) == ("bottom", "top")
    assert not any(told)
    kept = loads(dumps(document.sheet)).drawing.units[box]
    assert (kept.rotation, kept.flipped) == (90, True)
    qtbot.keyClick(window.canvas, KEY.Key_Right)
    moved = document.sheet.drawing.units[box]
    assert (moved.x, moved.rotation, moved.flipped) == (kept.x + 8, 90, True)
    assert document.undo_stack.undoText() == "Move A-100"
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert dumps(document.sheet) == before
    assert _sides(window, box) == ("left", "right")


def test_a_stream_is_drawn_by_keys_into_a_box_and_out_of_it(window: MainWindow, qtbot: QtBot, box: str) -> None:
    document = window.session.document
    place(window.canvas, "Feed", window.canvas.mapToScene(40, 40))
    (feed,) = window.session.selection.units
    before = set(document.sheet.streams)
    qtbot.keyClick(window.canvas, KEY.Key_C)
    gesture = window.canvas.gesture
    assert isinstance(gesture, ConnectingByKeys)
    within = units_within(document.sheet, box)
    for _ in range(50):
        assert gesture.pair is not None
        if gesture.pair[1][0] in within:
            break
        qtbot.keyClick(window.canvas, KEY.Key_Tab)
    assert "in A-100" in window.canvas.hint
    assert window.canvas.sheet_scene.units[box].ports == {NEW_INLET: True}
    qtbot.keyClick(window.canvas, KEY.Key_Return)
    (new,) = set(document.sheet.streams) - before
    record = document.sheet.streams[new]
    assert record.source is not None
    assert record.target is not None
    assert record.source.unit == feed
    assert record.target.unit in within
    window.session.selection.set((box,))
    qtbot.keyClick(window.canvas, KEY.Key_C)
    gesture = window.canvas.gesture
    assert isinstance(gesture, ConnectingByKeys)
    assert gesture.pair is not None
    origin, target = gesture.pair
    assert origin[0] in within
    assert target[0] not in within
    qtbot.keyClick(window.canvas, KEY.Key_Return)
    (last,) = set(document.sheet.streams) - before - {new}
    record = document.sheet.streams[last]
    ends = {(end.unit, end.port) for end in (record.source, record.target) if end}
    assert ends == {origin, target}
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert set(document.sheet.streams) == before


def test_a_box_without_a_free_port_says_so(window: MainWindow, qtbot: QtBot, box: str) -> None:
    document = window.session.document
    inside = units_within(document.sheet, box)
    others = [key for key in document.sheet.units if key not in inside]
    window.session.selection.set(others)
    qtbot.keyClick(window.canvas, KEY.Key_Delete)
    window.session.selection.set((box,))
    qtbot.keyClick(window.canvas, KEY.Key_C)
    assert window.canvas.hint == "A-100 has no free port from which a stream may go to another unit."
