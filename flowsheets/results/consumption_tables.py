"""What the plant uses and discards: feeds, utilities, water, wastes, each per unit of product."""

from __future__ import annotations

from collections.abc import Sequence

from flowsheets.document.tag_order import natural
from flowsheets.results.constituents import constituents
from flowsheets.results.crossings import energy_by_kind
from flowsheets.results.reading import WASTES, PlantReading, StreamReading
from flowsheets.results.recovery_tables import is_raw_material
from flowsheets.results.table import Cell, Table, columns
from flowsheets.results.utility_levels import utility_levels
from unitops.chemistry.phases import WATER
from unitops.chemistry.species import Species
from unitops.quantities import readable_number

GROUP = "Consumption"
PURE = 0.99
FUEL_PORT = "fuel"
AIR = frozenset({"N2(g)", "O2(g)", "Ar(g)", "H2O(g)", "CO2(g)"})
FUEL_ELEMENTS = frozenset(["C", "H", "O", "N", "S"])
KILOJOULES_PER_KWH = 3600.0
NO_FLOW = "no flow"
USES = {
    "heat": "heat in",
    "cooling": "heat out",
    "power": "power",
    "fuel": "fuel",
    "loss": "loss",
    "from surroundings": "ambient",
}
"""What the table of utilities calls each kind of energy that crosses the boundary of a unit."""


def reagents(plant: PlantReading) -> Table:
    """Every feed with its rate and its use per unit of product, liquid water apart."""
    tonnes, per = plant.period.tonnes, plant.per_product
    rows = []
    for feed in plant.feeds:
        water = feed.masses.get(WATER, 0.0)
        rows.append(
            (
                feed.source,
                plant.label(feed.source),
                role(plant, feed),
                _mainly(plant, feed),
                tonnes(feed.mass),
                tonnes(feed.mass - water),
                tonnes(water),
                per(feed.mass),
                per(feed.mass - water),
            )
        )
    unit, product = plant.period.unit("t"), plant.product_name
    described = columns(
        "feed", "name", "what", "mainly", ("rate", unit), ("without water", unit), ("water", unit),
        ("use", "kg/kg"), ("use, without water", "kg/kg"),
    )  # fmt: skip
    return Table(
        "reagents", f"Feeds and reagents per kg of {product}", described, tuple(rows), GROUP,
        notes=product_note(plant),
    )  # fmt: skip


def _mainly(plant: PlantReading, feed: StreamReading) -> str:
    """What a feed has most of: the substance that was entered rather than its ions."""
    known = constituents(plant, feed)
    return main_constituent(feed) if not known or role(plant, feed) == "water" else max(known, key=lambda c: known[c])


def product_note(plant: PlantReading) -> tuple[str, ...]:
    """To what figures per unit of product refer."""
    product = plant.main_product
    if product is None:
        return ("Nothing leaves as a product: there are no figures per unit of product.",)
    basis = "its dry solids" if plant.counts_by_solids else "its whole mass"
    rate = readable_number(plant.product_rate, "kg/h", 6)
    said = f"Product: {product.target}, {rate}, counted by {basis}."
    if plant.product_is_definite:
        return (said,)
    entering = readable_number(plant.entering, "kg/h", 3)
    return (
        f"{said} That is too little beside the {entering} that enter: figures per unit of product are not defined.",
    )


def role(plant: PlantReading, feed: StreamReading) -> str:
    """What a feed is: water, air, fuel, raw material or reagent; 'no flow' where nothing enters."""
    if feed.empty or feed.mass <= 0.0:
        return NO_FLOW
    if feed.masses.get(WATER, 0.0) >= PURE * feed.mass:
        return "water"
    inert = sum(feed.masses.get(s, 0.0) for s in AIR)
    if inert >= PURE * feed.mass and feed.masses.get("N2(g)", 0.0) > 0.5 * feed.mass:
        return "air"
    if is_fuel(plant, feed):
        return "fuel"
    return "raw material" if is_raw_material(plant, feed) else "reagent"


def is_fuel(plant: PlantReading, feed: StreamReading) -> bool:
    """Whether a feed goes into a fuel port, by itself or through units of one inlet and one outlet."""
    stream, seen = feed, set()
    while stream.tag not in seen:
        seen.add(stream.tag)
        if stream.target_port == FUEL_PORT:
            return True
        unit = plant.units[stream.target]
        outlets = [s for tags in unit["outlets"].values() for s in tags]
        if len(outlets) != 1 or sum(len(tags) for tags in unit["inlets"].values()) != 1:
            return False
        stream = plant.streams[outlets[0]]
    return False


def main_constituent(feed: StreamReading) -> str:
    """The species that a feed has most of, water apart unless it is nothing else."""
    dry = {s: m for s, m in feed.masses.items() if s != WATER and m > (1.0 - PURE) * feed.mass}
    return max(dry, key=lambda s: dry[s]) if dry else (WATER if feed.mass > 0.0 else "")


def lower_heating_value(stream: StreamReading) -> float:
    """Heat of burning what a stream carries to steam, CO2 and SO2, from and to 25 degC [kW]."""
    return sum(flow * _heat_of_burning(stream.species[s]) for s, flow in stream.moles.items() if flow) / (
        KILOJOULES_PER_KWH * 1000.0
    )


def _heat_of_burning(species: Species) -> float:
    """Lower heating value [J/mol] of a gas or an organic, 0 for what does not burn."""
    from unitops.chemistry.combustion import products_enthalpy

    burns = {"C", "H", "S"} & species.composition.keys()
    known = species.enthalpy_of_formation
    fuel = species.pseudo or species.composition.keys() <= FUEL_ELEMENTS
    if not burns or not fuel or species.charge or species.phase == "aq" or known is None:
        return 0.0
    heat = known.value - products_enthalpy(species.composition, "H2O(g)", species.id)
    return heat if heat > 1e3 else 0.0


