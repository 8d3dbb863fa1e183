"""A sheet for each reactor that exercises what it can do."""

from __future__ import annotations

from collections.abc import Callable

from flowsheets.document.building import SheetBuilder
from flowsheets.document.records import Flowsheet
from tests.unitops.examples.answers import AIR

SHIFT = {"reaction": "CO(g) + H2O(g) -> CO2(g) + H2(g)"}
REFORMING = {"reaction": "CH4(g) + H2O(g) -> CO(g) + 3 H2(g)"}
LIMESTONE = {"reaction": "CaCO3(s) -> CaO(s) + CO2(g)"}
LEACHING = {
    "reaction": "ZnO(s) + H2SO4(aq) -> ZnSO4(aq) + H2O(l)",
    "of": "ZnO(s)",
    "conversion": 0.98,
}


def reactor(operation: str, feeds: list[dict], **parameters: object) -> Flowsheet:
    """A reactor R-1 with feeds FD-1 ... by streams in-1 ..., and a product by stream out."""
    build = SheetBuilder(operation)
    build.unit(operation, "R-1", **parameters)
    for number, feed in enumerate(feeds, 1):
        build.unit("Feed", f"FD-{number}", **feed)
        build.stream(f"FD-{number}.outlet", "R-1.inlets", f"in-{number}")
    build.unit("Product", "PD-1")
    build.stream("R-1.outlet", "PD-1.inlet", "out")
    return build.sheet()


def gas(composition: dict[str, str], rate: str, temperature: str = "25 degC") -> dict:
    """A feed of gas by mole shares."""
    return {
        "composition": {"species": composition, "per": "mole"},
        "molar_rate": rate,
        "temperature": temperature,
    }


def reformer() -> Flowsheet:
    """Steam reforming of methane at 850 degC and 20 bar with an approach."""
    feeds = [
        gas({"CH4(g)": "95 %", "N2(g)": "5 %"}, "100 kmol/h", "400 degC"),
        {"composition": "H2O(g)", "molar_rate": "300 kmol/h", "temperature": "400 degC"},
    ]
    return reactor(
        "EquilibriumReactor",
        feeds,
        reactions=(REFORMING, SHIFT),
        temperature="850 degC",
        pressure="2000 kPa",
        approach=-10,
    )


def adiabatic_shift() -> Flowsheet:
    """High-temperature shift without heat exchange."""
    feed = gas({"CO(g)": "10 %", "CO2(g)": "5 %", "H2(g)": "45 %", "H2O(g)": "40 %"}, "100 kmol/h", "350 degC")
    return reactor("EquilibriumReactor", [feed], reactions=(SHIFT,), pressure="2500 kPa")


def limekiln() -> Flowsheet:
    """Limestone in a stream of air: calcined as far as the air can carry the carbon dioxide."""
    feeds = [
        {"composition": "CaCO3(s)", "rate": "10 t/h"},
        {"composition": AIR, "molar_rate": "300 kmol/h"},
    ]
    return reactor("EquilibriumReactor", feeds, reactions=(LIMESTONE,), temperature="750 degC")


def gasifier() -> Flowsheet:
    """Carbon with steam and oxygen."""
    feeds = [
        {"composition": "C(s)", "rate": "1 t/h"},
        {"composition": "H2O(g)", "molar_rate": "80 kmol/h", "temperature": "200 degC"},
        {"composition": "O2(g)", "molar_rate": "25 kmol/h"},
    ]
    species = ("CO(g)", "CO2(g)", "H2(g)", "H2O(g)", "CH4(g)", "O2(g)", "C(s)")
    return reactor("GibbsReactor", feeds, species=species, temperature="900 degC")


def lithiation() -> Flowsheet:
    """Cobalt oxide of stated make from carbonate, and a second reaction stated by mass."""
    feeds = [
        {"composition": {"species": {"CoCO3(s)": "90 %", "NiO(s)": "10 %"}}, "rate": "1 t/h"},
        {"composition": "H2(g)", "molar_rate": "5 kmol/h"},
    ]
    reactions = (
        {"reaction": "CoCO3(s) -> CoO(s) + CO2(g)"},
        {"reaction": "NiO(s) + H2(g) -> Ni(s) + H2O(g)"},
    )
    return reactor(
        "StoichiometricReactor",
        feeds,
        reactions=reactions,
        molar_rate={"CO2(g)": "2 kmol/h"},
        mass_rate={"Ni(s)": "20 kg/h"},
        temperature="500 degC",
    )


def leaching(**parameters: object) -> Flowsheet:
    """Zinc oxide in dilute sulfuric acid."""
    feeds = [
        {"composition": {"species": {"ZnO(s)": "80 %", "SiO2(s)": "20 %"}}, "rate": "1 t/h"},
        {"composition": {"species": {"H2O(l)": "85 %", "H2SO4(l)": "15 %"}}, "rate": "10 t/h"},
    ]
    entered = {
        "law": "shrinking core, reaction",
        "tanks": "3",
        "characteristic_time": "2 h",
        "activation_energy": "40 kJ/mol",
        "residence_time": "3 h",
        "temperature": "60 degC",
        **parameters,
    }
    entered = {name: value for name, value in entered.items() if value is not None}
    return reactor("KineticReactor", feeds, reactions=(LEACHING,), **entered)


EXAMPLES: dict[str, Callable[[], Flowsheet]] = {
    "EquilibriumReactor": reformer,
    "EquilibriumReactor (adiabatic)": adiabatic_shift,
    "EquilibriumReactor (solids)": limekiln,
    "GibbsReactor": gasifier,
    "StoichiometricReactor": lithiation,
    "KineticReactor": leaching,
    "KineticReactor (first order, volume)": lambda: leaching(law="first order", residence_time=None, volume="40 m3"),
    "KineticReactor (plug flow)": lambda: leaching(law="shrinking core, product layer", tanks="plug flow"),
}
