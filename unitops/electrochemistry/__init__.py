"""Cells: electrowinning, electrorefining, molten-salt electrolysis."""
