"""A sheet for each operation of leaching, neutralisation and precipitation that exercises its ports."""

from __future__ import annotations

from collections.abc import Callable

from flowsheets.document.building import SheetBuilder
from flowsheets.document.records import Flowsheet
from tests.unitops.examples.answers import AIR, around

WATER = {"species": {"H2O(l)": "100 %"}}
ACID = {"species": {"H2SO4(l)": "98 %", "H2O(l)": "2 %"}}
SODA_ASH = {"species": {"Na2CO3(aq)": "25 %", "NaCl(aq)": "0.1 %", "H2O(l)": "74.9 %"}}
LIMESTONE = {"species": {"CaCO3(s)": "24 %", "SiO2(s)": "1 %", "H2O(l)": "75 %"}}
LEACH_LIQUOR = {
    "species": {
        "Li2SO4(aq)": "9 %",
        "H2SO4(aq)": "1.5 %",
        "Al2(SO4)3(aq)": "0.7 %",
        "Fe2(SO4)3(aq)": "0.5 %",
        "MgSO4(aq)": "0.3 %",
        "H2O(l)": "88 %",
    }
}
LITHIUM_LIQUOR = {"species": {"Li2SO4(aq)": "22 %", "Na2SO4(aq)": "4 %", "H2O(l)": "74 %"}}


def tank(**changed: object) -> Flowsheet:
    """Slaking of quicklime with 5 % grit in four times its mass of water."""
    lime = {"composition": {"species": {"CaO(s)": "95 %", "SiO2(s)": "5 %"}}, "rate": "1 t/h"}
    build = SheetBuilder("slaking")
    build.unit("Feed", "FD-1", **lime)
    build.unit("Feed", "FD-2", composition=WATER, rate="4 t/h")
    slaking = {"reaction": "CaO(s) + H2O(l) -> Ca(OH)2(s)", "of": "CaO(s)", "conversion": 0.95}
    build.unit("Tank", "TK-1", **{"reactions": (slaking,), "evaporation": "50 kg/h", **changed})
    build.unit("Product", "PD-1")
    build.unit("Product", "PD-2")
    build.stream("FD-1.outlet", "TK-1.feeds", "lime")
    build.stream("FD-2.outlet", "TK-1.feeds", "water")
    build.stream("TK-1.slurry", "PD-1.inlet", "slurry")
    build.stream("TK-1.vent", "PD-2.inlet", "vapour")
    return build.sheet()


def dosed_tank(**changed: object) -> Flowsheet:
    """Soda ash dissolved in water to 200 g/L of water fed, heated to 60 degC."""
    feeds = {
        "feeds": {"composition": WATER, "rate": "8 t/h"},
        "reagent": {"composition": {"species": {"Na2CO3(s)": "99 %", "NaCl(s)": "1 %"}}},
    }
    entered = {
        "active": "Na2CO3(s)",
        "dissolving": "NaCl(s)",
        "dose_per_liquor": "200 g/L",
        "temperature": "60 degC",
        "wall_area": "30 m2",
        **changed,
    }
    return around("Tank", feeds, ("slurry",), tag="TK-1", **entered)


def leach_tank(**changed: object) -> Flowsheet:
    """Acid leach of an iron and lime bearing ore at 30 % solids with 10 % more acid than it takes, air blown in."""
    ore = {"CaO(s)": "10 %", "Fe2O3(s)": "5 %", "SiO2(s)": "85 %"}
    feeds = {
        "feeds": {"composition": {"species": ore}, "rate": "10 t/h"},
        "water": {"composition": WATER},
        "reagent": {"composition": ACID},
        "gas": {"composition": AIR, "rate": "0.5 t/h"},
    }
    gypsum = "CaO(s) + 2 H+(aq) + SO4-2(aq) + H2O(l) -> CaSO4·2H2O(s)"
    iron = "Fe2O3(s) + 6 H+(aq) -> 2 Fe+3(aq) + 3 H2O(l)"
    entered = {
        "active": "H2SO4(l)",
        "stoichiometric_ratio": 1.1,
        "percent_solids": "30 %",
        "temperature": "70 degC",
        "residence_time": "6 h",
        "tanks": 4,
        "agitator_power": "45 kW",
        "key_element": "Fe",
        "residual_species": "Fe+3(aq)",
        "reactions": (
            {"reaction": gypsum, "of": "CaO(s)", "conversion": 0.99},
            {"reaction": iron, "of": "Fe2O3(s)", "conversion": 0.3},
        ),
        **changed,
    }
    return around("LeachTank", feeds, ("slurry", "vent"), tag="TK-1", **entered)


