"""The small map of the whole drawing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from app.editor.canvas.overview_map import OverviewMap
from app.editor.window.main_window import MainWindow

Opened = Callable[[str], MainWindow]


def shown(opened: Opened, qtbot: QtBot) -> tuple[MainWindow, OverviewMap]:
    window = opened("kcl_crystallisation")
    window.canvas.setFocus()
    qtbot.keyClick(window.canvas, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    small = window.canvas.overview_map
    qtbot.waitUntil(lambda: small._picture is not None and not small._later.isActive(), timeout=5_000)
    return window, small


def test_it_is_shown_by_a_key_and_remembered(opened: Opened, qtbot: QtBot) -> None:
    window, small = shown(opened, qtbot)
    assert small.isVisible()
    assert window.session.settings.values.show_map
    assert window.actions_["overview map"].isChecked()
    assert window.canvas.viewport().rect().contains(small.geometry())
    window.actions_["overview map"].trigger()
    assert not small.isVisible()


def test_a_press_looks_there_and_a_drag_follows(opened: Opened, qtbot: QtBot) -> None:
    window, small = shown(opened, qtbot)
    view = window.canvas
    view.zoom(2 / view.scale_now)
    scale, shift = small._fit()
    unit = next(iter(view.sheet_scene.units.values()))
    middle = QPointF(*unit.drawn.box.centre)
    place = (middle * scale + shift).toPoint()
    qtbot.mousePress(small, Qt.MouseButton.LeftButton, pos=place)
    seen = view.mapToScene(view.viewport().rect().center())
    assert (seen - middle).manhattanLength() < 4 / scale
    qtbot.mouseMove(small, place + QPoint(20, 0))
    further = view.mapToScene(view.viewport().rect().center())
    assert further.x() > seen.x() + 10 / scale
    qtbot.mouseRelease(small, Qt.MouseButton.LeftButton, pos=place + QPoint(20, 0))


def test_it_works_from_the_keyboard(opened: Opened, qtbot: QtBot) -> None:
    window, small = shown(opened, qtbot)
    view = window.canvas
    view.zoom(2 / view.scale_now)
    small.setFocus()
    before = view.mapToScene(view.viewport().rect().center())
    qtbot.keyClick(small, Qt.Key.Key_Right)
    assert view.mapToScene(view.viewport().rect().center()).x() > before.x()
    scale = view.scale_now
    qtbot.keyClick(small, Qt.Key.Key_Plus)
    assert view.scale_now > scale
    qtbot.keyClick(small, Qt.Key.Key_Escape)
    assert view.hasFocus()


def test_its_picture_follows_the_drawing_once_it_has_settled(opened: Opened, qtbot: QtBot) -> None:
    window, small = shown(opened, qtbot)
    before = small._picture
    window.session.selection.set(window.canvas.sheet_scene.units)
    window.canvas.sheet_actions.nudge(0, 4)
    assert small._picture is before
    qtbot.waitUntil(lambda: small._picture is not before, timeout=5_000)
    assert window.canvas.sheet_scene.projection.is_settled
