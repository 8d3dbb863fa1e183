"""A sheet that is shown whole stays so while the room for it changes; where one looked, one goes on looking."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QApplication

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
