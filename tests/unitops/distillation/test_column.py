"""A column with stated recoveries against arithmetic by hand."""

from __future__ import annotations

import pytest

from tests.unitops.examples.answers import Answers
from tests.unitops.examples.distillation import column


def test_recoveries_and_duties():
    solved = Answers(column())
    feed, over = solved.amounts("feed"), solved.amounts("distillate")
    assert over["C2H3N(o)"] == pytest.approx(0.99 * feed["C2H3N(o)"], rel=1e-9)
    assert over["C3H6O3(o)"] == pytest.approx(0.03 * feed["C3H6O3(o)"], rel=1e-9)
    # 300 kg/h of acetonitrile is 2.030 mol/s, of dimethyl carbonate 0.925 mol/s; reflux 2:
    # 3 x (0.99 x 2.030 x 30.0 + 0.03 x 0.925 x 35.6) kJ/s = 183.8 kW
    assert solved.value("DC-1.condenser_duty") == pytest.approx(183.8e3, rel=1e-3)
    # the reboiler adds the warming of the bottoms from 25 to 90 degC
    assert solved.value("DC-1.reboiler_duty") > solved.value("DC-1.condenser_duty")
    assert solved.gap("DC-1") < 1e-9
