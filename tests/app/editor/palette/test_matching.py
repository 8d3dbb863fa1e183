"""What is found by which words, and in which order."""

from __future__ import annotations

import pytest

from app.editor.palette.matching import words_of
from app.editor.palette.operations import OTHER_WORDS, entries, trades
from unitops.catalogue import catalogue


def _found(text: str) -> list[str]:
    words = words_of(text)
    worth = {name: entry.findable.worth(words) for name, entry in entries().items()}
    return sorted((name for name in worth if worth[name] > 0), key=lambda name: -worth[name])


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("filter", "Filter"),
        ("Thick", "Thickener"),
        ("tk leach", "LeachTank"),
        ("burner", "ThermalOxidiser"),
        ("GIBBS", "GibbsReactor"),
        ("heat ex", "HeatExchanger"),
        ("vapour recompression crys", "RecompressionCrystalliser"),
        ("mxr", "Mixer"),
    ],
)
def test_the_best_fit_comes_first(typed: str, first: str) -> None:
    assert _found(typed)[0] == first


def test_every_word_must_fit() -> None:
    assert "Filter" not in _found("filter kiln")
    assert _found("zirconium unicorn") == []


def test_tag_class_name_and_first_sentence_are_searched() -> None:
    assert {"Tank", "LeachTank"} <= set(_found("TK"))
    assert _found("CountercurrentWasher")[0] == "CountercurrentWasher"
    assert all(entry.says for entry in entries().values())


def test_every_unit_operation_has_its_place() -> None:
    assert entries().keys() == catalogue().keys()
    assert trades()[0] == "general"
    assert {entry.trade for entry in entries().values()} == set(trades())


@pytest.mark.parametrize(
    ("typed", "operation"),
    [
        ("splitter", "Splitter"), ("purge", "Splitter"), ("filter", "Filter"), ("filter press", "Filter"),
        ("stripping", "MixerSettler"), ("ccd", "CountercurrentWasher"), ("mvr", "VapourRecompressionEvaporator"),
        ("autoclave", "PressureOxidation"), ("cyclone", "DustCollector"), ("cstr", "Tank"), ("sink", "Product"),
        ("clarifier", "Thickener"), ("source", "Feed"),
    ],
)  # fmt: skip
def test_units_are_found_by_what_engineers_call_them(typed: str, operation: str) -> None:
    worth = {name: entry.findable.worth(words_of(typed)) for name, entry in entries().items()}
    assert worth[operation] > 0.0
    assert worth[operation] == max(worth.values())


def test_other_words_are_of_unit_operations() -> None:
    assert set(OTHER_WORDS) <= set(entries())
