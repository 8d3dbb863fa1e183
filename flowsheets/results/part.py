"""What crosses the boundary of a part of a plant: streams in and out, and their balance by mass and element.

The boundary runs round the part's equipment: a feed or product that is drawn with it lies outside.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from flowsheets.document.records import End, Flowsheet
from unitops.catalogue import catalogue
from unitops.declaration.operation import is_feed, is_product


class Crossings(msgspec.Struct, frozen=True):
    """Ids of the streams that enter and leave, in the order of their tags."""

    into: tuple[str, ...]
    out: tuple[str, ...]


class PartBalance(msgspec.Struct, frozen=True):
    """Flows in and out [kg/h] of a part, by element, the greatest first; and of all mass."""

    mass: tuple[float, float]
    elements: Mapping[str, tuple[float, float]]


def crossings(document: Flowsheet, units: Collection[str]) -> Crossings:
    """The streams between some units and all else."""
    inside = {key for key in units if not _is_outside(document, key)}

    def within(end: End | None) -> bool:
        return end is not None and end.unit in inside

    by_tag = sorted(document.streams.items(), key=lambda item: (item[1].tag, item[0]))
    return Crossings(
        tuple(key for key, stream in by_tag if within(stream.target) and not within(stream.source)),
        tuple(key for key, stream in by_tag if within(stream.source) and not within(stream.target)),
    )


def part_balance(crossing: Crossings, written: Mapping[str, Mapping[str, Any]]) -> PartBalance | None:
    """The balance over the boundary. written: of each stream by id what the written result has of it.

    None where one of the streams has no result yet.
    """
    if any(key not in written or not written[key] for key in (*crossing.into, *crossing.out)):
        return None
    sides = [[written[key] for key in keys] for keys in (crossing.into, crossing.out)]
    mass = [sum(float(stream["mass_kg_per_h"]) for stream in side) for side in sides]
    found: dict[str, list[float]] = {}
    for number, side in enumerate(sides):
        for stream in side:
            for element, flow in stream["elements_kg_per_h"].items():
                found.setdefault(element, [0.0, 0.0])[number] += float(flow)
    order = sorted(found, key=lambda element: (-max(map(abs, found[element])), element))
    return PartBalance((mass[0], mass[1]), {element: (found[element][0], found[element][1]) for element in order})


def _is_outside(document: Flowsheet, unit: str) -> bool:
    operation = catalogue().get(document.units[unit].operation)
    return operation is not None and (is_feed(operation) or is_product(operation))
