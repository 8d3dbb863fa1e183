"""Roasters: solids and gas at high temperature, oxidising or reducing."""

OPERATIONS = {
    "FluidBedRoaster": "fluid_bed",
    "KilnRoaster": "kiln",
}
"""The unit operations of this trade and the module of each, so that no other has to be read."""
