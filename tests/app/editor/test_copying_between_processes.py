"""What is copied in one running editor is pasted in another, by the clipboard of the system."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.editor.settings import Settings
from app.editor.start import open_window
application = QApplication([])
settings = Settings(Path(sys.argv[1]))
settings.put(theme="light", solve_automatically=False, seen_tour=True)
window = open_window(settings=settings)
window.show()
window.activateWindow()
def told():
    import json
    sheet = window.session.document.sheet
    print(json.dumps({
        "units": sorted((unit.operation, json.dumps(unit.parameters, sort_keys=True)) for unit in sheet.units.values()),
        "streams": len(sheet.streams),
    }), flush=True)
"""
COPYING = (
    WINDOW
    + """
from flowsheets.library import path
window.open_path(path("kcl_crystallisation"), as_template=True)
window.session.selection.set(window.session.document.sheet.units)
window.actions_["copy"].trigger()
told()
QTimer.singleShot(60_000, application.quit)  # the clipboard is this process's as long as it lives
application.exec()
"""
)
PASTING = (
    WINDOW
    + """
tries = 0
def paste():
    global tries
    tries += 1
    window.actions_["paste"].trigger()
    if window.session.document.sheet.units or tries == 50:
        told()
        window.session.document.undo_stack.setClean()
        window.close()
        application.quit()
    else:
        QTimer.singleShot(100, paste)
QTimer.singleShot(200, paste)
application.exec()
"""
)


BOTH = f"""
import subprocess, sys
run = [sys.executable, "-c"]
first = subprocess.Popen([*run, {COPYING!r}, sys.argv[1] + "/one"], stdout=subprocess.PIPE, text=True)
try:
    print(first.stdout.readline(), end="", flush=True)
    second = subprocess.run([*run, {PASTING!r}, sys.argv[1] + "/other"], check=True)
finally:
    first.kill()
"""


@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="no X server without a screen on this machine")
def test_units_are_copied_from_one_process_to_another(tmp_path: Path) -> None:
    script = tmp_path / "both.py"
    script.write_text(BOTH, encoding="utf-8")
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb"}
    command = ["xvfb-run", "-a", sys.executable, str(script), str(tmp_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    if "Could not load the Qt platform plugin" in done.stderr:
        pytest.skip("this machine lacks what Qt needs to speak to an X server")
    assert done.returncode == 0, done.stderr
    copied, pasted = (json.loads(line) for line in done.stdout.splitlines())
    assert copied["units"]
    assert pasted == copied
