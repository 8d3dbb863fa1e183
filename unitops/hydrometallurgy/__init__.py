"""Hydrometallurgy: agitated tanks, leaching, neutralisation, precipitation."""

OPERATIONS = {
    "HeapLeach": "heap_leach",
    "LeachTank": "leaching",
    "LeachTrain": "leach_train",
    "NeutralisationTank": "precipitation",
    "OxidationTank": "oxidation",
    "Precipitator": "precipitation",
    "PressureOxidation": "pressure_oxidation",
    "Tank": "tank",
}
"""The unit operations of this trade and the module of each, so that no other has to be read."""
