"""Compressor and expander against ideal-gas arithmetic and CoolProp."""

from __future__ import annotations

import pytest

from tests.unitops.examples.answers import Answers, around
from tests.unitops.examples.gas import compressor, expander


def test_isentropic_compression_of_argon_by_hand():
    # Argon has cp = 5/2 R: T2s = 298.15 x 3^0.4 = 462.68 K; 10 t/h = 69.534 mol/s x 20.786 x 164.53 / 0.75.
    argon = {"composition": "Ar(g)", "rate": "10 t/h", "temperature": "25 degC"}
    unit = Answers(around("Compressor", {"inlet": argon}, ("outlet",), pressure_ratio=3.0, efficiency=0.75))
    amount = 1e7 / 3600 / 39.948
    assert unit.value("U-1.shaft_power") == pytest.approx(amount * 20.786 * 164.53 / 0.75, rel=1e-4)
    assert unit.temperature("outlet") == pytest.approx(298.15 + 164.53 / 0.75, abs=0.02)
    assert unit.gap("U-1") < 1e-10


def test_polytropic_compression_of_argon_by_hand():
    # (n - 1) / n = 0.4 / 0.8 = 0.5: T2 = 298.15 x sqrt(3) = 516.41 K.
    argon = {"composition": "Ar(g)", "rate": "10 t/h", "temperature": "25 degC"}
    unit = Answers(
        around(
            "Compressor",
            {"inlet": argon},
            ("outlet",),
            pressure_ratio=3.0,
            efficiency=0.8,
            basis="polytropic",
        )
    )
    assert unit.temperature("outlet") == pytest.approx(516.41, abs=0.02)


def test_air_with_its_own_heat_capacity_against_coolprop():
    properties = pytest.importorskip("CoolProp.CoolProp").PropsSI
    # A real fluid at low pressure behaves as an ideal one: air from 10 to 30 kPa.
    low, high = 10e3, 30e3
    entropy = properties("S", "T", 298.15, "P", low, "Air")
    ideal = properties("H", "S", entropy, "P", high, "Air") - properties("H", "T", 298.15, "P", low, "Air")
    unit = Answers(compressor(efficiency=1.0))
    assert unit.value("U-1.shaft_power") / unit.mass("inlet") == pytest.approx(ideal, rel=5e-3)


def test_expander_gives_power_back():
    unit = Answers(expander())
    # 673.15 x (110/600)^(R/cp), cp about 30.4 J/mol/K: 423 K isentropic; 0.8 of the drop of 250 K.
    assert unit.temperature("outlet") == pytest.approx(673.15 - 0.8 * 250, abs=4)
    assert unit.value("U-1.power") == pytest.approx(0.95 * unit.value("U-1.shaft_power"))
    assert unit.gap("U-1") < 1e-10


def test_no_gas_takes_no_power():
    idle = {"composition": "N2(g)", "rate": 0.0}
    assert Answers(around("Compressor", {"inlet": idle}, ("outlet",), pressure_ratio=2.0)).value(
        "U-1.power"
    ) == pytest.approx(0.0, abs=1e-6)
