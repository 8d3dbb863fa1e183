"""What a feed consists of, read from what a person enters: by species, as a liquor, or by an assay."""

from unitops.chemistry.assay.reading import explain_composition, read_composition
from unitops.chemistry.assay.report import AnalyteFit, ChargeAdjustment, CompositionReport

__all__ = [
    "AnalyteFit",
    "ChargeAdjustment",
    "CompositionReport",
    "explain_composition",
    "read_composition",
]
