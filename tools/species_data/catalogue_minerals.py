"""Silicates, borates, oxalates: NBS enthalpies (as sums of oxides there), OBIGT heat capacities."""

from __future__ import annotations

from tools.species_data.catalogue_elements import solids

SILICATES = solids(
    [
        (
            "LiAlSi2O6(s,alpha)",
            "spodumene",
            3.18,
            {"nbs": "LiAlSi2O6|cr", "glenn": "-", "obigt": "spodumene"},
        ),
        (
            "LiAlSi2O6(s,beta)",
            "beta-spodumene",
            2.37,
            {"nbs": "LiAlSi2O6|cr2", "glenn": "-", "density_source": "hom"},
        ),
        ("LiAlSiO4", "eucryptite", 2.65, {"obigt": "eucryptite"}),
        ("LiAlSi4O10", "petalite", 2.41, {"obigt": "petalite", "family": "obigt"}),
        ("NaAlSi3O8", "albite", 2.62, {"nbs": "NaAlSi3O8|cr", "obigt": "albite"}),
        ("KAlSi3O8", "microcline", 2.56, {"nbs": "KAlSi3O8|cr2", "obigt": "K-feldspar"}),
        ("CaAl2Si2O8", "anorthite", 2.75, {"nbs": "CaO·Al2O3·2SiO2|cr|anorthite", "obigt": "anorthite"}),
        ("KAl3Si3O10(OH)2", "muscovite", 2.83, {"nbs": "KAl3Si3O10(OH)2|cr", "obigt": "muscovite"}),
        ("KMg3AlSi3O10(OH)2", "phlogopite", 2.8, {"obigt": "phlogopite", "family": "obigt", "nbs": "-"}),
        ("Al2Si4O10(OH)2", "pyrophyllite", 2.78, {"obigt": "pyrophyllite"}),
        ("Al2Si2O5(OH)4", "kaolinite", 2.59, {"obigt": "kaolinite", "nbs": "Al2Si2O7·2H2O|cr|kaolinite"}),
        ("Al6Si2O13", "mullite", 3.17),
        ("Al2SiO5", "andalusite", 3.15, {"nbs": "Al2SiO5|cr|andalusite", "glenn": "AL2SiO5(an)"}),
        ("NaAlSi2O6·H2O", "analcime", 2.26, {"obigt": "analcime"}),
        ("NaAlSiO4", "nepheline", 2.6, {"obigt": "nepheline"}),
        ("KAlSi2O6", "leucite", 2.47),
        ("Mg3Si4O10(OH)2", "talc", 2.7, {"obigt": "talc", "family": "obigt"}),
        ("Mg3Si2O5(OH)4", "chrysotile", 2.55, {"obigt": "chrysotile"}),
        ("Mg2SiO4", "forsterite", 3.21),
        ("MgSiO3", "enstatite", 3.19, {"obigt": "enstatite"}),
        ("Fe2SiO4", "fayalite", 4.30, {"obigt": "fayalite"}),
        ("CaSiO3", "wollastonite", 2.92, {"nbs": "CaO·SiO2|cr|wollastonite", "obigt": "wollastonite"}),
        ("Ca2SiO4", "larnite, dicalcium silicate", 3.28, {"nbs": "(CaO)2·SiO2|cr", "obigt": "larnite"}),
        ("CaMgSi2O6", "diopside", 3.3, {"obigt": "diopside", "nbs": "CaO·MgO·2SiO2|cr"}),
        ("Ca2Al2SiO7", "gehlenite", 3.04, {"obigt": "gehlenite", "nbs": "(CaO)2·Al2O3·SiO2|cr"}),
        (
            "Li2SiO3",
            "lithium metasilicate",
            2.52,
            {"heat_capacity": "janaf", "janaf": "Li-022", "high": 1470.0},
        ),
        (
            "Na2SiO3",
            "sodium metasilicate",
            2.61,
            {"heat_capacity": "janaf", "janaf": "Na-016", "high": 1360.0},
        ),
        ("MnSiO3", "rhodonite", 3.48),
        ("Mn2SiO4", "tephroite", 4.11),
        ("Zn2SiO4", "willemite", 4.1),
        ("ZrSiO4", "zircon", 4.6),
    ]
)

BORATES = solids(
    [
        ("Na2B4O7", "sodium tetraborate", 2.4),
        ("Na2B4O7·5H2O", "tincalconite", 1.88),
        ("Na2B4O7·10H2O", "borax", 1.73),
        ("NaBO2", "sodium metaborate", 2.46),
        ("LiBO2", "lithium metaborate", 2.18),
        ("Li2B4O7", "lithium tetraborate", 2.44),
        ("CaB2O4", "calcium metaborate", 2.72, {"nbs": "CaO·B2O3|cr"}),
        ("NaBO3·4H2O", "sodium perborate tetrahydrate", 1.73),
    ]
)

OXALATES = solids(
    [
        ("FeC2O4·2H2O", "humboldtine", 2.28),
        ("H2C2O4", "oxalic acid", 1.90, {"nbs": "(COOH)2|cr"}),
        ("H2C2O4·2H2O", "oxalic acid dihydrate", 1.653, {"nbs": "(COOH)2·2H2O|cr"}),
        ("Na2C2O4", "sodium oxalate", 2.34),
        ("CaC2O4·H2O", "whewellite", 2.2),
        ("LiClO4", "lithium perchlorate", 2.43),
    ]
)
