"""Make-up of a circuit against arithmetic by hand."""

from __future__ import annotations

import pytest

from tests.unitops.examples import hydrometallurgy as sheets
from tests.unitops.examples.answers import Answers


def test_total_flow_is_made_up():
    solved = Answers(sheets.make_up(concentration=None, total_rate="12 t/h"))
    assert solved.mass("makeup") == pytest.approx(2000 / 3600, rel=1e-9)
    assert solved.gap("MU-1") < 1e-9


def test_concentration_is_met():
    solved = Answers(sheets.make_up())
    assert solved.value("MU-1.concentration") == pytest.approx(150.0)
    sulfate, sodium = solved.amount("outlet", "SO4-2(aq)"), solved.amount("outlet", "Na+(aq)")
    assert solved.value("MU-1.molar_ratio") == pytest.approx(sulfate / sodium)
    assert solved.temperature("outlet") > solved.temperature("inlet")  # heat of dilution


def test_element_share_is_met():
    solved = Answers(sheets.make_up(concentration=None, of="S", mass_fraction="5 %"))
    sulfur = solved.amount("outlet", "SO4-2(aq)") * 0.03206
    assert sulfur / solved.mass("outlet") == pytest.approx(0.05, rel=2e-4)
