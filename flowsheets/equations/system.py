"""One sparse system: kernels gathered from one vector of numbers and scattered into one Jacobian."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

import msgspec
import numpy as np
import scipy.sparse as sp
from msgspec.structs import replace

from flowsheets.equations.kernel import Kernel, Row
from flowsheets.equations.local_memory import LocalMemory
from unitops.declaration.balance import LocalModel

Index = np.ndarray
"""Integer array."""


class Group(msgspec.Struct):
    """All instances of one kernel: where each argument stands in z [n, size] and each row in the system [n, rows].

    ``owners`` names the unit or stream of each instance.
    """

    kernel: Kernel
    arguments: Index
    owners: Sequence[str]
    rows: Index


class LocalGroup(msgspec.Struct):
    """All instances of one local model: z positions of inputs [n, inputs] and outputs [n, outputs], and rows."""

    model: LocalModel
    says: str
    inputs: Index
    outputs: Index
    owners: Sequence[str]
    rows: Index


class System:
    """F(z) = 0 for the unknown entries of z.

    ``unknown`` lists the positions of z that are unknown, in column order; ``column`` is its inverse (-1 for a
    parameter). Rows are numbered beside the unknown that they naturally give. ``memory`` is what the local models
    of the same solve know already.
    """

    def __init__(
        self,
        z_size: int,
        unknown: Index,
        groups: Sequence[Group],
        locals_: Sequence[LocalGroup],
        memory: LocalMemory | None = None,
    ) -> None:
        self.z_size = z_size
        self.memory = memory or LocalMemory()
        self.unknown = unknown
        self.column = np.full(z_size, -1, dtype=np.int64)
        self.column[unknown] = np.arange(len(unknown))
        # Each system numbers rows of its own; the groups that it is built from stay as they are.
        self.groups = [replace(group, rows=group.rows.copy()) for group in groups if len(group.kernel.rows)]
        self.locals = [replace(local, rows=local.rows.copy()) for local in locals_]
        self.rows = self._number_rows()
        self._place_entries()

    @property
    def columns(self) -> int:
        """Number of unknowns."""
        return len(self.unknown)

    def _number_rows(self) -> int:
        """Give each equation the number of the unknown it names, the rest what is left."""
        wanted: list[np.ndarray] = []
        for group in self.groups:
            gives = np.array([row.gives for row in group.kernel.rows], dtype=np.int64)
            columns = np.where(gives >= 0, self.column[group.arguments[:, np.maximum(gives, 0)]], -1)
            wanted.append(columns.reshape(-1))
        for local in self.locals:
            wanted.append(self.column[local.outputs].reshape(-1))
        asked = np.concatenate(wanted) if wanted else np.zeros(0, dtype=np.int64)
        numbers = np.full(len(asked), -1, dtype=np.int64)
        first = np.full(self.columns, -1, dtype=np.int64)
        asking = np.flatnonzero(asked >= 0)[::-1]
        first[asked[asking]] = asking  # of several equations that name one unknown the first one gets its number
        claimed = np.flatnonzero(first >= 0)
        numbers[first[claimed]] = claimed
        free = np.ones(max(len(asked), self.columns), dtype=bool)
        free[claimed] = False
        left = np.flatnonzero(numbers < 0)
        numbers[left] = np.flatnonzero(free)[: len(left)]
        position = 0
        for holder in [*self.groups, *self.locals]:
            count = holder.rows.size
            holder.rows[...] = numbers[position : position + count].reshape(holder.rows.shape)
            position += count
        return len(asked)

    def _place_entries(self) -> None:
        """Where each non-zero of each kernel goes in the Jacobian by unknowns and by parameters."""
        rows, places = [], []
        for group in self.groups:
            rows.append(group.rows[:, group.kernel.jacobian_rows].reshape(-1))
            places.append(group.arguments[:, group.kernel.jacobian_columns].reshape(-1))
        for local in self.locals:
            count, inputs, outputs = len(local.owners), local.inputs.shape[1], local.outputs.shape[1]
            rows.append(np.repeat(local.rows, inputs, axis=1).reshape(-1))
            places.append(np.tile(local.inputs, (1, outputs)).reshape(-1))
            rows.append(local.rows.reshape(-1))
            places.append(local.outputs.reshape(count * outputs))
        self.entry_rows = np.concatenate(rows) if rows else np.zeros(0, dtype=np.int64)
        self.entry_places = np.concatenate(places) if places else np.zeros(0, dtype=np.int64)
        self.entries = len(self.entry_rows)
        self.first_local_entry = self.entries - sum(g.outputs.size * (g.inputs.shape[1] + 1) for g in self.locals)
        columns = self.column[self.entry_places]
        chosen = np.flatnonzero(columns >= 0)
        by_column = np.lexsort((self.entry_rows[chosen], columns[chosen]))
        self.chosen = chosen[by_column]
        self.indices = self.entry_rows[self.chosen].astype(np.int32)
        starts = np.cumsum(np.bincount(columns[chosen], minlength=self.columns))
        self.indptr = np.concatenate([[0], starts]).astype(np.int32)

    def evaluate(self, z: np.ndarray, *, settle: bool = False) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Residuals [rows], Jacobian entries (see ``jacobian``) and status of local models (0 good) at z.

        With ``settle`` the outputs of local models are first set in z to what the models give at their inputs, so that
        only the rest of the system has to be met by iteration.
        """
        residual = np.zeros(max(self.rows, self.columns))
        entries = np.empty(self.entries)
        status = self._evaluate_locals(z, residual, entries, settle)
        position = 0
        for group in self.groups:
            values, nonzeros = group.kernel.evaluate(z[group.arguments])
            residual[group.rows] = values
            entries[position : position + nonzeros.size] = nonzeros.reshape(-1)
            position += nonzeros.size
        return residual, entries, status

    def _evaluate_locals(self, z: np.ndarray, residual: np.ndarray, entries: np.ndarray, settle: bool) -> np.ndarray:
        position = self.first_local_entry
        status = []
        for local in self.locals:
            values, jacobians, state = self.memory.answer(local.model, z[local.inputs], local.outputs[:, 0])
            if settle:
                z[local.outputs] = np.where(np.isfinite(values), values, z[local.outputs])
            residual[local.rows] = z[local.outputs] - values
            entries[position : position + jacobians.size] = -jacobians.reshape(-1)
            position += jacobians.size
            entries[position : position + local.outputs.size] = 1.0
            position += local.outputs.size
            status.append(state)
        return np.concatenate(status) if status else np.zeros(0, dtype=np.int64)

    def evaluate_many(self, z: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Residuals [rows, cases], Jacobian entries [entries, cases] and status of local models [cases, instances].

        At z [cases, size], local models settled in z.
        Where a local model fails the residuals of its case are not finite.
        """
        cases = len(z)
        residual = np.zeros((max(self.rows, self.columns), cases))
        entries = np.empty((self.entries, cases))
        status = self._evaluate_many_locals(z, residual, entries)
        position = 0
        for group in self.groups:
            count, size = group.arguments.shape
            arguments = z[:, group.arguments.reshape(-1)].reshape(cases * count, size)
            values, nonzeros = group.kernel.evaluate(arguments)
            residual[group.rows.reshape(-1)] = values.reshape(cases, -1).T
            of_group = nonzeros.reshape(cases, -1).T
            entries[position : position + len(of_group)] = of_group
            position += len(of_group)
        return residual, entries, status

    def _evaluate_many_locals(self, z: np.ndarray, residual: np.ndarray, entries: np.ndarray) -> np.ndarray:
        cases, status = len(z), []
        position = self.first_local_entry
        for local in self.locals:
            count, inputs = local.inputs.shape
            arguments = z[:, local.inputs.reshape(-1)].reshape(cases * count, inputs)
            values, jacobians, state = local.model.evaluate(arguments)
            status.append(np.asarray(state).reshape(cases, count))
            outputs = local.outputs.reshape(-1)
            given = values.reshape(cases, -1)
            z[:, outputs] = np.where(np.isfinite(given), given, z[:, outputs])
            residual[local.rows.reshape(-1)] = (z[:, outputs] - given).T
            slopes = jacobians.reshape(cases, -1).T
            entries[position : position + len(slopes)] = -slopes
            position += len(slopes)
            entries[position : position + len(outputs)] = 1.0
            position += len(outputs)
        return np.concatenate(status, axis=1) if status else np.zeros((cases, 0), dtype=np.int64)

    def term_sizes(self, entries: np.ndarray, z: np.ndarray) -> np.ndarray:
        """Sum of the sizes of the linearised terms of each row: what its residual is to be compared with."""
        terms = np.abs(entries * z[self.entry_places])
        return np.bincount(self.entry_rows, terms, minlength=max(self.rows, self.columns))

    def jacobian(self, entries: np.ndarray) -> sp.csc_matrix:
        """Derivative of the rows by the unknowns."""
        shape = (max(self.rows, self.columns), self.columns)
        return sp.csc_matrix((entries[self.chosen], self.indices, self.indptr), shape=shape)

    def pattern(self) -> sp.csc_matrix:
        """Where the Jacobian can be other than zero."""
        shape = (max(self.rows, self.columns), self.columns)
        return sp.csc_matrix((np.ones(len(self.indices)), self.indices, self.indptr), shape=shape)

    def part(self, rows: Index, columns: Index) -> tuple[Index, Index, Index]:
        """Of the chosen entries those in some rows and columns; their rows there and starts of columns (as in CSC)."""
        new_row = np.full(max(self.rows, self.columns), -1, dtype=np.int64)
        new_row[rows] = np.arange(len(rows))
        starts, ends = self.indptr[columns], self.indptr[columns + 1]
        lengths = ends - starts
        offsets = np.repeat(starts - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths)
        entries = np.arange(lengths.sum()) + offsets
        moved = new_row[self.indices[entries]]
        kept = moved >= 0
        column_of = np.repeat(np.arange(len(columns)), lengths)[kept]
        indptr = np.concatenate([[0], np.cumsum(np.bincount(column_of, minlength=len(columns)))])
        return entries[kept], moved[kept].astype(np.int32), indptr.astype(np.int32)

    def pattern_of(self, kept: np.ndarray) -> sp.csc_matrix:
        """The pattern of those entries that ``kept`` marks."""
        columns = self.column[self.entry_places]
        chosen = kept & (columns >= 0)
        shape = (max(self.rows, self.columns), self.columns)
        count = int(chosen.sum())
        return sp.csc_matrix((np.ones(count), (self.entry_rows[chosen], columns[chosen])), shape=shape)

    def row_owners(self, rename: Callable[[str], str]) -> np.ndarray:
        """Owner of each row, renamed."""
        owners = np.full(max(self.rows, self.columns), "", dtype=object)
        for holder in [*self.groups, *self.locals]:
            for instance, owner in enumerate(holder.owners):
                owners[holder.rows[instance]] = rename(owner)
        return owners

    def by_parameters(self, entries: np.ndarray, positions: Index) -> sp.csc_matrix:
        """Derivative of the rows by the entries of z at ``positions``."""
        local = np.full(self.z_size, -1, dtype=np.int64)
        local[positions] = np.arange(len(positions))
        columns = local[self.entry_places]
        chosen = columns >= 0
        shape = (max(self.rows, self.columns), len(positions))
        return sp.csc_matrix((entries[chosen], (self.entry_rows[chosen], columns[chosen])), shape=shape)

    @cached_property
    def row_names(self) -> list[tuple[str, Row]]:
        """Owner and description of each row."""
        names: list[tuple[str, Row]] = [("", Row("", "material"))] * max(self.rows, self.columns)
        for group in self.groups:
            for instance, owner in enumerate(group.owners):
                for local, row in enumerate(group.kernel.rows):
                    names[group.rows[instance, local]] = (owner, row)
        for local_group in self.locals:
            for instance, owner in enumerate(local_group.owners):
                for row in local_group.rows[instance]:
                    names[row] = (owner, Row(local_group.says, "material"))
        return names

    @cached_property
    def own(self) -> np.ndarray:
        """Marks the equations that depend on the unknown of their own number."""
        marked = np.zeros(max(self.rows, self.columns), dtype=bool)
        column_of = np.repeat(np.arange(self.columns), np.diff(self.indptr))
        marked[self.indices[self.indices == column_of]] = True
        return marked

    @cached_property
    def row_kinds(self) -> np.ndarray:
        """Kind of each row as text."""
        kinds = np.full(max(self.rows, self.columns), "material", dtype="U12")
        for group in self.groups:
            for local, row in enumerate(group.kernel.rows):
                kinds[group.rows[:, local]] = row.kind
        return kinds

    @cached_property
    def material_rows(self) -> np.ndarray:
        """Rows that balance matter."""
        return np.flatnonzero(self.row_kinds == "material")

    @cached_property
    def result_rows(self) -> np.ndarray:
        """Rows that state results."""
        return np.flatnonzero(self.row_kinds == "result")
