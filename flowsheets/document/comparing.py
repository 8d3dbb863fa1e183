"""What differs between two versions of a sheet, told by tags."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from flowsheets.document.paths import tag_of
from flowsheets.document.records import Flowsheet

_NOTHING: Any = None


class Difference(msgspec.Struct, frozen=True):
    """One place in which two sheets differ; ``before`` or ``after`` is None where it is absent.

    place: 'KN-101.temperature', 'S-7.target.port', 'indicators.Heat use.unit'. drawing: looks alone.
    """

    place: str
    before: Any
    after: Any
    drawing: bool = False

    def sentence(self) -> str:
        """The difference as one line."""
        if self.before is _NOTHING:
            return f"{self.place}: added {_short(self.after)}"
        if self.after is _NOTHING:
            return f"{self.place}: removed {_short(self.before)}"
        return f"{self.place}: {_short(self.before)} -> {_short(self.after)}"


def differences(before: Flowsheet, after: Flowsheet) -> list[Difference]:
    """Every value that differs, in the order of the file; matched by id, so a new tag is one difference."""
    old, new = msgspec.to_builtins(before), msgspec.to_builtins(after)
    found: list[Difference] = []
    for section in msgspec.structs.fields(Flowsheet):
        name = section.encode_name
        for path, was, is_now in _unequal(old.get(name), new.get(name), (name,)):
            place = _place(path, before, after)
            found.append(Difference(place, was, is_now, drawing=name == "drawing"))
    return found


def _unequal(old: Any, new: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old.keys() | new.keys()):
            yield from _unequal(old.get(key), new.get(key), (*path, key))
    elif isinstance(old, list | tuple) and isinstance(new, list | tuple) and len(old) == len(new):
        for number, (was, is_now) in enumerate(zip(old, new, strict=True)):
            yield from _unequal(was, is_now, (*path, str(number)))
    elif old is _NOTHING and len(path) == 1 and isinstance(new, dict):
        yield from _unequal({}, new, path)
    elif new is _NOTHING and len(path) == 1 and isinstance(old, dict):
        yield from _unequal(old, {}, path)
    else:
        yield path, old, new


def _place(path: tuple[str, ...], before: Flowsheet, after: Flowsheet) -> str:
    """A path into the file in the words of the sheet: a unit's parameter as 'KN-101.temperature'."""
    section, *rest = path
    if section not in ("units", "streams") or not rest:
        return ".".join(path)
    owner = tag_of(after, rest[0])
    owner = tag_of(before, rest[0]) if owner == rest[0] else owner
    inner = rest[2:] if section == "units" and rest[1:2] == ["parameters"] else rest[1:]
    return ".".join((owner, *inner))


def _short(value: Any) -> str:
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
