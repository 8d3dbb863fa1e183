"""Reads the NBS tables of chemical thermodynamic properties (Wagman et al. 1982, NIST digital release)."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

DILUTION = re.compile(r"^in ([\d.]+) H2O$")
SPELLING = {"CH3COO-": "CH3COO-", "HCO2-": "HCOO-", "HCO2H": "HCOOH", "HCO2NH4": "NH4HCOO"}


def _number(text: str) -> float | None:
    match = re.match(r"^-?\d+(\.\d*)?", text.strip())
    return float(match[0]) if match else None


def _formula(text: str) -> str:
    """NBS spelling (``SO4<sup>2-</sup>``) to ours (``SO4-2``)."""
    match = re.search(r"<sup>(\d*)([+-])</sup>", text)
    plain = re.sub(r"<sup>.*?</sup>|<[^>]+>", "", text)
    charge = f"{match[2]}{match[1]}" if match else ""
    return SPELLING.get(plain + charge, plain + charge)


class NbsTables:
    """Formation enthalpies [J/mol] of solutes and of solutions in n H2O."""

    def __init__(self, path: Path) -> None:
        self.solutes: dict[str, float] = {}
        self.liquids: dict[str, tuple[float, float | None]] = {}
        self.dilutions: dict[str, list[tuple[float, float]]] = defaultdict(list)
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                self._read(row)

    def _read(self, row: list[str]) -> None:
        formula, enthalpy = _formula(row[0]), _number(row[7])
        if enthalpy is None:
            return
        dilution = DILUTION.match(row[1])
        if dilution:
            self.dilutions[formula].append((float(dilution[1]), enthalpy * 1e3))
        elif row[1] == "" and row[4] == "ao":
            self.solutes.setdefault(formula, enthalpy * 1e3)
        elif row[1] == "" and row[4] == "l":
            capacity = _number(row[11])
            self.liquids.setdefault(formula, (enthalpy * 1e3, capacity))
