"""Entered numbers that a slider can move: value, unit and range as they stand in the field. Pure functions, no Qt."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence, Set

import msgspec

from app.editor.wording import spoken_path
from flowsheets.document.editing import with_parameter, with_values
from flowsheets.document.paths import TARGET, parse_path, tag_of
from flowsheets.document.records import Flowsheet, SpecificationRecord, UnitRecord
from flowsheets.studies.ranges import NUMBER
from unitops.catalogue import catalogue
from unitops.declaration.declared import Parameter
from unitops.declaration.operation import Declaration
from unitops.errors import QuantityError
from unitops.quantities import Dimension, convert, dimension_of, format_number, parse_quantity, to_si

SPREAD = 25.0
"""To either side of a temperature [K]."""
STEPS = 400
"""Places of a slider."""
_NUMBER_AND_UNIT = re.compile(rf"\s*(?P<number>{NUMBER})\s*(?P<unit>.*?)\s*")


class Adjustable(msgspec.Struct, frozen=True):
    """A number of a unit (ids), in the unit that was typed, and the range of the slider.

    name: of a parameter; or the path of a conversion of the unit ('reactions[0].conversion'); or that of the target of
    a demand on it ('d0123abcd.target'). is_text: written with its unit, as it was entered; else a plain number.
    said: the name as people write it, where the name itself does not say it.
    """

    owner: str
    name: str
    value: float
    unit: str
    low: float
    high: float
    is_text: bool = True
    said: str = ""

    @property
    def spoken(self) -> str:
        """The name as people write it."""
        return self.said or self.name.replace("_", " ")


def adjustables(sheet: Flowsheet, unit: str) -> list[Adjustable]:
    """The numbers that fix a unit: its parameters as declared, then conversions, then demands on it.

    Left out is what moves nothing: a parameter that gives way to a demand, and one in whose place another is entered.
    """
    record = sheet.units.get(unit)
    operation = catalogue().get(record.operation) if record else None
    if record is None or operation is None:
        return []
    demands = {key: demand for key, demand in sheet.specifications.items() if not demand.off}
    freed = {path for demand in demands.values() if demand.relation == "=" for path in demand.frees}
    found = []
    for name, declared in operation.declaration.parameters.items():
        held = record.parameters.get(name, declared.default)
        if f"{unit}.{name}" in freed or _is_replaced(operation.declaration, record, name):
            continue
        made = _adjustable(unit, name, declared, held) if held is not None and not isinstance(held, bool) else None
        if made is not None:
            found.append(made)
    for name, declared_reactions in operation.declaration.reactions.items():
        rows = record.parameters.get(name, list(declared_reactions.default))
        found += _conversions(unit, name, rows if isinstance(rows, list) else [], freed)
    return found + [made for key, demand in demands.items() if (made := _demanded(sheet, unit, key, demand))]


def _is_replaced(declaration: Declaration, record: UnitRecord, name: str) -> bool:
    """Whether a parameter has its default only, and another of its freedom is entered in its place."""
    freedom = declaration.freedom_of(name)
    if freedom is None or name in record.parameters:
        return False
    return sum(other in record.parameters for other in freedom.members) >= freedom.degree


def _conversions(unit: str, name: str, rows: Sequence[object], freed: Set[str]) -> Iterator[Adjustable]:
    """The stated conversions of reactions that run."""
    for place, row in enumerate(rows):
        path = f"{name}[{place}].conversion"
        if not isinstance(row, Mapping) or row.get("off") or "conversion" not in row:
            continue
        if not freed.isdisjoint((f"{unit}.{path}", f"{unit}.{name}[{place}]")):
            continue
        read = _typed(row["conversion"])
        if read is not None:
            value, typed = read
            of = f"conversion of {row['of']}" if row.get("of") else "conversion"
            said = f"{of}, reaction {place + 1}" if len(rows) > 1 else of
            most = 100.0 if typed == "%" else 1.0
            yield Adjustable(unit, path, value, typed, 0.0, most, isinstance(row["conversion"], str), said)


def _demanded(sheet: Flowsheet, unit: str, key: str, demand: SpecificationRecord) -> Adjustable | None:
    """The target of a demand on a result of the unit, or for which a parameter of it gives way."""
    result = parse_path(demand.result)
    if unit not in (result.owner, *(parse_path(path).owner for path in demand.frees)):
        return None
    read = _typed(demand.target)
    if read is None:
        return None
    value, typed = read
    if typed in ("degC", "degF", "K"):
        low, high = value - SPREAD, value + SPREAD
    else:
        low, high = _range(value, None, None)
        high = min(high, max(value, 100.0)) if "%" in typed else high
    words = f"demanded {spoken_path(result)}"
    tag = tag_of(sheet, result.owner)
    said = words if result.owner == unit else f"{words}, {tag}"
    return Adjustable(unit, f"{key}.{TARGET}", value, typed, low, high, isinstance(demand.target, str), said)


def _typed(held: object) -> tuple[float, str] | None:
    """Number and unit of what stands in a field."""
    if isinstance(held, bool) or not isinstance(held, str | float | int):
        return None
    read = _NUMBER_AND_UNIT.fullmatch(str(held))
    return (float(read["number"]), read["unit"]) if read else None


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
    if "." not in adjustable.name:
        return with_parameter(sheet, adjustable.owner, adjustable.name, entered)
    of_demand = adjustable.name.endswith(f".{TARGET}")
    return with_values(sheet, {adjustable.name if of_demand else f"{adjustable.owner}.{adjustable.name}": entered})


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
