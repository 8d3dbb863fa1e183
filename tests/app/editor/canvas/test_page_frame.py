"""Paper, frame and title block on the canvas: as they are printed, and written in place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from app.editor.canvas.annotation_field import WordsField
from app.editor.window.main_window import MainWindow
from flowsheets.diagram.marks import Text
from flowsheets.diagram.paper import pages
from flowsheets.document.editing import with_page
from flowsheets.document.records import PageFrame

Opened = Callable[[str], MainWindow]


def shown(opened: Opened, qtbot: QtBot) -> MainWindow:
    window = opened("kcl_crystallisation")
    window.session.solver.set_automatic(False)
    window.session.solver.cancel()
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    frame = window.canvas.page_frame
    qtbot.waitUntil(lambda: frame.item is not None and not frame._later.isActive(), timeout=5_000)
    return window


def said(window: MainWindow) -> list[str]:
    item = window.canvas.page_frame.item
    assert item is not None
    return [mark.words for mark in item.marks if isinstance(mark, Text)]


def numbered(window: MainWindow) -> list[str]:
    """Numbers are held to what follows them by blanks that do not break."""
    return [words.replace("\u00a0", " ") for words in said(window)]


@pytest.mark.parametrize("page", [PageFrame(), PageFrame(paper="A4", landscape=False)])
def test_it_lies_as_it_is_printed(opened: Opened, qtbot: QtBot, page: PageFrame) -> None:
    window = shown(opened, qtbot)
    document, frame = window.session.document, window.canvas.page_frame
    document.do("Choose paper", with_page(document.sheet, page))
    qtbot.waitUntil(lambda: not frame._later.isActive(), timeout=5_000)
    (printed,) = pages(document.sheet)
    assert frame.arrangement is not None
    assert frame.arrangement.scale == pytest.approx(printed.scale)
    x, y = frame.arrangement.shift
    assert f"translate({x:.3f} {y:.3f})scale({frame.arrangement.scale:.5f})" in printed.svg
    for words in said(window):
        assert words.replace("&", "&amp;") in printed.svg
    assert frame.paper.contains(window.canvas.sheet_scene.drawing)


def test_the_table_below_the_drawing_and_the_standing_follow_the_solution(opened: Opened, qtbot: QtBot) -> None:
    window = shown(opened, qtbot)
    assert any("not solved" in words for words in said(window))
    window.session.solver.solve_now()
    qtbot.waitUntil(lambda: "T [°C]" in said(window), timeout=30_000)
    assert any("closed, mass" in words for words in said(window))


def test_a_field_of_the_title_block_is_written_where_it_stands(opened: Opened, qtbot: QtBot) -> None:
    window = shown(opened, qtbot)
    document, view, frame = window.session.document, window.canvas, window.canvas.page_frame
    area = frame._fields()["drawn"]
    view.zoom(1 / view.scale_now)
    view.centerOn(area.center())
    spot = view.mapFromScene(QPointF(area.center()))
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    field = next(found for found in view.findChildren(WordsField) if found.isVisible())
    assert field.accessibleName() == "Drawn in the title block"
    qtbot.keyClicks(field, "M. Curie")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert document.sheet.drawing.frame is not None
    assert document.sheet.drawing.frame.title_block == {"drawn": "M. Curie"}
    qtbot.waitUntil(lambda: "M. Curie" in said(window), timeout=5_000)
    document.undo_stack.undo()
    assert document.sheet.drawing.frame is None
    qtbot.waitUntil(lambda: "M. Curie" not in said(window), timeout=5_000)


def test_it_goes_and_leaves_nothing(opened: Opened, qtbot: QtBot) -> None:
    window = shown(opened, qtbot)
    window.actions_["page frame"].trigger()
    assert window.canvas.page_frame.item is None
    assert window.canvas.page_frame.field_at(QPointF(0, 0)) is None
    assert not window.session.settings.values.show_page_frame


def test_a_level_has_its_own_page(opened: Opened, qtbot: QtBot) -> None:
    window = shown(opened, qtbot)
    document, frame = window.session.document, window.canvas.page_frame
    window.session.selection.set(sorted(document.sheet.units)[:3])
    window.actions_["fold"].trigger()
    qtbot.waitUntil(lambda: "1 of 2" in numbered(window), timeout=5_000)
    (box,) = document.sheet.drawing.subflowsheets
    document.open_level(box)
    qtbot.waitUntil(lambda: "2 of 2" in numbered(window), timeout=5_000)
    printed = pages(document.sheet, level=box)[0]
    assert frame.arrangement is not None
    assert frame.arrangement.scale == pytest.approx(printed.scale)
