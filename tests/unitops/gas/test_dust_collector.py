"""Dust collector: separation, dust load, fan."""

from __future__ import annotations

import pytest

from tests.unitops.examples.answers import Answers
from tests.unitops.examples.gas import dust_collector


def test_bag_filter_by_hand():
    unit = Answers(dust_collector())
    # 700 kg/h dust; gas 92.836 mol/s = 7491 Nm3/h: 93.4 g/Nm3, and 0.5 % of it after the filter.
    assert unit.value("U-1.load_in") == pytest.approx(0.0934, rel=1e-3)
    assert unit.value("U-1.load_out") == pytest.approx(0.005 * 0.0934, rel=1e-3)
    # 92.836 mol/s at 150 degC and 101.325 kPa are 3.2235 m3/s; 1.5 kPa / 0.6: 8.06 kW.
    assert unit.value("U-1.fan_power") == pytest.approx(8.06e3, rel=1e-3)
    assert unit.state("clean", "P") == pytest.approx(101325.0)
    assert unit.temperature("clean") > 423.15
    assert unit.gap("U-1") < 1e-10


def test_without_fan_the_pressure_falls():
    unit = Answers(dust_collector(kind="cyclone", separation=0.9, fan_efficiency=0.5, pressure_drop="2 kPa"))
    assert unit.amount("dust", "SiO2(s)") == pytest.approx(0.9 * unit.amount("gas", "SiO2(s)"))
