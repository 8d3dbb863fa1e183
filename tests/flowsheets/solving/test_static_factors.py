"""Factors of many matrices of one pattern agree with those of each matrix alone."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
import scipy.sparse as sp

from flowsheets.solving.linear import Factor, Selection
from flowsheets.solving.static_factors import StaticSolver


def _selection(pattern: sp.csc_matrix) -> Selection:
    size = len(pattern.indptr) - 1
    system = SimpleNamespace(rows=size, columns=size, indices=pattern.indices, indptr=pattern.indptr)
    return Selection(system, np.arange(size), np.arange(size))  # type: ignore[arg-type]  # all that a selection asks for


def _matrices(size: int, cases: int, seed: int) -> tuple[sp.csc_matrix, np.ndarray]:
    rng = np.random.default_rng(seed)
    strewn = np.where(rng.random((size, size)) < 0.05, rng.uniform(-1, 1, (size, size)), 0.0)
    pattern = sp.csc_matrix(strewn + np.diag(rng.uniform(3, 6, size)))
    shuffled = sp.csc_matrix(pattern[rng.permutation(size)])
    shuffled.sort_indices()  # as those of a system are
    data = shuffled.data[:, None] * (1.0 + 0.2 * rng.uniform(-1, 1, (shuffled.nnz, cases)))
    return shuffled, data


@pytest.mark.parametrize("size", [1, 7, 80, 200])
def test_solutions_agree_with_those_of_each_matrix_alone(size: int) -> None:
    pattern, data = _matrices(size, 9, seed=size)
    right = np.random.default_rng(1).normal(size=(size, 9))
    selection = _selection(pattern)
    solver = StaticSolver(selection, *Factor(selection, pattern.data, np.ones(size), np.ones(size)).pivots())
    found = solver.solve(data, right)
    for case in range(9):
        matrix = sp.csc_matrix((data[:, case], pattern.indices, pattern.indptr), shape=(size, size)).toarray()
        expected = np.linalg.solve(matrix, right[:, case])
        assert found[:, case] == pytest.approx(expected, rel=1e-9, abs=1e-11 * np.max(np.abs(expected)))


def test_a_case_is_solved_alike_alone_and_among_others() -> None:
    pattern, data = _matrices(120, 33, seed=5)
    right = np.random.default_rng(2).normal(size=(120, 33))
    selection = _selection(pattern)
    solver = StaticSolver(selection, *Factor(selection, pattern.data, np.ones(120), np.ones(120)).pivots())
    together = solver.solve(data, right).copy()
    for case in (0, 13, 32):
        assert np.array_equal(solver.solve(data[:, [case]], right[:, [case]])[:, 0], together[:, case])
    order = np.random.default_rng(3).permutation(33)
    assert np.array_equal(solver.solve(data[:, order], right[:, order]), together[:, order])


def test_pivots_of_a_reused_column_order_are_the_right_ones() -> None:
    pattern, _ = _matrices(60, 2, seed=8)
    selection = _selection(pattern)
    Factor(selection, pattern.data, np.ones(60), np.ones(60))
    again = Factor(selection, pattern.data, np.ones(60), np.ones(60))
    right = np.ones((60, 2))
    solver = StaticSolver(selection, *again.pivots())
    assert solver.solve(np.repeat(pattern.data[:, None], 2, axis=1), right)[:, 0] == pytest.approx(
        again.solve(right[:, 0])
    )


def test_a_vanishing_pivot_gives_no_finite_answer() -> None:
    pattern = sp.csc_matrix(np.array([[2.0, 1.0], [1.0, 3.0]]))
    selection = _selection(pattern)
    solver = StaticSolver(selection, *Factor(selection, pattern.data, np.ones(2), np.ones(2)).pivots())
    assert not np.all(np.isfinite(solver.solve(np.zeros((4, 1)), np.ones((2, 1)))))
