"""Vessels in which reactions run to stated extents, to equilibrium, or as far as their rate allows."""
