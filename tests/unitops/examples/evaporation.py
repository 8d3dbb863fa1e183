"""A sheet for each evaporator and crystalliser that exercises all its ports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flowsheets.document.records import Flowsheet
from tests.unitops.examples.answers import around

LIQUOR: dict[str, Any] = {
    "composition": {"species": {"Li2SO4(aq)": "6 %", "Na2SO4(aq)": "4 %", "H2O(l)": "90 %"}},
    "rate": "100 t/h",
    "temperature": "60 degC",
}


def evaporator() -> Flowsheet:
    """Three effects, half of the water boiled off, last vapour sent on."""
    outlets = ("concentrate", "condensate", "vapour")
    return around("Evaporator", {"feeds": LIQUOR}, outlets, effects="3", evaporated_share="50 %")


def recompression() -> Flowsheet:
    """Half of the water boiled off by recompression, elevation from the activity of water."""
    return around(
        "VapourRecompressionEvaporator",
        {"feeds": LIQUOR},
        ("concentrate", "condensate"),
        evaporated_share="50 %",
        condensate_temperature="65 degC",
        elevation="from water activity",
    )


EXAMPLES: dict[str, Callable[[], Flowsheet]] = {
    "Evaporator": evaporator,
    "VapourRecompressionEvaporator": recompression,
}
