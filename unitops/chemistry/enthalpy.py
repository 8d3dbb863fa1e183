"""H(T), Cp(T), S(T) and G(T) of species, and H(T) as symbolic expressions.

The rule, exactly, for one species of ``resources/species.json`` (J, mol, K):

1. The segments of ``heat_capacity`` are contiguous: segment i holds for low_i <= T < high_i = low_(i+1) and
   states Cp(T) = sum a_k T^k, k = -2, -1, 0, 1, 2, 3, 4, with the coefficients in that order.
2. Below the first low Cp is constant at its value there, Cp_1(low_1); at and above the last high it is
   constant at Cp_n(high_n).
3. H(T) = enthalpy_of_formation + integral from 298.15 K to T of Cp dT. With a transition inside the species
   one segment is a ramp a few kelvin wide whose Cp integrates to the latent heat, so H is continuous.
4. S(T) = entropy + integral from 298.15 K to T of Cp/T dT; G(T) = H(T) - T S(T). This G is meant for
   differences over balanced reactions only.

A species without heat capacity has Cp = 0. Pressure has no influence here (solids, ideal gases, solutes at
infinite dilution).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Any, Protocol

import msgspec
import numpy as np

from unitops.chemistry.species_database import STANDARD_TEMPERATURE, Species
from unitops.errors import DataError

POWERS = (-2, -1, 0, 1, 2, 3, 4)
# Basis of H: 1, T^-1, ln T, T, T^2, T^3, T^4, T^5. Basis of S: 1, T^-2, T^-1, ln T, T ... T^4.
TERMS = 8


class EnthalpyCurve(msgspec.Struct, frozen=True, eq=False):
    """H(T) of one species, region by region.

    ``breakpoints`` [n] rise; region 0 lies below the first, region n at and above the last. In region r,
    H = enthalpy[r] . (1, 1/T, ln T, T, T^2, T^3, T^4, T^5) and Cp = heat_capacity[r] . (T^-2 ... T^4).
    ``low`` and ``high`` [K] bound the validity of the heat capacity.
    """

    name: str
    breakpoints: np.ndarray
    enthalpy: np.ndarray
    heat_capacity: np.ndarray
    entropy: np.ndarray | None
    low: float
    high: float


class SymbolicMath(Protocol):
    """What symbolic_enthalpies asks of a symbolic module; CasADi has both."""

    def log(self, x: Any, /) -> Any: ...

    def if_else(self, condition: Any, then: Any, otherwise: Any, /) -> Any: ...


@cache
def _curve(species_key: _ById) -> EnthalpyCurve:
    return _build(species_key.species)


class _ById:
    """Cache key: species are compared by identity, their mappings cannot be hashed."""

    def __init__(self, species: Species) -> None:
        self.species = species

    def __hash__(self) -> int:
        return id(self.species)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and other.species is self.species


def curve(species: Species) -> EnthalpyCurve:
    """The enthalpy curve of a species. Raises DataError if its enthalpy of formation is not known."""
    return _curve(_ById(species))


def _build(species: Species) -> EnthalpyCurve:
    formation = species.required("enthalpy_of_formation").value
    breakpoints, capacities = _regions(species)
    enthalpies = np.zeros((len(capacities), TERMS))
    for region, a in enumerate(capacities):
        enthalpies[region, 1:] = _enthalpy_terms(a)
    _make_continuous(enthalpies, breakpoints, _enthalpy_basis, formation)
    entropies = None
    if species.entropy is not None:
        entropies = np.zeros((len(capacities), TERMS))
        for region, a in enumerate(capacities):
            entropies[region, 1:] = _entropy_terms(a)
        _make_continuous(entropies, breakpoints, _entropy_basis, species.entropy.value)
    held = species.heat_capacity
    low, high = (held.low, held.high) if held else (0.0, math.inf)
    return EnthalpyCurve(species.id, breakpoints, enthalpies, capacities, entropies, low, high)


def _regions(species: Species) -> tuple[np.ndarray, np.ndarray]:
    """Breakpoints and the Cp coefficients of every region, held ends included."""
    if species.heat_capacity is None:
        return np.empty(0), np.zeros((1, len(POWERS)))
    segments = species.heat_capacity.segments
    rows = [_held(segments[0].coefficients, segments[0].low)]
    rows += [np.array(segment.coefficients) for segment in segments]
    rows.append(_held(segments[-1].coefficients, segments[-1].high))
    breakpoints = np.array([segment.low for segment in segments] + [segments[-1].high])
    return breakpoints, np.array(rows)


def _held(coefficients: Sequence[float], temperature: float) -> np.ndarray:
    constant = np.zeros(len(POWERS))
    constant[2] = sum(a * temperature**k for a, k in zip(coefficients, POWERS, strict=True))
    return constant


def _enthalpy_terms(a: np.ndarray) -> list[float]:
    return [-a[0], a[1], a[2], a[3] / 2, a[4] / 3, a[5] / 4, a[6] / 5]


def _entropy_terms(a: np.ndarray) -> list[float]:
    return [-a[0] / 2, -a[1], a[2], a[3], a[4] / 2, a[5] / 3, a[6] / 4]


def _enthalpy_basis(t: Any) -> list[Any]:
    return [1.0 + 0.0 * t, 1.0 / t, np.log(t), t, t**2, t**3, t**4, t**5]


def _entropy_basis(t: Any) -> list[Any]:
    return [1.0 + 0.0 * t, t**-2.0, 1.0 / t, np.log(t), t, t**2, t**3, t**4]


def _make_continuous(rows: np.ndarray, breakpoints: np.ndarray, basis: Any, at_standard: float) -> None:
    """Set the constants so that the curve passes through its standard value and no step is left."""

    def rest(region: int, temperature: float) -> float:
        return math.fsum(c * float(p) for c, p in zip(rows[region], basis(temperature), strict=True))

    home = int(np.searchsorted(breakpoints, STANDARD_TEMPERATURE, side="right"))
    rows[home, 0] = at_standard - rest(home, STANDARD_TEMPERATURE)
    for region in range(home + 1, len(rows)):
        edge = float(breakpoints[region - 1])
        rows[region, 0] = rest(region - 1, edge) - rest(region, edge)
    for region in range(home - 1, -1, -1):
        edge = float(breakpoints[region])
        rows[region, 0] = rest(region + 1, edge) - rest(region, edge)


def _evaluate(rows: np.ndarray, breakpoints: np.ndarray, basis: list[Any], temperature: np.ndarray) -> np.ndarray:
    region = np.searchsorted(breakpoints, np.real(temperature), side="right")
    coefficients = rows[region]
    total = coefficients[..., 0] * basis[0]
    for column in range(1, rows.shape[1]):
        total = total + coefficients[..., column] * basis[column]
    return total


def enthalpy(species: Species, temperature: Any) -> Any:
    """H(T) [J/mol] on the elements at 298.15 K; temperature [K] scalar or array, real or complex.

    Raises DataError without an enthalpy of formation.
    """
    t = np.asarray(temperature)
    data = curve(species)
    return _evaluate(data.enthalpy, data.breakpoints, _enthalpy_basis(t), t)[()]


def heat_capacity(species: Species, temperature: Any) -> Any:
    """Cp(T) [J/mol/K], the exact derivative of ``enthalpy``."""
    t = np.asarray(temperature)
    breakpoints, rows = _regions(species)
    return _evaluate(rows, breakpoints, [t**k for k in map(float, POWERS)], t)[()]


def entropy(species: Species, temperature: Any) -> Any:
    """S(T) [J/mol/K] at 1 bar or infinite dilution. Raises DataError without a standard entropy."""
    t = np.asarray(temperature)
    species.required("entropy")
    if species.enthalpy_of_formation is not None:
        data = curve(species)
        assert data.entropy is not None
        return _evaluate(data.entropy, data.breakpoints, _entropy_basis(t), t)[()]
    raise DataError("an entropy without an enthalpy of formation is of no use", place=species.id)


def gibbs(species: Species, temperature: Any) -> Any:
    """G(T) = H(T) - T S(T) [J/mol], for differences over balanced reactions."""
    return enthalpy(species, temperature) - np.asarray(temperature) * entropy(species, temperature)


def symbolic_enthalpies(curves: Sequence[EnthalpyCurve], temperature: Any, math: SymbolicMath) -> list[Any]:
    """H(T) [J/mol] of each curve as an expression in a symbolic temperature [K].

    ``math`` is the symbolic module (CasADi offers log and if_else). Powers of T are shared by all curves, and
    so are the conditions of equal breakpoints. At a break the derivative is that of the region above.
    """
    square = temperature * temperature
    cube, fourth = square * temperature, square * square
    basis = [
        1.0,
        1.0 / temperature,
        math.log(temperature),
        temperature,
        square,
        cube,
        fourth,
        fourth * temperature,
    ]
    conditions: dict[float, Any] = {}
    expressions = []
    for data in curves:
        expression = _combination(data.enthalpy[-1], basis)
        for edge, row in zip(data.breakpoints[::-1], data.enthalpy[-2::-1], strict=True):
            below = conditions.setdefault(float(edge), temperature < float(edge))
            expression = math.if_else(below, _combination(row, basis), expression)
        expressions.append(expression)
    return expressions


def _combination(row: np.ndarray, basis: list[Any]) -> Any:
    """Sum of the terms that are there; an absent power costs nothing."""
    total: Any = float(row[0])
    for coefficient, term in zip(row[1:], basis[1:], strict=True):
        if coefficient != 0.0:
            total = total + float(coefficient) * term
    return total
