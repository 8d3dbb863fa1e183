"""Condenser and gas cooler."""

from __future__ import annotations

import pytest

from tests.unitops.examples.answers import Answers, around
from tests.unitops.examples.gas import condenser, gas_cooler


def test_wet_gas_leaves_saturated():
    unit = Answers(condenser())
    # Vapour pressure at 30 degC: 4.2470 kPa; nitrogen 0.6 of the gas.
    nitrogen = unit.amount("gas", "N2(g)")
    assert unit.amount("gas", "H2O(g)") == pytest.approx(nitrogen * 4.2470 / (101.325 - 4.2470), rel=1e-4)
    assert unit.gap("U-1") < 1e-10


def test_dry_gas_stays_as_it_is():
    unit = Answers(condenser(temperature="90 degC"))
    # At 90 degC the vapour pressure is 70.2 kPa, above the 40.5 kPa that are there.
    assert unit.value("U-1.condensed") == pytest.approx(0.0, abs=1e-8)


def test_steam_condenses_whole_with_its_latent_heat():
    steam = {"composition": "H2O(g)", "rate": "1 t/h", "temperature": "100 degC"}
    unit = Answers(around("Condenser", {"vapour": steam}, ("condensate",), temperature="100 degC"))
    # 2256.5 kJ/kg at 100 degC; an ideal vapour has some 12 kJ/kg more.
    assert unit.value("U-1.duty") == pytest.approx(2256.5e3 / 3.6, rel=7e-3)
    assert unit.gap("U-1") < 1e-10


def test_heat_removed_gives_the_temperature():
    first = Answers(condenser())
    again = Answers(condenser(duty=first.value("U-1.duty") / 1e3))
    assert again.temperature("gas") == pytest.approx(303.15, abs=1e-5)


def test_spray_takes_the_heat_of_the_gas():
    unit = Answers(gas_cooler())
    # Gas gives 92.84 mol/s x about 34.9 J/mol/K x 420 K and dust some 90 kW: 1.45 MW; a mole of water at 25 degC takes
    # 44.0 kJ and 5.3 kJ to 180 degC: 29 mol/s.
    assert unit.amount("water", "H2O(l)") == pytest.approx(29.0, rel=0.05)
    assert unit.value("U-1.relative_humidity") < 0.1
    assert unit.gap("U-1") < 1e-10


def test_wall_takes_it_as_duty():
    hot = {"composition": "N2(g)", "rate": "1 t/h", "temperature": "525 degC"}
    unit = Answers(around("GasCooler", {"gas": hot}, ("cooled",), kind="wall", temperature="25 degC"))
    # Nitrogen, 25 to 525 degC: 15.05 kJ/mol (JANAF: 15.046 at 800 K less 298 K).
    amount = unit.amount("gas", "N2(g)")
    assert unit.value("U-1.duty") == pytest.approx(amount * 15.0e3, rel=0.01)
