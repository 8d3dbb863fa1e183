"""CCD(N, C) in as little as numpy and scipy need: assemble, one sparse solve, temperatures. Nothing else.

The stages' flows m solve m_i - R S m_(i-1) - R (1 - S) m_(i+1) = R (feed if i = 1, wash if i = N), where S are the
underflow shares and R = 1 + X nu e0' is the reaction; the temperatures then solve a tridiagonal system.
"""

from __future__ import annotations

import numpy as np
from scipy.linalg import solve_banded
from scipy.sparse import csc_matrix, diags, identity, kron
from scipy.sparse.linalg import spsolve

from bench import countercurrent as case


def solve(stages: int, components: int) -> tuple[np.ndarray, np.ndarray]:
    """Flows out of the reactors [kmol/h], one row a stage, and temperatures of the stages [K]."""
    shares = case.underflow_shares(components)
    reaction = np.eye(components)
    reaction[:4, 0] += case.CONVERSION * np.array([-1.0, -1.0, 1.0, 1.0])
    reaction_sparse = csc_matrix(reaction)
    below = diags([1.0], [-1], shape=(stages, stages))
    above = diags([1.0], [1], shape=(stages, stages))
    matrix = (
        identity(stages * components)
        - kron(below, reaction_sparse @ diags(shares))
        - kron(above, reaction_sparse @ diags(1.0 - shares))
    )
    right = np.zeros((stages, components))
    right[0] += reaction @ case.feed(components)
    right[-1] += reaction @ case.wash(components)
    flows = np.asarray(spsolve(csc_matrix(matrix), right.ravel())).reshape(stages, components)
    return flows, temperatures(flows, shares, components)


def temperatures(flows: np.ndarray, shares: np.ndarray, components: int) -> np.ndarray:
    """Adiabatic mixing of underflow from before, overflow from behind, feed and wash."""
    capacity = case.heat_capacities(components)
    under = flows @ (shares * capacity)
    over = flows @ ((1.0 - shares) * capacity)
    from_before = np.concatenate([[case.feed(components) @ capacity], under[:-1]])
    from_behind = np.concatenate([over[1:], [case.wash(components) @ capacity]])
    right = np.zeros(len(flows))
    right[0] += from_before[0] * case.FEED_TEMPERATURE
    right[-1] += from_behind[-1] * case.WASH_TEMPERATURE
    banded = np.zeros((3, len(flows)))
    banded[0, 1:] = -from_behind[:-1]
    banded[1] = from_before + from_behind
    banded[2, :-1] = -from_before[1:]
    return solve_banded((1, 1), banded, right)
