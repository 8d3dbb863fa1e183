"""The first look round: once, by keys, left at any moment."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.editor.window.main_window import MainWindow
from app.editor.window.tour import beside


def test_it_is_shown_once(window: MainWindow) -> None:
    tour = window.overlays.tour
    tour.begin_once()
    assert not tour.bubble.isVisible()
    window.session.settings.put(seen_tour=False)
    tour.begin_once()
    assert tour.bubble.isVisible()
    assert window.session.settings.values.seen_tour
    QTest.keyClick(tour.bubble.next, Qt.Key.Key_Escape)
    assert not tour.bubble.isVisible()
    assert not tour.ring.isVisible()


def test_five_stops_by_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    tour = window.overlays.tour
    window.actions_["tour"].trigger()
    seen = []
    while tour.bubble.isVisible():
        seen.append(tour.bubble.title.text())
        assert window.rect().contains(tour.bubble.geometry())
        assert tour.ring.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        QTest.keyClick(tour.bubble.next, Qt.Key.Key_Space)
    assert len(seen) == len(set(seen)) == 5


def test_back_and_skip(window: MainWindow) -> None:
    tour = window.overlays.tour
    tour.begin()
    QTest.mouseClick(tour.bubble.next, Qt.MouseButton.LeftButton)
    QTest.mouseClick(tour.bubble.back, Qt.MouseButton.LeftButton)
    assert tour.place == 0
    QTest.mouseClick(tour.bubble.skip, Qt.MouseButton.LeftButton)
    assert tour.place == -1


def test_a_folded_panel_is_passed_over(window: MainWindow) -> None:
    window.dock("palette").hide()
    window.overlays.tour.begin()
    assert window.overlays.tour.bubble.title.text() == "The sheet"


def test_a_bubble_never_leaves_the_window() -> None:
    room, size = QRect(0, 0, 960, 600), QSize(320, 130)
    for target in (QRect(0, 50, 216, 550), QRect(600, 50, 360, 550), QRect(0, 400, 960, 200), room):
        corner = beside(target, size, room)
        assert room.contains(QRect(corner, size))
