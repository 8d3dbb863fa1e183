"""Which phase of a stream a species belongs to."""

from __future__ import annotations

WATER = "H2O(l)"
PROTON = "H+(aq)"
PHASE_NAMES = {"s": "solid", "aq": "aqueous", "o": "organic", "m": "molten", "g": "gas"}


def stream_phase(species_id: str, phase: str) -> str:
    """The stream phase (s, aq, o, m, g) of a species with its own phase letter (s, aq, l, g, m, o, f).

    Liquid water is the solvent of the aqueous phase; every other pure liquid is a non-aqueous liquid. A real fluid (f:
    liquid, gas or supercritical as its temperature and pressure say) goes with the non-aqueous liquids that it
    dissolves.
    """
    if phase == "f":
        return "o"
    if phase == "l":
        return "aq" if species_id == WATER else "o"
    return phase
