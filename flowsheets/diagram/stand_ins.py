"""What is drawn like a unit and is none: the box of a sub-flowsheet, and flags where streams cross its border.

Symbols and ports of whatever stands on a drawing are asked for here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from flowsheets.diagram.made_symbols import NEW_INLET, NEW_OUTLET, inlet_name, outlet_name
from flowsheets.diagram.symbols import Symbol, symbol
from flowsheets.document.records import UnitRecord
from unitops.catalogue import catalogue
from unitops.declaration.declared import PHASES, Inlet, Outlet, Port
from unitops.declaration.operation import is_feed, is_product


class StandIn(UnitRecord, frozen=True, kw_only=True):
    """In the place of units that are drawn elsewhere.

    role: the box of a sub-flowsheet; or a flag 'from' which a stream comes in, or 'to' which it leaves. picture: name
    of its symbol. ports: by name, with what may pass. marks: what is written at the ports of a box.
    stream, far: ids of the stream that a flag is for, and of the unit beyond the border.
    """

    role: Literal["box", "from", "to"]
    picture: str
    ports: dict[str, Port]
    marks: dict[str, str] = msgspec.field(default_factory=dict)
    stream: str = ""
    far: str = ""


def symbol_of(record: UnitRecord) -> Symbol:
    """The symbol of what is drawn; a plain box for an operation that is not known."""
    if isinstance(record, StandIn):
        return symbol(record.picture)
    operation = catalogue().get(record.operation)
    return symbol(operation.symbol if operation else "")


def ports_of(record: UnitRecord) -> Mapping[str, Port]:
    """The ports of what is drawn, by name; none for an operation that is not known."""
    if isinstance(record, StandIn):
        return record.ports
    operation = catalogue().get(record.operation)
    return operation.declaration.ports if operation else {}


def is_flag(record: UnitRecord) -> bool:
    """Whether it is a flag with its name inside: a feed, a product, or where a stream crosses the border."""
    if isinstance(record, StandIn):
        return record.role != "box"
    operation = catalogue().get(record.operation)
    return operation is not None and (is_feed(operation) or is_product(operation))


def is_at_border(record: UnitRecord) -> bool:
    """Whether it is a flag where a stream crosses the border: it stands where the drawing puts it."""
    return isinstance(record, StandIn) and record.role != "box"


def box_ports(into: Sequence[frozenset[str]], out: Sequence[frozenset[str]]) -> dict[str, Port]:
    """The ports of a box, from the phases that each stream in and out may have, and one more either way."""
    everything = frozenset(PHASES)
    found: dict[str, Port] = {inlet_name(n): _port(Inlet, phases) for n, phases in enumerate(into, start=1)}
    found |= {outlet_name(n): _port(Outlet, phases) for n, phases in enumerate(out, start=1)}
    return _named({**found, NEW_INLET: _port(Inlet, everything), NEW_OUTLET: _port(Outlet, everything)})


def flag_ports(role: Literal["from", "to"], phases: frozenset[str]) -> dict[str, Port]:
    """The one port of a flag at the border."""
    kind, name = (Outlet, outlet_name(1)) if role == "from" else (Inlet, inlet_name(1))
    return _named({name: _port(kind, phases)})


def _port(kind: type[Port], phases: frozenset[str]) -> Port:
    return kind(" ".join(sorted(phases)), "where a stream crosses the border")


def _named(ports: dict[str, Port]) -> dict[str, Port]:
    for name, port in ports.items():
        port.name = name
    return ports
