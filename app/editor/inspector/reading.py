"""What a person typed into a field, read as a quantity: kept as it was typed, told in words where it cannot be."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from unitops.errors import InputError, QuantityError, RaffinateError
from unitops.quantities import (
    Dimension,
    convert,
    dimension_of,
    format_number,
    parse_quantity,
    scale_of,
    units_of,
)

_NUMBER = re.compile(r"\s*(?:pH\s*=?\s*)?([+\-−]?(?:\d+\.?\d*|\.\d+)(?:[eE][+\-−]?\d+)?)\s*(.*?)\s*", re.DOTALL)
DUST = 1e-9
"""Flows, heat and power below this, in the unit in which they are shown, are what rounding leaves: a dash."""
ROUNDING = 1e-13
"""Any other calculated number below this."""
_DUSTY = (Dimension.MASS_FLOW, Dimension.AMOUNT_FLOW, Dimension.VOLUME_FLOW, Dimension.NORMAL_GAS_FLOW, Dimension.POWER)


@dataclass(frozen=True)
class Reading:
    """A text as it is kept (number as typed, unit as the table spells it), its value in SI, or what is wrong.

    unfinished: what is wrong may come right with the next letters, as in "250 de".
    """

    text: str
    value: float | None = None
    fault: str = ""
    unfinished: bool = False


Reader = Callable[[str], Reading]


@dataclass(frozen=True)
class Measure:
    """What a field asks for: the declared unit, bounds in it, and the hours per year for yearly flows."""

    unit: str
    low: float | None = None
    high: float | None = None
    hours: float = 8000.0

    @property
    def dimension(self) -> Dimension:
        """What the unit measures."""
        return _dimension(self.unit)

    @property
    def units(self) -> tuple[str, ...]:
        """Units in which it may be written."""
        return units_of(self.dimension)

    def read(self, text: str, shown: str = "") -> Reading:
        """Read a text; a bare number takes the unit ``shown`` beside it, else the declared one."""
        text = text.strip()
        parts = _NUMBER.fullmatch(text)
        written = text
        unit = parts[2] if parts is not None else ""
        if parts is not None and not unit:
            unit = shown or self.unit
            written = parts[1] if unit == "1" else f"{parts[1]} {unit}"
        try:
            value = parse_quantity(written, self.dimension, hours_per_year=self.hours)
            kept = written
            if parts is not None and unit != "1":
                kept = with_unit(parts[1], scale_of(unit, self.dimension).unit)
        except QuantityError as error:
            return Reading(text, fault=sentence(error), unfinished=self._may_become(text, unit))
        fault = self._outside(value, scale_of(unit, self.dimension).unit if unit != "1" else "1")
        return Reading(kept.replace("−", "-"), None if fault else value, fault)

    def _may_become(self, text: str, unit: str) -> bool:
        return text in ("-", "+", ".", "-.") or (bool(unit) and any(known.startswith(unit) for known in self.units))

    def in_unit(self, text: str, unit: str) -> str:
        """A readable text in another unit."""
        value = self.read(text).value
        return text if value is None else self.written(value, unit, digits=10)

    def written(self, value: float, unit: str = "", *, digits: int = 4) -> str:
        """A value of SI as text."""
        unit = unit or self.unit
        number = convert(value, self.dimension, unit, hours_per_year=self.hours)
        return with_unit(format_number(number, digits), unit)

    def stepped(self, text: str, steps: float) -> str:
        """A text with its number moved by so many units of its second digit, within the bounds."""
        parts = _NUMBER.fullmatch(text)
        if parts is None:
            return text
        try:
            number = Decimal(parts[1].replace("−", "-"))
        except InvalidOperation:
            return text
        size = number.adjusted() - 1 if number else -1
        moved = number + Decimal(str(steps)).scaleb(size)
        result = with_unit(f"{moved.normalize():f}", parts[2])
        reading = self.read(result)
        return text if reading.fault else result

    def _outside(self, value: float, unit: str) -> str:
        """What is wrong with a value of SI that is beyond a bound, told in the unit in which it was typed."""
        for bound, word, sign in ((self.low, "less", 1.0), (self.high, "more", -1.0)):
            if bound is None:
                continue
            limit = parse_quantity(
                repr(float(bound)), self.dimension, default_unit=self.unit, hours_per_year=self.hours
            )
            if sign * value < sign * limit - 1e-12 * abs(limit) - 1e-300:
                told = with_unit(f"{bound:g}", self.unit) if unit == self.unit else self.written(limit, unit, digits=6)
                return f"It cannot be {word} than {told}."
        return ""


def with_unit(number: str, unit: str) -> str:
    """A number and its unit; without one for plain numbers."""
    return number if unit in ("1", "") else f"{number} {unit}"


def unit_in(text: str) -> str:
    """The unit that a text carries, '' if it carries none or cannot be read."""
    parts = _NUMBER.fullmatch(text)
    return parts[2] if parts else ""


def shown_number(value: float | None, unit: str, into: str = "", *, hours: float = 8000.0, digits: int = 4) -> str:
    """A calculated number in its unit, or in another, as it is shown: a dash for what is only rounding."""
    if value is None:
        return "–"
    if into and into != unit:
        measure = Measure(unit, hours=hours)
        si = parse_quantity(repr(float(value)), measure.dimension, default_unit=unit, hours_per_year=hours)
        value, unit = convert(si, measure.dimension, into, hours_per_year=hours), into
    if value and abs(value) < (DUST if _dimension(unit) in _DUSTY else ROUNDING):
        return "–"
    return with_unit(format_number(value, digits), unit)


def sentence(error: RaffinateError | InputError) -> str:
    """What is wrong and what to do, without the place."""
    problem = error.problem[:1].upper() + error.problem[1:]
    ended = problem if problem.endswith((".", "?", "!")) else f"{problem}."
    return f"{ended} {error.remedy}".strip()


@lru_cache(maxsize=256)
def _dimension(unit: str) -> Dimension:
    return dimension_of(unit)
