"""Solvents, binders, sugars, extractants, fuels and other pseudo-species."""

from __future__ import annotations

from tools.species_data.entry import Entry, Sum, Value


def _solvent(species: str, name: str, enthalpy: float, source: str, heat_capacity: float, cp_source: str, density: float, **options) -> Entry:
    kind = options.pop("kind", "measured")
    return Entry(
        species,
        name,
        nbs="-",
        enthalpy=Value(enthalpy * 1e3, source, kind, options.pop("uncertainty", 2.0) * 1e3, options.pop("method", "")),
        heat_capacity=Value(heat_capacity, cp_source, options.pop("cp_kind", "measured"), None, "held constant"),
        density=density,
        **options,
    )


SOLVENTS = [
    _solvent("C3H4O3(s)", "ethylene carbonate, solid", -590.9, "verevkin2008", 117.4, "chemicals", 1.42, uncertainty=2.0),
    _solvent("C3H4O3(o)", "ethylene carbonate", -577.6, "verevkin2008", 133.9, "chemicals", 1.3214, uncertainty=3.0, method="solid plus 13.3 kJ/mol of fusion at 309.5 K"),
    _solvent("C4H6O3(o)", "propylene carbonate", -613.2, "verevkin2008", 167.6, "chemicals", 1.2047, uncertainty=2.0),
    _solvent("C3H6O3(o)", "dimethyl carbonate", -608.7, "steele1997", 164.0, "chemicals", 1.0636, kind="estimated", uncertainty=5.0, method="combustion calorimetry as quoted"),
    _solvent("C4H8O3(o)", "ethyl methyl carbonate", -645.2, "estimate", 188.0, "estimate", 1.006, kind="estimated", cp_kind="estimated", uncertainty=6.0, method="mean of dimethyl and diethyl carbonate"),
    _solvent("C5H10O3(o)", "diethyl carbonate", -681.6, "chemicals", 212.0, "chemicals", 0.9752),
    _solvent("C2H3N(o)", "acetonitrile", 40.6, "chemicals", 91.5, "chemicals", 0.7857, uncertainty=5.0, method="sources give 31.4, 37.8 and 40.6"),
    _solvent("C5H9NO(o)", "N-methyl-2-pyrrolidone, NMP", -262.2, "chemicals", 166.1, "chemicals", 1.0230),
    _solvent("C12H26(o)", "n-dodecane", -350.9, "chemicals", 375.9, "chemicals", 0.7495),
    _solvent("CH4O(o)", "methanol", -239.2, "chemicals", 81.1, "chemicals", 0.7914),
    _solvent("C2H6O(o)", "ethanol", -277.6, "chemicals", 112.3, "chemicals", 0.7893),
    _solvent("C3H8O(o)", "2-propanol", -318.1, "chemicals", 156.5, "chemicals", 0.7809),
    _solvent("C7H8(o)", "toluene", 12.4, "chemicals", 157.3, "chemicals", 0.8669),
    _solvent("C6H12O6(s)", "glucose", -1273.3, "chemicals", 219.2, "chemicals", 1.54),
    _solvent("C12H22O11(s)", "sucrose", -2226.1, "chemicals", 425.0, "chemicals", 1.58),
    _solvent("C6H10O5(s)", "cellulose, per anhydroglucose", -976.0, "colbert1981", 199.0, "estimate", 1.5, uncertainty=10.0, cp_kind="estimated", kind="estimated", method="combustion calorimetry as quoted"),
    _solvent("C2H4(s)", "polyethylene, per C2H4", -56.5, "estimate", 52.0, "estimate", 0.94, kind="estimated", cp_kind="estimated", uncertainty=3.0, method="higher heating value 46.3 MJ/kg"),
    _solvent("C3H6(s)", "polypropylene, per C3H6", -92.0, "estimate", 71.0, "estimate", 0.90, kind="estimated", cp_kind="estimated", uncertainty=5.0, method="higher heating value 46.4 MJ/kg"),
    _solvent("C10H8O4(s)", "polyethylene terephthalate, per repeat unit", -470.0, "estimate", 225.0, "estimate", 1.38, kind="estimated", cp_kind="estimated", uncertainty=20.0, method="higher heating value near 24 MJ/kg"),
]

EXTRACTANTS = [
    _solvent("C16H35O4P(o)", "di(2-ethylhexyl)phosphoric acid, D2EHPA (P204)", -1560.0, "estimate", 640.0, "estimate", 0.965, kind="estimated", cp_kind="estimated", uncertainty=40.0, method="H3PO4(l) and two 2-ethylhexanol(l) less two water, esterification taken as thermoneutral"),
    _solvent("C16H35O3P(o)", "2-ethylhexylphosphonic acid mono-2-ethylhexyl ester (P507)", -1310.0, "estimate", 620.0, "estimate", 0.95, kind="estimated", cp_kind="estimated", uncertainty=60.0, method="D2EHPA with one P-O-C bridge changed to P-C, +250 kJ/mol"),
    _solvent("C16H35O2P(o)", "bis(2,4,4-trimethylpentyl)phosphinic acid, Cyanex 272", -1060.0, "estimate", 600.0, "estimate", 0.92, kind="estimated", cp_kind="estimated", uncertainty=80.0, method="D2EHPA with two P-O-C bridges changed to P-C, +500 kJ/mol"),
    _solvent("C16H25NO2(o)", "5-nonylsalicylaldoxime", -415.0, "estimate", 500.0, "estimate", 0.97, kind="estimated", cp_kind="estimated", uncertainty=50.0, method="salicylaldoxime (-184) and nine CH2 at -25.7 kJ/mol"),
    _solvent("C12H27O4P(o)", "tributyl phosphate, TBP", -1456.0, "estimate", 456.0, "estimate", 0.9727, kind="estimated", cp_kind="estimated", uncertainty=20.0, method="compilations of combustion data"),
    _solvent("C8H18O(o)", "2-ethylhexanol", -432.8, "chemicals", 317.5, "chemicals", 0.8319),
]


