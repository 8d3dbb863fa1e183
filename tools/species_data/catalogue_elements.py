"""Elements, oxides, hydroxides, sulfides, carbides, melts; CRC densities unless OBIGT has a volume."""

from __future__ import annotations

from tools.species_data.entry import Entry, Melt, Sum, Value


def solids(rows: list[tuple]) -> list[Entry]:
    entries = []
    for formula, name, density, *rest in rows:
        options = rest[0] if rest else {}
        entries.append(Entry(f"{formula}(s)" if "(s" not in formula else formula, name, density=density, **options))
    return entries


ELEMENTS = solids(
    [
        ("Ag", "silver", 10.5),
        ("Al", "aluminium", 2.70),
        ("As", "arsenic", 5.75),
        ("Au", "gold", 19.3),
        ("B", "boron", 2.34),
        ("C", "graphite", 2.26, {"obigt": "graphite"}),
        ("Ca", "calcium", 1.54),
        ("Cd", "cadmium", 8.69),
        ("Co", "cobalt", 8.86),
        ("Cr", "chromium", 7.15),
        ("Cu", "copper", 8.96),
        ("Fe", "iron", 7.87),
        ("K", "potassium", 0.89),
        ("Li", "lithium", 0.534),
        ("Mg", "magnesium", 1.74),
        ("Mn", "manganese", 7.3),
        ("Na", "sodium", 0.97),
        ("Ni", "nickel", 8.90),
        ("P", "phosphorus, white", 1.823),
        ("Pb", "lead", 11.3),
        ("S", "sulfur", 2.07, {"glenn": "S(a) S(b)"}),
        ("Si", "silicon", 2.3296),
        ("Sn", "tin", 7.287),
        ("Ti", "titanium", 4.506),
        ("V", "vanadium", 6.0),
        ("Zn", "zinc", 7.134),
        ("Zr", "zirconium", 6.52),
    ]
)

OXIDES = solids(
    [
        ("Al2O3", "alumina, corundum", 3.99),
        ("B2O3", "boron oxide", 2.55),
        ("BaO", "barium oxide", 5.72),
        ("CaO", "quicklime", 3.34),
        ("CdO", "cadmium oxide", 8.15),
        (
            "CoO",
            "cobalt oxide",
            6.44,
            {"obigt": "cobalt monoxide", "heat_capacity": "janaf", "janaf": "Co-013", "high": 2000.0},
        ),
        ("Co3O4", "cobalt(II,III) oxide", 6.11, {"family": "obigt", "obigt": "guite"}),
        ("Cr2O3", "chromium oxide", 5.22),
        ("CuO", "tenorite", 6.31),
        ("Cu2O", "cuprite", 6.0),
        ("FeO", "ferrous oxide", 6.0, {"obigt": "ferrous-oxide"}),
        ("Fe2O3", "hematite", 5.25),
        ("Fe3O4", "magnetite", 5.17),
        ("K2O", "potassium oxide", 2.35),
        ("Li2O", "lithium oxide", 2.013),
        ("MgO", "magnesia", 3.6),
        ("MnO", "manganosite", 5.37, {"obigt": "manganosite"}),
        ("MnO2", "pyrolusite", 5.08, {"obigt": "pyrolusite"}),
        ("Mn2O3", "bixbyite", 5.0, {"obigt": "bixbyite"}),
        ("Mn3O4", "hausmannite", 4.84, {"obigt": "hausmannite"}),
        ("Na2O", "sodium oxide", 2.27),
        ("NiO", "bunsenite", 6.72, {"obigt": "bunsenite"}),
        ("P4O10", "phosphorus pentoxide", 2.3),
        ("PbO", "litharge", 9.35, {"nbs": "PbO|cr2", "glenn": "PbO(II-r) PbO(I-y)"}),
        ("PbO2", "lead dioxide", 9.64),
        ("SiO2", "quartz", 2.648, {"nbs": "SiO2|cr|quartz", "glenn": "SiO2(a-qz) SiO2(b-qz) SiO2(b-crt)"}),
        ("SnO2", "cassiterite", 6.85),
        ("SiO2(s,am)", "silica, amorphous", 2.2, {"nbs": "SiO2|am", "glenn": "-"}),
        ("SrO", "strontium oxide", 5.1),
        ("TiO2", "rutile", 4.17, {"nbs": "TiO2|cr3|rutile", "glenn": "TiO2(cr)"}),
        ("V2O5", "vanadium pentoxide", 3.35),
        ("ZnO", "zincite", 5.6, {"obigt": "zincite"}),
        ("ZrO2", "zirconia", 5.68),
        ("CuFe2O4", "copper ferrite", 5.4),
        ("ZnFe2O4", "zinc ferrite, franklinite", 5.33, {"density_source": "core10"}),
        ("NiFe2O4", "nickel ferrite", 5.37),
        ("MgAl2O4", "spinel", 3.55, {"nbs": "MgO·Al2O3|cr"}),
        ("LiAlO2", "lithium aluminate", 2.55),
        ("LiAl5O8", "lithium aluminium spinel", 3.63),
        ("Li2O2", "lithium peroxide", 2.31),
        ("Li2TiO3", "lithium titanate", 3.43),
        ("FeTiO3", "ilmenite", 4.72, {"obigt": "ilmenite", "family": "obigt"}),
        ("CaTiO3", "perovskite", 3.98, {"nbs": "CaO·TiO2|cr"}),
        ("Na2O2", "sodium peroxide", 2.805),
        ("NaAlO2", "sodium aluminate", 2.63, {"density_source": "estimate", "estimated_density": True}),
    ]
)

