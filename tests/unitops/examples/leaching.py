"""A sheet for each operation of heap leaching, leach trains, pressure oxidation and iron oxidation."""

from __future__ import annotations

from collections.abc import Callable

from flowsheets.document.building import SheetBuilder
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


SULFIDE_ORE = {"species": {"CuFeS2(s)": "3 %", "CuO(s)": "2 %", "FeS2(s)": "3 %", "CaCO3(s)": "1 %", "SiO2(s)": "91 %"}}
SPENT = {"species": {"H2SO4(aq)": "6 %", "Fe2(SO4)3(aq)": "4 %", "CuSO4(aq)": "1 %", "H2O(l)": "89 %"}}
FERRIC = "CuFeS2(s) + 4 Fe+3(aq) -> Cu+2(aq) + 5 Fe+2(aq) + 2 S(s)"
TENORITE = "CuO(s) + 2 H+(aq) -> Cu+2(aq) + H2O(l)"
OXIDATION = "4 Fe+2(aq) + O2(g) + 4 H+(aq) -> 4 Fe+3(aq) + 2 H2O(l)"


def leach_train(**changed: object) -> Flowsheet:
    """Copper oxide and chalcopyrite in six tanks: acid drives the one, ferric iron that air renews the other."""
    feeds = {
        "feeds": {"composition": SULFIDE_ORE, "rate": "20 t/h"},
        "water": {"composition": SPENT},
        "gas": {"composition": AIR, "rate": "8 t/h"},
    }
    entered = {
        "reactions": (
            {"reaction": TENORITE, "of": "CuO(s)", "conversion": 0.98, "step": 1},
            {"reaction": CALCITE, "of": "CaCO3(s)", "conversion": 1.0, "step": 1},
            {"reaction": FERRIC, "of": "CuFeS2(s)", "conversion": 0.95, "step": 2},
            {"reaction": OXIDATION, "of": "Fe+2(aq)", "conversion": 1.0, "step": 3},
        ),
        "tanks": "6",
        "law": "shrinking core, product layer",
        "by_reaction": "CuO(s)",
        "by_first_order": "Fe+2(aq)",
        "by_entry": "CaCO3(s)",
        "characteristic_time": {"CuO(s)": "4 h", "CuFeS2(s)": "90 h", "Fe+2(aq)": "20 h"},
        "activation_energy": {"CuO(s)": "40 kJ/mol", "CuFeS2(s)": "60 kJ/mol"},
        "reference_temperature": "70 degC",
        "order": {"H+(aq)": 0.5, "Fe+3(aq)": 0.5, "O2(g)": 1},
        "reference_concentration": {"H+(aq)": "1 mol/L", "Fe+3(aq)": "0.2 mol/L"},
        "reference_pressure": "21 kPa",
        "percent_solids": "25 %",
        "temperature": "75 degC",
        "residence_time": "24 h",
        "key_element": "Cu",
        **changed,
    }
    return around("LeachTrain", feeds, ("slurry", "vent"), tag="TK-1", **entered)


def leach_train_at_one_rate(**changed: object) -> Flowsheet:
    """Zinc oxide in spent electrolyte, three tanks of a given volume, no order in the acid."""
    feeds = {
        "feeds": {"composition": {"species": {"ZnO(s)": "70 %", "SiO2(s)": "30 %"}}, "rate": "5 t/h"},
        "reagent": {"composition": {"species": {"H2SO4(aq)": "18 %", "H2O(l)": "82 %"}}},
    }
    entered = {
        "reactions": ({"reaction": "ZnO(s) + 2 H+(aq) -> Zn+2(aq) + H2O(l)", "of": "ZnO(s)", "conversion": 1.0},),
        "tanks": "3",
        "law": "shrinking core, reaction",
        "characteristic_time": {"ZnO(s)": "1 h"},
        "active": "H2SO4(aq)",
        "stoichiometric_ratio": 1.1,
        "temperature": "60 degC",
        "volume": "50 m3",
        "key_element": "Zn",
        **changed,
    }
    return around("LeachTrain", feeds, ("slurry",), tag="TK-1", **entered)


