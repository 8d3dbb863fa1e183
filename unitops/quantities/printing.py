"""Units and quantities as people read them: '25 °C' for "25 degC", 'm³/h' for "m3/h", '9.2 kg/h' for 0.0092 t/h.

For the screen, paper, workbooks and the window. Files that programs read keep the written form.
"""

from __future__ import annotations

import math
import re

from unitops.quantities.dimensions import Dimension
from unitops.quantities.reading import dimension_of
from unitops.quantities.writing import convert, format_number, to_si

_SUPERSCRIPTS = str.maketrans("23", "²³")
_POWERS = re.compile(r"(?<=[A-Za-z])([23])(?![0-9A-Za-z])")
_LENGTHS = re.compile(r"(?<![A-Za-z0-9_.(])((?:kN|[Nckm])?m)([23])(?![0-9A-Za-z_(\]])")
_DEGREES = re.compile(r"(?<![A-Za-z])deg([CF])(?![A-Za-z])")

_LADDERS = (
    ("GW", "MW", "kW", "W"),
    *(
        tuple(f"{amount}/{time}" for amount in amounts)
        for amounts in (("t", "kg", "g", "mg"), ("m3", "L", "mL"), ("kmol", "mol", "mmol"), ("kNm3", "Nm3", "NL"))
        for time in ("h", "d", "min", "s", "a")
    ),
)
"""Units of one kind from large to small: a number is shown in the first in which it is at least one."""


def printed_unit(unit: str) -> str:
    """A unit as it is printed: °C for degC, m³/h for m3/h, nothing for 1."""
    if unit == "1":
        return ""
    return _POWERS.sub(lambda found: found[1].translate(_SUPERSCRIPTS), _DEGREES.sub(r"°\1", unit))


def printed_text(text: str) -> str:
    """A sentence with its units as they are printed; formulas, tags and paths stay as they are."""
    text = _DEGREES.sub(r"°\1", text)
    return _LENGTHS.sub(lambda found: found[1] + found[2].translate(_SUPERSCRIPTS), text)


def readable_quantity(
    value: float, unit: str, digits: int = 4, *, dimension: Dimension | None = None, hours_per_year: float | None = None
) -> str:
    """A value of SI as text in ``unit``, or in a smaller or larger one of its kind: 9.205 kg/h for 0.009205 t/h."""
    return readable_number(
        convert(value, dimension or dimension_of(unit), unit, hours_per_year=hours_per_year), unit, digits
    )


def readable_number(number: float, unit: str, digits: int = 4) -> str:
    """A number in ``unit`` as text, in a smaller or larger unit of its kind where that reads better."""
    ladder = next((units for units in _LADDERS if unit in units), (unit,))
    shown = unit
    if len(ladder) > 1 and number and math.isfinite(number):
        sizes = {step: abs(_stepped(number, unit, step)) for step in ladder}
        shown = next((step for step in ladder if sizes[step] >= 1.0), ladder[-1])
    text = format_number(_stepped(number, unit, shown) if shown != unit else number, digits)
    return text if shown == "1" else f"{text} {shown}"


def _stepped(number: float, unit: str, other: str) -> float:
    """A number in another unit of the same ladder; hours per year drop out."""
    dimension = dimension_of(unit)
    si = to_si(number, dimension, unit, hours_per_year=8760.0)
    return float(convert(si, dimension, other, hours_per_year=8760.0))
