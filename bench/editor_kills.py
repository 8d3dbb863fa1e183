"""An editor that is killed (SIGKILL) again and again while it is edited: no file damaged, two seconds lost at most.

python -m bench.editor_kills [--kills 50] [--seed 1] [--without-window]

Each round starts the editor without a screen on a file, which renames a unit some twenty times a second and saves now
and then; every edit is noted first. It is killed at a random moment between 0.2 and 6 s after the first edit, in the
middle of a write or a save if it so happens. Then the file must open, the kept work must open, and the first edit that
is in neither may have been made two seconds before the kill at most.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PERIOD = 50
"""[ms] between edits."""
SAVED_EVERY = 41
"""Edits between saves."""
MOST_LOST = 2.0
"""[s] of edits that a kill may take."""
PREFIX = "KILLED-"


def edit_until_killed(folder: Path, *, with_window: bool) -> None:
    """The editor that is killed; returns only if nobody does."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from app.editor.settings import Settings
    from flowsheets.document.editing import renamed

    application = QApplication([])
    settings = Settings(folder / "settings")
    settings.put(seen_tour=True)
    if with_window:
        from app.editor.start import open_window

        window = open_window(folder / "sheet.flow.json", settings=settings)
        window.show()
        document = window.session.document
    else:
        from app.editor.document.document import Document
        from app.editor.document.recovery import Journal
        from app.editor.session import RECOVERY

        document = Document()
        document.open_file(folder / "sheet.flow.json")
        document.journal = Journal(document, settings.folder / RECOVERY, document)  # type: ignore[attr-defined]
    notes = os.open(folder / "edits", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    first = next(iter(document.sheet.units))
    number = 0

    def edit() -> None:
        nonlocal number
        number += 1
        os.write(notes, f"{number} {time.monotonic()!r}\n".encode())
        document.do("Rename", renamed(document.sheet, first, f"{PREFIX}{number}"))
        if number % SAVED_EVERY == 0:
            document.save()

    timer = QTimer()
    timer.timeout.connect(edit)
    timer.start(PERIOD)
    application.exec()


def killed_once(sheet: Path, after: float, *, with_window: bool) -> float:
    """Kill an editor so long after its first edit [s]; the age of the oldest lost edit [s]. Raises AssertionError."""
    from app.editor.document.recovery import lost_work
    from app.editor.session import RECOVERY
    from flowsheets.document.file import load

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sheet.flow.json").write_bytes(sheet.read_bytes())
        command = [sys.executable, "-m", "bench.editor_kills", "--edit", str(folder)]
        command += [] if with_window else ["--without-window"]
        with subprocess.Popen(command, cwd=ROOT, start_new_session=True) as editor:
            notes = folder / "edits"
            patience = time.monotonic() + 60.0
            while not notes.exists() or not notes.stat().st_size:
                assert editor.poll() is None, "the editor ended by itself"
                assert time.monotonic() < patience, "the editor did not start"
                time.sleep(0.01)
            time.sleep(after)
            moment = time.monotonic()
            editor.send_signal(signal.SIGKILL)
        made = dict(_note(line) for line in notes.read_text().splitlines())
        saved = _number(load(folder / "sheet.flow.json"))  # raises if the file is damaged
        kept = lost_work(folder / "settings" / RECOVERY)
        held = max([saved, *(_number(work.sheet) for work in kept)])
        assert not list((folder / "settings").rglob("*.unreadable")), "the kept work is damaged"
        for work in kept:
            work.discard()
    lost = [made[number] for number in made if number > held]
    return max(moment - min(lost), 0.0) if lost else 0.0


def _note(line: str) -> tuple[int, float]:
    number, _, moment = line.partition(" ")
    return int(number), float(moment)


def _number(sheet: object) -> int:
    """The last edit that a sheet holds."""
    from flowsheets.document.records import Flowsheet

    assert isinstance(sheet, Flowsheet)
    tag = next(iter(sheet.units.values())).tag
    return int(tag.removeprefix(PREFIX)) if tag.startswith(PREFIX) else 0


def main() -> int:
    """Kill and look; exit status 1 if a round lost more than it may."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without-window", action="store_true", help="only the document and what keeps its work")
    parser.add_argument("--edit", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.edit is not None:
        edit_until_killed(chosen.edit, with_window=not chosen.without_window)
        return 0
    from flowsheets.library import path

    moments = random.Random(chosen.seed)
    lost = []
    for kill in range(chosen.kills):
        after = moments.uniform(0.2, 6.0)
        lost.append(killed_once(path("cyanide_ccd"), after, with_window=not chosen.without_window))
        print(f"{kill + 1:3}: killed after {after:.2f} s, edits of the last {lost[-1]:.2f} s lost", flush=True)
    lost.sort()
    over = sum(age > MOST_LOST for age in lost)
    print(f"{len(lost)} kills: no file damaged; median {lost[len(lost) // 2]:.2f} s, most {lost[-1]:.2f} s lost")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
