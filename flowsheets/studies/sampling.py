"""Where to look: full grids, one at a time, Latin hypercubes, Sobol sequences; seeds are always named."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np

from flowsheets.studies.ranges import Range
from unitops.errors import InputError

METHODS = ("sobol", "latin", "random")
MOST = 1_000_000


def grid(ranges: Sequence[Range]) -> list[list[float | str]]:
    """Columns of every combination, the last range running fastest. Raises InputError beyond a million cases."""
    count = int(np.prod([float(len(one.values)) for one in ranges]))
    if count > MOST:
        raise InputError(f"{count:,} combinations are too many", remedy="Take fewer values, or a batch from a file.")
    return [list(column) for column in zip(*product(*(one.values for one in ranges)), strict=True)]


def shares(count: int, inputs: int, method: str = "sobol", seed: int = 1) -> np.ndarray:
    """Points [count, inputs] spread over the unit cube, inside it, the same for the same seed.

    sobol: scrambled (Owen), best for a power of 2; latin: Latin hypercube; random. Raises InputError.
    """
    if method not in METHODS:
        raise InputError(f'"{method}" is no way of sampling', remedy=f"There are {', '.join(METHODS)}.")
    if not 2 <= count <= MOST:
        raise InputError(f"{count:,} samples cannot be taken", remedy=f"Ask for 2 to {MOST:,}.")
    from scipy.stats import qmc

    seeded: dict[str, Any] = {"seed": seed}  # later versions of scipy also call it rng
    if method == "random":
        points = np.random.default_rng(seed).random((count, inputs))
    elif method == "latin":
        points = qmc.LatinHypercube(inputs, **seeded).random(count)
    else:
        power = int(np.ceil(np.log2(count)))
        points = qmc.Sobol(inputs, scramble=True, **seeded).random_base2(power)[:count]
    return np.clip(points, 1e-12, 1.0 - 1e-12)
