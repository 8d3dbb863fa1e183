"""A small sheet with recycle and specifications, and case files for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import flowsheets as fs

NAME = "kcl_crystallisation"


@pytest.fixture(scope="session")
def salt() -> fs.Sheet:
    """The potassium chloride sheet of the library."""
    return fs.library.load(NAME)


@pytest.fixture
def case_file(tmp_path: Path) -> Callable[..., Path]:
    """Write a CSV file of random cases, a fixed seed, ids c0, c1, ..."""

    def write(count: int, name: str = "cases.csv") -> Path:
        numbers = np.random.default_rng(3).uniform([350.0, 33.0], [450.0, 37.0], (count, 2))
        lines = [f"c{k},{rate!r} kg/h,{temperature!r}" for k, (rate, temperature) in enumerate(numbers.tolist())]
        path = tmp_path / name
        path.write_text("\n".join(["id,FD-1.rate,CR-1.temperature [degC]", *lines]) + "\n")
        return path

    return write
