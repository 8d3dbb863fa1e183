"""Heat of liquors against measured heats of dilution, neutralisation and heat capacities."""

import json
import math
from importlib.resources import files

import casadi
import numpy as np
import pytest

from unitops.chemistry.canonical import basis, canonical
from unitops.chemistry.formula import atomic_weights, parse_formula
from unitops.chemistry.liquor import liquor_data, liquor_model
from unitops.errors import DataError

T0, P0 = 298.15, 101325.0

# NBS tables 1982, enthalpy of formation [kJ/mol] of the solute in n H2O: solute, n, value
DILUTION = [
    ("H2SO4", 0, -813.989), ("H2SO4", 1, -841.791), ("H2SO4", 2, -855.440), ("H2SO4", 5, -871.477),
    ("H2SO4", 10, -880.527), ("H2SO4", 25, -885.585), ("H2SO4", 100, -887.636), ("H2SO4", 1000, -892.343),
    ("H2SO4", 10000, -900.752), ("HCl", 1, -121.55), ("HNO3", 1, -187.631), ("HNO3", 2, -194.556),
    ("NaOH", 3, -456.278), ("KOH", 3, -469.462), ("LiOH", 12, -504.724), ("NH3", 1, -75.358),
    ("NH3", 10, -79.806), ("NaCl", 10, -409.233), ("LiCl", 3, -429.366), ("LiCl", 5, -436.805),
    ("Na2SO4", 20, -1396.619), ("Li2SO4", 20, -1460.208), ("K2SO4", 50, -1416.1), ("MgSO4", 20, -1368.67),
    ("MnSO4", 20, -1119.55), ("MnSO4", 100, -1122.69), ("NiSO4", 200, -958.504), ("CoSO4", 23.31, -961.5),
    ("CuSO4", 40, -837.582), ("ZnSO4", 15, -1053.904), ("(NH4)2SO4", 10, -1174.53), ("Na2CO3", 20, -1163.70),
    ("CaCl2", 10, -862.74), ("MgCl2", 10, -781.65), ("HF", 2, -317.11),
]  # fmt: skip
# mixed liquors that no fit has seen: bisulfates (NBS tables 1982)
UNSEEN = [
    ("NaHSO4", 10, -1127.965),
    ("NaHSO4", 1000, -1134.32),
    ("KHSO4", 100, -1144.74),
    ("FeSO4", 200, -992.0),
]


def totals_of(solute, water, amount=1.0):
    totals = {key: value * amount for key, value in canonical(f"{solute}(aq)").items()}
    totals["H2O(l)"] = totals.get("H2O(l)", 0.0) + water
    totals.setdefault("H+(aq)", 0.0)
    return totals


def enthalpy(totals, T=T0, P=P0):
    return liquor_model(tuple(totals)).enthalpy(list(totals.values()), T, P, math)


def heat_capacity(totals, T):
    return liquor_model(tuple(totals)).heat_capacity(list(totals.values()), T, math)


def formation(solute, water):
    """Enthalpy of formation of a mole of solute in n H2O [kJ/mol], as tables give it."""
    return (enthalpy(totals_of(solute, water)) - water * enthalpy({"H2O(l)": 1.0})) / 1e3


def mass(totals):
    return sum(
        amount * count * atomic_weights()[element]
        for key, amount in totals.items()
        for element, count in parse_formula(key.rsplit("(", 1)[0]).items()
    )


def temperature(totals, heat):
    """T at which the liquor holds ``heat`` [J], by Newton."""
    T = 320.0
    for _ in range(40):
        T -= (enthalpy(totals, T) - heat) / heat_capacity(totals, T)
    return T


def added(*parts):
    total = {}
    for part in parts:
        for key, value in part.items():
            total[key] = total.get(key, 0.0) + value
    return total


def test_dilution_rows_of_the_tables():
    off = []
    for solute, water, measured in DILUTION:
        error = formation(solute, water) - measured
        limit = max(1.5, 0.03 * abs(measured - formation(solute, 1e4)))
        if abs(error) > limit:
            off.append((solute, water, round(error, 2)))
    assert not off


def test_concentrated_acid_diluted():
    strong = 98.0 / 98.078 / (2.0 / 18.015)
    heat = formation("H2SO4", 25) - formation("H2SO4", 1 / strong)
    # 71.6 kJ/mol from the pure acid less 4.4 of the first 0.111 H2O (Thomsen)
    assert heat == pytest.approx(-67.2, rel=0.02)


def test_bisulfate_liquors_follow_from_acid_and_salt():
    for solute, water, measured in UNSEEN:
        assert formation(solute, water) == pytest.approx(measured, abs=2.2)


