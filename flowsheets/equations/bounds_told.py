"""Bounds of numbers in the unit in which a person wrote the number that passes them."""

from __future__ import annotations

from unitops.errors import QuantityError
from unitops.quantities import Dimension, dimension_of, dimensions_of, format_quantity, to_si, unit_written

SHARES = (Dimension.FRACTION, Dimension.MASS_FRACTION, Dimension.MOLE_FRACTION, Dimension.RATIO)
"""Where a bare number is a number: "0.8" is 80 %, whatever the unit in which the parameter is shown."""


def bound_told(bound: float, declared: str, text: str | float) -> str:
    """A bound in the declared unit as text in the unit of ``text``: '100 %' of 1 where "110 %" was written."""
    unit, dimension = unit_written(text), dimension_of(declared)
    if dimension in SHARES and not unit:
        unit = "1"
    if unit in ("", declared) or dimension not in dimensions_of(unit):
        return f"{bound:g}" if declared == "1" else f"{bound:g} {declared}"
    try:
        return format_quantity(float(to_si(bound, dimension, declared)), unit, dimension=dimension)
    except QuantityError:  # a flow per year, of which the hours are not known here
        return f"{bound:g} {declared}"


def range_told(low: float | None, high: float | None, declared: str, text: str | float) -> str:
    """The range of a number, and what "96" would have to be written like where 96 % was meant."""
    least, most = (None if bound is None else bound_told(bound, declared, text) for bound in (low, high))
    if least is None or most is None:
        said = f"It is at least {least}." if least is not None else f"It is at most {most}."
    else:
        number, _, unit = least.partition(" ")
        said = f"Its range is {number if unit == most.partition(' ')[2] else least} to {most}."
    return f"{said}{_percent_meant(high, declared, text)}"


def _percent_meant(high: float | None, declared: str, text: str | float) -> str:
    dimension = dimension_of(declared)
    if dimension not in SHARES or unit_written(text) or high is None:
        return ""
    try:
        number, most = float(text), float(to_si(high, dimension, declared))
    except (ValueError, QuantityError):
        return ""
    return f' If per cent are meant, write "{text} %".' if most <= 1.0 < number <= 100.0 * most else ""
