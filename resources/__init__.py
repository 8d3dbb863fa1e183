"""Data with their sources: species, solubilities, equilibria, factors. No logic."""
