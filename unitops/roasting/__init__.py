"""Roasters: solids and gas at high temperature, oxidising or reducing."""
