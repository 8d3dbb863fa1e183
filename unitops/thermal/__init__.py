"""Kilns, coolers, dryers, heat exchangers."""

OPERATIONS = {
    "AcidRoastKiln": "acid_roast",
    "Boiler": "boiler",
    "Calciner": "calciner",
    "Cooler": "cooler",
    "Dryer": "dryer",
    "HeatExchanger": "exchanger",
    "Pump": "pump",
    "ThermalOxidiser": "oxidiser",
}
"""The unit operations of this trade and the module of each, so that no other has to be read."""
