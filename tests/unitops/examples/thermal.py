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


EXAMPLES: dict[str, Callable[[], Flowsheet]] = {"Calciner": calciner}
