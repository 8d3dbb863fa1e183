"""A leach that is not linear: pH control, gypsum saturation, a countercurrent wash, a recycle and its bleed.

Magnesia with limestone and quartz is leached in sulfuric acid and returned wash liquor, neutralised with milk of lime
to a demanded pH while gypsum precipitates, and washed in N thickeners against fresh water. Part of the first overflow
is bled, the rest returns to the leach. Data are made up; liquors are Pitzer's.
"""

from __future__ import annotations

from flowsheets.document.building import SheetBuilder
from flowsheets.document.records import Flowsheet

VARIED = ("FD-1.rate", "TK-2.ph", "SP-1.share")


def neutral_train(stages: int) -> Flowsheet:
    """The sheet: leach, neutralisation, so many thickeners, a splitter for the bleed."""
    build = SheetBuilder("neutral_train", title="Leach, neutralisation and wash with recycle")
    ore = {"species": {"Mg(OH)2(s)": "15 %", "CaCO3(s)": "5 %", "SiO2(s)": "80 %"}, "moisture": "10 %"}
    build.unit("Feed", "FD-1", name="ore", composition=ore, rate="100 t/h")
    build.unit("Feed", "FD-2", name="acid", composition="98 wt% H2SO4", rate="32 t/h")
    build.unit("Feed", "FD-3", name="milk of lime", composition={"species": {"Ca(OH)2(s)": "20 %", "H2O(l)": "80 %"}})
    build.unit("Feed", "FD-4", name="wash water", composition="H2O(l)", rate="250 t/h")
    leach = [
        {"reaction": "Mg(OH)2(s) + 2 H+(aq) -> Mg+2(aq) + 2 H2O(l)", "of": "Mg(OH)2(s)", "conversion": "95 %"},
        {"reaction": "CaCO3(s) + 2 H+(aq) -> Ca+2(aq) + CO2(g) + H2O(l)", "of": "CaCO3(s)", "conversion": "100 %"},
    ]
    build.unit("ConversionReactor", "R-1", name="leach", reactions=leach)
    build.unit("NeutralisationTank", "TK-2", name="neutralisation", active=["Ca(OH)2(s)"], ph="6", utilisation="95 %",
               solids=["CaSO4·2H2O(s)"])  # fmt: skip
    build.unit("Splitter", "SP-1", name="bleed", share="40 %")
    build.unit("Product", "PD-1", name="bleed")
    build.unit("Product", "PD-2", name="washed residue")
    build.unit("Product", "PD-3", name="vent")
    for k in range(1, stages + 1):
        build.unit("Thickener", f"TH-{k}", underflow_solids="45 %")
    build.stream("FD-1.outlet", "R-1.inlets", "ORE")
    build.stream("FD-2.outlet", "R-1.inlets")
    build.stream("R-1.outlet", "TK-2.feeds")
    build.stream("FD-3.outlet", "TK-2.reagent")
    build.stream("TK-2.slurry", "TH-1.feeds")
    build.stream("TK-2.vent", "PD-3.inlet")
    for k in range(1, stages):
        build.stream(f"TH-{k}.underflow", f"TH-{k + 1}.feeds", f"U-{k}")
        build.stream(f"TH-{k + 1}.overflow", f"TH-{k}.wash", f"O-{k + 1}")
    build.stream("FD-4.outlet", f"TH-{stages}.wash")
    build.stream(f"TH-{stages}.underflow", "PD-2.inlet", "U-END")
    build.stream("TH-1.overflow", "SP-1.inlet", "O-1")
    build.stream("SP-1.side", "PD-1.inlet", "BLEED")
    build.stream("SP-1.main", "R-1.inlets", "RETURN")
    build.recovery("recovery of Mg", "Mg", of=("ORE",), to=("BLEED",))
    build.figure("gypsum", "U-END.flow_of[CaSO4·2H2O(s)]", "t/h")
    return build.sheet()
