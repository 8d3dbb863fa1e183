"""Changes of entropy and enthalpy of ideal gas mixtures between two temperatures, exactly from the species' curves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from unitops.chemistry.enthalpy import EnthalpyCurve, curve, symbolic_enthalpies
from unitops.declaration.flow import Expression, Flow, total


def enthalpy_change(gas: Flow, cold: Expression, hot: Expression) -> Expression:
    """Enthalpy [W] that a gas gains from one temperature to another [K]."""
    math = gas.book.math
    return _change(gas, cold, hot, lambda curves, T: symbolic_enthalpies(curves, T, math))


def entropy_change(gas: Flow, cold: Expression, hot: Expression) -> Expression:
    """Entropy [W/K] that a gas gains from one temperature to another [K] at constant pressure and composition.

    Raises DataError for a species without standard entropy.
    """
    math = gas.book.math
    return _change(gas, cold, hot, lambda curves, T: symbolic_entropies(curves, T, math))


def symbolic_entropies(curves: Sequence[EnthalpyCurve], T: Any, math: Any) -> list[Any]:
    """S(T) [J/mol/K] of each curve as an expression; see ``unitops.chemistry.enthalpy`` for the rule."""
    square = T * T
    basis = [1.0, 1.0 / square, 1.0 / T, math.log(T), T, square, square * T, square * square]
    expressions = []
    for data in curves:
        assert data.entropy is not None
        expression = _combination(data.entropy[-1], basis)
        for edge, row in zip(data.breakpoints[::-1], data.entropy[-2::-1], strict=True):
            expression = math.if_else(float(edge) > T, _combination(row, basis), expression)
        expressions.append(expression)
    return expressions


def _combination(row: Any, basis: Sequence[Any]) -> Any:
    return total([float(row[0]), *(float(c) * term for c, term in zip(row[1:], basis[1:], strict=True) if c)])


def _change(
    gas: Flow,
    cold: Expression,
    hot: Expression,
    property_of: Callable[[Sequence[EnthalpyCurve], Any], list[Any]],
) -> Expression:
    ids = gas.ids
    for species_id in ids:
        gas.book.species[species_id].required("entropy")
    curves = [curve(gas.book.species[s]) for s in ids]
    before, after = property_of(curves, cold), property_of(curves, hot)
    return total(gas[s] * (b - a) for s, a, b in zip(ids, before, after, strict=True))
