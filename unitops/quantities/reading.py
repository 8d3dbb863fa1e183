"""Read a quantity that a person typed: a number and a unit, checked against the dimension that is asked.

quantity = number [unit]
number   = [sign] digits [. digits] [e [sign] digits]      decimal point always, no thousands separators
unit     = one of the closed table for the dimension, in any of the usual spellings
"""

from __future__ import annotations

import difflib
import math
import re
from typing import NamedTuple, NoReturn

from unitops.errors import QuantityError
from unitops.quantities.dimensions import Dimension
from unitops.quantities.scales import Scale, table
from unitops.quantities.spelling import plain, refusal, same_quotient, understood

_NUMBER = re.compile(r"\s*([+\-−]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+\-−]?[0-9]+)?)\s*", re.ASCII)
_THOUSANDS = re.compile(r"\s*[+\-−]?[0-9]{1,3}(?:[,'’_\u00a0\u202f ][0-9]{3})+(?:\.[0-9]+)?(?![0-9])")
_SEPARATORS = ".,'’_"
_DECIMAL_COMMA = re.compile(r"\s*[+\-−]?[0-9]+,[0-9]+")

_NEVER_FIRST = (Dimension.PRESSURE_DIFFERENCE,)
"""A bare pressure unit is taken for a pressure; K alone is taken for a difference, degC for a temperature."""

_EXAMPLES = {
    Dimension.TEMPERATURE: "250 degC",
    Dimension.TEMPERATURE_DIFFERENCE: "10 K",
    Dimension.PRESSURE: '"3 bar" (absolute) or "2 bar(g)',
    Dimension.NORMAL_GAS_FLOW: "500 Nm3/h",
    Dimension.FRACTION: '"0.95" or "95 %',
    Dimension.MASS_FRACTION: '"5 wt%" or "200 ppm',
}


def parse_quantity(
    text: str | float,
    dimension: Dimension,
    *,
    place: str = "",
    default_unit: str = "",
    hours_per_year: float | None = None,
) -> float:
    """The value in SI of a quantity written as text, as "250 degC" or "1.2 t/h".

    text: number and unit; a bare number is taken in ``default_unit`` if one is given.
    dimension: what is asked; anything else is refused.
    place: names the parameter in messages.
    hours_per_year: operating hours [h]; only flows per year ("t/a") need them.
    Raises QuantityError that says what is wrong and what to write.
    """
    if isinstance(text, str):
        number, unit = _split(text, dimension, place)
    else:
        number, unit = _finite(float(text), str(text), place), ""
    scales = table()[dimension]
    scale = scales.get(unit)
    if scale is None:
        scale = _find(text, unit or default_unit, dimension, place)
    if scale.per_year:
        return number * scale.factor / _operating_hours(hours_per_year, scale.unit, place)
    value = number * scale.factor + scale.offset
    if value < 0.0 and (scale.offset or dimension is Dimension.TEMPERATURE):
        lowest = "absolute zero" if dimension is Dimension.TEMPERATURE else "a full vacuum"
        raise QuantityError(f'"{text}" lies below {lowest}', place=place, remedy=_example(dimension))
    return value


def typed(text: str) -> tuple[Dimension, ...]:
    """The dimensions that a text such as "5 kg" can have, likeliest first; empty if it is no quantity."""
    try:
        _number, unit = _split(text, None, "")
    except QuantityError:
        return ()
    return dimensions_of(unit) if unit else dimensions_of("1")


def unit_written(text: str | float) -> str:
    """The unit with which a quantity was written, "%" of "110 %"; '' of a bare number and of what is no quantity."""
    try:
        return _split(str(text), None, "")[1]
    except QuantityError:
        return ""


def dimensions_of(unit: str) -> tuple[Dimension, ...]:
    """The dimensions that a unit can measure, those first that prefer it."""
    spelled = plain(unit)
    found = [d for d, scales in table().items() if understood(spelled, d) in scales]
    return tuple(sorted(found, key=lambda d: d in _NEVER_FIRST or next(iter(table()[d])) != spelled))


