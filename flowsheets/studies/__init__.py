"""Studies of a flowsheet: what becomes of its results as its inputs change.

Over ranges (sweep), at the ends of ranges (extremes), over spreads (uncertainty). And the stages of a mixer-settler
train against its equilibrium (mccabe_thiele).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flowsheets.studies.ends_of_ranges import extremes
    from flowsheets.studies.spreading import Uncertainty, uncertainty
    from flowsheets.studies.stage_construction import McCabeThiele, mccabe_thiele
    from flowsheets.studies.sweeping import Sweep, sweep

__all__ = ["McCabeThiele", "Sweep", "Uncertainty", "extremes", "mccabe_thiele", "sweep", "uncertainty"]

_WHERE = {
    "McCabeThiele": "stage_construction",
    "Sweep": "sweeping",
    "Uncertainty": "spreading",
    "extremes": "ends_of_ranges",
    "mccabe_thiele": "stage_construction",
    "sweep": "sweeping",
    "uncertainty": "spreading",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for."""
    if name not in _WHERE:
        raise AttributeError(f"module 'flowsheets.studies' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(f"flowsheets.studies.{_WHERE[name]}"), name)
