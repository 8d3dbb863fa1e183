"""Notes, boxes and tables of streams on the sheet, by mouse and keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.editor.canvas.annotation_actions import MIME, dragged_note
from app.editor.canvas.annotation_field import WordsField
from app.editor.canvas.annotation_item import AnnotationItem
from app.editor.document.annotating import named, resized, with_annotations
from app.editor.results.grid import text_of
from app.editor.results.stream_grid import stream_grid
from app.editor.results.streams_tab import StreamsTab
from app.editor.window.main_window import MainWindow
from flowsheets.diagram.annotations import drawn_notes
from flowsheets.diagram.geometry import Box
from flowsheets.diagram.marks import Text
from flowsheets.diagram.page import stream_columns
from flowsheets.document.records import Annotation
from flowsheets.sheet import Sheet
from unitops.quantities import format_number, printed_unit

Opened = Callable[[str], MainWindow]
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def field(window: MainWindow) -> WordsField:
    """The one that is open."""
    return next(found for found in window.canvas.findChildren(WordsField) if found.isVisible())


def put(window: MainWindow, **members: object) -> AnnotationItem:
    """An annotation, chosen, in the middle of the view at full size."""
    window.canvas.annotating._put("Add", Annotation(**members))  # type: ignore[arg-type]
    key = window.session.selection.only
    assert key is not None
    item = window.canvas.sheet_scene.annotations.items[key]
    window.canvas.zoom(1 / window.canvas.scale_now)
    window.canvas.centerOn(item)
    return item


def on_screen(window: MainWindow, place: QPointF) -> QPoint:
    return window.canvas.mapFromScene(place)


def drag(qtbot: QtBot, widget: QWidget, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(widget, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 5):
        qtbot.mouseMove(widget, start + (end - start) * step / 4)
    qtbot.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=end)


def words(item: AnnotationItem) -> list[str]:
    return [mark.words for mark in item.drawn.marks if isinstance(mark, Text)]


def test_a_note_is_written_moved_and_taken_back_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    document = window.session.document
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Qt.Key.Key_N)
    qtbot.keyClicks(field(window), "Check with the vendor")
    qtbot.keyClick(field(window), Qt.Key.Key_Return)
    qtbot.keyClicks(field(window), "by March")
    qtbot.keyClick(field(window), Qt.Key.Key_Return, CTRL)
    ((key, note),) = document.sheet.drawing.annotations.items()
    assert note.text == "Check with the vendor\nby March"
    assert window.session.selection.only == key
    item = window.canvas.sheet_scene.annotations.items[key]
    assert words(item) == ["Check with the vendor", "by March"]
    qtbot.keyClick(window.canvas, Qt.Key.Key_Right)
    qtbot.keyClick(window.canvas, Qt.Key.Key_Right)
    assert document.sheet.drawing.annotations[key].x == note.x + 16
    qtbot.keyClick(window.canvas, Qt.Key.Key_F2)
    qtbot.keyClicks(field(window), "Settled")
    qtbot.keyClick(field(window), Qt.Key.Key_Return, CTRL)
    assert document.sheet.drawing.annotations[key].text == "Settled"
    qtbot.keyClick(window.canvas, Qt.Key.Key_Return)
    qtbot.keyClicks(field(window), "never mind")
    qtbot.keyClick(field(window), Qt.Key.Key_Escape)
    assert document.sheet.drawing.annotations[key].text == "Settled"
    qtbot.keyClick(window.canvas, Qt.Key.Key_Delete)
    assert not document.sheet.drawing.annotations
    for _ in range(4):
        document.undo_stack.undo()
    assert not document.sheet.drawing.annotations
    assert not document.undo_stack.canUndo()
    assert not window.canvas.sheet_scene.annotations.items


def test_a_note_without_words_is_none(window: MainWindow, qtbot: QtBot) -> None:
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Qt.Key.Key_N)
    qtbot.keyClick(field(window), Qt.Key.Key_Escape)
    assert not window.session.document.undo_stack.canUndo()
    item = put(window, x=0, y=0, text="soon gone")
    qtbot.keyClick(window.canvas, Qt.Key.Key_Return)
    field(window).selectAll()
    qtbot.keyClick(field(window), Qt.Key.Key_Backspace)
    qtbot.keyClick(field(window), Qt.Key.Key_Return, CTRL)
    assert item.key not in window.session.document.sheet.drawing.annotations


def test_a_note_is_dragged_and_made_narrower_with_the_mouse(window: MainWindow, qtbot: QtBot) -> None:
    document, view = window.session.document, window.canvas
    item = put(window, x=0, y=0, text="a note of some length that is broken when it is made narrow")
    before, viewport = item.note, view.viewport()
    start = on_screen(window, item.frame.center())
    drag(qtbot, viewport, start, start + QPoint(48, 24))
    moved = document.sheet.drawing.annotations[item.key]
    assert (moved.x, moved.y) == (48, 24)
    handle = on_screen(window, item.handle_at((1, 0)))
    drag(qtbot, viewport, handle, handle - QPoint(160, 0))
    narrow = document.sheet.drawing.annotations[item.key]
    assert narrow.width is not None
    assert narrow.width < 250
    assert len(words(item)) > 1
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert document.sheet.drawing.annotations[item.key] == before == item.note


def test_escape_gives_a_drag_up(window: MainWindow, qtbot: QtBot) -> None:
    item = put(window, x=0, y=0, text="stays")
    start = on_screen(window, item.frame.center())
    viewport = window.canvas.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(viewport, start + QPoint(40, 40))
    qtbot.mouseMove(viewport, start + QPoint(80, 80))
    assert item.note.x > 0
    qtbot.keyClick(window.canvas, Qt.Key.Key_Escape)
    assert item.note.x == 0
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=start + QPoint(80, 80))
    assert window.session.document.sheet.drawing.annotations[item.key].x == 0


def test_a_box_is_pulled_and_named_and_lets_clicks_through(window: MainWindow, qtbot: QtBot) -> None:
    view, document = window.canvas, window.session.document
    view.zoom(1 / view.scale_now)
    view.centerOn(0, 0)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_B)
    one, other = (on_screen(window, QPointF(*place)) for place in ((-160, -80), (160, 80)))
    drag(qtbot, view.viewport(), one, other)
    qtbot.keyClicks(field(window), "Area 100")
    qtbot.keyClick(field(window), Qt.Key.Key_Return)
    ((key, box),) = document.sheet.drawing.annotations.items()
    assert (box.shape, box.text, box.width, box.height) == ("box", "Area 100", 320, 160)
    item = view.sheet_scene.annotations.items[key]
    assert item.zValue() > 2
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=on_screen(window, QPointF(0, 0)))
    assert not window.session.selection.ids
    assert item.zValue() < 1
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=on_screen(window, QPointF(-160, 40)))
    assert window.session.selection.only == key
    corner = on_screen(window, item.handle_at((1, 1)))
    drag(qtbot, view.viewport(), corner, corner + QPoint(40, 16))
    after = document.sheet.drawing.annotations[key]
    assert (after.width, after.height) == (360, 176)
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    qtbot.keyClick(view, Qt.Key.Key_Left, SHIFT)
    after = document.sheet.drawing.annotations[key]
    assert (after.width, after.height) == (352, 184)


def test_a_box_goes_round_the_chosen_units(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    document, units = window.session.document, window.canvas.sheet_scene.projection.units
    keys = sorted(units)[:2]
    window.session.selection.set(keys)
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Qt.Key.Key_B)
    qtbot.keyClick(field(window), Qt.Key.Key_Escape)
    (box,) = document.sheet.drawing.annotations.values()
    assert box.width is not None
    assert box.height is not None
    for key in keys:
        inside = units[key].box
        assert box.x < inside.left
        assert box.y < inside.top
        assert box.x + box.width > inside.right
        assert box.y + box.height > inside.bottom


def test_notes_go_with_units_through_the_clipboard(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    document = window.session.document
    put(window, x=0, y=-200, text="copied")
    key = sorted(document.sheet.units)[0]
    window.session.selection.set([key, *document.sheet.drawing.annotations])
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Qt.Key.Key_D, CTRL)
    assert [note.text for note in document.sheet.drawing.annotations.values()] == ["copied", "copied"]
    assert len(window.session.selection.annotations) == 1
    assert len(window.session.selection.units) == 1
    qtbot.keyClick(window.canvas, Qt.Key.Key_Down)
    qtbot.keyClick(window.canvas, Qt.Key.Key_X, CTRL)
    assert len(document.sheet.drawing.annotations) == 1
    assert "copied" in QApplication.clipboard().text()


def test_a_table_shows_the_solution_and_goes_stale_with_it(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    session, solver = window.session, window.session.solver
    window.canvas.annotating.add_table()
    (item,) = window.canvas.sheet_scene.annotations.items.values()
    assert "filled in when the sheet is solved" in words(item)[0]
    qtbot.waitUntil(lambda: solver.is_current and "T [°C]" in words(item), timeout=30_000)
    assert not item.stale
    solution = solver.solution
    assert solution is not None
    stream = sorted(session.document.sheet.streams)[0]
    after = Annotation(x=0, y=0, shape="stream table", streams=(stream,), rows=("mass", "elements: K"))
    session.document.do("Choose", with_annotations(session.document.sheet, {item.key: after}))
    assert solver.is_current
    written = solution.stream(stream)
    assert written is not None
    expected = [format_number(float(written["mass_kg_per_h"]) / 1000, 4)]
    expected.append(format_number(float(written["elements_kg_per_h"]["K"]), 4))
    qtbot.waitUntil(lambda: set(expected) <= set(words(item)) and "T [°C]" not in words(item), timeout=10_000)
    solver.set_automatic(False)
    feed = next(key for key, unit in session.document.sheet.units.items() if unit.operation == "Feed")
    from flowsheets.document.editing import with_parameter

    session.document.do("Set", with_parameter(session.document.sheet, feed, "rate", "500 kg/h"))
    assert item.stale
    session.document.undo_stack.undo()
    assert not item.stale


def test_a_table_is_the_one_that_is_exported_and_says_what_the_streams_tab_says(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    solver = window.session.solver
    window.canvas.annotating.add_table()
    ((key, item),) = window.canvas.sheet_scene.annotations.items.items()
    qtbot.waitUntil(lambda: solver.is_current and "T [°C]" in words(item), timeout=30_000)
    sheet = window.session.document.sheet
    solution = Sheet(sheet).solve()
    assert item.drawn == drawn_notes(sheet, solution)[key]
    grid = stream_grid(solution.plain_tables())
    table = stream_columns(solution)
    of_first_section = list(enumerate(grid.rows))[::-1]  # liquors have a density as well
    rows = {(row.cells[0], printed_unit(str(row.cells[1]))): number for number, row in of_first_section}
    for head, cells in zip(table.rows, table.cells, strict=True):
        name, _, unit = head.partition(" [")
        row = rows[name, unit.rstrip("]")]
        for column, cell in enumerate(cells, start=2):
            value = grid.rows[row].cells[column]
            told = "–" if grid.is_dust(row, column) else text_of(value)
            assert cell == told, (head, column)


def test_the_streams_tab_puts_its_own_table_on_the_sheet(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    document, settings = window.session.document, window.session.settings
    qtbot.waitUntil(lambda: window.session.solver.is_current, timeout=30_000)
    tab = window.results.page("Streams")
    assert isinstance(tab, StreamsTab)
    qtbot.waitUntil(lambda: tab.on_sheet.isVisible(), timeout=10_000)
    first = sorted(document.sheet.streams)[0]
    settings.put(
        stream_choice={document.sheet.name: (document.sheet.streams[first].tag,)},
        stream_rows=("Conditions and flows: T", "Elements: K", "Liquor: pH"),
    )
    qtbot.mouseClick(tab.on_sheet, Qt.MouseButton.LeftButton)
    (note,) = document.sheet.drawing.annotations.values()
    assert (note.streams, note.rows) == ((first,), ("T", "elements: K", "liquors: pH"))
    (item,) = window.canvas.sheet_scene.annotations.items.values()
    qtbot.waitUntil(lambda: {"T [°C]", "K [kg/h]", "pH"} <= set(words(item)), timeout=10_000)


def test_a_frame_takes_notes_and_a_drag_moves_them_with_units_in_one_step(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    document, view = window.session.document, window.canvas
    view.sheet_scene.projection.settle()
    unit = view.sheet_scene.units[sorted(document.sheet.units)[0]]
    box = unit.drawn.box
    item = put(window, x=box.left, y=box.top - 64, text="beside it")
    window.session.selection.clear()
    corner, far = (
        on_screen(window, QPointF(*spot)) for spot in ((box.left - 12, box.top - 72), (box.right + 4, box.bottom))
    )
    drag(qtbot, view.viewport(), corner, far)
    assert {item.key, unit.key} <= window.session.selection.ids
    window.session.selection.set((item.key, unit.key))
    before, count = document.sheet, document.undo_stack.count()
    start = on_screen(window, item.frame.center())
    drag(qtbot, view.viewport(), start, start + QPoint(64, -32))
    after = document.sheet.drawing
    assert after.annotations[item.key].x == before.drawing.annotations[item.key].x + 64
    assert after.units[unit.key].x == before.drawing.units[unit.key].x + 64
    assert document.undo_stack.count() == count + 1
    document.undo_stack.undo()
    assert document.sheet is before


def test_the_palette_has_them_to_click_and_to_drag(window: MainWindow, qtbot: QtBot) -> None:
    shelf, view = window.palette_panel.notes, window.canvas
    qtbot.mouseClick(shelf.buttons["stream table"], Qt.MouseButton.LeftButton)
    assert [note.shape for note in window.session.document.sheet.drawing.annotations.values()] == ["stream table"]
    qtbot.mouseClick(shelf.buttons["text"], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(field(window), "clicked")
    qtbot.keyClick(field(window), Qt.Key.Key_Return, CTRL)
    data = QMimeData()
    data.setData(MIME, b"box")
    assert dragged_note(data) == "box"
    spot = view.viewport().rect().center()
    drop = QDropEvent(
        QPointF(spot), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    view.dropEvent(drop)
    qtbot.keyClick(field(window), Qt.Key.Key_Escape)
    shapes = [note.shape for note in window.session.document.sheet.drawing.annotations.values()]
    assert sorted(shapes) == ["box", "stream table", "text"]
    data.setData(MIME, b"sphere")
    assert dragged_note(data) is None


def test_streams_and_rows_of_a_table_are_ticked(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    document = window.session.document
    window.canvas.annotating.add_table()
    ((key, _),) = document.sheet.drawing.annotations.items()
    qtbot.waitUntil(lambda: window.session.solver.is_current, timeout=30_000)
    window.canvas.annotating.choose_contents()
    qtbot.waitUntil(lambda: window.canvas.annotating.contents is not None, timeout=10_000)
    contents = window.canvas.annotating.contents
    assert contents is not None
    first, second = sorted(document.sheet.streams)[:2]
    contents.chosen.emit([f"stream {first}", f"stream {second}", "row T", "row elements: K"])
    note = document.sheet.drawing.annotations[key]
    assert (note.streams, note.rows) == ((first, second), ("T", "elements: K"))
    contents.chosen.emit([])
    assert document.sheet.drawing.annotations[key] == note
    contents.reset.emit()
    note = document.sheet.drawing.annotations[key]
    assert (note.streams, note.rows) == ((), ())
    contents.hide()


def test_drawing_never_makes_a_result_stale(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    solver = window.session.solver
    qtbot.waitUntil(lambda: solver.is_current, timeout=30_000)
    item = put(window, x=0, y=-300, text="a note")
    window.canvas.sheet_actions.nudge(3, 3)
    window.canvas.annotating.resize(2, 0)
    window.canvas.annotating.put_box(0, 0, 80, 80)
    assert solver.is_current
    window.session.selection.set((item.key,))
    window.canvas.sheet_actions.delete()
    assert solver.is_current


@pytest.mark.parametrize(
    ("edges", "pull", "box"),
    [
        ((1, 0), (40, 9), (0, 0, 140, 80)),
        ((-1, 0), (16, 0), (16, 0, 84, 80)),
        ((0, -1), (0, -24), (0, -24, 100, 104)),
        ((1, 1), (-999, -999), (0, 0, 48, 32)),
        ((-1, -1), (999, 999), (52, 48, 48, 32)),
    ],
)
def test_edges_follow_and_boxes_stay_large_enough(
    edges: tuple[int, int], pull: tuple[float, float], box: tuple[float, ...]
) -> None:
    note = Annotation(x=0, y=0, shape="box", width=100, height=80)
    after = resized(note, Box(0, 0, 100, 80), edges, *pull)  # type: ignore[arg-type]
    assert (after.x, after.y, after.width, after.height) == pytest.approx(box, abs=4)


def test_names_are_short() -> None:
    assert named(Annotation(x=0, y=0, text="a b")) == "note 'a b'"
    assert named(Annotation(x=0, y=0, shape="box")) == "box"
    assert len(named(Annotation(x=0, y=0, text="word " * 99))) < 40
