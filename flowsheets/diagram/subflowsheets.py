"""What is drawn on each level of a sheet: its own units, a box for each sub-flowsheet, and flags at the border."""

from __future__ import annotations

from flowsheets.document.levels import PLANT_LEVEL
from flowsheets.document.records import Flowsheet


def level_sheet(document: Flowsheet, level: str = PLANT_LEVEL) -> Flowsheet:
    """A level as a sheet of its own, to be drawn as any other."""
    if not document.drawing.subflowsheets:
        return document
    return document
