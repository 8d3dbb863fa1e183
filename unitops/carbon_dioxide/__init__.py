"""Extraction with liquid and supercritical carbon dioxide."""

OPERATIONS = {
    "CarbonDioxideCompressor": "movers",
    "CarbonDioxideCondenser": "condenser",
    "CarbonDioxideExtractor": "extractor",
    "CarbonDioxidePump": "movers",
    "LetDownSeparator": "separator",
    "SorbentBed": "sorbent_bed",
}
"""The unit operations of this trade and the module of each, so that no other has to be read."""
