"""Temperature course of heat capacities known at 298.15 K only.

The known figure is kept; its course with temperature is that of the named sum of other solids (oxides of the
same elements, or a like salt), up to where the solid melts or decomposes [K].
"""

from __future__ import annotations

COURSES: dict[str, tuple[dict[str, float], float]] = {
    "Al2(SO4)3(s)": ({"Fe2(SO4)3(s)": 1.0}, 1000.0),
    "Al6Si2O13(s)": ({"Al2O3(s)": 3.0, "SiO2(s)": 2.0}, 2000.0),
    "AlPO4(s)": ({"Al2O3(s)": 0.5, "SiO2(s)": 1.0}, 1500.0),
    "Ca3(PO4)2(s)": ({"CaO(s)": 3.0, "SiO2(s)": 2.0}, 1600.0),
    "CaCO3(s,aragonite)": ({"CaCO3(s)": 1.0}, 800.0),
    "CaTiO3(s)": ({"CaO(s)": 1.0, "TiO2(s)": 1.0}, 1800.0),
    "CdO(s)": ({"CaO(s)": 1.0}, 1500.0),
    "CoCl2(s)": ({"FeCl2(s)": 1.0}, 950.0),
    "CuFe2O4(s)": ({"CuO(s)": 1.0, "Fe2O3(s)": 1.0}, 1300.0),
    "FeF2(s)": ({"MgF2(s)": 1.0}, 1300.0),
    "FePO4(s)": ({"Fe2O3(s)": 0.5, "SiO2(s)": 1.0}, 1200.0),
    "KAlSi2O6(s)": ({"KAlSi3O8(s)": 1.0, "SiO2(s)": -1.0}, 1400.0),
    "KLi2AlSi4O10F2(s)": ({"KAlSi3O8(s)": 1.0, "SiO2(s)": 1.0, "LiF(s)": 2.0}, 1100.0),
    "Li2TiO3(s)": ({"Li2O(s)": 1.0, "TiO2(s)": 1.0}, 1600.0),
    "Li3PO4(s)": ({"Li2O(s)": 1.5, "SiO2(s)": 1.0}, 1400.0),
    "LiAl2(AlSi3)O10(OH)2(s)": ({"KAl3Si3O10(OH)2(s)": 1.0}, 1000.0),
    "LiAl5O8(s)": ({"Li2O(s)": 0.5, "Al2O3(s)": 2.5}, 1700.0),
    "LiAlSi2O6(s,beta)": ({"LiAlSi2O6(s,alpha)": 1.0}, 1500.0),
    "LiAlSi4O10(s)": ({"LiAlSi2O6(s,alpha)": 1.0, "SiO2(s)": 2.0}, 1200.0),
    "LiPO3(s)": ({"Li2O(s)": 0.5, "SiO2(s)": 1.0}, 900.0),
    "Mg(OH)2(s,active)": ({"Mg(OH)2(s)": 1.0}, 600.0),
    "Mn(OH)2(s)": ({"Mg(OH)2(s)": 1.0}, 500.0),
    "Mn2SiO4(s)": ({"Mg2SiO4(s)": 1.0}, 1600.0),
    "Mn3(PO4)2(s)": ({"MgO(s)": 3.0, "SiO2(s)": 2.0}, 1200.0),
    "MnCl2(s)": ({"FeCl2(s)": 1.0}, 920.0),
    "MnF2(s)": ({"MgF2(s)": 1.0}, 1100.0),
    "MnO(s)": ({"MgO(s)": 1.0}, 2000.0),
    "MnSO4(s)": ({"FeSO4(s)": 1.0}, 970.0),
    "MnSiO3(s)": ({"MgO(s)": 1.0, "SiO2(s)": 1.0}, 1500.0),
    "NaAlSi3O8(s)": ({"KAlSi3O8(s)": 1.0}, 1390.0),
    "Ni(OH)2(s)": ({"Mg(OH)2(s)": 1.0}, 550.0),
    "NiCO3(s)": ({"MgCO3(s)": 1.0}, 700.0),
    "NiCl2(s)": ({"FeCl2(s)": 1.0}, 950.0),
    "NiF2(s)": ({"MgF2(s)": 1.0}, 1300.0),
    "NiFe2O4(s)": ({"NiO(s)": 1.0, "Fe2O3(s)": 1.0}, 1600.0),
    "NiSO4(s)": ({"CoSO4(s)": 1.0}, 1100.0),
    "SiO2(s,am)": ({"SiO2(s)": 1.0}, 1500.0),
    "ZnF2(s)": ({"MgF2(s)": 1.0}, 1100.0),
    "ZnFe2O4(s)": ({"MgO(s)": 1.0, "Fe2O3(s)": 1.0}, 1600.0),
    "ZnO(s)": ({"MgO(s)": 1.0}, 2000.0),
    "ZnS(s)": ({"PbS(s)": 1.0}, 1200.0),
    "Zn2SiO4(s)": ({"Mg2SiO4(s)": 1.0}, 1600.0),
    "ZrSiO4(s)": ({"ZrO2(s)": 1.0, "SiO2(s)": 1.0}, 1700.0),
}
