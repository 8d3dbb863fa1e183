"""Killed while it is edited: nothing damaged, two seconds lost at most. The campaign is bench/editor_kills.py."""

from __future__ import annotations

import random
import sys

import pytest

from bench.editor_kills import MOST_LOST, killed_once
from flowsheets.library import path


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is of POSIX systems")
def test_five_kills() -> None:
    moments = random.Random(3)
    for _ in range(5):
        lost = killed_once(path("cyanide_ccd"), moments.uniform(0.1, 1.8), with_window=False)
        assert lost <= MOST_LOST
