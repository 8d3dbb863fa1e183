"""Density of liquors against handbooks and Laliberte's correlation."""

import casadi
import numpy as np
import pytest

from unitops.chemistry.canonical import basis, canonical
from unitops.chemistry.formula import atomic_weights, parse_formula
from unitops.chemistry.liquor_density import density, density_data, density_model, volume

# mass %, degC, g/cm3: CRC Handbook and Perry's Chemical Engineers' Handbook
HANDBOOK = [
    ("H2SO4", 10, 20, 1.0661), ("H2SO4", 50, 20, 1.3951), ("H2SO4", 70, 20, 1.6105),
    ("H2SO4", 93, 20, 1.8279), ("H2SO4", 98, 20, 1.8361), ("NaCl", 20, 20, 1.1478),
    ("Na2SO4", 10, 20, 1.0905), ("NaOH", 20, 20, 1.2192), ("NaOH", 50, 20, 1.5253),
    ("Na2CO3", 10, 20, 1.1029), ("HCl", 30, 20, 1.1492), ("HNO3", 50, 20, 1.3100),
    ("CaCl2", 30, 20, 1.2816), ("NH3", 20, 20, 0.9228), ("H3PO4", 50, 20, 1.3334),
    ("MgSO4", 20, 20, 1.2198), ("(NH4)2SO4", 30, 20, 1.1721), ("LiCl", 20, 20, 1.1150),
]  # fmt: skip


def molar_mass(formula):
    return sum(count * atomic_weights()[element] for element, count in parse_formula(formula).items())


def totals_of(**shares):
    """Basis totals of a kilogram with the given mass fractions of solutes."""
    totals = {"H2O(l)": (1.0 - sum(shares.values())) / molar_mass("H2O"), "H+(aq)": 0.0}
    for solute, share in shares.items():
        for key, count in canonical(f"{solute}(aq)").items():
            totals[key] = totals.get(key, 0.0) + count * share / molar_mass(solute)
    return totals


def density_of(T, **shares):
    totals = totals_of(**shares)
    return density(tuple(totals), list(totals.values()), T)


def test_handbook_densities():
    off = []
    for solute, percent, celsius, measured in HANDBOOK:
        value = density_of(celsius + 273.15, **{solute: percent / 100.0}) / 1e3
        if abs(value / measured - 1.0) > 0.0075:
            off.append((solute, percent, round(value, 4), measured))
    assert not off


@pytest.mark.parametrize(("celsius", "known"), [(0, 999.84), (25, 997.05), (60, 983.20), (100, 958.4), (150, 917.0)])
def test_water(celsius, known):
    assert density_of(celsius + 273.15) == pytest.approx(known, rel=1e-3)


def test_every_correlation_of_laliberte_inside_its_range():
    electrochem = pytest.importorskip("thermo").electrochem
    electrochem.Laliberte_density(298.15, [0.01], ["7647-14-5"])  # loads the table
    # FeSO4 and Pb(NO3)2 have an impossible temperature slope there; NaHSO4 follows the acid sulfates
    limit = {"FeSO4": 0.012, "Pb(NO3)2": 0.03, "NaHSO4": 0.025}
    off = []
    for _, row in electrochem.Laliberte_data.iterrows():
        if canonical(f"{row['Formula']}(aq)") is None or not row["Max w"] > 0:
            continue
        figures = [float(value) for value in row.values[3:8]]
        low, high = max(row["Min T"], 0.0), min(row["Max T"], 120.0)
        for celsius in (low, 0.5 * (low + high), high):
            for share in (0.1 * row["Max w"], 0.5 * row["Max w"], min(row["Max w"], 0.9)):
                own = electrochem.Laliberte_density_i(celsius + 273.15, 1.0 - share, *figures)
                water = electrochem.Laliberte_density_w(celsius + 273.15)
                expected = 1.0 / ((1.0 - share) / water + share / own)
                value = density_of(celsius + 273.15, **{row["Formula"]: share})
                if abs(value / expected - 1.0) > limit.get(row["Formula"], 0.006):
                    off.append((row["Formula"], celsius, share, value, expected))
    assert not off


@pytest.mark.parametrize(
    "mixture",
    [
        {"NaCl": 0.08, "Na2SO4": 0.1},
        {"H2SO4": 0.1, "MnSO4": 0.15},
        {"Li2SO4": 0.08, "Na2SO4": 0.08},
        {"NaOH": 0.05, "Na2CO3": 0.1},
        {"NiSO4": 0.1, "(NH4)2SO4": 0.15},
        {"LiCl": 0.15, "CaCl2": 0.15},
        {"HCl": 0.1, "NiCl2": 0.15},
        {"H2SO4": 0.15, "Na2SO4": 0.05, "ZnSO4": 0.1},
    ],
)
def test_mixtures_against_laliberte(mixture):
    electrochem = pytest.importorskip("thermo").electrochem
    electrochem.Laliberte_density(298.15, [0.01], ["7647-14-5"])
    rows = {row["Formula"]: row.values for _, row in electrochem.Laliberte_data.iterrows()}
    T, water = 298.15, 1.0 - sum(mixture.values())
    expected = water / electrochem.Laliberte_density_w(T)
    for solute, share in mixture.items():
        expected += share / electrochem.Laliberte_density_i(T, water, *(float(v) for v in rows[solute][3:8]))
    assert density_of(T, **mixture) == pytest.approx(1.0 / expected, rel=0.01)


def test_neutralised_acid_is_the_salt():
    ids = ("H2O(l)", "H+(aq)", "Na+(aq)", "Cl-(aq)")
    assert volume(ids, [51.0, 0.0, 1.0, 1.0], 298.15) == pytest.approx(
        density_model(ids).volume(np.array([51.0, 0.0, 1.0, 1.0]), 298.15)
    )
    apart = volume(ids, [51.0, -1.0, 1.0, 0.0], 298.15) + volume(ids, [50.0, 1.0, 0.0, 1.0], 298.15)
    # neutralisation expands a liquor by some 20 cm3/mol
    assert volume(ids, [101.0, 0.0, 1.0, 1.0], 298.15) - apart == pytest.approx(20e-6, abs=5e-6)


def test_homogeneous_finite_and_symbolic():
    model = density_model(basis())
    size = len(basis())
    source = np.random.default_rng(7)
    x, T = casadi.SX.sym("x", size), casadi.SX.sym("T")
    symbol = model.volume(x, T, casadi)
    function = casadi.Function("volume", [x, T], [symbol, casadi.gradient(symbol, x)])
    for trial in range(20):
        n = source.normal(size=size) if trial > 10 else source.random(size) * (source.random(size) < 0.5)
        n = n * (trial > 1)
        value, gradient = function(n, 330.0)
        assert float(value) == pytest.approx(float(model.volume(n, 330.0)), rel=1e-11, abs=1e-15)
        assert np.isfinite(np.array(gradient)).all()
        assert model.volume(3.0 * n, 330.0) == pytest.approx(3.0 * model.volume(n, 330.0), rel=1e-11, abs=1e-15)
    with np.errstate(invalid="raise", divide="raise", over="raise"):
        assert np.isfinite(model.volume(source.normal(size=(size, 50)), np.linspace(1.0, 3000.0, 50))).all()


def test_every_figure_has_a_source():
    data = density_data()
    for part in (*data.solutes, *data.ladder, data.hydroxide):
        assert part.source in data.sources
