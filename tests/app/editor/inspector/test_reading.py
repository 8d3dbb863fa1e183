"""Quantities as they are typed."""

from __future__ import annotations

import pytest

from app.editor.inspector.reading import Measure, shown_number

TEMPERATURE = Measure("degC", -50.0, 3000.0)


@pytest.mark.parametrize(
    ("unit", "typed", "kept", "value"),
    [
        ("degC", "250 C", "250 degC", 523.15),
        ("degC", "250", "250 degC", 523.15),
        ("degC", "480 °F", "480 degF", 522.0388888888889),
        ("t/h", "1.2 t/d", "1.2 t/d", 1200 / 86400),
        ("kPa", "3 bar(g)", "3 bar(g)", 401325.0),
        ("%", "25 %", "25 %", 0.25),
        ("1", "0.8", "0.8", 0.8),
        ("1", "80 %", "80 %", 0.8),
        ("t/h", "-0", "-0 t/h", 0.0),
    ],
)
def test_what_is_typed_is_kept_with_its_unit(unit: str, typed: str, kept: str, value: float) -> None:
    reading = Measure(unit).read(typed)
    assert (reading.text, reading.fault) == (kept, "")
    assert reading.value == pytest.approx(value, rel=1e-12)


def test_a_bare_number_takes_the_unit_that_is_shown() -> None:
    assert TEMPERATURE.read("300", "K").text == "300 K"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("5 kg", "is a mass, but a temperature is asked here"),
        ("-60 C", "It cannot be less than -50 degC."),
        ("4000 degC", "It cannot be more than 3000 degC."),
        ("12,5 C", "The decimal mark is a point"),
        ("abc", "does not begin with a number"),
    ],
)
def test_what_cannot_be_is_told_in_words(typed: str, words: str) -> None:
    reading = TEMPERATURE.read(typed)
    assert words in reading.fault
    assert reading.value is None


@pytest.mark.parametrize(
    ("measure", "typed", "words"),
    [
        (Measure("1", 0.0, 0.5), "110 %", "It cannot be more than 50 %."),
        (Measure("1", 0.0, 0.5), "0.6", "It cannot be more than 0.5."),
        (Measure("%", 0.0, 95.0), "97", "It cannot be more than 95 %."),
        (Measure("kPa", 1.0, 20000.0), "300 bar", "It cannot be more than 200 bar."),
        (TEMPERATURE, "200 K", "It cannot be less than 223.15 K."),
    ],
)
def test_a_bound_is_told_in_the_unit_that_was_typed(measure: Measure, typed: str, words: str) -> None:
    assert measure.read(typed).fault == words


@pytest.mark.parametrize(
    ("text", "steps", "moved"),
    [
        ("250 degC", 1, "260 degC"),
        ("95 %", -1, "94 %"),
        ("0.3 t/h", 0.1, "0.301 t/h"),
        ("1.10", 1, "1.2"),
        ("0", 1, "0.1"),
    ],
)
def test_steps_move_the_second_digit(text: str, steps: float, moved: str) -> None:
    unit = {"degC": "degC", "%": "%", "t/h": "t/h"}.get(text.partition(" ")[2], "1")
    assert Measure(unit).stepped(text, steps) == moved


def test_steps_stop_at_bounds() -> None:
    assert Measure("%", 0.0, 100.0).stepped("100 %", 1) == "100 %"


def test_another_unit_means_the_same() -> None:
    assert TEMPERATURE.in_unit("250 degC", "K") == "523.15 K"
    assert Measure("kPa").in_unit("3 bar(g)", "kPa") == "401.325 kPa"


def test_rounding_is_shown_as_a_dash() -> None:
    assert shown_number(3e-14, "kW") == "–"
    assert shown_number(0.0, "kW") == "0 kW"
    assert shown_number(None, "kW") == "–"
    assert shown_number(123456.0, "kW") == "123500 kW"
    assert shown_number(1.0, "t/h", "kg/s") == "0.2778 kg/s"
