"""Units and quantities as people read them."""

from __future__ import annotations

import pytest

from unitops.quantities import printed_text, printed_unit, readable_number, readable_quantity
from unitops.quantities.reading import unit_written


@pytest.mark.parametrize(
    ("unit", "printed"),
    [("degC", "°C"), ("m3/h", "m³/h"), ("W/m2/K", "W/m²/K"), ("Nm3", "Nm³"), ("1", ""), ("kg/t", "kg/t"), ("%", "%")],
)
def test_units_are_printed(unit: str, printed: str) -> None:
    assert printed_unit(unit) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("valid up to 5 m3/h at 25 degC", "valid up to 5 m³/h at 25 °C"),
        ("kg/m3, cm2/s and Nm3/t", "kg/m³, cm²/s and Nm³/t"),
        ("H2SO4(l), CO3-2(aq), Nm(s), Am2O3(s) and m2_area", "H2SO4(l), CO3-2(aq), Nm(s), Am2O3(s) and m2_area"),
        ("4 Fe+2(aq) + O2(g) -> 4 Fe+3(aq)", "4 Fe+2(aq) + O2(g) -> 4 Fe+3(aq)"),
        ("a degCelsius is none", "a degCelsius is none"),
    ],
)  # fmt: skip
def test_sentences_are_printed_and_formulas_left(text: str, printed: str) -> None:
    assert printed_text(text) == printed


@pytest.mark.parametrize(
    ("number", "unit", "shown"),
    [
        (0.009205, "t/h", "9.205 kg/h"),
        (9205.0, "kg/h", "9.205 t/h"),
        (0.0, "t/h", "0 t/h"),
        (-0.002, "t/a", "-2 kg/a"),
        (0.5, "kW", "500 W"),
        (2500.0, "kW", "2.5 MW"),
        (5e-7, "m3/h", "0.5 mL/h"),
        (0.3, "1", "0.3"),
        (25.0, "degC", "25 degC"),
        (float("inf"), "t/h", "inf t/h"),
    ],
)
def test_a_number_is_told_in_the_unit_in_which_it_reads_best(number: float, unit: str, shown: str) -> None:
    assert readable_number(number, unit) == shown


def test_a_value_of_si_too() -> None:
    assert readable_quantity(0.001, "t/h") == "3.6 kg/h"


@pytest.mark.parametrize(("text", "unit"), [("110 %", "%"), ("1.1", ""), ("12 t/h", "t/h"), ("none", ""), (0.4, "")])
def test_the_unit_in_which_something_was_written(text: str, unit: str) -> None:
    assert unit_written(text) == unit
