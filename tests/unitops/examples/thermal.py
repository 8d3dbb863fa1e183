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
                "temperature": "90 degC",
            },
            "acid": {"composition": "98 wt% H2SO4"},
            "air": {"composition": AIR, "rate": "5 t/h"},
        },
        ("roasted", "offgas"),
        reactions=(SULFATION,),
        **{name: value for name, value in entered.items() if value is not None},
    )


EXAMPLES: dict[str, Callable[[], Flowsheet]] = {
    "Calciner": calciner,
    "AcidRoastKiln": acid_roast,
}
