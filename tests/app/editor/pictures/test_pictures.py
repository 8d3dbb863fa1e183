"""The window looks as it did when somebody last looked at it and found it good."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from app.editor.window.main_window import MainWindow
from tests.app.editor.pictures.approval import BLOCKS_ALLOWED, approve, comparable, difference, kept, path_of
from tests.app.editor.pictures.scenes import SCENES, photographed


@pytest.mark.parametrize("name", SCENES)
def test_looks_as_approved(
    name: str,
    window: MainWindow,
    opened: Callable[[str], MainWindow],
    qtbot: QtBot,
    tmp_path: Path,
    approving: bool,
) -> None:
    if not (approving or comparable()):
        pytest.skip("letters look different on this machine from those of the approved pictures")
    scene = SCENES[name]
    if scene.sheet:
        opened(scene.sheet)
    picture = photographed(scene, window, qtbot)
    if approving:
        approve(name, picture)
    now = kept(picture)
    differs = difference(now, QImage(str(path_of(name))))
    seen = tmp_path / path_of(name).name
    now.save(str(seen))
    assert differs <= BLOCKS_ALLOWED, (
        f"{differs:.1%} of the picture '{name}' is not as approved: look at {seen}; "
        "if it is right, run python -m pytest tests/app/editor/pictures --approve"
    )


def test_a_lost_label_is_noticed() -> None:
    white = QImage(320, 160, QImage.Format.Format_RGB32)
    white.fill(0xFFFFFF)
    with_label = white.copy()
    for x in range(100, 140):
        for y in range(40, 56, 2):
            with_label.setPixel(x, y, 0)
    assert difference(white, white) == 0.0
    assert difference(white, with_label) > BLOCKS_ALLOWED
    assert difference(white, white.copy(0, 0, 300, 160)) == 1.0
