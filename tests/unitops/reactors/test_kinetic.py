"""Conversions in given time against Levenspiel's closed forms."""

from __future__ import annotations

import math

import pytest

from tests.unitops.examples.answers import Answers
from tests.unitops.examples.reactors import leaching
from unitops.reactors.conversion_laws import (
    FILM,
    LAYER,
    REACTION,
    time_of_core,
    unconverted,
    unconverted_first_order,
    unconverted_in_plug_flow,
)


def smallest(terms):
    return min(terms)


def test_laws_of_a_single_particle():
    # At X = 0.488 the radius is 0.8: 1 - 0.8 = 0.2; 1 - 3 x 0.64 + 2 x 0.512 = 0.104; X = 0.488.
    assert time_of_core(REACTION, 0.8) == pytest.approx(0.2)
    assert time_of_core(LAYER, 0.8) == pytest.approx(0.104)
    assert time_of_core(FILM, 0.8) == pytest.approx(0.488)


@pytest.mark.parametrize("law", [REACTION, LAYER, FILM])
@pytest.mark.parametrize("radius", [0.999, 0.8, 0.3, 0.01])
def test_plug_flow_inverts_the_law(law, radius):
    left = unconverted_in_plug_flow(law, time_of_core(law, radius), smallest, math)
    assert left == pytest.approx(radius**3, rel=1e-5, abs=1e-9)


@pytest.mark.parametrize("y", [0.02, 0.1, 0.5, 1.0, 3.0, 50.0])
def test_one_stirred_tank_has_the_closed_forms(y):
    # Levenspiel (1999), section 25.4; y = mean residence time / tau.
    reaction = 3 * y - 6 * y**2 + 6 * y**3 * -math.expm1(-1 / y)
    film = y * -math.expm1(-1 / y)
    assert 1 - unconverted(REACTION, 1, 1 / y, math.exp) == pytest.approx(reaction, abs=1e-9)
    assert 1 - unconverted(FILM, 1, 1 / y, math.exp) == pytest.approx(film, abs=1e-9)


def test_product_layer_in_one_tank_has_the_series():
    # Levenspiel (1999), equation 25.39 for a long stay: 1 - X = z/5 - 19/420 z^2 + 41/4620 z^3 - 0.00149 z^4.
    z = 0.1
    series = z / 5 - 19 / 420 * z**2 + 41 / 4620 * z**3 - 0.00149 * z**4
    assert unconverted(LAYER, 1, z, math.exp) == pytest.approx(series, rel=1e-5)


def test_many_tanks_come_near_plug_flow():
    plug = unconverted_in_plug_flow(REACTION, 0.5, smallest, math)
    apart = [abs(unconverted(REACTION, n, 2.0, math.exp) - plug) for n in (1, 2, 4, 10)]
    assert apart == sorted(apart, reverse=True)
    assert unconverted_first_order(10, 1.0, math.exp) == pytest.approx(1.1**-10)


def test_leach_train():
    sheet = Answers(leaching())
    # tau at 60 degC: 2 h exp(40000/8.314 (1/333.15 - 1/298.15)) = 0.367 h; three tanks, t/tau = 8.2.
    tau = 2.0 * math.exp(40000 / 8.314462618 * (1 / 333.15 - 1 / 298.15))
    expected = 1 - unconverted(REACTION, 3, tau / 3.0, math.exp)
    assert sheet.value("R-1.conversion") == pytest.approx(expected, rel=1e-8)
    fed = sheet.amount("in-1", "ZnO(s)")
    assert sheet.amount("out", "ZnO(s)") == pytest.approx(fed * (1 - 0.98 * expected), rel=1e-6)
    assert sheet.gap("R-1") < 1e-10


def test_volume_gives_the_time():
    by_time = Answers(leaching())
    volume = by_time.value("R-1.volume")
    by_volume = Answers(leaching(residence_time=None, volume=f"{volume} m3"))
    assert by_volume.value("R-1.residence_time") == pytest.approx(3 * 3600.0, rel=1e-8)
    # 10 t/h of 15 % acid (1.10 t/m3) and the silica that is left: some 9.4 m3/h.
    assert volume == pytest.approx(3 * 9.4, rel=0.05)
