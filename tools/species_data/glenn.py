"""NASA Glenn coefficients (thermo.inp of package pyglenn): McBride, Zehe, Gordon, NASA/TP-2002-211556."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.species_data.segments import Segment

GAS_CONSTANT = 8.314510  # [J/mol/K], the value these coefficients were made with


@dataclass(frozen=True)
class GlennRecord:
    """One record: composition, condensed or not, enthalpy at 298.15 K [J/mol], Cp segments."""

    name: str
    reference: str
    composition: tuple[tuple[str, float], ...]
    condensed: bool
    enthalpy: float
    segments: tuple[Segment, ...]
    enthalpy_constants: tuple[float, ...]
    entropy_constants: tuple[float, ...]

    def entropy(self, temperature: float) -> float:
        """Standard entropy [J/mol/K] from the record's own integration constant."""
        index = next((i for i, s in enumerate(self.segments) if s.low <= temperature <= s.high), 0)
        a = self.segments[index].coefficients
        t = temperature
        value = -a[0] / 2 / t**2 - a[1] / t + a[2] * math.log(t) + a[3] * t
        value += a[4] / 2 * t**2 + a[5] / 3 * t**3 + a[6] / 4 * t**4
        return value + self.entropy_constants[index] * GAS_CONSTANT

    def absolute_enthalpy(self, temperature: float) -> float:
        """H(T) of the record itself [J/mol], formation enthalpy included."""
        index = next((i for i, s in enumerate(self.segments) if s.low <= temperature <= s.high), 0)
        a = self.segments[index].coefficients
        t = temperature
        value = -a[0] / t + a[1] * math.log(t) + a[2] * t + a[3] * t**2 / 2 + a[4] * t**3 / 3
        return value + a[5] * t**4 / 4 + a[6] * t**5 / 5 + self.enthalpy_constants[index] * GAS_CONSTANT


def _numbers(line: str, count: int) -> list[float]:
    fields = [line[16 * i : 16 * (i + 1)].strip().replace("D", "E") for i in range(count)]
    return [float(f) if f else 0.0 for f in fields]


@cache
def records() -> dict[str, GlennRecord]:
    """All records by name, the first where a name stands twice is kept with its own key."""
    import pyglenn

    lines = (Path(pyglenn.__file__).parent / "data" / "thermo.inp").read_text(encoding="latin-1").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("thermo"))
    found: dict[str, GlennRecord] = {}
    i = start + 2
    while i < len(lines):
        line = lines[i]
        if not line.strip() or line.startswith(("!", "END")):
            i += 1
            continue
        name = line[:18].split()[0]
        header = lines[i + 1]
        intervals = int(header[:2])
        record, used = _record(name, header, lines[i + 2 : i + 2 + 3 * max(intervals, 1)], intervals)
        key = name
        while key in found:
            key += "'"
        found[key] = record
        i += 2 + used
    return found


def _record(name: str, header: str, body: list[str], intervals: int) -> tuple[GlennRecord, int]:
    composition = []
    for j in range(5):
        field = header[10 + 8 * j : 18 + 8 * j]
        symbol = field[:2].strip().capitalize()
        if symbol:
            composition.append((symbol, float(field[2:])))
    segments, constants, entropies = [], [], []
    for j in range(intervals):
        span, first, second = body[3 * j : 3 * j + 3]
        low, high = float(span[:11]), float(span[11:22])
        a = _numbers(first, 5) + _numbers(second, 2)
        rest = _numbers(second[48:], 2)
        segments.append(Segment(low, high, tuple(x * GAS_CONSTANT for x in a)))
        constants.append(rest[0])
        entropies.append(rest[1])
    record = GlennRecord(
        name=name,
        reference=header[3:9].strip(),
        composition=tuple(sorted(composition)),
        condensed=header[50:52].strip() not in ("0", ""),
        enthalpy=float(header[65:80]),
        segments=tuple(segments),
        enthalpy_constants=tuple(constants),
        entropy_constants=tuple(entropies),
    )
    return record, 3 * intervals if intervals else 1
