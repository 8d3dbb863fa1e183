"""What every plant has: feeds, products, mixers, splitters, tanks, make-up."""

OPERATIONS = {
    "ComponentSplitter": "splitter",
    "ConversionReactor": "reactor",
    "Feed": "feed",
    "Heater": "heater",
    "MakeUp": "makeup",
    "Mixer": "mixer",
    "Product": "product",
    "Splitter": "splitter",
}
"""The unit operations of this trade and the module of each, so that no other has to be read."""
