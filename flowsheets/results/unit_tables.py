"""Tables of units: their energy, entered values and results, and the first equipment list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any

from flowsheets.results.balance_tables import reaction_heat
from flowsheets.results.crossings import energy_by_kind
from flowsheets.results.reading import PlantReading
from flowsheets.results.table import Table, columns
from unitops.catalogue import catalogue
from unitops.declaration.declared import Freedom

GROUP = "Units"
SIZES = (
    "area",
    "volume",
    "diameter",
    "length",
    "stages",
    "cells",
    "tanks",
    "current",
    "power",
    "duty",
    "heat",
)
"""Words in the name of a result that tells how big equipment is, the most telling first."""


def units(plant: PlantReading) -> Table:
    """Flow through every process unit, its heat, power, fuel, loss and what its surroundings give."""
    energy = plant.period.energy_unit
    rows = []
    for tag in plant.process:
        unit = plant.units[tag]
        entering = sum(plant.streams[s].mass for tags in unit["inlets"].values() for s in tags)
        sums = energy_by_kind(unit)
        rows.append(
            (
                tag,
                unit["name"],
                catalogue()[unit["operation"]].title or unit["operation"],
                unit["area"],
                plant.period.tonnes(entering),
                plant.period.energy(reaction_heat(plant, tag)),
                *(plant.period.energy(sums[k]) for k in ("heat in", "heat out", "power", "fuel", "loss", "ambient")),
                "off" if unit["off"] else "",
            )
        )
    described = columns(
        "unit", "name", "operation", "area", ("throughput", plant.period.unit("t")),
        ("heat of reactions", energy), ("heat supplied", energy),
        ("heat removed", energy), ("power", energy), ("fuel", energy), ("loss", energy),
        ("from surroundings", energy), "state",
    )  # fmt: skip
    return Table("units", "Units", described, tuple(rows), GROUP)


def parameters(plant: PlantReading) -> Table:
    """Every parameter of every unit with where its value comes from: entered, default, calculated, demanded."""
    freed = {row["adjusts"] for row in plant.written.get("specifications", []) if row["active"]}
    rows = []
    for tag, unit in plant.units.items():
        record = plant.records[tag]
        declaration = catalogue()[unit["operation"]].declaration
        declared = declaration.parameters
        following = _following(declaration.freedoms, record.parameters.keys())
        for name, item in unit["parameters"].items():
            default = None if name in following else declared[name].default
            origin = _origin(f"{tag}.{name}", name in record.parameters, default, freed)
            source = record.sources.get(name) or (declared[name].source if origin == "default" else "")
            rows.append((tag, name, item["value"], item["unit"], origin, declared[name].says, source))
        for name, chosen in unit["choices"].items():
            origin = "entered" if name in record.parameters else "default"
            rows.append((tag, name, chosen, "", origin, "", record.sources.get(name, "")))
    described = columns("unit", "parameter", "value", "in", "origin", "says", "source")
    return Table("parameters", "Parameters", described, tuple(rows), GROUP, labels=2)


def _following(freedoms: Sequence[Freedom], entered: Set[str]) -> set[str]:
    """Parameters that follow from the alternatives that are entered in their place, whatever their defaults."""
    settled = [group for group in freedoms if len(entered & set(group.members)) >= group.degree]
    return {name for group in settled for name in group.members if name not in entered}


def _origin(path: str, entered: bool, default: float | None, freed: set[str | None]) -> str:
    if path in freed:
        return "adjusted to a specification"
    if entered:
        return "entered"
    return "calculated" if default is None else "default"


def results(plant: PlantReading) -> Table:
    """Every calculated result of every unit."""
    rows = []
    for tag, unit in plant.units.items():
        declared = catalogue()[unit["operation"]].declaration.results
        rows += [
            (tag, name, item["value"], item["unit"], declared[name].says) for name, item in unit["results"].items()
        ]
    described = columns("unit", "result", "value", "in", "says")
    return Table("results", "Results of the units", described, tuple(rows), GROUP, labels=2)


def equipment(plant: PlantReading) -> Table:
    """First equipment list: what each unit is and the result that tells its size."""
    rows = []
    for tag in plant.process:
        unit = plant.units[tag]
        name, value, measure = _size(plant, unit)
        operation = catalogue()[unit["operation"]]
        rows.append((tag, unit["name"], operation.title or unit["operation"], unit["area"], name, value, measure))
    described = columns("unit", "name", "operation", "area", "size", "value", "in")
    return Table("equipment", "Equipment list", described, tuple(rows), "Study")


def _size(plant: PlantReading, unit: Mapping[str, Any]) -> tuple[str, float | None, str]:
    known = {**unit["parameters"], **unit["results"]}
    for word in SIZES:
        for name, item in known.items():
            if word in name.split("_") and item["value"]:
                return name.replace("_", " "), item["value"], item["unit"]
    entering = sum(plant.streams[s].mass for tags in unit["inlets"].values() for s in tags)
    return "throughput", entering / 1000.0, "t/h"