def lithium_carbonate(**changed: object) -> Flowsheet:
    """Lithium carbonate from sulfate liquor with 5 % excess of soda ash at 95 degC."""
    feeds = {
        "feeds": {"composition": LITHIUM_LIQUOR, "rate": "10 t/h", "temperature": "60 degC"},
        "reagent": {"composition": SODA_ASH, "temperature": "60 degC"},
    }
    occlusion = {"reaction": "2 Na+(aq) + CO3-2(aq) -> Na2CO3(s)", "of": "Na+(aq)", "conversion": 0.001}
    entered = {
        "solids": "Li2CO3(s)",
        "active": "Na2CO3(aq)",
        "needs": {"Li+(aq)": 0.5},
        "stoichiometric_ratio": 1.05,
        "residual_species": "Li+(aq)",
        "temperature": "95 degC",
        "co_precipitation": (occlusion,),
        **changed,
    }
    return around("Precipitator", feeds, ("slurry",), tag="R-1", **entered)


def by_conversion(**changed: object) -> Flowsheet:
    """Calcium removed as calcite by soda ash, 99 % of it, to 0.5 g/L of carbonate in excess."""
    liquor = {"species": {"Li2SO4(aq)": "9 %", "CaSO4(aq)": "0.15 %", "H2O(l)": "90.85 %"}}
    feeds = {
        "feeds": {"composition": liquor, "rate": "10 t/h", "temperature": "50 degC"},
        "reagent": {"composition": SODA_ASH},
    }
    calcite = {
        "reaction": "Ca+2(aq) + CO3-2(aq) -> CaCO3(s)",
        "of": "Ca+2(aq)",
        "conversion": 0.99,
        "limited": False,
    }
    entered = {
        "formation": "conversions",
        "reactions": (calcite,),
        "solids": "CaCO3(s)",
        "active": "Na2CO3(aq)",
        "residual_species": "CO3-2(aq)",
        "residual": "0.5 g/L",
        **changed,
    }
    return around("Precipitator", feeds, ("slurry",), tag="R-1", **entered)


def magnesium_removal(**changed: object) -> Flowsheet:
    """Magnesium precipitated at pH 11 with slaked lime, the calcium that stays as gypsum."""
    liquor = {"Li2SO4(aq)": "10 %", "MgSO4(aq)": "0.5 %", "H2O(l)": "89.5 %"}
    feeds = {
        "feeds": {"composition": {"species": liquor}, "rate": "10 t/h", "temperature": "50 degC"},
        "reagent": {"composition": {"species": {"Ca(OH)2(s)": "20 %", "H2O(l)": "80 %"}}},
    }
    entered = {
        "solids": ["Mg(OH)2(s)", "CaSO4·2H2O(s)", "Ca(OH)2(s)"],
        "active": "Ca(OH)2(s)",
        "utilisation": 0.9,
        "ph": 11,
        **changed,
    }
    return around("Precipitator", feeds, ("slurry",), tag="R-1", **entered)


