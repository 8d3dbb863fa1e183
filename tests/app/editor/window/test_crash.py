"""What goes wrong inside is logged, told once, and the work is kept; lost work is offered at the next start."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.editor.document.document import Document
from app.editor.document.recovery import Journal
from app.editor.session import RECOVERY
from app.editor.window.crash import Funnel
from app.editor.window.main_window import MainWindow
from app.editor.window.recovery_offer import offer_lost_work
from flowsheets.document.editing import renamed
from flowsheets.library import path


@pytest.fixture
def funnel(tmp_path: Path) -> Iterator[Funnel]:
    made = Funnel(tmp_path / "log")
    yield made
    made.end()


def _raise(funnel: Funnel, words: str) -> None:
    try:
        raise RuntimeError(words)
    except RuntimeError as fault:
        funnel.take(RuntimeError, fault, fault.__traceback__)


def test_a_fault_keeps_the_work_and_is_told_once(
    opened: Callable[[str], MainWindow], funnel: Funnel, qtbot: QtBot
) -> None:
    window = opened("kcl_crystallisation")
    window.overlays.listen(funnel)
    document = window.session.document
    document.do("Rename", renamed(document.sheet, next(iter(document.sheet.units)), "X-1"))
    _raise(funnel, "the pump fell over")
    card = window.overlays.crash
    assert card is not None
    assert card.isVisible()
    assert "the pump fell over" in card.says.text()
    assert window.session.journal.file.exists()
    _raise(funnel, "and again")
    QTest.mouseClick(card.show_log, Qt.MouseButton.LeftButton)
    assert "the pump fell over" in card.log.toPlainText()
    assert "and again" in card.log.toPlainText()
    QTest.mouseClick(card.go_on, Qt.MouseButton.LeftButton)
    assert not card.isVisible()


def test_a_fault_in_another_thread_arrives_in_the_windows(
    opened: Callable[[str], MainWindow], funnel: Funnel, qtbot: QtBot
) -> None:
    window = opened("kcl_crystallisation")
    window.overlays.listen(funnel)
    thread = threading.Thread(target=_raise, args=(funnel, "in a thread"))
    thread.start()
    thread.join()
    card = window.overlays.crash
    assert card is not None
    qtbot.waitUntil(card.isVisible)


def test_messages_of_qt_are_logged(funnel: Funnel) -> None:
    funnel.take_message(QtMsgType.QtWarningMsg, QMessageLogContext(), "no such slot")
    assert "no such slot" in funnel.tail()


def test_a_death_is_found_at_the_next_start(window: MainWindow, tmp_path: Path) -> None:
    folder = tmp_path / "died"
    folder.mkdir()
    (folder / "death-1.txt").write_text("Fatal Python error: Segmentation fault\n\nCurrent thread")
    funnel = Funnel(folder)
    funnel._find_deaths()
    assert funnel.last_death == "Fatal Python error: Segmentation fault"
    assert "Current thread" in funnel.tail()
    assert not list(folder.glob("death-*"))
    window.overlays.listen(funnel)
    assert window.overlays.crash is not None
    assert window.overlays.crash.isVisible()
    funnel.end()


@pytest.fixture
def lost(window: MainWindow) -> Journal:
    """Work of a window that is gone."""
    document = Document(window)
    document.open_file(path("kcl_crystallisation"), as_template=True)
    journal = Journal(document, window.session.settings.folder / RECOVERY, window)
    document.do("Rename", renamed(document.sheet, next(iter(document.sheet.units)), "X-1"))
    journal.write_now()
    assert journal._lock is not None
    journal._lock.unlock()
    return journal


def test_lost_work_is_offered_and_opened_as_unsaved(window: MainWindow, lost: Journal, qapp: QApplication) -> None:
    assert offer_lost_work(window) == 1
    assert "not saved" in window.banners.text
    QTest.mouseClick(window.banners.buttons()["Open it"], Qt.MouseButton.LeftButton)
    sheet = window.session.document.sheet
    assert "X-1" in {unit.tag for unit in sheet.units.values()}
    assert window.session.document.is_modified
    assert window.session.journal.file.exists()
    assert not lost.file.exists()
    assert window.banners.bar is None


def test_lost_work_may_wait_or_be_thrown_away(window: MainWindow, lost: Journal) -> None:
    offer_lost_work(window)
    QTest.mouseClick(window.banners.buttons()["Not now"], Qt.MouseButton.LeftButton)
    assert lost.file.exists()
    offer_lost_work(window)
    QTest.mouseClick(window.banners.buttons()["Throw it away"], Qt.MouseButton.LeftButton)
    assert not lost.file.exists()
    assert offer_lost_work(window) == 0
