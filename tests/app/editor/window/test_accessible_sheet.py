"""Screen readers find the units, streams and annotations of the sheet, what they are joined to, and can select them."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.editor.settings import Settings
from app.editor.start import open_window
from app.editor.window.accessible_sheet import SpokenItem, SpokenSheet
from app.editor.window.main_window import MainWindow
from app.editor.window.selection_in_words import selection_in_words
from flowsheets.document.editing import without_unit
from flowsheets.document.records import Annotation
from flowsheets.library import path

Opened = Callable[[str], MainWindow]
Relation = QAccessible.RelationFlag
NAME, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description


def _spoken(window: MainWindow) -> SpokenSheet:
    found = QAccessible.queryAccessibleInterface(window.canvas)
    assert isinstance(found, SpokenSheet)
    return found


def _items(sheet: SpokenSheet) -> list[SpokenItem]:
    children = [sheet.child(place) for place in range(sheet.childCount())]
    return [child for child in children if isinstance(child, SpokenItem)]


def test_units_and_streams_are_entries_of_a_list(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    qtbot.waitUntil(lambda: window.session.solver.is_current, timeout=60_000)
    drawn, sheet = window.session.document.sheet, _spoken(window)
    assert sheet.role() is QAccessible.Role.List
    assert sheet.text(NAME) == "Flowsheet"
    items = _items(sheet)
    assert {item.key for item in items} == drawn.units.keys() | drawn.streams.keys()
    for item in items:
        record = drawn.units.get(item.key) or drawn.streams[item.key]
        assert record.tag in item.text(NAME)
        assert item.role() is QAccessible.Role.ListItem
        assert item.isValid()
        assert not item.rect().isEmpty()
        assert item.parent() is sheet
        assert sheet.indexOfChild(item) == items.index(item)
    stream = next(item for item in items if item.key in drawn.streams)
    assert "Temperature" in stream.text(DESCRIPTION)
    unit = items[0]
    middle = unit.rect().center()
    assert sheet.childAt(middle.x(), middle.y()) is unit


def test_what_lies_over_the_sheet_is_found_too(window: MainWindow) -> None:
    window.overlays.gallery.enter()
    sheet = _spoken(window)
    names = [sheet.child(place).text(NAME) for place in range(sheet.childCount())]
    assert "Begin" in names
    assert QAccessible.queryAccessibleInterface(window.overlays.gallery).parent() is sheet


def test_the_way_of_the_matter_is_told(opened: Opened) -> None:
    window = opened("kcl_crystallisation")
    drawn, sheet = window.session.document.sheet, _spoken(window)
    for key, stream in drawn.streams.items():
        assert stream.source is not None
        assert stream.target is not None
        told = {way: other for other, way in sheet.item(key).relations()}
        there, back = sheet.item(stream.target.unit), sheet.item(stream.source.unit)
        assert told == {Relation.FlowsTo: there, Relation.FlowsFrom: back}
        leaving = [other for other, _way in sheet.item(stream.source.unit).relations(Relation.FlowsTo)]
        assert sheet.item(key) in leaving


def test_selecting_goes_both_ways(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    sheet, selection = _spoken(window), window.session.selection
    one, other = sheet.keys[:2]
    actions = sheet.item(one).actionInterface()
    assert actions is not None
    actions.doAction(actions.pressAction())
    assert selection.ids == {one}
    assert window.canvas.hasFocus()
    assert sheet.focusChild() is sheet.item(one)
    assert sheet.item(one).state().focused
    chosen = sheet.selectionInterface()
    assert chosen is not None
    assert chosen.select(sheet.item(other))
    assert chosen.selectedItemCount() == 2
    assert sheet.item(other).state().selected
    selection.set((other,))
    assert list(chosen.selectedItems()) == [sheet.item(other)]
    assert chosen.clear()
    assert not selection.ids


def test_what_is_deleted_is_no_longer_spoken_of(opened: Opened, qapp: QApplication) -> None:
    window = opened("kcl_crystallisation")
    document, sheet = window.session.document, _spoken(window)
    number = QAccessible.uniqueId(sheet.item(sheet.keys[1]))
    key = sheet.keys[1]
    document.do("Delete", without_unit(document.sheet, key))
    assert not sheet.has(key)
    assert QAccessible.accessibleInterface(number) is None
    document.undo_stack.undo()
    assert sheet.item(key).text(NAME).startswith(document.sheet.units[key].tag)


def test_the_boxes_of_subflowsheets_are_entries(opened: Opened) -> None:
    window = opened("spodumene_li2co3")
    units = list(window.session.document.sheet.units)[:3]
    window.session.selection.set(units)
    window.canvas.folding.fold()
    sheet = _spoken(window)
    assert any("sub-flowsheet" in item.text(NAME) for item in _items(sheet))


def test_it_ends_with_its_view(qapp: QApplication, settings: Settings, qtbot: QtBot) -> None:
    window = open_window(path("kcl_crystallisation"), settings=settings)
    window.show()
    qapp.processEvents()
    sheet = _spoken(window)
    numbers = [QAccessible.uniqueId(item) for item in _items(sheet)]
    assert all(QAccessible.accessibleInterface(number) is not None for number in numbers)
    window.session.close()
    with qtbot.waitSignal(window.destroyed):
        window.hide()
        window.deleteLater()
    del sheet
    gc.collect()
    qtbot.wait(10)
    assert all(QAccessible.accessibleInterface(number) is None for number in numbers)


WALK = """
import sys
from pathlib import Path
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from app.editor.settings import Settings
from app.editor.start import open_window
from flowsheets.library import path
application = QApplication([])
QAccessible.setActive(True)
settings = Settings(Path(sys.argv[1]))
settings.put(theme="light", solve_automatically=False, seen_tour=True)
window = open_window(path("kcl_crystallisation"), settings=settings)
window.show()
application.processEvents()
met = 0
def walk(spoken):
    global met
    for place in range(spoken.childCount()):
        child = spoken.child(place)
        if child is not None:
            met += 1
            child.text(QAccessible.Text.Name), child.state(), child.rect(), QAccessible.uniqueId(child)
            walk(child)
