"""Salts and their hydrates: NBS enthalpies; fluorides NASA; jarosites OBIGT."""

from __future__ import annotations

from tools.species_data.catalogue_elements import solids
from tools.species_data.entry import Sum, Value

HALIDES = solids(
    [
        ("AlCl3", "aluminium chloride", 2.48),
        ("AlCl3·6H2O", "aluminium chloride hexahydrate", 2.398),
        ("AlF3", "aluminium fluoride", 3.10, {"family": "glenn"}),
        ("BaCl2", "barium chloride", 3.9),
        ("BaCl2·2H2O", "barium chloride dihydrate", 3.097),
        ("BaF2", "barium fluoride", 4.893, {"family": "glenn"}),
        ("CaCl2", "calcium chloride", 2.15),
        ("CaCl2·2H2O", "calcium chloride dihydrate", 1.85),
        ("CaCl2·6H2O", "calcium chloride hexahydrate", 1.71),
        ("CaF2", "fluorspar", 3.18, {"family": "glenn"}),
        ("CoCl2", "cobalt chloride", 3.36),
        ("CoCl2·6H2O", "cobalt chloride hexahydrate", 1.924),
        ("CuCl", "cuprous chloride", 4.14),
        ("CuCl2", "cupric chloride", 3.4),
        ("FeCl2", "ferrous chloride", 3.16),
        ("FeCl3", "ferric chloride", 2.90),
        ("FeF2", "ferrous fluoride", 4.09),
        (
            "FeF3",
            "ferric fluoride",
            3.87,
            {
                "janaf": "F-111",
                "nbs": "-",
                "enthalpy": Value(-990.4e3, "sgte1999", "measured", 10e3, "JANAF -1041.8"),
            },
        ),
        ("KBr", "potassium bromide", 2.74),
        ("KCl", "sylvite", 1.988),
        ("KF", "potassium fluoride", 2.48, {"family": "glenn"}),
        ("KHF2", "potassium bifluoride", 2.37, {"glenn": "K(HF2)(a) K(HF2)(b)", "family": "glenn"}),
        ("KMgCl3·6H2O", "carnallite", 1.602, {"nbs": "KMgCl3·6H2O|cr"}),
        ("LiBr", "lithium bromide", 3.464),
        ("LiCl", "lithium chloride", 2.07),
        ("LiCl·H2O", "lithium chloride monohydrate", 1.78),
        ("LiF", "lithium fluoride", 2.640, {"family": "glenn"}),
        ("Li3AlF6", "lithium cryolite", 2.637, {"family": "glenn"}),
        ("MgCl2", "magnesium chloride", 2.325),
        ("MgCl2·6H2O", "bischofite", 1.56),
        ("MgF2", "magnesium fluoride", 3.148, {"family": "glenn"}),
        ("MnCl2", "manganese chloride", 2.977),
        ("MnCl2·4H2O", "manganese chloride tetrahydrate", 1.913),
        (
            "MnF2",
            "manganese fluoride",
            3.98,
            {
                "nbs": "MnF2|cr",
                "enthalpy": Value(
                    -855.0e3,
                    "sgte1999",
                    "measured",
                    6e3,
                    "dilute solution (NBS, -877.4) less 28 kJ/mol of dissolution, between MgF2 and NiF2, gives -849",
                ),
            },
        ),
        ("NH4Cl", "ammonium chloride", 1.519),
        ("NH4F", "ammonium fluoride", 1.015),
        ("NH4HF2", "ammonium bifluoride", 1.50),
        ("NaBr", "sodium bromide", 3.20),
        ("NaCl", "halite", 2.17),
        ("NaF", "sodium fluoride", 2.78, {"family": "glenn"}),
        ("Na2SiF6", "sodium fluorosilicate", 2.7),
        ("Na3AlF6", "cryolite", 2.97, {"family": "glenn"}),
        ("Na5Al3F14", "chiolite", 3.0, {"family": "glenn"}),
        ("NiCl2", "nickel chloride", 3.51),
        ("NiCl2·6H2O", "nickel chloride hexahydrate", 1.92),
        ("NiF2", "nickel fluoride", 4.7),
        ("PCl5", "phosphorus pentachloride", 2.1),
        ("PbCl2", "lead chloride", 5.98),
        ("SrCl2", "strontium chloride", 3.052, {"high": 985.0}),
        ("ZnCl2", "zinc chloride", 2.907),
        ("ZnF2", "zinc fluoride", 4.9),
    ]
)

