"""The first screen: drawings that hold nothing up, sheets that open, and that it makes way."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.editor.canvas.placing import MIME
from app.editor.start import welcome
from app.editor.window.gallery import FILE, Gallery
from app.editor.window.main_window import MainWindow
from flowsheets import library


@pytest.fixture
def gallery(window: MainWindow) -> Gallery:
    welcome(window)
    assert window.overlays.gallery.isVisible()
    return window.overlays.gallery


def test_every_sheet_of_the_library_is_drawn_in_slices(gallery: Gallery, qapp: QApplication) -> None:
    longest = 0.0
    until = time.monotonic() + 30.0
    while gallery.thumbnails.is_busy and time.monotonic() < until:
        begun = time.process_time()  # the machine may be busy with other things
        qapp.processEvents()
        longest = max(longest, time.process_time() - begun)
    assert len(gallery.thumbnails.drawings) == len(library.names())
    assert longest < 0.25
    for row in range(gallery.list.model().rowCount()):
        index = gallery.list.model().index(row, 0)
        assert gallery._picture(index.data(FILE)) is not None
        assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole)


def test_enter_opens_a_copy_of_the_chosen_sheet(gallery: Gallery, window: MainWindow) -> None:
    QTest.keyClick(gallery.list, Qt.Key.Key_Right)
    chosen = gallery.list.currentIndex().data(FILE + 1)
    assert chosen == library.names()[1]
    QTest.keyClick(gallery.list, Qt.Key.Key_Return)
    assert not gallery.isVisible()
    assert window.session.document.sheet.name == chosen
    assert window.session.document.path is None


def test_a_click_opens(gallery: Gallery, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not gallery.list.visualRect(gallery.list.model().index(0, 0)).isEmpty())
    place = gallery.list.visualRect(gallery.list.model().index(0, 0)).center()
    QTest.mouseClick(gallery.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert window.session.document.sheet.name == library.names()[0]


def test_a_new_sheet_begins_in_the_palette(gallery: Gallery, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    QTest.mouseClick(gallery.new, Qt.MouseButton.LeftButton)
    assert not gallery.isVisible()
    assert window.palette_panel.field.hasFocus()
    window.actions_["gallery"].trigger()
    QTest.keyClick(gallery.list, Qt.Key.Key_Escape)
    assert not gallery.isVisible()


def test_it_makes_way_for_what_is_dragged(gallery: Gallery, window: MainWindow, qapp: QApplication) -> None:
    data = QMimeData()
    data.setData(MIME, b"Mixer")
    held = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    qapp.sendEvent(gallery, QDragEnterEvent(QPoint(200, 200), *held))
    assert not gallery.isVisible()
    drop = QDropEvent(QPointF(200, 200), *held, QEvent.Type.Drop)
    window.canvas.dropEvent(drop)
    assert [unit.operation for unit in window.session.document.sheet.units.values()] == ["Mixer"]


def test_recent_files_are_offered_and_the_sheet_stays_covered(window: MainWindow, tmp_path: Path) -> None:
    copy = tmp_path / "brine.flow.json"
    copy.write_bytes(library.path("kcl_crystallisation").read_bytes())
    window.session.settings.remember(copy)
    gallery = window.overlays.gallery
    gallery.enter()
    window.resize(1280, 720)
    assert gallery.size() == window.canvas.size()
    button = next(b for b in gallery.findChildren(QPushButton) if b.text() == "brine")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.session.document.path == copy


def test_no_gallery_over_a_sheet(window: MainWindow) -> None:
    window.open_path(library.path("kcl_crystallisation"), as_template=True)
    welcome(window)
    assert not window.overlays.gallery.isVisible()
