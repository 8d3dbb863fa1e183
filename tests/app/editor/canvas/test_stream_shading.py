"""Streams coloured and widened by a quantity on the canvas, with a legend, and in what is handed in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.editor.handing_in.files import DRAWINGS
from app.editor.window.main_window import MainWindow
from flowsheets.diagram.colour_scale import colour_at
from flowsheets.document.editing import with_parameter
from flowsheets.document.file import dumps, loads

Opened = Callable[[str], MainWindow]


@pytest.fixture
def solved(opened: Opened, qtbot: QtBot) -> MainWindow:
    window = opened("kcl_crystallisation")
    qtbot.waitUntil(lambda: window.session.solver.is_current, timeout=30_000)
    return window


def wait_for_shades(window: MainWindow, qtbot: QtBot) -> None:
    items = window.canvas.sheet_scene.streams
    qtbot.waitUntil(lambda: all(item.shade for item in items.values()), timeout=10_000)


def test_one_key_shows_and_hides_a_quantity(solved: MainWindow, qtbot: QtBot) -> None:
    view, items = solved.canvas, solved.canvas.sheet_scene.streams
    assert not view.legend.isVisible()
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Q)
    wait_for_shades(solved, qtbot)
    assert view.legend.isVisible()
    assert "mass flow [t/h]" in view.legend.accessibleName()
    solution, look = solved.session.solver.solution, solved.session.theme.palette
    assert solution is not None
    flows = {key: float((solution.stream(key) or {})["mass_kg_per_h"]) for key in items}
    most = max(flows, key=lambda key: flows[key])
    assert items[most].shade == colour_at(1.0, look)
    ranked = sorted(flows, key=lambda key: flows[key])
    assert len({items[key].shade for key in ranked}) >= len(set(flows.values())) - 1
    qtbot.keyClick(view, Qt.Key.Key_Q)
    assert not any(item.shade for item in items.values())
    assert not view.legend.isVisible()


def test_colour_and_width_are_two_quantities(solved: MainWindow, qtbot: QtBot) -> None:
    solved.actions_["colour by T"].trigger()
    solved.actions_["width by mass"].trigger()
    items = solved.canvas.sheet_scene.streams
    qtbot.waitUntil(lambda: all(item.shade and item.width for item in items.values()), timeout=10_000)
    assert max(item.width for item in items.values()) == 7.0
    assert solved.actions_["colour by T"].isChecked()
    assert solved.canvas.sheet_scene.shading.chosen == {"colour": "T", "width": "mass"}
    solved.actions_["width by mass"].trigger()
    qtbot.waitUntil(lambda: not any(item.width for item in items.values()), timeout=10_000)
    assert all(item.shade for item in items.values())
    solved.session.theme.choose("dark")
    dark = solved.session.theme.palette
    assert colour_at(1.0, dark) in {item.shade for item in items.values()}
    solved.session.theme.choose("light")


def test_elements_are_offered_in_the_list_and_by_the_search(solved: MainWindow, qtbot: QtBot) -> None:
    shading = solved.canvas.sheet_scene.shading
    assert "elements: K" in shading.offered()
    menu = solved.canvas.shading_actions.open_menu()
    (colours, *_) = [action.menu() for action in menu.actions() if action.menu()]
    entry = next(action for action in colours.actions() if action.text() == "Flow of K")  # type: ignore[union-attr]
    assert "pH" in {action.text() for action in colours.actions()}  # type: ignore[union-attr]
    entry.trigger()
    menu.hide()
    wait_for_shades(solved, qtbot)
    items = solved.canvas.sheet_scene.streams
    water = [item.shade for item in items.values()].count(solved.session.theme.palette.hairline)
    assert water == 1  # the vapour has no potassium
    solved.overlays.search.enter()
    qtbot.keyClicks(solved.overlays.search.field, "flow of Cl")
    qtbot.keyClick(solved.overlays.search.field, Qt.Key.Key_Return)
    assert shading.chosen == {"colour": "elements: Cl"}


def test_old_numbers_are_told_and_what_is_not_there_as_well(solved: MainWindow, qtbot: QtBot) -> None:
    shading, legend, document = solved.canvas.sheet_scene.shading, solved.canvas.legend, solved.session.document
    shading.choose("colour", "mass")
    wait_for_shades(solved, qtbot)
    solved.session.solver.set_automatic(False)
    feed = next(key for key, unit in document.sheet.units.items() if unit.operation == "Feed")
    document.do("Set", with_parameter(document.sheet, feed, "rate", "500 kg/h"))
    assert "from before the last edit" in legend.accessibleName()
    document.undo_stack.undo()
    assert "from before the last edit" not in legend.accessibleName()
    shading.choose("colour", "elements: Li")
    qtbot.waitUntil(lambda: "no stream has it" in legend.accessibleName(), timeout=10_000)
    assert not any(item.shade for item in solved.canvas.sheet_scene.streams.values())


def test_what_is_handed_in_shows_it_unless_it_should_not(solved: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    solved.canvas.sheet_scene.shading.choose("colour", "T")
    svg = next(kind for kind in DRAWINGS if kind.suffix == ".svg")
    path = tmp_path / "one.svg"
    solved.handing_in.write_drawing(path, svg)
    qtbot.waitUntil(path.exists, timeout=20_000)
    assert "temperature [°C]" in path.read_text(encoding="utf-8")
    solved.actions_["hand in quantity"].trigger()
    other = tmp_path / "other.svg"
    solved.handing_in.write_drawing(other, svg)
    qtbot.waitUntil(other.exists, timeout=20_000)
    assert "temperature [°C]" not in other.read_text(encoding="utf-8")


def test_the_file_keeps_what_streams_show_and_no_result_grows_stale(solved: MainWindow, qtbot: QtBot) -> None:
    document, shading = solved.session.document, solved.canvas.sheet_scene.shading
    before = dumps(document.sheet)
    shading.choose("colour", "T")
    shading.choose("width", "mass")
    assert solved.session.solver.is_current
    kept = loads(dumps(document.sheet))
    assert (kept.drawing.colour_by, kept.drawing.widen_by) == ("T", "mass")
    solved.canvas.setFocus()
    qtbot.keyClick(solved.canvas, Qt.Key.Key_Q)
    assert not shading.chosen
    qtbot.keyClick(solved.canvas, Qt.Key.Key_Q)
    assert shading.chosen == {"colour": "T", "width": "mass"}
    wait_for_shades(solved, qtbot)
    qtbot.keyClick(solved, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not shading.chosen
    qtbot.waitUntil(lambda: not any(item.shade for item in solved.canvas.sheet_scene.streams.values()))
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert dumps(document.sheet) == before
    document.open(kept)  # as whoever gets the file sees it
    assert shading.chosen == {"colour": "T", "width": "mass"}
    assert solved.canvas.legend.isVisible()
    document.open(loads(before))
    assert not solved.canvas.legend.isVisible()
