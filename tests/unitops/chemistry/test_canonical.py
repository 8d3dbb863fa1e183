"""Basis totals and true species."""

import pytest

from unitops.chemistry.canonical import aqueous_basis, basis, canonical, canonicalise, settle
from unitops.chemistry.formula import parse_charge, parse_formula


def balance(species_id, count=1.0):
    formula = species_id.rsplit("(", 1)[0]
    totals = {element: number * count for element, number in parse_formula(formula).items()}
    totals["charge"] = parse_charge(formula) * count
    return totals


def test_every_derived_solute_conserves_elements_and_charge():
    wrong = []
    for solute in aqueous_basis().derived:
        left = balance(solute.id)
        for part, count in solute.of.items():
            assert part in basis()
            for key, value in balance(part, -count).items():
                left[key] = left.get(key, 0.0) + value
        wrong += [solute.id for value in left.values() if abs(value) > 1e-12]
    assert not wrong


def test_every_rung_balances():
    for rung in aqueous_basis().ladder:
        totals = balance(rung.product)
        for part, count in (("H2O(l)", rung.water), (rung.acceptor, -1), ("H+(aq)", -rung.protons)):
            for key, value in balance(part, count).items():
                totals[key] = totals.get(key, 0.0) + value
        assert all(value == 0 for value in totals.values()), rung.product


@pytest.mark.parametrize(
    ("solute", "totals"),
    [
        ("NaOH(aq)", {"Na+(aq)": 1, "H2O(l)": 1, "H+(aq)": -1}),
        ("Na2SO4(aq)", {"Na+(aq)": 2, "SO4-2(aq)": 1}),
        ("(NH4)2SO4(aq)", {"NH3(aq)": 2, "H+(aq)": 2, "SO4-2(aq)": 1}),
        ("NaHCO3(aq)", {"Na+(aq)": 1, "H+(aq)": 1, "CO3-2(aq)": 1}),
        ("FeSO4(aq)", {"Fe+2(aq)": 1, "SO4-2(aq)": 1}),
        ("Fe2(SO4)3(aq)", {"Fe+3(aq)": 2, "SO4-2(aq)": 3}),
        ("H2SO4(l)", {"H+(aq)": 2, "SO4-2(aq)": 1}),
        ("HCl(aq)", {"H+(aq)": 1, "Cl-(aq)": 1}),
        ("NaAl(OH)4(aq)", {"Na+(aq)": 1, "Al+3(aq)": 1, "H2O(l)": 4, "H+(aq)": -4}),
        ("CO2(aq)", {"CO3-2(aq)": 1, "H+(aq)": 2, "H2O(l)": -1}),
    ],
)
def test_salts_and_acids_resolve_by_formula(solute, totals):
    assert canonical(solute) == totals


def test_what_is_not_in_a_liquor_is_none():
    for species in ("CaCO3(s)", "CO2(g)", "C12H26(o)", "H2O(g)", "Xy2(aq)", "NaCl(m)"):
        assert canonical(species) is None


def test_identity_on_the_basis():
    assert all(canonical(key) == {key: 1.0} for key in basis())


@pytest.mark.parametrize("protons", [-6.0, -3.0, -1.5, 0.0, 0.4, 1.0, 2.5, 5.0, 9.0])
def test_settling_is_invertible_and_not_negative(protons):
    totals = {"H2O(l)": 60.0, "H+(aq)": protons, "Na+(aq)": 4.0, "SO4-2(aq)": 1.0, "NH3(aq)": 0.3}
    totals |= {"CO3-2(aq)": 0.2, "PO4-3(aq)": 1.0, "H3BO3(aq)": 0.2, "Al+3(aq)": 0.5, "CaCO3(s)": 1.0}
    settled = settle(totals)
    assert min(settled.values()) >= 0.0
    assert not ("OH-(aq)" in settled and "H+(aq)" in settled)
    back = canonicalise(settled)
    assert back == pytest.approx(totals, abs=1e-13)


def test_the_ladder_serves_the_strongest_first():
    assert settle({"H2O(l)": 50, "H+(aq)": 1, "CO3-2(aq)": 1, "SO4-2(aq)": 1}) == pytest.approx(
        {"H2O(l)": 50, "SO4-2(aq)": 1, "HCO3-(aq)": 1}
    )
    assert settle({"H2O(l)": 50, "H+(aq)": 3, "SO4-2(aq)": 1}) == pytest.approx(
        {"H2O(l)": 50, "HSO4-(aq)": 1, "H+(aq)": 2}
    )
    assert settle({"H2O(l)": 51, "H+(aq)": -1, "Na+(aq)": 1}) == pytest.approx(
        {"H2O(l)": 50, "Na+(aq)": 1, "OH-(aq)": 1}
    )
    assert settle({"H2O(l)": 50, "Al+3(aq)": 1, "Cl-(aq)": 3}) == pytest.approx(
        {"H2O(l)": 50, "Al+3(aq)": 1, "Cl-(aq)": 3}
    )
