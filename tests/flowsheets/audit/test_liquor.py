"""Totals and enthalpy of liquors against the implementation that the solver uses."""

from __future__ import annotations

import numpy as np
import pytest

from flowsheets.audit.liquor import liquor_enthalpy_of
from flowsheets.audit.thermochemistry import enthalpy_of
from flowsheets.audit.totals import totals_of
from unitops.chemistry.canonical import aqueous_basis, canonical, canonicalise, settle
from unitops.chemistry.liquor import liquor_data, liquor_model

SALTS = ("NaOH(aq)", "(NH4)2SO4(aq)", "NaHCO3(aq)", "Fe2(SO4)3(aq)", "Li2CO3(aq)", "Ca(OH)2(aq)")


def test_totals_of_every_species_of_the_table_and_of_salts():
    table = aqueous_basis()
    species = [row.id for row in (*table.basis, *table.derived)] + list(SALTS)
    totals = totals_of(species)
    for name, row in zip(species, totals.matrix, strict=True):
        parts = dict(canonical(name) or {})
        assert {t: c for t, c in zip(totals.totals, row, strict=True) if c} == parts, name


def test_what_is_no_liquor_has_no_totals():
    assert not totals_of(("Li2CO3(s)", "CO2(g)", "LiCl(m)", "CaO(s)")).members.any()


def test_settled_and_canonical_liquor_have_the_same_totals():
    flows = {
        "H2O(l)": 55.0,
        "H+(aq)": 1.5,
        "SO4-2(aq)": 1.0,
        "CO3-2(aq)": 0.3,
        "Al+3(aq)": 0.2,
        "NH3(aq)": 0.1,
    }
    settled = settle(flows)
    totals = totals_of(tuple(settled))
    back = dict(zip(totals.totals, np.array(list(settled.values())) @ totals.matrix, strict=True))
    wanted = canonicalise(flows)
    assert {name: back.get(name, 0.0) for name in wanted} == pytest.approx(wanted, abs=1e-13)


def test_enthalpy_is_that_of_the_solver_for_random_liquors():
    random = np.random.default_rng(7)
    solutes = [row.id for row in liquor_data().solutes]
    for _ in range(60):
        chosen = sorted(random.choice(solutes, random.integers(1, 12), replace=False))
        ids = ("H2O(l)", "H+(aq)", *chosen)
        size = 10.0 ** random.uniform(-4, 3, (8, 1))
        amounts = np.hstack([random.uniform(0, 60, (8, 1)), random.uniform(-5, 5, (8, 1))])
        amounts = size * np.hstack([amounts, random.uniform(0, 3, (8, len(chosen)))])
        temperature, pressure = random.uniform(250, 600, 8), random.uniform(1e5, 5e6, 8)
        own = liquor_enthalpy_of(ids).evaluate(amounts, temperature, pressure)
        other = liquor_model(ids).enthalpy(list(amounts.T), temperature, pressure)
        assert np.abs(own - other).max() <= 1e-12 * 3e5 * np.abs(amounts).sum(axis=1).max()


def test_enthalpy_without_acid_on_the_sheet():
    ids = ("H2O(l)", "Al+3(aq)", "Cl-(aq)", "H3BO3(aq)")
    amounts = np.array([[55.0, 0.6, 1.8, 0.2], [10.0, 0.0, 0.0, 0.1]])
    temperature, pressure = np.array([330.0, 300.0]), np.full(2, 101325.0)
    own = enthalpy_of(ids).evaluate(amounts, temperature, pressure).enthalpy
    other = liquor_model(ids).enthalpy(list(amounts.T), temperature, pressure)
    assert own == pytest.approx(other, rel=1e-13)
