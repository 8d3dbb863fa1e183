"""Writes resources/aqueous_basis.json: basis species, ladder of proton acceptors, derived solutes.

    python tools/liquor_data/write_basis.py

Acidity constants are those of NBS Gibbs energies (Wagman et al. 1982) or, where that table has none, of
Martell and Smith as adopted by the PHREEQC and MINTEQ databases; they order the ladder and set how sharply a
rung fills, and are no substitute for an equilibrium calculation.
"""

from __future__ import annotations

import json
from pathlib import Path

TARGET = Path(__file__).parents[2] / "resources" / "aqueous_basis.json"

CATIONS = [
    "H+", "Li+", "Na+", "K+", "Rb+", "Cs+", "Ag+", "Cu+", "Mg+2", "Ca+2", "Sr+2", "Ba+2", "Fe+2", "Mn+2",
    "Ni+2", "Co+2", "Cu+2", "Zn+2", "Pb+2", "Cd+2", "VO+2", "TiO+2", "VO2+", "Al+3", "Fe+3", "Cr+3", "La+3",
    "Ce+3", "Pr+3", "Nd+3", "Y+3",
]  # fmt: skip
ANIONS = [
    "Cl-", "NO3-", "NO2-", "F-", "Br-", "I-", "ClO3-", "ClO4-", "MnO4-", "CH3COO-", "HCOO-", "PF6-",
    "SO4-2", "CO3-2", "SO3-2", "S-2", "S2O3-2", "S2O8-2", "C2O4-2", "CrO4-2", "MoO4-2", "WO4-2", "SiF6-2",
    "PO4-3", "AsO4-3",
]  # fmt: skip
NEUTRALS = [
    "NH3", "N2H4", "H3BO3", "H4SiO4", "H2O2", "O2", "H2", "N2", "Cl2", "C6H12O6",
]  # fmt: skip

NBS = "nbs1982"
PHREEQC = "parkhurst2013"
OBIGT = "shock1995"

# product, acceptor, protons taken, water released, pKa per proton, source of the constant
LADDER = (
    ("HS-", "S-2", 1, 0, 14.5, PHREEQC),
    ("HPO4-2", "PO4-3", 1, 0, 12.32, NBS),
    ("HAsO4-2", "AsO4-3", 1, 0, 11.5, NBS),
    ("HCO3-", "CO3-2", 1, 0, 10.33, NBS),
    ("H4SiO4", "H3SiO4-", 1, 0, 9.83, PHREEQC),
    ("NH4+", "NH3", 1, 0, 9.25, NBS),
    ("H3BO3", "B(OH)4-", 1, 1, 9.24, NBS),
    ("N2H5+", "N2H4", 1, 0, 8.0, NBS),
    ("H2PO4-", "HPO4-2", 1, 0, 7.21, NBS),
    ("HSO3-", "SO3-2", 1, 0, 7.2, NBS),
    ("H2S", "HS-", 1, 0, 7.0, NBS),
    ("H2AsO4-", "HAsO4-2", 1, 0, 6.77, NBS),
    ("HCrO4-", "CrO4-2", 1, 0, 6.5, NBS),
    ("CO2", "HCO3-", 1, 1, 6.36, NBS),
    ("Al+3", "Al(OH)4-", 4, 4, 5.7, PHREEQC),
    ("CH3COOH", "CH3COO-", 1, 0, 4.76, NBS),
    ("HC2O4-", "C2O4-2", 1, 0, 4.27, OBIGT),
    ("HCOOH", "HCOO-", 1, 0, 3.74, NBS),
    ("HF", "F-", 1, 0, 3.16, NBS),
    ("H3AsO4", "H2AsO4-", 1, 0, 2.24, NBS),
    ("H3PO4", "H2PO4-", 1, 0, 2.15, NBS),
    ("SO2", "HSO3-", 1, 1, 1.81, NBS),
    ("H2C2O4", "HC2O4-", 1, 0, 1.25, OBIGT),
    ("HSO4-", "SO4-2", 1, 0, 1.99, NBS),
)

