"""Mass, element and energy balances of the plant and of every unit, closure, build-up in recycles."""

from __future__ import annotations

from collections.abc import Sequence

from flowsheets.results.crossings import energy_by_kind
from flowsheets.results.reading import PlantReading, StreamReading
from flowsheets.results.table import Cell, Table, columns

GROUP = "Balances"
ROUND_OFF = 1e-11
"""Share of the formation enthalpies below which a unit has no heat of reaction."""
CROSSINGS = (
    ("heat supplied", "heat in", True),
    ("heat removed", "heat out", False),
    ("power", "power", True),
    ("fuel", "fuel", True),
    ("loss", "loss", False),
    ("from surroundings", "ambient", True),
)
"""Name, kind and side (True: in) of what crosses the boundary of a unit as energy."""


def plant_balance(plant: PlantReading) -> Table:
    """Mass and every element that enters and leaves the plant, and what is missing.

    The relative difference is the audit's own figure.
    """
    closure = plant.audit.closure
    rows: list[tuple[Cell, ...]] = [_row(plant, "total mass", closure.mass, lambda s: s.mass)]
    for element in plant.elements:
        rows.append(_row(plant, element, closure.elements.get(element), lambda s, e=element: s.element(e)))
    unit = plant.period.unit("kg")
    described = columns("of", ("in", unit), ("out", unit), ("difference", unit), "relative")
    return Table("balance", "Balance of the plant", described, tuple(rows), GROUP)


def _row(plant: PlantReading, name: str, relative: float | None, law) -> tuple[Cell, ...]:
    hours = plant.period.hours
    entering = hours * sum(law(stream) for stream in plant.feeds)
    leaving = hours * sum(law(stream) for stream in plant.products)
    return (name, entering, leaving, entering - leaving, relative)


def unit_balances(plant: PlantReading) -> Table:
    """Mass and energy that enter and leave every process unit, as the audit added them up."""
    mass, energy = plant.period.unit("kg"), plant.period.energy_unit
    hours = plant.period.hours
    rows = [
        (
            row.unit,
            row.mass_in * hours,
            row.mass_out * hours,
            row.mass_relative,
            row.worst_element,
            row.element_relative,
            plant.period.energy(row.energy_in),
            plant.period.energy(row.energy_out),
            row.energy_relative,
            row.balanced,
        )
        for row in plant.audit.units
    ]
    described = columns(
        "unit", ("mass in", mass), ("mass out", mass), "mass, relative", "worst element", "element, relative",
        ("energy in", energy), ("energy out", energy), "energy, relative", "balanced",
    )  # fmt: skip
    note = "Energy counts stream enthalpies from the elements at 25 degC with heat, power, fuel and losses."
    return Table("unit balances", "Balances of the units", described, rows=tuple(rows), group=GROUP, notes=(note,))


def element_balances(plant: PlantReading) -> Table:
    """Every element that enters and leaves every process unit."""
    unit, hours = plant.period.unit("kg"), plant.period.hours
    rows = []
    for tag in plant.process:
        entering, leaving = _ends(plant, tag)
        for element in plant.elements:
            taken = hours * sum(s.element(element) for s in entering)
            given = hours * sum(s.element(element) for s in leaving)
            if taken or given:
                rows.append((tag, element, taken, given, taken - given))
    described = columns("unit", "element", ("in", unit), ("out", unit), ("difference", unit))
    return Table("element balances", "Elements through the units", described, tuple(rows), GROUP, labels=2)


def _ends(plant: PlantReading, tag: str) -> tuple[Sequence[StreamReading], Sequence[StreamReading]]:
    unit = plant.units[tag]
    return (
        [plant.streams[s] for tags in unit["inlets"].values() for s in tags],
        [plant.streams[s] for tags in unit["outlets"].values() for s in tags],
    )


