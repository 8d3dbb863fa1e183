"""Writes resources/liquor_enthalpy.json: formation, ladder, heats of dilution, effective heat capacities.

    python tools/liquor_data/fit_enthalpy.py PATH/TO/nbs_tables_1982.csv

Heats of dilution are fitted salt by salt to the 'in n H2O' rows of the NBS tables, to what remains after the
ladder; heat capacities to Laliberte's correlation (0.2 to 4 mol/kg, 20 to 90 degC, acids and alkalis to full
strength) by one least-squares problem over all ions, with a weak prior by charge for ions that no salt
measures.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from heat_capacities import CAPACITY_ANALOGUES, fit_capacities
from nbs import NbsTables
from solutions import LADDER, MERGED, bare, mixed_totals, model_of, pair_of, pair_terms, strengths, totals_of

from unitops.chemistry.canonical import PROTON, WATER, aqueous_basis, basis, canonical
from unitops.chemistry.formula import parse_charge
from unitops.chemistry.liquor import LiquorModel

TARGET = Path(__file__).parents[2] / "resources" / "liquor_enthalpy.json"
T0, P0, T_LOW, T_HIGH = 298.15, 101325.0, 273.15, 573.15
WATER_FORMATION = -285830.0
SOURCES = {
    "nbs1982": "Wagman et al., NBS tables of chemical thermodynamic properties, J. Phys. Chem. Ref. Data 11 "
    "suppl. 2 (1982), doi 10.18434/M32124",
    "laliberte2009": "Laliberte, J. Chem. Eng. Data 54 (2009) 1725, doi 10.1021/je8008123; effective ionic "
    "shares fitted here",
    "iapws95": "Wagner and Pruss, J. Phys. Chem. Ref. Data 31 (2002) 387, doi 10.1063/1.1461829, by CoolProp",
    "shock1995": "Shock, Am. J. Sci. 295 (1995) 496, as in the OBIGT database",
    "shock1997": "Shock et al., Geochim. Cosmochim. Acta 61 (1997) 907, as in the OBIGT database",
    "parkhurst2013": "Parkhurst and Appelo, PHREEQC 3, USGS Techniques and Methods 6-A43 (2013), phreeqc.dat",
    "larowe2026": "LaRowe et al. (2026, submitted), glucose(aq) as in the OBIGT database",
    "shock1989": "Shock et al., Geochim. Cosmochim. Acta 53 (1989) 2157, as in the OBIGT database",
    "estimate": "estimated: LiPF6 dissolving in water with -12 kJ/mol (uncertain by 30 kJ/mol)",
    "prior": "estimated: mean heat capacity of ions of the same charge",
    "analogue": "estimated: figures of a salt of the same charge type",
    "none": "no dilution data: taken as zero",
}
OTHER_FORMATION = {
    "TiO+2(aq)": (-689900.0, "nbs1982"),  # in perchloric acid
    "PF6-(aq)": (-2005110.0, "estimate"),
    "N2(aq)": (-10439.08, "shock1989"),
    "Cr+3(aq)": (-60000 * 4.184, "shock1997"),
    "C6H12O6(aq)": (-301600 * 4.184, "larowe2026"),
}
# rung heats [J per mole of product] that the NBS table does not have
OTHER_HEAT = {"H2C2O4(aq)": (1020 * 4.184, "shock1995"), "H4SiO4(aq)": (-25600.0, "parkhurst2013")}
ANALOGUES = {("Fe+2(aq)", "SO4-2(aq)"): ("Mn+2(aq)", "SO4-2(aq)")}
# heat of mixing [J/mol] of 98 % acid (n = 0.111): Thomsen's formula as given by Perry, set to NBS at n = 1
STRONG_ACID = {"H2SO4": [(0.1111, -4450.0)]}
SKIPPED = {"Fe2(SO4)3", "NH4OH", "H2SO3", "NH4HSO4", "NaHSO4", "KHSO4"}
# dilution [mol water per mol] beyond which hydrolysis of the anion, not in the ladder, takes over
HYDROLYSED = {
    "Na2CO3": 400.0,
    "K2CO3": 400.0,
    "Rb2CO3": 400.0,
    "Na3PO4": 1000.0,
    "Na2S": 400.0,
    "NH3": 1000.0,
    "FeCl3": 2000.0,
    "FeBr3": 2000.0,
    "La2(SO4)3": 3000.0,
}


def water_figures() -> dict:
    """Polynomial of the enthalpy of saturated liquid water brought to P0 (the vapour pressure taken out)."""
    from CoolProp.CoolProp import PropsSI

    T = np.linspace(T_LOW + 0.05, T_HIGH, 400)
    mass = 0.018015268
    volume = 1.0 / PropsSI("Dmolar", "T", T0, "P", P0, "Water")
    pressure = np.array([max(PropsSI("P", "T", t, "Q", 0, "Water"), P0) for t in T])
    enthalpy = np.array(
        [
            PropsSI("Hmolar", "T", t, "P", P0, "Water") if p <= P0 else PropsSI("Hmolar", "T", t, "Q", 0, "Water")
            for t, p in zip(T, pressure, strict=True)
        ]
    )
    rise = enthalpy - PropsSI("Hmolar", "T", T0, "P", P0, "Water") - volume * (pressure - P0)
    powers = np.arange(1, 9)
    design = (T[:, None] / 100 - 3.0) ** powers - (T0 / 100 - 3.0) ** powers
    coefficients = np.linalg.lstsq(design, rise, rcond=None)[0]
    print(f"water: worst {np.abs(design @ coefficients - rise).max():.2f} J/mol, mass {mass}")
    return {
        "formation": WATER_FORMATION,
        "low": T_LOW,
        "high": T_HIGH,
        "slope": 75.4,
        "coefficients": [round(float(c), 6) for c in coefficients],
        "molar_volume": round(float(volume), 12),
    }


def skeleton(nbs: NbsTables) -> dict:
    """Everything that is read, with zero excess and zero heat capacities."""
    solutes = []
    for key in basis():
        if key in (WATER, PROTON):
            continue
        formation, source = OTHER_FORMATION.get(key, (nbs.solutes.get(bare(key)), "nbs1982"))
        charge = parse_charge(bare(key))
        solutes.append({"id": key, "charge": charge, "formation": formation, "heat_capacity": 0.0, "source": source})
    ladder = []
    for rung in aqueous_basis().ladder:
        heat, source = OTHER_HEAT.get(rung.product, (None, "nbs1982"))
        if heat is None:
            heat = nbs.solutes[bare(rung.product)] + rung.water * WATER_FORMATION - nbs.solutes[bare(rung.acceptor)]
        ladder.append(
            {
                "product": rung.product,
                "acceptor": rung.acceptor,
                "protons": rung.protons,
                "constant": max(10.0**-rung.pKa / 55.508, 1e-12),
                "heat": round(heat, 3),
                "heat_capacity": 0.0,
                "charge": parse_charge(bare(rung.product)),
                "source": source,
            }
        )
    return {
        "sources": SOURCES,
        "reference_temperature": T0,
        "reference_pressure": P0,
        "smoothing": {"relative": 1e-10, "least": 1e-20, "width": 0.1},
        "water": water_figures(),
        "hydroxide": {
            "heat": round(nbs.solutes["OH-"] - WATER_FORMATION, 3),
            "heat_capacity": 0.0,
            "source": "nbs1982",
        },
        "merged": MERGED,
        "water_per_equivalent": LADDER,
        "solutes": solutes,
        "ladder": ladder,
        "pairs": [],
    }


def fit_dilution(document: dict, nbs: NbsTables) -> list[tuple[float, str, float, float]]:
    """Heats of the pairs; returns (error, solute, n, heat of dilution) of every row, in kJ."""
    report = []
    for formula, rows in sorted(nbs.dilutions.items()):
        if canonical(f"{formula}(aq)") is None or formula in SKIPPED or len(rows) < 3:
            continue
        pair = pair_of(formula)
        if pair is None:
            continue
        if formula in nbs.liquids and formula in ("H2SO4", "HNO3"):
            pure = nbs.liquids[formula][0]
            rows = [(0.0, pure), *[(n, pure + heat) for n, heat in STRONG_ACID.get(formula, ())], *rows]
        typical = float(np.median([row[1] for row in rows]))
        limit = HYDROLYSED.get(formula, 2e4)
        rows = [row for row in rows if row[0] <= limit and abs(row[1] - typical) < 2e5]
        if len(rows) < 3:
            continue
        ids = tuple(totals_of(formula, 1.0))
        model = model_of(document, ids)
        design, target = [], []
        for water, measured in rows:
            n = list(totals_of(formula, water).values())
            predicted = model.enthalpy(n, T0, P0) - water * WATER_FORMATION
            free, product, strength = strengths(model, n, pair)
            design.append([product / (free + step * strength) for step in LADDER])
            target.append(measured - predicted)
        leanest = min(free_water(model, formula, row[0], pair) for row in rows)
        used = [k for k, step in enumerate(LADDER) if step >= 0.3 * leanest] or [len(LADDER) - 1]
        if len(rows) <= len(used):  # few points: the flattest terms, which extrapolate least
            used = used[-max(1, len(rows) // 2) :]
        design, target = np.array(design)[:, used], np.array(target)
        if abs(target[-1]) > 4000.0 * len(pair) and rows[-1][0] > 3000 and formula not in ("H2SO4",):
            print(f"  {formula}: left out, limit off by {target[-1] / 1e3:.1f} kJ")
            continue
        penalty = np.diag(np.abs(design).max(axis=0)) * 0.004
        weight = np.array([5.0 if water < 0.5 else 1.0 for water, _ in rows])
        stacked = np.vstack([design * weight[:, None], penalty])
        goal = np.concatenate([target * weight, np.zeros(len(used))])
        figures = np.linalg.lstsq(stacked, goal, rcond=None)[0]
        heat = np.zeros(len(LADDER))
        heat[used] = np.round(figures, 3)
        existing = next((p for p in document["pairs"] if (p["first"], p["second"]) == pair), None)
        if existing is None:
            document["pairs"].append(
                {"first": pair[0], "second": pair[1], "heat": heat.tolist(), "source": "nbs1982"}
                | {"heat_capacity": [0.0] * len(LADDER), "least_water": round(float(leanest), 3)}
            )
        errors = target - design @ figures
        for (water, measured), error in zip(rows, errors, strict=True):
            report.append((float(error) / 1e3, formula, water, (measured - rows[0][1]) / 1e3))
    return report


def free_water(model: LiquorModel, formula: str, water: float, pair: tuple[str, str]) -> float:
    free, _, strength = strengths(model, list(totals_of(formula, water).values()), pair)
    return free / strength


def add_ferric_sulfate(document: dict) -> None:
    """The pair Fe+3 and SO4-2 from its solution in acid.

    NBS gives -2791 kJ/mol in H2SO4 + 220 H2O and some -2733 kJ/mol in water alone, where the salt hydrolyses;
    liquors with ferric sulfate are acid.
    """
    acid, solution = {"H2SO4": 1.0}, {"H2SO4": 1.0, "Fe2(SO4)3": 1.0}
    energies = []
    for solutes in (acid, solution):
        totals = mixed_totals(solutes, 220.0)
        model = model_of(document, tuple(totals))
        energies.append(model.enthalpy(list(totals.values()), T0, P0))
    step, pair = 4, ("Fe+3(aq)", "SO4-2(aq)")
    term = pair_terms(model, list(totals.values()), {pair: {step: LADDER[step]}})[(*pair, step)]
    heat = [0.0] * len(LADDER)
    heat[step] = round(float((-2791e3 - (energies[1] - energies[0])) / term), 3)
    document["pairs"].append(
        {"first": pair[0], "second": pair[1], "heat": heat, "heat_capacity": [0.0] * len(LADDER)}
        | {"least_water": 27.0, "source": "nbs1982"}
    )


def add_analogues(document: dict) -> None:
    known = {(pair["first"], pair["second"]): pair for pair in document["pairs"]}
    for pair, model in ANALOGUES.items():
        if pair not in known and model in known:
            document["pairs"].append(
                known[model]
                | {
                    "first": pair[0],
                    "second": pair[1],
                    "source": "analogue",
                    "estimated": ["heat", "heat_capacity"],
                }
            )
    capacity = {solute["id"]: solute["heat_capacity"] for solute in document["solutes"]}
    for solute in document["solutes"]:
        if solute["id"] in CAPACITY_ANALOGUES:
            solute["heat_capacity"] = capacity[CAPACITY_ANALOGUES[solute["id"]]]


def write(document: dict) -> None:
    lines = ["{"]
    for key, value in document.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            text = "[\n  " + ",\n  ".join(json.dumps(row) for row in value) + "\n ]"
        else:
            text = json.dumps(value)
        lines.append(f' "{key}": {text},')
    lines[-1] = lines[-1].rstrip(",")
    TARGET.write_text("\n".join([*lines, "}"]) + "\n")


def main(path: str) -> None:
    nbs = NbsTables(Path(path))
    document = skeleton(nbs)
    report = fit_dilution(document, nbs)
    add_ferric_sulfate(document)
    fit_capacities(document, nbs)
    add_analogues(document)
    write(document)
    print("worst dilution rows [kJ/mol error, solute, n H2O, heat of dilution]:")
    for error, formula, water, heat in sorted(report, key=lambda row: -abs(row[0]))[:25]:
        print(f"  {error:7.2f} {formula:12s} {water:8g} {heat:8.2f}")
    print(len(report), "rows,", len(document["pairs"]), "pairs")


if __name__ == "__main__":
    main(sys.argv[1])
