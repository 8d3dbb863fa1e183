"""A sheet for each roaster that exercises all its ports."""

from __future__ import annotations

from collections.abc import Callable

from flowsheets.document.records import Flowsheet
from tests.unitops.examples.answers import AIR, around

ZINC_CONCENTRATE = {"ZnS(s)": "75 %", "FeS(s)": "18 %", "PbS(s)": "3 %", "SiO2(s)": "3 %", "H2O(l)": "1 %"}
ZINC_ROAST = (
    {"reaction": "2 FeS(s) + 3.5 O2(g) -> Fe2O3(s) + 2 SO2(g)", "of": "FeS(s)", "conversion": 1.0},
    {"reaction": "ZnS(s) + 1.5 O2(g) -> ZnO(s) + SO2(g)", "of": "ZnS(s)", "conversion": 0.99},
    {"reaction": "PbS(s) + 2 O2(g) -> PbSO4(s)", "of": "PbS(s)", "conversion": 1.0},
    {"reaction": "ZnO(s) + Fe2O3(s) -> ZnFe2O4(s)", "of": "Fe2O3(s)", "conversion": 0.8},
)
OXYGEN = {"species": {"O2(g)": "95 %", "N2(g)": "5 %"}, "per": "mole"}
MANGANESE_ORE = {
    "MnO2(s)": "70 %",
    "Fe2O3(s)": "8 %",
    "SiO2(s)": "12 %",
    "Al2O3(s)": "3 %",
    "CaCO3(s)": "2 %",
    "H2O(l)": "5 %",
}
MANGANESE_REDUCTION = (
    {"reaction": "MnO2(s) + CO(g) -> MnO(s) + CO2(g)", "of": "MnO2(s)", "conversion": 0.96},
    {"reaction": "Fe2O3(s) + CO(g) -> 2 FeO(s) + CO2(g)", "of": "Fe2O3(s)", "conversion": 0.3},
    {"reaction": "CaCO3(s) -> CaO(s) + CO2(g)", "of": "CaCO3(s)", "conversion": 0.9},
)


def zinc_roast(oxygen: bool = True, **changed: object) -> Flowsheet:
    """Zinc concentrate at 950 degC with enriched air; air, oxygen and cooling are found."""
    entered = {"temperature": "950 degC", "offgas_oxygen": "4 %", "dust": {"*": 0.4, "SiO2(s)": 0.2}}
    feeds = {
        "feed": {"composition": {"species": ZINC_CONCENTRATE}, "rate": "20 t/h"},
        "air": {"composition": AIR},
    }
    if oxygen:
        feeds["oxygen"] = {"composition": OXYGEN}
        entered["oxygen_in_blast"] = "24 %"
    entered |= changed
    return around(
        "FluidBedRoaster",
        feeds,
        ("calcine", "offgas"),
        reactions=ZINC_ROAST,
        **{name: value for name, value in entered.items() if value is not None},
    )


def manganese_kiln(coal: object = "coal(s)", **changed: object) -> Flowsheet:
    """Manganese ore reduced at 800 degC; coal by dose, air by the heat balance."""
    entered = {
        "temperature": "800 degC",
        "offgas_temperature": "400 degC",
        "fuel_dose": "130 kg/t",
        "burnout": "95 %",
        "heat_supplied_outside": "0 kW",
        **changed,
    }
    return around(
        "KilnRoaster",
        {
            "feed": {"composition": {"species": MANGANESE_ORE}, "rate": "10 t/h"},
            "fuel": {"composition": coal},
            "air": {"composition": AIR},
        },
        ("calcine", "offgas"),
        reactions=MANGANESE_REDUCTION,
        **{name: value for name, value in entered.items() if value is not None},
    )


EXAMPLES: dict[str, Callable[[], Flowsheet]] = {
    "FluidBedRoaster": zinc_roast,
    "KilnRoaster": manganese_kiln,
}
