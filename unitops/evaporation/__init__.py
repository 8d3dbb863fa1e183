"""Evaporation and crystallisation from liquors."""

OPERATIONS = {
    "Crystalliser": "crystalliser",
    "Evaporator": "evaporator",
    "FlashTank": "flash",
    "RecompressionCrystalliser": "recompression_crystalliser",
    "VapourRecompressionEvaporator": "recompression",
}
"""The unit operations of this trade and the module of each, so that no other has to be read."""
