"""Electrolytic cells: Faraday's law by hand."""

from __future__ import annotations

import pytest

from tests.unitops.examples.answers import Answers
from tests.unitops.examples.electrochemistry import electrorefining, electrowinning

# 2 x 96485.33 C/mol over 63.546 g/mol is 3036.7 C/g, 0.84353 kAh/kg.
CHARGE = 0.84353
"""kAh/kg of copper"""


def test_copper_won_by_faradays_law():
    cells = Answers(electrowinning())
    # 40 cells x 30 kA x 0.92 over 0.84353 kAh/kg.
    deposited = 40 * 30 * 0.92 / CHARGE
    assert cells.mass("to cathode") * 3600 == pytest.approx(deposited, rel=1e-5)
    assert cells.value("EC-1.deposit_rate") * 3600 == pytest.approx(deposited, rel=1e-5)
    # 2 V x 30 kA x 40; per tonne of copper 2 V x 843.53 kAh/t / 0.92.
    assert cells.value("EC-1.power") == pytest.approx(2.4e6)
    assert cells.value("EC-1.energy_use") == pytest.approx(2 * CHARGE * 1e3 / 0.92 * 3600, rel=1e-5)
    assert cells.value("EC-1.cathode_area") == pytest.approx(40 * 30e3 / 300)
    # Half a mole of oxygen and two of acid for each of copper.
    copper = deposited / 63.546e-3 / 3600
    assert cells.amount("to hood", "O2(g)") == pytest.approx(copper / 2, rel=1e-5)
    acid = cells.amount("to electrolyte", "H+(aq)") - cells.amount("electrolyte", "H+(aq)")
    assert acid == pytest.approx(2 * copper, rel=1e-5)
    assert cells.gap("EC-1") < 1e-10


def test_the_current_follows_from_the_copper_wanted():
    cells = Answers(electrowinning(current=None, deposit_rate="1 t/h"))
    assert cells.value("EC-1.current") * 40 * 0.92 / 1e3 == pytest.approx(1000 * CHARGE, rel=1e-5)


def test_winning_takes_heat_away_from_the_power():
    # Cu+2 + H2O -> Cu + 2 H+ + 1/2 O2 takes 0 + 285.83 - 64.77 = 221 kJ/mol at infinite dilution, 1.15 V: of 2 V the
    # rest warms the cells (the liquor is strong, so that this holds to some percent).
    cells = Answers(electrowinning(temperature="40 degC"))
    copper = cells.amount("to cathode", "Cu(s)")
    assert cells.value("EC-1.heat_lost") == pytest.approx(2.4e6 - 221e3 * copper, rel=0.1)


def test_where_the_copper_runs_out_the_rest_of_the_current_only_warms():
    cells = Answers(electrorefining(current="0.6 kA"))
    assert cells.mass("cathodes") * 3600 == pytest.approx(0.4, rel=1e-9)
    assert cells.value("EC-1.power") == pytest.approx(210.0)
    assert cells.gap("EC-1") < 1e-10


def test_refining_at_96_percent():
    # 300 A x 0.96 over 843.53 Ah/kg: 0.34142 kg/h at 0.35 V / 0.96 x 0.84353 = 0.30754 kWh/kg.
    cell = Answers(electrorefining())
    assert cell.mass("cathodes") * 3600 == pytest.approx(0.341422, rel=1e-5)
    assert cell.value("EC-1.energy_use") / 3.6e6 == pytest.approx(0.307537, rel=1e-5)
