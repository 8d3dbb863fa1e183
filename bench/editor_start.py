"""How long the editor takes from the start of its process to a window that answers, empty and with 500 units.

python -m bench.editor_start [--runs 5] [--where]

Each start is a process of its own, on files that have been read before. The window answers when it has painted and its
event loop has nothing left to do before it turns to the next event; the sheet is whole when all routes are laid and the
page of the inspector is built. Processor time is of the window's process alone.
--where: profile one start instead.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench.measuring import ROOT, milliseconds, print_machine, print_table

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

STEPS = ("imported", "made", "answers", "whole")
CLOCK = "BENCH_STARTED"
"""Name of the variable that hands a process the moment at which it was started."""


def start_here(file: str) -> dict[str, float]:
    """Start the editor in this process as the command does; moments since the process was started [s]."""
    began = float(os.environ[CLOCK])
    moments: dict[str, float] = {}

    def passed(step: str) -> None:
        moments[step] = time.time() - began
        moments[f"{step}, processor"] = time.process_time()

    import app.cli.edit
    import app.cli.main  # noqa: F401 - read before the window, as by the command
    from app.editor.settings import Settings
    from app.editor.start import open_window

    passed("imported")
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder))
        settings.put(theme="light", seen_tour=True, solve_automatically=False)
        window = open_window(Path(file) if file else None, settings=settings)
        passed("made")
        window.show()
        application.processEvents()  # paints
        passed("answers")
        projection, page = window.canvas.sheet_scene.projection, window.inspector.page
        while not (projection.is_settled and (page is None or page.is_whole)):
            loop = QEventLoop()
            QTimer.singleShot(1, loop.quit)
            loop.exec()
        passed("whole")
        window.session.document.undo_stack.setClean()
        window.close()
    return moments


def in_a_process(file: str) -> dict[str, float]:
    """The moments of a start in a process of its own."""
    command = [sys.executable, "-m", "bench.editor_start", "--here", file]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment[CLOCK] = repr(time.time())
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def profiled(action: Callable[[], object]) -> None:
    """Print where an action spends its time."""
    import cProfile
    import pstats

    profile = cProfile.Profile()
    profile.runcall(action)
    pstats.Stats(profile).sort_stats("cumulative").print_stats(45)


def large_sheet(folder: Path) -> Path:
    """A file with 500 units and 800 streams."""
    from bench.editor_canvas import generated
    from flowsheets.document.file import save

    file = folder / "large.flow.json"
    save(generated(), file)
    return file


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--where", action="store_true")
    parser.add_argument("--here", metavar="FILE", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.here is not None:
        print(json.dumps(start_here(chosen.here)))
        return 0
    from flowsheets.library import path

    with tempfile.TemporaryDirectory() as folder:
        files = {
            "empty sheet": "",
            "spodumene_li2co3": str(path("spodumene_li2co3")),
            "500 units, 800 streams": str(large_sheet(Path(folder))),
        }
        if chosen.where:
            os.environ[CLOCK] = repr(time.time())
            profiled(lambda: start_here(files["500 units, 800 streams"]))
            return 0
        rows = []
        for name, file in files.items():
            in_a_process(file)  # reads the files once
            moments = [in_a_process(file) for _ in range(chosen.runs)]
            for suffix, kind in (("", "wall"), (", processor", "processor")):
                rows.append([name, kind, *(milliseconds(median(m[step + suffix] for m in moments)) for step in STEPS)])
    print_machine()
    print_table("from the start of the process", ["opened", "time", *STEPS], rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
