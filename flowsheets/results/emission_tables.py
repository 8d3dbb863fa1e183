"""Greenhouse gases: what the balance itself emits, what energy and reagents bring with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flowsheets.results.consumption_tables import energy_uses, product_note, role
from flowsheets.results.emission_factors import FactorsInUse
from flowsheets.results.reading import PlantReading, StreamReading
from flowsheets.results.table import Cell, Table, columns
from unitops.chemistry.phases import WATER
from unitops.errors import RaffinateError

GROUP = "Emissions"
SOLD = ("product", "by-product")
CARRIERS = {"heat": "heat", "power": "electricity", "fuel": "fuel"}
LEAST = 1e-3
"""Constituents of a feed below this share are not asked for a factor."""


@dataclass(frozen=True)
class Emission:
    """One source of greenhouse gas: flow of what carries it, factor, and kg CO2e/h (None: no factor known)."""

    scope: str
    at: str
    of: str
    amount: float
    unit: str
    factor: float | None
    source: str

    @property
    def emitted(self) -> float | None:
        """[kg CO2e/h]"""
        return None if self.factor is None else self.amount * self.factor


def emissions(plant: PlantReading, warming: str = "") -> Table:
    """Every source of greenhouse gas per unit of product, with the origin of its factor."""
    factors = FactorsInUse(plant.document, warming)
    found = list(emission_sources(plant, factors))
    rows: list[tuple[Cell, ...]] = [_row(plant, item) for item in found]
    for scope in ("direct", "energy", "upstream"):
        rows.append(_sum(plant, f"all {scope}", [e for e in found if e.scope == scope]))
    rows.append(_sum(plant, "total", found))
    described = columns(
        "scope", "at", "of", ("amount", ""), "in", "factor", ("emission", plant.period.unit("t CO2e")),
        ("per product", "kg CO2e/kg"), "source of the factor",
    )  # fmt: skip
    return Table(
        "emissions",
        "Greenhouse gases",
        described,
        tuple(rows),
        GROUP,
        labels=3,
        notes=_notes(plant, factors, found),
    )


def _notes(plant: PlantReading, factors: FactorsInUse, found: list[Emission]) -> tuple[str, ...]:
    without = [f"{e.at} ({e.of})" for e in found if e.factor is None]
    notes = [*product_note(plant), f"Warming potentials over 100 years of {factors.warming_set}."]
    if without:
        notes.append(f"No factor is known for {', '.join(without)}: they count as nothing here.")
    return tuple(notes)


def _row(plant: PlantReading, item: Emission) -> tuple[Cell, ...]:
    emitted = item.emitted
    amount = item.amount * plant.period.hours
    return (
        item.scope,
        item.at,
        item.of,
        amount,
        f"{item.unit}/{plant.period.per.value}",
        item.factor,
        None if emitted is None else plant.period.tonnes(emitted),
        None if emitted is None else plant.per_product(emitted),
        item.source,
    )


def _sum(plant: PlantReading, name: str, items: list[Emission]) -> tuple[Cell, ...]:
    total = sum(e.emitted or 0.0 for e in items)
    return (name, "", "", None, "", None, plant.period.tonnes(total), plant.per_product(total), "")


def emission_sources(plant: PlantReading, factors: FactorsInUse) -> Iterator[Emission]:
    """All sources: direct from outlets that are not sold, energy by carrier, feeds by material."""
    yield from _direct(plant, factors)
    yield from _of_energy(plant, factors)
    for feed in plant.feeds:
        yield from _upstream(plant, factors, feed)


def _direct(plant: PlantReading, factors: FactorsInUse) -> Iterator[Emission]:
    warming, source = factors.warming()
    for stream in plant.products:
        if plant.kind(stream) in SOLD:
            continue
        for gas, factor in warming.items():
            if stream.masses.get(gas, 0.0) > 0.0:
                yield Emission("direct", stream.target, gas, stream.masses[gas], "kg", factor, source)
    for feed in plant.feeds:
        if role(plant, feed) == "air":
            for gas, factor in warming.items():
                if feed.masses.get(gas, 0.0) > 0.0:
                    drawn = -feed.masses[gas]
                    yield Emission(
                        "direct", feed.source, f"{gas} drawn in with air", drawn, "kg", factor, source
                    )


def _of_energy(plant: PlantReading, factors: FactorsInUse) -> Iterator[Emission]:
    """Heat, power and fuel that cross the boundary as energy; fuel that is fed as a stream is in the direct ones."""
    streams = {feed.source for feed in plant.feeds}
    for utility, tag, kilowatts in energy_uses(plant):
        if utility in CARRIERS and tag not in streams:
            factor = factors.energy(CARRIERS[utility])
            yield Emission(
                "energy", tag, CARRIERS[utility], kilowatts * 3.6, "MJ", factor.value, factor.source
            )


def _upstream(plant: PlantReading, factors: FactorsInUse, feed: StreamReading) -> Iterator[Emission]:
    name, what = plant.units[feed.source]["name"], role(plant, feed)
    stated = factors.feed(feed.source, name)
    if stated is not None:
        yield Emission("upstream", feed.source, name or "feed", feed.mass, "kg", stated.value, stated.source)
        return
    if what in ("none", "water", "air"):
        return
    unknown: list[str] = []
    missing = 0.0
    for constituent, mass in constituents(plant, feed).items():
        formula, _, _ = constituent.partition("(") if constituent.endswith("(?)") else (constituent, "", "")
        found = factors.material(_formula(plant, formula), constituent)
        if found is not None:
            material, factor = found
            yield Emission("upstream", feed.source, material, mass, "kg", factor.value, factor.source)
        elif mass > LEAST * feed.mass:
            unknown.append(constituent)
            missing += mass
    if unknown:
        yield Emission("upstream", feed.source, ", ".join(unknown), missing, "kg", None, "none known")


def _formula(plant: PlantReading, species_id: str) -> str:
    from unitops.chemistry.formula import parse_species_id

    try:
        return parse_species_id(species_id).formula
    except RaffinateError:
        return species_id.partition("(")[0]


def constituents(plant: PlantReading, feed: StreamReading) -> Mapping[str, float]:
    """Mass flow of what a feed was made up of, water apart [kg/h]: dissolved ions under the name that was entered.

    A feed with one dissolved reagent carries all its ions under that name; one with several keeps the ions.
    """
    ions = {s: feed.masses[s] for s in feed.ids_of("aq") if s != WATER}
    rest = {s: m for s, m in feed.masses.items() if s not in ions and s != WATER and m > 0.0}
    entered = _entered_solutes(plant, feed)
    if ions and len(entered) == 1:
        return {**rest, entered[0]: sum(ions.values())}
    return {**rest, **{s: m for s, m in ions.items() if m > 0.0}}


def _entered_solutes(plant: PlantReading, feed: StreamReading) -> list[str]:
    """Names in the entered composition that are not in the stream as such: they dissolved."""
    entered = plant.records[feed.source].parameters.get("composition")
    names: list[str] = []
    if isinstance(entered, str):
        names = [word for word in entered.split() if word[:1].isalpha() and word not in ("wt%", "g/L")]
    elif isinstance(entered, dict):
        for way in ("species", "solution"):
            table = entered.get(way)
            if isinstance(table, dict):
                inner = table.get("solutes", table)
                names += [str(key) for key in inner] if isinstance(inner, dict) else []
    present = set(feed.masses) - set(feed.ids_of("aq"))
    return [name for name in names if name not in present and name not in (WATER, "H2O")]
