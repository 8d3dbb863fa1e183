"""Solid-liquid separation: thickeners, filters, centrifuges, countercurrent washing."""

OPERATIONS = {
    "Centrifuge": "centrifuge",
    "CountercurrentWasher": "washer",
    "Filter": "filter",
    "Thickener": "thickener",
}
"""The unit operations of this trade and the module of each, so that no other has to be read."""
