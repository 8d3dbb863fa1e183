"""The sheet while its scale changes looks as it does at rest."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.editor.canvas.items import UnitStanding
from app.editor.canvas.view import CanvasView
from app.editor.document.document import Document
from flowsheets.document.editing import placed, without_stream
from flowsheets.document.records import Placement

BLOCK = 8
"""[px] Smoothing of edges is not told apart in blocks of this size, a missing line or word is."""
NOTICED = 25
"""Difference of the mean of a block, of 255."""


def seen(view: CanvasView, ratio: float = 1.0) -> np.ndarray:
    """Mean brightness of the blocks of what the view shows."""
    size = view.viewport().size()
    picture = QImage(round(size.width() * ratio), round(size.height() * ratio), QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(ratio)
    painter = QPainter(picture)
    QWidget.render(view.viewport(), painter, QPoint())
    painter.end()
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    height, width = grey.height() // BLOCK, grey.width() // BLOCK
    return rows[: height * BLOCK, : width * BLOCK].reshape(height, BLOCK, width, BLOCK).mean(axis=(1, 3))


def looks_alike(one: np.ndarray, other: np.ndarray) -> bool:
    return bool((np.abs(one - other) > NOTICED).mean() < 0.001)


@pytest.fixture
def view(opened, qtbot: QtBot) -> CanvasView:
    view = opened("spodumene_li2co3").canvas
    scene = view.sheet_scene
    scene.projection.settle()
    scene.labels.settle()
    units, streams = sorted(scene.units), sorted(scene.streams)
    for number, key in enumerate(streams):
        scene.streams[key].show_flow((("aq", "s"), ("g",), ("aq",))[number % 3], stale=False)
    for number, key in enumerate(units):
        if number % 5 == 0:
            scene.units[key].show_result(UnitStanding.FAILED, "", stale=False)
    view.session.selection.set({units[1], units[2], streams[3], streams[4]})
    view.fit()
    return view


@pytest.mark.parametrize("scale", [0.2, 0.85, 1.4])
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_it_looks_as_at_rest(view: CanvasView, scale: float, ratio: float) -> None:
    view.zoom(scale / view.scale_now)
    assert view.zooming.is_on
    zooming = seen(view, ratio)
    view.zooming.end()
    at_rest = seen(view, ratio)
    assert looks_alike(zooming, at_rest)
    assert at_rest.std() > 5  # something is to be seen


def test_words_come_back_at_rest(view: CanvasView, qtbot: QtBot) -> None:
    view.zoom(0.5 / view.scale_now)
    without = seen(view)
    qtbot.waitUntil(lambda: not view.zooming.is_on, timeout=5000)
    assert not looks_alike(without, seen(view))


def test_what_changes_meanwhile_is_shown(view: CanvasView) -> None:
    view.zoom(1.0 / view.scale_now)
    view.centerOn(view.sheet_scene.drawing.center())
    before = seen(view)
    document: Document = view.session.document
    moved = {
        key: Placement(x=unit.placement.x + 48, y=unit.placement.y + 48)
        for key, unit in view.sheet_scene.projection.units.items()
    }
    document.do("Move", placed(document.sheet, moved))
    view.sheet_scene.projection.settle()
    now = seen(view)
    assert view.zooming.is_on
    view.zooming.end()
    assert not looks_alike(before, now)
    assert looks_alike(now, seen(view))


def test_marks_and_deletions_are_shown_too(view: CanvasView) -> None:
    scene = view.sheet_scene
    view.zoom(0.9 / view.scale_now)
    stream = scene.streams[max(scene.streams, key=lambda key: len(scene.streams[key].points))]
    view.centerOn(stream)
    plain = seen(view)
    stream.marked = True
    stream.update()
    marked = seen(view)
    assert np.abs(marked - plain).max() > 5
    view.session.document.do("Delete", without_stream(view.session.document.sheet, stream.key))
    assert np.abs(seen(view) - marked).max() > 5
