"""Vessels in which reactions run to stated extents, to equilibrium, or as far as their rate allows."""

OPERATIONS = {
    "EquilibriumReactor": "equilibrium",
    "GibbsReactor": "equilibrium",
    "KineticReactor": "kinetic",
    "StoichiometricReactor": "stoichiometric",
}
"""The unit operations of this trade and the module of each, so that no other has to be read."""
