"""Equilibria against tabulated constants, and what happens where a phase or a reactant runs out."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unitops.examples.answers import Answers
from tests.unitops.examples.reactors import (
    LIMESTONE,
    REFORMING,
    SHIFT,
    gas,
    gasifier,
    limekiln,
    reactor,
    reformer,
)
from unitops.chemistry.reaction import parse_reaction
from unitops.chemistry.species import database
from unitops.reactors.equilibrium_model import EquilibriumModel


def equilibrium(feeds, *reactions, **parameters):
    return Answers(reactor("EquilibriumReactor", feeds, reactions=reactions, **parameters))


def test_shift_at_700_k_has_the_tabulated_constant():
    feed = gas({"CO(g)": "50 %", "H2O(g)": "50 %"}, "100 kmol/h")
    out = equilibrium([feed], SHIFT, temperature="426.85 degC").amounts("out")
    constant = out["CO2(g)"] * out["H2(g)"] / (out["CO(g)"] * out["H2O(g)"])
    # Smith, Van Ness, Abbott: ln K of the shift at 700 K from dG = -12.9 kJ/mol (JANAF): K = 9.1 to 9.4
    # JANAF 4th ed. log Kf at 700 K: CO 12.946, H2O 15.583, CO2 29.506: log K = 0.977.
    assert np.log10(constant) == pytest.approx(0.977, abs=0.005)


def test_sulfur_dioxide_at_450_degrees():
    # 7 % SO2, 11 % O2, 82 % N2 at 1 atm: converted to some 97.5 % at 450 degC (Ullmann, Sulfuric Acid, equilibrium
    # curves); by JANAF 4th ed. log Kf interpolated at 723 K: SO3 22.89 - SO2 21.09(5) = 2.3, by hand below.
    feed = gas({"SO2(g)": "7 %", "O2(g)": "11 %", "N2(g)": "82 %"}, "100 kmol/h")
    sheet = equilibrium([feed], {"reaction": "SO2(g) + 1/2 O2(g) -> SO3(g)"}, temperature="450 degC")
    out = sheet.amounts("out")
    conversion = out["SO3(g)"] / (out["SO3(g)"] + out["SO2(g)"])
    assert conversion == pytest.approx(0.975, abs=0.008)


def test_limestone_dissociates_under_one_atmosphere_near_1160_k():
    def made(temperature):
        kiln = equilibrium(
            [
                {"composition": "CaCO3(s)", "rate": "1 t/h"},
                {"composition": "CO2(g)", "molar_rate": "1 kmol/h"},
            ],
            LIMESTONE,
            temperature=f"{temperature - 273.15} degC",
        )
        return kiln.amount("out", "CaO(s)")

    # Handbook figures for p(CO2) = 1 atm lie between 1155 and 1171 K.
    assert made(1145.0) == pytest.approx(0.0, abs=1e-9)
    assert made(1172.0) == pytest.approx(1000 / 100.0869 / 3.6, rel=2e-5)


def test_limestone_in_air_holds_its_dissociation_pressure():
    out = Answers(limekiln()).amounts("out")
    gases = sum(n for s, n in out.items() if s.endswith("(g)"))
    constant = float(parse_reaction(LIMESTONE["reaction"]).equilibrium_constant(1023.15))
    assert out["CO2(g)"] / gases * 1.01325 == pytest.approx(constant, rel=1e-9)
    assert out["CaCO3(s)"] > 1.0


def test_boudouard_at_1000_k():
    # JANAF 4th ed. at 1000 K: log Kf CO 10.459, CO2 20.680: log K = 2 x 10.459 - 20.680 = 0.238.
    feeds = [{"composition": "C(s)", "rate": "1 t/h"}, {"composition": "CO2(g)", "molar_rate": "50 kmol/h"}]
    out = equilibrium(
        feeds, {"reaction": "C(s) + CO2(g) -> 2 CO(g)"}, temperature="726.85 degC", pressure="100 kPa"
    ).amounts("out")
    gases = out["CO(g)"] + out["CO2(g)"]
    assert np.log10(out["CO(g)"] ** 2 / (out["CO2(g)"] * gases)) == pytest.approx(0.238, abs=0.02)


def test_carbon_that_runs_out_vanishes():
    feeds = [{"composition": "C(s)", "rate": "0.1 t/h"}, {"composition": "CO2(g)", "molar_rate": "50 kmol/h"}]
    out = equilibrium(feeds, {"reaction": "C(s) + CO2(g) -> 2 CO(g)"}, temperature="1100 degC").amounts("out")
    carbon = 100 / 12.011 / 3.6
    assert out["C(s)"] == pytest.approx(0.0, abs=1e-10)
    assert out["CO(g)"] == pytest.approx(2 * carbon, rel=1e-9)


def test_reforming_holds_both_constants_with_the_approach():
    out = Answers(reformer()).amounts("out")
    gases = sum(out.values())
    pressure = 20.0

    def constant(reaction):
        return float(parse_reaction(reaction["reaction"]).equilibrium_constant(1113.15))

    shift = out["CO2(g)"] * out["H2(g)"] / (out["CO(g)"] * out["H2O(g)"])
    reforming = out["CO(g)"] * out["H2(g)"] ** 3 / (out["CH4(g)"] * out["H2O(g)"]) * (pressure / gases) ** 2
    assert shift == pytest.approx(constant(SHIFT), rel=1e-8)
    assert reforming == pytest.approx(constant(REFORMING), rel=1e-8)


def test_reactions_run_backwards():
    feed = gas({"CO2(g)": "50 %", "H2(g)": "50 %"}, "100 kmol/h")
    assert equilibrium([feed], SHIFT, temperature="900 degC").amount("out", "H2O(g)") > 7.0


def test_adiabatic_shift_meets_both_energy_and_equilibrium():
    feed = gas({"CO(g)": "20 %", "H2O(g)": "80 %"}, "100 kmol/h", "300 degC")
    sheet = equilibrium([feed], SHIFT)
    out, T = sheet.amounts("out"), sheet.temperature("out")
    constant = out["CO2(g)"] * out["H2(g)"] / (out["CO(g)"] * out["H2O(g)"])
    assert constant == pytest.approx(float(parse_reaction(SHIFT["reaction"]).equilibrium_constant(T)), rel=1e-8)
    assert 450.0 + 273.15 < T < 530.0 + 273.15
    assert sheet.gap("R-1") < 1e-10


def test_gibbs_reactor_agrees_with_chosen_reactions():
    out = Answers(gasifier()).amounts("out")
    gases = sum(n for s, n in out.items() if s.endswith("(g)"))
    shift = out["CO2(g)"] * out["H2(g)"] / (out["CO(g)"] * out["H2O(g)"])
    assert shift == pytest.approx(float(parse_reaction(SHIFT["reaction"]).equilibrium_constant(1173.15)), rel=1e-8)
    reforming = out["CO(g)"] * out["H2(g)"] ** 3 / (out["CH4(g)"] * out["H2O(g)"]) * (1.01325 / gases) ** 2
    constant = float(parse_reaction(REFORMING["reaction"]).equilibrium_constant(1173.15))
    assert reforming == pytest.approx(constant, rel=1e-8)


REACTIONS = (
    "CO(g) + H2O(g) -> CO2(g) + H2(g)",
    "CH4(g) + H2O(g) -> CO(g) + 3 H2(g)",
    "C(s) + CO2(g) -> 2 CO(g)",
    "CaCO3(s) -> CaO(s) + CO2(g)",
)


@pytest.mark.parametrize("seed", range(60))
def test_model_finds_the_smallest_gibbs_energy_from_nothing(seed):
    generator = np.random.default_rng(seed)
    reactions = [dict(parse_reaction(text).stoichiometry) for text in REACTIONS]
    ids = sorted({s for r in reactions for s in r})
    model = EquilibriumModel.of([database()[s] for s in ids], reactions)
    fed = generator.uniform(0.0, 1.0, len(ids)) * (generator.uniform(size=len(ids)) > 0.4)
    T, P = generator.uniform(500.0, 1500.0), 10 ** generator.uniform(4.0, 6.5)
    given = np.array([[*fed, generator.uniform(0.0, 0.5), T, P]])
    extents, _, status = model.evaluate(given)
    amounts = fed + model.stoichiometry @ extents[0]
    assert status[0] == 0
    assert amounts.min() > -1e-15
    for j, text in enumerate(REACTIONS):
        affinity = _affinity(text, dict(zip(ids, amounts, strict=True)), given[0, -3], T, P)
        solids = [amounts[ids.index(s)] for s in reactions[j] if s.endswith("(s)")]
        gases = [amounts[ids.index(s)] for s in reactions[j] if s.endswith("(g)")]
        if min(solids, default=1.0) > 1e-9 and min(gases) > 1e-9:
            assert affinity == pytest.approx(0.0, abs=1e-4)


def _affinity(text, amounts, inert, T, P):
    gases = sum(n for s, n in amounts.items() if s.endswith("(g)")) + inert
    reaction = parse_reaction(text)
    of_mixture = sum(
        nu * np.log(amounts[s] / gases * P / 1e5)
        for s, nu in reaction.stoichiometry.items()
        if s.endswith("(g)") and amounts[s] > 0.0
    )
    return of_mixture - float(np.log(reaction.equilibrium_constant(T)))