CARBONATES = solids(
    [
        ("BaCO3", "witherite", 4.308),
        ("CaCO3", "calcite", 2.71, {"nbs": "CaCO3|cr|calcite"}),
        ("CaCO3(s,aragonite)", "aragonite", 2.93, {"nbs": "CaCO3|cr2|aragonite", "glenn": "-"}),
        (
            "Na2Ca(CO3)2·5H2O",
            "gaylussite",
            1.99,
            {
                "enthalpy": Value(
                    -3834.4e3,
                    "thermochimie",
                    "measured",
                    13e3,
                    "washing soda less five waters and calcite, plus 12 kJ/mol, gives -3847",
                )
            },
        ),
        ("CaMg(CO3)2", "dolomite", 2.86, {"nbs": "CaCO3·MgCO3|cr|dolomite", "obigt": "dolomite"}),
        ("CoCO3", "spherocobaltite", 4.2, {"obigt": "spherocobaltite"}),
        ("Cu2(OH)2CO3", "malachite", 4.0, {"nbs": "CuCO3·Cu(OH)2|cr", "obigt": "malachite"}),
        ("FeCO3", "siderite", 3.944, {"obigt": "siderite"}),
        ("K2CO3", "potassium carbonate", 2.29),
        ("KHCO3", "potassium bicarbonate", 2.17),
        ("Li2CO3", "lithium carbonate", 2.11),
        ("MgCO3", "magnesite", 3.01),
        ("MgCO3·3H2O", "nesquehonite", 1.837, {"family": "obigt", "obigt": "nesquehonite", "high": 304.0}),
        ("MnCO3", "rhodochrosite", 3.70, {"nbs": "MnCO3|cr", "obigt": "rhodochrosite"}),
        ("NH4HCO3", "ammonium bicarbonate", 1.586),
        ("Na2CO3", "soda ash", 2.54),
        ("Na2CO3·H2O", "sodium carbonate monohydrate", 2.25),
        ("Na2CO3·7H2O", "sodium carbonate heptahydrate", 1.51),
        ("Na2CO3·10H2O", "washing soda", 1.46),
        ("NaHCO3", "sodium bicarbonate", 2.20),
        (
            "NiCO3",
            "nickel carbonate",
            4.389,
            {
                "enthalpy": Value(
                    -713.3e3,
                    "thermochimie",
                    "measured",
                    5e3,
                    "heat of reaction in Thermoddem, from the same review of nickel (2005), gives -709",
                )
            },
        ),
        ("PbCO3", "cerussite", 6.582),
        ("SrCO3", "strontianite", 3.785),
        ("ZnCO3", "smithsonite", 4.434, {"obigt": "smithsonite"}),
        ("Rb2CO3", "rubidium carbonate", 2.84),
        ("Cs2CO3", "caesium carbonate", 4.24),
        ("NaHCO3·Na2CO3·2H2O", "trona", 2.14),
    ]
)

