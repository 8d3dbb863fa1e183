"""Measured solubilities: the curves, and the calibrated solubility products that must give them back."""

from __future__ import annotations

import numpy as np
import pytest

from unitops.chemistry.aqueous.solubility import solubility, solubility_table
from unitops.chemistry.aqueous.speciation import Saturation
from unitops.errors import DataError

# Molar mass [kg/mol] of the named solute and its basis totals.
SOLUTES: dict[str, tuple[float, dict[str, float]]] = {
    "Li2CO3": (0.073891, {"Li+": 2, "CO3-2": 1}),
    "LiOH": (0.023948, {"Li+": 1, "H2O": 1, "H+": -1}),
    "Li2SO4": (0.109945, {"Li+": 2, "SO4-2": 1}),
    "Na2SO4": (0.142042, {"Na+": 2, "SO4-2": 1}),
    "NaCl": (0.058443, {"Na+": 1, "Cl-": 1}),
    "MnSO4": (0.151001, {"Mn+2": 1, "SO4-2": 1}),
    "NiSO4": (0.154756, {"Ni+2": 1, "SO4-2": 1}),
    "CoSO4": (0.154996, {"Co+2": 1, "SO4-2": 1}),
    "MgSO4": (0.120368, {"Mg+2": 1, "SO4-2": 1}),
    "(NH4)2SO4": (0.132140, {"NH3": 2, "H+": 2, "SO4-2": 1}),
    "CaSO4.2H2O": (0.172171, {"Ca+2": 1, "SO4-2": 1, "H2O": 2}),
    "Ca(OH)2": (0.074093, {"Ca+2": 1, "H2O": 2, "H+": -2}),
    "LiF": (0.025938, {"Li+": 1, "F-": 1}),
    "ZnSO4": (0.161440, {"Zn+2": 1, "SO4-2": 1}),
}


def hydrate_water(salt: str, solid: str) -> float:
    def water(formula: str) -> float:
        _, dot, tail = formula.rpartition(".")
        return float(tail[:-3] or 1.0) if dot and tail.endswith("H2O") else 0.0

    return water(solid.partition("(s")[0]) - water(salt)


@pytest.mark.parametrize("salt", SOLUTES)
def test_calibrated_products_give_the_measured_solubility(salt: str) -> None:
    mass, solute = SOLUTES[salt]
    ids = ["H2O", *sorted({*solute, "H+"} - {"H2O"})]
    metal = next(name for name in solute if name not in ("H2O", "H+"))
    for branch in solubility_table().salts[salt].branches:
        water_of = solute.get("H2O", 0.0) + hydrate_water(salt, branch.solid)
        solid = {**solute, "H2O": water_of}
        rows = []
        for T, grams in zip(branch.T_K, branch.g_per_100g, strict=True):
            moles = grams / 100.0 / mass
            more = 0.3 * moles + 1e-3
            amounts = [moles * solute.get(name, 0.0) + more * solid.get(name, 0.0) for name in ids]
            amounts[0] += 5.550844 * 10.0
            rows.append([*amounts, T])
        table = np.array(rows)
        values, _, _ = Saturation(ids, [branch.solid]).evaluate(table)
        left = table[:, ids.index(metal)] / solute[metal] - values[:, 0]
        water = table[:, 0] - values[:, 0] * water_of - left * solute.get("H2O", 0.0)
        found = left * mass / (water * 0.01801528) * 100.0
        assert found == pytest.approx(np.array(branch.g_per_100g), rel=0.03)


def test_lithium_carbonate_curve() -> None:
    curve = solubility("Li2CO3", np.array([298.15, 323.15, 348.15, 373.15]))
    assert curve.value * 100 == pytest.approx([1.27, 1.01, 0.85, 0.72], rel=1e-9)
    assert np.all(curve.slope < 0.0)
    assert np.all(curve.inside)


@pytest.mark.parametrize("salt", sorted(solubility_table().salts))
def test_curves_are_smooth_within_a_branch(salt: str) -> None:
    for branch in solubility_table().salts[salt].branches:
        T = np.linspace(branch.T_K[0] + 0.5, branch.T_K[-1] - 0.5, 25)
        curve = solubility(salt, T)
        slopes = (solubility(salt, T + 1e-4).value - solubility(salt, T - 1e-4).value) / 2e-4
        assert curve.slope == pytest.approx(slopes, rel=1e-4, abs=1e-9)
        assert set(curve.solid) == {branch.solid}


def test_sodium_sulfate_changes_its_solid_at_the_transition() -> None:
    curve = solubility("Na2SO4", np.array([300.0, 310.0]))
    assert curve.solid == ["Na2SO4.10H2O(s)", "Na2SO4(s)"]


def test_unknown_salt() -> None:
    with pytest.raises(DataError, match="Li2CO3"):
        solubility("Unobtainium", 298.15)
