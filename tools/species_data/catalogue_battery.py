"""Battery materials without tabulated enthalpies: every figure here is an estimate, with its method."""

from __future__ import annotations

from tools.species_data.entry import Entry, Sum, Value

FARADAY = 96485.33212  # [C/mol]


def _mix(nickel: float, manganese: float, cobalt: float) -> dict[str, float]:
    parts = {"LiNiO2(s)": nickel, "LiMnO2(s)": manganese, "LiCoO2(s)": cobalt}
    return {name: share for name, share in parts.items() if share}


def _oxide(formula: str, name: str, nickel: float, manganese: float, cobalt: float) -> Entry:
    return Entry(
        formula + "(s)",
        name,
        enthalpy=Sum(
            _mix(nickel, manganese, cobalt),
            uncertainty=10e3,
            method="linear mixing of LiNiO2, LiMnO2 and LiCoO2",
        ),
        heat_capacity=Sum(
            _mix(nickel, manganese, cobalt),
            method="linear mixing of LiNiO2, LiMnO2 and LiCoO2, themselves Kopp-Neumann",
        ),
        density=4.75,
        density_source="estimate",
        estimated_density=True,
    )


def _hydroxide(formula: str, name: str, nickel: float, manganese: float, cobalt: float) -> Entry:
    parts = {"Ni(OH)2(s)": nickel, "Mn(OH)2(s)": manganese, "Co(OH)2(s)": cobalt}
    mixed = Sum({k: v for k, v in parts.items() if v}, uncertainty=8e3, method="linear mixing of the three hydroxides")
    return Entry(
        formula + "(s)",
        name,
        enthalpy=mixed,
        entropy=mixed,
        heat_capacity=mixed,
        density=3.85,
        density_source="estimate",
        estimated_density=True,
    )


