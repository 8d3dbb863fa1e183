"""Write docs/worked_examples.md: small problems with a published answer, solved by one unit each.

python tools/worked_examples.py            solves them all and writes the page where it has changed
python tools/worked_examples.py --check    solves them and writes nothing; exit status 1 if the page is stale
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # run from a checkout, installed or not

from flowsheets.document.building import SheetBuilder  # noqa: E402
from flowsheets.sheet import Sheet  # noqa: E402
from tools.generated_page import keep_up, table  # noqa: E402
from unitops.catalogue import catalogue  # noqa: E402
from unitops.quantities import format_number  # noqa: E402

PAGE = ROOT / "docs" / "worked_examples.md"
ANSWER = "answer"
AIR = {"species": {"N2(g)": "79 %", "O2(g)": "21 %"}, "per": "mole"}
WATER = {"composition": "H2O(l)"}
OXYGEN = {"species": {"O2(g)": "98 %", "N2(g)": "2 %"}, "per": "mole"}
COPPER_FORM = "Cu(C16H24NO2)2(o)"
INTRODUCTION = """# Worked examples

Written by `python tools/worked_examples.py`. One unit each, a problem whose answer is published or follows by hand from
a published law, and what the unit gives. Whole plants are on [published figures and ours](validation.md)."""


@dataclass(frozen=True)
class WorkedExample:
    """A problem, the unit that solves it, and the answer: an indicator's path, or numerator and denominator."""

    operation: str
    problem: str
    feeds: Mapping[str, Mapping[str, Any]]
    outlets: tuple[str, ...]
    entered: Mapping[str, Any]
    asked: str | tuple[str, str]
    unit: str
    published: float
    within: float
    """Relative difference that the example may have."""
    source: str

    def solved(self) -> float:
        """Our answer."""
        build = SheetBuilder(self.operation)
        build.unit(self.operation, "U-1", **self.entered)
        for number, (port, feed) in enumerate(self.feeds.items(), 1):
            build.unit("Feed", f"FD-{number}", **feed)
            build.stream(f"FD-{number}.outlet", f"U-1.{port}", port)
        for number, port in enumerate(self.outlets, 1):
            build.unit("Product", f"PD-{number}")
            build.stream(f"U-1.{port}", f"PD-{number}.inlet", port)
        if isinstance(self.asked, str):
            build.figure(ANSWER, self.asked, self.unit)
        else:
            build.ratio(ANSWER, *self.asked, self.unit)
        solution = Sheet(build.sheet()).solve()
        assert solution.status != "out of balance", solution.warnings
        answer = solution.indicators[ANSWER].value
        assert answer is not None
        return answer


