"""Energy that crosses the boundary of a unit, sorted by who gives and takes it."""

from __future__ import annotations

from typing import Any

import pytest

from flowsheets.results.crossings import energy_by_kind


def unit(kind: str, direction: str, kilowatts: float) -> dict[str, Any]:
    return {"energy": {"crossing": {"kind": kind, "direction": direction, "kW": kilowatts}}}


def test_round_off_has_no_direction() -> None:
    assert not any(energy_by_kind(unit("loss", "out", -6.6e-23)).values())


@pytest.mark.parametrize(
    ("kind", "direction", "kilowatts", "counts_as"),
    [
        ("heat", "in", 5.0, "heat in"),
        ("heat", "in", -5.0, "heat out"),
        ("heat", "out", 5.0, "heat out"),
        ("loss", "out", 5.0, "loss"),
        ("loss", "out", -5.0, "ambient"),
        ("loss", "in", 5.0, "ambient"),
        ("loss", "in", -5.0, "loss"),
        ("power", "in", 5.0, "power"),
        ("fuel", "in", 5.0, "fuel"),
    ],
)
def test_each_crossing_counts_once_and_as_a_positive_figure(
    kind: str, direction: str, kilowatts: float, counts_as: str
) -> None:
    sums = energy_by_kind(unit(kind, direction, kilowatts))
    assert {name: value for name, value in sums.items() if value} == {counts_as: 5.0}
