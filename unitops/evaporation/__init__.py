"""Evaporation and crystallisation from liquors."""
