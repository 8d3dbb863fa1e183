"""OBIGT minerals and solutes (package pychnosz; Dick, Front. Earth Sci. 7:180, 2019, and its sources)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.species_data.segments import Segment, fitted, from_powers, joined

CALORIE = 4.184  # [J]


@dataclass(frozen=True)
class ObigtRecord:
    """Values at 298.15 K [J/mol, J/mol/K, m3/mol] and the Cp chain of a mineral."""

    name: str
    formula: str
    reference: str
    enthalpy: float | None
    entropy: float | None
    heat_capacity: float | None
    molar_volume: float | None
    segments: tuple[Segment, ...]


def _number(text: str) -> float | None:
    return None if text in ("NA", "") else float(text)


@cache
def _rows() -> dict[tuple[str, str], list[dict[str, str]]]:
    import pychnosz

    folder = Path(pychnosz.__file__).parent / "data" / "extdata" / "OBIGT"
    table: dict[tuple[str, str], list[dict[str, str]]] = {}
    for file in (
        "inorganic_cr",
        "organic_cr",
        "inorganic_aq",
        "organic_aq",
        "organic_liq",
        "inorganic_gas",
        "SUPCRT92",
    ):
        with (folder / f"{file}.csv").open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                kind = "aq" if row["state"] == "aq" else "cr"
                if file == "SUPCRT92" and (row["name"], kind) in table:
                    continue
                table.setdefault((row["name"], kind), []).append(row)
    return table


def lookup(name: str, kind: str = "cr") -> ObigtRecord | None:
    """Mineral or solute by its OBIGT name; a mineral's transitions are ramps of Cp."""
    rows = _rows().get((name, kind))
    if not rows:
        return _berman(name) if kind == "cr" else None
    first = rows[0]
    unit = CALORIE if first["E_units"] == "cal" else 1.0

    def scaled(row: dict[str, str], column: str) -> float | None:
        value = _number(row[column])
        return None if value is None else value * unit

    volume = _number(first["V"])
    return ObigtRecord(
        name=name,
        formula=first["formula"].replace("*", "·"),
        reference=first["ref1"],
        enthalpy=scaled(first, "H"),
        entropy=scaled(first, "S"),
        heat_capacity=scaled(first, "Cp"),
        molar_volume=volume * 1e-6 if volume else None,
        segments=() if kind == "aq" else tuple(_chain(rows, unit)),
    )


def _chain(rows: list[dict[str, str]], unit: float) -> list[Segment]:
    phases: list[list[Segment]] = []
    enthalpies: list[float] = []
    low = 298.15
    for row in rows:
        if row["model"] != "CGL":
            break
        high = _number(row["z.T"]) or 0.0
        segment = _segment(row, unit, low, high)
        if segment is None:
            break
        phases.append([segment])
        enthalpies.append((_number(row["H"]) or 0.0) * unit)
        low = high
    if not phases:
        return []
    latent = []
    for i in range(1, len(phases)):
        transition = phases[i][0].low
        before = enthalpies[i - 1] + phases[i - 1][0].enthalpy(298.15, transition)
        latent.append(enthalpies[i] + phases[i][0].enthalpy(298.15, transition) - before)
    return joined(phases, latent)


def _segment(row: dict[str, str], unit: float, low: float, high: float) -> Segment | None:
    a, b, c, d, e, f, power = (
        (_number(row[k]) or 0.0) * unit for k in ("a1.a", "a2.b", "a3.c", "a4.d", "c1.e", "c2.f", "omega.lambda")
    )
    power /= unit
    if not any((a, b, c, d, e, f)):
        constant = _number(row["Cp"])
        return None if constant is None else from_powers(low, max(high, 373.15), {0: constant * unit})
    if high <= low:
        high = low + 200.0
    if d == 0.0 and (f == 0.0 or power in (-2, -1, 0, 1, 2, 3, 4)):
        powers = {0: a, 1: b, -2: c, 2: e}
        if f:
            powers[int(power)] = powers.get(int(power), 0.0) + f
        return from_powers(low, high, powers)
    return fitted(low, high, lambda t: a + b * t + c / t**2 + d / t**0.5 + e * t**2 + (f * t**power if f else 0.0))


@cache
def _berman_rows() -> dict[str, dict[str, str]]:
    import pychnosz

    folder = Path(pychnosz.__file__).parent / "data" / "extdata" / "Berman"
    table: dict[str, dict[str, str]] = {}
    for file in sorted(folder.glob("*.csv"), key=lambda p: (p.stem != "Ber88_1988", p.stem)):
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                table.setdefault(row["name"], {**row, "reference": file.stem.split("_")[0]})
    return table


@cache
def _berman_formula(name: str) -> str:
    import pychnosz

    file = Path(pychnosz.__file__).parent / "data" / "extdata" / "OBIGT" / "Berman_cr.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        return next(row["formula"] for row in csv.DictReader(stream) if row["name"] == name)


def _berman(name: str) -> ObigtRecord | None:
    """Berman (1988) minerals: Cp = k0 + k1 T^-0.5 + k2 T^-2 + k3 T^-3, lambda terms left out."""
    row = _berman_rows().get(name)
    if row is None:
        return None
    k0, k1, k2, k3 = ((_number(row[k]) or 0.0) for k in ("k0", "k1", "k2", "k3"))
    volume = _number(row["VPrTr"])

    def heat_capacity(t: float) -> float:
        return k0 + k1 / t**0.5 + k2 / t**2 + k3 / t**3

    return ObigtRecord(
        name=name,
        formula=_berman_formula(name),
        reference=row["reference"],
        enthalpy=_number(row["HfPrTr"]),
        entropy=_number(row["SPrTr"]),
        heat_capacity=heat_capacity(298.15),
        molar_volume=volume * 1e-5 if volume else None,
        segments=(fitted(298.15, 1400.0, heat_capacity),),
    )