def utilities(plant: PlantReading) -> Table:
    """Heat, cooling, power and fuel by unit and for the plant, per unit of product."""
    rows: list[tuple[Cell, ...]] = []
    total = dict.fromkeys(USES, 0.0)
    for utility, place, kilowatts in energy_uses(plant):
        total[utility] += kilowatts
        rows.append(_utility_row(plant, place, utility, kilowatts))
    rows += [_utility_row(plant, "plant", utility, kilowatts) for utility, kilowatts in total.items()]
    described = columns(
        "at", "name", "utility", ("use", plant.period.energy_unit), ("per product", "kWh/kg"),
        ("the same", "MJ/kg"), ("at temperature", "degC"), "could be",
    )  # fmt: skip
    notes = (
        *product_note(plant),
        "Fuel is the lower heating value of what is fed to burners. Heat and cooling are not set against each "
        "other; heat recovered between streams counts only where the sheet has an exchanger. What sun, ground and air "
        "give is no utility and bears no emissions.",
        f"Usual levels of utilities by the hottest (coldest) outlet of the unit: {utility_levels().citation}.",
    )
    return Table("utilities", "Utilities", described, tuple(rows), GROUP, labels=3, notes=notes)


def energy_uses(plant: PlantReading) -> Sequence[tuple[str, str, float]]:
    """Utility (a key of USES), tag and use [kW] of everything that uses energy."""
    uses = []
    for tag in plant.process:
        sums = energy_by_kind(plant.units[tag])
        uses += [(utility, tag, sums[key]) for utility, key in USES.items() if sums[key]]
    for feed in plant.feeds:
        if is_fuel(plant, feed):
            uses.append(("fuel", feed.source, lower_heating_value(feed)))
    return uses


def _utility_row(plant: PlantReading, tag: str, utility: str, kilowatts: float) -> tuple[Cell, ...]:
    each = plant.per_product(kilowatts)
    in_megajoules = each * 3.6 if isinstance(each, float) else each
    label = "" if tag == "plant" else plant.label(tag)
    level = _level(plant, tag, utility) if tag != "plant" else (None, "")
    return (tag, label, utility, plant.period.energy(kilowatts), each, in_megajoules, *level)


def _level(plant: PlantReading, tag: str, utility: str) -> tuple[float | None, str]:
    """Temperature at which heat is needed or given off [degC], and the usual utility of that level."""
    outlets = [plant.streams[s] for tags in plant.units[tag]["outlets"].values() for s in tags]
    found = [s.temperature - 273.15 for s in outlets if not s.empty]
    if not found or utility not in ("heat", "cooling"):
        return None, ""
    if utility == "heat":
        return max(found), utility_levels().for_heating(max(found))
    return min(found), utility_levels().for_cooling(min(found))


def wastes(plant: PlantReading) -> Table:
    """Register of residues, effluents and emissions to air, and of what is sold."""
    order = ("product", "by-product", *WASTES)
    rows = []
    for stream in sorted(plant.products, key=lambda s: (order.index(plant.kind(s)), natural(s.target))):
        rows.append(
            (
                stream.target,
                plant.label(stream.target),
                plant.kind(stream),
                plant.period.tonnes(stream.mass),
                *(plant.period.tonnes(stream.mass_of(phase)) for phase in ("s", "aq", "o", "m", "g")),
                None if stream.empty else stream.temperature - 273.15,
                main_constituent(stream),
                plant.per_product(stream.mass),
            )
        )
    unit = plant.period.unit("t")
    described = columns(
        "outlet", "name", "kind", ("rate", unit), ("solids", unit), ("liquor", unit), ("organic", unit),
        ("melt", unit), ("gas", unit), ("T", "degC"), "mainly", ("per product", "kg/kg"),
    )  # fmt: skip
    return Table(
        "wastes", "Products, residues, effluents, emissions", described, tuple(rows), GROUP,
        notes=product_note(plant),
    )  # fmt: skip


def water(plant: PlantReading) -> Table:
    """Water (liquid and steam) into and out of every area, made or used by reactions there.

    Streams between units of one area do not count.
    """
    areas = sorted({plant.units[tag]["area"] for tag in plant.process})
    hours = plant.period.hours / 1000.0
    rows: list[tuple[Cell, ...]] = []
    for area in [*areas, None]:
        inside = {t for t in plant.process if area is None or plant.units[t]["area"] == area}
        sums = {"feed": 0.0, "from": 0.0, "to": 0.0, "out": 0.0}
        for stream in plant.streams.values():
            amount = stream.masses.get(WATER, 0.0) + stream.masses.get("H2O(g)", 0.0)
            enters, leaves = stream.target in inside, stream.source in inside
            if enters and not leaves:
                sums["from" if stream.source in plant.process else "feed"] += amount
            elif leaves and not enters:
                sums["to" if stream.target in plant.process else "out"] += amount
        made = sums["to"] + sums["out"] - sums["feed"] - sums["from"]
        name = "plant" if area is None else area or "no area"
        rows.append((name, *(v * hours for v in (*sums.values(), made))))
    unit = plant.period.unit("t")
    described = columns(
        "area", ("fed", unit), ("from other areas", unit), ("to other areas", unit), ("leaves the plant", unit),
        ("made (used) by reactions", unit),
    )  # fmt: skip
    return Table("water", "Water balance", described, tuple(rows), GROUP)
