"""Pseudo-species: fuels, carbons and diluents by ultimate analysis and heating value (typical figures)."""

from __future__ import annotations

from tools.species_data.entry import Entry, Sum, Value


def _as_graphite(molar_mass: float, method: str) -> Sum:
    """Heat capacity of graphite, mass for mass."""
    return Sum({"C(s)": molar_mass / 0.012011}, method=f"{method}, mass for mass", high=3500.0)


def _pseudo(
    species: str,
    name: str,
    analysis: dict[str, float],
    molar_mass: float,
    heating_value: float,
    specific_heat: float,
    density: float,
    method: str,
) -> Entry:
    return Entry(
        species,
        name,
        analysis=analysis,
        molar_mass=molar_mass,
        heating_value=heating_value,
        heating_source="estimate",
        heat_capacity=_as_graphite(molar_mass, method)
        if method.startswith("as graphite")
        else Value(specific_heat * molar_mass, "estimate", "estimated", None, f"{specific_heat:g} J/kg/K, {method}"),
        density=density,
        density_source="estimate",
        estimated_density=True,
    )


PSEUDO = [
    _pseudo(
        "coke(s)",
        "petroleum coke, calcined",
        {"C": 0.980, "H": 0.002, "S": 0.013, "O": 0.003, "Si": 0.001, "N": 0.001},
        0.012,
        32.9e6,
        1000.0,
        2.05,
        "as graphite",
    ),
    _pseudo(
        "green coke(s)",
        "petroleum coke, green",
        {"C": 0.905, "H": 0.038, "S": 0.030, "O": 0.014, "N": 0.012, "Si": 0.001},
        0.012,
        35.6e6,
        1100.0,
        1.4,
        "typical of delayed coke",
    ),
    _pseudo(
        "needle coke(s)",
        "needle coke, calcined",
        {"C": 0.993, "H": 0.001, "S": 0.003, "O": 0.002, "N": 0.001},
        0.012,
        32.9e6,
        1000.0,
        2.13,
        "as graphite",
    ),
    _pseudo(
        "metallurgical coke(s)",
        "metallurgical coke",
        {"C": 0.870, "H": 0.003, "S": 0.006, "O": 0.0600, "N": 0.010, "Si": 0.030, "Al": 0.015, "Fe": 0.006},
        0.012,
        29.5e6,
        1000.0,
        1.9,
        "as graphite, 11 % ash",
    ),
    _pseudo(
        "pitch(s)",
        "coal-tar pitch",
        {"C": 0.930, "H": 0.045, "S": 0.005, "O": 0.010, "N": 0.010},
        0.012,
        37.4e6,
        1300.0,
        1.30,
        "solid and melt alike",
    ),
    _pseudo(
        "pitch(o)",
        "coal-tar pitch, liquid",
        {"C": 0.930, "H": 0.045, "S": 0.005, "O": 0.010, "N": 0.010},
        0.012,
        37.45e6,
        1600.0,
        1.20,
        "melt",
    ),
    _pseudo(
        "coal(s)",
        "bituminous coal, dry",
        {"C": 0.755, "H": 0.050, "S": 0.010, "O": 0.125, "N": 0.015, "Si": 0.025, "Al": 0.013, "Fe": 0.007},
        0.012,
        31.0e6,
        1200.0,
        1.35,
        "dry, 10 % ash",
    ),
    _pseudo(
        "charcoal(s)",
        "charcoal",
        {"C": 0.880, "H": 0.030, "O": 0.085, "N": 0.005},
        0.012,
        33.0e6,
        1000.0,
        1.4,
        "as graphite",
    ),
    _pseudo(
        "biomass(s)",
        "biomass, dry",
        {"C": 0.505, "H": 0.061, "O": 0.428, "N": 0.003, "S": 0.001, "Ca": 0.002},
        0.024,
        20.1e6,
        1500.0,
        1.4,
        "dry wood",
    ),
    _pseudo(
        "hard carbon(s)",
        "hard carbon",
        {"C": 0.985, "H": 0.003, "O": 0.012},
        0.012,
        33.0e6,
        1000.0,
        1.5,
        "as graphite",
    ),
    _pseudo(
        "tar(g)",
        "tar vapour from pitch and coke",
        {"C": 0.915, "H": 0.060, "O": 0.015, "N": 0.010},
        0.150,
        39.2e6,
        1700.0,
        0.0,
        "as polycyclic aromatics",
    ),
    _pseudo(
        "kerosene(o)",
        "kerosene diluent",
        {"C": 0.855, "H": 0.145},
        0.170,
        46.2e6,
        2010.0,
        0.80,
        "aliphatic diluent",
    ),
    _pseudo(
        "fuel oil(o)",
        "heavy fuel oil",
        {"C": 0.865, "H": 0.110, "S": 0.015, "O": 0.006, "N": 0.004},
        0.200,
        42.9e6,
        1900.0,
        0.95,
        "heavy fuel oil",
    ),
    _pseudo("diesel(o)", "diesel fuel", {"C": 0.862, "H": 0.138}, 0.190, 45.6e6, 2000.0, 0.835, "diesel"),
]
