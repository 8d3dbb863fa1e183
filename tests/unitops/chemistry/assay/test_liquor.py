"""Liquors by concentrations."""

from __future__ import annotations

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from unitops.chemistry.species import database
from unitops.errors import InputError

BRINE = {
    "Li+(aq)": "1.5 g/L",
    "Na+(aq)": "80 g/L",
    "K+(aq)": "20 g/L",
    "Mg+2(aq)": "10 g/L",
    "SO4-2(aq)": "20 g/L",
    "Cl-(aq)": "155 g/L",
    "H3BO3(aq)": "4 g/L",
}


@pytest.mark.parametrize(
    ("text", "solute", "density"),
    # Perry's Chemical Engineers' Handbook, tables of density of aqueous solutions, 25 degC
    [("98 wt% H2SO4", 0.98, 1831.0), ("10 % NaCl", 0.10, 1068.9), ("50 wt% NaOH", 0.50, 1522.0)],
)
def test_acid_and_salt_in_one_text(explain, text, solute, density):
    report = explain(text)
    assert report.masses["H2O(l)"] == pytest.approx(1.0 - solute)
    assert report.density == pytest.approx(density, rel=0.01)


def test_concentrations_are_met_at_the_density_found(explain):
    report = explain({"solution": {"NaCl": "100 g/L", "KCl": "0.5 mol/L"}, "temperature": "60 degC"})
    density = report.density
    assert density is not None
    assert report.masses["NaCl(aq)"] * density == pytest.approx(100.0, rel=1e-9)
    assert report.amounts["K+(aq)"] * density == pytest.approx(500.0, rel=1e-9)
    assert 1050.0 < density < 1090.0


def test_all_kinds_of_concentration_at_once(explain):
    entered = {
        "NaCl": "50 g/L",
        "KCl": "2 wt%",
        "MgCl2": "0.3 mol/kg",
        "CaCl2": "0.1 mol/L",
        "LiCl": "350 ppm",
    }
    report = explain({"solution": entered})
    density = report.density
    assert density is not None
    assert report.masses["NaCl(aq)"] * density == pytest.approx(50.0)
    assert report.masses["KCl(aq)"] == pytest.approx(0.02)
    assert report.masses["LiCl(aq)"] == pytest.approx(350e-6)
    assert report.amounts["Mg+2(aq)"] / report.masses["H2O(l)"] == pytest.approx(0.3)
    assert report.amounts["Ca+2(aq)"] * density == pytest.approx(100.0)


def test_brine_is_made_neutral_on_the_named_ion(explain, problem):
    message = problem({"solution": BRINE})
    assert "eq/kg" in message
    assert '"charge": "Cl-(aq)"' in message
    report = explain({"solution": BRINE, "charge": "Cl-(aq)"})
    assert report.adjusted is not None
    assert report.adjusted.ion == "Cl-(aq)"
    assert report.density is not None
    for ion in ("Li+(aq)", "SO4-2(aq)"):
        stated = float(BRINE[ion].split()[0])
        assert report.masses[ion] * report.density == pytest.approx(stated, rel=1e-9)
    entered = 155.0 / report.density / database()["Cl-(aq)"].molar_mass
    assert report.amounts["Cl-(aq)"] - entered == pytest.approx(report.adjusted.change, rel=1e-6)
    assert any("Cl-(aq)" in note for note in report.notes)


def test_stated_density_is_used_and_doubted(explain):
    report = explain({"solution": {"NaCl": "100 g/L"}, "density": "1.2 kg/L"})
    assert report.masses["NaCl(aq)"] == pytest.approx(100.0 / 1200.0)
    assert any("correlation" in note for note in report.notes)


def test_acid_and_base_that_cancel_leave_no_ions(explain):
    report = explain({"solution": {"NH4+": "1.0 g/L"}, "charge": "OH-(aq)"})
    assert set(report.amounts) == {"NH3(aq)", "H2O(l)"}


def test_charge_by_protons_gives_alkali(explain):
    report = explain({"solution": {"Na+": "10 g/L"}, "charge": "H+(aq)"})
    assert report.amounts["H+(aq)"] == pytest.approx(-report.amounts["Na+(aq)"])


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"solution": {"NaCl": "5000 g/L"}}, "no room for water"),
        ({"solution": {"NaCl": "60 %", "KCl": "50 %"}}, "110"),
        ({"solution": {"NaCl": 0.1}}, "no unit"),
        ({"solution": {"NaCl": "10 kg"}}, "mass"),
        ({"solution": {"NaCl": "-1 g/L"}}, "negative"),
        ({"solution": {"SiO2(s)": "1 g/L"}}, "no solute"),
        ({"solution": {"Na+": "1 g/L"}, "charge": "K+(aq)"}, "negative"),
        ({"solution": {"Na+": "1 g/L"}, "charge": "H3BO3(aq)"}, "no charge"),
        ({"solution": {"NaCl": "1 g/L"}, "temperature": "400 degC"}, "range"),
        ({"solution": {"B": "1 g/L"}}, "H3BO3(aq)"),
        ({"solution": {"H2O(l)": "900 g/L"}}, "water"),
        ({"solution": {"Na+": "1 g/L", "Na+(aq)": "1 g/L"}}, "twice"),
    ],
)
def test_liquors_that_cannot_be(problem, entered, said):
    assert said in problem(entered)


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["Na+", "K+", "Mg+2", "Li+", "NH4+", "HCO3-", "OH-", "H3BO3", "HSO4-", "NaCl"]),
        st.floats(0.0, 50.0),
        min_size=1,
    ),
    st.sampled_from(["SO4-2(aq)", "Cl-(aq)", "H+(aq)"]),
    st.floats(0.0, 90.0),
)
def test_any_analysis_is_neutral_and_keeps_its_concentrations(explain, grams, ion, temperature):
    entered = {key: f"{value!r} g/L" for key, value in grams.items()}
    try:
        report = explain({"solution": entered, "charge": ion, "temperature": f"{temperature!r} degC"})
    except InputError:
        # The named ion has the sign of the surplus, and less of it is there than must go.
        reject()
    assert report.density is not None
    for key, value in grams.items():
        assert report.masses.get(f"{key}(aq)", 0.0) * report.density == pytest.approx(value, rel=1e-8)
