"""Solid-liquid separation: thickeners, filters, centrifuges, countercurrent washing."""
