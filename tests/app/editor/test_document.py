"""Edits, undo and what views are told of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.editor.document.change import Change, model_of
from app.editor.document.document import Document
from flowsheets.document.editing import placed, renamed, with_parameter, without_unit
from flowsheets.document.errors import FileError
from flowsheets.document.file import dumps
from flowsheets.document.records import Placement
from flowsheets.library import path


@pytest.fixture
def document() -> Document:
    made = Document()
    made.open_file(path("cyanide_ccd"), as_template=True)
    return made


def _told(document: Document) -> list[Change]:
    changes: list[Change] = []
    document.changed.connect(changes.append)
    return changes


def test_undo_puts_back_the_very_object(document: Document) -> None:
    first, content = document.sheet, dumps(document.sheet)
    for key in list(first.units)[:5]:
        document.do("Delete", without_unit(document.sheet, key))
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert document.sheet is first
    assert dumps(document.sheet) == content
    assert not document.is_modified


def test_moving_is_no_change_of_the_model(document: Document) -> None:
    changes, before = _told(document), document.sheet
    key = next(iter(before.units))
    document.do("Move", placed(before, {key: Placement(x=8, y=16)}))
    assert [change.model for change in changes] == [False]
    assert changes[0].placements.touched == {key}
    assert model_of(document.sheet) == model_of(before)


def test_a_change_names_what_it_touched(document: Document) -> None:
    changes = _told(document)
    key = next(iter(document.sheet.units))
    document.do("Rename", renamed(document.sheet, key, "X-1"))
    document.do("Delete", without_unit(document.sheet, key))
    assert changes[0].units.changed == {key}
    assert changes[0].model
    assert changes[1].units.removed == {key}
    assert changes[1].streams


def test_an_edit_that_changes_nothing_is_none(document: Document) -> None:
    changes = _told(document)
    document.do("Nothing", document.sheet)
    assert not changes
    assert not document.undo_stack.canUndo()


def test_edits_of_one_gesture_are_one_step(document: Document) -> None:
    key, before = next(iter(document.sheet.units)), document.sheet
    for x in (8, 16, 24):
        document.do("Move", placed(document.sheet, {key: Placement(x=x, y=0)}), merge="drag 1")
    document.do("Move", placed(document.sheet, {key: Placement(x=32, y=0)}), merge="drag 2")
    assert document.undo_stack.count() == 2
    document.undo_stack.undo()
    assert document.sheet.drawing.units[key].x == 24
    document.undo_stack.undo()
    assert document.sheet is before


def test_saving_makes_clean_and_a_bad_folder_loses_nothing(document: Document, tmp_path: Path) -> None:
    key = next(iter(document.sheet.units))
    document.do("Edit", with_parameter(document.sheet, key, "pressure", "2 bar"))
    with pytest.raises(FileError):
        document.save(tmp_path / "there is no such folder" / "a.flow.json")
    assert document.is_modified
    document.save(tmp_path / "a.flow.json")
    assert not document.is_modified
    again = Document()
    again.open_file(tmp_path / "a.flow.json")
    assert again.sheet == document.sheet
