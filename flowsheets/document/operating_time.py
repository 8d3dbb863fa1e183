"""How long the plant runs."""

from __future__ import annotations

from flowsheets.document.records import Flowsheet
from unitops.quantities import Dimension, parse_quantity

SECONDS_PER_HOUR = 3600.0


def operating_hours(sheet: Flowsheet) -> float:
    """Hours in a year in which the plant produces [h]: its hours per year times its availability.

    Flows per year are over these hours. Raises QuantityError if either cannot be read.
    """
    planned = parse_quantity(sheet.hours_per_year, Dimension.TIME, place="hours_per_year", default_unit="h")
    available = parse_quantity(sheet.availability, Dimension.FRACTION, place="availability")
    return planned / SECONDS_PER_HOUR * available
