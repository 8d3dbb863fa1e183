"""A sheet that uses every section of the document."""

from __future__ import annotations

import pytest

from flowsheets.document.building import SheetBuilder
from flowsheets.document.records import Flowsheet


def _calcination() -> Flowsheet:
    build = SheetBuilder("calcination", title="Spodumene calcination", hours_per_year="7800 h")
    build.source("handbook", "A handbook of roasting, 2019", doi="10.1000/182")
    build.species(formula="C", id="Coke(s)", heating_value="29 MJ/kg", source="handbook")
    build.unit("Feed", "FD-101", at=(0, 0), mass_flow="12 t/h", composition={"species": {"SiO2(s)": "100 %"}})
    build.unit(
        "Calciner",
        "KN-101",
        name="Rotary kiln",
        area="200",
        at=(100, 0),
        sources={"temperature": "handbook"},
        temperature="1080 degC",
        reactions=[{"reaction": "LiAlSi2O6(s,alpha) -> LiAlSi2O6(s,beta)", "conversion": "0.97"}],
        dust=0.02,
    )
    build.unit("Product", "PR-101", at=(200, 0))
    build.stream("FD-101.outlet", "KN-101.feed", tag="S-1")
    build.stream("KN-101.calcine", "PR-101.inlet", tag="S-2", name="calcine")
    build.specify("S-2.mass_flow", "11.5 t/h", freeing="FD-101.mass_flow", upper="20 t/h")
    build.recovery("Li recovery", "Li", of=("S-1",), to=("S-2",))
    build.ratio("Heat use", "KN-101.duty", "S-2.mass_flow", "kWh/t")
    build.figure("Production", "S-2.mass_flow", "t/h")
    build.expect("Li recovery", 98, "%", low=97, high=99, kind="validation", source="handbook")
    build.expect("S-2.T", 1080.0, "degC", kind="verification", source="handbook", tolerance=1e-9)
    build.criterion("Kiln temperature", "1080 degC", "handbook")
    return build.sheet()


@pytest.fixture
def calcination() -> Flowsheet:
    """Feed, kiln and product, with a specification, indicators, expectations and sources."""
    return _calcination()
