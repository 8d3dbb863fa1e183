"""Ion exchange."""

OPERATIONS = {
    "IonExchange": "column",
}
"""The unit operations of this trade and the module of each, so that no other has to be read."""
