"""H(T): the checks against published heats, continuity, derivatives, and Hess cycles."""

import itertools

import numpy as np
import pytest

from unitops.chemistry.enthalpy import curve, enthalpy, entropy, gibbs, heat_capacity, symbolic_enthalpies
from unitops.chemistry.species import database, user_species
from unitops.errors import DataError

KNOWN = database()


def heat(stoichiometry, temperature=298.15):
    """Enthalpy of reaction [kJ/mol]."""
    return sum(n * enthalpy(KNOWN[name], temperature) for name, n in stoichiometry.items()) / 1e3


def test_calcite_decomposes():
    reaction = {"CaCO3(s)": -1, "CaO(s)": 1, "CO2(g)": 1}
    assert heat(reaction) == pytest.approx(178.3, abs=0.1)
    assert heat(reaction, 1173.0) == pytest.approx(165.5, abs=0.3)


def test_methane_burns():
    assert -heat({"CH4(g)": -1, "O2(g)": -2, "CO2(g)": 1, "H2O(g)": 2}) == pytest.approx(802.45, abs=0.2)
    assert -heat({"CH4(g)": -1, "O2(g)": -2, "CO2(g)": 1, "H2O(l)": 2}) == pytest.approx(890.4, abs=0.25)


def test_water_evaporates():
    assert heat({"H2O(l)": -1, "H2O(g)": 1}) == pytest.approx(44.0, abs=0.02)
    boiling = gibbs(KNOWN["H2O(g)"], 372.76) - gibbs(KNOWN["H2O(l)"], 372.76)  # at 1 bar, 99.61 degC
    assert boiling == pytest.approx(0.0, abs=60.0)


def test_aluminium_electrolysis_needs_the_published_energy():
    def kilowatt_hours(feed, product):
        energy = 4 * enthalpy(KNOWN["Al(m)"], product) + 3 * enthalpy(KNOWN["CO2(g)"], product)
        energy -= 2 * enthalpy(KNOWN["Al2O3(s)"], feed) + 3 * enthalpy(KNOWN["C(s)"], feed)
        return energy / (4 * KNOWN["Al(m)"].molar_mass) / 3.6e6

    assert kilowatt_hours(298.15, 1233.15) == pytest.approx(6.34, abs=0.01)
    assert kilowatt_hours(1233.15, 1233.15) == pytest.approx(5.66, abs=0.01)


def test_chalcopyrite_burns():
    reaction = {"CuFeS2(s)": -1, "O2(g)": -3.25, "CuO(s)": 1, "Fe2O3(s)": 0.5, "SO2(g)": 2}
    assert heat(reaction) == pytest.approx(-977.0, abs=1.0)


def test_spodumene_turns_over():
    assert heat({"LiAlSi2O6(s,alpha)": -1, "LiAlSi2O6(s,beta)": 1}) == pytest.approx(28.0, abs=0.01)


def test_lithium_carbonate_precipitates_at_infinite_dilution():
    assert heat({"Li+(aq)": -2, "CO3-2(aq)": -1, "Li2CO3(s)": 1}) == pytest.approx(18.2, abs=0.05)


def test_sulfuric_acid_at_infinite_dilution():
    assert heat({"H2SO4(l)": -1, "H+(aq)": 2, "SO4-2(aq)": 1}) == pytest.approx(-95.3, abs=0.05)


@pytest.mark.parametrize(
    ("crystal", "melt", "temperature", "fusion", "tolerance"),
    [
        ("LiCl", "LiCl", 883.0, 19.8, 0.5),
        ("KCl", "KCl", 1044.0, 26.3, 0.4),
        ("Al", "Al", 933.5, 10.7, 0.1),
        ("Cu", "Cu", 1358.0, 13.1, 0.3),
        ("Si", "Si", 1690.0, 50.2, 0.5),
        ("Li2CO3", "Li2CO3", 1005.0, 44.8, 4.0),
        ("NaCl", "NaCl", 1074.0, 28.2, 0.5),
    ],
)
def test_melting(crystal, melt, temperature, fusion, tolerance):
    assert heat({f"{crystal}(s)": -1, f"{melt}(m)": 1}, temperature) == pytest.approx(fusion, abs=tolerance)


@pytest.mark.parametrize(
    ("crystal", "melt", "temperature"), [("NaCl", "NaCl", 1074.0), ("Fe", "Fe", 1809.0), ("Cu", "Cu", 1358.0)]
)
def test_crystal_and_melt_are_in_equilibrium_at_the_melting_point(crystal, melt, temperature):
    difference = gibbs(KNOWN[f"{melt}(m)"], temperature) - gibbs(KNOWN[f"{crystal}(s)"], temperature)
    assert difference == pytest.approx(0.0, abs=150.0)