def bicarbonation(**changed: object) -> Flowsheet:
    """Polish of lithium carbonate: taken up by carbonic acid at 25 degC and 1 atm, thrown out again at 90 degC."""
    build = SheetBuilder("bicarbonation")
    build.unit("Feed", "FD-1", composition="Li2CO3(s)", rate="0.7 t/h")
    build.unit("Feed", "FD-2", composition=WATER, rate="20 t/h")
    build.unit("Feed", "FD-3", composition="CO2(g)", rate="0.5 t/h")
    taken = {"redissolution": "on", "carbon_dioxide": "1 atm", "temperature": "25 degC", **changed}
    build.unit("Precipitator", "R-1", solids="Li2CO3(s)", **taken)
    build.unit("Precipitator", "R-2", solids="Li2CO3(s)", carbon_dioxide="0.2 atm", temperature="90 degC")
    for tag in ("PD-1", "PD-2", "PD-3"):
        build.unit("Product", tag)
    build.stream("FD-1.outlet", "R-1.feeds", "crude")
    build.stream("FD-2.outlet", "R-1.feeds", "water")
    build.stream("FD-3.outlet", "R-1.gas", "gas")
    build.stream("R-1.slurry", "R-2.feeds", "bicarbonate")
    build.stream("R-2.slurry", "PD-1.inlet", "slurry")
    build.stream("R-1.vent", "PD-2.inlet", "unused")
    build.stream("R-2.vent", "PD-3.inlet", "released")
    return build.sheet()


def neutralisation(**changed: object) -> Flowsheet:
    """Acid, iron and aluminium of a spodumene leach liquor removed with limestone at pH 5.5."""
    feeds = {
        "feeds": {"composition": LEACH_LIQUOR, "rate": "20 t/h", "temperature": "60 degC"},
        "reagent": {"composition": LIMESTONE},
    }
    entered = {"active": "CaCO3(s)", "utilisation": 0.95, "ph": 5.5, **changed}
    return around("NeutralisationTank", feeds, ("slurry", "vent"), tag="TK-1", **entered)


def oxidising_neutralisation(**changed: object) -> Flowsheet:
    """Ferrous iron oxidised by air and taken out as goethite with caustic soda at pH 4."""
    liquor = {"FeSO4(aq)": "1 %", "ZnSO4(aq)": "8 %", "H2SO4(aq)": "0.5 %", "H2O(l)": "90.5 %"}
    feeds = {
        "feeds": {"composition": {"species": liquor}, "rate": "20 t/h", "temperature": "60 degC"},
        "reagent": {"composition": {"species": {"NaOH(aq)": "20 %", "H2O(l)": "80 %"}}},
        "gas": {"composition": AIR, "rate": "1 t/h"},
    }
    oxidation = "4 Fe+2(aq) + O2(g) + 6 H2O(l) -> 4 FeOOH(s) + 8 H+(aq)"
    row = {"reaction": oxidation, "of": "Fe+2(aq)", "conversion": 0.98}
    entered = {"active": "NaOH(aq)", "ph": 4, "solids": "FeOOH(s)", "reactions": (row,), **changed}
    return around("NeutralisationTank", feeds, ("slurry", "vent"), tag="TK-1", **entered)


def make_up(**changed: object) -> Flowsheet:
    """Spent leach acid brought back to 150 g/L of sulfate with strong acid."""
    feeds = {
        "inlet": {
            "composition": {"species": {"H2SO4(aq)": "8 %", "Na2SO4(aq)": "2 %", "H2O(l)": "90 %"}},
            "rate": "10 t/h",
            "temperature": "40 degC",
        },
        "makeup": {"composition": ACID},
    }
    entered = {"of": "SO4-2(aq)", "reference": "Na+(aq)", "concentration": "150 g/L", **changed}
    return around("MakeUp", feeds, ("outlet",), tag="MU-1", **entered)


EXAMPLES: dict[str, Callable[[], Flowsheet]] = {
    "Tank": tank,
    "Tank (dose)": dosed_tank,
    "LeachTank": leach_tank,
    "Precipitator": lithium_carbonate,
    "Precipitator (conversions)": by_conversion,
    "Precipitator (pH)": magnesium_removal,
    "Precipitator (bicarbonation)": bicarbonation,
    "NeutralisationTank": neutralisation,
    "NeutralisationTank (air)": oxidising_neutralisation,
    "MakeUp": make_up,
}