PYRITE_SLURRY = {
    "species": {"FeS2(s)": "2.4 %", "CuFeS2(s)": "0.3 %", "CaCO3(s)": "0.5 %", "SiO2(s)": "36.8 %", "H2O(l)": "60 %"}
}
OXYGEN = {"species": {"O2(g)": "95 %", "N2(g)": "2 %", "Ar(g)": "3 %"}, "per": "mole"}
PYRITE = "4 FeS2(s) + 15 O2(g) + 2 H2O(l) -> 4 Fe+3(aq) + 8 SO4-2(aq) + 4 H+(aq)"
CHALCOPYRITE = "4 CuFeS2(s) + 17 O2(g) + 4 H+(aq) -> 4 Cu+2(aq) + 4 Fe+3(aq) + 8 SO4-2(aq) + 2 H2O(l)"
HYDROLYSIS = "2 Fe+3(aq) + 3 H2O(l) -> Fe2O3(s) + 6 H+(aq)"
ANHYDRITE = "CaCO3(s) + 2 H+(aq) + SO4-2(aq) -> CaSO4(s) + CO2(g) + H2O(l)"


def pressure_oxidation(**changed: object) -> Flowsheet:
    """Refractory pyrite ore at 225 degC; oxygen by its utilisation, quench water by the heat balance."""
    feeds = {
        "feeds": {"composition": PYRITE_SLURRY, "rate": "100 t/h", "temperature": "170 degC"},
        "oxygen": {"composition": OXYGEN, "temperature": "30 degC"},
        "quench": {"composition": WATER},
    }
    entered = {
        "reactions": (
            {"reaction": PYRITE, "of": "FeS2(s)", "conversion": 0.97, "step": 1},
            {"reaction": CHALCOPYRITE, "of": "CuFeS2(s)", "conversion": 0.98, "step": 2},
            {"reaction": ANHYDRITE, "of": "CaCO3(s)", "conversion": 1.0, "step": 3},
            {"reaction": HYDROLYSIS, "of": "Fe+3(aq)", "conversion": 0.85, "step": 4},
        ),
        "temperature": "225 degC",
        "duty": "0 kW",
        "oxygen_utilisation": "85 %",
        "residence_time": "1 h",
        "tanks": "4",
        "key_element": "Fe",
        **changed,
    }
    return around("PressureOxidation", feeds, ("slurry", "vent"), tag="AC-1", **entered)


def autoclave_by_rate(**changed: object) -> Flowsheet:
    """Low in sulfide, so that steam heats it: rates by the oxygen pressure, which the oxygen is dosed for."""
    lean = {"FeS2(s)": "0.8 %", "SiO2(s)": "39.2 %", "H2O(l)": "60 %"}
    feeds = {
        "feeds": {"composition": {"species": lean}, "rate": "100 t/h", "temperature": "90 degC"},
        "oxygen": {"composition": OXYGEN},
        "steam": {"composition": "H2O(g)", "temperature": "250 degC"},
    }
    entered = {
        "reactions": (
            {"reaction": PYRITE, "of": "FeS2(s)", "conversion": 1.0, "step": 1},
            {"reaction": HYDROLYSIS, "of": "Fe+3(aq)", "conversion": 0.9, "step": 2},
        ),
        "law": "shrinking core, reaction",
        "by_entry": "Fe+3(aq)",
        "characteristic_time": {"FeS2(s)": "0.8 h"},
        "activation_energy": {"FeS2(s)": "50 kJ/mol"},
        "reference_temperature": "190 degC",
        "order": {"O2(g)": 0.5},
        "reference_pressure": "500 kPa",
        "temperature": "200 degC",
        "duty": "0 kW",
        "pressure": "2200 kPa",
        "oxygen_pressure": "400 kPa",
        "volume": "120 m3",
        "tanks": "5",
        **changed,
    }
    return around("PressureOxidation", feeds, ("slurry", "vent"), tag="AC-1", **entered)


def flash_tank(**changed: object) -> Flowsheet:
    """Autoclave slurry let down to the open with some oxygen in it; the elevation by the activity of water."""
    slurry = {"species": {"H2SO4(aq)": "3 %", "CuSO4(aq)": "1 %", "Fe2O3(s)": "20 %", "H2O(l)": "76 %"}}
    build = SheetBuilder("let-down")
    build.unit("Feed", "FD-1", composition=slurry, rate="100 t/h", temperature="220 degC", pressure="3 MPa")
    build.unit("Feed", "FD-2", composition=OXYGEN, rate="0.2 t/h", temperature="220 degC", pressure="3 MPa")
    build.unit("FlashTank", "FT-1", **{"elevation": "from water activity", **changed})
    build.unit("Product", "PD-1")
    build.unit("Product", "PD-2")
    build.stream("FD-1.outlet", "FT-1.feeds", "hot")
    build.stream("FD-2.outlet", "FT-1.feeds", "gas")
    build.stream("FT-1.slurry", "PD-1.inlet", "slurry")
    build.stream("FT-1.vapour", "PD-2.inlet", "vapour")
    return build.sheet()


