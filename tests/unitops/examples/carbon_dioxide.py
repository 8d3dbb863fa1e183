"""A sheet for each operation of carbon dioxide extraction."""

from __future__ import annotations

from collections.abc import Callable

from flowsheets.document.records import Flowsheet
from tests.unitops.examples.answers import around

CELLS = {
    "species": {
        "Al(s)": "60 %",
        "C(s)": "29 %",
        "C3H4O3(o)": "4 %",
        "C3H6O3(o)": "3 %",
        "C4H8O3(o)": "2.6 %",
        "LiPF6(o)": "1.4 %",
    }
}
FLUID = {"species": {"CO2(f)": "96 %", "C2H3N(o)": "3 %", "C4H6O3(o)": "1 %"}}
LOADED = {
    "species": {"CO2(f)": "95 %", "C3H4O3(o)": "2 %", "C3H6O3(o)": "2 %", "LiPF6(o)": "0.5 %", "C4H6O3(o)": "0.5 %"}
}
CARBON_DIOXIDE = {"species": {"CO2(f)": "99.8 %", "C3H6O3(o)": "0.2 %"}}
SUPERCRITICAL = {"composition": FLUID, "rate": "8 t/h", "temperature": "40 degC", "pressure": "15 MPa"}


def extractor() -> Flowsheet:
    """Shredded cells washed with supercritical carbon dioxide and co-solvent; falling rate, vented."""
    feeds = {"feed": {"composition": CELLS, "rate": "1 t/h", "pressure": "15 MPa"}, "fluid": SUPERCRITICAL}
    return around("CarbonDioxideExtractor", feeds, ("extract", "spent", "vent"), tag="X-1", state="supercritical")


def extractor_at_constant_rate() -> Flowsheet:
    """Liquid carbon dioxide without co-solvent or vent; film coefficient entered, a solubility of its own."""
    liquid = {"composition": CARBON_DIOXIDE, "rate": "4 t/h", "temperature": "20 degC", "pressure": "10 MPa"}
    return around(
        "CarbonDioxideExtractor",
        {"feed": {"composition": CELLS, "rate": "1 t/h", "pressure": "10 MPa"}, "fluid": liquid},
        ("extract", "spent"),
        tag="X-1",
        temperature="20 degC",
        course="constant rate",
        film_coefficient="2e-5 m/s",
        solubility={"C4H8O3(o)": "3 g/kg"},
    )


def let_down_separator() -> Flowsheet:
    """Loaded carbon dioxide let down to 5 MPa."""
    feed = {"composition": LOADED, "rate": "8 t/h", "temperature": "40 degC", "pressure": "15 MPa"}
    return around("LetDownSeparator", {"inlet": feed}, ("gas", "liquid"), tag="S-1")


def let_down_to_atmosphere() -> Flowsheet:
    """Extract with dissolved carbon dioxide let down to the atmosphere."""
    feed = {"composition": {"species": {"CO2(f)": "30 %", "C3H6O3(o)": "70 %"}}, "rate": "1 t/h", "pressure": "5 MPa"}
    return around(
        "LetDownSeparator",
        {"inlet": feed},
        ("gas", "liquid"),
        tag="S-1",
        pressure="120 kPa",
        temperature="20 degC",
        gas_leaves_as="ideal gas",
        dissolved="0.02 mol/mol",
        gas_nonideality=1.0,
    )


def pump() -> Flowsheet:
    """Subcooled liquid to 30 MPa."""
    feed = {"composition": CARBON_DIOXIDE, "rate": "8 t/h", "temperature": "10 degC", "pressure": "6 MPa"}
    return around("CarbonDioxidePump", {"inlet": feed}, ("outlet",), tag="P-1", outlet_pressure="30 MPa")


def compressor() -> Flowsheet:
    """Gas from 2 to 6 MPa."""
    feed = {"composition": CARBON_DIOXIDE, "rate": "2 t/h", "temperature": "25 degC", "pressure": "2 MPa"}
    return around("CarbonDioxideCompressor", {"inlet": feed}, ("outlet",), tag="K-1", pressure_rise="4 MPa")


def condenser() -> Flowsheet:
    """Gas at 5 MPa condensed and subcooled by a refrigerating machine."""
    feed = {"composition": CARBON_DIOXIDE, "rate": "8 t/h", "temperature": "30 degC", "pressure": "5 MPa"}
    return around("CarbonDioxideCondenser", {"inlet": feed}, ("outlet",), tag="E-1", coefficient_of_performance=5)


def condenser_to_temperature() -> Flowsheet:
    """Dense fluid cooled to a temperature, without a machine."""
    feed = {"composition": CARBON_DIOXIDE, "rate": "8 t/h", "temperature": "60 degC", "pressure": "12 MPa"}
    return around("CarbonDioxideCondenser", {"inlet": feed}, ("outlet",), tag="E-1", temperature="20 degC")


def sorbent_bed() -> Flowsheet:
    """Hydrogen fluoride taken out of an electrolyte by alumina, dosed by its capacity."""
    feed = {"composition": {"species": {"C3H6O3(o)": "99.5 %", "HF(l)": "0.5 %"}}, "rate": "1 t/h"}
    return around(
        "SorbentBed",
        {"inlet": feed, "sorbent": {"composition": {"species": {"Al2O3(s)": "100 %"}}}},
        ("treated", "loaded"),
        tag="A-1",
        removal={"HF(l)": "99 %"},
    )


EXAMPLES: dict[str, Callable[[], Flowsheet]] = {
    "CarbonDioxideExtractor": extractor,
    "CarbonDioxideExtractor (constant rate)": extractor_at_constant_rate,
    "LetDownSeparator": let_down_separator,
    "LetDownSeparator (to the atmosphere)": let_down_to_atmosphere,
    "CarbonDioxidePump": pump,
    "CarbonDioxideCompressor": compressor,
    "CarbonDioxideCondenser": condenser,
    "CarbonDioxideCondenser (to a temperature)": condenser_to_temperature,
    "SorbentBed": sorbent_bed,
}
