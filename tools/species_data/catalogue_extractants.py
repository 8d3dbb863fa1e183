"""Extractants of solvent extraction and their loaded forms: estimated, with the method beside each."""

from __future__ import annotations

from tools.species_data.catalogue_organics import solvent
from tools.species_data.entry import Entry, Sum

EXTRACTANTS = [
    solvent(
        "C16H35O4P(o)",
        "di(2-ethylhexyl)phosphoric acid, D2EHPA (P204)",
        -1560.0,
        "estimate",
        640.0,
        "estimate",
        0.965,
        kind="estimated",
        cp_kind="estimated",
        uncertainty=40.0,
        method="H3PO4(l) and two 2-ethylhexanol(l) less two water, esterification taken as thermoneutral",
    ),
    solvent(
        "C16H35O3P(o)",
        "2-ethylhexylphosphonic acid mono-2-ethylhexyl ester (P507)",
        -1310.0,
        "estimate",
        620.0,
        "estimate",
        0.95,
        kind="estimated",
        cp_kind="estimated",
        uncertainty=60.0,
        method="D2EHPA with one P-O-C bridge changed to P-C, +250 kJ/mol",
    ),
    solvent(
        "C16H35O2P(o)",
        "bis(2,4,4-trimethylpentyl)phosphinic acid, Cyanex 272",
        -1060.0,
        "estimate",
        600.0,
        "estimate",
        0.92,
        kind="estimated",
        cp_kind="estimated",
        uncertainty=80.0,
        method="D2EHPA with two P-O-C bridges changed to P-C, +500 kJ/mol",
    ),
    solvent(
        "C16H25NO2(o)",
        "5-nonylsalicylaldoxime",
        -415.0,
        "estimate",
        500.0,
        "estimate",
        0.97,
        kind="estimated",
        cp_kind="estimated",
        uncertainty=50.0,
        method="salicylaldoxime (-184) and nine CH2 at -25.7 kJ/mol",
    ),
    solvent(
        "C12H27O4P(o)",
        "tributyl phosphate, TBP",
        -1456.0,
        "estimate",
        456.0,
        "estimate",
        0.9727,
        kind="estimated",
        cp_kind="estimated",
        uncertainty=20.0,
        method="compilations of combustion data",
    ),
    solvent("C8H18O(o)", "2-ethylhexanol", -432.8, "chemicals", 317.5, "chemicals", 0.8319),
]


def _loaded(
    metal: str, anion: str, anions: int, acid: str, heat: float, name: str, density: float, mass_formula: str
) -> Entry:
    return Entry(
        mass_formula + "(o)",
        name,
        enthalpy=Sum(
            {f"{metal}(aq)": 1.0, acid: float(anions), "H+(aq)": -float(anions)},
            plus=heat,
            uncertainty=20e3,
            method=f"extraction taken as {heat / 1e3:+.0f} kJ/mol of metal",
        ),
        heat_capacity=Sum({acid: float(anions)}, plus=-20.0, method="as the free acid"),
        density=density,
        density_source="estimate",
        estimated_density=True,
    )