walk(QAccessible.queryAccessibleInterface(window))
print(met)
window.session.document.undo_stack.setClean()
window.close()
"""


def test_a_reader_that_knows_everything_does_no_harm_at_the_end(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", WALK, str(tmp_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 100


def test_notes_boxes_and_tables_are_entries(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    document, sheet = window.session.document, _spoken(window)
    units = window.canvas.sheet_scene.projection.units
    one, other = list(units.values())[:2]
    round_both = one.box.united(other.box).grown(8)
    notes = {
        "n1": Annotation(x=round_both.left, y=round_both.bottom + 400, text="The salt goes\nto the mill."),
        "n2": Annotation(
            x=round_both.left,
            y=round_both.top,
            width=round_both.width,
            height=round_both.height,
            shape="box",
            text="Area 1",
        ),
        "n3": Annotation(x=round_both.left, y=round_both.bottom + 600, shape="stream table", text="Salts"),
    }
    drawing = msgspec.structs.replace(document.sheet.drawing, annotations=notes)
    document.do("Write", msgspec.structs.replace(document.sheet, drawing=drawing))
    assert {item.key for item in _items(sheet)} >= notes.keys()
    assert [sheet.item(key).text(NAME) for key in notes] == [
        "Note, The salt goes to the mill.",
        "Box, Area 1",
        "Table of streams, Salts",
    ]
    box, table = sheet.item("n2"), sheet.item("n3")
    assert {one.record.tag, other.record.tag} <= set(box.text(DESCRIPTION).removeprefix("round ").split(", "))
    first = "stream 1: temperature 25 °C, pressure 101.3 kPa, mass 0.4 t/h"
    qtbot.waitUntil(lambda: first in table.text(DESCRIPTION), timeout=60_000)
    assert "–" not in table.text(DESCRIPTION)
    for key in notes:
        item = sheet.item(key)
        assert not item.rect().isEmpty()
        assert sheet.child(sheet.indexOfChild(item)) is item
        assert item.relations() == []
    item = sheet.item("n1")
    middle = item.rect().center()
    assert sheet.childAt(middle.x(), middle.y()) is item
    actions = item.interface_cast(QAccessible.InterfaceType.ActionInterface)
    actions.doAction(actions.actionNames()[0])
    assert window.session.selection.ids == {"n1"}
    assert item.state().selected
    assert selection_in_words(window.session) == "Note, The salt goes to the mill."
    number = QAccessible.uniqueId(item)
    document.undo_stack.undo()
    assert not sheet.has("n1")
    assert QAccessible.accessibleInterface(number) is None
