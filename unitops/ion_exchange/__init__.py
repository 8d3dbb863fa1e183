"""Ion exchange."""
