"""Writes resources/aqueous_equilibria.json: log10 K(T) of aqueous species and solids on the canonical basis.

Inputs: the public-domain databases phreeqc.dat, pitzer.dat, wateq4f.dat and minteq.v4.dat as installed with the
`phreeqc` package, and the single values below with their sources. Run: python tools/equilibrium_data/NAME.py
Solubility products that follow from measured solubilities are added by calibrate_solubility.py.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

from reaction_database import BASIS, Composed, compose_phase, compose_species, read_reactions, van_t_hoff

TARGET = Path(__file__).parents[2] / "resources" / "aqueous_equilibria.json"

SOURCES = {
    "phreeqc.dat": "US Geological Survey, PHREEQC database phreeqc.dat (Parkhurst and Appelo 2013, "
    "doi 10.3133/tm6A43), public domain",
    "pitzer.dat": "US Geological Survey, PHREEQC database pitzer.dat (Plummer et al. 1988, USGS WRI 88-4153; "
    "Appelo 2015, doi 10.1016/j.apgeochem.2014.11.007), public domain",
    "wateq4f.dat": "Ball and Nordstrom 1991, USGS OFR 91-183 (wateq4f.dat), public domain",
    "minteq.v4.dat": "US EPA MINTEQA2 version 4 (1999), NIST 46.3 constants (minteq.v4.dat), public domain",
    "nbs1982": "Wagman et al. 1982, NBS Tables of Chemical Thermodynamic Properties, doi 10.18434/M32124",
}

# Aqueous species taken from each database, first come first kept.
SPECIES = {
    "phreeqc.dat": (
        "OH- HCO3- CO2 HSO4- NH4+ HPO4-2 H2PO4- H3PO4 HF HF2- B(OH)4- BF(OH)3- BF2(OH)2- BF3OH- BF4- "
        "H3SiO4- H2SiO4-2 SiF6-2 CaOH+ CaCO3 CaHCO3+ CaSO4 CaPO4- CaHPO4 CaH2PO4+ MgOH+ MgCO3 MgHCO3+ MgSO4 "
        "Mg(SO4)2-2 MgPO4- MgHPO4 MgH2PO4+ MgF+ NaHCO3 NaSO4- NaHPO4- NaF KHCO3 KSO4- KHPO4- LiSO4- NH4SO4- "
        "FeOH+ Fe(OH)2 Fe(OH)3- FeCl+ FeCO3 FeHCO3+ FeSO4 FeHPO4 FeH2PO4+ FeF+ "
        "FeOH+2 Fe(OH)2+ Fe(OH)3 Fe(OH)4- Fe2(OH)2+4 FeCl+2 FeCl2+ FeSO4+ FeHSO4+2 Fe(SO4)2- FeHPO4+ "
        "FeH2PO4+2 FeF+2 FeF2+ FeF3 MnOH+ Mn(OH)3- MnCl+ MnCO3 MnHCO3+ MnSO4 MnF+ "
        "AlOH+2 Al(OH)2+ Al(OH)3 Al(OH)4- AlSO4+ Al(SO4)2- AlHSO4+2 AlF+2 AlF2+ AlF3 AlF4- "
        "CuCO3 Cu(CO3)2-2 CuCl+ CuCl2 CuF+ CuOH+ Cu(OH)2 Cu(OH)3- Cu(OH)4-2 Cu2(OH)2+2 CuSO4 "
        "ZnOH+ Zn(OH)2 Zn(OH)3- Zn(OH)4-2 ZnCl+ ZnCl2 ZnCl3- ZnCO3 Zn(CO3)2-2 ZnHCO3+ ZnSO4 Zn(SO4)2-2 ZnF+"
    ),
    "wateq4f.dat": "CaF+ NiOH+ Ni(OH)2 Ni(OH)3- NiCl+ NiF+ NiSO4 NiCO3 NiHCO3+",
    "minteq.v4.dat": (
        "CoOH+ Co(OH)2 Co(OH)3- CoCl+ CoSO4 CoCO3 CoHCO3+ CoF+ CuNH3+2 NiNH3+2 Ni(NH3)2+2 "
        "Co(NH3)+2 Co(NH3)2+2 Co(NH3)3+2 Co(NH3)4+2 Co(NH3)5+2"
    ),
}

# Ion pairs that the interaction coefficients of the Pitzer model stand for, and highly charged polymers whose
# borrowed coefficients would make them rule the liquor.
IMPLICIT_IN_PITZER = [
    "CaCO3",
    "CaHCO3+",
    "CaSO4",
    "CaOH+",
    "MgHCO3+",
    "MgSO4",
    "Mg(SO4)2-2",
    "NaHCO3",
    "NaCO3-",
    "NaSO4-",
    "KHCO3",
    "KSO4-",
    "LiSO4-",
    "NH4SO4-",
    "NaF",
    "NaHPO4-",
    "KHPO4-",
    "FeSO4",
    "FeCl+",
    "MnSO4",
    "MnCl+",
    "NiSO4",
    "NiCl+",
    "CoSO4",
    "CoCl+",
    "CuSO4",
    "CuCl+",
    "CuCl2",
    "ZnSO4",
    "Zn(SO4)2-2",
    "ZnCl+",
    "ZnCl2",
    "ZnCl3-",
    "AlSO4+",
    "Al(SO4)2-",
    "AlHSO4+2",
    "FeSO4+",
    "Fe(SO4)2-",
    "FeHSO4+2",
    "FeCl+2",
    "FeCl2+",
    "Fe2(OH)2+4",
    "Cu2(OH)2+2",
]
FROM_PITZER = ["OH-", "HCO3-", "CO2", "HSO4-", "MgOH+", "MgCO3", "B(OH)4-", "H3SiO4-", "H2SiO4-2"]

# Our name of a solid or gas: (name in the database, its database for B-dot, database for Pitzer).
PHASES = {
    "CaCO3(s,calcite)": ("Calcite", "phreeqc.dat", "pitzer.dat"),
    "CaCO3(s,aragonite)": ("Aragonite", "phreeqc.dat", "pitzer.dat"),
    "MgCO3(s)": ("Magnesite", "wateq4f.dat", "pitzer.dat"),
    "MgCO3.3H2O(s)": ("Nesquehonite", "wateq4f.dat", "pitzer.dat"),
    "CaMg(CO3)2(s)": ("Dolomite", "phreeqc.dat", "pitzer.dat"),
    "CaSO4.2H2O(s)": ("Gypsum", "phreeqc.dat", "pitzer.dat"),
    "CaSO4(s)": ("Anhydrite", "phreeqc.dat", "pitzer.dat"),
    "Mg(OH)2(s)": ("Brucite", "wateq4f.dat", "wateq4f.dat"),
    "Mg(OH)2(s,active)": ("Mg(OH)2(active)", "minteq.v4.dat", "minteq.v4.dat"),
    "Ca(OH)2(s)": ("Portlandite", "wateq4f.dat", "wateq4f.dat"),
    "Na2SO4.10H2O(s)": ("Mirabilite", "phreeqc.dat", "pitzer.dat"),
    "Na2SO4(s)": ("Thenardite", "phreeqc.dat", "pitzer.dat"),
    "K2SO4(s)": ("Arcanite", "phreeqc.dat", "pitzer.dat"),
    "NaCl(s)": ("Halite", "phreeqc.dat", "pitzer.dat"),
    "KCl(s)": ("Sylvite", "phreeqc.dat", "pitzer.dat"),
    "MgSO4.7H2O(s)": ("Epsomite", "phreeqc.dat", "pitzer.dat"),
    "MgSO4.6H2O(s)": ("Hexahydrite", "phreeqc.dat", "pitzer.dat"),
    "MgSO4.H2O(s)": ("Kieserite", "phreeqc.dat", "pitzer.dat"),
    "Na2CO3.10H2O(s)": ("Natron", "wateq4f.dat", "pitzer.dat"),
    "Na2CO3.H2O(s)": ("Thermonatrite", "wateq4f.dat", "wateq4f.dat"),
    "NaHCO3(s)": ("Nahcolite", "wateq4f.dat", "pitzer.dat"),
    "Na6CO3(SO4)2(s)": ("Burkeite", "", "pitzer.dat"),
    "NaK3(SO4)2(s)": ("Glaserite", "", "pitzer.dat"),
    "Na2Ca(SO4)2(s)": ("Glauberite", "", "pitzer.dat"),
    "K2Ca(SO4)2.H2O(s)": ("Syngenite", "", "pitzer.dat"),
    "Na2CaC2O6.5H2O(s)": ("Gaylussite", "", "pitzer.dat"),
    "Al(OH)3(s,gibbsite)": ("Gibbsite", "phreeqc.dat", "phreeqc.dat"),
    "Al(OH)3(s,amorphous)": ("Al(OH)3(a)", "phreeqc.dat", "phreeqc.dat"),
    "AlOOH(s,boehmite)": ("Boehmite", "wateq4f.dat", "wateq4f.dat"),
    "Fe(OH)3(s,ferrihydrite)": ("Fe(OH)3(a)", "phreeqc.dat", "phreeqc.dat"),
    "FeOOH(s,goethite)": ("Goethite", "phreeqc.dat", "phreeqc.dat"),
    "Fe2O3(s,hematite)": ("Hematite", "phreeqc.dat", "phreeqc.dat"),
    "NaFe3(SO4)2(OH)6(s)": ("Na-Jarosite", "minteq.v4.dat", "minteq.v4.dat"),
    "KFe3(SO4)2(OH)6(s)": ("Jarosite-K", "phreeqc.dat", "phreeqc.dat"),
    "KAl3(SO4)2(OH)6(s)": ("Alunite", "phreeqc.dat", "phreeqc.dat"),
    "FePO4.2H2O(s)": ("Strengite", "wateq4f.dat", "wateq4f.dat"),
    "FeCO3(s)": ("Siderite", "phreeqc.dat", "phreeqc.dat"),
    "Fe(OH)2(s)": ("Fe(OH)2", "minteq.v4.dat", "minteq.v4.dat"),
    "FeSO4.7H2O(s)": ("Melanterite", "phreeqc.dat", "phreeqc.dat"),
    "Fe3(PO4)2.8H2O(s)": ("Vivianite", "phreeqc.dat", "phreeqc.dat"),
    "MnCO3(s)": ("Rhodochrosite", "phreeqc.dat", "phreeqc.dat"),
    "Mn(OH)2(s)": ("Pyrochroite", "phreeqc.dat", "phreeqc.dat"),
    "Ni(OH)2(s)": ("Ni(OH)2", "wateq4f.dat", "wateq4f.dat"),
    "NiCO3(s)": ("NiCO3", "wateq4f.dat", "wateq4f.dat"),
    "NiSO4.6H2O(s)": ("Retgersite", "wateq4f.dat", "wateq4f.dat"),
    "NiSO4.7H2O(s)": ("Morenosite", "wateq4f.dat", "wateq4f.dat"),
    "Co(OH)2(s)": ("Co(OH)2", "minteq.v4.dat", "minteq.v4.dat"),
    "CoCO3(s)": ("CoCO3", "minteq.v4.dat", "minteq.v4.dat"),
    "Cu(OH)2(s)": ("Cu(OH)2", "wateq4f.dat", "wateq4f.dat"),
    "CuO(s)": ("Tenorite", "wateq4f.dat", "wateq4f.dat"),
    "Cu2CO3(OH)2(s)": ("Malachite", "wateq4f.dat", "wateq4f.dat"),
    "Cu4SO4(OH)6(s)": ("Brochantite", "wateq4f.dat", "wateq4f.dat"),
    "CuSO4.5H2O(s)": ("Chalcanthite", "wateq4f.dat", "wateq4f.dat"),
    "Zn(OH)2(s)": ("Zn(OH)2-e", "wateq4f.dat", "wateq4f.dat"),
    "ZnCO3(s)": ("Smithsonite", "phreeqc.dat", "phreeqc.dat"),
    "ZnSO4.7H2O(s)": ("Goslarite", "wateq4f.dat", "wateq4f.dat"),
    "CaF2(s)": ("Fluorite", "phreeqc.dat", "phreeqc.dat"),
    "MgF2(s)": ("MgF2", "minteq.v4.dat", "minteq.v4.dat"),
    "Na3AlF6(s)": ("Cryolite", "minteq.v4.dat", "minteq.v4.dat"),
    "Ca5(PO4)3OH(s)": ("Hydroxyapatite", "phreeqc.dat", "phreeqc.dat"),
    "CaHPO4.2H2O(s)": ("CaHPO4:2H2O", "minteq.v4.dat", "minteq.v4.dat"),
    "CaHPO4(s)": ("CaHPO4", "minteq.v4.dat", "minteq.v4.dat"),
    "SiO2(s,amorphous)": ("SiO2(a)", "phreeqc.dat", "pitzer.dat"),
    "SiO2(s,quartz)": ("Quartz", "phreeqc.dat", "pitzer.dat"),
    "H3BO3(s)": ("Boric_acid,s", "pitzer.dat", "pitzer.dat"),
    "CO2(g)": ("CO2(g)", "phreeqc.dat", "pitzer.dat"),
    "NH3(g)": ("NH3(g)", "phreeqc.dat", "phreeqc.dat"),
}

# Solids in none of the databases: composition on the basis, log10 K at 298.15 K, enthalpy [J/mol], source.
SINGLE_PHASES: dict[str, tuple[dict[str, float], float, float, str]] = {
    "Li2CO3(s)": ({"Li+": 2, "CO3-2": 1}, -3.089, -18200.0, "nbs1982"),
}


def record(part: Composed, source: str) -> dict[str, Any]:
    composition = {name: round(number, 9) for name, number in part.composition.items()}
    return {
        "composition": composition,
        "log_k": [float(f"{value:.10g}") for value in part.log_k],
        "source": source,
    }


def main() -> None:
    spec = importlib.util.find_spec("phreeqc")
    if spec is None or spec.origin is None:
        raise SystemExit("the phreeqc package is needed to read its databases")
    folder = Path(spec.origin).parent / "databases"
    files = ("phreeqc.dat", "pitzer.dat", "wateq4f.dat", "minteq.v4.dat")
    known = {f: compose_species(read_reactions(folder / f, "SOLUTION_SPECIES"), f) for f in files}
    phases = {f: dict(read_reactions(folder / f, "PHASES")) for f in files}

    species: dict[str, Any] = {}
    for name in BASIS:
        if name == "H2O":
            continue
        gamma = next((known[f][name].gamma for f in files if name in known[f] and known[f][name].gamma), None)
        species[name] = {
            "composition": {name: 1.0},
            "log_k": [0.0] * 6,
            "source": "definition",
            "gamma": gamma,
        }
    for file, names in SPECIES.items():
        for name in names.split():
            part = known[file][name]
            species[name] = {**record(part, file), "gamma": part.gamma}
            if name in IMPLICIT_IN_PITZER:
                species[name]["models"] = ["bdot"]
    for name in FROM_PITZER:
        species[name]["log_k_pitzer"] = record(known["pitzer.dat"][name], "pitzer.dat")["log_k"]

    solids: dict[str, Any] = {}
    for name, (entry, bdot, pitzer) in PHASES.items():
        laws = {}
        composition = None
        for model, file in (("bdot", bdot), ("pitzer", pitzer)):
            if not file:
                continue
            part = compose_phase(phases[file][entry], known[file], file)
            if part is None:
                raise SystemExit(f"{name}: {entry} of {file} has a species that is not known")
            row = record(part, file)
            composition = row["composition"]
            laws[model] = {"log_k": row["log_k"], "source": file}
        solids[name] = {"composition": composition, "log_k": laws}
    for name, (composition, value, enthalpy, source) in SINGLE_PHASES.items():
        law = {"log_k": van_t_hoff(value, enthalpy), "source": source}
        solids[name] = {"composition": composition, "log_k": {"bdot": law, "pitzer": law}}
    document = {
        "about": "log10 K = A1 + A2 T + A3/T + A4 log10 T + A5/T^2 + A6 T^2, T [K]: formation of a species from, "
        "dissolution of a solid into, the canonical basis of a liquor",
        "sources": SOURCES,
        "species": species,
        "solids": solids,
    }
    TARGET.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
