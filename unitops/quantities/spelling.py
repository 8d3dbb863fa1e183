"""How people spell units: other spellings that mean one thing, and spellings that mean several."""

from __future__ import annotations

import re
from collections.abc import Iterable

from unitops.quantities.dimensions import Dimension

_CHARACTERS = str.maketrans(
    {"²": "2", "³": "3", "·": " ", "⋅": " ", "*": " ", "µ": "u", "μ": "u", "℃": "degC", "℉": "degF", "Å": "A"}
)

_WORDS = {
    "°C": "degC",
    "deg_C": "degC",
    "celsius": "degC",
    "Celsius": "degC",
    "°F": "degF",
    "deg_F": "degF",
    "kelvin": "K",
    "Kelvin": "K",
    "hr": "h",
    "hrs": "h",
    "hour": "h",
    "hours": "h",
    "day": "d",
    "days": "d",
    "sec": "s",
    "second": "s",
    "seconds": "s",
    "minute": "min",
    "minutes": "min",
    "mins": "min",
    "yr": "a",
    "year": "a",
    "years": "a",
    "y": "a",
    "tonne": "t",
    "tonnes": "t",
    "l": "L",
    "ml": "mL",
    "litre": "L",
    "liter": "L",
    "barg": "bar(g)",
    "bara": "bar",
    "psig": "psi(g)",
    "psia": "psi",
    "kPag": "kPa(g)",
    "kPaa": "kPa",
    "mbarg": "mbar(g)",
    "MPag": "MPa(g)",
    "torr": "Torr",
    "m^3": "m3",
    "m^2": "m2",
    "cm^2": "cm2",
    "cm^3": "cm3",
    "Ah": "A h",
    "mAh": "mA h",
    "kAh": "kA h",
    "US$": "USD",
    "ppmw": "ppm",
    "percent": "%",
    "wt-%": "wt%",
    "wt.%": "wt%",
    "wt.-%": "wt%",
    "w%": "wt%",
    "%w/w": "wt%",
    "mol-%": "mol%",
    "vol-%": "vol%",
    "hPa": "mbar",
    "lbs": "lb",
    "micron": "um",
    "microns": "um",
}

_WHOLE = {
    "m2/(t/d)": "m2 d/t",
    "m2/(t/h)": "m2 h/t",
    "W/m2K": "W/m2/K",
    "W/m2 K": "W/m2/K",
    "W/mK": "W/m/K",
    "W/m K": "W/m/K",
    "J/molK": "J/mol/K",
    "J/mol K": "J/mol/K",
    "J/kgK": "J/kg/K",
    "J/kg K": "J/kg/K",
    "kJ/kgK": "kJ/kg/K",
    "kJ/kg K": "kJ/kg/K",
}
"""Spellings of a whole quotient that are loose and yet have one meaning."""

_ASKED: dict[Dimension, dict[str, str]] = {
    Dimension.TEMPERATURE: {"C": "degC", "F": "degF"},
    Dimension.TEMPERATURE_DIFFERENCE: {"C": "degC", "F": "degF", "delta_degC": "degC", "delta_K": "K"},
    Dimension.MOLE_FRACTION: {"ppm": "ppmv"},
}
"""Spellings that are understood only where this dimension is asked."""

_REFUSED = {
    "ton": "it can be the metric, the short or the long ton. Write t for 1,000 kg",
    "tons": "it can be the metric, the short or the long ton. Write t for 1,000 kg",
    "MT": "it can be the metric ton or the megatonne (to a physicist, the megatesla). Write t for 1,000 kg",
    "mt": "it can be the metric ton or a millitonne. Write t for 1,000 kg",
    "Mt": "it can be the metric ton or the megatonne. Write t for 1,000 kg",
    "kt": "it can be the kilotonne or the knot. Write t, as in 1.2e3 t",
    "ktpa": "it can be read as metric or short kilotons. Write t/a, as in 1.2e3 t/a",
    "tpa": "its ton is not told. Write t/a",
    "tpd": "its ton is not told. Write t/d",
    "tph": "its ton is not told. Write t/h",
    "gal": "it can be the US or the imperial gallon. Write L or m3",
    "gpm": "it can be US or imperial gallons per minute. Write L/min or m3/h",
    "oz": "it can be the ounce or the troy ounce. Write g",
    "hp": "it can be the metric or the mechanical horsepower. Write kW",
    "Btu": "there are several. Write MJ",
    "BTU": "there are several. Write MJ",
    "MMBtu": "there are several. Write GJ (one MMBtu is about 1.055 GJ)",
    "scf": "its temperature is not told. Write Nm3 (0 degC, 101.325 kPa)",
    "Sm3": "its temperature is 15 or 20 degC according to country. Write Nm3 (0 degC, 101.325 kPa)",
    "scm": "its temperature is not told. Write Nm3 (0 degC, 101.325 kPa)",
    "NM3": "write Nm3 (0 degC, 101.325 kPa)",
    "nm3": "it is a cubic nanometre. Write Nm3 (0 degC, 101.325 kPa)",
    "M": "it can be molar or mega. Write mol/L",
    "N": "it can be normal or newton. Write mol/L of the acid or base",
    "m.": "write m for metre or min for minute",
    "ppt": "it can be parts per thousand or per trillion. Write g/kg, or ppb",
    "$": "the currency is not told. Write USD",
    "month": "months differ in length. Write d",
    "°": "write degC",
    "deg": "write degC",
}

_POWER_SIGN = re.compile(r"(?<=[A-Za-z])(\^|\*\*)(?=[0-9])")
_NEGATIVE_POWER = re.compile(r"\s+([A-Za-z]+)\^?-([123])(?=\s|$)")
_BRACKETED = re.compile(r"/\s*\(([^()/]*)\)")
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\s/]+")


def plain(unit: str) -> str:
    """The unit in our own spelling as far as that needs no dimension: 'W/(m²·K)' -> 'W/m2/K'."""
    text = _POWER_SIGN.sub("", unit.translate(_CHARACTERS).replace("deg C", "degC").replace("deg F", "degF"))
    text = text.replace("(abs)", "").replace("(a)", "").replace("⁻", "-").replace("¹", "1")
    text = _NEGATIVE_POWER.sub(lambda found: "/" + found[1] + found[2].strip("1"), " " + text).strip()
    text = _BRACKETED.sub(lambda found: "/" + "/".join(found[1].split()), text)
    text = _SPACES.sub(" ", text).replace(" /", "/").replace("/ ", "/").replace(" %", "%")
    text = "1" + text if text.startswith("/") else text
    text = _WORD.sub(lambda found: _WORDS.get(found[0], found[0]), text)
    return _WHOLE.get(text, text)


def understood(unit: str, dimension: Dimension) -> str:
    """The unit in our own spelling where ``dimension`` is asked ('C' is degC for a temperature only)."""
    return _ASKED.get(dimension, {}).get(unit, unit)


def same_quotient(unit: str, others: Iterable[str]) -> str:
    """Of ``others`` the one that divides by the same in another order ('kg/h/m2' is 'kg/m2/h'), or ''."""
    upper, *lower = unit.split("/")
    lower.sort()
    for other in others if len(lower) > 1 else ():
        above, *below = other.split("/")
        if above == upper and sorted(below) == lower:
            return other
    return ""


def refusal(unit: str) -> str:
    """Why a unit is ambiguous and what to write, or '' if it is not among the refused ones."""
    for word in _WORD.findall(unit):
        if word in _REFUSED:
            return f"'{word}' is not read: {_REFUSED[word]}"
    return ""
