"""The fixed part of a result: which species and streams there are, and what joins what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

NOWHERE = -1
"""Index of the unit of a stream whose end names no unit of the sheet."""


@dataclass(frozen=True)
class ResultStructure:
    """What all results of one sheet have in common.

    ``source`` and ``target`` hold for each stream the index of the unit it leaves and of the unit it enters
    (``NOWHERE`` if there is none). Units that nothing enters are feeds, units that nothing
    leaves are products.
    ``records`` are the user-defined species; ``linear`` says that the sheet's material balance is linear;
    ``signed`` names species whose flow may be negative, for arrays that hold canonical totals in place of
    settled species.
    """

    species: tuple[str, ...]
    streams: tuple[str, ...]
    units: tuple[str, ...]
    source: NDArray[np.intp]
    target: NDArray[np.intp]
    records: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    linear: bool = False
    signed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Incidence:
    """Sums from streams to units, and the boundary of the plant."""

    sums: Any  # scipy CSR of shape (2 * units, streams): what enters each unit, then what leaves it
    units: int
    process: NDArray[np.bool_]  # units that something enters and something leaves
    boundary_in: NDArray[np.bool_]  # streams that cross the boundary inwards
    boundary_out: NDArray[np.bool_]

    def in_and_out(self, per_stream: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Totals over the inlets and over the outlets of every unit."""
        both = self.sums @ per_stream
        return both[: self.units], both[self.units :]


def incidence_of(structure: ResultStructure) -> Incidence:
    """Which streams each unit takes and gives, and which cross the plant boundary."""
    from scipy.sparse import csr_array

    units, streams = len(structure.units), len(structure.streams)
    entering = np.flatnonzero(structure.target >= 0)
    leaving = np.flatnonzero(structure.source >= 0)
    rows = np.concatenate([structure.target[entering], units + structure.source[leaving]])
    columns = np.concatenate([entering, leaving])
    sums = csr_array((np.ones(len(rows)), (rows, columns)), shape=(2 * units, streams))
    # One more place at the end, so that NOWHERE (-1) counts as outside the plant.
    has_inlet = np.zeros(units + 1, dtype=bool)
    has_outlet = np.zeros(units + 1, dtype=bool)
    has_inlet[structure.target[entering]] = True
    has_outlet[structure.source[leaving]] = True
    return Incidence(
        sums=sums,
        units=units,
        process=(has_inlet & has_outlet)[:units],
        boundary_in=~has_inlet[structure.source],
        boundary_out=~has_outlet[structure.target],
    )


@dataclass(frozen=True)
class Loop:
    """A set of units each of which can be reached from each other one."""

    units: tuple[int, ...]
    internal: NDArray[np.intp]  # streams from one of its units to another
    entering: NDArray[np.intp]  # streams from outside


def loops_of(structure: ResultStructure) -> tuple[Loop, ...]:
    """Strongly connected sets of units with at least one stream inside, by the order of their first unit."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    inside = (structure.source >= 0) & (structure.target >= 0)
    source, target = structure.source[inside], structure.target[inside]
    units = len(structure.units)
    graph = csr_array((np.ones(len(source)), (source, target)), shape=(units, units))
    count, label = connected_components(graph, directed=True, connection="strong")
    of_source = np.where(structure.source >= 0, label[structure.source], -1) if units else structure.source
    of_target = np.where(structure.target >= 0, label[structure.target], -2) if units else structure.target
    internal = np.flatnonzero(of_source == of_target)
    loops = []
    for component in np.unique(of_source[internal]) if count else []:
        members = np.flatnonzero(label == component)
        loops.append(
            Loop(
                units=tuple(int(unit) for unit in members),
                internal=internal[of_source[internal] == component],
                entering=np.flatnonzero((of_target == component) & (of_source != component)),
            )
        )
    return tuple(sorted(loops, key=lambda loop: loop.units))
