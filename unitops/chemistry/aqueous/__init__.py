"""Aqueous equilibrium: speciation, precipitation, dosing to a pH, and solubility curves.

Doors are batched and numpy-level: ``evaluate(inputs[n, :]) -> (values, jacobians, status)``. Take them from
``speciation`` (Speciation, Saturation), ``dose`` (DoseToPH) and ``solubility`` (solubility).
"""
