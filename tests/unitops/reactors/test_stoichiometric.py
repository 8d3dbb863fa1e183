"""Extents stated by rates of products and reactants."""

from __future__ import annotations

import pytest

from tests.unitops.examples.answers import Answers
from tests.unitops.examples.reactors import lithiation, reactor
from unitops.errors import RaffinateError


def test_rates_are_made():
    sheet = Answers(lithiation())
    assert sheet.amount("out", "CO2(g)") == pytest.approx(2 / 3.6, rel=1e-9)
    assert sheet.amount("out", "Ni(s)") == pytest.approx(20 / 58.6934 / 3.6, rel=1e-5)
    assert sheet.value("R-1.met") == pytest.approx(1.0)


def test_a_rate_beyond_the_feed_stops_at_the_feed():
    sheet = Answers(
        reactor(
            "StoichiometricReactor",
            [{"composition": "CaCO3(s)", "rate": "100.0869 kg/h"}],
            reactions=({"reaction": "CaCO3(s) -> CaO(s) + CO2(g)"},),
            molar_rate={"CaCO3(s)": "4 kmol/h"},
            temperature="900 degC",
        )
    )
    assert sheet.amount("out", "CaO(s)") == pytest.approx(1 / 3.6, rel=1e-5)
    assert sheet.value("R-1.met") == pytest.approx(0.25, rel=1e-5)


def test_a_reaction_without_a_rate_is_told():
    with pytest.raises(RaffinateError, match="nothing states the extent"):
        Answers(
            reactor(
                "StoichiometricReactor",
                [{"composition": "CaCO3(s)", "rate": "1 t/h"}],
                reactions=({"reaction": "CaCO3(s) -> CaO(s) + CO2(g)"},),
            )
        )
