"""The reactions of a sheet with their heats; needs no solution."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flowsheets.document.records import Flowsheet
from flowsheets.equations.chemistry_of_sheet import SheetChemistry
from flowsheets.results.reading import PlantReading
from flowsheets.results.table import Cell, Table, columns
from unitops.catalogue import catalogue
from unitops.chemistry.reaction import Reaction, parse_reaction
from unitops.chemistry.species import Species
from unitops.errors import RaffinateError

KILOJOULE = 1000.0


def reactions(plant: PlantReading) -> Table:
    """Reactions of every unit with their heat."""
    return reaction_table(plant.document)


def reaction_table(document: Flowsheet) -> Table:
    """Every reaction with its conversion, its heat at 25 degC and how well that is known.

    Heat is per mole of the reaction as it is written, negative where it is released.
    """
    known = SheetChemistry(document.species).species
    rows: list[tuple[Cell, ...]] = []
    for tag, entry in _entries(document):
        reaction = _read(str(entry.get("reaction", "")), known)
        rows.append(
            (
                tag,
                reaction.text if reaction else str(entry.get("reaction", "")),
                _text(entry.get("conversion")),
                _text(entry.get("of")),
                *_heat(reaction),
            )
        )
    described = columns(
        "unit", "reaction", "conversion", "of", ("heat at 25 degC", "kJ/mol"), ("uncertainty", "kJ/mol"),
        "rests on estimates of",
    )  # fmt: skip
    return Table("reactions", "Reactions", described, tuple(rows), "Units", labels=2)


def _entries(document: Flowsheet) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for record in sorted(document.units.values(), key=lambda unit: unit.tag):
        operation = catalogue().get(record.operation)
        for name, declared in operation.declaration.reactions.items() if operation else ():
            entries = record.parameters.get(name, declared.default)
            for entry in entries if isinstance(entries, list | tuple) else ():
                if isinstance(entry, dict) and not entry.get("off"):
                    yield record.tag, entry


def _read(text: str, known: Mapping[str, Species]) -> Reaction | None:
    try:
        return parse_reaction(text, known)
    except RaffinateError:
        return None


def _heat(reaction: Reaction | None) -> tuple[float | None, float | None, str]:
    if reaction is None:
        return None, None, ""
    try:
        heat = round(float(reaction.heat()) / KILOJOULE, 6)
        spread = float(reaction.heat_uncertainty()) / KILOJOULE
    except RaffinateError:
        return None, None, ""
    return heat, spread or None, ", ".join(reaction.estimated())


def _text(value: Any) -> str:
    return "" if value is None else str(value)
