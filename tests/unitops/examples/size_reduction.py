"""A sheet for each size reduction operation that exercises all its ports."""

from __future__ import annotations

from collections.abc import Callable

from flowsheets.document.records import Flowsheet
from tests.unitops.examples.answers import around

ORE = {
    "composition": {"species": {"LiAlSi2O6(s,alpha)": "20 %", "SiO2(s)": "77 %", "H2O(l)": "3 %"}},
    "rate": "100 t/h",
}


def crusher() -> Flowsheet:
    """Ore from 100 to 10 mm."""
    return around(
        "Crusher",
        {"feed": ORE},
        ("product",),
        work_index="14 kWh/t",
        feed_size="100 mm",
        product_size="10 mm",
    )


def mill() -> Flowsheet:
    """Crushed ore to 150 um, wet; the water is found."""
    return around("Mill", {"feed": ORE, "water": {"composition": "H2O(l)"}}, ("product",), solids_share="70 wt%")


def screen(**entered: object) -> Flowsheet:
    """A circulating load of 150 %."""
    return around("Screen", {"feed": ORE}, ("oversize", "undersize"), **(entered or {"circulating_load": 1.5}))


EXAMPLES: dict[str, Callable[[], Flowsheet]] = {"Crusher": crusher, "Mill": mill, "Screen": screen}
