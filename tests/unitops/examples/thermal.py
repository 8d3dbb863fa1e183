"""A sheet for each thermal operation that exercises all its ports."""

from __future__ import annotations

from collections.abc import Callable

from flowsheets.document.records import Flowsheet
from tests.unitops.examples.answers import AIR, around

METHANE = {"composition": "CH4(g)"}
CONCENTRATE = {"LiAlSi2O6(s,alpha)": "78 %", "SiO2(s)": "15 %", "H2O(l)": "7 %"}
TO_BETA = {
    "reaction": "LiAlSi2O6(s,alpha) -> LiAlSi2O6(s,beta)",
    "of": "LiAlSi2O6(s,alpha)",
    "conversion": 0.98,
}


def calciner() -> Flowsheet:
    """Spodumene concentrate at 1080 degC, fired with methane; fuel and air are found."""
    return around(
        "Calciner",
        {
            "feed": {"composition": {"species": CONCENTRATE}, "rate": "100 t/h"},
            "fuel": METHANE,
            "air": {"composition": AIR},
        },
        ("calcine", "offgas"),
        temperature="1080 degC",
        offgas_temperature="300 degC",
        excess_air=0.15,
        reactions=(TO_BETA,),
    )


SULFATION = {
    "reaction": "2 LiAlSi2O6(s,beta) + H2SO4(l) -> Li2SO4(s) + 2 HAlSi2O6(s)",
    "of": "LiAlSi2O6(s,beta)",
    "conversion": 0.97,
}


def acid_roast(**changed: object) -> Flowsheet:
    """Beta-spodumene with 40 % more acid than its lithium takes, at 250 degC with a little air."""
    entered = {"acid_excess": 0.4, "acid_to_gas": 0.03, "temperature": "250 degC", **changed}
    return around(
        "AcidRoastKiln",
        {
            "feed": {
                "composition": {"species": {"LiAlSi2O6(s,beta)": "80 %", "SiO2(s)": "20 %"}},
                "rate": "100 t/h",
                "temperature": "60 degC",
            },
            "acid": {"composition": "98 wt% H2SO4"},
            "air": {"composition": AIR, "rate": "5 t/h"},
        },
        ("roasted", "offgas"),
        reactions=(SULFATION,),
        **{name: value for name, value in entered.items() if value is not None},
    )


def cooler() -> Flowsheet:
    """Calcine to 90 degC with air that is heated to 600 degC."""
    calcine = {"species": {"LiAlSi2O6(s,beta)": "85 %", "SiO2(s)": "15 %"}}
    return around(
        "Cooler",
        {
            "feed": {"composition": calcine, "rate": "93 t/h", "temperature": "1080 degC"},
            "air": {"composition": AIR},
        },
        ("cooled", "warm_air"),
        temperature="90 degC",
        air_temperature="600 degC",
    )


LITHIUM_CARBONATE = {"reaction": "2 Li+(aq) + CO3-2(aq) -> Li2CO3(s)"}
SODIUM_SULFATE = {"reaction": "2 Na+(aq) + SO4-2(aq) -> Na2SO4(s)"}
WET_CARBONATE = {"Li2CO3(s)": "88 %", "H2O(l)": "11.7 %", "Li2SO4(aq)": "0.1 %", "Na2CO3(aq)": "0.2 %"}


def dryer(**changed: object) -> Flowsheet:
    """Lithium carbonate from the centrifuge to 0.2 % moisture, with fuel and air that are found."""
    entered = {
        "heating": "fuel",
        "temperature": "110 degC",
        "moisture": "0.2 wt%",
        "excess_air": 8.0,
        "crystallises": (LITHIUM_CARBONATE, SODIUM_SULFATE),
        **changed,
    }
    return around(
        "Dryer",
        {
            "feed": {"composition": {"species": WET_CARBONATE}, "rate": "4 t/h", "temperature": "60 degC"},
            "fuel": METHANE,
            "air": {"composition": AIR},
        },
        ("dried", "exhaust"),
        **entered,
    )


def heat_exchanger(**entered: object) -> Flowsheet:
    """Water at 90 degC against twice as much at 20 degC."""
    return around(
        "HeatExchanger",
        {
            "hot": {"composition": "H2O(l)", "rate": "10 t/h", "temperature": "90 degC"},
            "cold": {"composition": "H2O(l)", "rate": "20 t/h", "temperature": "20 degC"},
        },
        ("hot_out", "cold_out"),
        **(entered or {"wall_area": "35 m2"}),
    )


def pump(**entered: object) -> Flowsheet:
    """Slurry against 30 m."""
    slurry = {"species": {"H2O(l)": "65 %", "Na2SO4(aq)": "5 %", "SiO2(s)": "30 %"}}
    return around(
        "Pump",
        {"inlet": {"composition": slurry, "rate": "100 t/h"}},
        ("outlet",),
        **(entered or {"head": "30 m"}),
    )


def thermal_oxidiser(**changed: object) -> Flowsheet:
    """Pyrolysis gas burnt at 950 degC with fuel and air that are found."""
    offgas = {"N2(g)": "96 %", "CO(g)": "2.5 %", "H2S(g)": "0.5 %", "H2(g)": "0.1 %", "NH3(g)": "0.9 %"}
    entered = {"temperature": "950 degC", "excess_air": 0.3, **changed}
    return around(
        "ThermalOxidiser",
        {
            "offgas": {"composition": {"species": offgas}, "rate": "10 t/h", "temperature": "300 degC"},
            "fuel": METHANE,
            "air": {"composition": AIR},
        },
        ("flue_gas",),
        **entered,
    )


def boiler() -> Flowsheet:
    """Ten tonnes of feed water an hour to steam of 6 bar, fired with methane."""
    water = {"species": {"H2O(l)": "99.9 %", "NaCl(aq)": "0.1 %"}}
    return around(
        "Boiler",
        {
            "water": {"composition": water, "rate": "10 t/h"},
            "fuel": METHANE,
            "air": {"composition": AIR},
        },
        ("steam", "blowdown", "flue_gas"),
        excess_air=0.1,
    )


EXAMPLES: dict[str, Callable[[], Flowsheet]] = {
    "Calciner": calciner,
    "AcidRoastKiln": acid_roast,
    "Cooler": cooler,
    "Dryer": dryer,
    "HeatExchanger": heat_exchanger,
    "Pump": pump,
    "Boiler": boiler,
    "ThermalOxidiser": thermal_oxidiser,
}
