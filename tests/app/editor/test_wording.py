"""No path and no declared name stands in the window as the file writes it."""

from __future__ import annotations

import pytest

from app.editor.solving.messages import Fault
from app.editor.wording import spoken_path, spoken_sentence
from flowsheets.document.paths import parse_path


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
    assert Fault("warning", "S-9", "S-9 is outside its range").words == "S-9 is outside its range"
