"""The kernel of one kind and shape of unit: its declaration and equations turned into one function.

The arguments of a unit kernel are, in order: a block for each connected inlet stream, a block for each connected
outlet stream (amounts of the stream's species, T, P, H), the unit's own block (quantities, table entries,
conversions, feed amounts, internal variables) and the sheet's smoothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from flowsheets.equations.bypass import bypass
from flowsheets.equations.kernel import Kernel, Row
from flowsheets.equations.symbolic import casadi
from unitops.chemistry.species import Species
from unitops.declaration.balance import Balance, LocalModel, Unknown
from unitops.declaration.configuration import Configuration
from unitops.declaration.flow import Closed, Flow, Incoming, Leaving, SpeciesBook
from unitops.declaration.operation import UnitOperation

STREAM_STATE = ("T", "P", "H")
"""What follows the amounts in a stream's block."""


class Shape(msgspec.Struct, frozen=True):
    """What decides a unit's equations: kind, configuration and the species of its streams by port."""

    operation: type[UnitOperation]
    configuration: Configuration
    off: bool
    inlets: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]
    """Port and, for each stream there, its species."""
    outlets: tuple[tuple[str, tuple[str, ...]], ...]
    inside: tuple[str, ...]
    """All species that the unit can hold."""


class LocalRows(msgspec.Struct, frozen=True):
    """A local model of a kernel: which arguments are its inputs and outputs."""

    model: LocalModel
    says: str
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]


class UnitKernel(msgspec.Struct, frozen=True):
    """A kernel with the layout of the unit's own block."""

    kernel: Kernel
    stream_sizes: tuple[int, ...]
    slots: tuple[str, ...]
    """Names of the unit's own block: quantities, tables, conversions, feed amounts, then internal variables."""
    internals: tuple[Unknown, ...]
    local_rows: tuple[LocalRows, ...]

    @property
    def own_size(self) -> int:
        """Length of the unit's own block."""
        return len(self.slots)


class BoundTable:
    """A table of a configured unit: the number that holds for a species."""

    def __init__(self, book: SpeciesBook, symbols: Mapping[str, Any]) -> None:
        self.book, self.symbols = book, symbols

    def __call__(self, species_id: str) -> Any:
        """Symbol for a species: by its id, by its stream phase, else by '*'; 0.0 if nothing names it."""
        for key in (species_id, self.book.phase[species_id], "*"):
            if key in self.symbols:
                return self.symbols[key]
        return 0.0

    def __contains__(self, key: str) -> bool:
        return key in self.symbols


class _Arguments:
    """Collects the arguments of a kernel and where each symbol stands."""

    def __init__(self, ca: Any) -> None:
        self.ca = ca
        self.blocks: list[Any] = []
        self.size = 0
        self.position: dict[int, int] = {}
        self._alive: list[Any] = []

    def block(self, name: str, length: int) -> Any:
        symbols = self.ca.SX.sym(name, length)
        self.blocks.append(symbols)
        self.size += length
        return symbols

    def scalar(self, name: str) -> Any:
        symbol = self.ca.SX.sym(name)
        self.mark(symbol, self.size)
        self.blocks.append(symbol)
        self.size += 1
        return symbol

    def mark(self, symbol: Any, position: int) -> Any:
        """Remember where a symbol stands; it is kept alive so that its identity stays its own."""
        self.position[id(symbol)] = position
        self._alive.append(symbol)
        return symbol


def build_unit_kernel(shape: Shape, species: Mapping[str, Species]) -> UnitKernel:
    """Write a unit's equations for its streams and compile them.

    Raises ModelError when the unit operation's equations leave something unsaid.
    """
    ca = casadi()

    book = SpeciesBook(shape.inside, species, ca)
    arguments = _Arguments(ca)
    unit = shape.operation(shape.configuration)
    stream_sizes: list[int] = []
    inlets = _bind_inlets(unit, shape, book, arguments, stream_sizes)
    outlets = _bind_outlets(unit, shape, arguments, stream_sizes)
    slots = _bind_own(unit, shape.configuration, book, arguments)
    declared = unit.declaration
    crossings = [
        (unit.bound[name], 1.0 if item.energy == "in" else -1.0)
        for name, item in {**declared.results, **declared.parameters}.items()
        if item.energy and unit.bound[name] is not None and not shape.off
    ]
    smoothing = ca.SX.sym("smoothing")
    internals: list[Unknown] = []
    balance = Balance(
        book,
        arguments.scalar,
        smoothing,
        inlets,
        outlets,
        crossings,
        unit.bound.get("pressure"),
    )
    if shape.off:
        bypass(unit, balance, outlets)
    else:
        unit.equations(balance)
    balance.finished(outlet.name for outlet in outlets)
    internals = balance.unknowns
    slots += [unknown.name for unknown in internals]
    arguments.blocks.append(smoothing)
    arguments.size += 1
    kernel = _compile(shape.operation.__name__, balance, arguments)
    local_rows = tuple(
        LocalRows(
            call.model,
            call.says,
            tuple(arguments.position[id(u.symbol)] for u in call.inputs),
            tuple(arguments.position[id(u.symbol)] for u in call.outputs),
        )
        for call in balance.calls
    )
    return UnitKernel(kernel, tuple(stream_sizes), tuple(slots), tuple(internals), local_rows)


