"""What the benchmarks share: one BLAS thread, timing in interleaved pairs, tables of results.

Import this before numpy: the number of BLAS threads is fixed when numpy loads.
"""

from __future__ import annotations

import datetime
import os
import platform
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
ROOT = Path(__file__).resolve().parent.parent

if "numpy" in sys.modules:
    raise ImportError("bench.measuring has to be imported before numpy, to keep BLAS on one thread")
for _variable in THREAD_VARIABLES:
    os.environ[_variable] = "1"


@dataclass(frozen=True)
class Pairs:
    """Medians over interleaved pairs of two actions: wall times [s], and ratios by wall and by processor time.

    With BLAS on one thread both are the same on an idle machine; on a busy one the processor time is the truer.
    """

    first: float
    second: float
    ratio: float
    processor_first: float
    processor_second: float
    processor_ratio: float


def seconds(action: Callable[[], object]) -> tuple[float, float]:
    """Wall time and processor time of one call [s]."""
    wall, processor = time.perf_counter(), time.process_time()
    action()
    return time.perf_counter() - wall, time.process_time() - processor


def interleaved(first: Callable[[], object], second: Callable[[], object], pairs: int) -> Pairs:
    """Time two actions in turn.

    Both run once before, so that what is read and compiled once a process is not counted.
    """
    first()
    second()
    times = [(*seconds(first), *seconds(second)) for _ in range(pairs)]
    return Pairs(
        first=median(t[0] for t in times),
        second=median(t[2] for t in times),
        ratio=median(t[0] / t[2] for t in times),
        processor_first=median(t[1] for t in times),
        processor_second=median(t[3] for t in times),
        processor_ratio=median(t[1] / t[3] for t in times),
    )


def print_table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table in plain text with columns as wide as they need."""
    texts = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[k]) for row in [list(head), *texts]) for k in range(len(head))]
    print(f"\n{title}")
    for row in [list(head), ["-" * width for width in widths], *texts]:
        print(
            "  ".join(
                cell.rjust(width) if k else cell.ljust(width)
                for k, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
        )


def print_machine() -> None:
    """The date and what the figures were measured on."""
    import numpy
    import scipy

    processor = _processor()
    print(
        f"measured on {datetime.date.today().isoformat()}: {processor}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, numpy {numpy.__version__}, scipy {scipy.__version__}; "
        f"load average {os.getloadavg()[0]:.1f}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def milliseconds(value: float) -> str:
    """A time [s] in ms, with three figures."""
    return f"{1000.0 * value:.3g} ms" if value < 1.0 else f"{value:.2f} s"
