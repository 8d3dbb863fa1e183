"""Electrolyte salts and aluminosilicate residues: enthalpies estimated, each with its method."""

from __future__ import annotations

from tools.species_data.entry import Entry, Sum, Value

FLUORINE = [
    Entry(
        "LiPF6(s)",
        "lithium hexafluorophosphate",
        enthalpy=Sum(
            {"LiF(s)": 1.0, "PF5(g)": 1.0},
            plus=-72.4e3,
            uncertainty=8e3,
            source="zinigrad2005",
            method="LiF + PF5 less the heat of decomposition: of the melt at 535 K and constant volume 60(5) kJ/mol, "
            "R T of the gas 4.4, of melting 2.0; from there to 25 degC 5.9",
        ),
        heat_capacity=Sum(
            {"LiF(s)": 1.0, "PF5(g)": 1.0},
            plus=25.0,
            method="LiF(s) and PF5(g) plus 3R for the modes that the gas has as translation and rotation",
            high=500.0,
        ),
        density=2.84,
    ),
    Entry(
        "LiPF6(o)",
        "lithium hexafluorophosphate in carbonate solvents",
        enthalpy=Sum(
            {"LiPF6(s)": 1.0},
            plus=-30e3,
            uncertainty=15e3,
            method="crystal less 30 kJ/mol of dissolution in carbonate solvents",
        ),
        heat_capacity=Sum({"LiPF6(s)": 1.0}, method="as the crystal"),
        density=2.84,
        density_source="estimate",
        estimated_density=True,
    ),
    Entry(
        "HN(SO2Cl)2(l)",
        "bis(chlorosulfonyl)imide",
        enthalpy=Value(
            -889e3,
            "estimate",
            "estimated",
            50e3,
            "2 SO2Cl2 + NH3 - 2 HCl, with 120 kJ/mol for each S-Cl changed to S-N as for sulfamide",
        ),
        heat_capacity=Value(230.0, "estimate", "estimated", 40.0, "twice SO2Cl2(l) less the lost bonds"),
        density=1.97,
        density_source="estimate",
        estimated_density=True,
    ),
    Entry(
        "HN(SO2F)2(l)",
        "bis(fluorosulfonyl)imide",
        enthalpy=Sum(
            {"HN(SO2Cl)2(l)": 1.0, "SO2F2(g)": 2 / 2, "SO2Cl2(g)": -2 / 2},
            uncertainty=60e3,
            method="chlorine for fluorine as from SO2Cl2(g) to SO2F2(g)",
        ),
        heat_capacity=Value(215.0, "estimate", "estimated", 40.0, "as HN(SO2Cl)2(l), fluorine for chlorine"),
        density=1.88,
        density_source="estimate",
        estimated_density=True,
    ),
    Entry(
        "LiN(SO2F)2(s)",
        "lithium bis(fluorosulfonyl)imide, LiFSI",
        enthalpy=Sum(
            {"HN(SO2F)2(l)": 1.0, "LiOH(s)": 1.0, "H2O(l)": -1.0},
            plus=-125e3,
            uncertainty=80e3,
            method="neutralisation of a strong acid, mean of HClO4 (-141) and HNO3 (-110 kJ/mol) with LiOH",
        ),
        density=2.33,
        density_source="estimate",
        estimated_density=True,
    ),
    Entry(
        "LiN(SO2F)2(o)",
        "LiFSI in carbonate solvents",
        enthalpy=Sum(
            {"LiN(SO2F)2(s)": 1.0},
            plus=-30e3,
            uncertainty=85e3,
            method="crystal less 30 kJ/mol of dissolution",
        ),
        heat_capacity=Sum({"LiN(SO2F)2(s)": 1.0}, method="as the crystal"),
        density=2.33,
        density_source="estimate",
        estimated_density=True,
    ),
    Entry(
        "NH4N(SO2F)2(s)",
        "ammonium bis(fluorosulfonyl)imide",
        enthalpy=Sum(
            {"HN(SO2F)2(l)": 1.0, "NH3(g)": 1.0},
            plus=-177e3,
            uncertainty=80e3,
            method="ammonium salt of a strong acid, mean of HClO4 (-209) and HNO3 (-146 kJ/mol)",
        ),
        density=1.9,
        density_source="estimate",
        estimated_density=True,
    ),
    Entry(
        "PVDF(s)",
        "polyvinylidene fluoride, per CH2CF2",
        enthalpy=Value(
            -490e3, "estimate", "estimated", 15e3, "CH2CF2(g) of NASA (-345) and 145 kJ/mol of polymerisation"
        ),
        heat_capacity=Value(77.0, "estimate", "estimated", 4.0, "1.2 J/g/K"),
        analysis={"C": 0.37514, "H": 0.03149, "F": 0.59337},
        molar_mass=0.064034,
        density=1.78,
    ),
]

