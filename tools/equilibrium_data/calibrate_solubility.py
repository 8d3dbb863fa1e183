"""Fits log10 K(T) of solids so that each activity model gives the measured solubility in pure water.

Reads resources/solubility.json and resources/aqueous_equilibria.json, dissolves the measured amount in the model,
takes the ion activity product as K at that temperature, and fits A1 + A3/T (+ A4 log10 T, + A2 T where points
allow). Writes the laws into resources/aqueous_equilibria.json; run it after the other scripts, from the project's
root: python -m tools.equilibrium_data.calibrate_solubility
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from unitops.chemistry.aqueous.activity import LN10
from unitops.chemistry.aqueous.speciation import LiquorDoor
from unitops.chemistry.aqueous.system import AqueousSystem

RESOURCES = Path(__file__).parents[2] / "resources"

# salt: (molar mass of the named solute [kg/mol], its composition on the basis)
SOLUTES: dict[str, tuple[float, dict[str, float]]] = {
    "Li2CO3": (0.073891, {"Li+": 2, "CO3-2": 1}),
    "LiOH": (0.023948, {"Li+": 1, "H2O": 1, "H+": -1}),
    "Li2SO4": (0.109945, {"Li+": 2, "SO4-2": 1}),
    "Na2SO4": (0.142042, {"Na+": 2, "SO4-2": 1}),
    "NaCl": (0.058443, {"Na+": 1, "Cl-": 1}),
    "KCl": (0.074551, {"K+": 1, "Cl-": 1}),
    "K2SO4": (0.174259, {"K+": 2, "SO4-2": 1}),
    "Na2CO3": (0.105988, {"Na+": 2, "CO3-2": 1}),
    "MnSO4": (0.151001, {"Mn+2": 1, "SO4-2": 1}),
    "NiSO4": (0.154756, {"Ni+2": 1, "SO4-2": 1}),
    "CoSO4": (0.154996, {"Co+2": 1, "SO4-2": 1}),
    "MgSO4": (0.120368, {"Mg+2": 1, "SO4-2": 1}),
    "(NH4)2SO4": (0.132140, {"NH3": 2, "H+": 2, "SO4-2": 1}),
    "CaSO4.2H2O": (0.172171, {"Ca+2": 1, "SO4-2": 1, "H2O": 2}),
    "Ca(OH)2": (0.074093, {"Ca+2": 1, "H2O": 2, "H+": -2}),
    "LiF": (0.025938, {"Li+": 1, "F-": 1}),
    "Li3PO4": (0.115794, {"Li+": 3, "PO4-3": 1}),
    "NH4H2PO4": (0.115025, {"NH3": 1, "H+": 3, "PO4-3": 1}),
    "FeSO4": (0.151908, {"Fe+2": 1, "SO4-2": 1}),
    "CuSO4": (0.159609, {"Cu+2": 1, "SO4-2": 1}),
    "ZnSO4": (0.161440, {"Zn+2": 1, "SO4-2": 1}),
}


def hydrate(solid: str) -> float:
    """Molecules of water written at the end of a solid's formula."""
    formula = solid.partition("(s")[0]
    _, dot, water = formula.rpartition(".")
    if not dot or not water.endswith("H2O"):
        return 0.0
    return float(water[:-3] or 1.0)


def solid_composition(salt: str, solid: str) -> dict[str, float]:
    composition = dict(SOLUTES[salt][1])
    composition["H2O"] = composition.get("H2O", 0.0) + hydrate(solid) - hydrate(salt)
    return {name: number for name, number in composition.items() if number}


def activity_products(salt: str, solid: str, points: list[tuple[float, float]], model: str) -> list[float]:
    """log10 of the ion activity product of a saturated solution at each T [K], g solute per 100 g water."""
    mass, solute = SOLUTES[salt]
    ids = ["H2O", *sorted({*solute, "H+"} - {"H2O"})]
    door = LiquorDoor(ids, (), model=model)
    system: AqueousSystem = door.system
    rows = []
    for T, grams in points:
        moles = grams * 10.0 / 1000.0 / mass
        rows.append([1.0 / 0.01801528 * (name == "H2O") + moles * solute.get(name, 0.0) for name in ids] + [T])
    solved, _ = door.solve(np.array(rows))
    ln_a = solved.state.ln_m + solved.state.activities.ln_gamma
    composition = solid_composition(salt, solid)
    total = composition.get("H2O", 0.0) * solved.state.activities.ln_water
    for i, name in enumerate(system.components):
        total = total + composition.get(name, 0.0) * ln_a[:, i]
    return list(np.where(solved.state.converged, total / LN10, math.nan))


def fit(temperatures: list[float], values: list[float]) -> list[float]:
    """Six coefficients with as many terms as the points bear, at most four."""
    T = np.array(temperatures)
    count = min(len(set(temperatures)), 4)
    if count <= 2:
        terms = [np.ones_like(T), 1.0 / T][:count]
        places = [0, 2][:count]
    else:
        terms = [np.ones_like(T), 1.0 / T, np.log10(T), T][:count]
        places = [0, 2, 3, 1][:count]
    matrix = np.column_stack(terms)
    scaled = matrix / np.linalg.norm(matrix, axis=0)
    solution, *_ = np.linalg.lstsq(scaled, np.array(values), rcond=1e-15)
    solution = solution / np.linalg.norm(matrix, axis=0)
    coefficients = [0.0] * 6
    for place, value in zip(places, solution, strict=True):
        coefficients[place] = float(value)
    return coefficients


def main() -> None:
    salts = json.loads((RESOURCES / "solubility.json").read_text())["salts"]
    target = RESOURCES / "aqueous_equilibria.json"
    document: dict[str, Any] = json.loads(target.read_text())
    document["sources"]["solubility"] = "fitted to the measured solubility in water of resources/solubility.json"
    for salt, entry in salts.items():
        for branch in entry["branches"]:
            solid = branch["solid"]
            points = list(zip(branch["T_K"], branch["g_per_100g"], strict=True))
            record = document["solids"].setdefault(solid, {"composition": solid_composition(salt, solid), "log_k": {}})
            for model in ("pitzer", "bdot"):
                values = activity_products(salt, solid, points, model)
                # A point beyond the reach of the model (15 mol/kg of NH4H2PO4) has no activity product.
                kept = [(T, value) for T, value in zip(branch["T_K"], values, strict=True) if value == value]
                law = fit([T for T, _ in kept], [value for _, value in kept])
                ends = [kept[0][0], kept[-1][0]]
                record["log_k"][model] = {"log_k": law, "source": "solubility", "fitted_range": ends}
    target.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
