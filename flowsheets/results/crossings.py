"""Energy that crosses the boundary of a unit, by kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ROUND_OFF = 1e-9
"""What crosses below this [kW] is round-off, and has no direction."""


def energy_by_kind(unit: Mapping[str, Any]) -> dict[str, float]:
    """Heat supplied and removed, power, fuel heat, losses and gains from the surroundings [kW], each positive as named.

    A negative heat that enters is heat removed, a negative loss is given by sun, ground and air: no utility serves it.
    Power given off counts as negative power.
    """
    sums = {"heat in": 0.0, "heat out": 0.0, "power": 0.0, "fuel": 0.0, "loss": 0.0, "ambient": 0.0}
    for crossing in unit["energy"].values():
        inwards = crossing["kW"] if crossing["direction"] == "in" else -crossing["kW"]
        kind = crossing["kind"]
        if abs(inwards) < ROUND_OFF:
            continue
        if kind == "heat":
            sums["heat in" if inwards >= 0.0 else "heat out"] += abs(inwards)
        elif kind == "loss":
            sums["ambient" if inwards > 0.0 else "loss"] += abs(inwards)
        else:
            sums[kind] += inwards
    return sums
