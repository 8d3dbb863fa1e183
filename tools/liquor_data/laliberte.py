"""Laliberte's correlations of heat capacity and density, as points inside their stated ranges.

Coefficients: M. Laliberte, J. Chem. Eng. Data 54 (2009) 1725, doi 10.1021/je8008123, as collected by the
package `chemicals` (read here by formula, since one CAS number there is wrong); evaluation by `thermo`.
Outside their stated temperatures the heat capacity curves run away, so no point is taken there.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import chemicals
from thermo import electrochem

from unitops.chemistry.formula import atomic_weights, parse_formula

TABLE = Path(chemicals.__file__).parent / "Electrolytes" / "Laliberte2009.tsv"
SPELLING = {"HCH3CO2": "CH3COOH", "HCHO2": "HCOOH", "NaCHO2": "NaHCOO", "KCHO2": "KHCOO"}


class Point(NamedTuple):
    """One state of a binary solution: per mole of solute, ``water`` mol of H2O, at T [K]."""

    solute: str
    water: float
    T: float
    mass: float
    value: float


class Correlation(NamedTuple):
    """Coefficients and stated range of one solute."""

    solute: str
    coefficients: tuple[float, ...]
    low: float
    high: float
    largest: float
    count: int


def _correlations(first: int, size: int, limits: int) -> Iterator[Correlation]:
    with TABLE.open(newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))[1:]
    for row in rows:
        cells = row[first : first + size]
        if not all(cells) or not all(row[limits : limits + 3]):
            continue
        low, high, largest = (float(cell) for cell in row[limits : limits + 3])
        if largest <= 0.0 or any(cell.lower() == "nan" for cell in cells):
            continue
        count = int(float(row[limits + 3] or 1)) if len(row) > limits + 3 else 1
        solute = SPELLING.get(row[2], row[2])
        yield Correlation(solute, tuple(float(cell) for cell in cells), low, high, largest, count)


def density_correlations() -> list[Correlation]:
    """All solutes with a density correlation."""
    return list(_correlations(4, 5, 9))


def heat_capacity_correlations() -> list[Correlation]:
    """All solutes with a heat capacity correlation."""
    return list(_correlations(23, 6, 29))


def molar_mass(formula: str) -> float:
    """[kg/mol]"""
    return sum(count * atomic_weights()[element] for element, count in parse_formula(formula).items())


def heat_capacity(correlation: Correlation, share: float, T: float) -> float:
    """Specific heat capacity [J/kg/K] at a mass fraction of solute."""
    own = electrochem.Laliberte_heat_capacity_i(T, 1.0 - share, *correlation.coefficients)
    return (1.0 - share) * electrochem.Laliberte_heat_capacity_w(T) + share * own


def density(correlation: Correlation, share: float, T: float) -> float:
    """Density [kg/m3] at a mass fraction of solute."""
    own = electrochem.Laliberte_density_i(T, 1.0 - share, *correlation.coefficients)
    return 1.0 / ((1.0 - share) / electrochem.Laliberte_density_w(T) + share / own)


def temperatures(correlation: Correlation, low: float, high: float, step: float) -> list[float]:
    """Grid [K] inside both the stated range and low to high [degC]; one point where the range is narrow."""
    bottom, top = max(correlation.low, low), min(correlation.high, high)
    if top - bottom < step:
        return [273.15 + 0.5 * (correlation.low + correlation.high)]
    count = int((top - bottom) // step) + 1
    return [273.15 + bottom + (top - bottom) * index / (count - 1) for index in range(count)]


def points(correlation: Correlation, law, low: float, high: float, step: float, shares: list[float]) -> Iterator[Point]:
    """Values of ``law`` on a grid of temperature and mass fraction."""
    mass, water_mass = molar_mass(correlation.solute), molar_mass("H2O")
    for T in temperatures(correlation, low, high, step):
        for share in shares:
            if share <= correlation.largest * 1.001:
                water = mass * (1.0 - share) / share / water_mass
                total = mass / share
                yield Point(correlation.solute, water, T, total, law(correlation, share, T))


# sulfate liquors with acid: what keeps the shares of bisulfate and of each sulfate apart
ACID_MIXTURES = [(0.05, 0.1), (0.15, 0.1), (0.1, 0.05), (0.1, 0.15), (0.1, 0.22), (0.2, 0.15), (0.02, 0.2)]


class MixturePoint(NamedTuple):
    """One state of a mixed solution: moles of each solute in one kilogram, mol of H2O, T [K]."""

    solutes: dict[str, float]
    water: float
    T: float
    value: float


def acid_mixtures(correlations: list[Correlation], own, of_water, combine) -> Iterator[MixturePoint]:
    """Sulfuric acid with each sulfate by the mixing rule, at up to three temperatures both cover."""
    acid = next(c for c in correlations if c.solute == "H2SO4")
    for salt in correlations:
        if not salt.solute.endswith(("SO4", "(SO4)3")) or salt is acid or salt.solute.startswith("NaH"):
            continue
        low, high = max(acid.low, salt.low, 15.0), min(acid.high, salt.high)
        if high < low:
            continue
        for T in sorted({low + 273.15, 0.5 * (low + high) + 273.15, high + 273.15}):
            for strong, weak in ACID_MIXTURES:
                if weak > salt.largest:
                    continue
                share = 1.0 - strong - weak
                parts = [(share, of_water(T))]
                for part, law in ((strong, acid), (weak, salt)):
                    parts.append((part, own(T, share, *law.coefficients)))
                solutes = {"H2SO4": strong / molar_mass("H2SO4"), salt.solute: weak / molar_mass(salt.solute)}
                yield MixturePoint(solutes, share / molar_mass("H2O"), T, combine(parts))


def acid_mixture_volumes() -> Iterator[MixturePoint]:
    """Volumes [cm3] of one kilogram."""
    yield from acid_mixtures(
        [c for c in density_correlations() if c.solute != "FeSO4"],
        electrochem.Laliberte_density_i,
        electrochem.Laliberte_density_w,
        lambda parts: 1e6 * sum(share / value for share, value in parts),
    )


def acid_mixture_heat_capacities() -> Iterator[MixturePoint]:
    """Heat capacities [J/K] of one kilogram."""
    yield from acid_mixtures(
        [c for c in heat_capacity_correlations() if c.solute != "FeSO4"],
        electrochem.Laliberte_heat_capacity_i,
        electrochem.Laliberte_heat_capacity_w,
        lambda parts: sum(share * value for share, value in parts),
    )
