"""Which member of a freedom is entered, and the edits that exchange one for another."""

from __future__ import annotations

from app.editor.inspector.moment import Moment, held, operation_of
from flowsheets.document.describing import with_parameters
from flowsheets.document.records import Flowsheet, Value
from unitops.declaration.declared import Freedom
from unitops.declaration.operation import Declaration

EXCHANGE_DIGITS = 8
"""Significant digits with which a calculated number becomes an entered one: the balance stays as it was."""


def held_members(moment: Moment, key: str, group: Freedom) -> list[str]:
    """The members of a group that are entered, demanded from, or hold by default."""
    record = moment.sheet.units[key]
    return held(_declaration(moment, key), group.members, record.parameters, moment.freed_names(key), group.degree)


def with_member(moment: Moment, key: str, group: Freedom, name: str, value: Value) -> Flowsheet:
    """The sheet with one member of a group entered; what it takes the place of is calculated from now on."""
    record = moment.sheet.units[key]
    freed = moment.freed_names(key)
    others = [other for other in group.members if other in record.parameters and other not in freed and other != name]
    taken = sum(1 for other in group.members if other in freed and other != name)
    excess = max(len(others) + taken + 1 - group.degree, 0)
    leaving = others[len(others) - excess :] if excess else []
    return with_parameters(moment.sheet, key, {**dict.fromkeys(leaving), name: value})


def value_for(moment: Moment, key: str, name: str) -> str:
    """What a member is entered as when it is chosen: its calculated value, else its default, else ''."""
    calculated = moment.calculated(key, name, digits=EXCHANGE_DIGITS)
    if calculated and calculated != "–":
        return calculated
    parameter = _declaration(moment, key).parameters[name]
    if calculated == "–":
        return moment.measure(parameter).written(moment.measure(parameter).read("0", parameter.unit).value or 0.0)
    return "" if parameter.default is None else f"{parameter.default:g} {parameter.unit}".removesuffix(" 1")


def _declaration(moment: Moment, key: str) -> Declaration:
    operation = operation_of(moment.sheet.units[key])
    assert operation is not None
    return operation.declaration