def _bind_inlets(
    unit: UnitOperation, shape: Shape, book: SpeciesBook, arguments: _Arguments, sizes: list[int]
) -> list[Incoming]:
    streams: dict[str, list[Incoming]] = {name: [] for name in unit.declaration.inlets}
    for port, of_streams in shape.inlets:
        for ids in of_streams:
            count = len(ids)
            block = arguments.block(port, count + len(STREAM_STATE))
            column = book.placed(ids, block[:count])
            streams[port].append(Incoming(book, column, block[count], block[count + 1], block[count + 2]))
            sizes.append(count + len(STREAM_STATE))
    everything: list[Incoming] = []
    for name, port in unit.declaration.inlets.items():
        everything += streams[name]
        if port.many:
            unit.bound[name] = streams[name]
        else:
            unit.bound[name] = streams[name][0] if streams[name] else Incoming.absent(book)
    return everything


def _bind_outlets(unit: UnitOperation, shape: Shape, arguments: _Arguments, sizes: list[int]) -> list[Leaving]:
    for name in unit.declaration.outlets:
        unit.bound[name] = Closed(name)
    outlets = []
    for port, ids in shape.outlets:
        count = len(ids)
        start = arguments.size
        block = arguments.block(port, count + len(STREAM_STATE))
        symbols = arguments.mark(block[:count], start)
        state = [arguments.mark(block[count + k], start + count + k) for k in range(len(STREAM_STATE))]
        leaving = Leaving(port, ids, symbols, *state)
        unit.bound[port] = leaving
        outlets.append(leaving)
        sizes.append(count + len(STREAM_STATE))
    return outlets


def own_slots(operation: type[UnitOperation], configuration: Configuration) -> list[str]:
    """Names of a unit's numbers in the order of its block, internal variables excepted."""
    slots = list(operation.declaration.quantities)
    slots += [f"{name}[{key}]" for name, keys in configuration.tables for key in keys]
    slots += [f"{name}[{k}]" for name, entries in configuration.reactions for k in range(len(entries))]
    for name in operation.declaration.compositions:
        slots += [f"{name}[{species_id}]" for species_id in configuration.composition]
    return slots


def _bind_own(unit: UnitOperation, configuration: Configuration, book: SpeciesBook, arguments: _Arguments) -> list[str]:
    declared = unit.declaration
    slots = own_slots(type(unit), configuration)
    symbols = {slot: arguments.scalar(slot) for slot in slots}
    absent = {n for n, p in declared.parameters.items() if p.when_empty == "absent" and p.default is None}
    for name in declared.quantities:
        missing = name in absent and name not in configuration.given
        unit.bound[name] = None if missing else symbols[name]
    unit.bound.update(dict(configuration.choices))
    unit.bound.update(dict(configuration.words))
    for name, keys in configuration.tables:
        unit.bound[name] = BoundTable(book, {key: symbols[f"{name}[{key}]"] for key in keys})
    for name, entries in configuration.reactions:
        unit.bound[name] = [(entry, symbols[f"{name}[{k}]"]) for k, entry in enumerate(entries)]
    for name in declared.compositions:
        held = [s for s in configuration.composition if s in book.position]  # a feed that is off brings nothing
        unit.bound[name] = Flow(book, book.column({s: symbols[f"{name}[{s}]"] for s in held}))
    return slots


def _compile(name: str, balance: Balance, arguments: _Arguments) -> Kernel:
    residuals, rows = [], []
    for equation in balance.equations:
        residuals.append(equation.residual)
        gives = arguments.position.get(id(equation.gives), -1) if equation.gives is not None else -1
        rows += [Row(says, equation.kind, gives + k if gives >= 0 else -1) for k, says in enumerate(equation.says)]
    return Kernel(name, arguments.blocks, residuals, rows, balance.switches)