@pytest.mark.parametrize(
    ("salt", "acid", "amount", "water", "measured", "within"),
    # NBS tables 1982: formation of a mole of salt in acid solution [kJ/mol]; only Fe2(SO4)3 is fitted to it
    [
        ("Na2SO4", "H2SO4", 127.5, 7141, -1372.23, 2.5),
        ("Na2SO4", "H2SO4", 1.54, 1700, -1377.12, 4.5),
        ("Li2SO4", "H2SO4", 1.0, 34.72, -1443.1, 5.5),
        ("Li2SO4", "H2SO4", 1.0, 1100, -1453.9, 4.5),
        ("Fe2(SO4)3", "H2SO4", 1.0, 220, -2791.0, 0.1),
        ("NaCl", "HCl", 40, 800, -405.099, 1.5),
        ("FeCl3", "HCl", 54, 1500, -517.1, 8.5),
        ("AlCl3", "HCl", 10.81, 600, -1026.63, 2.5),
    ],
)
def test_salts_dissolved_in_acid(salt, acid, amount, water, measured, within):
    alone = totals_of(acid, water, amount)
    mixed = added(alone, totals_of(salt, 0.0))
    assert (enthalpy(mixed) - enthalpy(alone)) / 1e3 == pytest.approx(measured, abs=within)


def test_neutralisation():
    salt = totals_of("NaCl", 20001)
    heat = enthalpy(salt) - enthalpy(totals_of("NaOH", 1e4)) - enthalpy(totals_of("HCl", 1e4))
    assert heat / 1e3 == pytest.approx(-55.84, abs=0.6)


def test_lithium_carbonate_precipitation():
    carbonate = -1215.9  # Li2CO3(s), NBS 1982
    heat = carbonate + formation("Na2SO4", 40) - formation("Li2SO4", 20) - formation("Na2CO3", 20)
    assert heat == pytest.approx(14.0, abs=1.5)


def test_heats_of_the_ladder_at_infinite_dilution():
    water = 1e5
    base = enthalpy(totals_of("NaHCO3", water)) + enthalpy(totals_of("HCl", water))
    mixed = added(totals_of("NaHCO3", water), totals_of("HCl", water))
    assert (enthalpy(mixed) - base) / 1e3 == pytest.approx(-413.80 - 285.83 + 691.99, abs=0.3)
    ammonia = added(totals_of("NH3", water), totals_of("HCl", water))
    apart = enthalpy(totals_of("NH3", water)) + enthalpy(totals_of("HCl", water))
    assert (enthalpy(ammonia) - apart) / 1e3 == pytest.approx(-52.22, abs=0.5)
    aluminate = enthalpy(totals_of("NaAl(OH)4", water)) - water * enthalpy({"H2O(l)": 1.0})
    assert aluminate / 1e3 == pytest.approx(-1502.5 - 240.12, abs=0.6)


def test_acid_into_water_in_any_order():
    acid, water = totals_of("H2SO4", 0.111, 3.0), {"H2O(l)": 60.0, "H+(aq)": 0.0, "SO4-2(aq)": 0.0}
    salt = totals_of("Na2SO4", 30.0)
    whole = added(acid, water, salt)
    heat = enthalpy(acid, 298.15) + enthalpy(water, 293.15) + enthalpy(salt, 320.0)
    at_once = temperature(whole, heat)
    first = added(acid, water)
    T = temperature(first, enthalpy(acid, 298.15) + enthalpy(water, 293.15))
    acid_first = temperature(whole, enthalpy(first, T) + enthalpy(salt, 320.0))
    second = added(salt, water)
    T = temperature(second, enthalpy(salt, 320.0) + enthalpy(water, 293.15))
    salt_first = temperature(whole, enthalpy(second, T) + enthalpy(acid, 298.15))
    assert at_once == pytest.approx(acid_first, abs=1e-9) == pytest.approx(salt_first, abs=1e-9)
    assert 320.0 < at_once < 345.0


@pytest.mark.parametrize("celsius", [20, 40, 60, 90])
def test_heat_capacity_of_water(celsius):
    # CoolProp (IAPWS-95) at 1 atm [J/mol/K]
    known = {20: 75.385, 40: 75.291, 60: 75.386, 90: 75.735}
    assert heat_capacity({"H2O(l)": 1.0}, celsius + 273.15) == pytest.approx(known[celsius], rel=5e-3)


HEAT_CAPACITY = {"Na2SO4": 0.015, "NaCl": 0.015, "LiCl": 0.01, "Li2SO4": 0.015, "H2SO4": 0.03, "NaOH": 0.025}
HEAT_CAPACITY |= {"MgSO4": 0.035, "MnSO4": 0.015, "CuSO4": 0.015, "NiSO4": 0.015, "Na2CO3": 0.02}


