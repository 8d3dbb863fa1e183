"""Writes resources/pitzer.json: ion interaction parameters with their temperature coefficients and sources.

Inputs: pitzer.dat of the US Geological Survey (public domain), as installed with the `phreeqc` package, and the
single values below with their sources. Run: python tools/equilibrium_data/make_pitzer.py
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[2] / "resources" / "pitzer.json"
SKIPPED = ("Br-", "Ba+2", "Sr+2", "H2Sg", "(H2Sg)2", "B3O3(OH)4-", "B4O5(OH)4-2", "CaB(OH)4+", "MgB(OH)4+")
SYNONYMS = {"B(OH)3": "H3BO3"}
SOURCES = {
    "pitzer.dat": "US Geological Survey, PHREEQC database pitzer.dat (Harvie, Moller and Weare 1984, "
    "doi 10.1016/0016-7037(84)90098-X; Appelo 2015, doi 10.1016/j.apgeochem.2014.11.007), public domain",
    "pitzer-mayorga-1973": "Pitzer and Mayorga 1973, J. Phys. Chem. 77, 2300, doi 10.1021/j100638a009",
    "pitzer-mayorga-1974": "Pitzer and Mayorga 1974, J. Solution Chem. 3, 539, doi 10.1007/BF00648138",
    "may-2011": "May, Rowland, Hefter and Koenigsberger 2011, J. Chem. Eng. Data 56, 5066, doi 10.1021/je2009329",
    "analogy": "estimated: the parameters of an ion of like charge stand for this one",
}

# cation, anion, beta0, beta1, beta2, C(phi), source; all at 298.15 K.
BINARIES: list[tuple[str, str, float, float, float, float, str]] = [
    ("NH4+", "Cl-", 0.0522, 0.1918, 0.0, -0.00301, "pitzer-mayorga-1973"),
    ("NH4+", "SO4-2", 0.04088, 0.6585, 0.0, -0.00116, "pitzer-mayorga-1973"),
    ("NH4+", "NO3-", -0.0154, 0.1120, 0.0, -0.00003, "pitzer-mayorga-1973"),
    ("NH4+", "H2PO4-", -0.04263, -0.6787, 0.0, 0.005162, "may-2011"),
    ("Na+", "NO3-", 0.0068, 0.1783, 0.0, -0.00072, "pitzer-mayorga-1973"),
    ("Li+", "NO3-", 0.1420, 0.2780, 0.0, -0.00551, "pitzer-mayorga-1973"),
    ("K+", "NO3-", -0.0816, 0.0494, 0.0, 0.00660, "pitzer-mayorga-1973"),
    ("H+", "NO3-", 0.1110, 0.3805, 0.0, -0.00424, "may-2011"),
    ("Mg+2", "NO3-", 0.3405, 1.672, 0.0, -0.00901, "may-2011"),
    ("Ca+2", "NO3-", 0.1683, 1.650, 0.0, -0.00687, "may-2011"),
    ("Co+2", "NO3-", 0.3103, 1.673, 0.0, -0.00736, "may-2011"),
    ("Ni+2", "NO3-", 0.3150, 2.195, 0.0, -0.00490, "may-2011"),
    ("Cu+2", "NO3-", 0.2810, 1.683, 0.0, -0.00845, "may-2011"),
    ("Zn+2", "NO3-", 0.3248, 1.864, 0.0, -0.00827, "may-2011"),
    ("Na+", "F-", 0.0215, 0.2107, 0.0, 0.0, "pitzer-mayorga-1973"),
    ("K+", "F-", 0.08089, 0.2021, 0.0, 0.00093, "pitzer-mayorga-1973"),
    ("Na+", "H2PO4-", -0.0533, 0.0396, 0.0, 0.00795, "pitzer-mayorga-1973"),
    ("K+", "H2PO4-", -0.0678, -0.1042, 0.0, 0.0, "pitzer-mayorga-1973"),
    ("Na+", "HPO4-2", -0.02266, 1.249, 0.0, 0.00752, "may-2011"),
    ("K+", "HPO4-2", 0.0430, 1.147, 0.0, 0.001486, "may-2011"),
    ("Na+", "PO4-3", 0.1781, 3.8513, 0.0, -0.05154, "pitzer-mayorga-1973"),
    ("K+", "PO4-3", 0.3729, 3.9720, 0.0, -0.08680, "pitzer-mayorga-1973"),
    ("Ni+2", "SO4-2", 0.1702, 2.907, -40.06, 0.0366, "pitzer-mayorga-1974"),
    ("Cu+2", "SO4-2", 0.2358, 2.485, -47.35, -0.0012, "pitzer-mayorga-1974"),
    ("Zn+2", "SO4-2", 0.1949, 2.883, -32.81, 0.0290, "pitzer-mayorga-1974"),
    ("Ni+2", "Cl-", 0.3479, 1.581, 0.0, -0.00372, "pitzer-mayorga-1973"),
    ("Co+2", "Cl-", 0.3643, 1.4520, 0.0, -0.01522, "pitzer-mayorga-1973"),
    ("Cu+2", "Cl-", 0.2770, 1.496, 0.0, -0.02806, "may-2011"),
    ("Zn+2", "Cl-", 0.1872, 1.766, 0.0, -0.03625, "may-2011"),
    ("Fe+3", "Cl-", 0.5516, 5.488, 0.0, -0.06453, "may-2011"),
    ("Al+3", "Cl-", 0.6993, 5.8447, 0.0, 0.00273, "pitzer-mayorga-1973"),
    ("Al+3", "SO4-2", 0.822, 21.12, -4813.0, -0.0799, "may-2011"),
]

# An ion without parameters for a pair borrows those of the first ion in its list that has them.
ANALOGUES = {
    "Li+": ["Na+"],
    "NH4+": ["K+"],
    "Co+2": ["Ni+2"],
    "Ni+2": ["Mg+2"],
    "Cu+2": ["Mg+2"],
    "Zn+2": ["Mg+2"],
    "Mn+2": ["Mg+2"],
    "Fe+2": ["Mg+2"],
    "Fe+3": ["Al+3"],
    "NO3-": ["Cl-"],
    "F-": ["OH-"],
    "H2PO4-": ["HCO3-"],
    "HPO4-2": ["SO4-2"],
    "PO4-3": ["SO4-2"],
    "Al(OH)4-": ["OH-"],
    "Fe(OH)4-": ["OH-"],
    "H3SiO4-": ["HCO3-"],
    "H2SiO4-2": ["CO3-2"],
}
BY_CHARGE = {"1": "Na+", "2": "Mg+2", "3": "Al+3", "4": "Al+3", "-1": "Cl-", "-2": "SO4-2", "-3": "SO4-2"}
# Pairs whose attraction stands as an explicit complex: no interaction parameter is borrowed for them.
EXPLICIT_PAIRS = [
    [metal, anion]
    for metal in ("Mg+2", "Ca+2", "Mn+2", "Fe+2", "Ni+2", "Co+2", "Cu+2", "Zn+2", "Al+3", "Fe+3")
    for anion in (
        "CO3-2",
        "HCO3-",
        "OH-",
        "PO4-3",
        "HPO4-2",
        "F-",
        "H3SiO4-",
        "H2SiO4-2",
        "Al(OH)4-",
        "Fe(OH)4-",
    )
]
# Ions that are never there together in amount: nothing is borrowed.
EXPLICIT_PAIRS += [["H+", anion] for anion in ("OH-", "CO3-2", "HCO3-", "B(OH)4-", "Al(OH)4-", "Fe(OH)4-")]


def read_block(path: Path) -> list[dict[str, Any]]:
    parameters: list[dict[str, Any]] = []
    inside = False
    kind = ""
    for raw in path.read_text(encoding="latin-1").splitlines():
        line = raw.partition("#")[0]
        words = line.split()
        if not words:
            continue
        if words[0] == "PITZER":
            inside = True
        elif inside and not line[0].isspace() and not words[0].startswith("-"):
            break
        elif inside and words[0].startswith("-"):
            kind = words[0].lstrip("-")
        elif inside:
            count = 3 if kind in ("PSI", "ZETA") else 2
            names = [SYNONYMS.get(word, word) for word in words[:count]]
            if any(word in SKIPPED for word in words[:count]):
                continue
            values = [float(word) for word in words[count : count + 6]]
            values += [0.0] * (6 - len(values))
            parameters.append({"kind": kind, "species": names, "values": values, "source": "pitzer.dat"})
    return parameters


def main() -> None:
    spec = importlib.util.find_spec("phreeqc")
    if spec is None or spec.origin is None:
        raise SystemExit("the phreeqc package is needed to read its databases")
    parameters = read_block(Path(spec.origin).parent / "databases" / "pitzer.dat")
    for cation, anion, b0, b1, b2, c0, source in BINARIES:
        for kind, value in (("B0", b0), ("B1", b1), ("B2", b2), ("C0", c0)):
            if value:
                values = [value] + [0.0] * 5
                parameters.append({"kind": kind, "species": [cation, anion], "values": values, "source": source})
    document = {
        "about": "value(T) = v0 + v1 (1/T - 1/Tr) + v2 ln(T/Tr) + v3 (T - Tr) + v4 (T^2 - Tr^2) "
        "+ v5 (1/T^2 - 1/Tr^2), Tr = 298.15 K; C0 is C(phi)",
        "sources": SOURCES,
        "parameters": parameters,
        "analogues": ANALOGUES,
        "by_charge": BY_CHARGE,
        "explicit_pairs": EXPLICIT_PAIRS,
    }
    text = json.dumps(document, indent=1)
    TARGET.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
