"""Pump: head, pressure, power."""

from __future__ import annotations

import pytest

from tests.unitops.examples.answers import Answers, around
from tests.unitops.examples.thermal import pump


def test_water_by_hand():
    # 100 m3/h against 300 kPa: 8.333 kW hydraulic, 12.82 kW at the shaft, 13.79 kW electric; head 30.67 m.
    water = {"composition": "H2O(l)", "rate": "99.705 t/h", "temperature": "25 degC"}
    unit = Answers(around("Pump", {"inlet": water}, ("outlet",), pressure_rise="300 kPa"))
    assert unit.value("U-1.power") == pytest.approx(13.79e3, rel=2e-3)
    assert unit.value("U-1.head") == pytest.approx(30.68, rel=2e-3)
    # What the pump wastes, 4.487 kW, warms 27.7 kg/s by 0.039 K.
    assert unit.temperature("outlet") - 298.15 == pytest.approx(0.0387, rel=0.03)
    assert unit.gap("U-1") < 1e-10


def test_head_and_pressure_say_the_same():
    by_head = Answers(pump())
    again = Answers(pump(outlet_pressure=by_head.value("U-1.outlet_pressure") / 1e3))
    assert again.value("U-1.head") == pytest.approx(30.0, rel=1e-6)


def test_idle_pump():
    idle = around("Pump", {"inlet": {"composition": "H2O(l)", "rate": 0.0}}, ("outlet",), head="20 m")
    assert Answers(idle).value("U-1.power") == pytest.approx(0.0, abs=1e-6)
