"""Turn plain JSON values into the structs of a flowsheet: keep what is sound, tell all that is not."""

from __future__ import annotations

import re
import types
import typing
from typing import Any

import msgspec

from flowsheets.document.errors import Problem
from flowsheets.document.records import Flowsheet
from flowsheets.document.scanning import JsonPath, Scan

_MISSING = object()
_AT = re.compile(r" - at `\$(?P<path>.*)`$")


class Salvage:
    """Converts field by field and entry by entry; ``problems`` has what had to be left out."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.problems: list[Problem] = []

    def flowsheet(self, plain: Any) -> Flowsheet:
        """As much of a flowsheet as can be read; an empty one if nothing can."""
        found = self._struct(plain, Flowsheet, ())
        return found if found is not _MISSING else Flowsheet(name="unreadable")

    def _value(self, value: Any, kind: Any, path: JsonPath) -> Any:
        """``value`` as ``kind``, or _MISSING with a problem told."""
        kind = _record_of(kind, value)
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
            return self._struct(value, kind, path)
        origin, arguments = typing.get_origin(kind), typing.get_args(kind)
        if origin is dict and isinstance(value, dict) and _holds_records(arguments[1]):
            entries = {key: self._value(entry, arguments[1], (*path, key)) for key, entry in value.items()}
            return {key: entry for key, entry in entries.items() if entry is not _MISSING}
        if origin is tuple and isinstance(value, list) and arguments[-1] is Ellipsis and _holds_records(arguments[0]):
            items = [self._value(entry, arguments[0], (*path, i)) for i, entry in enumerate(value)]
            return tuple(item for item in items if item is not _MISSING)
        return self._plain(value, kind, path)

    def _plain(self, value: Any, kind: Any, path: JsonPath) -> Any:
        try:
            return msgspec.convert(value, kind)
        except msgspec.ValidationError as error:
            message = _AT.sub("", str(error))
            remedy = "It is left out when the file is opened all the same."
            self.problems.append(
                Problem(check="file", place=self.scan.place(path), message=_readable(message), remedy=remedy)
            )
            return _MISSING

    def _struct(self, value: Any, kind: type[msgspec.Struct], path: JsonPath) -> Any:
        if not isinstance(value, dict):
            return self._plain(value, kind, path)
        fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
        for key in value:
            if key not in fields and key != kind.__struct_config__.tag_field:
                self._tell((*path, key), f'"{key}" is not known here', self._known(key, list(fields)))
        found: dict[str, Any] = {}
        for name, field in fields.items():
            entry = self._value(value[name], field.type, (*path, name)) if name in value else _MISSING
            if entry is not _MISSING:
                found[field.name] = entry
            elif field.required:
                found[field.name] = self._required(value, name, kind, path)
        return _MISSING if _MISSING in found.values() else kind(**found)

    def _required(self, value: dict[str, Any], name: str, kind: type[msgspec.Struct], path: JsonPath) -> Any:
        if name not in value:
            self._tell(path, f'"{name}" is missing', "Without it the entry cannot be used.")
        return "unnamed" if kind is Flowsheet and name == "name" else _MISSING

    def _tell(self, path: JsonPath, message: str, remedy: str) -> None:
        self.problems.append(Problem(check="file", place=self.scan.place(path), message=message, remedy=remedy))

    def _known(self, key: str, names: list[str]) -> str:
        import difflib

        near = difflib.get_close_matches(key, names, n=1)
        return f"Did you mean {near[0]}?" if near else f"Known are: {', '.join(names)}."


def _record_of(kind: Any, value: Any) -> Any:
    """Of a choice of records, the one that a value is meant to be; the choice itself if none can be told."""
    if not isinstance(kind, types.UnionType) or not isinstance(value, dict):
        return kind
    records = [one for one in kind.__args__ if isinstance(one, type) and issubclass(one, msgspec.Struct)]
    meant = [r for r in records if r.__struct_config__.tag in (None, value.get(r.__struct_config__.tag_field))]
    return meant[0] if len(meant) == 1 else kind


def _holds_records(kind: Any) -> bool:
    """Whether entries of this kind are worth converting one by one."""
    return not (kind is float or kind is int)


def _readable(message: str) -> str:
    """msgspec's message in words for a person."""
    words = {"`str`": "text", "`int`": "whole number", "`float`": "number", "`bool`": "true or false"}
    words |= {"`object`": "mapping", "`array`": "list", "`null`": "nothing", "Expected": "expected"}
    for name, word in words.items():
        message = message.replace(name, word)
    return message.replace(" | ", " or ").replace("`", '"')
