"""Sheets of electrowinning tankhouses: copper with its iron, a metal in divided cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flowsheets.document.building import SheetBuilder
from flowsheets.document.records import Flowsheet

SPECIES = {
    "species": {
        "CuSO4(aq)": "9.6 %",
        "H2SO4(aq)": "13.5 %",
        "Fe2(SO4)3(aq)": "0.45 %",
        "FeSO4(aq)": "0.07 %",
        "MnSO4(aq)": "0.1 %",
        "H2O(l)": "76.28 %",
    }
}


def tankhouse(
    composition: Mapping[str, object] = SPECIES,
    rate: str = "100 t/h",
    acid: str = "0.5 t/h",
    air: bool = True,
    **changed: object,
) -> Flowsheet:
    """Twenty cells at 300 A/m2 with ventilation air and a make-up of acid."""
    build = SheetBuilder("electrowinning")
    build.unit("Feed", "FD-1", composition=dict(composition), rate=rate, temperature="40 degC")
    entered = {"cells": 20, **changed}
    build.unit("Electrowinning", "EW-1", **{k: v for k, v in entered.items() if v is not None})
    build.stream("FD-1.outlet", "EW-1.advance", "advance")
    build.unit("Feed", "FD-2", composition={"species": {"H2SO4(aq)": "40 %", "H2O(l)": "60 %"}}, rate=acid)
    build.stream("FD-2.outlet", "EW-1.additions", "make-up")
    if air:
        build.unit("Feed", "FD-3", composition={"species": {"N2(g)": "77 %", "O2(g)": "23 %"}}, rate="2 t/h")
        build.stream("FD-3.outlet", "EW-1.air", "air")
    for port in ("spent", "cathodes", "hood"):
        build.unit("Product", f"PD-{port}")
        build.stream(f"EW-1.{port}", f"PD-{port}.inlet", port)
    return build.sheet()


def divided(**changed: object) -> Flowsheet:
    """Manganese in divided cells at a stated voltage; hydrogen takes a third of the current."""
    entered = {
        "cell_reaction": ({"reaction": "Mn+2(aq) + H2O(l) -> Mn(s) + 2 H+(aq) + 1/2 O2(g)"},),
        "cell": "divided",
        "hydrogen_share": 0.33,
        "cell_voltage": "5.1 V",
        "current_density": "400 A/m2",
        "conductivity": "10 S/m",
        "metal_potential": "-1.18 V",
        "cells": 4,
        "stray_share": 0.02,
        **changed,
    }
    composition = {"species": {"MnSO4(aq)": "8 %", "FeSO4(aq)": "0.01 %", "H2O(l)": "91.99 %"}}
    return tankhouse(composition, air=False, **entered)


EXAMPLES: dict[str, Callable[[], Flowsheet]] = {
    "Electrowinning": tankhouse,
    "Electrowinning (divided, manganese)": divided,
}
