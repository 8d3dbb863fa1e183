"""No path and no declared name stands in the window as the file writes it."""

from __future__ import annotations

import pytest

from app.editor.solving.messages import Fault
from app.editor.wording import printed_quantity, spoken_path, spoken_sentence
from flowsheets.document.paths import parse_path
from unitops.quantities import Dimension, parse_quantity, units_of


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("FL-201.wash_ratio", "wash ratio"),
        ("TK-201.final_ph", "final pH"),
        ("S-12.fraction[Li2CO3(s)]", "fraction of Li2CO3(s)"),
        ("S-12.fraction[Li2CO3(s)].target", "target of fraction of Li2CO3(s)"),
        ("R-101.reactions[0].conversion", "conversion of reaction 1"),
    ],
)
def test_a_path_is_said(path: str, words: str) -> None:
    assert spoken_path(parse_path(path)) == words


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("none of share, side_rate is set", "none of share, side rate is set"),
        ("no stream is connected to 'organic_out'", "no stream is connected to 'organic out'"),
        ("MS-203.phase_ratio would be below 0", "MS-203 phase ratio would be below 0"),
        ("CaSO4·2H2O(s) is out of 2.5 g/L", "CaSO4·2H2O(s) is out of 2.5 g/L"),
    ],
)
def test_names_within_a_sentence_are_said(sentence: str, words: str) -> None:
    assert spoken_sentence(sentence) == words


def test_a_fault_says_where_it_is() -> None:
    assert Fault("error", "SP-101", "none of share, side_rate is set").words == (
        "SP-101: none of share, side rate is set"
    )
    assert Fault("error", "FD-101.dry_rate", "it is not given").words == "FD-101 dry rate: it is not given"
    assert Fault("warning", "S-9", "S-9 is outside its range").words == "S-9 is outside its range"


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("25 degC", "25 °C"),
        ("1.2e-3 m3/h", "1.2e-3 m³/h"),
        ("-5 degC", "-5 °C"),
        ("0.5", "0.5"),
        ("enter a value", "enter a value"),
        ("98 wt% H2SO4", "98 wt% H2SO4"),
    ],
)
def test_a_quantity_is_printed(kept: str, shown: str) -> None:
    assert printed_quantity(kept) == shown


@pytest.mark.parametrize("dimension", list(Dimension))
def test_a_printed_unit_can_be_typed_again(dimension: Dimension) -> None:
    for unit in units_of(dimension):
        text = "2.5" if unit == "1" else f"2.5 {unit}"
        typed = parse_quantity(printed_quantity(text), dimension, hours_per_year=8000.0)
        assert typed == parse_quantity(text, dimension, hours_per_year=8000.0)
