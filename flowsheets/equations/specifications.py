"""Specifications: a result that is demanded and the parameters that are freed for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from flowsheets.document.operating_time import operating_hours
from flowsheets.document.paths import Path, parse_path, tag_of
from flowsheets.document.records import Flowsheet, SpecificationRecord
from flowsheets.equations.bounds_told import SHARES, range_told
from flowsheets.equations.entered import EnteredUnit, dimension_cached, read_number, to_internal
from flowsheets.equations.kernel import Kernel, Row
from flowsheets.equations.layout import TARGETS, Layout
from flowsheets.equations.measures import build_measure_kernel, find_measure
from flowsheets.equations.problem import CompiledSpecification, Freed
from flowsheets.equations.symbolic import casadi
from flowsheets.equations.system import Group
from unitops.chemistry.phases import PHASE_NAMES, stream_phase
from unitops.chemistry.species import Species
from unitops.declaration.declared import Parameter
from unitops.errors import InputError
from unitops.quantities import Dimension, parse_quantity, to_si


def freed_parameters(sheet: Flowsheet) -> dict[str, frozenset[str]]:
    """Parameters that some active specification frees and that therefore need not be entered, by unit id."""
    freed: dict[str, set[str]] = {}
    for specification in sheet.specifications.values():
        if not specification.off and specification.relation == "=":
            for text in specification.frees:
                path = parse_path(text)
                freed.setdefault(path.owner, set()).add(slot_name(path))
    return {owner: frozenset(names) for owner, names in freed.items()}


def slot_name(path: Path) -> str:
    """The slot of a unit that a path names: a parameter, a table entry, the conversion of a reaction."""
    return f"{path.name}[{path.argument}]" if path.argument else path.name


def compile_specifications(
    sheet: Flowsheet,
    units: Mapping[str, EnteredUnit],
    layout: Layout,
    species_of: Mapping[str, tuple[str, ...]],
    species: Mapping[str, Species],
    z: np.ndarray,
) -> list[CompiledSpecification]:
    """Every specification that is on, in the order of ids; writes their targets into z."""
    hours = operating_hours(sheet)
    compiled = []
    claimed: dict[int, str] = {}
    for key in sorted(sheet.specifications):
        record = sheet.specifications[key]
        if record.off:
            continue
        text = describe(sheet, record)
        target = layout.position(TARGETS, key)
        demanded = demanded_measure(sheet, record, units)
        group = _demand(sheet, record, text, target, layout, species_of, species)
        z[target] = _target(record, demanded, text, hours)
        if record.relation == "=":
            _require_possible(record, demanded, text, z[target])
        frees = tuple(_freed(sheet, record, path, text, units, layout, hours) for path in record.frees)
        if not frees:
            raise InputError(
                f"the specification {text} frees no parameter",
                place=text,
                remedy="Name the parameter that may be adjusted to reach it.",
            )
        for freed in frees:
            if freed.position in claimed:
                raise InputError(
                    f"{text} and {claimed[freed.position]} both free {freed.path}",
                    remedy="Each specification needs a parameter of its own: free another or switch one off.",
                )
            claimed[freed.position] = text
        compiled.append(CompiledSpecification(key, text, record.relation, group, frees))
    return compiled


def describe(sheet: Flowsheet, record: SpecificationRecord) -> str:
    """A specification in words: 'S-12.fraction[Li] >= 5.5 wt%'."""
    path = parse_path(record.result)
    argument = f"[{path.argument}]" if path.argument else ""
    return f"{tag_of(sheet, path.owner)}.{path.name}{argument} {record.relation} {record.target}"


def _target(record: SpecificationRecord, demanded: Demanded, text: str, hours: float) -> float:
    return parse_quantity(
        str(record.target), demanded.dimension, place=text, default_unit=demanded.unit, hours_per_year=hours or None
    )


def _require_possible(record: SpecificationRecord, demanded: Demanded, text: str, target: float) -> None:
    """Raise InputError if no plant can have what is demanded: a share above one, a parameter beyond its bounds."""
    unit, slack = demanded.unit or "1", 1e-9 * abs(target)
    low, high = (
        None if bound is None else to_si(bound, demanded.dimension, unit) for bound in (demanded.low, demanded.high)
    )
    too_low = low is not None and target < low - slack
    too_high = high is not None and target > high + slack
    if too_low or too_high:
        raise InputError(
            f'"{record.target}" cannot be demanded of it',
            place=text,
            remedy=range_told(demanded.low, demanded.high, unit, record.target),
        )


def _demand(
    sheet: Flowsheet,
    record: SpecificationRecord,
    text: str,
    target: int,
    layout: Layout,
    species_of: Mapping[str, tuple[str, ...]],
    species: Mapping[str, Species],
) -> Group:
    """The equation result - target = 0."""
    path = parse_path(record.result)
    if path.owner in species_of:
        ids = species_of[path.owner]
        _require_present(path, tag_of(sheet, path.owner), ids, species, text)
        kernel = build_measure_kernel(path.name, path.argument, ids, species, target=True)
        start = layout.start[path.owner]
        arguments = [*range(start, start + len(layout.slots[path.owner])), target]
        return _single(kernel, arguments, path.owner)
    position = layout.position(path.owner, path.name)
    return _single(demand_kernel(), [position, target], path.owner)


class Demanded(msgspec.Struct, frozen=True):
    """Dimension of what a specification demands, and the unit of a bare number ('': it must be written).

    low, high: bounds of what can be, in ``unit``, or as plain numbers where it is ''.
    """

    dimension: Dimension
    unit: str
    low: float | None = None
    high: float | None = None


def demanded_measure(sheet: Flowsheet, record: SpecificationRecord, units: Mapping[str, EnteredUnit]) -> Demanded:
    """What the target of a specification is measured in; raises InputError if its result is none of the sheet."""
    path, text = parse_path(record.result), describe(sheet, record)
    if path.owner in sheet.streams:
        dimension = find_measure(path.name, path.argument, text).dimension
        return Demanded(dimension, "", 0.0, 1.0) if dimension in SHARES else Demanded(dimension, "")
    if path.owner not in units:
        raise InputError(f"{text} refers to nothing on this sheet", place=text)
    declared = units[path.owner].operation.declaration.quantities
    if path.name not in declared:
        raise InputError(
            f"{tag_of(sheet, path.owner)} has no result '{path.name}'",
            place=text,
            remedy=f"It has {', '.join(declared)}.",
        )
    item = declared[path.name]
    low, high = (item.low, item.high) if isinstance(item, Parameter) else (None, None)
    return Demanded(dimension_cached(item.measure), item.measure, low, high)


def _require_present(path: Path, tag: str, ids: Sequence[str], species: Mapping[str, Species], text: str) -> None:
    """Raise InputError if what the demand is of, a species, element or phase, can never be in the stream."""
    argument = path.argument
    if not argument or argument in ids:
        return
    letters = [letter for letter, name in PHASE_NAMES.items() if name == argument]
    if any(stream_phase(s, species[s].phase) in letters or argument in species[s].composition for s in ids):
        return
    raise InputError(
        f"there is no {argument} in {tag}",
        place=text,
        remedy=f"{tag} can hold {', '.join(ids) or 'nothing'}; demand one of these, or an element or a phase of them.",
    )


def demand_kernel() -> Kernel:
    """One row: a number minus its target."""
    ca = casadi()

    value, target = ca.SX.sym("value"), ca.SX.sym("target")
    return Kernel("demand", [value, target], [value - target], [Row("specification", "result")])


def _single(kernel: Kernel, arguments: Sequence[int], owner: str) -> Group:
    return Group(kernel, np.array([arguments], dtype=np.int64), [owner], np.zeros((1, 1), dtype=np.int64))


def _freed(
    sheet: Flowsheet,
    record: SpecificationRecord,
    path_text: str,
    text: str,
    units: Mapping[str, EnteredUnit],
    layout: Layout,
    hours: float,
) -> Freed:
    path = parse_path(path_text)
    shown = f"{tag_of(sheet, path.owner)}.{slot_name(path)}"
    unit = units.get(path.owner)
    if unit is None or slot_name(path) not in layout.slots[path.owner]:
        declared = unit.operation.declaration.parameters if unit is not None else {}
        known = [name for name in declared if unit is not None and name in layout.slots[unit.id]]
        remedy = f"It has {', '.join(known)}." if known else "Name a parameter of a unit."
        raise InputError(f"{shown} is no parameter that can be freed", place=text, remedy=remedy)
    if path.name in unit.operation.declaration.results:
        raise InputError(f"{shown} is a result and cannot be freed", place=text, remedy="Free a parameter instead.")
    parameter = unit.operation.declaration.parameters.get(path.name)
    measured = parameter.unit if parameter else "1"
    bounds = []
    for entered, name, infinite in ((record.lower, "low", -np.inf), (record.upper, "high", np.inf)):
        declared = getattr(parameter, name) if parameter else (0.0 if name == "low" else 1.0)
        if entered is not None:
            bounds.append(read_number(entered, measured, text, hours))
        elif parameter is not None and declared is not None:
            bounds.append(to_internal(parameter, declared))
        else:
            bounds.append(infinite if declared is None else declared)
    return Freed(shown, layout.position(path.owner, slot_name(path)), bounds[0], bounds[1], measured)
