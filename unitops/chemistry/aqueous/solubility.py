"""Measured solubility of salts in water over temperature, interpolated smoothly.

The curve of one salt runs through the measured points of resources/solubility.json, branch by branch of its solid
phases, as a monotone cubic with continuous slope (Fritsch and Carlson 1980, doi 10.1137/0717021) in ln s. Where
the solid changes the curve has its kink; branches that do not touch are bridged by a straight line in ln s.
Beyond the measured range the curve goes on with its end slope and is marked outside validity. The curve holds for
the salt in pure water only.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import numpy as np

from unitops.errors import DataError


class SolubilityBranch(msgspec.Struct, frozen=True):
    """Measured points of one solid phase: T [K], grams of solute per 100 g of water."""

    solid: str
    T_K: list[float]
    g_per_100g: list[float]


class SaltRecord(msgspec.Struct, frozen=True):
    """One salt with its branches and source.

    `seen` tells whether the figures were checked, against the source or against the copy that `seen_in` names.
    """

    branches: list[SolubilityBranch]
    source: str
    seen: bool
    seen_in: str = ""
    note: str = ""


class SolubilityTable(msgspec.Struct, frozen=True):
    """The whole of resources/solubility.json."""

    about: str
    sources: dict[str, str]
    copies: dict[str, str]
    salts: dict[str, SaltRecord]


class SolubilityCurve(msgspec.Struct, frozen=True):
    """Value [kg/kg water], slope by T [1/K], solid phase and validity of a solubility at given temperatures."""

    value: Any
    slope: Any
    solid: list[str]
    inside: Any


@cache
def solubility_table() -> SolubilityTable:
    """Measured solubilities of resources/solubility.json."""
    return msgspec.json.decode((files("resources") / "solubility.json").read_bytes(), type=SolubilityTable)


def salt_record(salt: str) -> SaltRecord:
    """The record of a salt such as ``Li2CO3`` or ``Na2SO4``; raises DataError when there is none."""
    table = solubility_table().salts
    if salt not in table:
        raise DataError(
            "no measured solubility in water for this salt",
            place=salt,
            remedy=f"Choose one of: {', '.join(sorted(table))}",
        )
    return table[salt]


def solubility(salt: str, T: Any) -> SolubilityCurve:
    """Solubility of a salt in water [kg of the named solute per kg water] and its derivative [1/K] at T [K].

    The named solute is anhydrous but for ``CaSO4.2H2O``. Raises DataError for a salt without a table.
    """
    branches = salt_record(salt).branches
    T = np.atleast_1d(np.asarray(T, dtype=float))
    value, slope = np.empty_like(T), np.empty_like(T)
    names: list[str] = []
    for i, temperature in enumerate(T):
        value[i], slope[i], name = _at(salt, branches, float(temperature))
        names.append(name)
    low, high = branches[0].T_K[0], branches[-1].T_K[-1]
    return SolubilityCurve(value, slope, names, (low <= T) & (high >= T))


def _at(salt: str, branches: list[SolubilityBranch], T: float) -> tuple[float, float, str]:
    for i, branch in enumerate(branches):
        if branch.T_K[-1] >= T or i == len(branches) - 1:
            if i and branch.T_K[0] > T:
                return _bridge(branches[i - 1], branch, T)
            return *_cubic(*_curve(salt, i), T), branch.solid
    raise AssertionError("a salt has at least one branch")


def _bridge(before: SolubilityBranch, after: SolubilityBranch, T: float) -> tuple[float, float, str]:
    start, end = before.T_K[-1], after.T_K[0]
    first, last = np.log(before.g_per_100g[-1] / 100.0), np.log(after.g_per_100g[0] / 100.0)
    slope = (last - first) / (end - start)
    value = float(np.exp(first + slope * (T - start)))
    return value, value * slope, before.solid if T - start < end - T else after.solid


@cache
def _curve(salt: str, branch: int) -> tuple[Any, Any, Any]:
    """Temperatures, logarithms of solubility and slopes of the points of a branch."""
    record = solubility_table().salts[salt].branches[branch]
    x, y = np.array(record.T_K), np.log(np.array(record.g_per_100g) / 100.0)
    return x, y, monotone_slopes(x, y)


def _cubic(x: Any, y: Any, slopes: Any, T: float) -> tuple[float, float]:
    if x[0] >= T or x[-1] <= T:
        end = 0 if x[0] >= T else -1
        value = float(np.exp(y[end] + slopes[end] * (T - x[end])))
        return value, float(value * slopes[end])
    k = int(np.searchsorted(x, T, side="right")) - 1
    h = x[k + 1] - x[k]
    t = (T - x[k]) / h
    rise = y[k + 1] - y[k]
    log_value = y[k] + t * t * (3 - 2 * t) * rise + h * t * (1 - t) * ((1 - t) * slopes[k] - t * slopes[k + 1])
    by_t = 6 * t * (1 - t) * rise / h + (1 - t) * (1 - 3 * t) * slopes[k] - t * (2 - 3 * t) * slopes[k + 1]
    value = float(np.exp(log_value))
    return value, float(value * by_t)


def monotone_slopes(x: Any, y: Any) -> Any:
    """Slopes of a monotone cubic through points: the harmonic mean of the secants, zero at an extremum."""
    secants = np.diff(y) / np.diff(x)
    slopes = np.empty_like(y)
    slopes[0], slopes[-1] = secants[0], secants[-1]
    before, after = secants[:-1], secants[1:]
    same = before * after > 0.0
    total = np.where(same, before + after, 1.0)
    slopes[1:-1] = np.where(same, 2.0 * before * after / total, 0.0)
    return slopes