def test_quartz_and_iron_transitions_are_inside_the_species():
    # NASA: alpha to beta quartz at 848 K; iron melts at 1809 K with all its transitions below
    assert enthalpy(KNOWN["SiO2(s)"], 900.0) - enthalpy(KNOWN["SiO2(s)"], 800.0) > 100.0 * 68.0
    sulfate = KNOWN["Na2SO4(s)"]
    ramps = [s for s in sulfate.heat_capacity.segments if s.high - s.low < 5.0]
    assert ramps
    assert enthalpy(sulfate, 520.0) - enthalpy(sulfate, 450.0) > 70 * 150.0 + 6e3


# Hess cycles inside each family: the two ways round agree to rounding.
CYCLES = {
    "carbonates": ("CaO(s)", "CO2(g)", "H2O(l)", "Ca(OH)2(s)", "CaCO3(s)"),
    "sulfates": ("Li2SO4(s)", "Na2CO3(s)", "Li2CO3(s)", "Na2SO4(s)", "H2SO4(l)"),
    "fluorides": ("CaF2(s)", "HF(g)", "CaO(s)", "H2O(g)", "LiF(s)"),
    "sulfides": ("CuFeS2(s)", "Cu2S(s)", "FeS(s)", "SO2(g)", "O2(g)"),
    "oxides": ("Fe2O3(s)", "Fe3O4(s)", "CO(g)", "CO2(g)", "Fe(s)"),
}


@pytest.mark.parametrize("family", CYCLES)
@pytest.mark.parametrize(("low", "high"), [(298.15, 500.0), (350.0, 1200.0)])
def test_heating_reactants_or_products_gives_the_same(family, low, high):
    """Kirchhoff round trip: reaction heat difference equals the integral of Cp of products less reactants."""
    for name in CYCLES[family]:
        species = KNOWN[name]
        edges = sorted({low, high, *(b for b in curve(species).breakpoints if low < b < high)})
        integral = 0.0
        for start, stop in itertools.pairwise(edges):
            nodes, weights = np.polynomial.legendre.leggauss(40)
            t = 0.5 * (stop - start) * nodes + 0.5 * (stop + start)
            integral += 0.5 * (stop - start) * float(weights @ heat_capacity(species, t))
        assert enthalpy(species, high) - enthalpy(species, low) == pytest.approx(integral, rel=1e-8, abs=1e-5)


def test_hess_cycles_close():
    def assert_sum(total, *parts, temperature):
        assert heat(total, temperature) == pytest.approx(sum(heat(p, temperature) for p in parts), abs=1e-9)

    for temperature in (298.15, 700.0):
        assert_sum(
            {"CaCO3(s)": -1, "H2O(g)": -1, "Ca(OH)2(s)": 1, "CO2(g)": 1},
            {"CaCO3(s)": -1, "CaO(s)": 1, "CO2(g)": 1},
            {"CaO(s)": -1, "H2O(g)": -1, "Ca(OH)2(s)": 1},
            temperature=temperature,
        )
        assert_sum(
            {"CuFeS2(s)": -2, "O2(g)": -1, "Cu2S(s)": 1, "FeS(s)": 2, "SO2(g)": 1},
            {"CuFeS2(s)": -2, "O2(g)": -6.5, "CuO(s)": 2, "Fe2O3(s)": 1, "SO2(g)": 4},
            {"CuO(s)": -2, "SO2(g)": -1, "Cu2S(s)": 1, "O2(g)": 2},
            {"Fe2O3(s)": -1, "SO2(g)": -2, "FeS(s)": 2, "O2(g)": 3.5},
            temperature=temperature,
        )


def test_sources_agree_on_hess_cycles_across_families_within_their_uncertainty():
    """CaF2 + H2SO4 -> CaSO4 + 2 HF mixes NASA and NBS: measured about +60 kJ/mol at 298 K with HF gas."""
    reaction = {"CaF2(s)": -1, "H2SO4(l)": -1, "CaSO4(s)": 1, "HF(g)": 2}
    spread = np.hypot(*[KNOWN[n].enthalpy_of_formation.uncertainty / 1e3 for n in ("CaF2(s)", "HF(g)")])
    assert heat(reaction) == pytest.approx(61.0, abs=3 + spread)


def test_every_curve_is_continuous_and_its_slope_is_the_heat_capacity():
    for species in KNOWN.values():
        data = curve(species)
        for edge in data.breakpoints:
            below, above = enthalpy(species, np.nextafter(edge, 0.0)), enthalpy(species, edge)
            assert above == pytest.approx(below, rel=1e-11, abs=1e-5), (species.id, edge)
        assert enthalpy(species, 298.15) == pytest.approx(species.enthalpy_of_formation.value, rel=1e-12, abs=1e-6)
        t = np.array([250.0, 298.15, 317.0, 550.0, 1234.5, 2500.0])
        slope = np.imag(enthalpy(species, t + 1e-30j)) / 1e-30
        np.testing.assert_allclose(slope, heat_capacity(species, t), rtol=1e-9, atol=1e-9, err_msg=species.id)


