"""Ids that never change, and the revision that a result belongs to."""

from __future__ import annotations

import hashlib
import secrets

import msgspec

from flowsheets.document.records import Drawing, Flowsheet

_NO_DRAWING = Drawing()


def new_id(sheet: Flowsheet, prefix: str) -> str:
    """A new id, as 'u7f3a10bc': prefix u unit, s stream, d demanded (specification), a annotation,
    f sub-flowsheet.

    It is random, so that it is never reused and two people's files merge.
    """
    while True:
        key = prefix + secrets.token_hex(4)
        drawn = (sheet.drawing.annotations, sheet.drawing.subflowsheets)
        if not any(key in section for section in (sheet.units, sheet.streams, sheet.specifications, *drawn)):
            return key


def derived_id(prefix: str, text: str) -> str:
    """The id that a sheet built in code gives: the same for the same text in every run."""
    return prefix + hashlib.blake2b(text.encode(), digest_size=4).hexdigest()


def canonical(sheet: Flowsheet) -> bytes:
    """The JSON of a sheet in the one order and spelling of numbers that its file has."""
    read = msgspec.json.decode(msgspec.json.encode(sheet), type=Flowsheet)
    return msgspec.json.encode(read, order="deterministic")


def revision(sheet: Flowsheet) -> str:
    """A hash of everything but the drawing, whatever the order of keys: results belong to it."""
    content = msgspec.structs.replace(sheet, drawing=_NO_DRAWING)
    return hashlib.blake2b(canonical(content), digest_size=16).hexdigest()
