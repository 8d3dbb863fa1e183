"""A sheet of an ion exchanger with all its ports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flowsheets.document.records import Flowsheet
from tests.unitops.examples.answers import around

HARD: dict[str, Any] = {
    "composition": {
        "species": {"Li2SO4(aq)": "12 %", "CaSO4(aq)": "0.05 %", "MgSO4(aq)": "0.02 %", "H2O(l)": "87.93 %"}
    },
    "rate": "100 t/h",
    "temperature": "60 degC",
}
ACID: dict[str, Any] = {"composition": {"species": {"H2SO4(aq)": "5 %", "H2O(l)": "95 %"}}}
SODA: dict[str, Any] = {"composition": {"species": {"NaOH(aq)": "4 %", "H2O(l)": "96 %"}}}


def softener() -> Flowsheet:
    """Calcium and magnesium from a lithium liquor on a chelating resin in sodium form."""
    feeds = {
        "feed": HARD,
        "regenerant": {**ACID, "rate": "4 t/h"},
        "conversion": {**SODA, "rate": "6 t/h"},
        "rinse": {"composition": "H2O(l)", "rate": "3 t/h"},
    }
    outlets = ("treated", "eluate", "spent_conversion")
    return around(
        "IonExchange",
        feeds,
        outlets,
        removal={"Ca+2(aq)": "99 %", "Mg+2(aq)": "95 %"},
        liquor_to_eluate="0.5 %",
    )


EXAMPLES: dict[str, Callable[[], Flowsheet]] = {"IonExchange": softener}
