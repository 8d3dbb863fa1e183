"""H(T) of every shipped species against the implementation that the solver uses, and by hand."""

from __future__ import annotations

import numpy as np
import pytest

from flowsheets.audit import AuditError
from flowsheets.audit.chains import chain_of
from flowsheets.audit.matter import matter_of
from flowsheets.audit.thermochemistry import enthalpy_of
from flowsheets.audit.totals import totals_of
from unitops.chemistry.enthalpy import enthalpy
from unitops.chemistry.species import database

TEMPERATURES = np.array([150.0, 273.15, 298.15, 310.0, 373.15, 499.9, 801.0, 846.0, 1200.0, 1809.0, 2900.0, 7000.0])


def molar(species: str, temperature: float) -> float:
    model = enthalpy_of((species,))
    flow = np.ones((1, 1))
    return float(model.evaluate(flow, np.array([temperature]), np.array([101325.0])).enthalpy[0])


def test_every_species_alone_and_together():
    known = [s for s in database().values() if s.enthalpy_of_formation and s.phase != "f"]
    dry = [s for s, wet in zip(known, totals_of([s.id for s in known]).members, strict=True) if not wet]
    assert len(dry) > 400
    together = enthalpy_of([s.id for s in dry])
    assert together.covered.all()
    for temperature in TEMPERATURES:
        one_each = np.eye(len(dry))
        state = np.full(len(dry), temperature), np.full(len(dry), 101325.0)
        own = together.evaluate(one_each, *state).enthalpy
        other = np.array([enthalpy(s, temperature) for s in dry])
        assert own == pytest.approx(other, rel=1e-10, abs=1e-4)


def test_molar_masses_and_charges():
    known = list(database().values())
    matter = matter_of([s.id for s in known])
    assert matter.molar_mass == pytest.approx(np.array([s.molar_mass for s in known]), rel=5e-9)
    assert matter.stated_mass == pytest.approx(np.array([s.molar_mass for s in known]), rel=1e-12)
    assert matter.charge.tolist() == [s.charge for s in known]


def test_calcination_and_combustion():
    heat = molar("CaO(s)", 298.15) + molar("CO2(g)", 298.15) - molar("CaCO3(s)", 298.15)
    assert heat == pytest.approx(178.3e3, abs=300)
    hot = molar("CaO(s)", 1173.0) + molar("CO2(g)", 1173.0) - molar("CaCO3(s)", 1173.0)
    assert hot == pytest.approx(165.5e3, abs=1500)
    lower = molar("CH4(g)", 298.15) + 2 * molar("O2(g)", 298.15)
    lower -= molar("CO2(g)", 298.15) + 2 * molar("H2O(g)", 298.15)
    assert lower == pytest.approx(802.4e3, abs=400)
    assert molar("H2O(g)", 298.15) - molar("H2O(l)", 298.15) == pytest.approx(44.0e3, abs=100)


RECORD = {
    "formula": "Li3X",
    "composition": {"Li": 3.0, "X": 1.0},
    "molar_mass": 0.08,
    "enthalpy_of_formation": {"value": -1e5, "source": "user", "kind": "estimated"},
    "heat_capacity": {
        "source": "user",
        "kind": "estimated",
        "segments": [{"low": 298.15, "high": 900.0, "coefficients": [0, 0, 50.0, 0, 0, 0, 0]}],
    },
}


def test_user_species_with_an_element_of_its_own():
    matter = matter_of(("Li3X(s)",), {"Li3X(s)": RECORD})
    assert matter.molar_mass[0] == pytest.approx(0.08)
    chain = chain_of("Li3X(s)", RECORD)
    assert chain is not None
    assert chain.estimated
    model = enthalpy_of(("Li3X(s)",), {"Li3X(s)": RECORD})
    heat = model.evaluate(np.ones((1, 1)), np.array([398.15]), np.array([1e5]))
    assert heat.enthalpy[0] == pytest.approx(-1e5 + 5000.0)


@pytest.mark.parametrize(
    "segments",
    [
        [],
        3,
        [{"low": 1.0}],
        [{"low": 300.0, "high": 200.0, "coefficients": [0.0] * 7}],
        [{"low": 300.0, "high": 400.0, "coefficients": [0.0] * 6}],
        [{"low": 300.0, "high": float("nan"), "coefficients": [0.0] * 7}],
        [{"low": 300.0, "high": 400.0, "coefficients": ["x"] * 7}],
    ],
)
def test_broken_user_data(segments):
    record = RECORD | {"heat_capacity": {"segments": segments, "source": "", "kind": "measured"}}
    with pytest.raises(AuditError, match="Li3X"):
        chain_of("Li3X(s)", record)
