"""What local models said before in the same solve: an equilibrium close to a known one is found in fewer steps."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, cast

import msgspec
import numpy as np

from unitops.declaration.balance import LocalModel, ResumingModel


class _Remembered(msgspec.Struct, frozen=True):
    """Of one instance: what it was asked last, as bytes, what it said, and where it may go on from."""

    asked: bytes
    values: np.ndarray
    jacobian: np.ndarray
    status: Any
    state: Any


class LocalMemory:
    """The last answers of each instance of a local model, named by the place of its first output.

    An instance that is asked the same again is not solved again. One that is asked something else starts from its
    last state if its model can. Each solve has a memory of its own, so that answers depend on nothing that was solved
    before.
    """

    def __init__(self) -> None:
        self._last: dict[int, _Remembered] = {}

    def answer(
        self, model: LocalModel, inputs: np.ndarray, instances: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Values [n, outputs], Jacobians [n, outputs, inputs] and status [n] at inputs [n, inputs]."""
        keys, asked = instances.tolist(), [row.tobytes() for row in inputs]
        last = [self._last.get(key) for key in keys]
        new = [i for i, known in enumerate(last) if known is None or known.asked != asked[i]]
        if new:
            states: list[Any] = [known.state if (known := last[i]) is not None else None for i in new]
            if _resumes(type(model)):
                values, jacobians, status, states = cast(ResumingModel, model).evaluate_from(inputs[new], states)
            else:
                values, jacobians, status = model.evaluate(inputs[new])
            for k, i in enumerate(new):
                self._last[keys[i]] = _Remembered(asked[i], values[k], jacobians[k], status[k], states[k])
            if len(new) == len(keys):
                return values, jacobians, np.asarray(status)
        found = [self._last[key] for key in keys]
        values = np.stack([each.values for each in found])
        return values, np.stack([each.jacobian for each in found]), np.array([each.status for each in found])


@lru_cache(maxsize=64)
def _resumes(kind: type) -> bool:
    """Whether models of a kind can start from a state; looking at a protocol takes as long as an easy answer."""
    return issubclass(kind, ResumingModel)
