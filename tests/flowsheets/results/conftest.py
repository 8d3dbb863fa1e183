"""Two solved plants: a lime kiln, and limestone dissolved in a mixed acid liquor with a filter behind it."""

from __future__ import annotations

import pytest

from flowsheets.document.building import SheetBuilder
from flowsheets.results.solution import Solution
from flowsheets.sheet import Sheet

CALCINATION = "CaCO3(s) -> CaO(s) + CO2(g)"


def lime_kiln(**details: object) -> SheetBuilder:
    """Limestone burnt with methane; dust and gas to air, lime cooled."""
    build = SheetBuilder("lime", title="Lime kiln", hours_per_year="8000 h", availability="90 %", **details)
    stone = {"species": {"CaCO3(s)": "96 %", "SiO2(s)": "3 %", "H2O(l)": "1 %"}}
    build.unit("Feed", "FD-1", name="limestone", composition=stone, rate="10 t/h")
    build.unit("Feed", "FD-2", name="natural gas", composition={"species": {"CH4(g)": "100 %"}})
    build.unit("Feed", "FD-3", name="air", composition={"species": {"N2(g)": "76.7 %", "O2(g)": "23.3 %"}})
    reactions = [{"reaction": CALCINATION, "conversion": 0.97, "of": "CaCO3(s)"}]
    build.unit("Calciner", "KN-1", temperature="1000 degC", excess_air=0.15, reactions=reactions, area="kiln")
    build.unit("Heater", "E-1", temperature="60 degC", area="cooling")
    build.unit("Product", "PD-1", name="lime")
    build.unit("Product", "PD-2", name="off-gas", kind="emission to air")
    build.stream("FD-1.outlet", "KN-1.feed", tag="S-1")
    build.stream("FD-2.outlet", "KN-1.fuel", tag="S-2")
    build.stream("FD-3.outlet", "KN-1.air", tag="S-3")
    build.stream("KN-1.calcine", "E-1.inlet", tag="S-4")
    build.stream("E-1.outlet", "PD-1.inlet", tag="S-5")
    build.stream("KN-1.offgas", "PD-2.inlet", tag="S-6")
    return build


def sulfate_plant() -> SheetBuilder:
    """A nickel and cobalt sulfate liquor with caustic; half is sold, half is an effluent with solids."""
    build = SheetBuilder("sulfates")
    liquor = {"solution": {"NiSO4": "100 g/L", "CoSO4": "20 g/L", "H2SO4": "10 g/L"}, "density": "1.12 kg/L"}
    build.unit("Feed", "FD-1", name="mixed sulfates", composition=liquor, rate="10 t/h")
    build.unit(
        "Feed",
        "FD-2",
        name="caustic",
        composition={"species": {"H2O(l)": "50 %", "NaOH(aq)": "50 %"}},
        rate="20 kg/h",
    )
    build.unit(
        "Feed",
        "FD-3",
        name="nickel hydroxide",
        composition={"species": {"Ni(OH)2(s)": "100 %"}},
        rate="10 kg/h",
    )
    build.unit("Mixer", "MX-1")
    build.unit("Splitter", "SP-1", share=0.5)
    build.unit("Product", "PD-1", name="sold")
    build.unit("Product", "PD-2", name="effluent", kind="effluent")
    for tag in ("FD-1", "FD-2", "FD-3"):
        build.stream(f"{tag}.outlet", "MX-1.inlets")
    build.stream("MX-1.outlet", "SP-1.inlet")
    build.stream("SP-1.main", "PD-1.inlet")
    build.stream("SP-1.side", "PD-2.inlet")
    return build


@pytest.fixture(scope="session")
def kiln() -> Solution:
    build = lime_kiln()
    build.recovery("recovery of Ca", "Ca", of=("S-1",), to=("S-5",))
    build.expect("recovery of Ca", 98.0, "%", tolerance=0.01, kind="verification")
    build.expect("recovery of Ca", 90.0, "%", low=85.0, high=95.0, kind="comparison", notes="other dust")
    build.expect("S-5.mass_flow", 5.7, "t/h")
    return Sheet(build.sheet()).solve()


@pytest.fixture(scope="session")
def sulfates() -> Solution:
    return Sheet(sulfate_plant().sheet()).solve()
