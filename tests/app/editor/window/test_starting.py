"""A window comes up without what it does not need yet."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

START = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from app.editor.settings import Settings
from app.editor.start import open_window
application = QApplication([])
settings = Settings(Path(sys.argv[1]))
settings.put(theme="light", solve_automatically=False)
window = open_window(settings=settings)
window.show()
application.processEvents()
print(" ".join(sys.modules))
window.close()
"""
LATER = (
    "casadi",
    "scipy",
    "pandas",
    "CoolProp",
    "qtpy",
    "qtawesome",
    "flowsheets.equations.build",
    "flowsheets.solving",
)
"""What belongs to the solving process, and a layer over Qt that takes a fifth of a second to read."""


def test_a_window_reads_nothing_that_only_solving_needs(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", START, str(tmp_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=60)
    read = set(done.stdout.split())
    assert [name for name in LATER if name in read] == []
