"""LU factors of many matrices of one pattern at once, with pivots chosen beforehand.

The matrices of a flowsheet's cases share their pattern and, near enough, their sizes, so the pivots that a careful
factorisation of one of them has chosen serve all. What is left is arithmetic on rows of numbers, one number a case:
no search, no index that depends on a value, and each case is treated exactly as if it were alone.
"""

from __future__ import annotations

from itertools import pairwise

import msgspec
import numpy as np
import scipy.sparse as sp

from flowsheets.solving.linear import Selection

ROWS_AT_ONCE = 1024
"""Updates done in one go: their operands stay in the processor's cache."""


class _Update(msgspec.Struct, frozen=True):
    """``values[target] -= sum(values[left] * values[right])``, of as many products for each target."""

    target: np.ndarray
    left: np.ndarray
    right: np.ndarray
    products: int

    def apply(self, values: np.ndarray) -> None:
        product = values[self.left]
        product *= values[self.right]
        if self.products > 1:
            product = product.reshape(len(self.target), self.products, -1).sum(axis=1)
        values[self.target] -= product


class _Level(msgspec.Struct, frozen=True):
    """Pivots that do not wait for one another: multipliers to divide by their pivots, then updates."""

    multipliers: np.ndarray
    pivots: np.ndarray
    updates: tuple[_Update, ...]


class StaticSolver:
    """Solves A x = b for matrices with the pattern and the pivots of a factorised selection.

    The right-hand side is carried as one more column of the elimination. Pivots are not exchanged: a case whose
    matrix would have needed others shows it by not converging, or by a number that is not finite.
    """

    def __init__(self, selection: Selection, row_of_pivot: np.ndarray, column_of_pivot: np.ndarray) -> None:
        self.size = len(selection.columns)
        size = self.size
        rank_of_row, rank_of_column = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
        rank_of_row[row_of_pivot] = np.arange(size)
        rank_of_column[column_of_pivot] = np.arange(size)
        self._row_of_pivot, self._rank_of_column = row_of_pivot, rank_of_column
        rows = rank_of_row[selection.indices]
        columns = np.repeat(rank_of_column, np.diff(selection.indptr))
        lower, upper = _filled(rows, columns, size)
        self._number(rows, columns, lower, upper)
        self._forward = self._elimination(lower, upper)
        self._backward = self._substitution(upper)
        self._filled_in = np.setdiff1d(np.arange(self.entries), self._entry)
        self._workspace = np.empty((0, 0))

    def _number(self, rows: np.ndarray, columns: np.ndarray, lower: list[np.ndarray], upper: list[np.ndarray]) -> None:
        """Give every entry of the factors, and of the right-hand side, its place in the array of values."""
        size = self.size
        keys = [np.arange(size) * (size + 1)]
        keys += [below * size + k for k, below in enumerate(lower)]
        keys += [k * size + beyond for k, beyond in enumerate(upper)]
        self._keys = np.sort(np.concatenate(keys))
        self._entry = self._place(rows * size + columns)
        self.entries = len(self._keys)

    def _place(self, keys: np.ndarray) -> np.ndarray:
        return np.searchsorted(self._keys, keys)

    def _elimination(self, lower: list[np.ndarray], upper: list[np.ndarray]) -> list[_Level]:
        size = self.size
        level = np.zeros(size, dtype=np.int64)
        for k in range(size):
            waiting = np.concatenate([lower[k], upper[k]])
            np.maximum.at(level, waiting, level[k] + 1)
        levels = []
        for members in _by_level(level):
            with_multipliers = [k for k in members if len(lower[k])]
            if not with_multipliers:
                continue
            multipliers = np.concatenate([self._place(lower[k] * size + k) for k in with_multipliers])
            pivots = np.repeat(
                self._place(np.array(with_multipliers) * (size + 1)), [len(lower[k]) for k in with_multipliers]
            )
            targets, left, right = [], [], []
            for k in with_multipliers:
                below, beyond = lower[k], upper[k]
                factors = self._place(below * size + k)
                targets.append(self._place((below[:, None] * size + beyond[None, :]).reshape(-1)))
                left.append(np.repeat(factors, len(beyond)))
                right.append(np.tile(self._place(k * size + beyond), len(below)))
                targets.append(self.entries + below)  # the right-hand side
                left.append(factors)
                right.append(np.full(len(below), self.entries + k))
            updates = _updates(np.concatenate(targets), np.concatenate(left), np.concatenate(right))
            levels.append(_Level(multipliers, pivots, updates))
        return levels

    def _substitution(self, upper: list[np.ndarray]) -> list[tuple[np.ndarray, np.ndarray, tuple[_Update, ...]]]:
        """Levels of the back substitution: which unknowns are ready, their pivots, what they change."""
        size = self.size
        level = np.zeros(size, dtype=np.int64)
        above: list[list[int]] = [[] for _ in range(size)]
        for k in range(size - 1, -1, -1):
            if len(upper[k]):
                level[k] = int(np.max(level[upper[k]])) + 1
            for j in upper[k]:
                above[j].append(k)
        levels = []
        for members in _by_level(level):
            known = np.array(members)
            users = [np.array(above[j], dtype=np.int64) for j in members]
            targets = np.concatenate([self.entries + u for u in users])
            left = np.concatenate([self._place(u * size + j) for u, j in zip(users, members, strict=True)])
            right = np.repeat(self.entries + known, [len(u) for u in users])
            updates = _updates(targets, left, right) if len(targets) else ()
            levels.append((self.entries + known, self._place(known * (size + 1)), updates))
        return levels

    def solve(self, data: np.ndarray, right: np.ndarray) -> np.ndarray:
        """x [unknowns, cases] for matrix entries ``data`` [entries of the pattern, cases] and ``right`` [rows, cases].

        Where a pivot vanishes x is not finite.
        """
        if self._workspace.shape[1] != data.shape[1]:  # fresh memory costs more than the arithmetic
            self._workspace = np.empty((self.entries + self.size, data.shape[1]))
        values = self._workspace
        values[self._filled_in] = 0.0
        values[self._entry] = data
        values[self.entries :] = right[self._row_of_pivot]
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            for level in self._forward:
                values[level.multipliers] /= values[level.pivots]
                for update in level.updates:
                    update.apply(values)
            for known, pivots, updates in self._backward:
                values[known] /= values[pivots]
                for update in updates:
                    update.apply(values)
        return values[self.entries :][self._rank_of_column]


