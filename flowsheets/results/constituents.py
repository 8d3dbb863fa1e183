"""What a feed was made up of: its ions under the names of the substances that were entered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from flowsheets.results.reading import PlantReading, StreamReading
from unitops.chemistry.canonical import canonical, canonicalise
from unitops.chemistry.formula import molar_mass, parse_formula, parse_species_id
from unitops.chemistry.phases import WATER
from unitops.errors import RaffinateError

_WORD = re.compile(r"[A-Z(\[]\S*")
FITS = 1e-6
"""Share of the ions that the entered substances may leave unexplained."""


def constituents(plant: PlantReading, feed: StreamReading) -> Mapping[str, float]:
    """Mass flow of what a feed was made up of, water apart [kg/h].

    Solids, gases and organics stand under their species. Ions stand under the dissolved substances that the sheet's
    composition names where these account for all of them (NaOH, H2SO4(l)), under their own names otherwise.
    """
    ions = {s: feed.moles[s] for s in feed.ids_of("aq") if s != WATER and feed.masses[s] > 0.0}
    rest = {s: m for s, m in feed.masses.items() if s not in ions and s != WATER and m > 0.0}
    if not ions:
        return rest
    dissolved = _dissolved(ions, _entered_substances(plant, feed, rest))
    return {**rest, **(dissolved or {s: feed.masses[s] for s in ions})}


def _dissolved(ions: Mapping[str, float], names: Sequence[str]) -> dict[str, float]:
    """Masses of the named substances [kg/h] that give these ions [mol/h]; empty where they do not."""
    parts = {name: canonical(_aqueous(name)) for name in names}
    found = {name: totals for name, totals in parts.items() if totals is not None}
    if not found:
        return {}
    held = canonicalise(ions)
    ids = sorted(({s for totals in found.values() for s in totals} | held.keys()) - {WATER})
    matrix = np.array([[totals.get(s, 0.0) for totals in found.values()] for s in ids])
    right = np.array([held.get(s, 0.0) for s in ids])
    amounts, *_ = np.linalg.lstsq(matrix, right, rcond=None)
    size = float(np.abs(right).max(initial=0.0))
    if np.abs(matrix @ amounts - right).max(initial=0.0) > FITS * size or amounts.min() < -FITS * size:
        return {}
    return {
        name: float(n) * molar_mass(parse_formula(formula_of(name)))
        for name, n in zip(found, amounts, strict=True)
        if n > 0.0
    }


def _aqueous(name: str) -> str:
    """The dissolved form of a substance: H2SO4(l), H2SO4 and H2SO4(aq) are the same in a liquor."""
    return name if canonical(name) is not None else f"{formula_of(name)}(aq)"


def formula_of(name: str) -> str:
    """The formula in a species id or a name that is none."""
    try:
        return parse_species_id(name).formula
    except RaffinateError:
        return name.partition("(aq)")[0]


def _entered_substances(plant: PlantReading, feed: StreamReading, present: Mapping[str, float]) -> list[str]:
    """Names in the entered composition that are not in the stream as such: they dissolved."""
    entered = plant.records[feed.source].parameters.get("composition")
    names: list[str] = []
    if isinstance(entered, str):
        names = _WORD.findall(entered)
    elif isinstance(entered, dict):
        for way in ("species", "solution"):
            table = entered.get(way)
            if isinstance(table, dict):
                names += [str(key) for key in table]
    return [name for name in dict.fromkeys(names) if name not in present and formula_of(name) != "H2O"]
