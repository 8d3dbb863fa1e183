"""A sheet for each general operation that exercises all its ports."""

from __future__ import annotations

from collections.abc import Callable

from flowsheets.document.building import SheetBuilder
from flowsheets.document.records import Flowsheet
from tests.unitops.examples.answers import around

LIQUOR = {"species": {"H2O(l)": "85 %", "Li2SO4(s)": "5 %", "H2SO4(l)": "4 %", "SiO2(s)": "6 %"}}
CAUSTIC = {"species": {"H2O(l)": "80 %", "NaOH(aq)": "20 %"}}


def mixer() -> Flowsheet:
    """Acid slurry and caustic soda, which neutralise each other."""
    build = SheetBuilder("mixer")
    build.unit("Feed", "FD-1", composition=LIQUOR, rate="10 t/h", temperature="60 degC")
    build.unit("Feed", "FD-2", composition=CAUSTIC, rate="1.5 t/h")
    build.unit("Mixer", "MX-1")
    build.unit("Product", "PD-1")
    build.stream("FD-1.outlet", "MX-1.inlets")
    build.stream("FD-2.outlet", "MX-1.inlets")
    build.stream("MX-1.outlet", "PD-1.inlet")
    return build.sheet()


def splitter() -> Flowsheet:
    """A bleed of stated mass flow."""
    feed = {"composition": LIQUOR, "rate": "10 t/h"}
    return around("Splitter", {"inlet": feed}, ("main", "side"), tag="SP-1", share=0.15)


def component_splitter() -> Flowsheet:
    """Solids and part of the liquor apart from the rest."""
    feed = {"composition": LIQUOR, "rate": "10 t/h"}
    share = {"s": 0.98, "aq": 0.1}
    return around("ComponentSplitter", {"inlet": feed}, ("first", "second"), tag="CS-1", share=share)


def heater() -> Flowsheet:
    """Liquor heated to a stated temperature."""
    feed = {"composition": LIQUOR, "rate": "10 t/h"}
    return around("Heater", {"inlet": feed}, ("outlet",), tag="E-1", temperature="85 degC")


def conversion_reactor() -> Flowsheet:
    """Hydrogen reduction of nickel oxide, then of the iron oxide beside it."""
    feeds = {
        "inlets": {"composition": {"species": {"NiO(s)": "70 %", "Fe2O3(s)": "30 %"}}, "rate": "2 t/h"},
    }
    build = SheetBuilder("reduction")
    build.unit("Feed", "FD-1", **feeds["inlets"], temperature="400 degC")
    build.unit("Feed", "FD-2", composition="H2(g)", molar_rate="60 kmol/h", temperature="500 degC")
    build.unit(
        "ConversionReactor",
        "R-1",
        reactions=(
            {"reaction": "NiO(s) + H2(g) -> Ni(s) + H2O(g)", "of": "NiO(s)", "conversion": 0.99},
            {"reaction": "3 Fe2O3(s) + H2(g) -> 2 Fe3O4(s) + H2O(g)", "of": "Fe2O3(s)", "conversion": 0.6},
        ),
    )
    build.unit("Product", "PD-1")
    build.stream("FD-1.outlet", "R-1.inlets")
    build.stream("FD-2.outlet", "R-1.inlets")
    build.stream("R-1.outlet", "PD-1.inlet")
    return build.sheet()


EXAMPLES: dict[str, Callable[[], Flowsheet]] = {
    "Feed": mixer,
    "Product": splitter,
    "Mixer": mixer,
    "Splitter": splitter,
    "ComponentSplitter": component_splitter,
    "Heater": heater,
    "ConversionReactor": conversion_reactor,
}