def dimension_of(unit: str) -> Dimension:
    """The first dimension that a unit measures: 'degC' a temperature, 'K' a difference, '%' a fraction.

    Raises QuantityError for a unit that is not in the table.
    """
    found = dimensions_of(unit)
    if not found:
        reason = refusal(plain(unit)) or f'"{unit}" is not a unit that is known here'
        raise QuantityError(reason, remedy=_nearest(plain(unit), None))
    return found[0]


def scale_of(unit: str, dimension: Dimension, *, place: str = "") -> Scale:
    """Factor and offset of a unit for a dimension; raises QuantityError if it does not measure it."""
    scale = table()[dimension].get(unit)
    return scale if scale is not None else _find(unit, unit, dimension, place)


class Rate(NamedTuple):
    """A mass flow and what it counts: '' the whole stream, 'wet', 'dry', 'LCE' or a contained element."""

    value: float
    basis: str


_BASES = ("wet", "dry", "LCE")
_SYMBOLS = """
H Li Be B C N O F Na Mg Al Si P S Cl K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Rb Sr Y Zr Nb Mo Ru Rh
Pd Ag Cd In Sn Sb Te I Cs Ba La Ce Pr Nd Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Th U
"""
_ELEMENTS = frozenset(_SYMBOLS.split())
_METRIC_BASIS = {"dmt": ("t", "dry"), "wmt": ("t", "wet")}


def parse_rate(text: str, *, place: str = "", hours_per_year: float | None = None) -> Rate:
    """A mass flow with its basis: "12 t/h", "12 wet t/h", "12 t/h dry", "20000 t LCE/a", "1.5 t Li/h".

    The value [kg/s] is of what the basis names: converting contained lithium, lithium carbonate equivalent
    (LCE) or dry solids into a stream needs its composition. Raises QuantityError.
    """
    number, rest = _cut_number(text, Dimension.MASS_FLOW, place)
    basis, kept = "", []
    for word in re.sub(r"[()]", " ", rest).replace("/", " /").split():
        word, found = _METRIC_BASIS.get(word, (word, word if word in _BASES else ""))
        if not found and kept and word in _ELEMENTS:
            found, word = word, ""
        if found and basis:
            raise QuantityError(f'"{text}" has two bases, {basis} and {found}', place=place, remedy="Keep one.")
        basis = basis or found
        kept.append("" if word == found else word)
    unit = "".join(kept)
    value = parse_quantity(f"{number!r} {unit}", Dimension.MASS_FLOW, place=place, hours_per_year=hours_per_year)
    return Rate(value, basis)


def _split(text: str, dimension: Dimension | None, place: str) -> tuple[float, str]:
    number, rest = _cut_number(text, dimension, place)
    if dimension is Dimension.PH and rest == "pH":
        rest = ""
    return number, rest


def _cut_number(text: str, dimension: Dimension | None, place: str) -> tuple[float, str]:
    """The number that a text begins with and the rest of it."""
    if dimension is Dimension.PH and text.lstrip().startswith("pH"):
        text = text.lstrip()[2:].lstrip(" =")
    found = _NUMBER.match(text)
    if found is None:
        problem = f'"{text}" does not begin with a number' if text.strip() else "nothing is written here"
        raise QuantityError(problem, place=place, remedy=_example(dimension))
    rest = text[found.end() :].strip()
    if rest and (rest[0] in _SEPARATORS or (rest[0].isdigit() and not rest.startswith("1/"))):
        if _THOUSANDS.match(text) or _DECIMAL_COMMA.match(text):
            _refuse_separators(text, place)
        raise QuantityError(f'"{text}" is not one number with a unit', place=place, remedy=_example(dimension))
    return _finite(float(found[1].replace("−", "-")), text, place), rest


def _finite(number: float, text: str, place: str) -> float:
    if not math.isfinite(number):
        raise QuantityError(f'"{text}" is not a finite number', place=place, remedy="Write a number below 1e308.")
    return number


