"""The fixed part of a result: which species and streams there are, and what joins what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

NOWHERE = -1
"""Index of the unit of a stream whose end names no unit of the sheet."""


class ResultStructure(msgspec.Struct, frozen=True):
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
    records: Mapping[str, Mapping[str, Any]] = msgspec.field(default_factory=dict)
    linear: bool = False
    signed: frozenset[str] = frozenset()


class Incidence(msgspec.Struct, frozen=True):
    """Sums from streams to units and to the plant."""

    sums: Any  # scipy CSR: a row for what enters each unit, one for the plant, then the same for what leaves
    rows: int  # units and the plant
    process: NDArray[np.bool_]  # units that something enters and something leaves

    def in_and_out(self, per_stream: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """What enters and what leaves every unit and, in the last row, the plant.

        ``per_stream`` [..., stream, quantity]; leading axes are cases.
        """
        first = np.moveaxis(per_stream, -2, 0)
        sums = self.sums @ first.reshape(len(first), first[0].size if len(first) else 0)
        both = np.moveaxis(sums.reshape(2 * self.rows, *first.shape[1:]), 0, -2)
        return both[..., : self.rows, :], both[..., self.rows :, :]


def incidence_of(structure: ResultStructure) -> Incidence:
    """Which streams each unit takes and gives, and which cross the plant boundary."""
    from scipy.sparse import csr_array

    units, streams = len(structure.units), len(structure.streams)
    entering = np.flatnonzero(structure.target >= 0)
    leaving = np.flatnonzero(structure.source >= 0)
    # One more place at the end, so that NOWHERE (-1) counts as outside the plant.
    has_inlet = np.zeros(units + 1, dtype=bool)
    has_outlet = np.zeros(units + 1, dtype=bool)
    has_inlet[structure.target[entering]] = True
    has_outlet[structure.source[leaving]] = True
    from_outside = np.flatnonzero(~has_inlet[structure.source])
    to_outside = np.flatnonzero(~has_outlet[structure.target])
    plant_in = np.full(len(from_outside), units)
    plant_out = np.full(len(to_outside), units)
    rows = np.concatenate([structure.target[entering], plant_in])
    rows_out = np.concatenate([structure.source[leaving], plant_out]) + units + 1
    columns = np.concatenate([entering, from_outside, leaving, to_outside])
    ones = np.ones(len(columns))
    return Incidence(
        sums=csr_array((ones, (np.concatenate([rows, rows_out]), columns)), shape=(2 * units + 2, streams)),
        rows=units + 1,
        process=(has_inlet & has_outlet)[:units],
    )


class Loop(msgspec.Struct, frozen=True):
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
