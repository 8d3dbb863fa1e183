"""A sheet for each gas operation that exercises all its ports."""

from __future__ import annotations

from collections.abc import Callable

from flowsheets.document.records import Flowsheet
from tests.unitops.examples.answers import AIR, around

DUSTY_GAS = {
    "composition": {
        "species": {"N2(g)": "70 %", "CO2(g)": "12 %", "H2O(g)": "10 %", "SO2(g)": "1 %", "SiO2(s)": "7 %"}
    },
    "rate": "10 t/h",
    "temperature": "150 degC",
}


def dust_collector(**changed: object) -> Flowsheet:
    """A bag filter with its fan."""
    entered = {"kind": "bag filter", "fan_efficiency": 0.6, **changed}
    return around("DustCollector", {"gas": DUSTY_GAS}, ("clean", "dust"), **entered)


def scrubber(**changed: object) -> Flowsheet:
    """Sulfur dioxide and dust into caustic soda."""
    entered = {"removal": {"SO2(g)": 0.95, "s": 0.9, "CO2(g)": 0.01}, **changed}
    liquor = {"composition": {"species": {"H2O(l)": "95 %", "NaOH(aq)": "5 %"}}, "rate": "20 t/h"}
    return around("Scrubber", {"gas": DUSTY_GAS, "liquor": liquor}, ("clean", "bleed"), **entered)


LIMED = (
    {"reaction": "2 SO3-2(aq) + O2(g) -> 2 SO4-2(aq)", "of": "SO3-2(aq)", "conversion": 0.98},
    {"reaction": "CaCO3(s) + 2 H+(aq) -> Ca+2(aq) + CO2(g) + H2O(l)", "of": "CaCO3(s)", "conversion": 0.95},
    {"reaction": "Ca+2(aq) + SO4-2(aq) + 2 H2O(l) -> CaSO4·2H2O(s)", "of": "SO4-2(aq)", "conversion": 0.9},
)


def limestone_scrubber(**changed: object) -> Flowsheet:
    """Sulfur dioxide taken by limestone, with air blown into the sump: gypsum; the limestone is found."""
    entered = {
        "removal": {"SO2(g)": 0.95, "s": 0.9},
        "active": "CaCO3(s)",
        "stoichiometric_ratio": 1.03,
        "reactions": LIMED,
        **changed,
    }
    feeds = {
        "gas": DUSTY_GAS,
        "liquor": {"composition": "H2O(l)", "rate": "20 t/h"},
        "reagent": {"composition": {"species": {"CaCO3(s)": "28 %", "SiO2(s)": "2 %", "H2O(l)": "70 %"}}},
        "air": {"composition": AIR, "rate": "1 t/h"},
    }
    return around("Scrubber", feeds, ("clean", "bleed"), **entered)


AIR_FEED = {"composition": AIR, "rate": "10 t/h", "temperature": "25 degC"}


def compressor(**entered: object) -> Flowsheet:
    """Air to three times its pressure."""
    return around("Compressor", {"inlet": AIR_FEED}, ("outlet",), **({"pressure_ratio": 3.0} | dict(entered)))


def expander(**entered: object) -> Flowsheet:
    """Hot gas at 600 kPa to 110 kPa."""
    hot = {**AIR_FEED, "pressure": "600 kPa", "temperature": "400 degC"}
    return around("Expander", {"inlet": hot}, ("outlet",), **({"outlet_pressure": "110 kPa"} | dict(entered)))


WET_GAS = {
    "composition": {"species": {"N2(g)": "60 %", "H2O(g)": "40 %"}, "per": "mole"},
    "rate": "2 t/h",
    "temperature": "120 degC",
}


def condenser(**entered: object) -> Flowsheet:
    """Wet gas cooled to 30 degC."""
    return around("Condenser", {"vapour": WET_GAS}, ("gas", "condensate"), **(entered or {"temperature": "30 degC"}))


def gas_cooler(**entered: object) -> Flowsheet:
    """Kiln gas quenched from 600 to 180 degC; the water is found."""
    hot = {**DUSTY_GAS, "temperature": "600 degC"}
    return around(
        "GasCooler",
        {"gas": hot, "water": {"composition": "H2O(l)"}},
        ("cooled",),
        **(entered or {"temperature": "180 degC"}),
    )


EXAMPLES: dict[str, Callable[[], Flowsheet]] = {
    "DustCollector": dust_collector,
    "Scrubber": scrubber,
    "Scrubber (limestone)": limestone_scrubber,
    "Compressor": compressor,
    "Expander": expander,
    "Condenser": condenser,
    "GasCooler": gas_cooler,
}