def _refuse_separators(text: str, place: str) -> NoReturn:
    digits = re.match(r"\s*[+\-−]?[0-9,'’_\u00a0\u202f ]+(?:\.[0-9]+)?", text)
    written = digits[0].strip() if digits else text
    unit = text.strip()[len(written) :]
    joined = re.sub(r"[,'’_\u00a0\u202f ]", "", written)
    pointed = written.replace(",", ".")
    if "," not in written:
        remedy = f"Thousands are not separated here: write {joined}{unit}."
    elif pointed.count(".") == 1 and _THOUSANDS.match(text):
        remedy = f"Thousands are not separated, decimals have a point: write {joined}{unit} or {pointed}{unit}."
    elif pointed.count(".") == 1:
        remedy = f"The decimal mark is a point: write {pointed}{unit}."
    else:
        remedy = f"Thousands are not separated here: write {joined}{unit}."
    raise QuantityError(f'"{text}" cannot be read without doubt', place=place, remedy=remedy)


def _operating_hours(hours_per_year: float | None, unit: str, place: str) -> float:
    if hours_per_year is None:
        problem = f"{unit} needs the operating hours per year, and none are known here"
        raise QuantityError(problem, place=place, remedy="Write the flow per hour or per day.")
    return hours_per_year


def _find(text: str | float, unit: str, dimension: Dimension, place: str) -> Scale:
    """The scale of a unit in any spelling; raises the error that fits if there is none."""
    scales = table()[dimension]
    spelled = understood(plain(unit), dimension)
    if spelled not in scales:
        spelled = same_quotient(spelled, scales) or spelled
    if spelled in scales:
        return scales[spelled]
    if not spelled:
        if "1" in scales:
            return scales["1"]
        problem = f'"{text}" has no unit, and {dimension.with_article} is asked here'
        raise QuantityError(problem, place=place, remedy=_example(dimension))
    reason = refusal(spelled)
    if reason:
        raise QuantityError(f'"{text}": {reason}', place=place)
    others = dimensions_of(spelled)
    if others:
        problem = f'"{text}" is {others[0].with_article}, but {dimension.with_article} is asked here'
        raise QuantityError(problem, place=place, remedy=_hint(others, dimension) + _example(dimension))
    if re.match(r"\S+ (wet|dry)|(wet|dry)\b", spelled):
        problem = f'"{text}" tells a basis, wet or dry, and {dimension.with_article} alone is asked here'
        raise QuantityError(problem, place=place, remedy=_example(dimension))
    problem = f'"{text}": "{unit}" is not a unit of {dimension.with_article} that is known here'
    raise QuantityError(problem, place=place, remedy=_nearest(spelled, dimension) + _allowed(dimension))


def _hint(typed_as: tuple[Dimension, ...], asked: Dimension) -> str:
    pair = {*typed_as, asked}
    if {Dimension.CONCENTRATION, Dimension.MASS_FRACTION} <= pair:
        return "ppm and wt% are by mass of the stream, mg/L and g/L by volume. "
    if {Dimension.NORMAL_GAS_FLOW, Dimension.VOLUME_FLOW} <= pair:
        return "Nm3 counts gas at 0 degC and 101.325 kPa, m3 at the conditions of the stream. "
    return ""


def _nearest(unit: str, dimension: Dimension | None) -> str:
    """'Did you mean t/h? ' for a unit that is nearly one of the table."""
    dimensions = Dimension if dimension is None else (dimension,)
    known = list(dict.fromkeys(u for d in dimensions for u in table()[d]))
    same = [u for u in known if u.lower() == unit.lower()]
    near = same or difflib.get_close_matches(unit, known, n=2, cutoff=0.6)
    return f"Did you mean {' or '.join(near)}? " if near else ""


def _allowed(dimension: Dimension) -> str:
    units = [unit if unit != "1" else "no unit" for unit in table()[dimension]]
    shown = ", ".join(units[:12])
    return f"Units of {dimension.with_article}: {shown}{' ...' if len(units) > 12 else ''}."


def _example(dimension: Dimension | None) -> str:
    if dimension is None:
        return 'Write a number and a unit, for example "1.2 t/h".'
    example = _EXAMPLES.get(dimension, "")
    if not example:
        unit = next(iter(table()[dimension]))
        example = "1.5" if unit == "1" else f"1.5 {unit}"
    opening = "" if example.startswith('"') else '"'
    return f'Write for example {opening}{example}".'
