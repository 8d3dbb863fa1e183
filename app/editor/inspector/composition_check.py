"""A feed's composition as it is entered: its figures read one by one, its sum, and what comes out of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.editor.inspector.reading import Measure, Reading, sentence
from flowsheets.equations.chemistry_of_sheet import SheetChemistry
from unitops.chemistry.assay import CompositionReport, explain_composition
from unitops.errors import RaffinateError

WAYS = {
    "species": "By species",
    "assay": "By elements and oxides, fitted to minerals",
    "solution": "As a liquor (g/L)",
    "text": "In one line",
}
"""The ways in which a composition may be entered, by the key that marks them in the document."""

_ASKED = {
    "species": "Enter what the feed consists of.",
    "assay": "Enter what was assayed: elements, oxides or LOI, each with its share of the dry solid.",
    "solution": "Enter what is dissolved, each with its concentration.",
    "text": "Enter what the feed consists of.",
}
_FIELD = re.compile(r'"unassigned": "[^"]*"')
"""How the file names what a field of the window is for."""
_LIMIT = re.compile(r"\s*([<≤]=?)\s*(.*)")
_SPREAD = re.compile(r"(.*?)\s*(?:±|\+/-|\+-)\s*(.*)")
_SHARE = Measure("wt%", 0.0, 100.0)
_MOLE_SHARE = Measure("mol%", 0.0, 100.0)
_CONCENTRATIONS = tuple(Measure(unit, 0.0) for unit in ("g/L", "mol/L", "wt%", "mol/kg"))


@dataclass(frozen=True)
class CompositionCheck:
    """What was made of a composition, or why nothing can be."""

    report: CompositionReport | None
    fault: str = ""


def way_of(entered: Any) -> str:
    """In which way a composition is entered; by species where nothing is yet."""
    if isinstance(entered, str):
        return "text"
    if isinstance(entered, Mapping):
        return next((way for way in WAYS if way in entered), "species")
    return "species"


def read_share(text: str, *, per: str = "mass") -> Reading:
    """A share of a feed; a bare number is per cent."""
    return (_MOLE_SHARE if per == "mole" else _SHARE).read(text, "%")


def read_figure(text: str) -> Reading:
    """A figure of an assay: "6.0 %", "<0.01 %", "6.0 ± 0.1 %"; a bare number is per cent."""
    limit = _LIMIT.fullmatch(text)
    if limit is not None:
        reading = read_share(limit[2])
        return reading if reading.fault else Reading(f"<{reading.text}", reading.value)
    spread = _SPREAD.fullmatch(text)
    if spread is None:
        return read_share(text)
    uncertainty = read_share(spread[2])
    number = read_share(spread[1])
    fault = number.fault or uncertainty.fault
    if fault:
        return Reading(text, fault=fault)
    if number.text.endswith(" %") and uncertainty.text.endswith(" %"):
        return Reading(f"{number.text.removesuffix(' %')} ± {uncertainty.text}", number.value)
    return Reading(f"{number.text} ± {uncertainty.text}", number.value)


def read_concentration(text: str) -> Reading:
    """A concentration in a liquor, per volume, by mass or per kilogram of water; a bare number is in g/L."""
    first = _CONCENTRATIONS[0].read(text)
    if not first.fault or first.text.replace(".", "").isdigit():
        return first
    for measure in _CONCENTRATIONS[1:]:
        reading = measure.read(text)
        if not reading.fault:
            return reading
    return first


def sum_words(entries: Mapping[str, Any], rest: str = "") -> str:
    """What the figures come to, and what is left."""
    values = [
        read_figure(str(value) if isinstance(value, str) else f"{100.0 * float(value):.12g}")
        for value in entries.values()
    ]
    total = 100.0 * sum(reading.value or 0.0 for reading in values)
    left = 100.0 - total
    if rest and left >= 0.0:
        return f"Sum {total:.6g} %; {rest} takes the other {left:.4g} %."
    return f"Sum {total:.6g} %."


def check_composition(entered: Any, chemistry: SheetChemistry) -> CompositionCheck:
    """Read a composition as the solver will."""
    missing = _missing(entered)
    if missing:
        return CompositionCheck(None, missing)
    try:
        return CompositionCheck(explain_composition(entered, "", chemistry.species, chemistry.canonical_amounts))
    except RaffinateError as error:
        return CompositionCheck(None, _FIELD.sub("under 'What is left over'", sentence(error)))


def _missing(entered: Any) -> str:
    """What is asked for next while a composition is being entered, '' once it is whole."""
    if not entered:
        return "Enter what the feed consists of."
    if not isinstance(entered, Mapping):
        return ""
    way = way_of(entered)
    if not entered.get(way):
        return _ASKED[way]
    if way == "assay" and not entered.get("minerals"):
        return "Name the minerals that carry what was assayed, one a line."
    return ""


def converted(entered: Any, way: str, chemistry: SheetChemistry) -> Any:
    """A composition entered in another way: by species as it came out of the old one, else the names alone."""
    old = way_of(entered)
    if old == way:
        return entered
    report = check_composition(entered, chemistry).report
    if way == "species" and report is not None:
        shares = {name: f"{100.0 * share:.6g} %" for name, share in report.masses.items() if share > 5e-8}
        largest = max(report.masses, key=lambda name: report.masses[name])
        if len(shares) > 1:
            return {"species": {n: v for n, v in shares.items() if n != largest}, "rest": largest}
        return {"species": {largest: "100 %"}}
    if way == "text":
        names = list(report.masses) if report is not None else []
        return names[0] if len(names) == 1 else "H2O(l)"
    if way == "solution":
        return {"solution": {}}
    minerals = _solids(report.masses if report is not None else ())
    return {"assay": {}, "minerals": minerals}


def _solids(names: Iterable[str]) -> list[str]:
    return [name for name in names if name.rpartition("(")[2].startswith("s")]
