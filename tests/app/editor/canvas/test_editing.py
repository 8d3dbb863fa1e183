"""Copying, arranging, renaming, switching off."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.editor.canvas.menus import FOR_NOTE, FOR_SHEET, FOR_STREAM, FOR_UNIT, FOR_UNITS, context_menu
from app.editor.canvas.placing import place
from app.editor.canvas.quick_add import QuickAdd
from app.editor.canvas.renaming import TagField
from app.editor.document.arranging import aligned, distributed, laid_out
from app.editor.document.copying import fragment_of, pasted, read, written
from app.editor.window.main_window import MainWindow
from flowsheets.diagram.scene import scene
from flowsheets.document.checks import check
from flowsheets.document.records import Flowsheet

Opened = Callable[[str], MainWindow]


def test_what_is_copied_keeps_its_streams_and_gets_tags_of_its_own(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    document, selection = window.session.document, window.session.selection
    before = document.sheet
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window.canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window.canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    after = document.sheet
    assert len(after.units) == 2 * len(before.units)
    assert len(after.streams) == 2 * len(before.streams)
    assert set(selection.units) == after.units.keys() - before.units.keys()
    assert {p.check for p in check(after)} == {p.check for p in check(before)}
    qtbot.keyClick(window.canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    places = [(p.x, p.y) for p in document.sheet.drawing.units.values()]
    assert len(set(places)) == len(places)
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert document.sheet is before


def test_a_fragment_goes_to_an_empty_sheet(opened: Opened) -> None:
    sheet = opened("kcl_crystallisation").session.document.sheet
    fragment = read(written(fragment_of(sheet, sheet.units)))
    assert fragment is not None
    other, keys = pasted(Flowsheet(name="other"), fragment, (0, 0))
    assert {unit.tag for unit in other.units.values()} == {unit.tag for unit in sheet.units.values()}
    assert keys == other.units.keys() | other.streams.keys()
    named = {source for unit in sheet.units.values() for source in unit.sources.values()}
    assert other.sources.keys() == named & sheet.sources.keys()
    assert read(b"not ours") is None
    assert read(b'{"units": 3}') is None


def test_cut_takes_away_and_paste_brings_back(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    document = window.session.document
    key = next(iter(document.sheet.units))
    record = document.sheet.units[key]
    window.session.selection.set((key,))
    window.canvas.clipboard.cut()
    assert key not in document.sheet.units
    assert record.tag in QApplication.clipboard().text()
    window.canvas.clipboard.paste()
    (new,) = window.session.selection.units
    assert document.sheet.units[new] == record


def test_routes_are_laid_afresh_where_a_unit_without_streams_goes(opened: Opened) -> None:
    window = opened("kcl_crystallisation")
    document, projection = window.session.document, window.canvas.sheet_scene.projection
    projection.settle()
    before = dict(projection.streams)
    longest = max(before.values(), key=lambda stream: sum(abs(b[0] - a[0]) for a, b in pairwise(stream.points)))
    (x, y), (x_end, _) = max(pairwise(longest.points), key=lambda ends: abs(ends[1][0] - ends[0][0]))
    place(window.canvas, "Mixer", QPointF((x + x_end) / 2, y + 16))
    assert document.sheet.streams.keys() == before.keys()
    projection.settle()
    assert projection.streams != before
    document.undo_stack.undo()
    projection.settle()
    assert projection.streams == before == dict(scene(document.sheet).streams)


def test_units_come_into_line_and_to_equal_distances(opened: Opened) -> None:
    sheet = opened("cyanide_ccd").session.document.sheet
    drawn = scene(sheet).units
    some = {key: drawn[key] for key in sorted(drawn)[:5]}
    assert len({place.y for place in aligned(some, "middle").values()}) == 1
    assert len({place.x for place in aligned(some, "centre").values()}) == 1
    left = aligned(some, "left")
    assert max(abs(left[k].x - u.box.width / 2 - min(v.box.left for v in some.values())) for k, u in some.items()) <= 8
    spread = sorted(place.x for place in distributed(some, "x").values())
    steps = [b - a for a, b in pairwise(spread)]
    assert max(steps) - min(steps) <= 8


def test_layout_moves_units_and_nothing_of_the_model(opened: Opened) -> None:
    window = opened("cyanide_ccd")
    document = window.session.document
    drawn = scene(document.sheet).units
    assert laid_out(document.sheet, drawn, set()).keys() == drawn.keys()
    units = document.sheet.units
    window.canvas.arranging.lay_out()
    assert document.sheet.units is units
    boxes = [unit.box for unit in scene(document.sheet).units.values()]
    assert not any(a.overlaps(b) for n, a in enumerate(boxes) for b in boxes[n + 1 :])


def test_a_tag_is_written_in_place(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    view, document = window.canvas, window.session.document
    key, taken = list(document.sheet.units)[:2]
    window.session.selection.set((key,))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_T)
    field = view.findChild(TagField)
    assert field is not None
    field.clear()
    qtbot.keyClicks(field, document.sheet.units[taken].tag)
    assert field.property("standing") == "invalid"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert document.undo_stack.count() == 0
    field.clear()
    qtbot.keyClicks(field, "X-1")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert document.sheet.units[key].tag == "X-1"
    assert view.sheet_scene.units[key].drawn.record.tag == "X-1"


def test_a_double_click_writes_the_tag(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    view = window.canvas
    view.fit()
    key = next(iter(window.session.document.sheet.units))
    spot = view.mapFromScene(view.sheet_scene.units[key].shape().boundingRect().center())
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert view.findChild(TagField) is not None


def test_units_are_switched_off_and_on_by_a_key(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    document = window.session.document
    key = next(k for k, u in document.sheet.units.items() if u.operation == "Evaporator")
    window.session.selection.set((key,))
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Qt.Key.Key_O)
    assert document.sheet.units[key].off
    qtbot.keyClick(window.canvas, Qt.Key.Key_O)
    assert not document.sheet.units[key].off


def test_a_unit_is_added_by_name(window: MainWindow, qtbot: QtBot) -> None:
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Qt.Key.Key_A)
    asked = window.canvas.findChild(QuickAdd)
    assert asked is not None
    qtbot.keyClicks(asked.field, "thick")
    qtbot.keyClick(asked.field, Qt.Key.Key_Return)
    assert [unit.operation for unit in window.session.document.sheet.units.values()] == ["Thickener"]


def test_menus_are_made_of_actions_that_are_there(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    there = {action.objectName() for action in window.actions()}
    assert {*FOR_UNIT, *FOR_UNITS, *FOR_STREAM, *FOR_NOTE, *FOR_SHEET} - {""} <= there
    window.session.selection.clear()
    assert context_menu(window.canvas).actions()[0].objectName() == "add by name"
    window.canvas.fit()
    key = next(iter(window.session.document.sheet.units))
    spot = window.canvas.mapFromScene(window.canvas.sheet_scene.units[key].shape().boundingRect().center())
    qtbot.mousePress(window.canvas.viewport(), Qt.MouseButton.RightButton, pos=spot)
    qtbot.mouseRelease(window.canvas.viewport(), Qt.MouseButton.RightButton, pos=spot)
    assert window.session.selection.ids == {key}
    assert "rename" in [a.objectName() for a in context_menu(window.canvas).actions()]
    qtbot.mouseClick(window.canvas.viewport(), Qt.MouseButton.RightButton, pos=QPoint(2, 2))
    assert not window.session.selection.ids


def test_a_copy_stands_beside_what_is_there_and_covers_none_of_it(opened: Opened) -> None:
    window = opened("spodumene_li2co3")
    view, document = window.canvas, window.session.document
    chosen = tuple(key for key, unit in document.sheet.units.items() if unit.tag in ("TK-203", "TK-204", "FL-202"))
    window.session.selection.set(chosen)
    before = set(document.sheet.units)
    view.clipboard.duplicate()
    view.sheet_scene.projection.settle()
    units = view.sheet_scene.projection.units
    copies = units.keys() - before
    assert len(copies) == 3
    assert not [key for key in before for copy in copies if units[key].box.overlaps(units[copy].box)]


def test_what_was_cut_is_put_back_where_it_was(opened: Opened) -> None:
    window = opened("spodumene_li2co3")
    document = window.session.document
    (key,) = (key for key, unit in document.sheet.units.items() if unit.tag == "TK-204")
    place = document.sheet.drawing.units[key]
    window.session.selection.set((key,))
    window.canvas.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)  # wherever another test left the pointer
    window.canvas.clipboard.cut()
    window.canvas.clipboard.paste()
    (key,) = (key for key, unit in document.sheet.units.items() if unit.tag == "TK-204")
    assert document.sheet.drawing.units[key] == place
