"""Entered numbers that a slider can move: value, unit and range as they stand in the field. Pure functions, no Qt."""

from __future__ import annotations

import math
import re

import msgspec

from flowsheets.document.editing import with_parameter
from flowsheets.document.records import Flowsheet
from unitops.catalogue import catalogue
from unitops.declaration.declared import Parameter
from unitops.errors import QuantityError
from unitops.quantities import Dimension, convert, dimension_of, format_number, parse_quantity, to_si

SPREAD = 25.0
"""To either side of a temperature [K]."""
STEPS = 400
"""Places of a slider."""
_NUMBER_AND_UNIT = re.compile(r"\s*[-+]?[\d.,]+(?:[eE][-+]?\d+)?\s*(?P<unit>.*?)\s*")


class Adjustable(msgspec.Struct, frozen=True):
    """A parameter of a unit (ids), its number in the unit that was typed, and the range of the slider.

    is_text: written with its unit, as it was entered; else a plain number.
    """

    owner: str
    name: str
    value: float
    unit: str
    low: float
    high: float
    is_text: bool = True

    @property
    def spoken(self) -> str:
        """The name as people write it."""
        return self.name.replace("_", " ")


def adjustables(sheet: Flowsheet, unit: str) -> list[Adjustable]:
    """The numbers of a unit that are entered or have a default, in the order in which they are declared."""
    record = sheet.units.get(unit)
    operation = catalogue().get(record.operation) if record else None
    if record is None or operation is None:
        return []
    found = []
    for name, declared in operation.declaration.parameters.items():
        held = record.parameters.get(name, declared.default)
        made = _adjustable(unit, name, declared, held) if held is not None and not isinstance(held, bool) else None
        if made is not None:
            found.append(made)
    return found


def first_to_move(sheet: Flowsheet, unit: str) -> str:
    """The number of a unit that one would ask about first: one that was chosen to fix it, else one that was entered."""
    record = sheet.units[unit]
    declaration = catalogue()[record.operation].declaration
    names = [item.name for item in adjustables(sheet, unit)]

    def rank(name: str) -> tuple[bool, bool]:
        return name not in record.parameters, declaration.freedom_of(name) is None

    return min(names, key=rank, default="")


def at_place(adjustable: Adjustable, place: int) -> float:
    """The number at a place of the slider, rounded to what a place is worth."""
    width = adjustable.high - adjustable.low
    value = adjustable.low + width * place / STEPS
    digits = max(0, 1 - math.floor(math.log10(width / STEPS))) if width > 0.0 else 6
    return min(max(round(value, digits), adjustable.low), adjustable.high)


def place_of(adjustable: Adjustable) -> int:
    """The place of the slider that is nearest to the number."""
    width = adjustable.high - adjustable.low
    return round(STEPS * (adjustable.value - adjustable.low) / width) if width > 0.0 else 0


def with_number(sheet: Flowsheet, adjustable: Adjustable, value: float) -> Flowsheet:
    """The sheet with the parameter at another number, written as it was."""
    text = format_number(value, 6)
    entered = f"{text} {adjustable.unit}".strip() if adjustable.is_text else value
    return with_parameter(sheet, adjustable.owner, adjustable.name, entered)


def _adjustable(owner: str, name: str, declared: Parameter, held: object) -> Adjustable | None:
    dimension = dimension_of(declared.unit)
    unit = declared.unit
    try:
        if isinstance(held, str):
            read = _NUMBER_AND_UNIT.fullmatch(held)
            unit = (read["unit"] if read else "") or declared.unit
            value = float(convert(parse_quantity(held, dimension, default_unit=declared.unit), dimension, unit))
        elif isinstance(held, float | int):
            value = float(held)
        else:
            return None
        low, high = (
            None if bound is None else float(convert(to_si(bound, dimension, declared.unit), dimension, unit))
            for bound in (declared.low, declared.high)
        )
    except QuantityError:
        return None
    if dimension is Dimension.TEMPERATURE:
        low, high = _around(value, float(convert(SPREAD, Dimension.TEMPERATURE_DIFFERENCE, unit)), low, high)
    else:
        low, high = _range(value, low, high)
    is_text = unit != "1" or isinstance(held, str)
    return Adjustable(owner, name, value, "" if unit == "1" else unit, low, high, is_text)


def _range(value: float, low: float | None, high: float | None) -> tuple[float, float]:
    """The declared bounds where both are there and not far apart; else half as much to half as much again."""
    size = abs(value) or 1.0
    if low is not None and high is not None and high - low < 100 * size:
        return min(low, value), max(high, value)
    return _around(value, 0.5 * size, low, high)


def _around(value: float, reach: float, low: float | None, high: float | None) -> tuple[float, float]:
    """So far to either side, within the bounds."""
    below = value - reach if low is None else max(value - reach, low)
    above = value + reach if high is None else min(value + reach, high)
    return min(below, value), max(above, value)
