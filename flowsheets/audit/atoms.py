"""The audit's own formula counter.

It reads the same written species as the rest of Raffinate, ``FORMULA(phase)`` or
``FORMULA(phase,polymorph)``, with code of its own, so that a fault in one counter shows as a
difference between two.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from flowsheets.audit.errors import AuditError

PHASES = frozenset({"s", "aq", "l", "g", "m", "o", "f"})

_LONGEST_ID = 200
_SPECIES = re.compile(r"(?P<formula>.+)\((?P<phase>[a-z]{1,2})(?:,(?P<form>[^()]+))?\)", re.DOTALL)
_CHARGE = re.compile(r"(?P<signs>\++|-+)(?P<number>\d*)$")
_TOKEN = re.compile(r"(?P<symbol>[A-Z][a-z]?)|(?P<open>[(\[{])|(?P<close>[)\]}])|(?P<number>\d+(?:\.\d+)?|\.\d+)")
# A point opens an adduct before a letter or bracket, and before a number of waters (which may itself hold a
# point: CaSO4.0.5H2O); in every other place it is a decimal point.
_WATERS = re.compile(r"(?<![A-Za-z)\]]0)[.·*•⋅](\d+\.\d+|\d+)(?=H2O)")
_ADDUCT = re.compile(r"[·*•⋅]|\.(?=[A-Z(\[{])")
_COEFFICIENT = re.compile(r"\d+(?:\.\d+)?")
_PAIRS = {"(": ")", "[": "]", "{": "}"}


class Atoms(NamedTuple):
    """What one formula unit holds."""

    elements: dict[str, float]
    charge: float


class SpeciesName(NamedTuple):
    """A species id taken apart."""

    formula: str
    phase: str
    form: str


def split_species(species: str) -> SpeciesName:
    """Formula, phase and polymorph of a species id; raises AuditError when it is none."""
    match = _SPECIES.fullmatch(species) if len(species) <= _LONGEST_ID else None
    if match is None or match["phase"] not in PHASES:
        raise AuditError(
            "this is no species: expected a formula and its phase, as in Li2CO3(s) or SO4-2(aq)",
            place=species[:60],
        )
    return SpeciesName(match["formula"], match["phase"], match["form"] or "")


def count_atoms(formula: str) -> Atoms:
    """Atoms of each element [mol/mol] and charge [1] in a formula.

    Takes brackets, decimals, hydrates and adducts (``Na2SO4.10H2O``, ``CaSO4.0.5H2O``) and a
    trailing charge (``Fe+3``, ``SO4-2``, ``Na+``). Raises AuditError when the text is no formula.
    """
    if not formula or len(formula) > _LONGEST_ID:
        raise AuditError("the formula is empty or longer than any formula is", place=formula[:60])
    charge = 0.0
    body = formula
    sign = _CHARGE.search(formula)
    if sign is not None:
        size = float(sign["number"] or 1) if len(sign["signs"]) == 1 else float(len(sign["signs"]))
        charge = size if sign["signs"][0] == "+" else -size
        body = formula[: sign.start()]
    total: defaultdict[str, float] = defaultdict(float)
    for part in _ADDUCT.split(_WATERS.sub(r"·\1", body)):
        lead = _COEFFICIENT.match(part)
        factor = float(lead.group()) if lead else 1.0
        _count_part(part[lead.end() :] if lead else part, factor, total, formula)
    return Atoms({symbol: count for symbol, count in total.items() if count}, charge)


def _count_part(part: str, factor: float, total: defaultdict[str, float], formula: str) -> None:
    """Add ``factor`` times the atoms of one adduct part to ``total``."""
    multiplier = [factor]  # of each open bracket; the text is read from its end
    closing: list[str] = []
    tokens = _tokens(part, formula)
    count = 1.0
    for kind, text in reversed(tokens):
        if kind == "number":
            count = float(text)
            continue
        if kind == "close":
            multiplier.append(multiplier[-1] * count)
            closing.append(text)
        elif kind == "open":
            if not closing or _PAIRS[text] != closing.pop() or count != 1.0:
                raise AuditError("a bracket has no partner", place=formula)
            multiplier.pop()
        else:
            total[text] += count * multiplier[-1]
        count = 1.0
    if closing:
        raise AuditError("a bracket has no partner", place=formula)


def _tokens(part: str, formula: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    position = 0
    while position < len(part):
        match = _TOKEN.match(part, position)
        if match is None or (match.lastgroup == "number" and (not tokens or tokens[-1][0] in ("number", "open"))):
            raise AuditError(f"cannot read it from {part[position : position + 12]!r} on", place=formula)
        tokens.append((str(match.lastgroup), match.group()))
        position = match.end()
    if not tokens:
        raise AuditError("a part of the formula is empty", place=formula)
    return tokens
