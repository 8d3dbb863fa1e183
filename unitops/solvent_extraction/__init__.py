"""Solvent extraction: mixer-settlers and trains of them to extract, wash and strip, coalescers."""
