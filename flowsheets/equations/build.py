"""From a document to a compiled problem: read, reach, shape, number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec
import numpy as np

from flowsheets.document.operating_time import operating_hours
from flowsheets.document.records import Flowsheet
from flowsheets.equations.bypass import bypass_phases
from flowsheets.equations.chemistry_of_sheet import SheetChemistry
from flowsheets.equations.connections import Connections, connect
from flowsheets.equations.entered import EnteredUnit, Reader, to_internal
from flowsheets.equations.groups import real_fluid_groups, stream_groups, unit_groups
from flowsheets.equations.kernel_store import KernelStore, SheetKernels
from flowsheets.equations.layout import TARGETS, Layout, real_fluid_block
from flowsheets.equations.problem import Problem
from flowsheets.equations.reach import MaskedRule, ReachNode, SpeciesIndex, closure, reach
from flowsheets.equations.specifications import compile_specifications, freed_parameters
from flowsheets.equations.stream_kernel import real_species
from flowsheets.equations.unit_kernel import (
    STREAM_STATE,
    Shape,
    UnitKernel,
    build_unit_kernel,
    own_slots,
)
from unitops.catalogue import catalogue
from unitops.chemistry.assay import read_composition
from unitops.chemistry.phases import stream_phase
from unitops.chemistry.species import STANDARD_TEMPERATURE
from unitops.declaration.balance import ModelError
from unitops.declaration.declared import Parameter
from unitops.declaration.operation import UnitOperation, sides_of
from unitops.errors import InputError, RaffinateError


class SheetError(InputError):
    """Everything that is wrong with a sheet, one error after another."""

    def __init__(self, errors: Sequence[InputError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(error.sentence() for error in errors))


def compile_sheet(sheet: Flowsheet, store: KernelStore | None = None) -> Problem:
    """Compile a sheet. store: keeps kernels from one compilation to the next.

    Raises SheetError with every problem that entered values, reactions, species or connections have.
    """
    chemistry = SheetChemistry(sheet.species)
    connections = connect(sheet)
    units = read_units(sheet, chemistry, connections)
    index = SpeciesIndex()
    rules = {unit_id: _rules(unit, index) for unit_id, unit in units.items()}
    present, inside = _reach(units, connections, rules, index, chemistry)
    species_of = {stream: index.members(mask) for stream, mask in _distinct(present).items()}
    ids = index.members(_union(present.values()) | _union(inside.values()))
    species = {s: chemistry.require(s, "the sheet") for s in ids}
    compiled = (store or KernelStore()).of(sheet)
    kernels = _unit_kernels(units, connections, species_of, inside, index, species, compiled)
    layout = _layout(sheet, units, species_of, kernels)
    groups, local_groups = unit_groups(units, connections, kernels, layout)
    groups += stream_groups(species_of, layout, species, compiled)
    local_groups += real_fluid_groups(species_of, layout)
    z, scale, unknown, temperatures = _numbers(units, kernels, layout, species_of)
    specifications = compile_specifications(sheet, units, layout, species_of, species, z)
    for specification in specifications:
        unknown[[freed.position for freed in specification.frees]] = False  # unknown only while it is active
    given = {u: unit.numbers["temperature"] for u, unit in units.items() if "temperature" in unit.numbers}
    return Problem(
        sheet,
        units,
        species,
        layout,
        z,
        scale,
        unknown,
        groups,
        local_groups,
        specifications,
        connections.inlets,
        connections.outlets,
        given,
        temperatures,
    )


def read_units(sheet: Flowsheet, chemistry: SheetChemistry, connections: Connections) -> dict[str, EnteredUnit]:
    """All units as entered, by id in order; raises SheetError with every error of every unit."""
    reader = Reader(
        chemistry.reaction,
        lambda entered, place: read_composition(entered, place, chemistry.species, chemistry.canonical_amounts),
        operating_hours(sheet),
    )
    reader.errors += chemistry.errors
    freed = freed_parameters(sheet)
    operations = catalogue()
    units: dict[str, EnteredUnit] = {}
    for unit_id in sorted(sheet.units):
        record = sheet.units[unit_id]
        operation = operations.get(record.operation)
        if operation is None:
            reader.errors.append(_unknown_operation(record.tag, record.operation, operations))
            continue
        connected = {*connections.inlets[unit_id], *connections.outlets[unit_id]}
        reader.errors += _port_errors(record.tag, operation, connections, unit_id)
        units[unit_id] = reader.unit(
            unit_id,
            record.tag,
            operation,
            record.parameters,
            record.off,
            connected,
            freed.get(unit_id, frozenset()),
        )
    if reader.errors:
        raise SheetError(reader.errors)
    return units


def _unknown_operation(tag: str, name: str, known: Mapping[str, Any]) -> InputError:
    import difflib

    near = difflib.get_close_matches(name, known, n=1)
    hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(known)}."
    return InputError(f"there is no unit operation '{name}'", place=tag, remedy=hint)


def _port_errors(
    tag: str, operation: type[UnitOperation], connections: Connections, unit_id: str
) -> Iterable[InputError]:
    declared = operation.declaration
    entering, leaving = connections.inlets[unit_id], connections.outlets[unit_id]
    for port in (*entering, *leaving):
        right = declared.inlets if port in entering else declared.outlets
        if port not in right:
            way = "inlet" if port in entering else "outlet"
            ports = ", ".join(right) or "none"
            yield InputError(f"'{port}' is not an {way} of {operation.__name__}", place=tag, remedy=f"It has {ports}.")
    for name, streams in entering.items():
        if name in declared.inlets and len(streams) > 1 and not declared.inlets[name].many:
            yield InputError(
                f"{len(streams)} streams enter '{name}', which takes one",
                place=tag,
                remedy="Join them in a mixer first.",
            )
    for name, port in {**declared.inlets, **declared.outlets}.items():
        if not port.optional and name not in entering and name not in leaving:
            yield InputError(
                f"no stream is connected to '{name}' ({port.says})",
                place=tag,
                remedy="Connect one, or a feed or product.",
            )


def _rules(unit: EnteredUnit, index: SpeciesIndex) -> tuple[MaskedRule, ...]:
    if unit.off:
        return ()
    transformations = list(unit.operation(unit.configuration).transformations())
    for _, entries in unit.configuration.reactions:
        transformations += [entry.transformation for entry in entries]
    return index.rules(transformations)


def _reach(
    units: Mapping[str, EnteredUnit],
    connections: Connections,
    rules: Mapping[str, tuple[MaskedRule, ...]],
    index: SpeciesIndex,
    chemistry: SheetChemistry,
) -> tuple[dict[str, int], dict[str, int]]:
    """Species of each stream, and what each unit can hold inside."""
    for unit in units.values():
        index.mask(unit.configuration.composition)
    phase_masks: dict[str, int] = dict.fromkeys(("s", "aq", "o", "m", "g"), 0)
    for species_id in index.ids:
        record = chemistry.require(species_id, "the sheet")
        phase_masks[stream_phase(species_id, record.phase)] |= index.bit(species_id)
    nodes = []
    for unit_id, unit in units.items():
        brings = 0 if unit.off else index.mask(unit.configuration.composition)
        for entering_ports, leaving_ports in sides_of(unit.operation):
            leaving = {port: s for port, s in connections.outlets[unit_id].items() if port in leaving_ports}
            nodes.append(
                ReachNode(
                    _entering(connections, unit_id, entering_ports),
                    tuple(_outlet_masks(unit, leaving, phase_masks, index)),
                    brings,
                    rules[unit_id],
                )
            )
    streams = [s for ports in connections.outlets.values() for s in ports.values()]
    present = dict(reach(nodes, streams))
    inside = {}
    for unit_id, unit in units.items():
        brings = 0 if unit.off else index.mask(unit.configuration.composition)
        entering = brings | _union(present[s] for s in _entering(connections, unit_id, connections.inlets[unit_id]))
        inside[unit_id] = closure(entering, rules[unit_id])
    return present, inside


def _entering(connections: Connections, unit_id: str, ports: Iterable[str]) -> tuple[str, ...]:
    """The streams that enter a unit by the ports named."""
    inlets = connections.inlets[unit_id]
    return tuple(stream for port in ports for stream in inlets.get(port, ()))


def _outlet_masks(
    unit: EnteredUnit, outlets: Mapping[str, str], phases: Mapping[str, int], index: SpeciesIndex
) -> Iterable[tuple[str, int]]:
    if unit.off:
        carried: Mapping[str, Iterable[str]] = bypass_phases(unit.operation, tuple(outlets))
    else:
        carried = {name: port.carries for name, port in unit.operation.declaration.outlets.items()}
    piece = unit.operation(unit.configuration)
    for port, stream in outlets.items():
        held = 0 if unit.off else index.mask(piece.holds_back(port))
        yield stream, _union(phases[phase] for phase in carried[port]) & ~held


def _union(masks: Iterable[int]) -> int:
    total = 0
    for mask in masks:
        total |= mask
    return total


def _distinct(present: Mapping[str, int]) -> Mapping[str, int]:
    return present


def _unit_kernels(
    units: Mapping[str, EnteredUnit],
    connections: Connections,
    species_of: Mapping[str, tuple[str, ...]],
    inside: Mapping[str, int],
    index: SpeciesIndex,
    species: Mapping[str, Any],
    compiled: SheetKernels,
) -> dict[str, UnitKernel]:
    """The kernel of each unit; equal shapes share one."""
    kernels = {}
    for unit_id, unit in units.items():
        entering, leaving = connections.inlets[unit_id], connections.outlets[unit_id]
        declared = unit.operation.declaration
        shape = Shape(
            unit.operation,
            unit.configuration,
            unit.off,
            tuple((p, tuple(species_of[s] for s in entering[p])) for p in declared.inlets if p in entering),
            tuple((p, species_of[leaving[p]]) for p in declared.outlets if p in leaving),
            index.members(inside[unit_id]),
        )
        try:
            kernels[unit_id] = compiled.kept(shape, partial(build_unit_kernel, shape, species))
        except RaffinateError as error:
            raise _of_unit(unit, error) from error
    return kernels


def _of_unit(unit: EnteredUnit, error: RaffinateError) -> InputError:
    """An error of a unit operation's equations, with the tag of the unit and a way out."""
    within = error.place if error.place != unit.operation.__name__ else ""
    place = f"{unit.tag}.{within}" if within else unit.tag
    remedy = error.remedy
    if not remedy and isinstance(error, ModelError):
        closed = [name for name in unit.operation.declaration.outlets if f"by '{name}'" in error.problem]
        connected = [name for name in closed if name in unit.configuration.connected]
        if connected:
            remedy = f"Let it leave by another outlet, or keep it out of {unit.tag}."
        elif closed:
            remedy = f"Connect a stream to '{closed[0]}'."
    return InputError(error.problem, place=place, remedy=remedy)


