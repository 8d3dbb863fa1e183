"""Crushers, mills and screens."""

OPERATIONS = {
    "Crusher": "comminution",
    "Mill": "comminution",
    "Screen": "screen",
}
"""The unit operations of this trade and the module of each, so that no other has to be read."""