def examples() -> Iterator[WorkedExample]:
    """All of them, by trade."""
    yield WorkedExample(
        "FluidBedRoaster",
        "Pyrite burnt to hematite with dry air and no excess: sulfur dioxide in the dry gas.",
        {"feed": {"composition": "FeS2(s)", "rate": "10 t/h"}, "air": {"composition": AIR}},
        ("calcine", "offgas"),
        {
            "reactions": (
                {"reaction": "4 FeS2(s) + 11 O2(g) -> 2 Fe2O3(s) + 8 SO2(g)", "of": "FeS2(s)", "conversion": 1.0},
            ),
            "temperature": "850 degC",
            "excess_oxygen": 0.0,
        },
        "U-1.sulfur_dioxide", "vol%", 16.2, 2e-3,
        "8 of SO2 with 11 x 79/21 of N2; Habashi, Principles of Extractive Metallurgy, vol. 3 (1986): 16.2 % at most",
    )  # fmt: skip
    yield WorkedExample(
        "KilnRoaster",
        "Manganese dioxide reduced to monoxide with just enough carbon: heat released per mole, at 25 degC.",
        {"feed": {"composition": {"species": {"MnO2(s)": "93.5375 %", "C(s)": "6.4625 %"}}, "rate": "86.937 t/h"},
         "air": {"composition": AIR, "rate": "1 kg/h"}},
        ("calcine", "offgas"),
        {
            "reactions": (
                {"reaction": "MnO2(s) + CO(g) -> MnO(s) + CO2(g)", "of": "MnO2(s)", "conversion": 1.0},
            ),
            "temperature": "800 degC",
        },
        ("U-1.heat_released", "feed.flow_of[MnO2(s)]"), "MJ/kg", 61.95 / 86.937, 0.01,
        "formation enthalpies of the NBS tables: 520.03 - 385.22 - 393.51/2 kJ/mol",
    )  # fmt: skip
    yield WorkedExample(
        "LeachTrain",
        "Particles that shrink by reaction, complete in 1 h, stay 2 h on average in one mixed tank: conversion.",
        {"feeds": {"composition": {"species": {"ZnO(s)": "70 %", "SiO2(s)": "30 %"}}, "rate": "1 t/h"},
         "water": {"composition": {"species": {"H2SO4(aq)": "18 %", "H2O(l)": "82 %"}}, "rate": "40 t/h"}},
        ("slurry",),
        {
            "reactions": (
                {"reaction": "ZnO(s) + 2 H+(aq) -> Zn+2(aq) + H2O(l)", "of": "ZnO(s)", "conversion": 1.0},
            ),
            "law": "shrinking core, reaction", "characteristic_time": {"ZnO(s)": "1 h"}, "residence_time": "2 h",
            "temperature": "25 degC", "key_element": "Zn",
        },
        "U-1.extraction", "%", 88.65, 1e-3,
        "Levenspiel, Chemical Reaction Engineering, 3rd ed. (1999), 25.4: 3y - 6y^2 + 6y^3 (1 - e^(-1/y)), y = 2",
    )  # fmt: skip
    yield WorkedExample(
        "PressureOxidation",
        "Autoclave of 230 degC and 40 bar: pressure of gas over that of steam.",
        {"feeds": {"composition": {"species": {"FeS2(s)": "3 %", "SiO2(s)": "37 %", "H2O(l)": "60 %"}},
                   "rate": "100 t/h", "temperature": "150 degC"},
         "oxygen": {"composition": OXYGEN}},
        ("slurry", "vent"),
        {
            "reactions": (
                {"reaction": "4 FeS2(s) + 15 O2(g) + 2 H2O(l) -> 4 Fe+3(aq) + 8 SO4-2(aq) + 4 H+(aq)",
                 "of": "FeS2(s)", "conversion": 0.97},
            ),
            "temperature": "230 degC", "pressure": "4000 kPa", "oxygen_utilisation": "85 %",
        },
        "U-1.overpressure", "kPa", 1202.9, 2e-3,
        "water boils at 2797.1 kPa at 230 degC (IAPWS); the conditions are those of Pueblo Viejo",
    )  # fmt: skip
    yield WorkedExample(
        "HeapLeach",
        "Heap of 5 m and 1.6 t/m3 irrigated with 5 L/h/m2 to 1 m3 per tonne: days of irrigation.",
        {"ore": {"composition": {"species": {"Cu2(OH)2CO3(s)": "1 %", "SiO2(s)": "99 %"}}, "rate": "343 t/h"},
         "lixiviant": {"composition": {"species": {"H2SO4(aq)": "1 %", "H2O(l)": "99 %"}}}},
        ("pls", "ripios", "vapour"),
        {
            "reactions": (
                {"reaction": "Cu2(OH)2CO3(s) + 4 H+(aq) -> 2 Cu+2(aq) + CO2(g) + 3 H2O(l)", "of": "Cu2(OH)2CO3(s)",
                 "conversion": 0.9},
            ),
            "leach_ratio": "1 m3/t", "irrigation_rate": "5 L/m2/h", "lift_height": "5 m", "bulk_density": "1.6 t/m3",
        },
        "U-1.leach_time", "d", 66.7, 1e-3,
        "Minera Las Cenizas, Taltal, environmental declaration (2021), table 1-44: 82 d with curing and drainage",
    )  # fmt: skip
    yield WorkedExample(
        "OxidationTank",
        "Ferrous iron at pH 7 and 20.5 degC under air: share oxidised in 10 min, one mixed tank.",
        {"feeds": {"composition": {"species": {"FeSO4(aq)": "0.0076 %", "Na2SO4(aq)": "0.1 %"}, "rest": "H2O(l)"},
                   "rate": "100 t/h", "temperature": "20.5 degC"},
         "reagent": {"composition": {"species": {"NaOH(aq)": "1 %", "H2O(l)": "99 %"}}},
         "oxidant": {"composition": AIR, "rate": "20 t/h"}},
        ("slurry", "vent"),
        {"solids": "Fe(OH)3(s)", "active": "NaOH(aq)", "ph": 7, "rate_law": "Stumm and Lee",
         "temperature": "20.5 degC", "residence_time": "10 min"},
        "U-1.iron_oxidised", "%", 44.7, 0.03,
        "Stumm and Lee, Ind. Eng. Chem. 53 (1961) 143: 8e13 /min/atm/M2; k t = 0.081 x 10 at 0.202 atm of oxygen",
    )  # fmt: skip
    yield WorkedExample(
        "Precipitator",
        "Lithium carbonate in water of 25 degC: lithium dissolved per water.",
        {"feeds": {**WATER, "rate": "10 t/h"}, "reagent": {"composition": "Li2CO3(s)", "rate": "0.5 t/h"}},
        ("slurry",),
        {"solids": "Li2CO3(s)", "redissolution": "on", "temperature": "25 degC"},
        ("slurry.flow_of[Li+(aq)]", "feeds.mass_flow"), "g/kg", 12.9 * 2 * 6.94 / 73.89, 0.07,
        "CRC Handbook of Chemistry and Physics: 12.9 g of Li2CO3 per kg of water",
    )  # fmt: skip
    yield WorkedExample(
        "Filter",
        "Cake washed with 1.5 times its liquor at an efficiency of 70 %: liquor driven out.",
        {"feed": {"composition": {"species": {"SiO2(s)": "20 %", "CuSO4(aq)": "5 %", "H2O(l)": "75 %"}},
                  "rate": "100 t/h"}, "wash": WATER},
        ("filtrate", "cake"),
        {"wash_ratio": 1.5, "wash_efficiency": "70 %"},
        "U-1.washing_recovery", "%", 83.57, 1e-3,
        "Choudhury and Dahlstrom, AIChE Journal 3 (1957) 433: 1 - (1 - E)^n",
    )  # fmt: skip
    yield WorkedExample(
        "SolventExtraction",
        "Copper in two stages at a constant ratio of 5 and O/A 0.5, pure organic phase: copper left.",
        {"liquor": {"composition": {"species": {"CuSO4(aq)": "0.5 %", "H2SO4(aq)": "0.5 %"}, "rest": "H2O(l)"},
                    "rate": "100 t/h"},
         "organic": {"composition": {"species": {"C16H25NO2(o)": "20 %"}, "rest": "kerosene(o)"}}},
        ("liquor_out", "organic_out"),
        {"distribution_ratio": {COPPER_FORM: 5.0}, "stage_efficiency": "100 %", "phase_ratio": 0.5},
        ("liquor_out.flow_of[Cu+2(aq)]", "liquor.flow_of[Cu+2(aq)]"), "%", 10.256, 1e-4,
        "Kremser, National Petroleum News 22 (21) (1930) 43: (E - 1)/(E^3 - 1), E = 2.5",
    )  # fmt: skip
    yield WorkedExample(
        "Electrowinning",
        "Iron-free copper electrolyte, no stray current: sulfuric acid regenerated per copper.",
        {"advance": {"composition": {"solution": {"CuSO4": "125 g/L", "H2SO4": "166 g/L"}}, "rate": "200 t/h",
                     "temperature": "40 degC"}},
        ("spent", "cathodes", "hood"),
        {"spent_concentration": "35 g/L", "stray_share": 0.0},
        ("U-1.acid_regenerated", "U-1.deposit_rate"), "kg/kg", 1.5433, 1e-3,
        "Faraday's law: 98.079/63.546",
    )  # fmt: skip
    yield WorkedExample(
        "Electrowinning",
        "Electrolyte of 35 g/L Cu, 190 g/L acid and 1.81 g/L iron at 300 A/m2: current efficiency.",
        {"advance": {"composition": {"solution": {"CuSO4": "124.8 g/L", "H2SO4": "165.7 g/L",
                                                  "Fe2(SO4)3": "6.62 g/L", "FeSO4": "0.035 g/L"}},
                     "rate": "200 t/h", "temperature": "40 degC"}},
        ("spent", "cathodes", "hood"),
        {"spent_concentration": "35 g/L"},
        "U-1.current_efficiency", "%", 92.57, 0.012,
        "J. Kafumbila, SimSXEWCu v7.0, case A1 (a published simulation, read from a transcription)",
    )  # fmt: skip
    yield WorkedExample(
        "CarbonDioxideExtractor",
        "Ethylene carbonate that carbon dioxide of 60 degC and 16 MPa takes up.",
        {"feed": {"composition": {"species": {"C(s)": "93 %", "C3H4O3(o)": "7 %"}}, "rate": "1 t/h"},
         "fluid": {"composition": "CO2(f)", "rate": "12 t/h", "temperature": "60 degC", "pressure": "16 MPa"}},
        ("extract", "spent"),
        {"temperature": "60 degC", "pressure_drop": "0 kPa"},
        "U-1.pure_solubility", "g/kg", 8.35, 0.2,
        "Chalmers 2025, Batteries 11, 98, doi 10.3390/batteries11030098: the most of 80 to 160 bar, 40 and 60 degC",
    )  # fmt: skip
    yield WorkedExample(
        "ThermalOxidiser",
        "Methane with just enough air from 25 degC, no dissociation: adiabatic flame temperature.",
        {"fuel": {"composition": "CH4(g)", "molar_rate": "1 kmol/h"}, "air": {"composition": AIR}},
        ("flue_gas",),
        {"excess_air": 0.0, "loss_share": 0.0},
        "U-1.temperature", "K", 2328.0, 4e-3,
        "Turns, An Introduction to Combustion, 3rd ed. (2012), example 2.5",
    )  # fmt: skip
    yield WorkedExample(
        "Scrubber",
        "Water of 25 degC in which 94 g/L of sulfur dioxide are dissolved: its pressure.",
        {"gas": {"composition": {"species": {"SO2(g)": "90 %", "N2(g)": "10 %"}}, "rate": "1.0444 t/h",
                 "temperature": "25 degC"},
         "liquor": {**WATER, "rate": "9.97 t/h", "temperature": "25 degC"}},
        ("clean", "bleed"),
        {"removal": {"SO2(g)": 1.0}, "temperature": "25 degC"},
        "U-1.back_pressure", "kPa", 101.3, 0.06,
        "solubility of sulfur dioxide under one atmosphere at 25 degC, 94 g/L (CRC Handbook, as widely quoted)",
    )  # fmt: skip
    yield WorkedExample(
        "Compressor",
        "Argon from 25 degC to three times its pressure, isentropic efficiency 75 %: temperature.",
        {"inlet": {"composition": "Ar(g)", "rate": "10 t/h", "temperature": "25 degC"}},
        ("outlet",),
        {"pressure_ratio": 3.0, "efficiency": 0.75},
        "outlet.T", "K", 517.5, 2e-3,
        "T2 = T1 + T1 (3^0.4 - 1)/0.75, any text of thermodynamics: Cp is 5/2 R",
    )  # fmt: skip


def page() -> str:
    """The whole page."""
    names = {name: operation.title for name, operation in catalogue().items()}
    rows = []
    for example in examples():
        ours = example.solved()
        rows.append(
            (
                f"[{names[example.operation]}](unit_operations/{example.operation}.md)",
                example.problem,
                f"{format_number(example.published, 4)} {example.unit}",
                f"{format_number(ours, 4)} {example.unit}",
                f"{100.0 * (ours / example.published - 1.0):.1f}",
                example.source,
            )
        )
    return f"{INTRODUCTION}\n\n{table(('unit', 'problem', 'published', 'ours', 'difference %', 'source'), rows)}\n"


if __name__ == "__main__":
    raise SystemExit(keep_up(PAGE, page, __doc__ or ""))
