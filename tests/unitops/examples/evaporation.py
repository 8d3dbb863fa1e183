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


GLAUBER = "Na2SO4·10H2O(s)"


def glauber() -> Flowsheet:
    """Glauber's salt from a liquor of sodium and lithium sulfate at 0 degC."""
    liquor = {
        "composition": {"species": {"Li2SO4(aq)": "6 %", "Na2SO4(aq)": "18 %", "H2O(l)": "76 %"}},
        "rate": "100 t/h",
        "temperature": "40 degC",
    }
    lithium = {"reaction": "2 Li+(aq) + SO4-2(aq) -> Li2SO4(s)", "of": "Li+(aq)", "conversion": "0.3 %"}
    return around(
        "Crystalliser",
        {"feeds": liquor},
        ("magma",),
        crystals=[GLAUBER],
        temperature="0 degC",
        occlusion=(lithium,),
    )


def thenardite() -> Flowsheet:
    """Anhydrous sodium sulfate, 60 % of the water boiled off at 80 degC."""
    liquor = {
        "composition": {"species": {"Na2SO4(aq)": "25 %", "H2O(l)": "75 %"}},
        "rate": "100 t/h",
        "temperature": "60 degC",
    }
    return around(
        "Crystalliser",
        {"feeds": liquor},
        ("magma", "vapour"),
        crystals=["Na2SO4(s)"],
        law="solubility in water",
        temperature="80 degC",
        evaporated_share="60 %",
    )


EXAMPLES: dict[str, Callable[[], Flowsheet]] = {
    "Evaporator": evaporator,
    "VapourRecompressionEvaporator": recompression,
    "Crystalliser": thenardite,
}
