"""A sheet for the distillation column."""

from __future__ import annotations

from collections.abc import Callable

from flowsheets.document.records import Flowsheet
from tests.unitops.examples.answers import around

ELECTROLYTE = {"species": {"C2H3N(o)": "30 %", "C3H6O3(o)": "30 %", "C3H4O3(o)": "30 %", "LiPF6(o)": "10 %"}}


def column() -> Flowsheet:
    """Acetonitrile from an electrolyte."""
    feed = {"composition": ELECTROLYTE, "rate": "1 t/h"}
    return around(
        "DistillationColumn",
        {"feed": feed},
        ("distillate", "bottoms"),
        tag="DC-1",
        overhead={"C2H3N(o)": "99 %", "C3H6O3(o)": "3 %"},
        heat_of_vaporisation={"C2H3N(o)": "30 kJ/mol"},
    )


EXAMPLES: dict[str, Callable[[], Flowsheet]] = {"DistillationColumn": column}
