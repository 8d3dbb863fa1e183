"""The texts of a composition as numbers, and the keys that may stand in it."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping
from typing import Any

from unitops.errors import InputError, QuantityError
from unitops.quantities import Dimension, parse_quantity


def check_keys(entered: Mapping[str, Any], allowed: Collection[str], place: str) -> None:
    """Raise InputError for a key that means nothing here."""
    for key in entered:
        if key not in allowed:
            near = difflib.get_close_matches(str(key), list(allowed), n=1)
            hint = f'Did you mean "{near[0]}"? ' if near else ""
            raise InputError(
                f'"{key}" means nothing in this composition',
                place=place,
                remedy=f"{hint}Known here are {', '.join(allowed)}.",
            )


def mapping(value: Any, place: str, example: str) -> Mapping[str, Any]:
    """The value as a non-empty mapping of names to quantities; raises InputError otherwise."""
    if not isinstance(value, Mapping) or not value:
        raise InputError("a list of names with quantities is asked here", place=place, remedy=f"Write {example}.")
    return value


def quantity(value: Any, dimension: Dimension, place: str) -> float:
    """A quantity in SI that is not negative; raises QuantityError or InputError with the place."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InputError(f"{value!r} is not a quantity", place=place, remedy='Write for example "12.5 %".')
    try:
        number = parse_quantity(value, dimension)
    except (QuantityError, OverflowError) as error:
        remedy = error.remedy if isinstance(error, QuantityError) else ""
        problem = error.problem if isinstance(error, QuantityError) else "the number is too large"
        raise QuantityError(problem, place=place, remedy=remedy) from None
    if number < 0.0:
        raise InputError(f"{value} is negative", place=place, remedy="What a feed consists of is zero or more.")
    return number


def fraction(value: Any, place: str, *, per: str = "mass") -> float:
    """A mass (or mole) fraction between 0 and 1."""
    number = quantity(value, Dimension.MOLE_FRACTION if per == "mole" else Dimension.MASS_FRACTION, place)
    if number > 1.0 + 1e-9:
        raise InputError(
            f"{value} is {100.0 * number:.6g} %, more than the whole",
            place=place,
            remedy='A bare number is a fraction: write "12 %" or 0.12.',
        )
    return min(number, 1.0)


def moisture(entered: Mapping[str, Any], place: str) -> float:
    """Water of the wet feed [kg/kg]; 0 where none is stated."""
    if "moisture" not in entered:
        return 0.0
    number = fraction(entered["moisture"], f"{place}.moisture")
    if number >= 1.0:
        raise InputError(
            "a feed of nothing but moisture has no dry solid",
            place=f"{place}.moisture",
            remedy='Write the composition as "H2O(l)".',
        )
    return number
