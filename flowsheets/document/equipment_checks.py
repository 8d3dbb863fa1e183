"""Checks that need what unit operations declare: kinds, ports and parameters of the units on a sheet."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, Protocol

from flowsheets.document.errors import Problem
from flowsheets.document.paths import tag_of
from flowsheets.document.records import End, Flowsheet, UnitRecord
from unitops.errors import QuantityError
from unitops.quantities import dimension_of, parse_quantity


class PortLike(Protocol):
    """What is asked of a declared port; ``carries`` are the stream phases that may pass."""

    optional: bool
    many: bool

    @property
    def direction(self) -> Literal["in", "out"]: ...

    @property
    def carries(self) -> frozenset[str]: ...


class Measured(Protocol):
    """What is asked of a declared number or table of numbers: the unit it is declared in."""

    unit: str


class DeclarationLike(Protocol):
    """What is asked of a declaration; unitops.declaration.operation.Declaration has it."""

    @property
    def items(self) -> Mapping[str, Any]: ...

    @property
    def ports(self) -> Mapping[str, PortLike]: ...

    @property
    def results(self) -> Mapping[str, Any]: ...

    @property
    def parameters(self) -> Mapping[str, Measured]: ...

    @property
    def tables(self) -> Mapping[str, Measured]: ...


Declarations = Mapping[str, DeclarationLike]
"""By the name of the unit operation."""


def check_equipment(sheet: Flowsheet, declarations: Declarations) -> list[Problem]:
    """Every problem that the declarations show, in the order of the checks."""
    tests = (operations_are_known, ports_are_known, ports_match, ports_are_connected, parameters_are_readable)
    return [problem for test in tests for problem in test(sheet, declarations)]


def operations_are_known(sheet: Flowsheet, declarations: Declarations) -> Iterator[Problem]:
    """Every unit is of a kind that there is."""
    for key, unit in sorted(sheet.units.items()):
        if unit.operation not in declarations:
            message = f'there is no unit operation "{unit.operation}"'
            yield _problem("operations_are_known", unit.tag, message, _near(unit.operation, declarations), key)


def ports_are_known(sheet: Flowsheet, declarations: Declarations) -> Iterator[Problem]:
    """A stream leaves by an outlet and enters by an inlet, and the unit has it."""
    for key, stream in sorted(sheet.streams.items()):
        for end, direction in ((stream.source, "out"), (stream.target, "in")):
            declared = _declaration(sheet, end, declarations)
            if end is None or declared is None:
                continue
            word = "inlet" if direction == "in" else "outlet"
            open_ports = [name for name, port in declared.ports.items() if port.direction == direction]
            if end.port not in declared.ports:
                message = f'{tag_of(sheet, end.unit)} has no {word} "{end.port}"'
                yield _problem("ports_are_known", stream.tag, message, _near(end.port, open_ports), key)
            elif end.port not in open_ports:
                verb = "enters by the outlet" if direction == "in" else "leaves by the inlet"
                message = f"the stream {verb} {tag_of(sheet, end.unit)}.{end.port}"
                remedy = f"Connect it to an {word}: {', '.join(open_ports) or 'it has none'}."
                yield _problem("ports_are_known", stream.tag, message, remedy, key)


def ports_match(sheet: Flowsheet, declarations: Declarations) -> Iterator[Problem]:
    """The two ports of a stream have a phase in common."""
    for key, stream in sorted(sheet.streams.items()):
        source, target = (_port(sheet, end, declarations) for end in (stream.source, stream.target))
        if source is None or target is None or source.carries & target.carries:
            continue
        message = f"it leaves with {_phases(source)} and enters where only {_phases(target)} may pass"
        yield _problem("ports_match", stream.tag, message, "Connect it to another port.", key)


def ports_are_connected(sheet: Flowsheet, declarations: Declarations) -> Iterator[Problem]:
    """Every port that is not optional has a stream, and only a port for many has more than one."""
    joined: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, stream in sorted(sheet.streams.items()):
        for end in (stream.source, stream.target):
            if end is not None:
                joined[end.unit, end.port].append(key)
    for key, unit in sorted(sheet.units.items()):
        declared = declarations.get(unit.operation)
        for name, port in declared.ports.items() if declared else ():
            streams = joined.get((key, name), [])
            place = f"{unit.tag}.{name}"
            if not streams and not port.optional:
                word = "inlet" if port.direction == "in" else "outlet"
                remedy = f"Draw a stream {'to' if port.direction == 'in' else 'from'} it."
                yield _problem("ports_are_connected", place, f"the {word} has no stream", remedy, key)
            elif len(streams) > 1 and not port.many:
                tags = ", ".join(sorted(tag_of(sheet, stream) for stream in streams))
                remedy = "Put a mixer before it." if port.direction == "in" else "Put a splitter behind it."
                message = f"{len(streams)} streams ({tags}) are on a port for one"
                yield _problem("ports_are_connected", place, message, remedy, key, *streams)


def parameters_are_readable(sheet: Flowsheet, declarations: Declarations) -> Iterator[Problem]:
    """Every parameter that is entered is declared, and its value can be read in the dimension of its unit."""
    for key, unit in sorted(sheet.units.items()):
        declared = declarations.get(unit.operation)
        if declared is None:
            continue
        enterable = [name for name in declared.items if name not in declared.ports and name not in declared.results]
        for name in sorted(unit.parameters):
            if name in declared.results:
                message, remedy = f"{name} is a result and cannot be entered", "Demand it by a specification."
                yield _problem("parameters_are_readable", f"{unit.tag}.{name}", message, remedy, key)
            elif name not in enterable:
                message = f'{unit.operation} has no parameter "{name}"'
                yield _problem("parameters_are_readable", unit.tag, message, _near(name, enterable), key)
        yield from _unreadable_values(key, unit, declared)


def _unreadable_values(key: str, unit: UnitRecord, declared: DeclarationLike) -> Iterator[Problem]:
    values = [
        (f"{unit.tag}.{name}", unit.parameters[name], item.unit)
        for name, item in declared.parameters.items()
        if name in unit.parameters
    ]
    for name, table in declared.tables.items():
        entered = unit.parameters.get(name, {})
        if isinstance(entered, dict):
            values += [(f"{unit.tag}.{name}[{entry}]", value, table.unit) for entry, value in entered.items()]
        else:
            message, remedy = "a table is asked here", 'Write numbers by name, as {"Li2CO3(s)": "0.98"}.'
            yield _problem("parameters_are_readable", f"{unit.tag}.{name}", message, remedy, key)
    for place, value, measure in values:
        fault = _value_fault(value, measure)
        if fault is not None:
            yield _problem("parameters_are_readable", place, fault.problem, fault.remedy, key)


def _value_fault(value: Any, measure: str) -> QuantityError | None:
    """What is wrong with a value that is to be read in the dimension of a unit. Only the reading is tried."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return QuantityError(
            f"{value!r} is not a quantity", remedy=f'Write a number with its unit, as "1.5 {measure}".'
        )
    try:
        parse_quantity(value, dimension_of(measure), default_unit=measure, hours_per_year=8760.0)
    except QuantityError as error:
        return error
    return None


def _declaration(sheet: Flowsheet, end: End | None, declarations: Declarations) -> DeclarationLike | None:
    unit = sheet.units.get(end.unit) if end else None
    return declarations.get(unit.operation) if unit else None


def _port(sheet: Flowsheet, end: End | None, declarations: Declarations) -> PortLike | None:
    declared = _declaration(sheet, end, declarations)
    return declared.ports.get(end.port) if end and declared else None


_PHASE_NAMES = {"s": "solids", "aq": "aqueous liquor", "o": "organic liquid", "m": "melt", "g": "gas"}


def _phases(port: PortLike) -> str:
    return " or ".join(name for phase, name in _PHASE_NAMES.items() if phase in port.carries)


def _near(name: str, known: Iterable[str]) -> str:
    names = list(known)
    near = difflib.get_close_matches(name, names, n=1)
    if near:
        return f"Did you mean {near[0]}?"
    shown = ", ".join(sorted(names)[:10])
    return f"There are: {shown}{' ...' if len(names) > 10 else ''}." if names else "There are none."


def _problem(name: str, place: str, message: str, remedy: str, *owners: str) -> Problem:
    return Problem(check=name, place=place, message=message, remedy=remedy, owners=owners)
