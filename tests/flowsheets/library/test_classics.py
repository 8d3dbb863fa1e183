"""The classic problems of the library: each solves from nothing, closes, and gives its published answers."""

from __future__ import annotations

import functools
from importlib.resources import files

import pytest

from flowsheets.document.file import loads
from flowsheets.document.records import Flowsheet
from flowsheets.results.solution import Solution
from flowsheets.sheet import Sheet

CLASSICS = (
    "kcl_crystallisation",
    "propane_dehydrogenation",
    "cyanide_ccd",
    "copper_electrorefining",
    "solvent_extraction_kremser",
)


def document(name: str) -> Flowsheet:
    """A shipped sheet as it stands in its file."""
    return loads((files("flowsheets.library") / f"{name}.flow.json").read_bytes(), name=name)


@functools.cache
def solved(name: str) -> Solution:
    """Its solution, solved once for all tests."""
    return Sheet(document(name)).solve()


@pytest.mark.parametrize("name", CLASSICS)
def test_closes(name: str) -> None:
    solution = solved(name)
    assert solution.status == "closed"
    assert not solution.solved.notes
    closure = solution.audit.closure
    assert closure.mass < 1e-11
    assert max(dict(closure.elements).values()) < 1e-11
    assert closure.energy < 1e-6


EXPECTED = [(name, expected) for name in CLASSICS for expected in document(name).expectations]


@pytest.mark.parametrize(("name", "expected"), EXPECTED, ids=[f"{n}: {e.result}" for n, e in EXPECTED])
def test_gives_the_published_answer(name: str, expected) -> None:
    found = solved(name).indicators[expected.result]
    assert found.unit == expected.unit
    assert found.value == pytest.approx(expected.value, rel=expected.tolerance)
    assert expected.source in document(name).sources


@pytest.mark.parametrize("name", CLASSICS)
def test_is_complete_and_drawn(name: str) -> None:
    sheet = document(name)
    assert sheet.title
    assert sheet.description
    assert set(sheet.drawing.units) == set(sheet.units)
    assert all(unit.name for unit in sheet.units.values())
    assert all(stream.name for stream in sheet.streams.values())
    assert all(place.x % 8 == 0 and place.y % 8 == 0 for place in sheet.drawing.units.values())
    cited = {key for unit in sheet.units.values() for key in unit.sources.values()}
    assert cited <= set(sheet.sources)


def kremser(ratio: float, stages: int) -> float:
    """Share extracted in countercurrent stages of extraction factor ``ratio`` (Kremser 1930)."""
    return 1.0 - (ratio - 1.0) / (ratio ** (stages + 1) - 1.0)


def test_fewer_copper_transferred_at_a_lower_distribution_ratio() -> None:
    """The extraction factor of all stages changed to 2: Kremser's equation still holds."""
    values = {f"MX-{k}.reactions[1].conversion": 2.0 / 3.0 for k in (1, 2, 3)}
    solution = Sheet(document("solvent_extraction_kremser")).with_values(values).solve()
    assert solution.indicators["copper extracted"].value == pytest.approx(100.0 * kremser(2.0, 3), rel=1e-9)


def test_more_wash_water_saves_value() -> None:
    """Wash at 1.5 t for each tonne of liquor in the tailings loses less than the published case."""
    published = solved("cyanide_ccd").indicators["recovery of value"].value
    washed = Sheet(document("cyanide_ccd")).with_values({"FD-2.rate": "150 t/d"}).solve()
    assert washed.status == "closed"
    assert washed.indicators["recovery of value"].value > published
