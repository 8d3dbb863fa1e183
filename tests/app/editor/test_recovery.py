"""Unsaved work outlives its window, saved work leaves nothing behind."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.editor.document.document import Document
from app.editor.document.recovery import SUFFIX, Journal, lost_work
from flowsheets.document.editing import renamed
from flowsheets.library import path


@pytest.fixture
def document() -> Document:
    made = Document()
    made.open_file(path("cyanide_ccd"), as_template=True)
    return made


def _rename_first(document: Document, tag: str) -> None:
    document.do("Rename", renamed(document.sheet, next(iter(document.sheet.units)), tag))


def _orphaned(journal: Journal) -> None:
    """As if the process were gone: the file stays, the lock is free."""
    assert journal._lock is not None
    journal._lock.unlock()


def test_an_edit_is_written_within_a_second(document: Document, tmp_path: Path, qtbot: QtBot) -> None:
    journal = Journal(document, tmp_path / "recovery")
    assert not (tmp_path / "recovery").exists()
    _rename_first(document, "X-1")
    begun = time.monotonic()
    qtbot.waitUntil(journal.file.exists, timeout=3000)
    assert time.monotonic() - begun < 1.5
    assert lost_work(journal.file.parent) == []
    _orphaned(journal)
    (lost,) = lost_work(journal.file.parent)
    assert lost.sheet == document.sheet
    assert lost.path is None
    assert lost.title == document.title
    lost.discard()
    assert lost_work(journal.file.parent) == []
    journal.end()


def test_encoding_does_not_hold_up_the_window(document: Document, tmp_path: Path) -> None:
    document.open_file(path("spodumene_li2co3"), as_template=True)
    journal = Journal(document, tmp_path)
    taken = []
    for _ in range(5):
        begun = time.perf_counter()
        journal._encoded()
        taken.append(time.perf_counter() - begun)
    assert min(taken) < 0.010


def test_saving_and_undoing_remove_the_file(document: Document, tmp_path: Path, qtbot: QtBot) -> None:
    journal = Journal(document, tmp_path / "recovery")
    _rename_first(document, "X-1")
    journal.write_now()
    assert journal.file.exists()
    document.save(tmp_path / "saved.flow.json")
    assert not journal.file.exists()
    _rename_first(document, "X-2")
    qtbot.waitUntil(journal.file.exists, timeout=3000)
    document.undo_stack.undo()
    assert not journal.file.exists()
    journal.end()
    assert not list((tmp_path / "recovery").iterdir())


def test_undoing_past_the_saved_state_is_kept(document: Document, tmp_path: Path, qtbot: QtBot) -> None:
    journal = Journal(document, tmp_path / "recovery")
    _rename_first(document, "X-1")
    document.save(tmp_path / "saved.flow.json")
    document.undo_stack.undo()
    qtbot.waitUntil(journal.file.exists, timeout=3000)
    journal.end()


def test_work_that_was_saved_after_all_is_not_offered(document: Document, tmp_path: Path) -> None:
    journal = Journal(document, tmp_path / "recovery")
    document.save(tmp_path / "saved.flow.json")
    _rename_first(document, "X-1")
    journal.write_now()
    content = journal.file.read_bytes()
    document.save(tmp_path / "saved.flow.json")
    journal.file.write_bytes(content)
    _orphaned(journal)
    assert lost_work(journal.file.parent) == []
    assert not journal.file.exists()


def test_what_cannot_be_read_is_put_aside(tmp_path: Path) -> None:
    (tmp_path / f"1-a{SUFFIX}").write_bytes(b'{"path": "", "ti')
    (tmp_path / f".1-a{SUFFIX}.draft").write_bytes(b"")
    assert lost_work(tmp_path) == []
    assert [p.name for p in tmp_path.glob("*.unreadable")]
    assert not list(tmp_path.glob(".1-a*"))


def test_a_folder_that_cannot_be_written_is_told_once(document: Document, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "recovery").write_text("a file, no folder")
    journal = Journal(document, tmp_path / "recovery")
    with qtbot.waitSignal(journal.failed, timeout=3000):
        _rename_first(document, "X-1")
    told: list[str] = []
    journal.failed.connect(told.append)
    _rename_first(document, "X-2")
    qtbot.wait(700)
    assert told == []
    journal.end()


def test_recovered_work_is_unsaved(document: Document) -> None:
    document.open(document.sheet, unsaved=True)
    assert document.is_modified
    assert not document.undo_stack.canUndo()