SILICON_MONOXIDE = Entry(
    "SiO(s)",
    "silicon monoxide, amorphous",
    heat_capacity=Sum({"Si(s)": 0.5, "SiO2(s)": 0.5}, method="Kopp-Neumann, Si and quartz"),
    enthalpy=Sum(
        {"Si(s)": 0.5, "SiO2(s)": 0.5},
        plus=9.0e3,
        uncertainty=12e3,
        method="fine mixture of Si and SiO2, 9 kJ/mol less stable (NBS: amorphous SiO2 +7.5, Si +4.2)",
    ),
    density=2.18,
)

HYDROXIDES = solids(
    [
        ("Al(OH)3", "gibbsite", 2.42, {"family": "glenn", "nbs": "-", "obigt": "gibbsite"}),
        ("AlOOH", "boehmite", 3.07, {"family": "obigt", "obigt": "boehmite"}),
        ("Ba(OH)2", "barium hydroxide", 4.5),
        ("Ba(OH)2·8H2O", "barium hydroxide octahydrate", 2.18),
        ("Ca(OH)2", "slaked lime", 2.2),
        ("Cd(OH)2", "cadmium hydroxide", 4.79),
        ("Co(OH)2", "cobalt hydroxide", 3.60, {"nbs": "Co(OH)2|cr2|pink", "obigt": "Co(OH)2"}),
        ("Co(OH)3", "cobaltic hydroxide", 4.0),
        ("Cr(OH)3", "chromic hydroxide", 2.9),
        ("Cu(OH)2", "copper hydroxide", 3.37),
        ("Fe(OH)2", "ferrous hydroxide", 3.4),
        ("FeOOH", "goethite", 4.27, {"nbs": "FeO(OH)|cr", "obigt": "goethite"}),
        ("Fe(OH)3", "ferrihydrite", 3.8, {"density_source": "hom"}),
        ("KOH", "potassium hydroxide", 2.044),
        ("LiOH", "lithium hydroxide", 1.45),
        ("LiOH·H2O", "lithium hydroxide monohydrate", 1.51),
        ("Mg(OH)2", "brucite", 2.37),
        (
            "Mg(OH)2(s,active)",
            "magnesium hydroxide, active precipitate",
            2.3,
            {"nbs": "Mg(OH)2|am", "glenn": "-", "density_source": "estimate", "estimated_density": True},
        ),
        ("Mn(OH)2", "pyrochroite", 3.26, {"nbs": "Mn(OH)2|am"}),
        ("NaOH", "sodium hydroxide", 2.13),
        ("NaOH·H2O", "sodium hydroxide monohydrate", 1.72),
        ("Ni(OH)2", "nickel hydroxide", 4.1),
        ("Zn(OH)2", "zinc hydroxide", 3.05, {"nbs": "Zn(OH)2|cr3"}),
        ("H3BO3", "boric acid", 1.5),
    ]
)

SULFIDES = solids(
    [
        (
            "As2S3",
            "orpiment",
            3.46,
            {"enthalpy": Value(-91.2e3, "thermochimie", "measured", 6e3, "SGTE -92.7, OBIGT -85.8, NBS -169.0")},
        ),
        ("CdS", "greenockite", 4.83),
        ("CoS", "cobalt sulfide", 5.45),
        ("CuS", "covellite", 4.76),
        ("Cu2S", "chalcocite", 5.6),
        ("CuFeS2", "chalcopyrite", 4.2, {"family": "obigt", "obigt": "chalcopyrite"}),
        (
            "Cu5FeS4",
            "bornite",
            5.07,
            {
                "obigt": "bornite",
                "enthalpy": Value(-373.0e3, "thermoddem", "measured", 8e3, "SGTE -374.3 and -380.3, OBIGT -334.4"),
            },
        ),
        ("FeS", "troilite", 4.7, {"nbs": "Fe1.000S|cr", "glenn": "FeS(a) FeS(b) FeS(c)"}),
        ("FeS2", "pyrite", 5.02, {"obigt": "pyrite"}),
        ("Li2S", "lithium sulfide", 1.64),
        ("MnS", "alabandite", 4.0, {"nbs": "MnS|cr", "obigt": "alabandite"}),
        ("MoS2", "molybdenite", 5.06, {"family": "obigt", "obigt": "molybdenite"}),
        ("Na2S", "sodium sulfide", 1.856),
        ("NaHS", "sodium hydrosulfide", 1.79),
        ("NiS", "millerite", 5.5),
        ("NiS2", "vaesite", 4.45, {"family": "glenn"}),
        ("Ni3S2", "heazlewoodite", 5.87, {"family": "obigt", "obigt": "heazlewoodite"}),
        ("PbS", "galena", 7.6),
        ("ZnS", "sphalerite", 4.04, {"obigt": "sphalerite", "nbs": "ZnS|cr2"}),
    ]
)

