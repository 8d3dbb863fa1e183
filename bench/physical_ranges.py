"""Between what a number of a plant can be at all, where a unit's declared bounds only keep out what cannot be read.

Each range says why: a constant of nature, or a limit of the equipment. Numbers that are not listed move between their
declared bounds (shares and conversions from nothing to all, times, doses).
"""

from __future__ import annotations

from dataclasses import dataclass

AQUEOUS = "liquor at atmospheric pressure: between the freezing and the boiling point of water"
FLUID = "above the triple point of CO2, -56.6 degC (Span and Wagner 1996), and below where acetonitrile breaks down"
VACUUM = "boiling water at 0.07 to 1 bar (Wagner and Pruss 2002)"
LIME = "pH of saturated lime at 25 degC is 12.45, a secondary standard (Buck et al. 2002, doi 10.1351/pac200274112169)"
VOIDS = "liquor in the voids of a drained to a full cake, 3 to 80 % of its volume"
WASH = "displacements of the cake's liquor; washing gains nothing beyond (Perry, 8th ed., section 18)"
STOICHIOMETRIC = "not less than the capacity that was used; beyond five bed capacities regenerant only passes through"
BOILING_ACID = "roast proceeds above 200 degC; sulfuric acid boils at 337 degC"
SPODUMENE = "the transition begins near 1000 degC; beta-spodumene melts at 1425 degC"
REDUCTION = "manganese dioxide gives up oxygen from 530 degC; ore sinters above 1000 degC"
DRYING = "free of water above its boiling point; below where burners or steam coils end"
BURNER = "fuel burns with air down to a fuel-rich limit and up to three times the air"
BLOWING = "1 atm to the rating of class 2500 equipment"


@dataclass(frozen=True)
class PhysicalRange:
    """Low and high in the unit in which the parameter is declared, and why."""

    low: float
    high: float
    why: str


RANGES: dict[tuple[str, str], PhysicalRange] = {
    ("temperature", "Precipitator"): PhysicalRange(0.5, 100.0, AQUEOUS),
    ("temperature", "LeachTank"): PhysicalRange(0.5, 100.0, AQUEOUS),
    ("temperature", "NeutralisationTank"): PhysicalRange(0.5, 100.0, AQUEOUS),
    ("temperature", "Tank"): PhysicalRange(0.5, 100.0, AQUEOUS),
    ("temperature", "Crystalliser"): PhysicalRange(0.5, 100.0, AQUEOUS),
    ("temperature", "RecompressionCrystalliser"): PhysicalRange(40.0, 100.0, VACUUM),
    ("temperature", "Evaporator"): PhysicalRange(40.0, 100.0, VACUUM),
    ("temperature", "Condenser"): PhysicalRange(0.5, 100.0, AQUEOUS),
    ("temperature", "MixerSettler"): PhysicalRange(5.0, 60.0, "above freezing, below the flash point of the diluent"),
    ("temperature", "SolventExtraction"): PhysicalRange(
        5.0, 60.0, "above freezing, below the flash point of the diluent"
    ),
    ("temperature", "Feed"): PhysicalRange(0.5, 100.0, AQUEOUS),
    ("temperature", "Dryer"): PhysicalRange(100.0, 300.0, DRYING),
    ("temperature", "Cooler"): PhysicalRange(30.0, 300.0, "above the cooling water, below what conveyors carry"),
    ("temperature", "AcidRoastKiln"): PhysicalRange(200.0, 335.0, BOILING_ACID),
    ("temperature", "Calciner"): PhysicalRange(1000.0, 1400.0, SPODUMENE),
    ("temperature", "KilnRoaster"): PhysicalRange(530.0, 1000.0, REDUCTION),
    ("temperature", "Heater"): PhysicalRange(-50.0, 200.0, FLUID),
    ("cold_temperature", "HeatExchanger"): PhysicalRange(-50.0, 200.0, FLUID),
    ("temperature", "CarbonDioxideExtractor"): PhysicalRange(-50.0, 150.0, FLUID),
    ("temperature", "LetDownSeparator"): PhysicalRange(-50.0, 150.0, FLUID),
    ("bottoms_temperature", "DistillationColumn"): PhysicalRange(
        40.0, 250.0, "boiling of the solvents at 0.1 to 1 bar"
    ),
    ("distillate_temperature", "DistillationColumn"): PhysicalRange(-20.0, 90.0, "condensed against brine to water"),
    ("air_temperature", "Cooler"): PhysicalRange(25.0, 1000.0, "not hotter than what it cools"),
    ("offgas_temperature", "Calciner"): PhysicalRange(120.0, 1000.0, "above the dew point, below the solids"),
    ("offgas_temperature", "KilnRoaster"): PhysicalRange(120.0, 800.0, "above the dew point, below the solids"),
    ("ph", "Precipitator"): PhysicalRange(1.0, 12.4, LIME),
    ("ph", "NeutralisationTank"): PhysicalRange(1.0, 12.4, LIME),
    ("cake_moisture", ""): PhysicalRange(1.0, 60.0, VOIDS),
    ("moisture", "Dryer"): PhysicalRange(0.0, 20.0, "what leaves a dryer is not wetter than a centrifuge's cake"),
    ("wash_to_solids", ""): PhysicalRange(0.0, 5.0, WASH),
    ("wash_ratio", ""): PhysicalRange(0.0, 5.0, WASH),
    ("regenerant_ratio", ""): PhysicalRange(1.0, 5.0, STOICHIOMETRIC),
    ("conversion_ratio", ""): PhysicalRange(1.0, 5.0, STOICHIOMETRIC),
    ("excess_air", ""): PhysicalRange(0.0, 2.0, BURNER),
    ("excess_oxygen", ""): PhysicalRange(-0.6, 2.0, BURNER),
    ("outlet_pressure", ""): PhysicalRange(101.325, 42000.0, BLOWING),
    ("acid_to_gas", ""): PhysicalRange(0.0, 0.2, "vapour pressure of the acid below its boiling point"),
    ("dust", ""): PhysicalRange(0.0, 0.5, "more is conveying, not a kiln"),
    ("rainfall", ""): PhysicalRange(0.0, 5.0, "120 mm in a day"),
    ("phase_ratio", ""): PhysicalRange(0.1, 100.0, "beyond no dispersion of either in the other holds"),
    ("reflux_ratio", ""): PhysicalRange(0.1, 20.0, "down to below the least reflux, up to nearly total"),
}


def physical_range(name: str, operation: str) -> PhysicalRange | None:
    """The range of a parameter of a unit operation; None if its declared bounds are all there is."""
    return RANGES.get((name, operation)) or RANGES.get((name, ""))
