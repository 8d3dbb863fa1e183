"""Sheets of mixer-settlers and trains with all their ports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flowsheets.document.records import Flowsheet
from tests.unitops.examples.answers import around

PREGNANT: dict[str, Any] = {
    "composition": {
        "charge": "SO4-2(aq)",
        "solution": {
            "Cu+2": "2.5 g/L",
            "Fe+3": "0.5 g/L",
            "Fe+2": "2 g/L",
            "Mn+2": "4 g/L",
            "H2SO4": "5 g/L",
            "SO4-2": "20 g/L",
        },
    },
    "rate": "1000 t/h",
    "temperature": "22 degC",
}
SPENT: dict[str, Any] = {
    "composition": {
        "charge": "SO4-2(aq)",
        "solution": {"Cu+2": "35 g/L", "H2SO4": "190 g/L", "SO4-2": "100 g/L"},
    },
    "rate": "180 t/h",
    "temperature": "40 degC",
}
STRIPPED: dict[str, Any] = {
    "composition": {
        "rest": "kerosene(o)",
        "species": {"C16H25NO2(o)": "5.2 %", "Cu(C16H24NO2)2(o)": "1.3 %", "Fe(C16H24NO2)3(o)": "0.01 %"},
    },
    "rate": "1000 t/h",
    "temperature": "25 degC",
}
LOADED: dict[str, Any] = {
    "composition": {
        "rest": "kerosene(o)",
        "species": {"C16H25NO2(o)": "2.6 %", "Cu(C16H24NO2)2(o)": "4.0 %", "Fe(C16H24NO2)3(o)": "0.02 %"},
    },
    "rate": "1000 t/h",
    "temperature": "25 degC",
}


def extraction() -> Flowsheet:
    """Two stages with LIX 984N; iron by an equilibrium constant; losses of both kinds."""
    return around(
        "SolventExtraction",
        {"liquor": PREGNANT, "organic": STRIPPED, "makeup": {"composition": "kerosene(o)", "rate": "50 kg/h"}},
        ("liquor_out", "organic_out", "lost"),
        stages="2",
        isotherm="LIX 984N, extraction",
        equilibrium_constant={"Fe(C16H24NO2)3(o)": 0.0003},
        liquor_entrained="2 L/m3",
        organic_entrained="0.1 L/m3",
        evaporation="10 g/m2/h",
        degradation="10 ppm",
    )


def strip() -> Flowsheet:
    """One stage in which spent electrolyte strips copper."""
    return around(
        "MixerSettler",
        {"liquor": SPENT, "organic": LOADED},
        ("liquor_out", "organic_out"),
        isotherm="LIX 984N, stripping",
        equilibrium_constant={"Fe(C16H24NO2)3(o)": 0.0003},
        efficiency_of="both",
        liquor_entrained="1 L/m3",
    )


EMULSION: dict[str, Any] = {
    "composition": {
        "species": {
            "C16H25NO2(o)": "5 %",
            "Cu(C16H24NO2)2(o)": "4 %",
            "kerosene(o)": "90.4 %",
            "H2O(l)": "0.58 %",
            "CuSO4(aq)": "0.02 %",
        }
    },
    "rate": "1000 t/h",
    "temperature": "25 degC",
}


def after_settler() -> Flowsheet:
    """A loaded-organic tank that leaves 1 L of liquor in a cubic metre."""
    return around("Coalescer", {"inlet": EMULSION}, ("cleaned", "removed"), remaining="1 L/m3")


EXAMPLES: dict[str, Callable[[], Flowsheet]] = {
    "SolventExtraction": extraction,
    "MixerSettler": strip,
    "Coalescer": after_settler,
}
