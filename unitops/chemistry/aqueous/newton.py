"""Newton's method for a batch of small independent systems, each row safeguarded for itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from unitops.chemistry.aqueous.activity import Activities

HALVINGS = 8


@dataclass(frozen=True)
class Descent:
    """How a descent goes: smoothing from first to last, the norm that is asked for, the longest step, its bounds.

    ceilings and floors hold the unknowns named by their places; the smoothing is drawn in by `rate` each step.
    """

    first: float
    last: float
    rate: float
    tolerance: float
    longest: float
    iterations: int
    floor: Any
    ceiling: Any


def rowwise(matrix: Any, vectors: Any) -> Any:
    """matrix @ vector for every row of a batch, one product at a time so that no batch size changes the sum."""
    return np.matmul(matrix, vectors[:, :, None])[:, :, 0]


def limited(step: Any, longest: float) -> Any:
    """A Newton step held to a trust region; rows are scaled as a whole."""
    step = np.where(np.isfinite(step), step, 0.0)
    largest = np.max(np.abs(step), axis=1, keepdims=True)
    return step * np.minimum(1.0, longest / np.maximum(largest, 1e-300))


def descend(v: Any, evaluate: Callable[..., Any], jacobian: Callable[..., Any], way: Descent) -> Any:
    """Newton's method with a halving line search on the norm of the residual, each row for itself.

    evaluate(rows, v, mu[, activities]) gives the residual and the activities of the rows named, jacobian(rows,
    v, mu, activities) the matrix. A row leaves when it is solved, or when its steps no longer change it.
    """
    v = v.copy()
    rows, mu = np.arange(len(v)), way.first
    r, act = evaluate(rows, v, mu)
    for _ in range(way.iterations):
        last = mu <= way.last
        if last:
            unfinished = np.flatnonzero(~(np.max(np.abs(r), axis=1) <= way.tolerance))
            if not len(unfinished):
                break
            if len(unfinished) < len(rows):
                rows, r, act = rows[unfinished], r[unfinished], select_rows(act, unfinished, len(r))
        start = v[rows]
        step = limited(solve_rows(jacobian(rows, start, mu, act), -r), way.longest)
        step = np.clip(start + step, way.floor, way.ceiling) - start
        trial, r, act = searched(start, step, r, rows, lambda rows, x, mu=mu: evaluate(rows, x, mu))
        v[rows] = trial
        if not last:
            mu = max(way.last, mu * way.rate)
            r, act = evaluate(rows, trial, mu, act)
            continue
        moving = np.flatnonzero(np.max(np.abs(trial - start), axis=1) > 1e-15)
        if len(moving) < len(rows):
            rows, r, act = rows[moving], r[moving], select_rows(act, moving, len(r))
        if not len(rows):
            break
    return v


def searched(start: Any, step: Any, r: Any, rows: Any, evaluate: Any) -> tuple[Any, Any, Any]:
    """The step of each row, halved until the norm of the residual falls; at most HALVINGS times."""
    norm = np.sqrt(np.sum(r * r, axis=1))
    length = np.ones(len(rows))
    trial = start + step
    r, act = evaluate(rows, trial)
    for _ in range(HALVINGS):
        worse = np.flatnonzero(~(np.sqrt(np.sum(r * r, axis=1)) <= (1.0 - 1e-4 * length) * norm + 1e-13))
        if not len(worse):
            break
        length[worse] *= 0.5
        trial[worse] = start[worse] + length[worse, None] * step[worse]
        r[worse], part = evaluate(rows[worse], trial[worse])
        act = replace_rows(act, worse, part)
    return trial, r, act


def replace_rows(whole: Activities, rows: Any, part: Activities) -> Activities:
    """Activities of a batch with those of some rows exchanged."""
    for name in Activities.__dataclass_fields__:
        if getattr(whole, name) is not None:
            getattr(whole, name)[rows] = getattr(part, name)
    return whole


def select_rows(batch: Any, rows: Any, total: int) -> Any:
    """The rows named of a batch of arrays in a tuple or a dataclass; the batch itself where all are named."""
    if len(rows) == total:
        return batch
    if isinstance(batch, tuple):
        return tuple(item[rows] for item in batch)
    parts = {name: getattr(batch, name) for name in batch.__dataclass_fields__}
    return type(batch)(**{name: None if part is None else part[rows] for name, part in parts.items()})


def solve_rows(matrix: Any, right: Any) -> Any:
    """Solves every row's linear system; a singular one takes the least-squares answer and harms no other."""
    columns = right[..., None] if right.ndim == 2 else right
    try:
        answer = np.linalg.solve(matrix, columns)
    except np.linalg.LinAlgError:
        answer = np.zeros_like(columns)
        for i in range(len(matrix)):
            try:
                answer[i] = np.linalg.solve(matrix[i], columns[i])
            except np.linalg.LinAlgError:
                safe = np.nan_to_num(matrix[i], nan=0.0, posinf=0.0, neginf=0.0)
                answer[i] = np.linalg.lstsq(safe, np.nan_to_num(columns[i]), rcond=None)[0]
    return answer[..., 0] if right.ndim == 2 else answer
