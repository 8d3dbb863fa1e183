"""A sheet for the crystalliser with vapour recompression."""

from __future__ import annotations

from collections.abc import Callable

from flowsheets.document.records import Flowsheet
from tests.unitops.examples.answers import around


def manganese_sulfate(**entered: object) -> Flowsheet:
    """Monohydrate, 70 % of the water boiled off at 98 degC."""
    liquor = {
        "composition": {"species": {"MnSO4(aq)": "25 %", "H2O(l)": "75 %"}},
        "rate": "50 t/h",
        "temperature": "90 degC",
    }
    return around(
        "RecompressionCrystalliser",
        {"feeds": liquor},
        ("magma", "condensate"),
        **{
            "crystals": ["MnSO4·H2O(s)"],
            "law": "solubility in water",
            "temperature": "98 degC",
            "evaporated_share": "70 %",
            **entered,
        },
    )


EXAMPLES: dict[str, Callable[[], Flowsheet]] = {"RecompressionCrystalliser": manganese_sulfate}
