"""Filters, centrifuges and countercurrent washers."""

from __future__ import annotations

import math

import pytest

from tests.unitops.examples.answers import Answers, around
from tests.unitops.examples.solid_liquid import (
    EXAMPLES,
    SLURRY,
    WATER,
    centrifuge,
    decantation,
)

UNSET_WATER = {"composition": "H2O(l)"}


def filtered(feed=None, wash=None, outlets=("filtrate", "cake"), **parameters):
    feeds = {"feed": {**SLURRY, **(feed or {})}} | ({"wash": wash} if wash is not None else {})
    return Answers(around("Filter", feeds, outlets, **parameters))


def test_cake_holds_its_moisture():
    # 20 t/h solids at 25 % moisture hold 20/3 t/h of 80 t/h of liquor.
    unit = filtered()
    assert unit.value("U-1.soluble_loss") == pytest.approx(20 / 3 / 80, rel=1e-9)
    assert unit.value("U-1.moisture") == pytest.approx(0.25)
    assert filtered(kind="press").value("U-1.moisture") == pytest.approx(0.18)
    assert filtered(cake_moisture="10 %").value("U-1.moisture") == pytest.approx(0.10)


def test_wash_leaves_its_power_of_the_wash_ratio():
    # E = 70 %, n = 1.5: 0.3^1.5 = 0.1643 of the 20/3 t/h of liquor in the cake stays.
    for parameters in ({"wash_ratio": 1.5}, {"wash_to_solids": 0.5}):
        unit = filtered(wash=UNSET_WATER, outlets=("filtrate", "cake", "wash_filtrate"), **parameters)
        assert unit.value("U-1.washing_recovery") == pytest.approx(1 - 0.3**1.5, rel=1e-9)
        assert unit.value("U-1.soluble_loss") == pytest.approx(0.3**1.5 * 20 / 3 / 80, rel=1e-6)
        assert unit.mass("wash") == pytest.approx(10 / 3.6, rel=1e-8)
        assert unit.gap("U-1") < 1e-10


def test_what_no_wash_reaches_stays():
    # E = 70 %, n = 10: 0.3^10 = 6e-6 would be left; with 2 % out of reach it is 2.0006 %.
    unit = filtered(wash=UNSET_WATER, wash_ratio=10, unreached="2 %")
    assert unit.value("U-1.washing_recovery") == pytest.approx(0.98 * (1 - 0.3**10), rel=1e-9)


def test_wash_never_drives_out_more_than_itself():
    unit = filtered(wash=UNSET_WATER, wash_ratio=0.4, wash_efficiency="99 %")
    assert unit.value("U-1.washing_recovery") == pytest.approx(0.4, rel=1e-6)


def test_centrifuge_heats_by_its_power():
    unit = Answers(centrifuge())
    assert unit.value("U-1.moisture") == pytest.approx(0.04)
    assert unit.value("U-1.wash_to_solids") == pytest.approx(0.1, rel=1e-6)
    heated = Answers(around("Centrifuge", {"feed": SLURRY}, ("filtrate", "cake"), power="100 kW"))
    # 80 t/h liquor at 4.0 and 20 t/h quartz at 0.78 kJ/kg/K.
    assert heated.temperature("cake") - 333.15 == pytest.approx(100 * 3.6 / (80 * 4.0 + 20 * 0.78), rel=0.05)
    assert max(unit.gap("U-1"), heated.gap("U-1")) < 1e-10


@pytest.mark.parametrize("rate", ["0 t/h", "0.01 t/h", "1000 t/h"])
@pytest.mark.parametrize("wash", [{**WATER, "rate": "0 t/h"}, WATER])
def test_any_rate(rate, wash):
    unit = filtered({"rate": rate}, wash)
    assert unit.gap("U-1") < 1e-10


def test_without_solids_everything_is_filtrate():
    unit = filtered({"composition": "H2O(l)"}, UNSET_WATER, wash_ratio=1.5)
    assert unit.mass("cake") == pytest.approx(0.0, abs=1e-8)


def test_drier_than_its_cake():
    unit = filtered({"composition": {"species": {"SiO2(s)": "90 %", "H2O(l)": "10 %"}}})
    assert unit.mass("filtrate") == pytest.approx(0.0, abs=1e-7)


def washed(rate="20 t/h", **parameters):
    feeds = {"feed": SLURRY, "wash": {"composition": "H2O(l)", "rate": rate}}
    return Answers(around("CountercurrentWasher", feeds, ("liquor", "washed"), **parameters))


def test_washer_is_a_train_of_thickeners():
    for efficiency in ("99.9 %", "80 %"):
        train = Answers(decantation(5, {**WATER, "rate": "35 t/h"}, mixing_efficiency=efficiency))
        unit = washed("35 t/h", stage_efficiency=efficiency)
        assert unit.amount("washed", "Li+(aq)") == pytest.approx(train.amount("U5", "Li+(aq)"), rel=1e-9)
        assert unit.temperature("washed") != train.temperature("U5")
        assert unit.gap("U-1") < 1e-10


def test_one_stage_of_displacement_is_a_washed_filter():
    unit = washed("30 t/h", stages="1", contact="displacement", stage_efficiency="70 %", underflow_solids="75 %")
    held = 20 / 3
    left = held * 0.3 ** (30 / held)
    assert unit.value("U-1.soluble_loss") == pytest.approx(left / 80, rel=1e-6)


def test_two_zones_of_displacement():
    # n = 1, E = 70 %: R = 0.3. y1 = 0.3 + 0.7 z2, y2 = 0.3 y1, z2 = y1 - y2 = 0.7 y1: y1 = 0.3 / (1 - 0.49).
    unit = washed(f"{20 / 3} t/h", stages="2", contact="displacement", stage_efficiency="70 %", underflow_solids="75 %")
    y2 = 0.3 * 0.3 / 0.51
    assert unit.value("U-1.soluble_loss") == pytest.approx(y2 / 12, rel=1e-6)
    assert math.isclose(unit.value("U-1.washing_recovery"), 1 - y2 / 12, rel_tol=1e-6)


@pytest.mark.parametrize("contact", ["repulping", "displacement"])
@pytest.mark.parametrize("rate", ["0 t/h", "200 t/h"])
def test_washer_at_any_wash(contact, rate):
    assert washed(rate, contact=contact).gap("U-1") < 1e-10


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_close(name):
    assert Answers(EXAMPLES[name]()).gap("U-1") < 1e-10
