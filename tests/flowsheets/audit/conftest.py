"""A small plant written by hand: mixer, kiln with dust and off-gas, cyclone with return, leach."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from flowsheets.audit.matter import matter_of
from flowsheets.audit.thermochemistry import enthalpy_of

HOUR = 3600.0
SPECIES = (
    "CaCO3(s)",
    "CaO(s)",
    "CO2(g)",
    "N2(g)",
    "O2(g)",
    "H2O(l)",
    "H+(aq)",
    "Ca+2(aq)",
    "Cl-(aq)",
)
CONVERSION, DUST, RETURN = 0.96, 0.05, 0.9
PORTS = {
    "limestone": ("FD-101.out", "MX-101.feed"),
    "dust": ("CY-101.underflow", "MX-101.feed"),
    "mixed": ("MX-101.out", "KN-101.feed"),
    "air": ("FD-102.out", "KN-101.air"),
    "calcine": ("KN-101.calcine", "TK-101.solids"),
    "offgas": ("KN-101.offgas", "CY-101.feed"),
    "stack": ("CY-101.gas", "PR-101.in"),
    "acid": ("FD-103.out", "TK-101.liquor"),
    "slurry": ("TK-101.slurry", "PR-102.in"),
}
TEMPERATURE = {
    "limestone": 293.15,
    "dust": 700.0,
    "mixed": 320.0,
    "air": 298.15,
    "calcine": 1250.0,
    "offgas": 1250.0,
    "stack": 700.0,
    "acid": 298.15,
    "slurry": 350.0,
}


def amounts() -> dict[str, dict[str, float]]:
    """Flows of the closed plant [mol/s], the dust return solved exactly."""
    fresh = {"CaCO3(s)": 10.0}
    # x: CaCO3 and y: CaO coming back with the dust
    kept = DUST * RETURN
    x = kept * (1 - CONVERSION) * fresh["CaCO3(s)"] / (1 - kept * (1 - CONVERSION))
    carbonate = fresh["CaCO3(s)"] + x
    y = kept * CONVERSION * carbonate / (1 - kept)
    bed = {"CaCO3(s)": (1 - CONVERSION) * carbonate, "CaO(s)": y + CONVERSION * carbonate}
    gas = {"CO2(g)": CONVERSION * carbonate, "N2(g)": 7.9, "O2(g)": 2.1}
    calcine = {name: (1 - DUST) * amount for name, amount in bed.items()}
    dissolved = 0.98 * calcine["CaO(s)"]
    acid = {"H2O(l)": 600.0, "H+(aq)": 25.0, "Cl-(aq)": 25.0}
    return {
        "limestone": fresh,
        "dust": {name: kept * amount for name, amount in bed.items()},
        "mixed": {"CaCO3(s)": carbonate, "CaO(s)": y},
        "air": {"N2(g)": 7.9, "O2(g)": 2.1},
        "calcine": calcine,
        "offgas": {**gas, **{name: DUST * amount for name, amount in bed.items()}},
        "stack": {**gas, **{name: DUST * (1 - RETURN) * amount for name, amount in bed.items()}},
        "acid": acid,
        "slurry": {
            "CaCO3(s)": calcine["CaCO3(s)"],
            "CaO(s)": calcine["CaO(s)"] - dissolved,
            "H2O(l)": acid["H2O(l)"] + dissolved,
            "H+(aq)": acid["H+(aq)"] - 2 * dissolved,
            "Ca+2(aq)": dissolved,
            "Cl-(aq)": acid["Cl-(aq)"],
        },
    }


def written_stream(tag: str, flows: dict[str, float]) -> dict[str, Any]:
    """One stream in the written form, every stated total consistent with its flows."""
    matter = matter_of(SPECIES)
    moles = np.array([flows.get(name, 0.0) for name in SPECIES])
    heat = enthalpy_of(SPECIES).evaluate(moles[None, :], np.array([TEMPERATURE[tag]]), np.array([101325.0]))
    elements = (moles @ matter.composition) * matter.atomic_weight * HOUR
    masses = moles * matter.molar_mass * HOUR
    return {
        "from": PORTS[tag][0],
        "to": PORTS[tag][1],
        "T_K": TEMPERATURE[tag],
        "P_Pa": 101325.0,
        "mass_kg_per_h": float(masses.sum()),
        "enthalpy_kW": float(heat.enthalpy[0]) / 1e3,
        "species_kg_per_h": {name: float(m) for name, m in zip(SPECIES, masses, strict=True) if m},
        "elements_kg_per_h": {e: float(m) for e, m in zip(matter.elements, elements, strict=True) if m},
        "no_flow": False,
    }


def written_units(streams: dict[str, Any]) -> dict[str, Any]:
    """Units with their ports, and the heat that closes each; the kiln loses a tenth of what it is given."""
    units: dict[str, Any] = {}
    for tag, row in streams.items():
        for side, end in (("outlets", row["from"]), ("inlets", row["to"])):
            unit, port = end.split(".")
            blank = {
                "operation": unit[:2],
                "off": False,
                "inlets": {},
                "outlets": {},
                "results": {},
                "energy": {},
            }
            units.setdefault(unit, blank)[side].setdefault(port, []).append(tag)
    for unit in units.values():
        if unit["inlets"] and unit["outlets"]:
            h_in = sum(streams[tag]["enthalpy_kW"] for tags in unit["inlets"].values() for tag in tags)
            h_out = sum(streams[tag]["enthalpy_kW"] for tags in unit["outlets"].values() for tag in tags)
            need = h_out - h_in
            if unit["operation"] == "KN":
                unit["energy"]["burner"] = {"kW": need / 0.9, "direction": "in", "kind": "fuel"}
                unit["energy"]["loss"] = {"kW": 0.1 * need / 0.9, "direction": "out", "kind": "loss"}
            else:
                direction = "in" if need > 0 else "out"
                unit["energy"]["heat"] = {"kW": abs(need), "direction": direction, "kind": "heat"}
    return units


def written_plant() -> dict[str, Any]:
    """The closed plant in the written form."""
    streams = {tag: written_stream(tag, flows) for tag, flows in amounts().items()}
    return {
        "raffinate": "0.1.0",
        "result_schema": 1,
        "sheet": {"name": "lime", "title": "Lime and leach", "revision": 3, "hours_per_year": 8000},
        "status": "closed",
        "closure": {},
        "species": {},
        "streams": streams,
        "units": written_units(streams),
        "indicators": {},
        "warnings": [],
    }


@pytest.fixture
def plant() -> dict[str, Any]:
    """A fresh closed plant, to be damaged."""
    return written_plant()
