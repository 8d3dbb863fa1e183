"""Units go from one window to another through the system's clipboard."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.editor.canvas.clipboard import MIME
from app.editor.settings import Settings
from app.editor.start import open_window
from app.editor.window.main_window import MainWindow

Opened = Callable[[str], MainWindow]
CONTROL = Qt.KeyboardModifier.ControlModifier
OTHER_PROCESS = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication
from app.editor.settings import Settings
from app.editor.start import open_window
application = QApplication([])
data = QMimeData()
data.setData(sys.argv[2], sys.stdin.buffer.read())
application.clipboard().setMimeData(data)
settings = Settings(Path(sys.argv[1]))
settings.put(theme="light", seen_tour=True, solve_automatically=False)
window = open_window(settings=settings)
window.show()
window.actions_["paste"].trigger()
sheet = window.session.document.sheet
print(json.dumps({unit.tag: [unit.operation, unit.name] for unit in sheet.units.values()}))
window.session.document.undo_stack.setClean()
window.close()
application.clipboard().clear()
"""


def _press(window: MainWindow, qtbot: QtBot, key: Qt.Key) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.canvas.setFocus()
    QTest.keyClick(window.canvas, key, CONTROL)


@pytest.fixture
def there(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """A second window."""
    settings = Settings(tmp_path / "second")
    settings.put(theme="light", seen_tour=True)
    made = open_window(settings=settings)
    made.show()
    qapp.processEvents()
    yield made
    made.session.document.undo_stack.setClean()
    made.close()


def _chosen(window: MainWindow) -> dict[str, list[str]]:
    """Two units that a stream joins, chosen; tag to operation and name."""
    sheet = window.session.document.sheet
    stream = next(s for s in sheet.streams.values() if s.source and s.target)
    assert stream.source is not None
    assert stream.target is not None
    keys = (stream.source.unit, stream.target.unit)
    window.session.selection.set(keys)
    return {sheet.units[key].tag: [sheet.units[key].operation, sheet.units[key].name] for key in keys}


def test_what_is_copied_here_is_pasted_there(opened: Opened, there: MainWindow, qtbot: QtBot) -> None:
    here = opened("kcl_crystallisation")
    chosen = _chosen(here)
    _press(here, qtbot, Qt.Key.Key_C)
    _press(there, qtbot, Qt.Key.Key_V)
    taken, given = there.session.document.sheet, here.session.document.sheet
    assert {unit.tag: [unit.operation, unit.name] for unit in taken.units.values()} == chosen
    originals = {unit.tag: unit for unit in given.units.values()}
    for unit in taken.units.values():
        assert unit.parameters == originals[unit.tag].parameters
    assert len(taken.streams) == 1
    assert set(there.session.selection.ids) >= set(taken.units)
    assert not here.session.document.is_modified
    there.session.document.undo_stack.undo()
    assert not there.session.document.sheet.units


def test_what_is_cut_here_is_gone_here_and_comes_there(opened: Opened, there: MainWindow, qtbot: QtBot) -> None:
    here = opened("kcl_crystallisation")
    chosen = _chosen(here)
    _press(here, qtbot, Qt.Key.Key_X)
    assert not {unit.tag for unit in here.session.document.sheet.units.values()} & set(chosen)
    for _time in range(2):
        _press(there, qtbot, Qt.Key.Key_V)
    tags = [unit.tag for unit in there.session.document.sheet.units.values()]
    assert len(tags) == len(set(tags)) == 4
    assert set(chosen) < set(tags)
    here.session.document.undo_stack.undo()
    assert {unit.tag for unit in here.session.document.sheet.units.values()} > set(chosen)


def test_another_process_takes_what_was_copied(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    """Without a screen each process has a clipboard of its own: the bytes are carried over as a screen would."""
    here = opened("kcl_crystallisation")
    chosen = _chosen(here)
    _press(here, qtbot, Qt.Key.Key_C)
    data = QApplication.clipboard().mimeData()
    assert data is not None
    command = [sys.executable, "-c", OTHER_PROCESS, str(tmp_path / "other"), MIME]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    carried = bytes(data.data(MIME).data())
    done = subprocess.run(command, input=carried, env=environment, capture_output=True, check=True, timeout=60)
    assert json.loads(done.stdout.splitlines()[-1]) == chosen
