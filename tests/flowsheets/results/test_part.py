"""The balance of a part of a plant over its boundary."""

import pytest

from flowsheets.document.file import load
from flowsheets.document.levels import units_within
from flowsheets.document.subflowsheets import folded_by_area
from flowsheets.library import path
from flowsheets.results.part import Crossings, crossings, part_balance


def test_what_enters_and_leaves_is_told_apart() -> None:
    plant, made = folded_by_area(load(path("spodumene_li2co3")))
    for key in made:
        units = units_within(plant, key)
        found = crossings(plant, units)
        assert found.into
        assert found.out
        assert not set(found.into) & set(found.out)
        for stream in found.into:
            target = plant.streams[stream].target
            assert target is not None
            assert target.unit in units


def test_the_balance_is_by_mass_and_element() -> None:
    written = {
        "s1": {"mass_kg_per_h": 10.0, "elements_kg_per_h": {"H": 1.0, "O": 9.0}},
        "s2": {"mass_kg_per_h": 4.0, "elements_kg_per_h": {"H": 1.0, "O": 3.0}},
    }
    balance = part_balance(Crossings(("s1",), ("s2",)), written)
    assert balance is not None
    assert balance.mass == (10.0, 4.0)
    assert list(balance.elements) == ["O", "H"]
    assert balance.elements["O"] == pytest.approx((9.0, 3.0))
    assert part_balance(Crossings(("s1", "s3"), ()), written) is None