def energy_balance(plant: PlantReading) -> Table:
    """What carries energy into and out of the plant: streams, heat, power, fuel, losses."""
    energy = plant.period.energy
    rows: list[tuple[Cell, ...]] = []
    rows += [(s.source, plant.label(s.source), "stream", energy(s.enthalpy), None) for s in plant.feeds]
    rows += [(s.target, plant.label(s.target), "stream", None, energy(s.enthalpy)) for s in plant.products]
    for tag in plant.process:
        rows += _crossings(plant, tag)
    total = _total(rows)
    rows.append(total)
    entering, leaving = total[3:]
    unit = plant.period.energy_unit
    described = columns("at", "name", "what", ("in", unit), ("out", unit))
    note = (
        f"Imbalance {entering - leaving:.3g} {unit}; relative to the gross heat duty "
        f"{plant.audit.closure.energy:.1e}. Streams count from the elements at 25 degC."
    )
    return Table("energy", "Energy balance of the plant", described, tuple(rows), GROUP, labels=3, notes=(note,))


def heat_balance(plant: PlantReading) -> Table:
    """Heat into and out of the plant, counted from 25 degC, with the heat that its reactions release or take."""
    energy = plant.period.energy
    rows: list[tuple[Cell, ...]] = []
    rows += [(s.source, plant.label(s.source), "carried by stream", energy(s.heat), None) for s in plant.feeds]
    rows += [(s.target, plant.label(s.target), "carried by stream", None, energy(s.heat)) for s in plant.products]
    for tag in plant.process:
        released = reaction_heat(plant, tag)
        if released:
            sides = (energy(released), None) if released > 0.0 else (None, energy(-released))
            rows.append((tag, plant.label(tag), "reactions", *sides))
        rows += _crossings(plant, tag)
    unit = plant.period.energy_unit
    described = columns("at", "name", "what", ("in", unit), ("out", unit))
    note = (
        "Streams count from their species at 25 degC, solutes at infinite dilution; reactions release the "
        "difference of formation enthalpies at 25 degC, evaporation and dissolution included."
    )
    rows.append(_total(rows))
    return Table("heat", "Heat balance of the plant", described, tuple(rows), GROUP, labels=3, notes=(note,))


def reaction_heat(plant: PlantReading, tag: str) -> float:
    """Heat that the changes in a unit release at 25 degC [kW]; negative where they take it."""
    entering, leaving = _ends(plant, tag)
    released = sum(s.formation for s in entering) - sum(s.formation for s in leaving)
    size = sum(abs(s.formation) for s in (*entering, *leaving))
    return released if abs(released) > ROUND_OFF * size else 0.0


def _crossings(plant: PlantReading, tag: str) -> list[tuple[Cell, ...]]:
    """Heat, power, fuel and loss of a unit, each on its side."""
    sums, energy = energy_by_kind(plant.units[tag]), plant.period.energy
    rows: list[tuple[Cell, ...]] = []
    for name, key, inwards in CROSSINGS:
        if sums[key]:
            sides = (energy(sums[key]), None) if inwards else (None, energy(sums[key]))
            rows.append((tag, plant.label(tag), name, *sides))
    return rows


def _total(rows: Sequence[Sequence[Cell]]) -> tuple[str, str, str, float, float]:
    entering, leaving = (sum(cell for row in rows if isinstance(cell := row[side], float)) for side in (3, 4))
    return ("plant", "", "total", entering, leaving)


def build_up(plant: PlantReading) -> Table:
    """Largest flow of every element inside every recycle, over what enters the loop."""
    unit, hours = plant.period.unit("kg"), plant.period.hours
    rows = [
        (
            ", ".join(row.units),
            row.element,
            row.stream,
            row.circulation * hours,
            row.inflow * hours,
            row.build_up if row.build_up < float("inf") else None,
        )
        for row in sorted(plant.audit.loops, key=lambda row: (row.units, -row.build_up, row.element))
    ]
    described = columns("loop", "element", "stream", ("circulates", unit), ("enters the loop", unit), "build-up")
    return Table("build-up", "Build-up in recycles", described, tuple(rows), GROUP, labels=2)


def closure(plant: PlantReading) -> Table:
    """The worst relative figures of the audit, and its verdict."""
    figures = plant.audit.closure
    rows: list[tuple[Cell, ...]] = [
        ("status", plant.audit.status),
        ("mass", figures.mass),
        ("energy", figures.energy),
        ("charge", figures.charge),
        *((element, value) for element, value in sorted(figures.elements.items())),
    ]
    return Table("closure", "Closure", columns("of", "relative"), tuple(rows), GROUP)