SILICATE_RESIDUES = [
    Entry(
        "HAlSi2O6(s)",
        "acid-roasted spodumene residue",
        enthalpy=Sum(
            {"Al2Si4O10(OH)2(s)": 0.5, "LiAlSi2O6(s,beta)": 1.0, "LiAlSi2O6(s,alpha)": -1.0},
            uncertainty=20e3,
            method=(
                "half of pyrophyllite plus 28.0 kJ/mol, by which beta-spodumene is above alpha; "
                "mixing H2O, Al2O3 and SiO2 gives 10 kJ/mol less"
            ),
        ),
        heat_capacity=Sum(
            {"Al2O3(s)": 0.5, "SiO2(s)": 2.0},
            plus=20.0,
            method="Kopp-Neumann from Al2O3, quartz and 40 J/mol/K per H2O",
            high=1200.0,
        ),
        density=2.3,
        density_source="estimate",
        estimated_density=True,
    ),
    Entry(
        "KLi2AlSi4O10F2(s)",
        "lepidolite (polylithionite)",
        enthalpy=Sum(
            {"KAlSi3O8(s)": 1.0, "LiF(s)": 2.0, "SiO2(s)": 1.0},
            plus=-20e3,
            uncertainty=40e3,
            method="microcline, quartz and lithium fluoride, less 20 kJ/mol",
        ),
        density=2.84,
        density_source="hom",
    ),
    Entry(
        "LiAl2(AlSi3)O10(OH)2(s)",
        "lepidolite (trilithionite-like, hydroxyl)",
        enthalpy=Sum(
            {"KAl3Si3O10(OH)2(s)": 1.0, "Li+(aq)": 1.0, "K+(aq)": -1.0},
            plus=30e3,
            uncertainty=60e3,
            method="muscovite with K+ exchanged for Li+",
        ),
        density=2.8,
        density_source="hom",
    ),
    Entry(
        "LiCl·2Al(OH)3(s)",
        "lithium aluminium layered hydroxide chloride",
        enthalpy=Sum(
            {"Al(OH)3(s)": 2.0, "Li+(aq)": 1.0, "Cl-(aq)": 1.0},
            plus=-8e3,
            uncertainty=15e3,
            method="gibbsite and aqueous LiCl, less about 8 kJ/mol of sorption",
        ),
        heat_capacity=Sum(
            {"Al(OH)3(s)": 2.0, "LiCl(s)": 1.0}, method="Kopp-Neumann from gibbsite and LiCl", high=400.0
        ),
        density=2.1,
        density_source="estimate",
        estimated_density=True,
    ),
    Entry(
        "Al(OH)3(s,am)",
        "aluminium hydroxide, amorphous",
        nbs="Al(OH)3|am",
        heat_capacity=Sum({"Al(OH)3(s)": 1.0}, method="as gibbsite"),
        density=2.2,
        density_source="estimate",
        estimated_density=True,
    ),
    Entry(
        "CuSiO3·2H2O(s)",
        "chrysocolla",
        enthalpy=Sum(
            {"CuSiO3·H2O(s)": 1.0, "H2O(l)": 1.0},
            plus=7e3,
            uncertainty=15e3,
            method="dioptase and water; amorphous silica is 7 kJ/mol less stable than quartz",
        ),
        heat_capacity=Sum(
            {"CuO(s)": 1.0, "SiO2(s)": 1.0},
            plus=80.0,
            method="Kopp-Neumann with 40 J/mol/K per H2O",
            high=500.0,
        ),
        density=2.2,
        density_source="hom",
    ),
    Entry(
        "CuSiO3·H2O(s)",
        "dioptase",
        enthalpy=Value(-1358.5e3, "llnl", "measured", 5e3, "CuO, quartz and water give -1354"),
        heat_capacity=Sum(
            {"CuO(s)": 1.0, "SiO2(s)": 1.0},
            plus=40.0,
            method="Kopp-Neumann with 40 J/mol/K per H2O",
            high=500.0,
        ),
        density=3.3,
        density_source="hom",
    ),
]