LOADED = [
    _loaded("Cu+2", "aldoxime", 2, "C16H25NO2(o)", -20e3, "copper aldoxime complex", 1.02, "Cu(C16H24NO2)2"),
    _loaded("Co+2", "Cyanex 272", 2, "C16H35O2P(o)", 25e3, "cobalt Cyanex 272 complex", 0.98, "Co(C16H34O2P)2"),
    _loaded("Ni+2", "Cyanex 272", 2, "C16H35O2P(o)", 25e3, "nickel Cyanex 272 complex", 0.98, "Ni(C16H34O2P)2"),
    _loaded("Mg+2", "Cyanex 272", 2, "C16H35O2P(o)", 20e3, "magnesium Cyanex 272 complex", 0.95, "Mg(C16H34O2P)2"),
    _loaded("Co+2", "P507", 2, "C16H35O3P(o)", 20e3, "cobalt P507 complex", 1.0, "Co(C16H34O3P)2"),
    _loaded("Ni+2", "P507", 2, "C16H35O3P(o)", 20e3, "nickel P507 complex", 1.0, "Ni(C16H34O3P)2"),
    _loaded("Mn+2", "D2EHPA", 2, "C16H35O4P(o)", 10e3, "manganese D2EHPA complex", 1.02, "Mn(C16H34O4P)2"),
    _loaded("Zn+2", "D2EHPA", 2, "C16H35O4P(o)", -10e3, "zinc D2EHPA complex", 1.03, "Zn(C16H34O4P)2"),
    _loaded("Ca+2", "D2EHPA", 2, "C16H35O4P(o)", 5e3, "calcium D2EHPA complex", 1.0, "Ca(C16H34O4P)2"),
    _loaded("Na+", "D2EHPA", 1, "C16H35O4P(o)", 5e3, "sodium D2EHPA salt", 0.98, "NaC16H34O4P"),
    _loaded("Na+", "P507", 1, "C16H35O3P(o)", 5e3, "sodium P507 salt", 0.97, "NaC16H34O3P"),
    _loaded("Na+", "Cyanex 272", 1, "C16H35O2P(o)", 5e3, "sodium Cyanex 272 salt", 0.94, "NaC16H34O2P"),
    _loaded("Fe+3", "D2EHPA", 3, "C16H35O4P(o)", -15e3, "ferric D2EHPA complex", 1.03, "Fe(C16H34O4P)3"),
    _loaded("Fe+3", "aldoxime", 3, "C16H25NO2(o)", -10e3, "ferric aldoxime complex", 1.02, "Fe(C16H24NO2)3"),
    _loaded("Ni+2", "aldoxime", 2, "C16H25NO2(o)", -10e3, "nickel aldoxime complex", 1.02, "Ni(C16H24NO2)2"),
    _loaded("Co+2", "D2EHPA", 2, "C16H35O4P(o)", 10e3, "cobalt D2EHPA complex", 1.02, "Co(C16H34O4P)2"),
    _loaded("Ni+2", "D2EHPA", 2, "C16H35O4P(o)", 10e3, "nickel D2EHPA complex", 1.02, "Ni(C16H34O4P)2"),
    _loaded("Cu+2", "D2EHPA", 2, "C16H35O4P(o)", 5e3, "copper D2EHPA complex", 1.03, "Cu(C16H34O4P)2"),
    _loaded("Mg+2", "D2EHPA", 2, "C16H35O4P(o)", 10e3, "magnesium D2EHPA complex", 0.99, "Mg(C16H34O4P)2"),
    _loaded("Mn+2", "P507", 2, "C16H35O3P(o)", 15e3, "manganese P507 complex", 1.0, "Mn(C16H34O3P)2"),
    _loaded("Ca+2", "P507", 2, "C16H35O3P(o)", 10e3, "calcium P507 complex", 0.98, "Ca(C16H34O3P)2"),
    _loaded("Mg+2", "P507", 2, "C16H35O3P(o)", 15e3, "magnesium P507 complex", 0.97, "Mg(C16H34O3P)2"),
    _loaded("Zn+2", "P507", 2, "C16H35O3P(o)", 0.0, "zinc P507 complex", 1.01, "Zn(C16H34O3P)2"),
    _loaded("Zn+2", "Cyanex 272", 2, "C16H35O2P(o)", 5e3, "zinc Cyanex 272 complex", 0.99, "Zn(C16H34O2P)2"),
    _loaded("Mn+2", "Cyanex 272", 2, "C16H35O2P(o)", 20e3, "manganese Cyanex 272 complex", 0.97, "Mn(C16H34O2P)2"),
    _loaded("Ca+2", "Cyanex 272", 2, "C16H35O2P(o)", 15e3, "calcium Cyanex 272 complex", 0.96, "Ca(C16H34O2P)2"),
]
