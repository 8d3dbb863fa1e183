"""How long an event loop was blocked: a timer of 5 ms notes when it is late.

Time in which the thread could have run and the machine gave the processor to others is taken off (Linux says how much
that is), so that figures of a busy machine are those of the program.
"""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

PERIOD = 5
"""[ms]"""
SCHEDULER = Path("/proc/thread-self/schedstat")
"""Time on a processor, time waiting for one [ns], and how often, of the thread that reads it."""


class EventLoopGaps(QObject):
    """Times [s] between ticks of a timer; every one above its period is time in which the window answered nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[float] = []
        self._last = self._waited = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(PERIOD)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Measure from now on, from nothing."""
        self.found.clear()
        self._last, self._waited = time.perf_counter(), waited_for_a_processor()
        self._timer.start()

    def stop(self) -> list[float]:
        """End, and return what was found."""
        self._timer.stop()
        return self.found

    @property
    def longest(self) -> float:
        """The longest gap, the one that is still open included [s]."""
        return max([*self.found, self._gap()])

    @property
    def open_for(self) -> float:
        """Time since the last tick, as another thread sees it [s]; 0 while nothing is measured."""
        return time.perf_counter() - self._last if self._timer.isActive() else 0.0

    def share(self, part: float) -> float:
        """The gap that this share of all gaps does not exceed [s]."""
        ordered = sorted(self.found)
        return ordered[min(int(part * len(ordered)), len(ordered) - 1)] if ordered else 0.0

    def _gap(self) -> float:
        return time.perf_counter() - self._last - (waited_for_a_processor() - self._waited)

    def _tick(self) -> None:
        self.found.append(self._gap())
        self._last, self._waited = time.perf_counter(), waited_for_a_processor()


def waited_for_a_processor() -> float:
    """How long this thread has been kept waiting by other work of the machine [s]; 0 where nobody counts it."""
    try:
        return int(SCHEDULER.read_text(encoding="ascii").split()[1]) * 1e-9
    except (OSError, IndexError, ValueError):
        return 0.0
