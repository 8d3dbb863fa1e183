"""The page of a note, a box or a table on the sheet, by keys and mouse."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.editor.document.annotating import with_annotation
from app.editor.inspector.annotation_page import AnnotationPage
from app.editor.inspector.sheet_page import SheetPage
from app.editor.window.main_window import MainWindow
from flowsheets.diagram.marks import Text
from flowsheets.document.file import dumps, loads
from flowsheets.document.records import Annotation

Opened = Callable[[str], MainWindow]
KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def _page(window: MainWindow, qtbot: QtBot, note: Annotation) -> AnnotationPage:
    sheet, key = with_annotation(window.session.document.sheet, note)
    window.session.document.do("Add", sheet)
    window.session.selection.set((key,))
    page = window.inspector.page
    assert isinstance(page, AnnotationPage)
    qtbot.waitUntil(lambda: page.is_whole)
    return page


def _type(qtbot: QtBot, field: QPlainTextEdit, text: str) -> None:
    field.setFocus()
    qtbot.keyClick(field, KEY.Key_A, CONTROL)
    qtbot.keyClicks(field, text)


def test_words_and_place_of_a_note_are_written(window: MainWindow, qtbot: QtBot) -> None:
    document = window.session.document
    page = _page(window, qtbot, Annotation(x=0, y=0, text="Old words"))
    assert set(page.fields) == {"x", "y", "width"}
    words = page.findChild(QPlainTextEdit)
    assert isinstance(words, QPlainTextEdit)
    _type(qtbot, words, "Start up with water")
    assert page.note.text == "Start up with water"
    for name, text, value in (("x", "83 px", 80.0), ("y", "-16", -16.0), ("width", "200", 200.0)):
        field = page.fields[name]
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, text)
        qtbot.keyClick(field, KEY.Key_Return)
        assert getattr(page.note, name) == value
        assert field.text() == f"{value:g} px"
    item = window.canvas.sheet_scene.annotations.items[page.key]
    assert item.frame.left() <= 80.0 <= item.frame.left() + 12
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "wide")
    assert field.fault == "Write a number of px."
    assert page.note.width == 200.0
    field.selectAll()
    qtbot.keyClick(field, KEY.Key_Delete)
    assert page.note.width is None
    for before in (200.0, None):
        document.undo_stack.undo()
        assert page.note.width == before
    assert window.inspector.page is page


def test_a_note_keeps_its_last_words_and_goes_by_its_button(window: MainWindow, qtbot: QtBot) -> None:
    document = window.session.document
    page = _page(window, qtbot, Annotation(x=0, y=0, text="Here"))
    words = page.findChild(QPlainTextEdit)
    assert isinstance(words, QPlainTextEdit)
    words.setFocus()
    qtbot.keyClick(words, KEY.Key_A, CONTROL)
    qtbot.keyClick(words, KEY.Key_Delete)
    assert page.note.text == "Here"
    page.fields["x"].setFocus()
    assert words.toPlainText() == "Here"
    delete = next(button for button in page.findChildren(QPushButton) if button.text() == "Delete")
    assert delete.accessibleName() == "Delete the note"
    qtbot.mouseClick(delete, Qt.MouseButton.LeftButton)
    assert not document.sheet.drawing.annotations
    assert isinstance(window.inspector.page, SheetPage)
    assert document.undo_stack.undoText() == "Delete note 'Here'"
    document.undo_stack.undo()
    assert len(document.sheet.drawing.annotations) == 1


def test_a_box_has_a_title_and_both_sizes(window: MainWindow, qtbot: QtBot) -> None:
    page = _page(window, qtbot, Annotation(x=0, y=0, shape="box", width=160, height=96))
    assert set(page.fields) == {"x", "y", "width", "height"}
    words = page.findChild(QPlainTextEdit)
    assert isinstance(words, QPlainTextEdit)
    _type(qtbot, words, "Area 100")
    assert page.note.text == "Area 100"
    field = page.fields["height"]
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "8")
    assert page.note.height == 96  # too low to be a box, until more follows
    qtbot.keyClicks(field, "00")
    assert page.note.height == 800


def test_a_table_is_chosen_in_its_page(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    document = window.session.document
    qtbot.waitUntil(lambda: window.session.solver.is_current, timeout=30_000)
    page = _page(window, qtbot, Annotation(x=0, y=600, shape="stream table", rows=("T", "mass", "elements: K")))
    item = window.canvas.sheet_scene.annotations.items[page.key]

    def heads() -> set[str]:
        return {mark.words for mark in item.drawn.marks if isinstance(mark, Text)}

    qtbot.waitUntil(lambda: {"mass [t/h]", "K [kg/h]"} <= heads(), timeout=10_000)
    per, masses = page.choices["per"], page.choices["mass_unit"]
    per.setFocus()
    qtbot.keyClick(per, KEY.Key_Down)
    qtbot.waitUntil(lambda: {"mass [t/d]", "K [kg/d]"} <= heads(), timeout=10_000)
    masses.setFocus()
    qtbot.keyClick(masses, KEY.Key_Down)
    qtbot.waitUntil(lambda: {"mass [t/d]", "K [t/d]"} <= heads(), timeout=10_000)
    assert window.session.solver.is_current
    kept = loads(dumps(document.sheet)).drawing.annotations[page.key]
    assert (kept.per, kept.mass_unit) == ("d", "t")
    button = next(b for b in page.findChildren(QPushButton) if b.text().startswith("Streams and rows"))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.contents is not None, timeout=10_000)
    assert page.contents is not None
    page.contents.chosen.emit([f"stream {min(document.sheet.streams)}", "row T"])
    assert page.note.rows == ("T",)
    page.contents.hide()
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert masses.currentText().startswith("t or kg")
    qtbot.waitUntil(lambda: {"mass [t/d]", "K [kg/d]"} <= heads(), timeout=10_000)