@pytest.mark.parametrize("solute", HEAT_CAPACITY)
def test_heat_capacity_against_laliberte(solute):
    electrochem = pytest.importorskip("thermo").electrochem
    electrochem.Laliberte_heat_capacity(T0, [0.01], ["7647-14-5"])  # loads the table
    row = next(r for _, r in electrochem.Laliberte_data.iterrows() if r["Formula"] == solute)
    figures = [float(value) for value in row.values[22:28]]
    low, high = max(row["Min T.2"], 20.0), min(row["Max T.2"], 90.0)
    molar = sum(c * atomic_weights()[e] for e, c in parse_formula(solute).items())
    for celsius in {low, 0.5 * (low + high), high} if low < high else {0.5 * (row["Min T.2"] + row["Max T.2"])}:
        for molality in (0.2, 1.0, 2.0, 4.0):
            share = molality * molar / (1.0 + molality * molar)
            if share > row["Max w.2"]:
                continue
            totals = totals_of(solute, 1.0 / molality / 0.018015)
            T = celsius + 273.15
            own = electrochem.Laliberte_heat_capacity_i(T, 1.0 - share, *figures)
            expected = (1.0 - share) * electrochem.Laliberte_heat_capacity_w(T) + share * own
            assert heat_capacity(totals, T) / mass(totals) == pytest.approx(expected, rel=HEAT_CAPACITY[solute])


def test_strong_acid_heat_capacity():
    # pure H2SO4(l), NBS 1982: 138.91 J/mol/K
    assert heat_capacity(totals_of("H2SO4", 0.0), T0) == pytest.approx(138.91, rel=0.03)


def test_heat_capacity_is_the_derivative_of_enthalpy():
    model = liquor_model(basis())
    n = np.random.default_rng(3).random(len(basis()))
    for T in (260.0, 298.15, 420.0, 600.0):
        slope = model.enthalpy(n, T + 1e-30j, P0).imag / 1e-30
        assert model.heat_capacity(n, T) == pytest.approx(slope, rel=1e-12)


def test_homogeneous_of_degree_one():
    model = liquor_model(basis())
    n = np.random.default_rng(5).random(len(basis()))
    assert model.enthalpy(7.0 * n, 330.0, 2e5) == pytest.approx(7.0 * model.enthalpy(n, 330.0, 2e5), rel=1e-12)


def test_any_iterate_is_finite():
    model = liquor_model(basis())
    source = np.random.default_rng(1)
    size = len(basis())
    with np.errstate(invalid="raise", divide="raise", over="raise"):
        for trial in range(200):
            n = source.normal(size=size) * 10.0 ** source.integers(-14, 4, size=size)
            n *= (source.random(size) < source.random()) * (trial > 5)
            for T in (1.0, 298.15, 3000.0):
                assert np.isfinite(model.enthalpy(n, T, P0))


def test_symbolic_derivative_equals_complex_step():
    model = liquor_model(basis())
    size = len(basis())
    x, T = casadi.SX.sym("x", size), casadi.SX.sym("T")
    heat = model.enthalpy(x, T, P0, casadi)
    function = casadi.Function("heat", [x, T], [heat, casadi.gradient(heat, x)])
    source = np.random.default_rng(2)
    for trial in range(12):
        n = source.random(size) * (source.random(size) < 0.4)
        n[0], n[1] = 50.0 * source.random(), 2.0 * source.normal()
        if trial < 2:
            n *= 0.0
        if trial > 9:
            n = source.normal(size=size)
        value, gradient = function(n, 330.0)
        gradient = np.array(gradient).ravel()
        steps = n[:, None].astype(complex) + 1e-30j * np.eye(size)
        expected = model.enthalpy(steps, 330.0, P0).imag / 1e-30
        assert float(value) == pytest.approx(float(model.enthalpy(n, 330.0, P0)), rel=1e-12, abs=1e-9)
        assert np.abs(gradient - expected).max() < 1e-8 * 1e6


def test_batch_equals_one_by_one():
    ids = ("H2O(l)", "H+(aq)", "Na+(aq)", "SO4-2(aq)", "CO3-2(aq)")
    n = np.random.default_rng(4).random((5, 6))
    model = liquor_model(ids)
    together = model.enthalpy(n, np.full(6, 310.0), P0)
    assert together == pytest.approx([model.enthalpy(list(n[:, k]), 310.0, P0, math) for k in range(6)])


def test_unknown_total_is_refused():
    with pytest.raises(DataError, match="NaCl"):
        liquor_model(("H2O(l)", "NaCl(aq)"))


