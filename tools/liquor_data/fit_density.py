"""Writes resources/liquor_density.json from Laliberte's density correlation and strong sulfuric acid.

    python tools/liquor_data/fit_density.py

One linear least-squares problem in relative volume over all solutes: ionic volumes with a temperature
polynomial, and an excess for every pair that has a correlation of its own.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import laliberte
import numpy as np
from solutions import bare, mixed_totals, pair_of, pair_terms, strengths

from unitops.chemistry.canonical import PROTON, WATER, basis, canonical
from unitops.chemistry.formula import parse_charge
from unitops.chemistry.liquor import liquor_data, liquor_model
from unitops.chemistry.liquor_density import molar_volume_of_water

TARGET = Path(__file__).parents[2] / "resources" / "liquor_density.json"
LADDER = (0.1, 0.4, 1.8, 10.0, 60.0)
LOW, HIGH, WIDTH = 258.15, 423.15, 0.1
PRIOR = {3: -30.0, 2: -18.0, 1: 5.0, 0: 35.0, -1: 25.0, -2: 25.0, -3: 20.0}
# limiting volumes of Millero, brought to the effective scale of the fit (+3.5 per positive charge)
MISSING = {
    "Rb+(aq)": 17.6, "Cs+(aq)": 24.8, "Ag+(aq)": 2.8, "ClO4-(aq)": 40.6, "H3BO3(aq)": 39.2, "O2(aq)": 30.4,
    "H2(aq)": 25.2, "C6H12O6(aq)": 112.0, "SiF6-2(aq)": 45.0, "H4SiO4(aq)": 52.0, "La+3(aq)": -28.6,
    "Pr+3(aq)": -32.0, "Nd+3(aq)": -32.8,
}  # fmt: skip
# correlations with an impossible temperature slope, taken at 20 degC only
STEEP = {"FeSO4", "Pb(NO3)2"}
# Perry's Chemical Engineers' Handbook, densities of aqueous sulfuric acid [mass %, degC, g/cm3]
STRONG_ACID = [
    (100.0, 20.0, 1.8305),
    (80.0, 20.0, 1.7272), (85.0, 20.0, 1.7786), (90.0, 20.0, 1.8144), (92.0, 20.0, 1.8240),
    (94.0, 20.0, 1.8312), (96.0, 20.0, 1.8355), (98.0, 20.0, 1.8361),
    (98.0, 40.0, 1.8163), (98.0, 60.0, 1.7978), (90.0, 40.0, 1.7951),
]  # fmt: skip
SOURCES = {
    "laliberte2009": "Laliberte, J. Chem. Eng. Data 54 (2009) 1725, doi 10.1021/je8008123; ionic shares fitted here",
    "perry": "Perry's Chemical Engineers' Handbook, 7th ed. (1997), densities of aqueous sulfuric acid",
    "millero1971": "estimated from Millero, Chem. Rev. 71 (1971) 147, doi 10.1021/cr60270a001",
    "prior": "estimated: mean volume of solutes of the same charge",
}


class VolumeFit:
    """Rows of relative volume, columns of figures in cm3/mol."""

    def __init__(self) -> None:
        self.columns: dict[tuple, int] = {}
        self.rows: list[dict[int, float]] = []
        self.targets: list[float] = []
        self.notes: list[tuple[str, float, float]] = []
        self.steps: dict[tuple[str, str], dict[int, float]] = {}

    def allow(self, formula: str, water: float) -> None:
        """Give the pair of a salt the terms that its most concentrated solution can tell."""
        pair = pair_of(formula)
        if pair is None:
            return
        totals = mixed_totals({formula: 1.0}, water)
        free, _, strength = strengths(liquor_model(tuple(totals)), list(totals.values()), pair)
        steps = {k: step for k, step in enumerate(LADDER) if step >= 0.3 * free / strength}
        self.steps[pair] = steps or {len(LADDER) - 1: LADDER[-1]}

    def column(self, *key) -> int:
        return self.columns.setdefault(key, len(self.columns))

    def add(self, solutes: dict[str, float], water: float, T: float, measured: float, weight: float) -> None:
        """Measured volume [cm3] of moles of solutes in ``water`` mol of H2O at T [K]."""
        totals = mixed_totals(solutes, water)
        model = liquor_model(tuple(totals))
        settled = model.settled(list(totals.values()))
        tau = (T - 298.15) / 100.0
        scale = weight / measured
        row: dict[int, float] = defaultdict(float)
        shares = {("solute", key): n for key, n in totals.items() if key not in (WATER, PROTON)}
        shares["hydroxide", "OH-(aq)"] = settled.hydroxide
        for rung, taken in zip(model.rungs, settled.taken, strict=True):
            lowest = rung.product in model.ladder.lowest
            shares["rung", rung.product] = taken - (settled.capacities[rung.product] if lowest else 0.0)
        for key, amount in shares.items():
            for power in range(3):
                row[self.column(*key, power)] += amount * tau**power * scale
        for key, term in pair_terms(model, list(totals.values()), self.steps).items():
            for power in range(2):
                row[self.column("pair", *key, power)] += term * tau**power * scale
        self.rows.append(row)
        self.targets.append((measured - totals[WATER] * molar_volume_of_water(T)) * scale)
        self.notes.append(("+".join(solutes), water, T))

    def solve(self) -> tuple[dict[tuple, float], np.ndarray]:
        size = len(self.columns)
        matrix = np.zeros((len(self.rows), size))
        for index, row in enumerate(self.rows):
            for column, value in row.items():
                matrix[index, column] = value
        prior, weight = np.zeros(size), np.zeros(size)
        for key, column in self.columns.items():
            if key[0] == "pair":
                weight[column] = 2e-5 / LADDER[key[3]] ** 0.5 * (1.0 if key[4] == 0 else 2.0)
            else:
                weight[column] = (1e-5, 2e-4, 4e-4)[key[-1]]
                if key[0] == "solute" and key[-1] == 0:
                    prior[column] = PRIOR[parse_charge(bare(key[1]))]
        stacked = np.vstack([matrix, np.diag(weight)])
        figures = np.linalg.lstsq(stacked, np.concatenate([self.targets, weight * prior]), rcond=None)[0]
        seen = np.abs(matrix).max(axis=0) > 1e-9
        rounded = {key: round(float(figures[c]), 5) for key, c in self.columns.items() if seen[c]}
        return rounded, matrix @ figures - np.array(self.targets)


def gather() -> VolumeFit:
    fit = VolumeFit()
    mass, water_mass = laliberte.molar_mass("H2SO4"), laliberte.molar_mass("H2O")
    correlations = [c for c in laliberte.density_correlations() if canonical(f"{c.solute}(aq)") is not None]
    for correlation in correlations:
        top = min(correlation.largest, 0.95)
        fit.allow(correlation.solute, laliberte.molar_mass(correlation.solute) * (1.0 - top) / top / water_mass)
    fit.allow("H2SO4", 0.0)
    for percent, celsius, measured in STRONG_ACID:
        share = percent / 100.0
        water = mass * (1.0 - share) / share / water_mass
        fit.add({"H2SO4": 1.0}, water, celsius + 273.15, mass / share / measured * 1e3, 2.0)
    for correlation in correlations:
        top = min(correlation.largest, 0.95)
        shares = [top * part for part in (1.0, 0.9, 0.75, 0.6, 0.45, 0.3, 0.15, 0.05)]
        span = (20.0, 20.0) if correlation.solute in STEEP else (0.0, 120.0)
        for point in laliberte.points(correlation, laliberte.density, *span, 18.0, shares):
            fit.add({correlation.solute: 1.0}, point.water, point.T, point.mass / point.value * 1e6, 1.0)
    for mixture in laliberte.acid_mixture_volumes():
        fit.add(mixture.solutes, mixture.water, mixture.T, mixture.value, 0.5)
    return fit


def part(figures: dict[tuple, float], kind: str, species: str, default: float) -> dict:
    if (kind, species, 0) in figures:
        volume = [figures[kind, species, power] for power in range(3)]
        return {"id": species, "volume": volume, "source": "laliberte2009"}
    source = "millero1971" if species in MISSING else "prior"
    return {"id": species, "volume": [default, 0.0, 0.0], "source": source, "estimated": True}


def build(figures: dict[tuple, float]) -> dict:
    solutes = [
        part(figures, "solute", key, MISSING.get(key, PRIOR[parse_charge(bare(key))]))
        for key in basis()
        if key not in (WATER, PROTON)
    ]
    ladder = [part(figures, "rung", rung.product, 8.0) for rung in liquor_data().ladder]
    names = sorted({(key[1], key[2]) for key in figures if key[0] == "pair"})
    pairs = [
        {
            "first": first,
            "second": second,
            "volume": [figures.get(("pair", first, second, k, 0), 0.0) for k in range(len(LADDER))],
            "slope": [figures.get(("pair", first, second, k, 1), 0.0) for k in range(len(LADDER))],
        }
        for first, second in names
    ]
    return {
        "sources": SOURCES,
        "low": LOW,
        "high": HIGH,
        "width": WIDTH,
        "water_per_equivalent": LADDER,
        "hydroxide": part(figures, "hydroxide", "OH-(aq)", 0.0),
        "solutes": solutes,
        "ladder": ladder,
        "pairs": pairs,
    }


def write(document: dict) -> None:
    lines = ["{"]
    for key, value in document.items():
        if isinstance(value, list):
            text = "[\n  " + ",\n  ".join(json.dumps(row) for row in value) + "\n ]"
        else:
            text = json.dumps(value)
        lines.append(f' "{key}": {text},')
    lines[-1] = lines[-1].rstrip(",")
    TARGET.write_text("\n".join([*lines, "}"]) + "\n")


def main() -> None:
    fit = gather()
    figures, errors = fit.solve()
    write(build(figures))
    worst: dict[str, float] = defaultdict(float)
    for (formula, _, _), error in zip(fit.notes, errors, strict=True):
        worst[formula] = max(worst[formula], abs(float(error)))
    print("worst error of density [%]:")
    print("  ".join(f"{key} {100 * value:.2f}" for key, value in sorted(worst.items(), key=lambda item: -item[1])))


if __name__ == "__main__":
    main()
