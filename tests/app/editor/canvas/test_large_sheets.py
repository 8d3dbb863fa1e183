"""A large sheet is drawn between the events of the window, and whatever is done meanwhile finds it whole."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from app.editor.canvas.projection import MANY
from app.editor.window.main_window import MainWindow
from flowsheets.diagram.numbers import numbered
from flowsheets.diagram.scene import scene
from flowsheets.document.building import SheetBuilder
from flowsheets.document.editing import placed, without_unit
from flowsheets.document.records import Drawing, Flowsheet, Placement

UNITS = MANY + 20
ACROSS = 15


@pytest.fixture(scope="module")
def large() -> Flowsheet:
    """Mixers one after another, in rows."""
    build = SheetBuilder("large")
    tags = [f"MX-{number}" for number in range(UNITS)]
    for tag in tags:
        build.unit("Mixer", tag, name="a mixer of many")
    for number, (one, two) in enumerate(pairwise(tags)):
        build.stream(f"{one}.out", f"{two}.in", f"S-{number}")
    sheet = build.sheet()
    number_of = {key: int(unit.tag.removeprefix("MX-")) for key, unit in sheet.units.items()}
    places = {
        key: Placement(x=number % ACROSS * 176.0, y=number // ACROSS * 160.0) for key, number in number_of.items()
    }
    return msgspec.structs.replace(sheet, drawing=Drawing(units=places))


def assert_as_drawn_anew(window: MainWindow) -> None:
    """All is on the sheet, and where a file opened anew has it."""
    shown, sheet = window.canvas.sheet_scene, window.session.document.sheet
    shown.projection.settle()
    fresh = scene(sheet)
    assert shown.projection.units == dict(fresh.units)
    assert shown.projection.streams == dict(fresh.streams)
    assert shown.projection.diamonds == numbered(fresh)
    assert {key: item.drawn for key, item in shown.units.items()} == dict(fresh.units)
    assert {key: item.drawn for key, item in shown.streams.items()} == dict(fresh.streams)


def test_it_is_drawn_between_events_and_seen_whole(window: MainWindow, large: Flowsheet, qtbot: QtBot) -> None:
    projection = window.canvas.sheet_scene.projection
    window.session.document.open(large)
    assert not projection.is_placed
    assert not projection.is_settled
    qtbot.waitUntil(lambda: projection.is_settled, timeout=60_000)
    assert_as_drawn_anew(window)
    view = window.canvas
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    assert seen.contains(view.sheet_scene.drawing)


def test_what_is_edited_meanwhile_finds_it_whole(window: MainWindow, large: Flowsheet) -> None:
    document, projection = window.session.document, window.canvas.sheet_scene.projection
    document.open(large)
    first, second = list(large.units)[:2]
    document.do("Delete", without_unit(document.sheet, first))
    assert projection.is_placed
    assert projection.units.keys() == large.units.keys() - {first}
    place = large.drawing.units[second]
    document.do("Move", placed(document.sheet, {second: msgspec.structs.replace(place, y=place.y - 80.0)}))
    assert_as_drawn_anew(window)
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert_as_drawn_anew(window)


def test_a_drag_meanwhile_finds_it_whole(window: MainWindow, large: Flowsheet) -> None:
    document, projection = window.session.document, window.canvas.sheet_scene.projection
    document.open(large)
    key = next(iter(large.units))
    elsewhere = msgspec.structs.replace(large.drawing.units[key], x=-320.0)
    projection.preview({key: elsewhere})
    assert projection.units[key].placement.x == -320.0
    projection.put_back({key})
    assert_as_drawn_anew(window)


def test_another_sheet_may_be_opened_meanwhile(window: MainWindow, large: Flowsheet) -> None:
    document = window.session.document
    document.open(large)
    document.open(Flowsheet(name="empty"))
    assert_as_drawn_anew(window)
    document.open(large)
    document.open(msgspec.structs.replace(large, title="the same again"))
    assert_as_drawn_anew(window)


def test_all_units_may_move_at_once(window: MainWindow, large: Flowsheet) -> None:
    document = window.session.document
    document.open(large)
    assert_as_drawn_anew(window)
    moved = {key: msgspec.structs.replace(place, x=-place.x) for key, place in large.drawing.units.items()}
    document.do("Arrange", placed(document.sheet, moved))
    assert_as_drawn_anew(window)
    document.undo_stack.undo()
    assert_as_drawn_anew(window)


def test_what_is_looked_for_is_brought_into_sight(window: MainWindow, large: Flowsheet) -> None:
    window.session.document.open(large)
    last = list(large.units)[-1]
    window.canvas.bring_into_sight(last)
    item = window.canvas.sheet_scene.item_of(last)
    assert item is not None
    assert window.canvas.mapToScene(window.canvas.viewport().rect()).boundingRect().intersects(item.sceneBoundingRect())
