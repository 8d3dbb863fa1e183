"""The audit's formula counter, by itself and beside the one of unitops."""

from __future__ import annotations

import pytest

from flowsheets.audit.atoms import count_atoms, split_species
from flowsheets.audit.errors import AuditError
from unitops.chemistry.formula import parse_charge, parse_formula

FORMULAS = {
    "Li2CO3": {"Li": 2, "C": 1, "O": 3},
    "Ni0.8Mn0.1Co0.1(OH)2": {"Ni": 0.8, "Mn": 0.1, "Co": 0.1, "O": 2, "H": 2},
    "Na2SO4·10H2O": {"Na": 2, "S": 1, "O": 14, "H": 20},
    "Na2SO4.10H2O": {"Na": 2, "S": 1, "O": 14, "H": 20},
    "CaSO4·0.5H2O": {"Ca": 1, "S": 1, "O": 4.5, "H": 1},
    "LiOH.H2O": {"Li": 1, "O": 2, "H": 3},
    "Na2CO3·NaHCO3·2H2O": {"Na": 3, "C": 2, "H": 5, "O": 8},
    "(NH4)2Fe(SO4)2·6H2O": {"N": 2, "H": 20, "Fe": 1, "S": 2, "O": 14},
    "K3[Fe(CN)6]": {"K": 3, "Fe": 1, "C": 6, "N": 6},
    "SO4-2": {"S": 1, "O": 4},
    "Fe+3": {"Fe": 1},
    "B(OH)4-": {"B": 1, "O": 4, "H": 4},
}


@pytest.mark.parametrize(("formula", "atoms"), FORMULAS.items())
def test_counts(formula, atoms):
    assert count_atoms(formula).elements == pytest.approx(atoms)


@pytest.mark.parametrize("formula", FORMULAS)
def test_agrees_with_the_counter_of_unitops(formula):
    counted = count_atoms(formula)
    assert counted.elements == pytest.approx(parse_formula(formula))
    assert counted.charge == parse_charge(formula)


@pytest.mark.parametrize(("formula", "charge"), [("SO4-2", -2), ("Na+", 1), ("Fe+3", 3), ("Al2O3", 0)])
def test_charge(formula, charge):
    assert count_atoms(formula).charge == charge


@pytest.mark.parametrize("text", ["", "Li2(CO3", "Li)2", "(]", "2", "li", "Li$", "(2)", "Ca..O", "H" * 500, "-"])
def test_what_is_no_formula(text):
    with pytest.raises(AuditError):
        count_atoms(text)


def test_species():
    assert split_species("LiAlSi2O6(s,beta)") == ("LiAlSi2O6", "s", "beta")
    assert split_species("B(OH)4-(aq)") == ("B(OH)4-", "aq", "")
    for text in ("Li2CO3", "Li2CO3(x)", "(s)", "x" * 999 + "(s)"):
        with pytest.raises(AuditError):
            split_species(text)