SULFATES = solids(
    [
        ("Al2(SO4)3", "aluminium sulfate", 2.71),
        ("Al2(SO4)3·18H2O", "alunogen", 1.69),
        ("BaSO4", "barite", 4.49),
        ("CaSO4", "anhydrite", 2.96, {"nbs": "CaSO4|cr|anhydrite"}),
        ("CaSO4·0.5H2O", "hemihydrate", 2.73, {"nbs": "CaSO4·0.5H2O|cr"}),
        ("CaSO4·2H2O", "gypsum", 2.32, {"obigt": "gypsum"}),
        ("CdSO4", "cadmium sulfate", 4.69),
        ("CoSO4", "cobalt sulfate", 3.71, {"heat_capacity": "janaf", "janaf": "Co-014"}),
        (
            "CoSO4·H2O",
            "cobalt sulfate monohydrate",
            3.08,
            {
                "enthalpy": Value(
                    -1200.7e3,
                    "thermochimie",
                    "measured",
                    4e3,
                    "from Naumov et al. 1974; llnl.dat -1200.9; hydration as of MnSO4, FeSO4, CuSO4, ZnSO4 gives -1204",
                )
            },
        ),
        ("CoSO4·6H2O", "cobalt sulfate hexahydrate", 2.02),
        ("CoSO4·7H2O", "bieberite", 2.03),
        ("CuSO4", "copper sulfate", 3.60),
        ("CuSO4·H2O", "poitevinite", 3.3),
        (
            "Cu4SO4(OH)6",
            "brochantite",
            3.97,
            {
                "enthalpy": Value(
                    -2188.5e3,
                    "thermochimie",
                    "measured",
                    10e3,
                    "llnl.dat -2198.7; langite (NBS, -2485.0) less liquid water bound by 8 kJ/mol gives -2191",
                )
            },
        ),
        (
            "Na2Ca(SO4)2",
            "glauberite",
            2.78,
            {"nbs": "Na2Ca(SO4)2|cr"},
        ),
        (
            "Na6CO3(SO4)2",
            "burkeite",
            2.57,
            {
                "enthalpy": Sum(
                    {"Na2CO3(s)": 1, "Na2SO4(s)": 2},
                    uncertainty=10e3,
                    method="linear mixing of sodium carbonate and sulfate",
                )
            },
        ),
        ("CuSO4·5H2O", "chalcanthite", 2.286),
        ("FeSO4", "ferrous sulfate", 3.65),
        ("FeSO4·H2O", "szomolnokite", 3.0),
        ("FeSO4·7H2O", "melanterite", 1.895),
        ("Fe2(SO4)3", "ferric sulfate", 3.10),
        ("K2SO4", "arcanite", 2.66),
        ("KAl(SO4)2·12H2O", "potash alum", 1.72),
        ("KAl3(SO4)2(OH)6", "alunite", 2.75, {"obigt": "alunite", "family": "obigt"}),
        (
            "KFe3(SO4)2(OH)6",
            "jarosite",
            3.09,
            {"family": "obigt", "obigt": "jarosite", "density_source": "hom"},
        ),
        (
            "NaFe3(SO4)2(OH)6",
            "natrojarosite",
            3.11,
            {"family": "obigt", "obigt": "natrojarosite", "density_source": "hom"},
        ),
        ("K2Ca(SO4)2·H2O", "syngenite", 2.58, {"nbs": "K2SO4·CaSO4·H2O|cr"}),
        ("K2Mg(SO4)2·6H2O", "picromerite", 2.03),
        (
            "K3Na(SO4)2",
            "glaserite, aphthitalite",
            2.70,
            {
                "enthalpy": Sum(
                    {"K2SO4(s)": 1.5, "Na2SO4(s)": 0.5},
                    uncertainty=8e3,
                    method="linear mixing of the two sulfates",
                )
            },
        ),
        ("Li2SO4", "lithium sulfate", 2.21),
        ("Li2SO4·H2O", "lithium sulfate monohydrate", 2.06),
        (
            "LiKSO4",
            "lithium potassium sulfate",
            2.39,
            {
                "enthalpy": Sum(
                    {"Li2SO4(s)": 0.5, "K2SO4(s)": 0.5},
                    uncertainty=10e3,
                    method="linear mixing of the two sulfates",
                )
            },
        ),
        (
            "LiNaSO4",
            "lithium sodium sulfate",
            2.53,
            {
                "enthalpy": Sum(
                    {"Li2SO4(s)": 0.5, "Na2SO4(s)": 0.5},
                    uncertainty=8e3,
                    method="linear mixing of the two sulfates",
                )
            },
        ),
        ("MgSO4", "magnesium sulfate", 2.66),
        ("MgSO4·H2O", "kieserite", 2.57),
        ("MgSO4·6H2O", "hexahydrite", 1.76),
        ("MgSO4·7H2O", "epsomite", 1.67),
        ("MnSO4", "manganese sulfate", 3.25),
        ("MnSO4·H2O", "manganese sulfate monohydrate", 2.95, {"nbs": "MnSO4·H2O|cr"}),
        ("MnSO4·4H2O", "manganese sulfate tetrahydrate", 2.26),
        ("MnSO4·5H2O", "manganese sulfate pentahydrate", 2.10),
        ("(NH4)2SO4", "mascagnite", 1.77),
        ("NH4HSO4", "ammonium bisulfate", 1.78),
        (
            "(NH4)2Ni(SO4)2·6H2O",
            "nickel ammonium sulfate hexahydrate",
            1.923,
            {
                "enthalpy": Sum(
                    {"(NH4)2SO4(s)": 1, "NiSO4·6H2O(s)": 1},
                    uncertainty=15e3,
                    method="linear mixing of the two sulfates",
                )
            },
        ),
        ("Na2SO4", "thenardite", 2.7),
        ("Na2SO4·10H2O", "Glauber's salt", 1.46),
        ("Na2SO3", "sodium sulfite", 2.63),
        ("Na2S2O3", "sodium thiosulfate", 2.35, {"density_source": "estimate", "estimated_density": True}),
        ("Na2S2O5", "sodium metabisulfite", 1.48),
        ("NaHSO4", "sodium bisulfate", 2.43),
        ("KHSO4", "potassium bisulfate", 2.32),
        (
            "LiHSO4",
            "lithium bisulfate",
            2.12,
            {
                "enthalpy": Sum(
                    {"Li2SO4(s)": 0.5, "H2SO4(l)": 0.5},
                    plus=-17e3,
                    uncertainty=10e3,
                    method="half sulfate, half acid, less 17 kJ/mol (KHSO4 has -35, NaHSO4 -25)",
                )
            },
        ),
        ("NiSO4", "nickel sulfate", 4.01),
        ("NiSO4·6H2O", "nickel sulfate hexahydrate", 2.07, {"nbs": "NiSO4·6H2O|cr"}),
        ("NiSO4·7H2O", "morenosite", 1.98),
        ("PbSO4", "anglesite", 6.29, {"obigt": "anglesite"}),
        ("SrSO4", "celestine", 3.96),
        ("ZnSO4", "zinc sulfate", 3.8),
        ("ZnSO4·H2O", "gunningite", 3.2),
        ("ZnSO4·6H2O", "bianchite", 2.07),
        ("ZnSO4·7H2O", "goslarite", 1.97),
        ("NH2SO3H", "sulfamic acid", 2.15, {"nbs": "H2NSO3H|cr"}),
    ]
)

