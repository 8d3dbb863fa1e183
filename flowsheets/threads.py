"""One thread of linear algebra to a process, so that no digit depends on how many there are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""Environment variables that numpy and scipy read when they are loaded."""


def hold_to_one_thread() -> None:
    """To be called before numpy is loaded."""
    os.environ.update(dict.fromkeys(THREADS, "1"))


@contextmanager
def single_threaded_children() -> Iterator[None]:
    """Processes that are started inside have one thread of linear algebra each."""
    before = {name: os.environ.get(name) for name in THREADS}
    hold_to_one_thread()
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