def condensate_flash(**changed: object) -> Flowsheet:
    """Pure condensate from 220 to 100 degC, nothing but steam and water."""
    feeds = {"feeds": {"composition": WATER, "rate": "10 t/h", "temperature": "220 degC", "pressure": "2500 kPa"}}
    entered: dict = {**changed}
    return around("FlashTank", feeds, ("slurry", "vapour"), tag="FT-1", **entered)


def goethite_tank(**changed: object) -> Flowsheet:
    """Iron of a zinc liquor oxidised by air, five times the need, and taken out as goethite with limestone at pH 3."""
    liquor = {"FeSO4(aq)": "1.2 %", "ZnSO4(aq)": "10 %", "H2SO4(aq)": "0.5 %", "H2O(l)": "88.3 %"}
    limestone = {"CaCO3(s)": "28 %", "SiO2(s)": "2 %", "H2O(l)": "70 %"}
    feeds = {
        "feeds": {"composition": {"species": liquor}, "rate": "50 t/h", "temperature": "80 degC"},
        "reagent": {"composition": {"species": limestone}},
        "oxidant": {"composition": AIR},
    }
    entered = {
        "solids": ["FeOOH(s)", "CaSO4·2H2O(s)"],
        "active": "CaCO3(s)",
        "utilisation": 0.9,
        "ph": 3,
        "rate_law": "rate constant",
        "rate_constant": "4 1/h",
        "reference_ph": 3,
        "ph_order": 0.5,
        "oxygen_ratio": 5,
        "temperature": "75 degC",
        "residence_time": "4 h",
        "tanks": 4,
        **changed,
    }
    return around("OxidationTank", feeds, ("slurry", "vent"), tag="TK-1", **entered)


def mine_water(**changed: object) -> Flowsheet:
    """Mine water with 280 mg/L of iron at pH 7 with caustic soda, blown with air, by the law of Stumm and Lee."""
    water = {"FeSO4(aq)": "0.076 %", "Na2SO4(aq)": "0.1 %", "H2O(l)": "99.824 %"}
    feeds = {
        "feeds": {"composition": {"species": water}, "rate": "100 t/h", "temperature": "20.5 degC"},
        "reagent": {"composition": {"species": {"NaOH(aq)": "10 %", "H2O(l)": "90 %"}}},
        "oxidant": {"composition": AIR, "rate": "0.5 t/h"},
    }
    entered = {
        "solids": "Fe(OH)3(s)",
        "active": "NaOH(aq)",
        "ph": 7,
        "rate_law": "Stumm and Lee",
        "transfer_coefficient": "20 1/h",
        "temperature": "20.5 degC",
        "residence_time": "1 h",
        **changed,
    }
    return around("OxidationTank", feeds, ("slurry", "vent"), tag="TK-1", **entered)


def acid_oxidation(**changed: object) -> Flowsheet:
    """Ferrous sulfate in acid oxidised by oxygen to 90 %, no reagent."""
    liquor = {"FeSO4(aq)": "5 %", "H2SO4(aq)": "4 %", "H2O(l)": "91 %"}
    feeds = {
        "feeds": {"composition": {"species": liquor}, "rate": "10 t/h", "temperature": "60 degC"},
        "oxidant": {"composition": "O2(g)", "rate": "50 kg/h", "temperature": "40 degC"},
    }
    entered: dict = {"solids": (), "oxidation_limit": 0.9, **changed}
    return around("OxidationTank", feeds, ("slurry", "vent"), tag="TK-1", **entered)


EXAMPLES: dict[str, Callable[[], Flowsheet]] = {
    "HeapLeach": heap_leach,
    "HeapLeach (law)": heap_by_law,
    "LeachTrain": leach_train,
    "LeachTrain (one rate)": leach_train_at_one_rate,
    "PressureOxidation": pressure_oxidation,
    "PressureOxidation (rate)": autoclave_by_rate,
    "FlashTank": flash_tank,
    "FlashTank (condensate)": condensate_flash,
    "OxidationTank": goethite_tank,
    "OxidationTank (mine water)": mine_water,
    "OxidationTank (acid)": acid_oxidation,
}
