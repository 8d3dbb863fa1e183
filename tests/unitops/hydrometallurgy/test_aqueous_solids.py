"""Dissolution of reagents and formation of solids on the basis totals."""

from __future__ import annotations

import pytest

from unitops.errors import DataError
from unitops.hydrometallurgy.aqueous_solids import (
    dissolution,
    dissolved,
    formable,
    formation,
    saturation_name,
)


@pytest.mark.parametrize(
    ("solid", "totals"),
    [
        ("CaO(s)", {"Ca+2(aq)": 1.0, "H2O(l)": 1.0, "H+(aq)": -2.0}),
        ("Ca(OH)2(s)", {"Ca+2(aq)": 1.0, "H2O(l)": 2.0, "H+(aq)": -2.0}),
        ("CaCO3(s)", {"Ca+2(aq)": 1.0, "CO3-2(aq)": 1.0}),
        ("Na2CO3(s)", {"Na+(aq)": 2.0, "CO3-2(aq)": 1.0}),
        ("FeSO4·7H2O(s)", {"Fe+2(aq)": 1.0, "SO4-2(aq)": 1.0, "H2O(l)": 7.0}),
        ("CO2(g)", {"CO3-2(aq)": 1.0, "H+(aq)": 2.0, "H2O(l)": -1.0}),
        ("H2SO4(l)", {"H+(aq)": 2.0, "SO4-2(aq)": 1.0}),
    ],
)
def test_what_a_reagent_brings_into_solution(solid, totals):
    assert dict(dissolved(solid)) == pytest.approx(totals)


def test_dissolution_takes_the_solid_away():
    assert dissolution("CaCO3(s)") == {"CaCO3(s)": -1.0, "Ca+2(aq)": 1.0, "CO3-2(aq)": 1.0}


def test_silicates_are_left_to_stated_reactions():
    with pytest.raises(DataError, match="reaction"):
        dissolved("LiAlSi2O6(s,beta)")


def test_formation_of_a_hydroxide_releases_acid():
    assert formation("Mg(OH)2(s)") == {"Mg(OH)2(s)": 1.0, "Mg+2(aq)": -1.0, "H2O(l)": -2.0, "H+(aq)": 2.0}


def test_only_solids_whose_ions_are_there_can_form():
    liquor = ("H2O(l)", "Li+(aq)", "SO4-2(aq)", "Ca+2(aq)")
    assert formable(("Li2CO3(s)", "CaSO4·2H2O(s)", "Ca(OH)2(s)"), liquor) == ("CaSO4·2H2O(s)", "Ca(OH)2(s)")


def test_the_form_of_a_hydroxide_follows_from_its_species():
    assert saturation_name("Fe(OH)3(s)") == "Fe(OH)3(s,ferrihydrite)"
    assert saturation_name("FeOOH(s)") == "FeOOH(s,goethite)"
    assert saturation_name("Al(OH)3(s,am)") == "Al(OH)3(s,amorphous)"
    with pytest.raises(DataError, match="conversion"):
        saturation_name("LiAlO2(s)")
