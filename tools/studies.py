"""Solve the shipped sheets for the studies of the documentation: docs/studies/NAME.svg and the table of NAME.md.

    python tools/studies.py [NAME ...]

Each study is one function that returns a picture and a table; what stands in the page between the two lines
``<!-- figures -->`` is replaced by the table. All numbers come from solving the shipped flowsheets.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # run from a checkout, installed or not

FOLDER = ROOT / "docs" / "studies"
MARK = "<!-- figures -->"
KWH = 3.6e6
"""[J]"""


class Study(NamedTuple):
    """A picture as SVG and a table: heads and rows of text."""

    picture: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


def roasting_energy_and_ore_grade() -> Study:
    """Coal burnt and gasified in the manganese reduction kiln of mnso4 over the grade of the ore."""
    from flowsheets import library
    from flowsheets.export.charts import Level, Panel, Series, panel_chart

    sheet = library.load("mnso4")
    ore = next(u for u in sheet.document.units.values() if u.tag == "FD-101").parameters["composition"]["species"]
    rows = [_roast_at(grade, ore, sheet) for grade in (10, 12, 14, 16, 18, 20, 22, 25, 30, 35, 40, 45, 50)]
    grades = [row["grade"] for row in rows]
    reductant = 0.5 * 393.5e3 / 0.054938 / KWH
    picture = panel_chart(
        [
            Panel(
                "coal per manganese",
                "kWh/kg",
                (
                    Series("coal of the kiln", grades, [row["per_manganese"] for row in rows], colour="solid"),
                    Series(
                        "less steam raised", grades, [row["less_steam"] for row in rows], colour="energy", dashed=True
                    ),
                ),
                levels=(Level(reductant, "carbon that reduces MnO2 to MnO"),),
                y_low=0.0,
            ),
            Panel(
                "coal per dry ore",
                "kWh/t",
                (
                    Series("coal of the kiln", grades, [row["per_ore"] for row in rows], colour="solid"),
                    Series("rotary kilns, more than", [19.0], [400.0], joined=False),
                    Series("pilot kiln", [19.0], [230.0], joined=False),
                ),
                y_low=0.0,
            ),
        ],
        x_label="manganese in the dry ore",
        x_unit="%",
        title="Energy of the manganese reduction roast",
        note="Lower heating value; mnso4 at 800 degC, air ratio 0.75, 10 % loss. Points: Firebird Metals (2025).",
    )
    heads = (
        "Mn in ore, %", "coal, kg/t ore", "CO in gas, %", "kWh/t ore", "kWh/kg Mn", "less steam, kWh/kg Mn",
        "MJ/kg MnSO4.H2O", "direct CO2, kg/kg", "ore, t/t",
    )  # fmt: skip
    formats = ("{grade:.0f}", "{coal:.0f}", "{monoxide:.1f}", "{per_ore:.0f}", "{per_manganese:.2f}",
               "{less_steam:.2f}", "{per_product:.2f}", "{carbon:.3f}", "{ore:.2f}")  # fmt: skip
    return Study(picture, heads, [[form.format(**row) for form in formats] for row in rows])


def _roast_at(grade: float, ore: dict[str, str], sheet: Any) -> dict[str, float]:
    """Figures of the plant fed with ore of a grade [% Mn]: more or less pyrolusite in the same gangue."""
    shares = {species: float(text.split()[0]) for species, text in ore.items()}
    moisture, pyrolusite = shares.pop("H2O(l)"), shares.pop("MnO2(s)")
    dry = 100.0 - moisture
    dioxide = grade * 86.937 / 54.938 * dry / 100.0
    scale = (dry - dioxide) / (dry - pyrolusite)
    mixed = {"MnO2(s)": dioxide, "H2O(l)": moisture, **{s: share * scale for s, share in shares.items()}}
    entered = {
        "FD-101.composition": {"species": {s: f"{share:.6f} %" for s, share in mixed.items()}},
        "TK-201.liquor_to_solid": f"{17.0 * dioxide / pyrolusite / scale:.4f}",
    }
    solution = sheet.with_values(entered).solve()
    value = {name: indicator.value for name, indicator in solution.indicators.items()}
    manganese = value["manganese in product"] / 100.0
    per_product, ore_per_product = value["roasting energy"], value["ore"]
    return {
        "grade": grade,
        "monoxide": solution.written["units"]["KN-101"]["parameters"]["offgas_monoxide"]["value"],
        "coal": value["coal"] / ore_per_product * 1e3,
        "per_ore": per_product / ore_per_product / 3.6 * 1e3,
        "per_manganese": per_product / 3.6 / manganese,
        "less_steam": (per_product - value["heat from the kiln gas"]) / 3.6 / manganese,
        "per_product": per_product,
        "carbon": value["carbon dioxide emitted"],
        "ore": ore_per_product,
    }


def iron_and_current_efficiency() -> Study:
    """Iron in the electrolyte of cu_hydro, held by the bleed, against current efficiency, electricity and acid."""
    from flowsheets import library
    from flowsheets.export.charts import Panel, Series, panel_chart

    sheet = library.load("cu_hydro")
    rows = [_bled(share, sheet) for share in (0.7, 0.9, 1.2, 1.6, 2.0, 2.68, 3.5, 5.0)]
    iron = [row["iron"] for row in rows]
    picture = panel_chart(
        [
            Panel(
                "current efficiency",
                "%",
                (
                    Series("cu_hydro", iron, [row["efficiency"] for row in rows], colour="energy"),
                    Series("SimSXEWCu, case A1", [1.81], [92.57], joined=False),
                ),
            ),
            Panel(
                "electricity of electrowinning",
                "kWh/kg",
                (Series("alternating current", iron, [row["electricity"] for row in rows], colour="energy"),),
            ),
            Panel(
                "acid made up to the electrolyte",
                "t/t",
                (Series("100 % H2SO4", iron, [row["acid"] for row in rows], colour="solid"),),
                y_low=0.0,
            ),
        ],
        x_label="iron in the spent electrolyte",
        x_unit="g/L",
        title="Iron in the copper electrolyte",
        note="cu_hydro at 300 A/m2 and 45 degC; the bleed goes from 0.7 to 5 % of the spent electrolyte.",
    )
    heads = (
        "bleed, %", "iron, g/L", "of it ferric, g/L", "current efficiency, %", "to the shuttle, %", "kWh/kg Cu",
        "acid, t/t", "with the leach, t/t", "copper, t/h",
    )  # fmt: skip
    formats = ("{bleed:.2f}", "{iron:.2f}", "{ferric:.2f}", "{efficiency:.2f}", "{shuttle:.2f}", "{electricity:.3f}",
               "{acid:.3f}", "{all_acid:.3f}", "{copper:.3f}")  # fmt: skip
    return Study(picture, heads, [[form.format(**row) for form in formats] for row in rows])


def _bled(share: float, sheet: Any) -> dict[str, float]:
    """Figures of the copper plant that bleeds a share of its electrolyte [%]."""
    solution = sheet.with_values({"SP-301.share": f"{share} %"}).solve()
    value = {name: indicator.value for name, indicator in solution.indicators.items()}
    spent = solution.written["streams"]["S-307"]["species_kg_per_h"]  # spent electrolyte
    iron = value["iron in the spent electrolyte"]
    ferric = iron * spent["Fe+3(aq)"] / (spent["Fe+3(aq)"] + spent["Fe+2(aq)"])
    shuttle = solution.written["units"]["EW-301"]["results"]["redox_share"]["value"]
    return {
        "bleed": share,
        "iron": iron,
        "ferric": ferric,
        "efficiency": value["current efficiency"],
        "shuttle": shuttle,
        "electricity": value["electricity of electrowinning"],
        "acid": value["acid, electrolyte"],
        "all_acid": value["acid, electrolyte"] + value["acid, leach"],
        "copper": value["copper cathode"],
    }


STUDIES: dict[str, Callable[[], Study]] = {
    "iron_and_current_efficiency": iron_and_current_efficiency,
    "roasting_energy_and_ore_grade": roasting_energy_and_ore_grade,
}


def write(name: str) -> None:
    """Solve one study; write its picture and the table of its page."""
    study = STUDIES[name]()
    (FOLDER / f"{name}.svg").write_text(study.picture, encoding="utf-8")
    lines = [" | ".join(study.heads), " | ".join("---:" for _ in study.heads), *(" | ".join(row) for row in study.rows)]
    table = "\n".join(f"| {line} |" for line in lines)
    page = FOLDER / f"{name}.md"
    before, _, after = page.read_text(encoding="utf-8").split(MARK)
    page.write_text(f"{before}{MARK}\n{table}\n{MARK}{after}", encoding="utf-8")


if __name__ == "__main__":
    for chosen in sys.argv[1:] or sorted(STUDIES):
        write(chosen)
        print(f"written: docs/studies/{chosen}.md and .svg")
