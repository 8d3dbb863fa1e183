"""A sheet for each operation of heap leaching, leach trains, pressure oxidation and iron oxidation."""

from __future__ import annotations

from collections.abc import Callable

from flowsheets.document.records import Flowsheet
from tests.unitops.examples.answers import AIR, around

WATER = {"species": {"H2O(l)": "100 %"}}
ACID = {"species": {"H2SO4(l)": "98 %", "H2O(l)": "2 %"}}
RAFFINATE = {
    "species": {
        "CuSO4(aq)": "0.1 %",
        "H2SO4(aq)": "1 %",
        "FeSO4(aq)": "0.4 %",
        "Fe2(SO4)3(aq)": "0.6 %",
        "Al2(SO4)3(aq)": "2 %",
        "H2O(l)": "95.9 %",
    }
}
OXIDE_ORE = {
    "species": {
        "Cu2(OH)2CO3(s)": "0.7 %",
        "CuSiO3·2H2O(s)": "0.5 %",
        "CaCO3(s)": "0.8 %",
        "Fe2O3(s)": "3 %",
        "SiO2(s)": "93 %",
        "H2O(l)": "2 %",
    }
}
MALACHITE = "Cu2(OH)2CO3(s) + 4 H+(aq) -> 2 Cu+2(aq) + CO2(g) + 3 H2O(l)"
CHRYSOCOLLA = "CuSiO3·2H2O(s) + 2 H+(aq) -> Cu+2(aq) + SiO2(s,am) + 3 H2O(l)"
CALCITE = "CaCO3(s) + 2 H+(aq) + SO4-2(aq) + H2O(l) -> CaSO4·2H2O(s) + CO2(g)"
HEMATITE = "Fe2O3(s) + 6 H+(aq) -> 2 Fe+3(aq) + 3 H2O(l)"


def heap_leach(**changed: object) -> Flowsheet:
    """Copper oxide ore cured with acid and irrigated with raffinate at the figures of Taltal, 350 t/h of ore."""
    feeds = {
        "ore": {"composition": OXIDE_ORE, "rate": "350 t/h"},
        "acid": {"composition": ACID},
        "water": {"composition": WATER},
        "lixiviant": {"composition": RAFFINATE},
        "rain": {"composition": WATER, "rate": "1 t/h"},
    }
    entered = {
        "reactions": (
            {"reaction": MALACHITE, "of": "Cu2(OH)2CO3(s)", "conversion": 0.9},
            {"reaction": CHRYSOCOLLA, "of": "CuSiO3·2H2O(s)", "conversion": 0.6},
        ),
        "gangue_reactions": (
            {"reaction": CALCITE, "of": "CaCO3(s)", "conversion": 0.95},
            {"reaction": HEMATITE, "of": "Fe2O3(s)", "conversion": 0.02},
        ),
        "key_element": "Cu",
        "cure_acid": "11.3 kg/t",
        "cure_water": "46.9 kg/t",
        "leach_ratio": "1.0 m3/t",
        **changed,
    }
    return around("HeapLeach", feeds, ("pls", "ripios", "vapour"), tag="HL-1", **entered)


def heap_by_law(**changed: object) -> Flowsheet:
    """The same by a first-order law, the gangue stated by the acid it takes, evaporation by area, air blown in."""
    feeds = {
        "ore": {"composition": OXIDE_ORE, "rate": "350 t/h"},
        "acid": {"composition": ACID, "rate": "6 t/h"},
        "lixiviant": {"composition": RAFFINATE, "rate": "400 t/h", "temperature": "22 degC"},
        "rain": {"composition": WATER},
        "air": {"composition": AIR, "rate": "5 t/h"},
    }
    rows = (
        {"reaction": MALACHITE, "of": "Cu2(OH)2CO3(s)", "conversion": 0.95},
        {"reaction": CHRYSOCOLLA, "of": "CuSiO3·2H2O(s)", "conversion": 0.8},
        {
            "reaction": "4 Fe+2(aq) + O2(g) + 4 H+(aq) -> 4 Fe+3(aq) + 2 H2O(l)",
            "of": "Fe+2(aq)",
            "conversion": 0.3,
            "step": 1,
        },
    )
    entered = {
        "reactions": rows,
        "gangue_reactions": ({"reaction": HEMATITE, "of": "Fe2O3(s)", "conversion": 0.01},),
        "recovery_law": "first order",
        "characteristic_time": "30 d",
        "gangue_acid": "8 kg/t",
        "leach_time": "60 d",
        "evaporation_rate": "0.2 L/m2/h",
        "rainfall": "0.005 L/m2/h",
        "key_element": "Cu",
        "temperature": "20 degC",
        **changed,
    }
    return around("HeapLeach", feeds, ("pls", "ripios", "vapour"), tag="HL-1", **entered)


EXAMPLES: dict[str, Callable[[], Flowsheet]] = {
    "HeapLeach": heap_leach,
    "HeapLeach (law)": heap_by_law,
}
