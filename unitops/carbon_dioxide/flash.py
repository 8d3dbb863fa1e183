"""How much liquid drops out of let-down carbon dioxide: a flash, behind the door of local models."""

from __future__ import annotations

from functools import cache

import numpy as np

from unitops.chemistry.realfluid import SOLVED

LEAST_SHARE = 1e-14
MOST_STEPS = 200
CLOSE = 1e-15
"""Steps end when the share changes by less than this part of itself."""


class LiquidShare:
    """Molar share of liquid q = L / (L + G) of solutes that distribute by y = K x and of carbon dioxide.

    The liquid holds carbon dioxide to the mole fraction x, the gas G is carbon dioxide alone, a solute stays in the
    liquid by q / (q + K (1 - q)). With H = sum n / (q + K (1 - q)) / (1 - x) the share is the root of

        C = H (1 - (1 - x) q)

    whose right side falls as q rises: one root at most. Without one between 0 and 1 all is gas (0), or all carbon
    dioxide is dissolved (1).
    """

    def __init__(self, volatile: int) -> None:
        self.volatile = volatile

    def evaluate(self, inputs: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """At rows of n [mol/s] and K of each volatile solute, the others together [mol/s], carbon dioxide [mol/s], x.

        Values [n, 1], derivatives [n, 1, 2 volatile + 3], status [n]: always solved.
        """
        inputs = np.asarray(inputs, dtype=float)
        values = np.zeros((len(inputs), 1))
        jacobians = np.zeros((len(inputs), 1, inputs.shape[1]))
        for row, point in enumerate(inputs):
            values[row, 0], jacobians[row, 0] = self._solve(point)
        return values, jacobians, np.full(len(inputs), SOLVED, dtype=np.int64)

    def _solve(self, point: np.ndarray) -> tuple[float, np.ndarray]:
        count = self.volatile
        amounts = np.maximum(np.append(point[:count], point[2 * count]), 0.0)
        volatility = np.maximum(np.append(point[count : 2 * count], 0.0), 0.0)
        there, held = max(point[2 * count + 1], 0.0), min(max(point[2 * count + 2], 0.0), 1.0 - LEAST_SHARE)
        still = np.zeros(len(point))
        if _excess(1.0, amounts, volatility, there, held)[0] <= 0.0:
            return 1.0, still
        if _excess(LEAST_SHARE, amounts, volatility, there, held)[0] >= 0.0:
            return 0.0, still
        share, slope = _root(amounts, volatility, there, held)
        return share, self._derivatives(share, slope, amounts, volatility, held)

    def _derivatives(
        self, q: float, slope: float, amounts: np.ndarray, volatility: np.ndarray, held: float
    ) -> np.ndarray:
        """Of the root by the inputs: the implicit function theorem."""
        count = self.volatile
        reach = 1.0 - (1.0 - held) * q
        below = q + volatility * (1.0 - q)
        whole = float(np.sum(amounts / below)) / (1.0 - held)
        by_amounts = -reach / below / (1.0 - held)
        by_volatility = reach * amounts * (1.0 - q) / below**2 / (1.0 - held)
        by_held = -reach * whole / (1.0 - held) - q * whole
        excess = np.concatenate([by_amounts[:count], by_volatility[:count], by_amounts[count:], [1.0, by_held]])
        return -excess / slope


def _excess(q: float, amounts: np.ndarray, volatility: np.ndarray, there: float, held: float) -> tuple[float, float]:
    """Carbon dioxide less what the share q asks for, and its slope; it rises with q."""
    below = q + volatility * (1.0 - q)
    parts = amounts / below
    whole = float(np.sum(parts)) / (1.0 - held)
    bend = -float(np.sum(parts * (1.0 - volatility) / below)) / (1.0 - held)
    reach = 1.0 - (1.0 - held) * q
    return there - whole * reach, whole * (1.0 - held) - bend * reach


def _root(amounts: np.ndarray, volatility: np.ndarray, there: float, held: float) -> tuple[float, float]:
    """The share, and the slope there: Newton's steps in the logarithm of the share, kept in a bracket."""
    low, high, q = LEAST_SHARE, 1.0, 0.1
    slope = 1.0
    for _ in range(MOST_STEPS):
        excess, slope = _excess(q, amounts, volatility, there, held)
        low, high = (low, q) if excess > 0.0 else (q, high)
        step = q * float(np.exp(np.clip(-excess / (slope * q), -3.0, 3.0)))
        new = step if low < step < high else float(np.sqrt(low * high))
        if abs(new - q) <= CLOSE * q:
            break
        q = new
    return q, slope


@cache
def liquid_share(volatile: int) -> LiquidShare:
    """The flash of so many volatile solutes."""
    return LiquidShare(volatile)
