"""Extraction with liquid and supercritical carbon dioxide."""
