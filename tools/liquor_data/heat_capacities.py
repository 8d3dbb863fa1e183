"""Effective ionic heat capacities, and their excess, from Laliberte's correlation."""

from __future__ import annotations

from collections import defaultdict

import laliberte
import numpy as np
from nbs import NbsTables
from solutions import LADDER, bare, mixed_totals, model_of, pair_of, pair_terms

from unitops.chemistry.canonical import PROTON, WATER, canonical
from unitops.chemistry.formula import parse_charge

T0 = 298.15
PRIOR = {3: -50.0, 2: 0.0, 1: 40.0, 0: 80.0, -1: -60.0, -2: -130.0, -3: -250.0}
# the correlations of FeSO4 (-600 J/mol/K at 0.2 mol/kg) and FeCl2 contradict each other and their neighbours
CAPACITY_ANALOGUES = {"Fe+2(aq)": "Mn+2(aq)"}
CAPACITY_SKIPPED = {"FeSO4", "FeCl2"}
WHOLE_RANGE = {"H2SO4", "HNO3", "HCl", "NaOH", "KOH", "NH3", "H3PO4", "LiCl", "CaCl2", "NaNO3", "CH3COOH"}


class CapacityFit:
    """Least squares for ionic heat capacities and the heat capacity of the pairs, in relative error."""

    def __init__(self, document: dict) -> None:
        self.document = document
        self.columns: dict[tuple, int] = {}
        self.rows: list[dict[int, float]] = []
        self.targets: list[float] = []
        self.notes: list[tuple[str, float, float]] = []
        self.pairs = {(pair["first"], pair["second"]): pair for pair in document["pairs"]}
        measured = {pair_of(c.solute) for c in laliberte.heat_capacity_correlations() if canonical(f"{c.solute}(aq)")}
        self.steps = {
            key: {k: step for k, step in enumerate(LADDER) if pair["heat"][k] and step < 500.0}
            for key, pair in self.pairs.items()
            if key in measured
        }

    def column(self, key: tuple) -> int:
        return self.columns.setdefault(key, len(self.columns))

    def add(self, solutes: dict[str, float], water: float, capacity: float, T: float, weight: float) -> None:
        """One measured heat capacity [J/K] of a solution of moles of solutes in ``water`` mol of H2O."""
        totals = mixed_totals(solutes, water)
        model = model_of(self.document, tuple(totals))
        settled = model.settled(list(totals.values()))
        scale = weight / capacity
        row: dict[int, float] = defaultdict(float)
        for key, amount in totals.items():
            if key not in (WATER, PROTON):
                row[self.column(("solute", key))] += amount * scale
        row[self.column(("hydroxide",))] += settled.hydroxide * scale
        for rung, taken in zip(model.rungs, settled.taken, strict=True):
            lowest = rung.product in model.ladder.lowest
            row[self.column(("rung", rung.product))] += (
                taken - (settled.capacities[rung.product] if lowest else 0.0)
            ) * scale
        for key, term in pair_terms(model, list(totals.values()), self.steps).items():
            row[self.column(("pair", *key))] += term * scale
        self.rows.append(row)
        self.targets.append((capacity - totals[WATER] * model.water_heat_capacity(T)) * scale)
        self.notes.append(("+".join(solutes), water, T))

    def solve(self) -> np.ndarray:
        """Write the figures into the document; returns the relative errors of all points."""
        size = len(self.columns)
        matrix = np.zeros((len(self.rows), size))
        for index, row in enumerate(self.rows):
            for column, value in row.items():
                matrix[index, column] = value
        prior, weight = np.zeros(size), np.zeros(size)
        for key, column in self.columns.items():
            if key[0] == "solute":
                prior[column], weight[column] = PRIOR[parse_charge(bare(key[1]))], 1e-4
            elif key[0] == "pair":
                weight[column] = 1e-2 / LADDER[key[3]] ** 0.5 * 1e-2
            else:
                prior[column], weight[column] = 60.0, 1e-4
        stacked = np.vstack([matrix, np.diag(weight)])
        figures = np.linalg.lstsq(stacked, np.concatenate([self.targets, weight * prior]), rcond=None)[0]
        self._store(figures, np.abs(matrix).max(axis=0) > 1e-9)
        return matrix @ figures - np.array(self.targets)

    def _store(self, figures: np.ndarray, seen: np.ndarray) -> None:
        value = {key: round(float(figures[c]), 3) for key, c in self.columns.items() if seen[c]}
        for solute in self.document["solutes"]:
            key = ("solute", solute["id"])
            solute["heat_capacity"] = value.get(key, PRIOR[solute["charge"]])
            if key not in value:
                solute["estimated"] = ["heat_capacity"]
        for rung in self.document["ladder"]:
            key = ("rung", rung["product"])
            rung["heat_capacity"] = value.get(key, 60.0)
            if key not in value:
                rung["estimated"] = ["heat_capacity"]
        self.document["hydroxide"]["heat_capacity"] = value[("hydroxide",)]
        for (first, second), pair in self.pairs.items():
            pair["heat_capacity"] = [value.get(("pair", first, second, k), 0.0) for k in range(len(LADDER))]


def fit_capacities(document: dict, nbs: NbsTables) -> None:
    """Heat capacities of all ions and pairs from Laliberte's points and the pure acids."""
    fit = CapacityFit(document)
    for correlation in laliberte.heat_capacity_correlations():
        formula = correlation.solute
        if canonical(f"{formula}(aq)") is None or formula in CAPACITY_SKIPPED:
            continue
        mass = laliberte.molar_mass(formula)
        molalities = [0.2, 0.5, 1.0, 2.0, 3.0, 4.0] + [6.0, 9.0, 14.0, 20.0] * (formula in WHOLE_RANGE)
        shares = [m * mass / (1.0 + m * mass) for m in molalities]
        for point in laliberte.points(correlation, laliberte.heat_capacity, 20.0, 90.0, 14.0, shares):
            fit.add({formula: 1.0}, point.water, point.mass * point.value, point.T, 1.0)
    for formula in ("H2SO4", "HNO3"):
        fit.add({formula: 1.0}, 0.0, nbs.liquids[formula][1] or 0.0, T0, 3.0)
    for mixture in laliberte.acid_mixture_heat_capacities():
        fit.add(mixture.solutes, mixture.water, mixture.value, mixture.T, 0.5)
    errors = fit.solve()
    worst: dict[str, float] = defaultdict(float)
    for (formula, _, _), error in zip(fit.notes, errors, strict=True):
        worst[formula] = max(worst[formula], abs(float(error)))
    print("heat capacity, worst error [%]:")
    print("  " + "  ".join(f"{key} {100 * value:.1f}" for key, value in sorted(worst.items())))
