"""Ranges of a parameter as they are written: 'KN-101.temperature=950..1100 degC:7', 'FD-1.rate=8, 10, 12 t/h'."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from unitops.errors import InputError, QuantityError

if TYPE_CHECKING:
    from flowsheets.batch.columns import NumberColumn

NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_SPAN = re.compile(
    rf"(?P<low>{NUMBER})\s*(?P<first>[^.:,\s]*)\s*\.\.\s*(?P<high>{NUMBER})\s*(?P<unit>[^:]*?)\s*:\s*(?P<count>\d+)"
)
_ONE = re.compile(rf"(?P<number>{NUMBER})\s*(?P<unit>.*)")
MOST = 100_000
"""Values of one range."""


class Range(msgspec.Struct, frozen=True):
    """Values of a parameter [unit]; texts where it is a choice."""

    path: str
    values: tuple[float | str, ...]
    unit: str = ""

    @property
    def heading(self) -> str:
        """As a column of cases is headed."""
        return f"{self.path} [{self.unit}]" if self.unit else self.path


def read_range(text: str) -> Range:
    """A range from 'PATH=FROM..TO UNIT:COUNT' or 'PATH=A, B, C UNIT'; raises InputError with how to write one."""
    path, equals, written = text.rpartition("=")
    if not equals or not path.strip() or not written.strip():
        raise _unreadable(text)
    return range_of(path.strip(), written.strip())


def range_of(path: str, written: str) -> Range:
    """The same from the part behind the equals sign."""
    found = _SPAN.fullmatch(written)
    if found is not None:
        return _span(path, written, found)
    if ".." in written:
        raise _unreadable(f"{path}={written}")
    return _list(path, written)


def _span(path: str, written: str, found: re.Match[str]) -> Range:
    unit, first, count = found["unit"].strip(), found["first"].strip(), int(found["count"])
    if first and first != unit:
        raise InputError(f'"{written}" has two units', place=path, remedy=f"Write both ends in {unit or first}.")
    if not 2 <= count <= MOST:
        raise InputError(f"{count} values are no range", place=path, remedy=f"Ask for 2 to {MOST:,}.")
    low, high = float(found["low"]), float(found["high"])
    if low == high:
        raise InputError(f'"{written}" begins where it ends', place=path)
    return Range(path, tuple(float(value) for value in np.linspace(low, high, count)), unit)


def _list(path: str, written: str) -> Range:
    parts = [part.strip() for part in written.split(",")]
    found = [_ONE.fullmatch(part) for part in parts]
    if not all(parts):
        raise _unreadable(f"{path}={written}")
    if not any(found):
        return Range(path, tuple(parts))
    units = {one["unit"].strip() for one in found if one is not None} - {""}
    if None in found or len(units) > 1:
        raise InputError(f'"{written}" mixes units or texts', place=path, remedy="Write all values in one unit.")
    return Range(path, tuple(float(one["number"]) for one in found if one is not None), next(iter(units), ""))


def in_si(column: NumberColumn, numbers: np.ndarray, unit: str, hours_per_year: float) -> np.ndarray:
    """Numbers of an input in SI; a unit that does not measure it is told with the input's path."""
    try:
        return column.in_si(numbers, unit, hours_per_year)
    except QuantityError as error:
        raise QuantityError(error.problem, place=column.path, remedy=error.remedy) from None


def _unreadable(text: str) -> InputError:
    remedy = 'Write "KN-101.temperature=950..1100 degC:7" or "FD-1.rate=8, 10, 12 t/h".'
    return InputError(f'"{text}" is not a range', remedy=remedy)
