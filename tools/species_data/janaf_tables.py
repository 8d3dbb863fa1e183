"""NIST-JANAF Thermochemical Tables, 4th edition (Chase 1998), read through package janaf."""

from __future__ import annotations

import itertools
from functools import cache
from pathlib import Path

import numpy as np

from tools.species_data.segments import Segment, fitted


@cache
def _rows(table: str) -> tuple[tuple[float, ...], ...]:
    import janaf

    lines = (Path(janaf.__file__).parent / "data" / f"{table}.txt").read_text(encoding="latin-1").splitlines()
    rows = []
    for line in lines[2:]:
        fields = line.split("\t")
        try:
            rows.append((float(fields[0]), float(fields[1]), float(fields[2]), float(fields[4]), _formation(fields)))
        except (ValueError, IndexError):
            continue
    return tuple(rows)


def _formation(fields: list[str]) -> float:
    try:
        return float(fields[5])
    except (ValueError, IndexError):
        return float("nan")


@cache
def formula(table: str) -> str:
    """Formula in the heading of a table, as ``Cl1Li1``."""
    import janaf

    text = (Path(janaf.__file__).parent / "data" / f"{table}.txt").read_text(encoding="latin-1")
    return text.splitlines()[0].split("\t")[1].partition("(")[0]


@cache
def melting_point(table: str) -> float:
    """Temperature [K] at which a table of the liquid marks crystal and liquid in equilibrium."""
    import janaf

    text = (Path(janaf.__file__).parent / "data" / f"{table}.txt").read_text(encoding="latin-1")
    return next(
        float(line.split("\t")[0]) for line in text.splitlines() if "<--> LIQUID" in line and "GLASS" not in line
    )


def enthalpy(table: str) -> float:
    """Enthalpy of formation at 298.15 K [J/mol]."""
    return next(row[4] for row in _rows(table) if row[0] == 298.15) * 1e3


def entropy(table: str) -> float:
    """Entropy at 298.15 K [J/mol/K]."""
    return next(row[2] for row in _rows(table) if row[0] == 298.15)


def heat_capacity(table: str, low: float = 298.15, high: float = 2500.0) -> list[Segment]:
    """Cp of the table as segments, broken where the table jumps, refitted between the breaks."""
    rows = [row for row in _rows(table) if low <= row[0] <= high]
    breaks = [0] + [i for i in range(1, len(rows)) if rows[i][0] == rows[i - 1][0]] + [len(rows)]
    segments = []
    for start, stop in itertools.pairwise(breaks):
        t = np.array([row[0] for row in rows[start:stop]])
        cp = np.array([row[1] for row in rows[start:stop]])
        if len(t) < 2:
            continue
        powers = (0,) if len(t) == 1 else (0, 1) if len(t) <= 4 else (-2, 0, 1, 2)
        segments.append(fitted(t[0], t[-1], lambda x, t=t, cp=cp: float(np.interp(x, t, cp)), powers))
    return segments
