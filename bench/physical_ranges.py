"""Between what a number of a plant can be at all, where a unit's declared bounds only keep out what cannot be read.

Each range says of what kind it is and why:

- ``NATURE``: a constant of nature or what follows from one,
- ``PUBLISHED``: what was measured or is operated, with its source,
- ``EQUIPMENT``: a limit of the equipment, set by engineering judgement; it has no source, and none is claimed.

Either end of a range may be of another kind than the other; the weaker one counts. Numbers that are not listed move
between their declared bounds where those are shares by definition (of conversion, removal, split, efficiency: from
nothing to all), and from nothing to twice what the sheet enters where they are rates, doses, times and sizes of a
plant, which nothing but its design limits.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bench.range_sources import (
    ACID_BOILS,
    ACID_ROASTED,
    CO2_FREEZES,
    COPPER_DEPOSITED,
    ENTRAINED,
    FLANGES,
    HEAP,
    LIME_PH,
    MANGANESE_REDUCED,
    ORE_STACKED,
    RAIN,
    SALT_DISSOCIATES,
    SOLVENTS_BOIL,
    SPODUMENE_INVERTS,
    SPODUMENE_MELTS,
    STEAM,
)


class Kind(StrEnum):
    """On what a range rests."""

    NATURE = "constant of nature"
    PUBLISHED = "published"
    EQUIPMENT = "limit of the equipment"


NATURE, PUBLISHED, EQUIPMENT = Kind.NATURE, Kind.PUBLISHED, Kind.EQUIPMENT


@dataclass(frozen=True)
class PhysicalRange:
    """Low and high in the unit in which the parameter is declared, on what they rest, why, and the source."""

    low: float
    high: float
    kind: Kind
    why: str
    source: str = ""


AQUEOUS = PhysicalRange(
    0.5, 100.0, NATURE, "liquor at 1 atm: between the freezing and the boiling point of water", STEAM
)
VACUUM = PhysicalRange(
    40.0, 100.0, NATURE, "water boils at 7.4 kPa, what a surface condenser on cooling water holds, to 101 kPa", STEAM
)
ELECTROLYTE = PhysicalRange(
    -50.0, 106.0, NATURE, "above the triple point of CO2; LiPF6 dissociates above 380 K",
    f"{CO2_FREEZES}; {SALT_DISSOCIATES}",
)  # fmt: skip
CARBON_DIOXIDE = PhysicalRange(
    -50.0,
    200.0,
    EQUIPMENT,
    "above the triple point of CO2; steam of 16 bar heats no further",
    f"{CO2_FREEZES}; {STEAM}",
)
DILUENT = PhysicalRange(5.0, 60.0, EQUIPMENT, "organic still settles; below the flash point of kerosene diluents")
BY_LIME = PhysicalRange(
    1.0, 12.4, PUBLISHED, "saturated lime at 25 degC has pH 12.45; below pH 1 acid is wasted", LIME_PH
)
DRY = PhysicalRange(
    100.0,
    300.0,
    EQUIPMENT,
    "free of water above its boiling point at 1 atm; below where steam coils and belts end",
    STEAM,
)
VOIDS = PhysicalRange(
    1.0, 60.0, EQUIPMENT, "liquor in the voids of a cake: crystals spun dry to a clay-like residue pressed"
)
WASH = PhysicalRange(0.0, 5.0, EQUIPMENT, "displacements of the cake's liquor; more only dilutes the filtrate")
CAPACITY_USED = PhysicalRange(
    1.0, 5.0, NATURE, "not less than the capacity that was used (stoichiometry); beyond five it only passes through"
)
PRESSURE = PhysicalRange(
    101.325, 42000.0, PUBLISHED, "from the atmosphere to the rating of class 2500 flanges at 38 degC", FLANGES
)
ENTRAINMENT = PhysicalRange(
    0.0, 20.0, EQUIPMENT, "a settler that carries over ten times what is usual (2 L/m3) has flooded", ENTRAINED
)
DUST = PhysicalRange(0.0, 0.5, EQUIPMENT, "where more than half is carried off, it is conveying, not a kiln or dryer")
AIR = PhysicalRange(0.0, 2.0, EQUIPMENT, "up to three times the air; more cools the flame below what the duty asks")
ON_THE_PAD = PhysicalRange(
    0.0, 60.0, EQUIPMENT, "not as long as the leach itself, some 80 days; 7 days of cure are usual", ORE_STACKED
)
OFFGAS = PhysicalRange(120.0, 800.0, EQUIPMENT, "above the dew point, below the solids at the feed end")

RANGES: dict[tuple[str, str], PhysicalRange] = {
    ("temperature", "Precipitator"): AQUEOUS,
    ("temperature", "LeachTank"): AQUEOUS,
    ("temperature", "NeutralisationTank"): AQUEOUS,
    ("temperature", "Tank"): AQUEOUS,
    ("temperature", "Crystalliser"): AQUEOUS,
    ("temperature", "Condenser"): AQUEOUS,
    ("temperature", "Feed"): AQUEOUS,
    ("temperature", "RecompressionCrystalliser"): VACUUM,
    ("temperature", "Evaporator"): VACUUM,
    ("temperature", "MixerSettler"): DILUENT,
    ("temperature", "SolventExtraction"): DILUENT,
    ("temperature", "HeapLeach"): PhysicalRange(
        0.5, 60.0, EQUIPMENT, "above the freezing point; below what liners and drippers of polyethylene bear"
    ),
    ("temperature", "Dryer"): DRY,
    ("temperature", "Cooler"): PhysicalRange(30.0, 300.0, EQUIPMENT, "above cooling water, below what conveyors carry"),
    ("temperature", "AcidRoastKiln"): PhysicalRange(
        200.0, 335.0, PUBLISHED, "baked at 200 to 300 degC; sulfuric acid boils at 337 degC",
        f"{ACID_ROASTED}; {ACID_BOILS}",
    ),
    ("temperature", "Calciner"): PhysicalRange(
        900.0, 1400.0, PUBLISHED, "inverts measurably from 896 degC; spodumene melts at 1420 degC",
        f"{SPODUMENE_INVERTS}; {SPODUMENE_MELTS}",
    ),
    ("temperature", "KilnRoaster"): PhysicalRange(
        400.0, 1000.0, PUBLISHED, "MnO2 to Mn2O3 at 400 to 600 degC, Mn2O3 to Mn3O4 up to 1000", MANGANESE_REDUCED
    ),
    ("temperature", "GasCooler"): PhysicalRange(
        120.0, 1000.0, EQUIPMENT, "above the dew point of acid, below what leaves a burner"
    ),
    ("temperature", "Heater"): CARBON_DIOXIDE,
    ("temperature", "ConversionReactor"): ELECTROLYTE,
    ("cold_temperature", "HeatExchanger"): AQUEOUS,
    ("temperature", "CarbonDioxideExtractor"): ELECTROLYTE,
    ("temperature", "LetDownSeparator"): ELECTROLYTE,
    ("bottoms_temperature", "DistillationColumn"): PhysicalRange(
        40.0, 250.0, EQUIPMENT, "from acetonitrile under vacuum (82 degC at 1 atm) to ethylene carbonate (248 degC)",
        SOLVENTS_BOIL,
    ),
    ("distillate_temperature", "DistillationColumn"): PhysicalRange(
        -20.0, 90.0, EQUIPMENT, "condensed against brine; dimethyl carbonate boils at 90 degC", SOLVENTS_BOIL
    ),
    ("air_temperature", "Cooler"): PhysicalRange(25.0, 1000.0, NATURE, "second law: not hotter than what it cools"),
    ("offgas_temperature", "Calciner"): PhysicalRange(
        120.0, 1000.0, EQUIPMENT, "above the dew point, below the solids of the burning zone"
    ),
    ("offgas_temperature", "KilnRoaster"): OFFGAS,
    ("ph", "Precipitator"): BY_LIME,
    ("ph", "NeutralisationTank"): BY_LIME,
    ("cake_moisture", ""): VOIDS,
    ("moisture", "Dryer"): PhysicalRange(0.0, 20.0, EQUIPMENT, "what leaves a dryer is drier than a centrifuge's cake"),
    ("wash_to_solids", ""): WASH,
    ("wash_ratio", ""): WASH,
    ("regenerant_ratio", ""): CAPACITY_USED,
    ("conversion_ratio", ""): CAPACITY_USED,
    ("excess_air", ""): AIR,
    ("excess_oxygen", ""): PhysicalRange(-0.6, 2.0, EQUIPMENT, "fuel burns down to a fuel-rich limit; see excess air"),
    ("outlet_pressure", ""): PRESSURE,
    ("pressure", "LetDownSeparator"): PRESSURE,
    ("pressure", "Mixer"): PRESSURE,
    ("pressure", "Feed"): PRESSURE,
    ("pressure", "MakeUp"): PRESSURE,
    ("pressure", "ConversionReactor"): PRESSURE,
    ("gas_nonideality", "LetDownSeparator"): PhysicalRange(
        1.0, 50.0, EQUIPMENT, "from an ideal gas to a dense one, which a separator must not hold"
    ),
    ("coefficient_of_performance", "CarbonDioxideCondenser"): PhysicalRange(
        0.5, 14.0, NATURE, "second law: 283/20 between 10 and 30 degC; below 0.5 the machine only heats"
    ),
    ("capacity", "SorbentBed"): PhysicalRange(
        0.01, 1.0, EQUIPMENT, "pores of some 0.3 to 1 mL/g filled; below a hundredth nobody loads a bed"
    ),
    ("approach", "HeatExchanger"): PhysicalRange(1.0, 50.0, EQUIPMENT, "closer, area grows without end"),
    ("acid_to_gas", ""): PhysicalRange(
        0.0, 0.2, EQUIPMENT, "the acid boils above every roast; a fifth of it lost is a leak", ACID_BOILS
    ),
    ("dust", ""): DUST,
    ("lift_height", "HeapLeach"): PhysicalRange(
        1.0, 150.0, PUBLISHED, "heaps approach 150 m; a lift lower than its drain layer is none", HEAP
    ),
    ("irrigation_rate", "HeapLeach"): PhysicalRange(
        1.0, 20.0, EQUIPMENT, "drippers clog below, ore of ordinary permeability ponds above; 5 is usual", ORE_STACKED
    ),
    ("characteristic_time", "HeapLeach"): PhysicalRange(1.0, 1000.0, EQUIPMENT, "from a day to the life of a pad"),
    ("cure_acid", "HeapLeach"): PhysicalRange(
        0.0, 100.0, EQUIPMENT, "with its water what ore holds between its grains; 11 kg/t is usual", ORE_STACKED
    ),
    ("cure_water", "HeapLeach"): PhysicalRange(
        0.0, 150.0, EQUIPMENT, "what agglomerates hold without becoming mud; 47 kg/t is usual", ORE_STACKED
    ),
    ("curing_time", "HeapLeach"): ON_THE_PAD,
    ("drainage_time", "HeapLeach"): ON_THE_PAD,
    ("handling_time", "HeapLeach"): ON_THE_PAD,
    ("moisture", "HeapLeach"): PhysicalRange(
        1.0, 22.0, NATURE, "voids of rock of 2.65 t/m3 stacked at 1.5 t/m3 are full at 22 %", HEAP
    ),
    ("irrigated_moisture", "HeapLeach"): PhysicalRange(
        1.0, 22.0, NATURE, "voids of rock of 2.65 t/m3 stacked at 1.5 t/m3 are full at 22 %", HEAP
    ),
    ("evaporation_share", "HeapLeach"): PhysicalRange(
        0.0, 50.0, NATURE, "sunlight of 350 W/m2, day and night, evaporates 0.5 L/m2/h, half of the least irrigation"
    ),
    ("rainfall", ""): PhysicalRange(0.0, 3.02, PUBLISHED, "26.47 m in twelve months, the most ever measured", RAIN),
    ("feed_size", "Crusher"): PhysicalRange(50.0, 1500.0, EQUIPMENT, "coarser than any product; gape of gyratories"),
    ("product_size", "Crusher"): PhysicalRange(1.0, 50.0, EQUIPMENT, "finer is milling, coarser is the feed"),
    ("phase_ratio", ""): PhysicalRange(0.1, 100.0, EQUIPMENT, "beyond no dispersion of either in the other holds"),
    ("reagent_fraction", ""): PhysicalRange(1.0, 40.0, EQUIPMENT, "thicker does not settle, weaker carries nothing"),
    ("liquor_entrained", ""): ENTRAINMENT,
    ("organic_entrained", ""): ENTRAINMENT,
    ("remaining", "Coalescer"): ENTRAINMENT,
    ("evaporation", "SolventExtraction"): PhysicalRange(
        0.0, 100.0, EQUIPMENT, "diluents boil some 100 K above water, of which sunlight evaporates 500 g/m2/h"
    ),
    ("degradation", "SolventExtraction"): PhysicalRange(
        0.0, 0.1, EQUIPMENT, "of the reagent at every pass; at more the inventory lasts less than a thousand passes"
    ),
    ("current_density", "Electrowinning"): PhysicalRange(
        50.0, 500.0, EQUIPMENT, "smooth copper was plated at 50 to 350 A/m2; forced flow allows some half more",
        COPPER_DEPOSITED,
    ),
    ("cathode_area", "Electrowinning"): PhysicalRange(
        0.5, 4.0, EQUIPMENT, "both sides of plates that cranes lift and machines strip"
    ),
    ("cathodes_per_cell", "Electrowinning"): PhysicalRange(10.0, 150.0, EQUIPMENT, "cells of 1 to 15 m, 0.1 m a plate"),
    ("reflux_ratio", ""): PhysicalRange(0.1, 20.0, EQUIPMENT, "least reflux of easy cuts to nearly total"),
}  # fmt: skip

OF_ONE_UNIT: dict[tuple[str, str, str], PhysicalRange] = {
    ("electrolyte_scco2", "FD-301", "temperature"): PhysicalRange(
        -50.0, 30.0, NATURE, "liquid CO2: between its triple and its critical point", CO2_FREEZES
    ),
}
"""By sheet, tag and name: where a unit carries something else than its kind does on the other sheets."""


def physical_range(name: str, operation: str, sheet: str = "", tag: str = "") -> PhysicalRange | None:
    """The range of a parameter of a unit operation; None if its declared bounds are all there is."""
    own = OF_ONE_UNIT.get((sheet, tag, name))
    return own or RANGES.get((name, operation)) or RANGES.get((name, ""))
