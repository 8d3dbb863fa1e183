"""A sheet that is shown whole stays so while the room for it changes; where one looked, one goes on looking."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRect, QSizeF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.editor.canvas.free_room import free_room
from app.editor.canvas.view import CanvasView
from app.editor.window.main_window import MainWindow

Opened = Callable[[str], MainWindow]


def _is_seen_whole(view: CanvasView) -> bool:
    seen = view.mapToScene(view.viewport().rect()).boundingRect()
    return seen.contains(view.sheet_scene.drawing)


def test_a_sheet_shown_whole_stays_whole_when_the_view_shrinks(opened: Opened) -> None:
    view = opened("mnso4").canvas
    QApplication.processEvents()
    view.fit()
    for height in (420, 260, 520):
        view.resize(view.width(), height)
        QApplication.processEvents()
        assert _is_seen_whole(view)


def test_what_was_looked_at_stays_where_it_is(opened: Opened) -> None:
    view = opened("mnso4").canvas
    QApplication.processEvents()
    view.fit()
    view.zoom(2.0, QPointF(100, 100))
    scale, corner = view.scale_now, view.mapToScene(QPoint(0, 0))
    view.resize(view.width(), view.height() - 120)
    QApplication.processEvents()
    assert view.scale_now == scale
    assert (view.mapToScene(QPoint(0, 0)) - corner).manhattanLength() < 2.0 / scale


def _corners(view: CanvasView) -> list[QRect]:
    return [part.geometry() for part in (view.legend, view.overview_map) if part.isVisible()]


def test_a_sheet_shown_whole_keeps_clear_of_map_and_legend(opened: Opened, qtbot: QtBot) -> None:
    window = opened("kcl_crystallisation")
    view = window.canvas
    qtbot.waitUntil(lambda: window.session.solver.is_current, timeout=30_000)
    view.fit()
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_Q)
    qtbot.waitUntil(lambda: "mass flow" in view.legend.accessibleName(), timeout=10_000)
    for height in (None, 460, 380):
        if height:
            view.resize(view.width(), height)
            QApplication.processEvents()
        assert len(_corners(view)) == 2
        seen = view.mapFromScene(view.sheet_scene.drawing).boundingRect()
        assert view.viewport().rect().contains(seen)
        assert not any(corner.intersects(seen) for corner in _corners(view)), height
    view.resize(view.width(), 460)
    qtbot.keyClick(view, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_Q)
    view.fit()
    assert not _corners(view)


def test_where_one_looks_stays_when_the_map_comes(opened: Opened, qtbot: QtBot) -> None:
    view = opened("kcl_crystallisation").canvas
    QApplication.processEvents()
    view.fit()
    view.zoom(2.0, QPointF(100, 100))
    seen = view.mapToScene(QPoint(0, 0))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert view.overview_map.isVisible()
    assert view.mapToScene(QPoint(0, 0)) == seen


def test_room_is_left_on_the_side_that_costs_least() -> None:
    view, corner = QRect(0, 0, 1000, 600), QRect(780, 440, 208, 148)
    assert free_room(view, (), QSizeF(500, 300)) == view
    assert free_room(view, (corner,), QSizeF(2000, 600)).bottom() < corner.top()
    assert free_room(view, (corner,), QSizeF(600, 2000)).right() < corner.left()
    assert free_room(QRect(0, 0, 240, 160), (QRect(12, 4, 216, 144),), QSizeF(600, 600)) == QRect(0, 0, 240, 160)
