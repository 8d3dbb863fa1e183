"""Paths and tags."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowsheets.document.errors import PathError
from flowsheets.document.paths import Path, parse_path, path_with_tags, resolve_path, tag_fault
from flowsheets.document.records import Flowsheet

PATHS = [
    ("R-101.temperature", Path("R-101", "temperature")),
    ("S-12.fraction[Li2CO3(s)]", Path("S-12", "fraction", "Li2CO3(s)")),
    ("S-12.fraction[LiAlSi2O6(s,beta)]", Path("S-12", "fraction", "LiAlSi2O6(s,beta)")),
    ("S-12.fraction[[Co(NH3)6]+3(aq)]", Path("S-12", "fraction", "[Co(NH3)6]+3(aq)")),
    ("S-12.concentration[Li]", Path("S-12", "concentration", "Li")),
    ("R-101.reactions[0].conversion", Path("R-101", "reactions", "0", "conversion")),
    ("P-101 A/B.power", Path("P-101 A/B", "power")),
    ("plant.water_use", Path("plant", "water_use")),
]


@pytest.mark.parametrize(("text", "path"), PATHS)
def test_paths_are_read_and_written(text: str, path: Path) -> None:
    assert parse_path(text) == path
    assert str(path) == text


@pytest.mark.parametrize("text", ["", "R-101", ".temperature", "R-101.", "R-101.a b", "R-101.a[", "R-101.a[]", "a.b.c"])
def test_what_is_no_path_is_refused(text: str) -> None:
    with pytest.raises(PathError, match="is not a path"):
        parse_path(text)


@given(st.text(max_size=20))
def test_any_text_is_a_path_or_refused(text: str) -> None:
    try:
        path = parse_path(text)
    except PathError:
        return
    assert parse_path(str(path)) == path


def test_a_path_holds_the_id(calcination: Flowsheet) -> None:
    path = resolve_path(calcination, "KN-101.temperature")
    assert path.owner in calcination.units
    assert resolve_path(calcination, str(path)) == path
    assert path_with_tags(calcination, str(path)) == "KN-101.temperature"
    assert resolve_path(calcination, "plant.mass_in").owner == "plant"


def test_an_unknown_owner_is_told_with_the_nearest(calcination: Flowsheet) -> None:
    with pytest.raises(PathError, match=r'called "KN-102". Did you mean KN-101\?'):
        resolve_path(calcination, "KN-102.temperature")


@pytest.mark.parametrize("tag", ["R-101", "P-101 A/B", "12", "S-12", "Röster 1"])
def test_tags_that_may_be(tag: str) -> None:
    assert tag_fault(tag) == ""


@pytest.mark.parametrize("tag", ["", " ", " R-1", "R.1", "R[1]", "R=1", 'R"1', "R\n1", "plant", "u7f3a10bc"])
def test_tags_that_may_not_be(tag: str) -> None:
    assert tag_fault(tag)
