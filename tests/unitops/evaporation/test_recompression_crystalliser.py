"""Crystalliser with vapour recompression: power by hand, make-up heat, crystals as without it."""

from __future__ import annotations

import pytest

from tests.unitops.examples.answers import Answers, around
from tests.unitops.examples.recompression_crystalliser import manganese_sulfate


def test_power_is_that_of_steam_tables():
    # 50 t/h x 75 % x 70 % = 26.25 t/h boiled. Magma 98 degC, elevation 3 K, difference 8 K: from p(95 degC) = 84.61 kPa
    # to p(106 degC) = 125.1 kPa, ratio 1.479. Steam of 98 degC: 34.4 J/mol/K x 371.15 K x (1.479^0.2417 - 1) / 0.75 /
    # 0.95 = 1781 J/mol = 27.5 kWh/t.
    unit = Answers(manganese_sulfate())
    assert unit.value("U-1.pressure_ratio") == pytest.approx(125.1 / 84.61, rel=2e-3)
    assert unit.value("U-1.power_per_water") / 3600 == pytest.approx(27.5, rel=0.01)
    assert unit.value("U-1.compressor_power") == pytest.approx(27.5 * 26.25e3, rel=0.01)
    assert unit.gap("U-1") < 1e-10


def test_crystals_are_those_of_the_crystalliser_and_heat_is_saved():
    compressed = Answers(manganese_sulfate())
    plain = around(
        "Crystalliser",
        {
            "feeds": {
                "composition": {"species": {"MnSO4(aq)": "25 %", "H2O(l)": "75 %"}},
                "rate": "50 t/h",
                "temperature": "90 degC",
            }
        },
        ("magma", "condensate"),
        crystals=["MnSO4·H2O(s)"],
        law="solubility in water",
        temperature="98 degC",
        evaporated_share="70 %",
    )
    other = Answers(plain)
    assert compressed.amount("magma", "MnSO4·H2O(s)") == pytest.approx(other.amount("magma", "MnSO4·H2O(s)"), rel=1e-9)
    assert abs(compressed.value("U-1.duty")) < 0.05 * other.value("U-1.duty")