def _layout(
    sheet: Flowsheet,
    units: Mapping[str, EnteredUnit],
    species_of: Mapping[str, tuple[str, ...]],
    kernels: Mapping[str, UnitKernel],
) -> Layout:
    start: dict[str, int] = {}
    slots: dict[str, tuple[str, ...]] = {}
    position = 0
    for stream in sorted(species_of):
        start[stream], slots[stream] = position, species_of[stream] + STREAM_STATE
        position += len(slots[stream])
    for unit_id in units:
        start[unit_id], slots[unit_id] = position, kernels[unit_id].slots
        position += len(slots[unit_id])
    for stream in sorted(species_of):
        if held := real_species(species_of[stream]):
            start[real_fluid_block(stream)], slots[real_fluid_block(stream)] = position, held
            position += len(held)
    start[TARGETS], slots[TARGETS] = position, tuple(sorted(sheet.specifications))
    position += len(slots[TARGETS])
    return Layout(start, slots, position)


def _numbers(
    units: Mapping[str, EnteredUnit],
    kernels: Mapping[str, UnitKernel],
    layout: Layout,
    species_of: Mapping[str, tuple[str, ...]],
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """First values, usual sizes, the mask of unknowns and that of temperatures."""
    z = np.zeros(layout.size)
    scale = np.ones(layout.size)
    unknown = np.zeros(layout.size, dtype=bool)
    temperatures = np.zeros(layout.size, dtype=bool)
    for stream in species_of:
        start, size = layout.start[stream], len(layout.slots[stream])
        unknown[start : start + size] = True
        temperatures[start + size - 3] = True
        z[start + size - 3], z[start + size - 2] = 298.15, 101325.0
        scale[start + size - 3], scale[start + size - 2], scale[start + size - 1] = 100.0, 1e5, 1e5
        for species_id in real_species(species_of[stream]):
            position = layout.position(real_fluid_block(stream), species_id)
            unknown[position], scale[position] = True, 1e5
    roles: dict[tuple[int, bool, frozenset[str]], _Roles] = {}
    for unit_id, unit in units.items():
        start, kernel = layout.start[unit_id], kernels[unit_id]
        key = (id(kernel), unit.off, unit.calculated)
        if key not in roles:
            roles[key] = _roles(unit, kernel)
        role = roles[key]
        span = slice(start, start + len(kernel.slots))
        numbers = unit.numbers
        entered = [numbers.get(slot, first) for slot, first in zip(kernel.slots, role.first, strict=True)]
        z[span] = entered
        unknown[span] = role.unknown
        temperatures[span] = role.temperature
        sizes = np.abs(entered)
        scale[span] = np.where(role.scaled | (sizes == 0.0), role.scale, sizes)
    return z, scale, unknown, temperatures


class _Roles(msgspec.Struct, frozen=True):
    """What the numbers of one kind of unit are: unknown or not, where they start, how large they usually are."""

    unknown: np.ndarray
    first: list[float]
    scale: np.ndarray
    scaled: np.ndarray
    """Where ``scale`` holds whatever the number is."""
    temperature: np.ndarray


def _roles(unit: EnteredUnit, kernel: UnitKernel) -> _Roles:
    declared = unit.operation.declaration
    absent = {n for n, p in declared.parameters.items() if p.when_empty == "absent" and p.default is None}
    size = len(kernel.slots)
    unknown, first, scale = np.zeros(size, dtype=bool), [0.0] * size, np.ones(size)
    scaled, temperature = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
    for k, slot in enumerate(own_slots(unit.operation, unit.configuration)):
        item = declared.quantities.get(slot)
        temperature[k] = item is not None and item.measure == "degC"
        if unit.off or (slot in absent and slot not in unit.configuration.given):
            continue
        if slot in declared.results or slot in unit.calculated:
            unknown[k] = True
            if isinstance(item, Parameter) and item.default is not None:
                first[k] = to_internal(item, item.default)
        if item is not None and getattr(item, "energy", None):
            scale[k], scaled[k] = 1e5, True
    for k, internal in enumerate(kernel.internals, size - len(kernel.internals)):
        unknown[k], first[k], scale[k], scaled[k] = True, internal.start, internal.scale, True
        temperature[k] = internal.kind == "temperature" or internal.start == STANDARD_TEMPERATURE
    return _Roles(unknown, first, scale, scaled, temperature)