def _filled(rows: np.ndarray, columns: np.ndarray, size: int) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Rows below and columns beyond each pivot, with what elimination fills in."""
    below: list[np.ndarray | list[np.ndarray]] = [[] for _ in range(size)]
    beyond: list[np.ndarray | list[np.ndarray]] = [[] for _ in range(size)]
    pattern = sp.csc_matrix((np.ones(len(rows)), (rows, columns)), shape=(size, size))
    by_row = pattern.tocsr()
    lower: list[np.ndarray] = []
    upper: list[np.ndarray] = []
    for k in range(size):
        own_rows = pattern.indices[pattern.indptr[k] : pattern.indptr[k + 1]]
        own_columns = by_row.indices[by_row.indptr[k] : by_row.indptr[k + 1]]
        under = np.unique(np.concatenate([own_rows, *below[k]]))
        right = np.unique(np.concatenate([own_columns, *beyond[k]]))
        under, right = under[under > k].astype(np.int64), right[right > k].astype(np.int64)
        below[k], beyond[k] = [], []
        lower.append(under)
        upper.append(right)
        if len(under) and len(right):
            for j in right:  # column j gets an entry in every row of ``under``
                below[j].append(under)  # type: ignore[union-attr]  # a list until its own turn
            for i in under:
                beyond[i].append(right)  # type: ignore[union-attr]
    return lower, upper


def _by_level(level: np.ndarray) -> list[list[int]]:
    order = np.argsort(level, kind="stable")
    bounds = np.searchsorted(level[order], np.arange(int(level.max(initial=0)) + 2))
    return [order[a:b].tolist() for a, b in pairwise(bounds)]


def _updates(target: np.ndarray, left: np.ndarray, right: np.ndarray) -> tuple[_Update, ...]:
    """Updates of one level, targets of as many products together, cut into pieces that fit the cache."""
    order = np.argsort(target, kind="stable")
    target, left, right = target[order], left[order], right[order]
    starts = np.flatnonzero(np.concatenate([[True], target[1:] != target[:-1]]))
    counts = np.diff(np.concatenate([starts, [len(target)]]))
    pieces = []
    for count in np.unique(counts):
        chosen = starts[counts == count]
        at_once = max(1, ROWS_AT_ONCE // int(count))
        for begin in range(0, len(chosen), at_once):
            piece = chosen[begin : begin + at_once]
            products = (piece[:, None] + np.arange(count)).reshape(-1)
            pieces.append(_Update(target[piece], left[products], right[products], int(count)))
    return tuple(pieces)