def test_every_basis_total_has_its_figures():
    known = {solute.id for solute in liquor_data().solutes} | {"H2O(l)", "H+(aq)"}
    assert known == set(basis())
    for solute in liquor_data().solutes:
        assert solute.source in liquor_data().sources


def test_pairs_without_data_are_named():
    ids = ("H2O(l)", "H+(aq)", "Al+3(aq)", "Na+(aq)", "SO4-2(aq)")
    unmeasured = liquor_model(ids).unmeasured()
    assert ("Al+3(aq)", "SO4-2(aq)") in unmeasured
    assert ("Na+(aq)", "SO4-2(aq)") not in unmeasured
    assert ("H+(aq)", "SO4-2(aq)") not in unmeasured


def documented(totals, T, P):
    """The formula of the module's head, written again from the stored figures alone."""
    data = json.loads((files("resources") / "liquor_enthalpy.json").read_text())
    relative, least, width = (data["smoothing"][key] for key in ("relative", "least", "width"))
    W = totals["H2O(l)"]
    water = 0.5 * (W + math.sqrt(W**2 + least**2))

    def positive(x):
        return 0.5 * (x + math.sqrt(x**2 + (relative * water) ** 2 + least**2))

    solutes = {row["id"]: row for row in data["solutes"] if row["id"] in totals}
    room = {key: positive(totals[key]) for key in solutes}
    charge = {key: row["charge"] for key, row in solutes.items()} | {"H+(aq)": 1, "OH-(aq)": -1}
    amount, y = dict(room), totals["H+(aq)"]
    for rung in data["ladder"]:
        if rung["product"] in solutes:
            amount[rung["acceptor"]] = amount.pop(rung["product"])
            charge[rung["acceptor"]] = rung["charge"] - rung["protons"]
            y += rung["protons"] * totals[rung["product"]]
    h = positive(y)
    amount["OH-(aq)"], dT = h - y, T - data["reference_temperature"]
    value = (h - y) * (data["hydroxide"]["heat"] + data["hydroxide"]["heat_capacity"] * dT)
    for rung in data["ladder"]:
        if rung["acceptor"] not in amount:
            continue
        s, k = rung["protons"] * amount[rung["acceptor"]], rung["constant"] * water
        root = math.sqrt((h - s) ** 2 + 2 * k * (h + s) + k**2 + least**2)
        product = 2 * h * s / (h + s + k + root + least) / rung["protons"]
        if rung["product"] != data["merged"]:
            amount[rung["product"]] = product
            amount[rung["acceptor"]] -= product
            charge[rung["product"]] = rung["charge"]
            h -= rung["protons"] * product
        whole = product - room.get(rung["product"], 0.0)
        value += whole * (rung["heat"] + rung["heat_capacity"] * dT)
    amount["H+(aq)"] = h
    e = {key: abs(charge[key]) * number if charge[key] else number for key, number in amount.items()}
    E = 0.5 * sum(number for key, number in e.items() if charge[key])
    for pair in data["pairs"]:
        if pair["first"] in e and pair["second"] in e:
            scale = e[pair["first"]] if pair["first"] == pair["second"] else E
            for step, heat, slope in zip(
                data["water_per_equivalent"], pair["heat"], pair["heat_capacity"], strict=True
            ):
                value += e[pair["first"]] * e[pair["second"]] * (heat + slope * dT) / (water + step * scale + least)
    value += sum(totals[key] * (row["formation"] + row["heat_capacity"] * dT) for key, row in solutes.items())
    figures = data["water"]
    above, below = T - figures["low"], T - figures["high"]
    inside = figures["low"] + 0.5 * (above + math.hypot(above, width)) - 0.5 * (below + math.hypot(below, width))
    tau, start = inside / 100 - 3, data["reference_temperature"] / 100 - 3
    molar = figures["formation"] + figures["slope"] * (T - inside)
    molar += sum(c * (tau**j - start**j) for j, c in enumerate(figures["coefficients"], 1))
    return value + W * (molar + figures["molar_volume"] * (P - data["reference_pressure"]))


@pytest.mark.parametrize("protons", [-30.0, -2.0, 0.0, 1.0, 5.0, 60.0])
def test_the_documented_formula_is_the_whole_of_it(protons):
    totals = dict(zip(basis(), np.random.default_rng(11).random(len(basis())), strict=True))
    totals |= {"H2O(l)": 500.0, "H+(aq)": protons}
    expected = documented(totals, 345.0, 3e5)
    assert enthalpy(totals, 345.0, 3e5) == pytest.approx(expected, rel=1e-13)
