"""Where the ports of a unit sit on its symbol: feed left, product right, gas up, solids down.

Every declared port has a slot of its own whether a stream is there or not, so connecting one port moves no other.
Further streams at a port that takes many get the free slots next to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from flowsheets.diagram.geometry import SIDES, Side
from flowsheets.diagram.symbols import Slot, Symbol
from unitops.declaration.declared import Port


def sides_for(port: Port) -> tuple[Side, ...]:
    """The sides on which a port may sit, the best first, from its direction and the phases that it carries."""
    gas, solid = port.carries <= {"g", "s"} and "g" in port.carries, port.carries == {"s"}
    if port.direction == "out":
        if gas:
            return ("top", "right", "bottom", "left")
        return ("bottom", "right", "top", "left") if solid else ("right", "bottom", "top", "left")
    if gas:
        return ("left", "bottom", "top", "right")
    return ("top", "left", "bottom", "right") if port.optional else ("left", "top", "bottom", "right")


def arrange(
    symbol: Symbol, ports: Iterable[Port], streams: Mapping[str, int], before: Mapping[str, int] | None = None
) -> dict[str, tuple[Slot, ...]]:
    """Slots of every port by name: as many as it has streams, one where it has none.

    ``streams``: how many streams each port has, by name; ``before``: how many of them come from above (on the left and
    right) or from the left (above and below) of the one that goes straight in and keeps the port's own slot. Slots of
    a port come in their order along the border. Where a symbol has fewer slots than streams, streams share one.
    """
    taken: set[Slot] = set()
    found: dict[str, list[Slot]] = {}
    declared = list(ports)
    for port in declared:
        place = symbol.places.get(port.name)
        if place is not None and place not in taken:
            found[port.name] = [place]
            taken.add(place)
    for port in declared:
        if port.name not in found:
            place = _free(symbol, sides_for(port), taken, _middle(symbol, sides_for(port)[0]))
            found[port.name] = [place]
            taken.add(place)
    for port in declared:
        first = found[port.name][0]
        sides: list[Side] = [first.side, *(side for side in sides_for(port) if side != first.side)]
        ahead = (before or {}).get(port.name, 0)
        for number in range(streams.get(port.name, 0) - 1):
            away = [slot for slot in symbol.on(first.side) if (slot.offset < first.offset) == (number < ahead)]
            place = _nearest(away, taken, first.offset) or _free(symbol, sides, taken, first.offset)
            found[port.name].append(place)
            taken.add(place)
    return {name: tuple(sorted(slots, key=_along)) for name, slots in found.items()}


def _along(slot: Slot) -> tuple[int, float]:
    return SIDES.index(slot.side), slot.offset


def _middle(symbol: Symbol, side: Side) -> float:
    return (symbol.height if side in ("left", "right") else symbol.width) / 2


def _free(symbol: Symbol, sides: Sequence[Side], taken: set[Slot], near: float) -> Slot:
    """The free slot nearest to an offset on the first side that has one; a taken one where all are."""
    for number, side in enumerate(sides):
        target = near if number == 0 else _middle(symbol, side)
        free = _nearest(symbol.on(side), taken, target)
        if free is not None:
            return free
    fallback = [slot for side in sides for slot in symbol.on(side)]
    return fallback[0] if fallback else Slot(sides[0], _middle(symbol, sides[0]))


def _nearest(slots: Iterable[Slot], taken: set[Slot], near: float) -> Slot | None:
    """The free slot nearest to an offset; None where none is free."""
    free = [slot for slot in slots if slot not in taken]
    return min(free, key=lambda slot: (abs(slot.offset - near), slot.offset), default=None)


def turned(slot: Slot, width: float, height: float, quarters: int, flipped: bool) -> Slot:
    """A slot of a picture of width x height that is mirrored left to right first, then turned clockwise."""
    side, offset = slot.side, slot.offset
    if flipped:
        if side in ("left", "right"):
            side = "right" if side == "left" else "left"
        else:
            offset = width - offset
    for _ in range(quarters % 4):
        # (x, y) becomes (height - y, x): what was measured downwards is now measured from the right.
        if side in ("left", "right"):
            offset = height - offset
        side = SIDES[(SIDES.index(side) + 1) % 4]
        width, height = height, width
    return Slot(side, offset, slot.depth)