# solutes without a rung of their own: composition in basis totals
FURTHER = {
    "OH-": {"H2O(l)": 1, "H+(aq)": -1},
    "Al(OH)4-": {"Al+3(aq)": 1, "H2O(l)": 4, "H+(aq)": -4},
    "B(OH)4-": {"H3BO3(aq)": 1, "H2O(l)": 1, "H+(aq)": -1},
    "H3SiO4-": {"H4SiO4(aq)": 1, "H+(aq)": -1},
    "HSiO3-": {"H4SiO4(aq)": 1, "H+(aq)": -1, "H2O(l)": -1},
    "SiO2": {"H4SiO4(aq)": 1, "H2O(l)": -2},
    "AlO2-": {"Al+3(aq)": 1, "H2O(l)": 2, "H+(aq)": -4},
    "BO2-": {"H3BO3(aq)": 1, "H2O(l)": -1, "H+(aq)": -1},
    "B4O7-2": {"H3BO3(aq)": 4, "H2O(l)": -5, "H+(aq)": -2},
    "S2O5-2": {"SO3-2(aq)": 2, "H+(aq)": 2, "H2O(l)": -1},
    "H2SO3": {"SO3-2(aq)": 1, "H+(aq)": 2},
    "H2CO3": {"CO3-2(aq)": 1, "H+(aq)": 2},
    "NH4OH": {"NH3(aq)": 1, "H2O(l)": 1},
    "HF2-": {"F-(aq)": 2, "H+(aq)": 1},
    "Cr2O7-2": {"CrO4-2(aq)": 2, "H+(aq)": 2, "H2O(l)": -1},
}
# liquid acids that enter a liquor as their totals
LIQUIDS = {
    "H2SO4(l)": {"H+(aq)": 2, "SO4-2(aq)": 1},
    "HNO3(l)": {"H+(aq)": 1, "NO3-(aq)": 1},
    "H3PO4(l)": {"H+(aq)": 3, "PO4-3(aq)": 1},
}
SOURCES = {
    NBS: "Wagman et al., NBS tables of chemical thermodynamic properties, J. Phys. Chem. Ref. Data 11 "
    "suppl. 2 (1982), doi 10.18434/M32124",
    PHREEQC: "Parkhurst and Appelo, PHREEQC 3, USGS Techniques and Methods 6-A43 (2013), phreeqc.dat",
    OBIGT: "Shock, Am. J. Sci. 295 (1995) 496, as in the OBIGT database (organic acids)",
    "definition": "stoichiometry; nothing measured",
}


def aqueous(name: str) -> str:
    return f"{name}(aq)"


def derived_solutes() -> dict[str, dict[str, float]]:
    """Every derived solute in basis totals, the rungs followed upwards from their lowest acceptor."""
    basis = {aqueous(name) for name in CATIONS + ANIONS + NEUTRALS}
    table: dict[str, dict[str, float]] = {aqueous(name): dict(of) for name, of in FURTHER.items()}
    for product, acceptor, protons, water, _, _ in LADDER:
        if aqueous(product) in basis:
            continue
        start = table.get(aqueous(acceptor), {aqueous(acceptor): 1})
        totals = dict(start)
        totals["H+(aq)"] = totals.get("H+(aq)", 0) + protons
        totals["H2O(l)"] = totals.get("H2O(l)", 0) - water
        table[aqueous(product)] = {key: value for key, value in totals.items() if value}
    return table | LIQUIDS


def main() -> None:
    basis = [{"id": "H2O(l)", "source": "definition"}]
    basis += [{"id": aqueous(name), "source": "definition"} for name in CATIONS + ANIONS + NEUTRALS]
    ladder = [
        {
            "product": aqueous(product),
            "acceptor": aqueous(acceptor),
            "protons": protons,
            "water": water,
            "pKa": constant,
            "source": source,
        }
        for product, acceptor, protons, water, constant, source in LADDER
    ]
    derived = [{"id": name, "of": of, "source": "definition"} for name, of in derived_solutes().items()]
    document = {"sources": SOURCES, "basis": basis, "ladder": ladder, "derived": derived}
    lines = ["{"]
    lines.append(f' "sources": {json.dumps(SOURCES, indent=2)},')
    for key in ("basis", "ladder", "derived"):
        rows = ",\n  ".join(json.dumps(row) for row in document[key])
        lines.append(f' "{key}": [\n  {rows}\n ]{"" if key == "derived" else ","}')
    TARGET.write_text("\n".join([*lines, "}"]) + "\n")


if __name__ == "__main__":
    main()
