"""Activity models: derivatives, Gibbs-Duhem, published coefficients."""

from __future__ import annotations

import numpy as np
import pytest

from unitops.chemistry.aqueous.activity import BDot
from unitops.chemistry.aqueous.pitzer import Pitzer
from unitops.chemistry.aqueous.water import MOLAR_MASS_WATER, density, dielectric_constant, osmotic_slope

IONS = ["H+", "Na+", "Ca+2", "Li+", "Al+3", "SO4-2", "CO3-2", "Cl-", "OH-", "HSO4-", "CO2"]


def test_water() -> None:
    assert density(298.15) == pytest.approx(997.05, abs=0.02)
    assert dielectric_constant(298.15) == pytest.approx(78.38, abs=0.05)
    assert osmotic_slope(298.15) == pytest.approx(0.3915, abs=5e-4)
    assert osmotic_slope(373.15) == pytest.approx(0.4606, abs=2e-3)


@pytest.mark.parametrize("model", [Pitzer, BDot])
def test_derivatives_by_molality(model: type) -> None:
    law = model(IONS)
    rows = [
        (298.15, [1e-7, 2.0, 0.01, 0.3, 0.01, 0.6, 0.1, 1.0, 1e-3, 1e-5, 1e-4]),
        (353.15, [1e-3, 5.0, 0.01, 0.3, 0.1, 2.6, 0.1, 1.0, 1e-3, 1e-5, 2.0]),
        (330.0, [1e-3, 30.0, 0.01, 9.3, 0.1, 12.6, 0.1, 1.0, 1e-3, 1e-5, 2.0]),
    ]
    for T, molalities in rows:
        m = np.array(molalities)
        parameters = law.at_temperature(T)
        exact = law.activities(parameters, m)
        for j in range(len(IONS)):
            step = np.zeros_like(m)
            step[j] = h = 1e-6 * max(m[j], 1e-2)
            up, down = (
                law.activities(parameters, m + step, False),
                law.activities(parameters, m - step, False),
            )
            slope = (up.ln_gamma - down.ln_gamma) / (2 * h)
            assert exact.ln_gamma_by_m[:, j] == pytest.approx(slope, rel=1e-5, abs=1e-6)
            water = (up.ln_water - down.ln_water) / (2 * h)
            assert exact.ln_water_by_m[j] == pytest.approx(water, rel=1e-5, abs=1e-8)


def test_pitzer_obeys_gibbs_duhem() -> None:
    law = Pitzer(IONS)
    m = np.array([1e-3, 2.0, 0.01, 0.3, 0.01, 0.6, 0.1, 1.0, 1e-3, 1e-5, 1e-2])
    act = law.activities(law.at_temperature(320.0), m)
    along = m @ act.ln_gamma_by_m + 1.0
    assert along * MOLAR_MASS_WATER == pytest.approx(-act.ln_water_by_m, rel=1e-9)


@pytest.mark.parametrize(
    ("salt", "molality", "gamma", "tolerance"),
    [
        # Mean coefficients at 25 degC, Robinson and Stokes 1959, appendix 8.10.
        ({"Na+": 1, "Cl-": 1}, 1.0, 0.657, 0.01),
        ({"Na+": 1, "Cl-": 1}, 6.0, 0.986, 0.01),
        ({"K+": 1, "Cl-": 1}, 1.0, 0.604, 0.01),
        ({"H+": 1, "Cl-": 1}, 1.0, 0.809, 0.01),
        ({"Na+": 2, "SO4-2": 1}, 1.0, 0.204, 0.03),
        ({"Li+": 2, "SO4-2": 1}, 1.0, 0.283, 0.05),
        ({"Al+3": 2, "SO4-2": 3}, 0.1, 0.035, 0.05),
        ({"Al+3": 2, "SO4-2": 3}, 1.0, 0.0175, 0.03),
    ],
)
def test_mean_activity_coefficients(salt: dict[str, int], molality: float, gamma: float, tolerance: float) -> None:
    law = Pitzer(list(salt))
    numbers = np.array(list(salt.values()), dtype=float)
    act = law.activities(law.at_temperature(298.15), molality * numbers)
    mean = float(np.exp(np.sum(numbers * act.ln_gamma) / numbers.sum()))
    assert mean == pytest.approx(gamma, rel=tolerance)
