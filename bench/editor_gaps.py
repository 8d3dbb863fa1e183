"""How long the editor's event loop is blocked while a plant of some sixty units is edited, solving on.

python -m bench.editor_gaps [--sheet NAME] [--where MS]

A timer of 5 ms looks for gaps while a value is typed, a unit is dragged, results are switched, and while the solving
process is stopped from outside for 5 s, as a unit that does not come back would. Prints the gap that 95 % of all do
not exceed, and the longest. Keystroke to repaint: from the key to the end of the painting that it causes.
--where: print where the window's thread stood in each gap longer than so many milliseconds.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from bench.measuring import print_machine, print_table

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.editor.inspector.unit_page import UnitPage
from app.editor.settings import Settings
from app.editor.start import open_window
from app.editor.window.main_window import MainWindow
from bench.event_loop import EventLoopGaps, waited_for_a_processor

LEFT = Qt.MouseButton.LeftButton
STOPPED = 5.0
"""[s] for which the solving process is stopped."""


class Watcher(threading.Thread):
    """Looks where the window's thread stands whenever it has not ticked for a while."""

    def __init__(self, gaps: EventLoopGaps, longer: float) -> None:
        super().__init__(daemon=True)
        self._gaps, self._longer, self._main = gaps, longer, threading.get_ident()
        self.places: Counter[str] = Counter()

    def run(self) -> None:
        """Every 10 ms."""
        while True:
            time.sleep(0.01)
            if self._gaps.open_for > self._longer:
                frames = traceback.extract_stack(sys._current_frames()[self._main])
                ours = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames if "/bench/" not in f.filename]
                self.places[" < ".join(reversed(ours[-4:]))] += 1


def rest(milliseconds: int) -> None:
    """Let the window work; the loop waits for events, as it does for a person."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(true: Callable[[], bool], seconds: float = 60.0) -> None:
    """Let the window work until something holds."""
    clock = QElapsedTimer()
    clock.start()
    while not true() and clock.elapsed() < seconds * 1000:
        rest(20)


def type_a_value(window: MainWindow) -> list[float]:
    """Type temperatures into the page of a feed; times from key to painted [s]."""
    sheet = window.session.document.sheet
    key = next(key for key, unit in sheet.units.items() if unit.operation == "Feed" and "rate" in unit.parameters)
    window.session.selection.set((key,))
    rest(500)
    page = window.inspector.page
    assert isinstance(page, UnitPage)
    page.finish()
    field = page.fields["temperature"].field
    field.setFocus()
    times = []
    for degrees in range(20, 25):
        field.selectAll()
        for letter in f"{degrees}.5 degC":
            began, waited = time.perf_counter(), waited_for_a_processor()
            QTest.keyClicks(field, letter)
            QApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest)
            times.append(time.perf_counter() - began - (waited_for_a_processor() - waited))
            rest(60)
        rest(200)
    return times


def drag_a_unit(window: MainWindow) -> None:
    """Drag the unit in the middle to and fro while the sheet is solved."""
    view = window.canvas
    key = next(k for k, u in window.session.document.sheet.units.items() if u.operation == "Calciner")
    port = view.viewport()
    for _time in range(2):
        start = view.mapFromScene(QPointF(*view.sheet_scene.projection.units[key].box.centre))
        window.session.solver.solve_now()
        QTest.mousePress(port, LEFT, pos=start)
        for step in range(1, 60):
            QTest.mouseMove(port, start + QPoint(step, step // 2))
            rest(16)
        QTest.mouseRelease(port, LEFT, pos=start + QPoint(60, 30))
        rest(200)


def switch_results(window: MainWindow) -> None:
    """Every tab of the results, while the sheet is solved."""
    bar = window.results.bar
    window.session.solver.solve_now()
    for tab in (*range(bar.count()), 0):
        QTest.mouseClick(bar, LEFT, pos=bar.tabRect(tab).center())
        rest(300)


def get_stuck(window: MainWindow) -> None:
    """Stop the solving process, edit, and go on working for as long as it is stopped."""
    from flowsheets.document.editing import with_parameter

    document, solver = window.session.document, window.session.solver
    process = solver._process
    assert process is not None
    assert process.pid is not None
    os.kill(process.pid, signal.SIGSTOP)
    key = next(key for key, unit in document.sheet.units.items() if unit.operation == "Feed")
    document.do("Set", with_parameter(document.sheet, key, "temperature", "31 degC"))
    rest(int(STOPPED * 1000))
    until(lambda: solver.is_current)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sheet", default="spodumene_li2co3")
    parser.add_argument("--where", type=float, default=0.0, metavar="MS")
    chosen = parser.parse_args()
    from flowsheets.library import path

    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder))
        settings.put(theme="light", seen_tour=True)
        window = open_window(path(chosen.sheet), as_template=True, settings=settings)
        window.show()
        until(lambda: window.session.solver.is_current)
        rest(1000)
        gaps = EventLoopGaps()
        watcher = Watcher(gaps, chosen.where / 1000.0) if chosen.where else None
        if watcher:
            watcher.start()
        rows = []
        strokes: list[float] = []
        deeds: dict[str, Callable[[MainWindow], object]] = {
            "typing a value": lambda window: strokes.extend(type_a_value(window)),
            "dragging a unit": drag_a_unit,
            "switching results": switch_results,
            "solving process stopped": get_stuck,
        }
        for name, deed in deeds.items():
            until(lambda: window.session.solver.is_current)
            print(f"{name} ...", file=sys.stderr, flush=True)
            gaps.start()
            deed(window)
            found = gaps.stop()
            rows.append(
                [name, len(found), *(f"{1000 * t:.1f}" for t in (gaps.share(0.95), gaps.share(0.99), max(found)))]
            )
        strokes.sort()
        units = len(window.session.document.sheet.units)
        window.session.document.undo_stack.setClean()
        window.close()
        application.processEvents()
    print_machine()
    print_table(f"gaps of the event loop [ms], {units} units", ["while", "ticks", "95 %", "99 %", "longest"], rows)
    print(f"\nkey to painted: median {1000 * strokes[len(strokes) // 2]:.1f} ms, longest {1000 * strokes[-1]:.1f} ms")
    for place, count in watcher.places.most_common(25) if watcher else ():
        print(f"{10 * count:6} ms  {place}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
