"""Heat capacities of solids from their elements, where nothing was measured.

Modified Kopp rule: Hurst and Harrison, Chem. Eng. Comm. 112 (1992) 21, doi 10.1080/00986449208935991; 9 % off
on average for solids at 298 K.
"""

from __future__ import annotations

from collections.abc import Mapping

ELEMENT_CONTRIBUTIONS = {  # [J/mol/K]
    "C": 10.89,
    "H": 7.56,
    "O": 13.42,
    "N": 18.74,
    "S": 12.36,
    "F": 26.16,
    "Cl": 24.69,
    "Br": 25.36,
    "I": 25.29,
    "Al": 18.07,
    "B": 10.10,
    "Ba": 32.37,
    "Ca": 28.25,
    "Co": 25.71,
    "Cu": 26.92,
    "Fe": 29.08,
    "K": 28.78,
    "Li": 23.25,
    "Mg": 22.69,
    "Mn": 28.06,
    "Mo": 29.44,
    "Na": 26.19,
    "Ni": 25.46,
    "Pb": 31.60,
    "Si": 17.00,
    "Sr": 28.41,
    "Ti": 27.24,
    "V": 29.36,
    "Zr": 26.82,
}
OTHER_ELEMENTS = 26.63
WATER_OF_HYDRATION = 40.0


def heat_capacity(composition: Mapping[str, float]) -> float:
    """Cp of a solid [J/mol/K] as the sum of what its elements contribute."""
    return sum(n * ELEMENT_CONTRIBUTIONS.get(element, OTHER_ELEMENTS) for element, n in composition.items())