def _loaded(metal: str, anion: str, anions: int, acid: str, heat: float, name: str, density: float, mass_formula: str) -> Entry:
    return Entry(
        mass_formula + "(o)",
        name,
        enthalpy=Sum({f"{metal}(aq)": 1.0, acid: float(anions), "H+(aq)": -float(anions)}, plus=heat, uncertainty=20e3, method=f"extraction taken as {heat / 1e3:+.0f} kJ/mol of metal"),
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
]


def _pseudo(species: str, name: str, analysis: dict[str, float], molar_mass: float, heating_value: float, specific_heat: float, density: float, method: str) -> Entry:
    return Entry(
        species,
        name,
        analysis=analysis,
        molar_mass=molar_mass,
        heating_value=heating_value,
        heating_source="estimate",
        heat_capacity=Value(specific_heat * molar_mass, "estimate", "estimated", None, f"{specific_heat:g} J/kg/K, {method}"),
        density=density,
        density_source="estimate",
        estimated_density=True,
    )


PSEUDO = [
    _pseudo("coke(s)", "petroleum coke, calcined", {"C": 0.980, "H": 0.002, "S": 0.013, "O": 0.003, "Si": 0.001, "N": 0.001}, 0.012, 32.9e6, 1000.0, 2.05, "near graphite at 100-200 °C"),
    _pseudo("green coke(s)", "petroleum coke, green", {"C": 0.905, "H": 0.038, "S": 0.030, "O": 0.014, "N": 0.012, "Si": 0.001}, 0.012, 35.6e6, 1100.0, 1.4, "typical of delayed coke"),
    _pseudo("needle coke(s)", "needle coke, calcined", {"C": 0.993, "H": 0.001, "S": 0.003, "O": 0.002, "N": 0.001}, 0.012, 32.9e6, 1000.0, 2.13, "near graphite at 100-200 °C"),
    _pseudo("metallurgical coke(s)", "metallurgical coke", {"C": 0.870, "H": 0.003, "S": 0.006, "O": 0.0600, "N": 0.010, "Si": 0.030, "Al": 0.015, "Fe": 0.006}, 0.012, 29.5e6, 1000.0, 1.9, "with 11 % ash"),
    _pseudo("pitch(s)", "coal-tar pitch", {"C": 0.930, "H": 0.045, "S": 0.005, "O": 0.010, "N": 0.010}, 0.012, 37.4e6, 1300.0, 1.30, "solid and melt alike"),
    _pseudo("pitch(o)", "coal-tar pitch, liquid", {"C": 0.930, "H": 0.045, "S": 0.005, "O": 0.010, "N": 0.010}, 0.012, 37.45e6, 1600.0, 1.20, "melt"),
    _pseudo("coal(s)", "bituminous coal, dry", {"C": 0.755, "H": 0.050, "S": 0.010, "O": 0.125, "N": 0.015, "Si": 0.025, "Al": 0.013, "Fe": 0.007}, 0.012, 31.0e6, 1200.0, 1.35, "dry, 10 % ash"),
    _pseudo("charcoal(s)", "charcoal", {"C": 0.880, "H": 0.030, "O": 0.085, "N": 0.005}, 0.012, 33.0e6, 1000.0, 1.4, "wood charcoal"),
    _pseudo("biomass(s)", "biomass, dry", {"C": 0.505, "H": 0.061, "O": 0.428, "N": 0.003, "S": 0.001, "Ca": 0.002}, 0.024, 20.1e6, 1500.0, 1.4, "dry wood"),
    _pseudo("hard carbon(s)", "hard carbon", {"C": 0.985, "H": 0.003, "O": 0.012}, 0.012, 33.0e6, 1000.0, 1.5, "near graphite"),
    _pseudo("tar(g)", "tar vapour from pitch and coke", {"C": 0.915, "H": 0.060, "O": 0.015, "N": 0.010}, 0.150, 39.2e6, 1700.0, 0.0, "as polycyclic aromatics"),
    _pseudo("kerosene(o)", "kerosene diluent", {"C": 0.855, "H": 0.145}, 0.170, 46.2e6, 2010.0, 0.80, "aliphatic diluent"),
    _pseudo("fuel oil(o)", "heavy fuel oil", {"C": 0.865, "H": 0.110, "S": 0.015, "O": 0.006, "N": 0.004}, 0.200, 42.9e6, 1900.0, 0.95, "heavy fuel oil"),
    _pseudo("diesel(o)", "diesel fuel", {"C": 0.862, "H": 0.138}, 0.190, 45.6e6, 2000.0, 0.835, "diesel"),
]
