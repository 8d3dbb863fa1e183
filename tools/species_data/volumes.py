"""Molar volumes: OBIGT crystal volumes where a mineral is named, else handbook densities."""

from __future__ import annotations

from collections.abc import Mapping

from tools.species_data.entry import Entry
from tools.species_data.obigt import ObigtRecord
from unitops.chemistry.formula import molar_mass


def molar_volume(
    entry: Entry, composition: Mapping[str, float], mineral: ObigtRecord | None
) -> dict[str, object] | None:
    """Datum of the molar volume [m3/mol]; None for gases and solutes without one."""
    if mineral and mineral.molar_volume and _plausible(entry, composition, mineral.molar_volume):
        return {
            "value": float(f"{mineral.molar_volume:.6g}"),
            "source": "obigt",
            "kind": "measured",
            "method": mineral.reference,
        }
    if not entry.density or entry.phase in ("g", "aq"):
        return None
    mass = entry.molar_mass or molar_mass(composition)
    kind = "estimated" if entry.estimated_density else "measured"
    return {
        "value": float(f"{mass / (entry.density * 1e3):.6g}"),
        "source": entry.density_source,
        "kind": kind,
        "method": f"density {entry.density:g} g/cm3",
    }


def _plausible(entry: Entry, composition: Mapping[str, float], volume: float) -> bool:
    """Some OBIGT volumes are misprints (CoSO4): keep those within a quarter of the handbook density."""
    if entry.phase == "aq":
        return True
    if not entry.density:
        return True
    density = molar_mass(composition) / volume / 1e3
    return abs(density / entry.density - 1.0) < 0.25