CATHODES = [
    Entry(
        "LiCoO2(s)",
        "lithium cobalt oxide",
        enthalpy=Value(
            -679.4e3,
            "wang2005",
            "estimated",
            5e3,
            "oxide-melt calorimetry: -142.5 kJ/mol from Li2O/2 + CoO + O2/4, on NBS oxides",
        ),
        heat_capacity=Sum(
            {"Li2O(s)": 0.5, "Co3O4(s)": 1 / 3},
            plus=2.8,
            method="Kopp-Neumann from Li2O and Co3O4, oxygen at 16.8 J/mol/K",
            high=1200.0,
        ),
        density=5.05,
        density_source="estimate",
        estimated_density=True,
    ),
    Entry(
        "LiNiO2(s)",
        "lithium nickel oxide",
        enthalpy=Value(
            -594.9e3,
            "wang2004",
            "estimated",
            8e3,
            "oxide-melt calorimetry: -56.2 kJ/mol from Li2O/2 + NiO + O2/4, on NBS oxides",
        ),
        heat_capacity=Sum({"Li2O(s)": 0.5, "NiO(s)": 1.0}, method="Kopp-Neumann from Li2O and NiO", high=1200.0),
        density=4.8,
        density_source="estimate",
        estimated_density=True,
    ),
    Entry(
        "LiMnO2(s)",
        "lithium manganese oxide, orthorhombic",
        enthalpy=Sum(
            {"Li2O(s)": 0.5, "Mn2O3(s)": 0.5},
            plus=-60e3,
            uncertainty=15e3,
            method="half of each oxide, less 60 kJ/mol as for other LiMO2",
        ),
        heat_capacity=Sum({"Li2O(s)": 0.5, "Mn2O3(s)": 0.5}, method="Kopp-Neumann from Li2O and Mn2O3", high=1200.0),
        density=4.2,
        density_source="estimate",
        estimated_density=True,
    ),
    Entry(
        "LiMn2O4(s)",
        "lithium manganese spinel",
        enthalpy=Value(
            -1380.9e3,
            "cupid2015",
            "estimated",
            10e3,
            "calorimetry, as quoted in the literature on the spinel",
        ),
        heat_capacity=Sum(
            {"Li2O(s)": 0.5, "Mn2O3(s)": 0.5, "MnO2(s)": 1.0},
            method="Kopp-Neumann from Li2O, Mn2O3 and MnO2",
            high=850.0,
        ),
        density=4.28,
        density_source="estimate",
        estimated_density=True,
    ),
    _oxide("LiNi0.6Mn0.2Co0.2O2", "NMC622", 0.6, 0.2, 0.2),
    _oxide("LiNi0.8Mn0.1Co0.1O2", "NMC811", 0.8, 0.1, 0.1),
    _oxide("LiNi0.5Mn0.3Co0.2O2", "NMC532", 0.5, 0.3, 0.2),
    _oxide("LiNi0.333Mn0.333Co0.333O2", "NMC111", 0.333, 0.333, 0.333),
    _oxide("LiNi0.9Mn0.05Co0.05O2", "NMC9 half half", 0.9, 0.05, 0.05),
    Entry(
        "Li0.7Ni0.6Mn0.2Co0.2O2(s)",
        "NMC622 short of lithium, spent",
        enthalpy=Sum(
            {"LiNi0.6Mn0.2Co0.2O2(s)": 1.0},
            plus=0.3 * FARADAY * 3.8,
            uncertainty=15e3,
            method="NMC622 less 0.3 Li at 3.8 V against lithium",
        ),
        heat_capacity=Sum(
            {"LiNi0.6Mn0.2Co0.2O2(s)": 1.0, "Li2O(s)": -0.15},
            plus=2.5,
            method="NMC622 less 0.15 Li2O, oxygen at 16.8 J/mol/K",
        ),
        density=4.7,
        density_source="estimate",
        estimated_density=True,
    ),
    _hydroxide("Ni0.6Mn0.2Co0.2(OH)2", "NMC622 hydroxide precursor", 0.6, 0.2, 0.2),
    _hydroxide("Ni0.8Mn0.1Co0.1(OH)2", "NMC811 hydroxide precursor", 0.8, 0.1, 0.1),
    _hydroxide("Ni0.5Mn0.3Co0.2(OH)2", "NMC532 hydroxide precursor", 0.5, 0.3, 0.2),
    _hydroxide("Ni0.333Mn0.333Co0.333(OH)2", "NMC111 hydroxide precursor", 0.333, 0.333, 0.333),
    _hydroxide("Ni0.9Mn0.05Co0.05(OH)2", "NMC9 half half hydroxide precursor", 0.9, 0.05, 0.05),
    Entry(
        "LiFePO4(s)",
        "lithium iron phosphate",
        enthalpy=Sum(
            {"FePO4(s)": 1.0},
            plus=-FARADAY * 3.43,
            uncertainty=30e3,
            method=(
                "FePO4 (NBS) and the cell voltage of 3.43 V; oxide-melt calorimetry leads to about -1468: "
                "unresolved conflict"
            ),
        ),
        heat_capacity=Sum(
            {"Li3PO4(s)": 1 / 3, "FeO(s)": 1.0, "P4O10(s)": 1 / 6},
            method="Kopp-Neumann from Li3PO4, FeO and P4O10",
            high=1200.0,
        ),
        density=3.6,
        density_source="estimate",
        estimated_density=True,
    ),
    Entry(
        "LiMnPO4(s)",
        "lithium manganese phosphate",
        enthalpy=Sum(
            {"LiFePO4(s)": 1.0, "Mn+2(aq)": 1.0, "Fe+2(aq)": -1.0},
            uncertainty=30e3,
            method="LiFePO4, Fe+2 exchanged for Mn+2; Li3PO4 and Mn3(PO4)2 mixed give 23 kJ/mol more",
        ),
        heat_capacity=Sum(
            {"Li3PO4(s)": 1 / 3, "MnO(s)": 1.0, "P4O10(s)": 1 / 6},
            method="Kopp-Neumann from Li3PO4, MnO and P4O10",
            high=1200.0,
        ),
        density=3.43,
        density_source="estimate",
        estimated_density=True,
    ),
    Entry(
        "LiMn0.6Fe0.4PO4(s)",
        "lithium manganese iron phosphate",
        enthalpy=Sum(
            {"LiMnPO4(s)": 0.6, "LiFePO4(s)": 0.4},
            uncertainty=30e3,
            method="linear mixing of the end members",
        ),
        heat_capacity=Sum({"LiMnPO4(s)": 0.6, "LiFePO4(s)": 0.4}, method="linear mixing of the end members"),
        density=3.5,
        density_source="estimate",
        estimated_density=True,
    ),
    Entry(
        "FeC2O4(s)",
        "ferrous oxalate",
        enthalpy=Sum(
            {"FeC2O4·2H2O(s)": 1.0, "H2O(l)": -2.0},
            plus=2 * 14.5e3,
            uncertainty=10e3,
            method="dihydrate less liquid water, 14.5 kJ/mol of water bound (58.5 from vapour)",
        ),
        density=2.9,
        density_source="estimate",
        estimated_density=True,
    ),
    Entry(
        "Mn(H2PO4)2(s)",
        "manganese dihydrogen phosphate",
        enthalpy=Sum(
            {"Mn+2(aq)": 1.0, "H2PO4-(aq)": 2.0},
            plus=15e3,
            uncertainty=20e3,
            method="aqueous ions, 15 kJ/mol less negative as for other dihydrogen phosphates",
        ),
        density=2.2,
        density_source="estimate",
        estimated_density=True,
    ),
    Entry(
        "Li6PS5Cl(s)",
        "argyrodite solid electrolyte",
        enthalpy=Sum(
            {"Li2S(s)": 2.5, "P2S5(s)": 0.5, "LiCl(s)": 1.0},
            uncertainty=60e3,
            method="linear mixing of Li2S, P2S5 and LiCl",
        ),
        density=1.64,
        density_source="estimate",
        estimated_density=True,
    ),
    Entry(
        "P2S5(s)",
        "phosphorus pentasulfide",
        enthalpy=Value(-186.2e3, "sgte1999", "measured", 20e3, "half of P4S10"),
        density=2.03,
    ),
    Entry(
        "(H3O)Fe3(SO4)2(OH)6(s)",
        "hydronium jarosite",
        family="obigt",
        obigt="hydronium jarosite",
        density=2.9,
        density_source="estimate",
        estimated_density=True,
    ),
]
