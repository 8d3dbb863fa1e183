"""Species, reactions, liquors and their enthalpies, densities and equilibria."""
