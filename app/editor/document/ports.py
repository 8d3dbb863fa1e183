"""Which ports a stream may join: what lights up while one is drawn."""

from __future__ import annotations

from collections.abc import Iterable

from app.editor.wording import PHASES, spoken_name
from flowsheets.document.errors import DocumentError
from flowsheets.document.levels import units_within
from flowsheets.document.records import Flowsheet
from unitops.catalogue import catalogue
from unitops.declaration.declared import Port

End = tuple[str, str]
"""A unit's id and the name of a port."""


def port_of(sheet: Flowsheet, unit: str, port: str) -> Port:
    """The declaration of a unit's port; raises DocumentError if there is none."""
    operation = catalogue().get(sheet.units[unit].operation)
    found = operation.declaration.ports.get(port) if operation else None
    if found is None:
        raise DocumentError(f"{sheet.units[unit].tag} has no port '{port}'")
    return found


def is_taken(sheet: Flowsheet, unit: str, port: Port) -> bool:
    """Whether a port has a stream and takes no other."""
    if port.many:
        return False
    ends = (end for stream in sheet.streams.values() for end in (stream.source, stream.target) if end is not None)
    return any(end.unit == unit and end.port == port.name for end in ends)


def may_join(sheet: Flowsheet, one: End, other: End) -> bool:
    """Whether a stream may run between two ports: an outlet and an inlet, both free, of units that are not the same,
    with a phase that both carry."""
    if one[0] == other[0]:
        return False
    first, second = port_of(sheet, *one), port_of(sheet, *other)
    if first.direction == second.direction or not first.carries & second.carries:
        return False
    return not is_taken(sheet, one[0], first) and not is_taken(sheet, other[0], second)


def why_not(sheet: Flowsheet, one: End, other: End) -> str:
    """Why no stream may run between two ports, in a sentence; '' if one may."""
    if one[0] == other[0]:
        return "A stream cannot begin and end at the same unit."
    first, second = port_of(sheet, *one), port_of(sheet, *other)
    named = f"{sheet.units[other[0]].tag} {spoken_name(second.name)}"
    if first.direction == second.direction:
        kind, wanted = ("an outlet", "an inlet") if second.direction == "out" else ("an inlet", "an outlet")
        return f"{named} is {kind}: this stream needs {wanted}."
    if is_taken(sheet, other[0], second):
        return f"{named} has a stream already."
    if not first.carries & second.carries:
        return f"{named} carries {_phases(second)}, this stream {_phases(first)}."
    return ""


def _phases(port: Port) -> str:
    return " and ".join(words for phase, words in PHASES.items() if phase in port.carries)


def free_ends_within(sheet: Flowsheet, box: str, direction: str) -> list[End]:
    """The ports within a sub-flowsheet, at any depth, that take one more stream; by tag, required ones first."""
    found: list[End] = []
    for unit in sorted(units_within(sheet, box), key=lambda key: sheet.units[key].tag):
        operation = catalogue().get(sheet.units[unit].operation)
        ports = operation.declaration.ports.values() if operation else ()
        for port in sorted(ports, key=lambda port: port.optional):
            if port.direction == direction and not is_taken(sheet, unit, port):
                found.append((unit, port.name))
    return found


def free_ports(sheet: Flowsheet, origin: End, unit: str) -> tuple[str, ...]:
    """The ports of a unit that a stream from ``origin`` may join, required ones first, of these the likest."""
    operation = catalogue().get(sheet.units[unit].operation)
    if operation is None:
        return ()
    ports = likest_first(operation.declaration.ports.values(), port_of(sheet, *origin).carries)
    return tuple(port.name for port in ports if may_join(sheet, origin, (unit, port.name)))


def likest_first(ports: Iterable[Port], carries: frozenset[str]) -> list[Port]:
    """Ports in the order in which a stream of some phases is meant for them: an organic goes to the organic's port."""
    return sorted(ports, key=lambda port: (port.optional, len(port.carries ^ carries)))
