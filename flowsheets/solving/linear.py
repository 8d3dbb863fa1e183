"""Sparse factorisation with scaling, for a square choice of rows and columns of a system."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import SuperLU, splu

from flowsheets.equations.system import System


class SingularMatrixError(ArithmeticError):
    """The chosen equations do not fix the chosen unknowns at this point."""


class Selection:
    """A square part of a system's Jacobian: the rows and columns that are solved together."""

    def __init__(self, system: System, rows: np.ndarray, columns: np.ndarray) -> None:
        self.system, self.rows, self.columns = system, rows, columns
        self.whole = len(rows) == system.rows == system.columns == len(columns)
        # ``entries``: which of the system's chosen entries are in this part, column by column.
        if self.whole:
            self.entries = np.arange(len(system.indices))
            self.indices, self.indptr = system.indices, system.indptr
        else:
            self.entries, self.indices, self.indptr = system.part(rows, columns)
        lengths = np.diff(self.indptr)
        self._column_of = np.repeat(np.arange(len(columns)), lengths)
        self._by_row = np.argsort(self.indices, kind="stable")
        counts = np.bincount(self.indices, minlength=len(rows))
        self._row_start = np.concatenate([[0], np.cumsum(counts)[:-1]])
        self._empty_row = counts == 0
        self._order: np.ndarray | None = None
        self._matrix: sp.csc_matrix | None = None

    @classmethod
    def of_all(cls, system: System) -> Selection:
        """Every row and every column of a square system."""
        return cls(system, np.arange(system.rows), np.arange(system.columns))

    def factorise(self, jacobian_data: np.ndarray, column_scale: np.ndarray) -> Factor:
        """LU factors of the selected part; raises SingularMatrixError."""
        data = jacobian_data[self.entries] * column_scale[self._column_of]
        row_scale = self._row_scale(data)
        data *= row_scale[self.indices]
        return Factor(self, data, row_scale, column_scale)

    def _row_scale(self, data: np.ndarray) -> np.ndarray:
        if not len(data):
            return np.ones(len(self.rows))
        largest = np.maximum.reduceat(np.abs(data[self._by_row]), np.minimum(self._row_start, len(data) - 1))
        largest[self._empty_row] = 0.0
        if not np.all(np.isfinite(largest)) or np.any(largest == 0.0):
            raise SingularMatrixError("an equation depends on nothing")
        return 1.0 / largest

    def lu(self, data: np.ndarray) -> tuple[SuperLU, np.ndarray | None]:
        """SuperLU factors; the column order is found at the first call and reused."""
        size = len(self.columns)
        options = {"Equil": False, "SymmetricMode": False}
        try:
            if self._order is None:
                matrix = sp.csc_matrix((data, self.indices, self.indptr), shape=(size, size))
                factors = splu(matrix, permc_spec="COLAMD", relax=1, panel_size=1, options=options)
                self._order = np.argsort(factors.perm_c)
                self._prepare_order()
                return factors, None
            assert self._matrix is not None
            self._matrix.data = data[self._ordered]
            return splu(self._matrix, permc_spec="NATURAL", relax=1, panel_size=1, options=options), self._order
        except RuntimeError as error:
            raise SingularMatrixError("the matrix is singular") from error

    def _prepare_order(self) -> None:
        assert self._order is not None
        lengths = np.diff(self.indptr)[self._order]
        starts = self.indptr[self._order]
        indptr = np.concatenate([[0], np.cumsum(lengths)])
        ordered = np.arange(indptr[-1]) + np.repeat(starts - indptr[:-1], lengths)
        # Rows in order within each column: a matrix that sorts them itself would part them from the next data.
        ordered = ordered[np.lexsort((self.indices[ordered], np.repeat(np.arange(len(lengths)), lengths)))]
        self._ordered = ordered
        shape = (len(lengths), len(lengths))
        self._matrix = sp.csc_matrix((np.zeros(len(ordered)), self.indices[ordered], indptr.astype(np.int32)), shape)
        self._matrix.has_sorted_indices = True


class Factor:
    """Factors of a scaled matrix; solves with it and with its transpose."""

    def __init__(self, selection: Selection, data: np.ndarray, row_scale: np.ndarray, column_scale: np.ndarray) -> None:
        self.row_scale, self.column_scale = row_scale, column_scale
        self._lu, self._order = selection.lu(data)

    def pivots(self) -> tuple[np.ndarray, np.ndarray]:
        """Row and column of each pivot, in the order of elimination."""
        column_rank = np.argsort(self._lu.perm_c)
        return np.argsort(self._lu.perm_r), column_rank if self._order is None else self._order[column_rank]

    def solve(self, right: np.ndarray) -> np.ndarray:
        """x with A x = right (a vector, or one column for each case)."""
        scaled = right * (self.row_scale if right.ndim == 1 else self.row_scale[:, None])
        found = self._lu.solve(scaled)
        if self._order is not None:
            ordered = np.empty_like(found)
            ordered[self._order] = found
            found = ordered
        return found * (self.column_scale if right.ndim == 1 else self.column_scale[:, None])

    def solve_transposed(self, right: np.ndarray) -> np.ndarray:
        """y with A^T y = right."""
        scaled = right * (self.column_scale if right.ndim == 1 else self.column_scale[:, None])
        if self._order is not None:
            scaled = scaled[self._order]
        found = self._lu.solve(scaled, trans="T")
        return found * (self.row_scale if right.ndim == 1 else self.row_scale[:, None])
