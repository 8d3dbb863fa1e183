"""Greenhouse gases: what the balance itself emits, what energy and reagents bring with them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from flowsheets.results.constituents import constituents, formula_of
from flowsheets.results.consumption_tables import NO_FLOW, energy_uses, product_note, role
from flowsheets.results.emission_factors import FactorsInUse
from flowsheets.results.reading import PlantReading, StreamReading
from flowsheets.results.recovery_tables import value_elements
from flowsheets.results.table import Cell, Table, columns
from unitops.chemistry.formula import parse_formula
from unitops.errors import FormulaError

GROUP = "Emissions"
SOLD = ("product", "by-product")
CARRIERS = {"heat": "heat", "power": "electricity", "fuel": "fuel"}
IMPURITY = 0.05
"""Constituents of a feed below this share of its dry mass bear no burden of their own."""
KNOWN = 0.9
"""A feed is a bought material if constituents with a factor make this share of its dry mass; a mixture is not."""


class Emission(msgspec.Struct, frozen=True):
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
            emitted = stream.masses.get(gas, 0.0) + stream.masses.get(real_fluid_of(gas), 0.0)
            if emitted > 0.0:
                yield Emission("direct", stream.target, gas, emitted, "kg", factor, source)
    for feed in plant.feeds:
        if role(plant, feed) == "air":
            for gas, factor in warming.items():
                if feed.masses.get(gas, 0.0) > 0.0:
                    drawn = -feed.masses[gas]
                    yield Emission("direct", feed.source, f"{gas} drawn in with air", drawn, "kg", factor, source)


def real_fluid_of(gas: str) -> str:
    """The same substance by its own equation of state, as CO2(f) of CO2(g)."""
    return f"{gas.removesuffix('(g)')}(f)"


def _of_energy(plant: PlantReading, factors: FactorsInUse) -> Iterator[Emission]:
    """Heat, power and fuel that cross the boundary as energy; fuel that is fed as a stream is in the direct ones."""
    streams = {feed.source for feed in plant.feeds}
    for utility, tag, kilowatts in energy_uses(plant):
        if utility in CARRIERS and tag not in streams:
            factor = factors.energy(CARRIERS[utility])
            yield Emission("energy", tag, CARRIERS[utility], kilowatts * 3.6, "MJ", factor.value, factor.source)


def _upstream(plant: PlantReading, factors: FactorsInUse, feed: StreamReading) -> Iterator[Emission]:
    """Burden of a feed: the sheet's own factor for it, or that of the materials it consists of.

    Mixtures (ores, concentrates, black mass) have none until the sheet gives it.
    """
    label, what = plant.units[feed.source]["name"], role(plant, feed)
    stated = factors.feed(feed.source, label)
    if stated is not None:
        yield Emission("upstream", feed.source, label or "feed", feed.mass, "kg", stated.value, stated.source)
        return
    if what in (NO_FLOW, "water", "air"):
        return
    parts = {c: m for c, m in constituents(plant, feed).items() if m >= IMPURITY * plant.dry_mass(feed)}
    found = {c: factors.material(formula_of(c), c) for c in parts if _is_bought(plant, what, c)}
    if sum(parts[c] for c, material in found.items() if material) < KNOWN * plant.dry_mass(feed):
        mainly = ", ".join(sorted(parts, key=lambda c: -parts[c])[:3])
        yield Emission("upstream", feed.source, mainly, plant.dry_mass(feed), "kg", None, "none known")
        return
    for constituent, material in found.items():
        if material is not None:
            name, factor = material
            mass = parts[constituent]
            yield Emission("upstream", feed.source, name, mass, "kg", factor.value, factor.source)


def _is_bought(plant: PlantReading, what: str, constituent: str) -> bool:
    """Whether a constituent is what its feed is bought for: in a raw material, what carries a valuable element.

    The quartz of an ore is no bought sand.
    """
    if what != "raw material":
        return True
    try:
        atoms = parse_formula(formula_of(constituent))
    except FormulaError:
        return False
    return any(element in atoms for element in value_elements(plant))
