"""Gas movers, burners, dust collectors, scrubbers, condensers."""

OPERATIONS = {
    "Compressor": "movers",
    "Condenser": "condenser",
    "DustCollector": "dust_collector",
    "Expander": "movers",
    "GasCooler": "condenser",
    "Scrubber": "scrubber",
}
"""The unit operations of this trade and the module of each, so that no other has to be read."""
