"""Compositions by mass and mole fractions of species."""

from __future__ import annotations

import pytest

from unitops.chemistry.species import database, user_species
from unitops.errors import DataError


def test_text_is_all_of_one_species(explain):
    assert explain("H2O(l)").amounts == pytest.approx({"H2O(l)": 1.0 / 0.018015}, rel=1e-4)
    assert explain("LiAlSi2O6(s, alpha)").masses == {"LiAlSi2O6(s,alpha)": 1.0}


def test_mass_fractions_with_a_rest(explain):
    report = explain({"species": {"SiO2(s)": "10 %", "Fe2O3(s)": "500 ppm"}, "rest": "H2O(l)"})
    assert report.masses == pytest.approx({"SiO2(s)": 0.1, "Fe2O3(s)": 0.0005, "H2O(l)": 0.8995})


def test_mole_fractions(explain):
    report = explain({"species": {"O2(g)": "21 %"}, "rest": "N2(g)", "per": "mole"})
    assert report.amounts["O2(g)"] / sum(report.amounts.values()) == pytest.approx(0.21)


def test_sum_is_told_and_a_rest_is_offered(problem):
    message = problem({"species": {"SiO2(s)": "10 %", "Fe2O3(s)": "0.05 %"}})
    assert "10.05 %" in message
    assert '"rest"' in message
    assert "105 %" in problem({"species": {"SiO2(s)": "60 %", "CaO(s)": "45 %"}, "rest": "H2O(l)"})


def test_rounding_of_the_sum_is_scaled(explain):
    thirds = {"SiO2(s)": "33.33333 %", "CaO(s)": "33.33333 %", "MgO(s)": "33.33334 %"}
    assert sum(explain({"species": thirds}).masses.values()) == pytest.approx(1.0, abs=1e-15)


def test_moisture_is_of_the_wet_feed(explain, problem):
    report = explain({"species": {"SiO2(s)": "100 %"}, "moisture": "8 %"})
    assert report.masses == pytest.approx({"SiO2(s)": 0.92, "H2O(l)": 0.08})
    assert "moisture" in problem({"species": {"SiO2(s)": "90 %", "H2O(l)": "10 %"}, "moisture": "8 %"})


def test_alkali_is_negative_in_protons(explain):
    report = explain({"species": {"NaOH(aq)": "50 %"}, "rest": "H2O(l)"})
    assert report.amounts["H+(aq)"] == pytest.approx(-0.5 / 0.0399971, rel=1e-4)


def test_unknown_species_offers_near_ones(explain):
    with pytest.raises(DataError, match="Li2CO3"):
        explain({"species": {"Li2CO4(s)": "100 %"}})


def test_a_species_of_the_sheet_is_taken_as_it_is(explain):
    own = user_species({"id": "gangue(s)", "analysis": {"Si": 0.4, "Al": 0.1, "O": 0.5}, "molar_mass": 0.1})
    known = {**database(), own.id: own}
    report = explain({"species": {"gangue(s)": "40 %"}, "rest": "SiO2(s)"}, known)
    assert report.amounts["gangue(s)"] == pytest.approx(4.0)
