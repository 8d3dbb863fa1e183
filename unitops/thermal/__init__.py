"""Kilns, coolers, dryers, heat exchangers."""
