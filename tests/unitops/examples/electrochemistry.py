"""Sheets of electrolytic cells: copper won from a liquor, copper refined."""

from __future__ import annotations

from collections.abc import Callable

from flowsheets.document.building import SheetBuilder
from flowsheets.document.records import Flowsheet

ELECTROLYTE = {"species": {"CuSO4(aq)": "11 %", "H2SO4(aq)": "15 %", "H2O(l)": "74 %"}}
WINNING = "Cu+2(aq) + H2O(l) -> Cu(s) + 2 H+(aq) + 1/2 O2(g)"
ANODE = {
    "id": "Cu(s,anode)",
    "formula": "Cu",
    "name": "copper anode",
    "enthalpy_of_formation": {"value": 0.0, "source": "element; impurities not counted"},
    "heat_capacity": {"value": 24.44, "low": 250.0, "high": 400.0, "source": "CODATA (1989), of the metal"},
}


def electrowinning(**changed: object) -> Flowsheet:
    """Forty cells at 30 kA and 2 V; oxygen leaves by the hood."""
    entered = {
        "cell_reaction": ({"reaction": WINNING},),
        "deposits": ["Cu(s)"],
        "cells": 40,
        "current": "30 kA",
        "current_efficiency": 0.92,
        "cell_voltage": "2 V",
        "temperature": "50 degC",
        **changed,
    }
    build = SheetBuilder("electrowinning")
    build.unit("Feed", "FD-1", composition=ELECTROLYTE, rate="200 t/h", temperature="40 degC")
    build.unit("ElectrolyticCell", "EC-1", **entered)
    build.stream("FD-1.outlet", "EC-1.inlets", "electrolyte")
    for port in ("cathode", "electrolyte", "hood"):
        build.unit("Product", f"PD-{port}")
        build.stream(f"EC-1.{port}", f"PD-{port}.inlet", f"to {port}")
    return build.sheet()


def electrorefining(**changed: object) -> Flowsheet:
    """Anodes dissolved and deposited in one cell at 0.3 kA; 15 % are left as scrap."""
    entered = {
        "cell_reaction": ({"reaction": "Cu(s,anode) -> Cu(s)"},),
        "deposits": ["Cu(s)"],
        "current": "0.3 kA",
        "current_efficiency": 0.96,
        "cell_voltage": "0.35 V",
        "temperature": "62 degC",
        **changed,
    }
    build = SheetBuilder("electrorefining")
    build.species(**ANODE)
    build.unit("Feed", "FD-1", composition="Cu(s,anode)", rate="0.4 kg/h")
    build.unit("Feed", "FD-2", composition=ELECTROLYTE, rate="20 kg/h", temperature="65 degC")
    build.unit("ElectrolyticCell", "EC-1", **entered)
    build.unit("Product", "PD-1")
    build.unit("Product", "PD-2")
    build.stream("FD-1.outlet", "EC-1.inlets", "anodes")
    build.stream("FD-2.outlet", "EC-1.inlets", "electrolyte")
    build.stream("EC-1.cathode", "PD-1.inlet", "cathodes")
    build.stream("EC-1.electrolyte", "PD-2.inlet", "spent")
    return build.sheet()


EXAMPLES: dict[str, Callable[[], Flowsheet]] = {
    "ElectrolyticCell": electrowinning,
    "ElectrolyticCell (refining)": electrorefining,
}
RANDOM_RATES = {"ElectrolyticCell (refining)": (0.9, 3.0)}
