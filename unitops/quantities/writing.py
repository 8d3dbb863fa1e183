"""Write a value of SI in the unit that a person wants to see, as text that reads back."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeVar

from unitops.errors import QuantityError
from unitops.quantities.dimensions import Dimension
from unitops.quantities.reading import dimension_of, scale_of
from unitops.quantities.scales import table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Number = TypeVar("Number", "float", "NDArray[np.float64]")


def units_of(dimension: Dimension) -> tuple[str, ...]:
    """The units that a dimension may be written in, the preferred one for display first."""
    return tuple(table()[dimension])


def preferred_unit(dimension: Dimension) -> str:
    """The unit in which a dimension is shown unless another is chosen."""
    return next(iter(table()[dimension]))


def convert(value: Number, dimension: Dimension, unit: str, *, hours_per_year: float | None = None) -> Number:
    """A value of SI, or an array of them, in ``unit`` for display.

    hours_per_year: operating hours [h], needed for flows per year. Raises QuantityError if the unit does not
    measure the dimension.
    """
    scale = scale_of(unit, dimension)
    return (value - scale.offset) / (scale.factor / _hours(scale.per_year, unit, hours_per_year))


def to_si(number: Number, dimension: Dimension, unit: str, *, hours_per_year: float | None = None) -> Number:
    """A number in ``unit``, or an array of them, in SI: the inverse of ``convert``."""
    scale = scale_of(unit, dimension)
    return number * (scale.factor / _hours(scale.per_year, unit, hours_per_year)) + scale.offset


def format_quantity(
    value: float,
    unit: str,
    digits: int | None = 4,
    *,
    dimension: Dimension | None = None,
    hours_per_year: float | None = None,
) -> str:
    """A value of SI as text in ``unit``, as "250 degC", that ``parse_quantity`` reads back.

    digits: significant digits; None writes as many as the value has.
    dimension: only where the unit alone does not tell it (degC of a difference).
    """
    number = convert(value, dimension or dimension_of(unit), unit, hours_per_year=hours_per_year)
    text = format_number(number, digits)
    return text if unit == "1" else f"{text} {unit}"


def format_number(number: float, digits: int | None = 4) -> str:
    """A number with so many significant digits, no trailing zeros, an exponent only beyond 1e-4 to 1e7."""
    if digits is None:
        text = repr(float(number))
        return text[:-2] if text.endswith(".0") else text
    if number == 0 or not math.isfinite(number):
        return "0" if number == 0 else str(number)
    exponent = int(f"{number:.{digits - 1}e}".partition("e")[2])
    if not -4 <= exponent < 7:
        mantissa, _, power = f"{number:.{digits - 1}e}".partition("e")
        mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        return f"{mantissa}e{int(power)}"
    text = f"{round(number, digits - 1 - exponent):.{max(digits - 1 - exponent, 0)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _hours(per_year: bool, unit: str, hours_per_year: float | None) -> float:
    if not per_year:
        return 1.0
    if hours_per_year is None:
        raise QuantityError(f"{unit} needs the operating hours per year, and none are known here")
    return hours_per_year
