"""Studies of a flowsheet: what becomes of its results as its inputs change.

Over ranges (sweep), at the ends of ranges (extremes), over spreads (uncertainty).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flowsheets.studies.ends_of_ranges import extremes
    from flowsheets.studies.spreading import Uncertainty, uncertainty
    from flowsheets.studies.sweeping import Sweep, sweep

__all__ = ["Sweep", "Uncertainty", "extremes", "sweep", "uncertainty"]

_WHERE = {
    "Sweep": "sweeping",
    "Uncertainty": "spreading",
    "extremes": "ends_of_ranges",
    "sweep": "sweeping",
    "uncertainty": "spreading",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for."""
    if name not in _WHERE:
        raise AttributeError(f"module 'flowsheets.studies' has no attribute '{name}'")
    from importlib import import_module

    return getattr(import_module(f"flowsheets.studies.{_WHERE[name]}"), name)
