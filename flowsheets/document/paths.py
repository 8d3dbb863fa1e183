"""Paths that name a parameter or a result, and the tags they are made of.

    path     = owner "." name [ "[" argument "]" [ "." field ] ] [ ".target" ]
    owner    = tag or id of a unit or stream, or "plant"
    argument = species, element or position in a list

R-101.temperature, S-12.mass_flow, S-12.fraction[Li2CO3(s)], R-101.reactions[0].conversion; the target of what a
specification demands of a result is the path of the result with ".target" (``flowsheets.document.targets``).
In files the owner is an id, so that a path outlives a change of tag.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from flowsheets.document.errors import PathError
from flowsheets.document.records import Flowsheet

PLANT = "plant"
"""Owner of the results of the whole sheet."""

TARGET = "target"
"""Field of a path that names the target of a specification."""

RESERVED_CHARACTERS = ".[]{}=,;:\"'<>|\\"
"""May not stand in a tag: paths, files and command lines use them."""

_PATH = re.compile(
    r"(?P<owner>[^.\[\]]+)\.(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"(?:\[(?P<argument>.+)\](?:\.(?P<field>[A-Za-z_]\w*))?|\.(?P<target>target))?",
    re.DOTALL,
)
_ID = re.compile(r"[a-z][0-9a-f]{8}")


class Path(msgspec.Struct, frozen=True):
    """Owner (tag or id), name of a parameter or result, and what of it where it is a table or list."""

    owner: str
    name: str
    argument: str = ""
    field: str = ""

    def __str__(self) -> str:
        argument = f"[{self.argument}]" if self.argument else ""
        return f"{self.owner}.{self.name}{argument}{f'.{self.field}' if self.field else ''}"


def parse_path(text: str) -> Path:
    """The parts of a path; raises PathError if it cannot be read."""
    found = _PATH.fullmatch(text.strip())
    if found is None:
        remedy = "Write UNIT.parameter or STREAM.quantity, as R-101.temperature or S-12.fraction[Li2CO3(s)]."
        raise PathError(f'"{text}" is not a path', remedy=remedy)
    return Path(found["owner"].strip(), found["name"], found["argument"] or "", found["field"] or found["target"] or "")


def tag_fault(tag: str) -> str:
    """What is wrong with a tag, or ''."""
    if not tag.strip():
        return "the tag is empty"
    if tag != tag.strip():
        return f'the tag "{tag}" begins or ends with a space'
    if not tag.isprintable():
        return f"the tag {tag!r} has a character that cannot be printed"
    reserved = [character for character in tag if character in RESERVED_CHARACTERS]
    if reserved:
        return f'the tag "{tag}" has the reserved character {reserved[0]}'
    if tag == PLANT or _ID.fullmatch(tag):
        return f'the tag "{tag}" is reserved'
    return ""


def owners_by_tag(sheet: Flowsheet) -> Mapping[str, str]:
    """Id of the unit or stream of each tag; where a tag is used twice, of the first in the order of ids."""
    owners: dict[str, str] = {}
    for section in (sheet.units, sheet.streams):
        for key in sorted(section):
            owners.setdefault(section[key].tag, key)
    return owners


def tag_of(sheet: Flowsheet, owner: str) -> str:
    """The tag of a unit or stream by its id; the text itself if it is none."""
    record = sheet.units.get(owner) or sheet.streams.get(owner)
    return record.tag if record else owner


def resolve_owner(sheet: Flowsheet, owner: str, tags: Mapping[str, str] | None = None) -> str:
    """The id of a unit or stream by tag or id ('plant' and ids of specifications stay); raises PathError if none.

    tags: owners_by_tag(sheet), to be handed in where many are resolved.
    """
    if owner in sheet.units or owner in sheet.streams or owner == PLANT or owner in sheet.specifications:
        return owner
    known = owners_by_tag(sheet) if tags is None else tags
    if owner in known:
        return known[owner]
    import difflib

    near = difflib.get_close_matches(owner, list(known), n=1)
    remedy = f"Did you mean {near[0]}?" if near else ""
    raise PathError(f'no unit or stream of this sheet is called "{owner}"', remedy=remedy)


def resolve_path(sheet: Flowsheet, text: str, tags: Mapping[str, str] | None = None) -> Path:
    """A path whose owner is an id, from one with a tag or an id; raises PathError."""
    path = parse_path(text)
    return msgspec.structs.replace(path, owner=resolve_owner(sheet, path.owner, tags))


def path_with_tags(sheet: Flowsheet, text: str) -> str:
    """A path as people read it, with the tag of its owner."""
    path = parse_path(text)
    return str(msgspec.structs.replace(path, owner=tag_of(sheet, path.owner)))
