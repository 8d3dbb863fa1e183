"""Hydrometallurgy: agitated tanks, leaching, neutralisation, precipitation."""