CARBIDES = solids(
    [
        ("SiC", "silicon carbide", 3.16),
        ("Al4C3", "aluminium carbide", 2.36),
        ("AlN", "aluminium nitride", 3.255),
        ("Li3N", "lithium nitride", 1.27),
        (
            "Si3N4",
            "silicon nitride",
            3.17,
            {"enthalpy": Value(-828.9e3, "sgte1999", "measured", 20e3, "NASA -787.8, NBS -743.5")},
        ),
        ("CaC2", "calcium carbide", 2.22),
        ("TiC", "titanium carbide", 4.93),
    ]
)

MELTS = [
    Entry(
        f"{formula}(m)",
        name,
        enthalpy=Melt(crystal or f"{formula}(s)", liquid),
        density=density,
        density_source=density_source,
        estimated_density=density_source == "estimate",
    )
    for formula, name, crystal, liquid, density, density_source in [
        ("Ag", "molten silver", "", "glenn:Ag(L)", 9.32, "crc_melts"),
        ("Al", "molten aluminium", "", "janaf:Al-003/Al-002", 2.375, "crc_melts"),
        ("Al2O3", "molten alumina", "", "glenn:AL2O3(L)", 3.05, "estimate"),
        ("CaCl2", "molten calcium chloride", "", "glenn:CaCL2(L)", 2.085, "crc_melts"),
        ("CaF2", "molten fluorspar", "", "glenn:CaF2(L)", 2.52, "crc_melts"),
        ("CaO", "lime in slag", "", "glenn:CaO(L)", 2.9, "estimate"),
        ("Co", "molten cobalt", "", "glenn:Co(L)", 7.75, "crc_melts"),
        ("Cu", "molten copper", "", "glenn:Cu(L)", 8.02, "crc_melts"),
        ("Cu2O", "molten cuprous oxide", "", "glenn:Cu2O(L)", 5.6, "estimate"),
        ("Cu2S", "molten white metal", "", "glenn:Cu2S(L)", 5.2, "estimate"),
        ("Fe", "molten iron", "", "glenn:Fe(L)", 6.98, "crc_melts"),
        ("FeO", "ferrous oxide in slag", "", "janaf:Fe-019/Fe-018", 4.6, "estimate"),
        ("FeS", "molten iron sulfide", "", "glenn:FeS(L)", 3.9, "estimate"),
        ("KCl", "molten potassium chloride", "", "janaf:Cl-037/Cl-036", 1.527, "crc_melts"),
        ("LiCl", "molten lithium chloride", "", "janaf:Cl-042/Cl-041", 1.502, "crc_melts"),
        ("LiF", "molten lithium fluoride", "", "glenn:LiF(L)", 1.81, "crc_melts"),
        ("Li", "molten lithium", "", "janaf:Li-003/Li-002", 0.512, "crc_melts"),
        ("Li2CO3", "molten lithium carbonate", "", "glenn:Li2CO3(L)", 1.829, "crc_melts"),
        ("LiOH", "molten lithium hydroxide", "", "glenn:LiOH(L)", 1.38, "crc_melts"),
        ("Li2O", "lithium oxide in slag", "", "glenn:Li2O(L)", 1.8, "estimate"),
        ("Mg", "molten magnesium", "", "glenn:Mg(L)", 1.584, "crc_melts"),
        ("MgCl2", "molten magnesium chloride", "", "glenn:MgCL2(L)", 1.68, "crc_melts"),
        ("Mn", "molten manganese", "", "glenn:Mn(L)", 5.95, "crc_melts"),
        ("NaCl", "molten sodium chloride", "", "glenn:NaCL(L)", 1.556, "crc_melts"),
        ("NaF", "molten sodium fluoride", "", "glenn:NaF(L)", 1.948, "crc_melts"),
        ("NaOH", "molten sodium hydroxide", "", "glenn:NaOH(L)", 1.786, "crc_melts"),
        ("Na3AlF6", "molten cryolite", "", "janaf:Al-054/Al-053", 2.10, "crc_melts"),
        ("Ni", "molten nickel", "", "glenn:Ni(L)", 7.81, "crc_melts"),
        ("Ni3S2", "molten nickel matte", "", "glenn:Ni3S2(L)", 5.3, "estimate"),
        ("Pb", "molten lead", "", "glenn:Pb(L)", 10.66, "crc_melts"),
        ("S", "molten sulfur", "", "glenn:S(L)", 1.819, "crc_melts"),
        ("Si", "molten silicon", "", "glenn:Si(L)", 2.57, "crc_melts"),
        ("SiO2", "silica in slag", "", "glenn:SiO2(L)", 2.2, "estimate"),
        ("Sn", "molten tin", "", "glenn:Sn(L)", 6.99, "crc_melts"),
        ("TiO2", "titania in slag", "", "glenn:TiO2(L)", 3.2, "estimate"),
        ("Zn", "molten zinc", "", "glenn:Zn(L)", 6.57, "crc_melts"),
    ]
]