NITRATES_PHOSPHATES = solids(
    [
        ("LiNO3", "lithium nitrate", 2.38),
        ("LiNO3·3H2O", "lithium nitrate trihydrate", 1.55),
        ("NaNO3", "sodium nitrate", 2.26),
        ("KNO3", "potassium nitrate", 2.105),
        ("NH4NO3", "ammonium nitrate", 1.72),
        ("Ca(NO3)2", "calcium nitrate", 2.5),
        ("Mg(NO3)2", "magnesium nitrate", 2.3),
        ("Ni(NO3)2", "nickel nitrate", 2.0),
        ("Co(NO3)2", "cobalt nitrate", 2.49),
        ("Mn(NO3)2", "manganese nitrate", 2.2, {"density_source": "estimate", "estimated_density": True}),
        ("Ni(NO3)2·6H2O", "nickel nitrate hexahydrate", 2.05),
        ("Co(NO3)2·6H2O", "cobalt nitrate hexahydrate", 1.87),
        ("Mn(NO3)2·6H2O", "manganese nitrate hexahydrate", 1.8, {"nbs": "Mn(NO3)2·6H2O|vit"}),
        ("Cu(NO3)2", "copper nitrate", 3.05),
        ("Al(NO3)3·9H2O", "aluminium nitrate nonahydrate", 1.72),
        ("H3PO4", "phosphoric acid, crystalline", 1.834),
        ("Li3PO4", "lithium phosphate", 2.46),
        ("LiH2PO4", "lithium dihydrogen phosphate", 2.461),
        ("LiPO3", "lithium metaphosphate", 1.8),
        ("Na3PO4", "sodium phosphate", 2.54),
        ("Na2HPO4", "disodium hydrogen phosphate", 1.7),
        ("NaH2PO4", "sodium dihydrogen phosphate", 2.4),
        ("NH4H2PO4", "ammonium dihydrogen phosphate", 1.80),
        ("(NH4)2HPO4", "diammonium hydrogen phosphate", 1.619),
        ("FePO4", "ferric phosphate", 3.056, {"density_source": "wikipedia"}),
        (
            "Fe3(PO4)2·8H2O",
            "vivianite",
            2.58,
            {
                "enthalpy": Sum(
                    {"Fe+2(aq)": 3, "PO4-3(aq)": 2, "H2O(l)": 8},
                    uncertainty=40e3,
                    method="its ions in solution, dissolution taken as thermoneutral",
                )
            },
        ),
        ("FePO4·2H2O", "strengite", 2.87, {"nbs": "FePO4·2H2O|cr"}),
        ("AlPO4", "berlinite", 2.56, {"nbs": "AlPO4|cr"}),
        ("Ca3(PO4)2", "tricalcium phosphate", 3.14, {"nbs": "Ca3(PO4)2|cr"}),
        ("CaHPO4", "monetite", 2.92),
        ("CaHPO4·2H2O", "brushite", 2.31),
        ("Ca(H2PO4)2·H2O", "monocalcium phosphate monohydrate", 2.22),
        (
            "Ca5(PO4)3F",
            "fluorapatite",
            3.2,
            {"obigt": "fluorapatite", "family": "", "nbs": "Ca10(PO4)6F2|cr"},
        ),
        ("Ca5(PO4)3OH", "hydroxyapatite", 3.16, {"obigt": "hydroxyapatite", "nbs": "Ca10(PO4)6(OH)2|cr"}),
        ("Mn3(PO4)2", "manganese phosphate", 3.1),
    ]
)
