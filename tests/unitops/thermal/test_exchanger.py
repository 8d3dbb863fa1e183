"""Heat exchanger: every way to fix it, and its log mean difference."""

from __future__ import annotations

import math

import pytest

from tests.unitops.examples.answers import Answers, around
from tests.unitops.examples.thermal import heat_exchanger


def test_log_mean_by_hand():
    # 10 t/h from 90 to 30 degC at 4.187 kJ/kg/K: 697.9 kW; twice as much water warms by 30 K to 50 degC.
    # Differences 40 and 10 K: 30 / ln 4 = 21.64 K.
    unit = Answers(heat_exchanger(hot_temperature="30 degC"))
    assert unit.value("U-1.duty") == pytest.approx(697.9e3, rel=1e-3)
    assert unit.temperature("cold_out") == pytest.approx(323.15, abs=0.1)
    warm = 363.15 - unit.temperature("cold_out")
    assert unit.value("U-1.mean_difference") == pytest.approx((warm - 10) / math.log(warm / 10), rel=1e-12)
    assert unit.value("U-1.wall_area") * 850 * unit.value("U-1.mean_difference") == pytest.approx(
        unit.value("U-1.duty")
    )
    assert unit.gap("U-1") < 1e-10


def test_every_alternative_gives_the_same():
    first = Answers(heat_exchanger(approach="10 K"))
    entered = {
        "duty": f"{first.value('U-1.duty')} W",
        "wall_area": f"{first.value('U-1.wall_area')} m2",
        "cold_temperature": f"{first.value('U-1.cold_temperature')} K",
    }
    for name, value in entered.items():
        again = Answers(heat_exchanger(**{name: value}))
        assert again.temperature("hot_out") == pytest.approx(303.15, abs=1e-5), name


def test_a_large_area_comes_near_the_cold_inlet_and_no_area_does_nothing():
    assert Answers(heat_exchanger(wall_area="10000 m2")).temperature("hot_out") == pytest.approx(293.15, abs=0.1)
    assert Answers(heat_exchanger(wall_area=0.0)).temperature("hot_out") == pytest.approx(363.15, abs=1e-6)


def test_equal_differences_do_no_harm():
    even = around(
        "HeatExchanger",
        {
            "hot": {"composition": "N2(g)", "rate": "1 t/h", "temperature": "61 degC"},
            "cold": {"composition": "N2(g)", "rate": "1 t/h", "temperature": "60 degC"},
        },
        ("hot_out", "cold_out"),
        hot_temperature="60.5 degC",
    )
    assert Answers(even).value("U-1.mean_difference") == pytest.approx(0.5, rel=1e-3)
