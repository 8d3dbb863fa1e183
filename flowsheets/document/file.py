"""The file of a flowsheet, NAME.flow.json: load, save, and open as far as it can be read.

Loading is data only. A file is refused with every fault told (FileError) if it is larger than 50 MB, not
UTF-8, not JSON, nested deeper than 64 levels, has a key twice, a number that is not finite, or anything that
the format (flowsheets.document.records) does not know.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any, NoReturn

import msgspec

from flowsheets.document.errors import FileError, Problem
from flowsheets.document.identity import canonical
from flowsheets.document.migrations import MIGRATIONS, migrated
from flowsheets.document.records import SCHEMA_VERSION, Flowsheet, UnitRecord
from flowsheets.document.salvage import Salvage
from flowsheets.document.scanning import MAXIMUM_DEPTH, Scan

MAXIMUM_SIZE = 50_000_000
"""Largest file that is read [bytes]."""

SUFFIX = ".flow.json"


def load(path: str | os.PathLike[str]) -> Flowsheet:
    """The flowsheet in a file; raises FileError with every fault."""
    return loads(_content(path), name=os.fspath(path))


def loads(content: bytes | str, *, name: str = "") -> Flowsheet:
    """The flowsheet in a file's content; ``name`` names it in messages. Raises FileError with every fault."""
    text = _text(content, name)
    try:
        plain = json.loads(
            text, object_pairs_hook=_unique, parse_constant=_refuse, parse_float=_finite, parse_int=_whole
        )
        schema = _schema(plain, name)
        if "\\u" in text:
            json.dumps(plain, ensure_ascii=False).encode()  # raises on half a character
        sheet = msgspec.convert(migrated(plain, schema), Flowsheet)
        if any(_too_deep(value, depth) for value, depth in _free_forms(sheet)):
            raise ValueError
        return sheet
    except (ValueError, RecursionError, msgspec.ValidationError):
        # UnicodeEncodeError and JSONDecodeError are ValueErrors; the slow reader finds and words every fault.
        _sheet, problems = _as_far_as_possible(text, name)
    _refuse_with(problems, name)


def open_lenient(path: str | os.PathLike[str]) -> tuple[Flowsheet, list[Problem]]:
    """As much of a flowsheet as a file still holds, and what is wrong with the rest.

    Raises FileError only where nothing can be read: no file, too large, not UTF-8, or of a newer schema.
    """
    name = os.fspath(path)
    content = _content(path)
    with contextlib.suppress(FileError):
        return loads(content, name=name), []
    return _as_far_as_possible(_text(content, name), name)


def dumps(sheet: Flowsheet) -> bytes:
    """The content of a flowsheet's file: one value a line, in an order that depends only on what it holds.

    Raises FileError if the sheet holds what the format cannot (a number that is not finite, for one).
    """
    try:
        content = msgspec.json.encode(sheet, order="deterministic")
        json.dumps(msgspec.to_builtins(sheet), allow_nan=False)
    except (TypeError, ValueError, RecursionError) as error:
        raise FileError(f"this sheet cannot be written: {error}") from error
    return msgspec.json.format(canonical(loads(content, name="this sheet")), indent=1) + b"\n"


def save(sheet: Flowsheet, path: str | os.PathLike[str]) -> None:
    """Write a flowsheet whole or not at all; the file that was there stays as NAME.flow.json.bak.

    Raises FileError if it cannot be written; the file that was there is then untouched.
    """
    content = dumps(sheet)
    target = FilePath(os.path.realpath(path))
    written = ""
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as draft:
            written = draft.name
            draft.write(content)
            draft.flush()
            os.fsync(draft.fileno())
        if target.exists():
            _keep_backup(target)
            shutil.copymode(target, written)
        else:
            _usual_mode(written)
        os.replace(written, target)
        written = ""
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileError(f"cannot be saved: {reason}", path=str(target), remedy="Save it elsewhere.") from error
    finally:
        if written:
            with contextlib.suppress(OSError):
                os.unlink(written)


def _keep_backup(target: FilePath) -> None:
    backup = target.with_name(target.name + ".bak")
    draft = target.with_name(f".{target.name}.bak.{os.getpid()}")
    shutil.copy2(target, draft)
    os.replace(draft, backup)


