"""Real carbon dioxide as the audit sees it, against the fluid that the solver uses and against arithmetic."""

from __future__ import annotations

import numpy as np
import pytest

from flowsheets.audit.realfluid import FLUIDS, RAMP
from flowsheets.audit.thermochemistry import enthalpy_of
from unitops.chemistry import realfluid
from unitops.chemistry.realfluid import REAL_SPECIES, real_fluid

pytest.importorskip("CoolProp")


def test_both_know_the_same_fluids():
    assert FLUIDS.keys() == REAL_SPECIES.keys()
    assert RAMP == realfluid.RAMP


def test_enthalpies_agree_in_every_phase_and_while_boiling():
    fluid = real_fluid("CO2")
    boiling = fluid.boiling_temperature(5e6) or 0.0
    states = np.array(
        [
            [313.15, 10e6],
            [288.15, 10e6],
            [298.15, 6e6],
            [250.0, 6e6],
            [313.15, 30e6],
            [298.15, 101325.0],
            [boiling - 0.03, 5e6],
            [boiling, 5e6],
            [boiling + 0.049, 5e6],
        ]
    )
    model = enthalpy_of(("CO2(f)", "C3H6O3(o)"))
    heat = model.evaluate(np.tile([2.0, 0.0], (len(states), 1)), states[:, 0], states[:, 1])
    assert heat.known.all()
    assert heat.enthalpy == pytest.approx(2.0 * fluid.evaluate(states)[0][:, 0], abs=0.02)


def test_a_state_without_answer_is_not_known():
    heat = enthalpy_of(("CO2(f)",)).evaluate(np.ones((2, 1)), np.array([150.0, 300.0]), np.array([1e6, 1e6]))
    assert heat.known.tolist() == [False, True]