def test_entropy_is_the_integral_of_cp_over_t():
    for name in ("CO2(g)", "Fe(s)", "Na2SO4(s)", "SO4-2(aq)", "LiCl(m)"):
        t = np.array([280.0, 400.0, 900.0, 1500.0])
        slope = np.imag(entropy(KNOWN[name], t + 1e-30j)) / 1e-30
        np.testing.assert_allclose(slope, heat_capacity(KNOWN[name], t) / t, rtol=1e-9)
    assert entropy(KNOWN["CO2(g)"], 298.15) == pytest.approx(213.8, abs=0.1)
    with pytest.raises(DataError):
        entropy(KNOWN["LiFePO4(s)"], 298.15)


def test_the_rule_of_the_docstring_is_what_is_computed():
    """An evaluation of H(T) of its own, straight from the segments, as the audit does it."""

    def by_the_rule(species, t):
        powers = range(-2, 5)
        total, low, high = species.enthalpy_of_formation.value, min(298.15, t), max(298.15, t)
        sign = 1.0 if t >= 298.15 else -1.0
        segments = species.heat_capacity.segments

        def held(a, at):
            return sum(x * at**k for x, k in zip(a, powers, strict=True))

        pieces = [(0.0, segments[0].low, (0, 0, held(segments[0].coefficients, segments[0].low), 0, 0, 0, 0))]
        pieces += [(s.low, s.high, s.coefficients) for s in segments]
        last = segments[-1]
        pieces.append((last.high, 1e9, (0, 0, held(last.coefficients, last.high), 0, 0, 0, 0)))
        for start, stop, a in pieces:
            x, y = max(low, start), min(high, stop)
            if x >= y:
                continue
            for coefficient, k in zip(a, powers, strict=True):
                part = np.log(y / x) if k == -1 else (y ** (k + 1) - x ** (k + 1)) / (k + 1)
                total += sign * coefficient * part
        return total

    for name in ("CO2(g)", "Fe(s)", "Na2SO4(s)", "Li2CO3(s)", "LiCl(m)", "H2O(l)", "SO4-2(aq)", "Cu2S(s)"):
        for t in (250.0, 298.15, 373.15, 848.0, 1300.0, 2000.0):
            assert enthalpy(KNOWN[name], t) == pytest.approx(by_the_rule(KNOWN[name], t), rel=1e-10, abs=1e-5)


def test_scalar_in_scalar_out():
    assert isinstance(float(enthalpy(KNOWN["CO2(g)"], 300.0)), float)
    assert enthalpy(KNOWN["CO2(g)"], np.array([[300.0, 400.0]])).shape == (1, 2)


def test_a_species_without_enthalpy_raises_when_it_is_asked():
    bare = user_species({"id": "NaCl(s)", "heat_capacity": {"value": 50.0}})
    assert heat_capacity(bare, 300.0) == 50.0
    with pytest.raises(DataError, match="enthalpy of formation"):
        enthalpy(bare, 300.0)
    plain = user_species({"id": "NaCl(s)", "enthalpy_of_formation": {"value": -411e3}})
    assert enthalpy(plain, 900.0) == -411e3
    assert heat_capacity(plain, 900.0) == 0.0


def test_symbolic_enthalpies_are_the_same_with_exact_derivatives():
    casadi = pytest.importorskip("casadi")
    names = ["CO2(g)", "N2(g)", "O2(g)", "Fe(s)", "Na2SO4(s)", "H2O(l)", "SO4-2(aq)", "LiCl(m)", "C(s)"]
    t = casadi.SX.sym("T")
    expressions = symbolic_enthalpies([curve(KNOWN[n]) for n in names], t, casadi)
    column = casadi.vertcat(*expressions)
    function = casadi.Function("H", [t], [column, casadi.jacobian(column, t)])
    for value in (250.0, 298.15, 457.0, 700.0, 1000.0, 1184.0, 1500.0, 7000.0):
        h, slope = function(value)
        expected = [enthalpy(KNOWN[n], value) for n in names]
        np.testing.assert_allclose(np.asarray(h).ravel(), expected, rtol=1e-12, atol=1e-6)
        capacities = [heat_capacity(KNOWN[n], value) for n in names]
        np.testing.assert_allclose(np.asarray(slope).ravel(), capacities, rtol=1e-8, atol=1e-8)
    gases = symbolic_enthalpies([curve(KNOWN[n]) for n in ("CO2(g)", "N2(g)", "O2(g)")], t, casadi)
    assert casadi.Function("H", [t], [casadi.vertcat(*gases)]).n_instructions() < 260
