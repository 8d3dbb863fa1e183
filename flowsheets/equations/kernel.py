"""Kernels: one symbolic function for one kind and shape of equation, evaluated for all its instances together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import msgspec
import numpy as np

from flowsheets.equations.symbolic import casadi

MANY_ENTRIES = 12
"""A row with more entries than this is differentiated backwards."""


class Row(msgspec.Struct, frozen=True):
    """One equation of a kernel: what it states, of what kind, and the argument that it naturally gives (or -1)."""

    says: str
    kind: str
    gives: int = -1


class Kernel:
    """Residuals and exact Jacobian of one kind of equation.

    ``rows`` describes the residuals; ``jacobian_rows`` and ``jacobian_columns`` are the local coordinates of the
    non-zeros in the order in which ``evaluate`` returns them.
    """

    def __init__(
        self,
        name: str,
        arguments: Sequence[Any],
        residuals: Sequence[Any],
        rows: Sequence[Row],
        switches: Sequence[Any] = (),
    ) -> None:
        ca = casadi()

        self.name = name
        self.rows = tuple(rows)
        z = ca.vertcat(*arguments) if arguments else ca.SX(0, 1)
        f = ca.SX(ca.vertcat(*residuals)) if residuals else ca.SX(0, 1)
        self.size = int(z.shape[0])
        self.jacobian_rows, self.jacobian_columns, values = _differentiated(f, z)
        self._function = ca.Function("k", [z], [ca.densify(f), ca.densify(values)])
        self._batches: dict[int, _Batch] = {}
        self._arguments, self._switches = z, tuple(switches)

    @cached_property
    def switches(self) -> tuple[Any, Any]:
        """Functions of the arguments: how far each switch is from its corner, and the Jacobian of that.

        Made when sensitivities are first asked for.
        """
        ca = casadi()
        gaps = ca.vertcat(*self._switches) if self._switches else ca.SX(0, 1)
        jacobian = ca.densify(ca.jacobian(gaps, self._arguments))
        return (
            ca.Function("gaps", [self._arguments], [ca.densify(gaps)]),
            ca.Function("slopes", [self._arguments], [jacobian]),
        )

    def evaluate(self, z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Residuals [n, rows] and Jacobian non-zeros [n, nnz] at arguments [n, size] (C-contiguous).

        The arrays returned belong to the kernel and are overwritten by the next call with as many instances.
        """
        count = z.shape[0]
        batch = self._batches.get(count)
        if batch is None:
            batch = self._batches[count] = _Batch(
                self._function, count, self.size, len(self.rows), len(self.jacobian_rows)
            )
        return batch(z)


def _differentiated(f: Any, z: Any) -> tuple[np.ndarray, np.ndarray, Any]:
    """Rows, columns and values of the non-zeros of the derivative of f by z.

    Rows with many entries, such as balances of energy, are differentiated backwards, the others forwards; together
    they would cost a sweep for each of the many entries.
    """
    ca = casadi()
    row_of, _ = ca.jacobian_sparsity(f, z).get_triplet()
    filled = np.bincount(np.array(row_of, dtype=np.int64), minlength=f.shape[0]) > MANY_ENTRIES
    rows, columns, values = [], [], []
    for part in (np.flatnonzero(~filled), np.flatnonzero(filled)):
        if len(part):
            jacobian = ca.jacobian(f[part.tolist()], z)
            local, column_of = jacobian.sparsity().get_triplet()
            rows.append(part[np.array(local, dtype=np.int64)])
            columns.append(np.array(column_of, dtype=np.int64))
            values.append(ca.vec(jacobian.nz[:]))
    none = np.zeros(0, dtype=np.int64)
    return (
        np.concatenate([none, *rows]),
        np.concatenate([none, *columns]),
        ca.vertcat(*values) if values else ca.SX(0, 1),
    )


class _Batch:
    """A kernel mapped over a number of instances, bound to preallocated arrays."""

    def __init__(self, function: Any, count: int, size: int, rows: int, nonzeros: int) -> None:
        mapped = function.map(count) if count > 1 else function
        self.z = np.zeros((count, size))
        self.residuals = np.zeros((count, rows))
        self.nonzeros = np.zeros((count, nonzeros))
        self._buffer, self._trigger = mapped.buffer()
        if size:
            self._buffer.set_arg(0, _flat(self.z))
        if rows:
            self._buffer.set_res(0, _flat(self.residuals))
        if nonzeros:
            self._buffer.set_res(1, _flat(self.nonzeros))

    def __call__(self, z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        self.z[...] = z
        self._trigger()
        return self.residuals, self.nonzeros


def _flat(array: np.ndarray) -> memoryview:
    """The array's own memory as one row of numbers."""
    return array.reshape(-1).data
