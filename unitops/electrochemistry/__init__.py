"""Cells: electrowinning, electrorefining, molten-salt electrolysis."""

OPERATIONS = {
    "ElectrolyticCell": "cell",
    "Electrowinning": "electrowinning",
}
"""The unit operations of this trade and the module of each, so that no other has to be read."""
