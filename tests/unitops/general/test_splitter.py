"""Splitters: by share, by mass flow, and where little or nothing arrives."""

from __future__ import annotations

import pytest

from tests.unitops.examples.answers import Answers, around


def split(rate="10 t/h", **parameters):
    feed = {"composition": {"species": {"H2O(l)": "90 %", "SiO2(s)": "10 %"}}, "rate": rate}
    return Answers(around("Splitter", {"inlet": feed}, ("main", "side"), **parameters))


def test_share_and_mass_flow_say_the_same():
    for parameters in ({"share": "20 %"}, {"side_rate": "2 t/h"}):
        unit = split(**parameters)
        assert unit.mass("side") * 3.6 == pytest.approx(2.0)
        assert unit.value("U-1.share") == pytest.approx(0.2)
        assert unit.value("U-1.side_rate") * 3.6 == pytest.approx(2.0)
        assert unit.gap("U-1") < 1e-12


@pytest.mark.parametrize(("rate", "taken"), [("2 t/h", 2.0), ("1 t/h", 1.0), ("0 t/h", 0.0)])
def test_no_more_is_taken_off_than_arrives(rate, taken):
    unit = split(rate, side_rate="2 t/h")
    assert unit.mass("side") * 3.6 == pytest.approx(taken, rel=1e-6, abs=1e-12)
    assert min(unit.amounts("main").values()) >= -1e-14
