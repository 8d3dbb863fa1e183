"""Solvent extraction: mixer-settlers and trains of them to extract, wash and strip, coalescers."""

OPERATIONS = {
    "Coalescer": "coalescer",
    "MixerSettler": "mixer_settler",
    "SolventExtraction": "train",
}
"""The unit operations of this trade and the module of each, so that no other has to be read."""
