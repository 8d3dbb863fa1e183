"""The structure of a part of a sheet: units with what feeds them, what comes from elsewhere taken as known."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property

import msgspec
import numpy as np
import scipy.sparse as sp

from flowsheets.equations.problem import Problem
from flowsheets.equations.system import System
from flowsheets.solving.structure import decompose, match
from unitops.declaration.operation import is_feed

REAL_FLUID = " real fluid"


class Parts(msgspec.Struct, frozen=True):
    """What is fixed too little and too much in a part of a sheet."""

    free: frozenset[int]
    """Places in z that too few equations fix."""
    crowded: frozenset[int]
    """Rows of the system that are too many for the unknowns in them."""
    missing: int
    """How many values would have to be entered."""
    surplus: int
    """How many equations would have to go."""


class Surroundings:
    """Which equations and unknowns belong to which units, and what of them is over- or under-determined.

    ``freed`` and ``fixed`` (places in z) and ``left_out`` (rows) try out what clearing or entering a value would do.
    """

    def __init__(self, problem: Problem, system: System) -> None:
        self.problem, self.system = problem, system
        self.freed: set[int] = set()
        self.fixed: set[int] = set()
        self.left_out: set[int] = set()

    @cached_property
    def _owner_of_row(self) -> np.ndarray:
        return np.array([owner for owner, _ in self.system.row_names], dtype=object)

    @cached_property
    def _owner_of_place(self) -> np.ndarray:
        layout = self.problem.layout
        owners = np.full(layout.size, "", dtype=object)
        for owner, start in layout.start.items():
            owners[start : start + len(layout.slots[owner])] = owner.removesuffix(REAL_FLUID)
        return owners

    def around(self, unit: str, most: int) -> Iterator[frozenset[str]]:
        """A unit with its feeds, then each time with the units behind as well."""
        part = {unit}
        for _ in range(most + 1):
            part |= {feed for member in part for feed in self._feeds_of(member)}
            yield frozenset(part)
            behind = {target for member in part for target in self._behind(member)}
            if behind <= part:
                return
            part |= behind

    def _feeds_of(self, unit: str) -> Iterator[str]:
        for streams in self.problem.inlets[unit].values():
            for stream in streams:
                source = self.problem.sheet.streams[stream].source
                if source is not None and is_feed(self.problem.units[source.unit].operation):
                    yield source.unit

    def _behind(self, unit: str) -> Iterator[str]:
        for stream in self.problem.outlets[unit].values():
            target = self.problem.sheet.streams[stream].target
            if target is not None:
                yield target.unit

    def parts(self, units: Collection[str] | None = None, *, open_to_recycles: bool = False) -> Parts:
        """What is over- and under-determined among some units and the streams that leave them; by default in all.

        What comes from units elsewhere is known, or with ``open_to_recycles`` unknown if it comes back from there.
        """
        system = self.system
        unknown = system.column >= 0
        unknown[list(self.freed)] = True
        unknown[list(self.fixed)] = False
        row_counts = self._owner_of_row != ""
        row_counts[list(self.left_out)] = False
        if units is not None:
            owners = [*units, *(s for unit in units for s in self.problem.outlets[unit].values())]
            row_counts &= np.isin(self._owner_of_row, owners)
            coming_back = self._coming_back(units) if open_to_recycles else ()
            unknown &= np.isin(self._owner_of_place, [*owners, *coming_back])
            self._leave_out_demands_across(units, row_counts, unknown)
        rows, places = np.flatnonzero(row_counts), np.flatnonzero(unknown)
        row_of, column_of = np.full(len(row_counts), -1), np.full(len(unknown), -1)
        row_of[rows], column_of[places] = np.arange(len(rows)), np.arange(len(places))
        kept = row_counts[system.entry_rows] & unknown[system.entry_places]
        where = (row_of[system.entry_rows[kept]], column_of[system.entry_places[kept]])
        pattern = sp.csc_matrix((np.ones(int(kept.sum())), where), shape=(len(rows), len(places)))
        matching = match(pattern)
        found = decompose(pattern, matching)
        return Parts(
            frozenset(places[found.free_columns].tolist()),
            frozenset(rows[found.crowded_rows].tolist()),
            len(matching.lonely_columns),
            len(matching.lonely_rows),
        )

    def _coming_back(self, units: Collection[str]) -> list[str]:
        """Streams that enter a part from units to which it gives."""
        reached, waiting = set(units), list(units)
        while waiting:
            for unit in self._behind(waiting.pop()):
                if unit not in reached:
                    reached.add(unit)
                    waiting.append(unit)
        entering = [s for unit in units for streams in self.problem.inlets[unit].values() for s in streams]
        sources = {s: self.problem.sheet.streams[s].source for s in entering}
        return [s for s, source in sources.items() if source and source.unit in reached and source.unit not in units]

    def _leave_out_demands_across(self, units: Collection[str], row_counts: np.ndarray, unknown: np.ndarray) -> None:
        """A demand here whose parameter is elsewhere, or the other way round, says nothing of this part alone."""
        for specification in self.problem.specifications:
            rows = self.rows_of(specification.group.arguments)
            for freed in specification.frees:
                here = self._owner_of_place[freed.position] in units
                if rows and self.system.column[freed.position] >= 0 and here != all(row_counts[rows]):
                    row_counts[rows] = False
                    unknown[freed.position] = False

    def rows_of(self, arguments: np.ndarray) -> list[int]:
        """Rows of the group that has these very arguments; none where it does not act."""
        return [int(r) for g in self.system.groups if g.arguments is arguments for r in g.rows.reshape(-1)]

    def known_in(self, rows: Collection[int]) -> list[int]:
        """Places in z that these rows depend on and that are no unknowns, ascending."""
        inside = np.isin(self.system.entry_rows, list(rows))
        places = np.unique(self.system.entry_places[inside])
        return [int(p) for p in places if self.system.column[p] < 0 and p not in self.freed]
