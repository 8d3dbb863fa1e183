"""Flowsheets: load or build one, solve it, read the audited balance.

import flowsheets as fs
sheet = fs.load("plant.flow.json")           # or fs.library.load("spodumene_li2co3")
solution = sheet.with_values({"KN-101.temperature": "1050 degC"}).solve()
solution.streams, solution.balances, solution.indicators, solution.sensitivity("recovery of Li")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flowsheets import batch, library, studies
    from flowsheets.document.building import SheetBuilder
    from flowsheets.sheet import Sheet, load

__all__ = ["Sheet", "SheetBuilder", "batch", "library", "load", "studies"]

_WHERE = {
    "Sheet": "flowsheets.sheet",
    "load": "flowsheets.sheet",
    "SheetBuilder": "flowsheets.document.building",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for: ``import flowsheets`` itself costs nothing."""
    from importlib import import_module

    if name in ("batch", "library", "studies"):
        return import_module(f"flowsheets.{name}")
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'flowsheets' has no attribute '{name}'")


def __dir__() -> list[str]:
    """What there is to be asked for, also before it is imported: a notebook completes from it."""
    return sorted({*globals(), *__all__})
