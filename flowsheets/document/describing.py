"""Edits of what is said of units, streams and the sheet itself, as pure functions; see ``editing``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flowsheets.document.editing import replace, resolve_owner, unit_id
from flowsheets.document.errors import DocumentError
from flowsheets.document.records import Flowsheet, SourceRecord, Value


def with_name(sheet: Flowsheet, owner: str, name: str) -> Flowsheet:
    """The sheet with another name, in words, on a unit or stream."""
    return _described(sheet, owner, name=name)


def with_notes(sheet: Flowsheet, owner: str, notes: str) -> Flowsheet:
    """The sheet with other notes on a unit or stream."""
    return _described(sheet, owner, notes=notes)


def with_area(sheet: Flowsheet, units: Iterable[str], area: str) -> Flowsheet:
    """The sheet with units assigned to an area of the plant."""
    keys = [unit_id(sheet, unit) for unit in units]
    return replace(sheet, units=sheet.units | {key: replace(sheet.units[key], area=area) for key in keys})


def switched(sheet: Flowsheet, units: Iterable[str], *, off: bool) -> Flowsheet:
    """The sheet with units switched off (they are then bypasses) or on."""
    keys = [unit_id(sheet, unit) for unit in units]
    return replace(sheet, units=sheet.units | {key: replace(sheet.units[key], off=off) for key in keys})


def with_parameters(sheet: Flowsheet, unit: str, values: Mapping[str, Value | None]) -> Flowsheet:
    """The sheet with several parameters of a unit set at once; None puts one back at its default."""
    key = unit_id(sheet, unit)
    record = sheet.units[key]
    kept = {name: value for name, value in record.parameters.items() if name not in values}
    entered = {name: value for name, value in values.items() if value is not None}
    order = [*record.parameters, *(name for name in entered if name not in record.parameters)]
    together = kept | entered
    parameters = {name: together[name] for name in order if name in together}
    return replace(sheet, units=sheet.units | {key: replace(record, parameters=parameters)})


def with_source_of(
    sheet: Flowsheet, unit: str, parameter: str, key: str, source: SourceRecord | None = None
) -> Flowsheet:
    """The sheet with the source of a parameter's value named by its key ('' for none), and its citation put in.

    Raises DocumentError for a key that the sheet does not have if no citation comes with it.
    """
    owner = unit_id(sheet, unit)
    if key and source is None and key not in sheet.sources:
        raise DocumentError(f'the sheet has no source "{key}"', remedy="Write its citation.")
    record = sheet.units[owner]
    named = {name: old for name, old in record.sources.items() if name != parameter}
    if key:
        named[parameter] = key
    sources = sheet.sources | {key: source} if key and source is not None else sheet.sources
    return replace(sheet, units=sheet.units | {owner: replace(record, sources=named)}, sources=sources)


def _described(sheet: Flowsheet, owner: str, **fields: str) -> Flowsheet:
    key = resolve_owner(sheet, owner)
    if key in sheet.units:
        return replace(sheet, units=sheet.units | {key: replace(sheet.units[key], **fields)})
    if key in sheet.streams:
        return replace(sheet, streams=sheet.streams | {key: replace(sheet.streams[key], **fields)})
    raise DocumentError(f'"{owner}" is neither a unit nor a stream')
