"""Quantities: what may be written as a number with a unit, and what it means in SI."""

from unitops.quantities.dimensions import Dimension
from unitops.quantities.printing import printed_text, printed_unit, readable_number, readable_quantity
from unitops.quantities.reading import (
    Rate,
    dimension_of,
    dimensions_of,
    parse_quantity,
    parse_rate,
    scale_of,
    typed,
    unit_written,
)
from unitops.quantities.scales import NORMAL_MOLAR_VOLUME, STANDARD_ATMOSPHERE, Scale
from unitops.quantities.writing import (
    convert,
    format_number,
    format_quantity,
    preferred_unit,
    to_si,
    units_of,
)

__all__ = [
    "Dimension",
    "NORMAL_MOLAR_VOLUME",
    "Rate",
    "STANDARD_ATMOSPHERE",
    "Scale",
    "convert",
    "dimension_of",
    "dimensions_of",
    "format_number",
    "format_quantity",
    "parse_quantity",
    "parse_rate",
    "preferred_unit",
    "printed_text",
    "printed_unit",
    "readable_number",
    "readable_quantity",
    "scale_of",
    "to_si",
    "typed",
    "unit_written",
    "units_of",
]
