"""Minerals that an assay does not tell apart, and the choice among fits that are equally good."""

from __future__ import annotations

from collections.abc import Sequence

import numpy

from unitops.chemistry.assay.analytes import Analyte

Matrix = numpy.ndarray


def ambiguous(contents: Matrix, analytes: Sequence[Analyte], masses: Matrix) -> list[int]:
    """Positions of the minerals of which other masses would fit the assay as well.

    contents: analyte by mineral [kg/kg]; masses: a best fit [kg/kg]. They are the columns, in use or free
    to come into use, that a null direction of the analytes that count (a kept bound does not) can change.
    """
    counting, _kept = _split(contents, analytes, masses)
    scale = 1.0 / numpy.array([a.uncertainty for a in analytes])[counting]
    values = numpy.array([a.value for a in analytes])[counting]
    rows = contents[counting] * scale[:, None]
    lengths = numpy.linalg.norm(rows, axis=0)
    # What only a kept bound speaks of stays absent: below detection is not evidence of presence.
    seen = lengths > 0.0
    lengths[~seen] = 1.0
    slope = rows.T @ ((contents[counting] @ masses - values) * scale) / lengths
    free = numpy.flatnonzero(seen & ((masses > 0.0) | (numpy.abs(slope) <= 1e-9 * numpy.linalg.norm(values * scale))))
    if not len(free):
        return []
    _left, sizes, right = numpy.linalg.svd(rows[:, free] / lengths[free], full_matrices=True)
    null = right[int((sizes > 1e-9).sum()) :]
    loose = numpy.abs(null).max(axis=0, initial=0.0) > 1e-6
    return [int(position) for position in free[loose]] if masses[free[loose]].any() else []


def preferred(contents: Matrix, analytes: Sequence[Analyte], masses: Matrix, loose: Sequence[int]) -> Matrix:
    """Of the fits as good as ``masses``, the one nearest to 100 % in all, then with most of the first listed.

    A linear program over the ``loose`` minerals; ``masses`` itself if it finds none.
    """
    from scipy.optimize import linprog

    counting, kept = _split(contents, analytes, masses)
    scale = 1.0 / numpy.array([a.uncertainty for a in analytes])
    columns = contents[:, loose] * scale[:, None]
    already = columns @ masses[loose]
    room = scale * numpy.array([a.value for a in analytes]) - scale * (contents @ masses) + already
    missing = 1.0 - float(masses.sum() - masses[loose].sum())
    ranks, sums = 1e-3 * numpy.arange(len(loose)) / len(loose), numpy.ones(len(loose))
    # The last variable is the distance of the total from 100 %; ranks are small enough never to outweigh it.
    distance = -numpy.ones((2 + len(kept), 1))
    distance[: len(kept)] = 0.0
    limits = numpy.vstack([columns[kept], sums, -sums])
    found = linprog(
        numpy.append(ranks, 1.0),
        A_eq=numpy.column_stack([columns[counting], numpy.zeros(len(counting))]),
        b_eq=already[counting],
        A_ub=numpy.hstack([limits, distance]),
        b_ub=numpy.append(room[kept], [missing, -missing]),
        bounds=(0.0, None),
    )
    if found.x is None or found.status != 0:
        return masses
    chosen = masses.copy()
    chosen[loose] = numpy.where(found.x[:-1] > 1e-12, found.x[:-1], 0.0)
    return chosen


def _split(contents: Matrix, analytes: Sequence[Analyte], masses: Matrix) -> tuple[Matrix, Matrix]:
    """Positions of the analytes that count in the fit, and of the bounds that are kept."""
    kept = numpy.array(
        [a.below and x <= a.value * (1.0 + 1e-9) for a, x in zip(analytes, contents @ masses, strict=True)]
    )
    return numpy.flatnonzero(~kept), numpy.flatnonzero(kept)
