"""Numbers of units against the ranges that a result states."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest

from flowsheets.audit import AuditError, audit
from flowsheets.audit.ranges import beyond

RANGE = {"of": "temperature", "low": 100.0, "high": 900.0, "unit": "degC", "says": "the law was measured there"}


def with_range(plant: dict[str, Any], value: float | None, **changed: Any) -> dict[str, Any]:
    """The small plant, its kiln at a temperature that has a range."""
    told = copy.deepcopy(plant)
    told["units"]["KN-101"]["results"] = {"temperature": {"value": value, "unit": "degC"}}
    told["units"]["KN-101"]["validity"] = [{**RANGE, **changed}]
    return told


def test_inside_and_outside(plant):
    assert audit(with_range(plant, 900.0)).status == "closed"
    assert audit(with_range(plant, 900.0 * (1.0 + 1e-7))).status == "closed"
    report = audit(with_range(plant, 977.0))
    assert report.status == "outside validity"
    (finding,) = [finding for finding in report.findings if finding.severity == "validity"]
    assert (finding.place, finding.quantity, finding.amount) == ("KN-101", "temperature", 977.0)
    assert finding.relative == pytest.approx(77.0 / 900.0)
    assert finding.sentence == (
        "KN-101 is outside validity: temperature 977 degC, valid 100 to 900 degC; the law was measured there."
    )


@pytest.mark.parametrize(
    ("bounds", "words"), [({"low": None}, "valid up to 900 degC"), ({"high": None, "low": 1e3}, "valid from 1000 degC")]
)
def test_open_ranges(plant, bounds, words):
    assert words in str(audit(with_range(plant, 977.0, **bounds)))
    assert audit(with_range(plant, 977.0, low=None, high=None)).status == "closed"


def test_a_number_that_is_none_is_outside_every_range(plant):
    assert audit(with_range(plant, None)).status == "outside validity"


def test_out_of_balance_goes_before(plant):
    broken = with_range(plant, 977.0)
    broken["streams"]["calcine"]["species_kg_per_h"]["CaO(s)"] *= 1.01
    assert audit(broken).status == "out of balance"


@pytest.mark.parametrize(
    "change", [{"of": "colour"}, {"low": "cold"}, {"high": True}, {"of": None}, {"of": ["temperature"]}]
)
def test_nonsense_is_refused_by_place(plant, change):
    with pytest.raises(AuditError, match="KN-101"):
        audit(with_range(plant, 500.0, **change))


def test_a_table_of_ranges_is_refused(plant):
    told = copy.deepcopy(plant)
    told["units"]["KN-101"]["validity"] = {"temperature": RANGE}
    with pytest.raises(AuditError, match="a list of ranges"):
        audit(told)


def test_shares_beyond():
    none = np.nan
    value = np.array([0.0, 1.0, 5.0, 5.0, -1e-12, 1e-6, none])
    low = np.array([none, 2.0, 2.0, none, 0.0, none, none])
    high = np.array([none, none, 4.0, none, none, 0.0, none])
    shares = beyond(value, low, high)
    assert shares == pytest.approx([0.0, 0.5, 0.25, 0.0, 0.0, 1e-6 / 1e-3, np.inf])