def _usual_mode(path: str) -> None:
    """A temporary file is private; the saved one follows the user's umask."""
    umask = os.umask(0)
    os.umask(umask)
    os.chmod(path, 0o666 & ~umask)


def _content(path: str | os.PathLike[str]) -> bytes:
    name = os.fspath(path)
    try:
        size = os.path.getsize(path)
        if size > MAXIMUM_SIZE:
            raise FileError(f"the file has {size / 1e6:.0f} MB, more than the 50 MB that are read", path=name)
        return FilePath(path).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", "") or str(error)
        raise FileError(f"cannot be read: {reason}", path=name, remedy="Check its name and your rights.") from error


def _text(content: bytes | str, name: str) -> str:
    if len(content) > MAXIMUM_SIZE:
        raise FileError("the file is larger than the 50 MB that are read", path=name)
    if isinstance(content, str):
        return content
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        remedy = "Save it as UTF-8, or open its backup (.flow.json.bak)."
        raise FileError("the file is not UTF-8 text", path=name, line=line, column=column, remedy=remedy) from error


def _schema(plain: Any, name: str) -> int:
    """The schema version of a file; raises FileError for a newer one, ValueError for none of use."""
    schema = plain.get("schema") if isinstance(plain, dict) else None
    if not isinstance(schema, int) or isinstance(schema, bool):
        raise ValueError
    if schema > SCHEMA_VERSION:
        problem = f"the file is of schema {schema}, and this program reads up to schema {SCHEMA_VERSION}"
        raise FileError(problem, path=name, json_path="schema", remedy="Open it with a newer version of Raffinate.")
    if schema != SCHEMA_VERSION and schema not in MIGRATIONS:
        raise ValueError
    return schema


def _as_far_as_possible(text: str, name: str) -> tuple[Flowsheet, list[Problem]]:
    """The slow reader: what can be read, and every fault with its place."""
    scan = Scan(text)
    plain, problems = scan.value, list(scan.problems)
    if not isinstance(plain, dict):
        message = "this is not a flowsheet: a flowsheet file begins with {"
        problems = problems or [Problem(check="file", place=scan.place(()), message=message)]
        return Flowsheet(name="unreadable"), problems
    try:
        schema = _schema(plain, name)
    except ValueError:
        schema = SCHEMA_VERSION
        message = f'"schema" is missing or is not one of 1 to {SCHEMA_VERSION}'
        remedy = f"Schema {SCHEMA_VERSION} is assumed."
        problems.append(Problem(check="file", place=scan.place(("schema",)), message=message, remedy=remedy))
        plain = plain | {"schema": SCHEMA_VERSION}
    salvage = Salvage(scan)
    sheet = salvage.flowsheet(migrated(plain, schema))
    return sheet, problems + salvage.problems


def _refuse_with(problems: list[Problem], name: str) -> NoReturn:
    first = problems[0] if problems else Problem(check="file", place="", message="the file cannot be read")
    more = f" {len(problems) - 1} more faults follow." if len(problems) > 1 else ""
    position = re.match(r"line (\d+), column (\d+)(?: \((.*)\))?$", first.place, re.DOTALL)
    line, column, json_path = (int(position[1]), int(position[2]), position[3] or "") if position else (0, 0, "")
    raise FileError(
        first.message,
        path=name,
        line=line,
        column=column,
        json_path=json_path,
        remedy=first.remedy + more,
        problems=problems,
    )


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        raise ValueError
    return mapping


def _refuse(_constant: str) -> NoReturn:
    raise ValueError


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number


def _whole(text: str) -> int:
    if len(text) > 300:
        raise ValueError
    return int(text)


def _free_forms(sheet: Flowsheet) -> Iterator[tuple[Any, int]]:
    """What the format leaves free, with its depth in the file: nothing else can be nested deeply."""
    for records in (sheet.units, sheet.cases):
        for record in records.values():
            yield (record.parameters if isinstance(record, UnitRecord) else record.values), 3
    yield from ((data, 2) for data in sheet.species)


def _too_deep(value: Any, depth: int) -> bool:
    """Whether a value at this depth has a list or mapping below the deepest level that is read."""
    if not isinstance(value, dict | list):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return depth >= MAXIMUM_DEPTH or any(_too_deep(entry, depth + 1) for entry in inner)
