"""NBS Tables of Chemical Thermodynamic Properties (1982): values at 298.15 K [J, mol, K]."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple


class TabulatedValues(NamedTuple):
    """Standard values at 298.15 K from one table row; None where the table has none."""

    enthalpy: float | None
    entropy: float | None
    heat_capacity: float | None


@cache
def _rows(data: Path) -> dict[tuple[str, str], list[tuple[str, TabulatedValues]]]:
    """Rows of pure substances and infinitely dilute solutes by (formula, state), with their description."""
    table: dict[tuple[str, str], list[tuple[str, TabulatedValues]]] = {}
    with (data / "nbs_tables_1982.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.reader(stream):
            if len(row) < 12 or not row[4] or row[1]:
                continue
            formula = _plain(row[0])
            description = f"{row[2]} {row[3]}".strip()
            values = TabulatedValues(_number(row[7], 1e3), _number(row[10], 1.0), _number(row[11], 1.0))
            table.setdefault((formula, row[4]), []).append((description, values))
    return table


def _plain(markup: str) -> str:
    """``SO4<sup>2-</sup>`` becomes ``SO4-2``, the way charges are written here."""

    def charge(match: re.Match[str]) -> str:
        size, sign = re.fullmatch(r"(\d*)([+-])", match[1]).groups()  # type: ignore[union-attr]  # fixed form
        return sign + size

    text = re.sub(r"<sup>(\d*[+-])</sup>", charge, markup)
    return re.sub(r"<[^>]*>", "", text)


def _number(text: str, scale: float) -> float | None:
    try:
        return round(float(text.rstrip("*")) * scale, 6)
    except ValueError:
        return None


def lookup(data: Path, key: str) -> TabulatedValues | None:
    """Row for ``formula|state`` or ``formula|state|part of the description``."""
    formula, state, *described = key.split("|")
    for description, values in _rows(data).get((formula, state), []):
        if not described or described[0] in description:
            return values
    return None
