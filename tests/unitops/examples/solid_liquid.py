"""A sheet for each solid-liquid operation that exercises all its ports, and a countercurrent train."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flowsheets.document.building import SheetBuilder
from flowsheets.document.records import Flowsheet
from tests.unitops.examples.answers import around

SLURRY: dict[str, Any] = {
    "composition": {"species": {"SiO2(s)": "20 %", "Li2SO4(aq)": "5 %", "H2O(l)": "75 %"}},
    "rate": "100 t/h",
    "temperature": "60 degC",
}
WATER: dict[str, Any] = {"composition": "H2O(l)", "rate": "20 t/h"}


def thickener() -> Flowsheet:
    """Leach residue to 50 % solids with a wash and a slightly cloudy overflow."""
    feeds = {"feeds": SLURRY, "wash": WATER}
    return around("Thickener", feeds, ("overflow", "underflow"), overflow_solids="0.2 g/L")


def short_of_ideal() -> Flowsheet:
    """The same with a part of the wash and of the feed's liquor passing by."""
    feeds = {"feeds": SLURRY, "wash": WATER}
    return around("Thickener", feeds, ("overflow", "underflow"), mixing_efficiency="90 %", feed_bypass="8 %")


def filter_press() -> Flowsheet:
    """Leach residue washed with 6.6 t/h, a wash ratio of 1.5; wash filtrate kept apart."""
    feeds = {"feed": SLURRY, "wash": {"composition": "H2O(l)", "rate": "6.6 t/h"}}
    outlets = ("filtrate", "cake", "wash_filtrate")
    return around("Filter", feeds, outlets, kind="press", filtrate_solids="0.1 g/L")


def centrifuge() -> Flowsheet:
    """Crystals spun to 4 % moisture and washed with 0.1 t/t; wash filtrate kept apart."""
    feeds = {"feed": SLURRY, "wash": {"composition": "H2O(l)", "rate": "2 t/h"}}
    outlets = ("filtrate", "cake", "wash_filtrate")
    return around("Centrifuge", feeds, outlets)


def washer() -> Flowsheet:
    """Five stages of repulping at a wash ratio of 2."""
    feeds = {"feed": SLURRY, "wash": {"composition": "H2O(l)", "rate": "40 t/h"}}
    return around("CountercurrentWasher", feeds, ("liquor", "washed"))


def decantation(stages: int, wash: dict[str, Any] = WATER, **parameters: Any) -> Flowsheet:
    """Thickeners in countercurrent, drawn one by one: feed F, wash W, underflows U1.., overflows O1.."""
    build = SheetBuilder("countercurrent decantation")
    build.unit("Feed", "FD-1", **SLURRY)
    build.unit("Feed", "FD-2", **wash)
    for stage in range(1, stages + 1):
        build.unit("Thickener", f"TH-{stage}", **parameters)
    build.unit("Product", "PD-1")
    build.unit("Product", "PD-2")
    build.stream("FD-1.outlet", "TH-1.feeds", "F")
    build.stream("FD-2.outlet", f"TH-{stages}.wash", "W")
    for stage in range(1, stages):
        build.stream(f"TH-{stage}.underflow", f"TH-{stage + 1}.feeds", f"U{stage}")
        build.stream(f"TH-{stage + 1}.overflow", f"TH-{stage}.wash", f"O{stage + 1}")
    build.stream("TH-1.overflow", "PD-1.inlet", "O1")
    build.stream(f"TH-{stages}.underflow", "PD-2.inlet", f"U{stages}")
    return build.sheet()


EXAMPLES: dict[str, Callable[[], Flowsheet]] = {
    "Thickener": thickener,
    "Thickener (bypass)": short_of_ideal,
    "Filter": filter_press,
    "Centrifuge": centrifuge,
    "CountercurrentWasher": washer,
}
