"""Read JSON text that may be damaged: every value with its place, every fault in order, as far as it can be
read.

The fast reader of flowsheets.document.file serves sound files; this one serves the messages about the others.
"""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Any

from flowsheets.document.errors import Problem

Key = str | int
JsonPath = tuple[Key, ...]

MAXIMUM_DEPTH = 64

_BLANK = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[A-Za-z_+\-][A-Za-z0-9_.]*")
_CONSTANTS: dict[str, Any] = {"true": True, "false": False, "null": None}
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})", re.MULTILINE)
_DECODER = json.JSONDecoder()


def written(path: JsonPath) -> str:
    """A path into the file as people read it: 'units.u7f3a10bc.parameters.reactions[0]'."""
    text = ""
    for key in path:
        text += f"[{key}]" if isinstance(key, int) else f".{key}" if text else str(key)
    return text


class _StopError(Exception):
    """The text cannot be read beyond this point."""


class Scan:
    """The value of a JSON text as far as it can be read, where each part stands, and what is wrong."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.value: Any = None
        self.problems: list[Problem] = []
        self._offsets: dict[JsonPath, int] = {}
        self._lines: list[int] = [0, *(found.end() for found in re.finditer("\n", text))]
        self._at = 0
        try:
            self._read(self._root, (), 0)
            self._blank()
            if self._at < len(text):
                self._fault((), "there is more after the end of the flowsheet", "Delete it.")
        except _StopError:
            pass

    def position(self, path: JsonPath) -> tuple[int, int]:
        """Line and column, from 1, of a value; of the nearest thing round it if it is not in the text."""
        while path and path not in self._offsets:
            path = path[:-1]
        return self._line_and_column(self._offsets.get(path, 0))

    def place(self, path: JsonPath) -> str:
        """'line 12, column 5 (units.u7f3a10bc.tag)'."""
        line, column = self.position(path)
        return _place(line, column, path)

    def _root(self, value: Any) -> None:
        self.value = value

    def _line_and_column(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def _fault(self, path: JsonPath, message: str, remedy: str, at: int | None = None) -> None:
        line, column = self._line_and_column(self._at if at is None else at)
        self.problems.append(Problem(check="file", place=_place(line, column, path), message=message, remedy=remedy))

    def _stop(self, path: JsonPath, message: str, remedy: str = "") -> _StopError:
        if _CONFLICT.match(self.text, self._at) or _CONFLICT.match(self.text, self._lines[self._line() - 1]):
            message, remedy = (
                "a merge conflict is not resolved",
                "Choose one of the two versions and save again.",
            )
        elif self._at >= len(self.text):
            message, remedy = (
                "the file ends in the middle: it was cut off",
                "Open its backup (.flow.json.bak).",
            )
        self._fault(path, message, remedy)
        return _StopError()

    def _line(self) -> int:
        return bisect_right(self._lines, self._at)

    def _blank(self) -> str:
        """Skip white space; the next character, '' at the end."""
        found = _BLANK.match(self.text, self._at)
        self._at = found.end() if found else self._at
        return self.text[self._at : self._at + 1]

    def _read(self, put: Callable[[Any], None], path: JsonPath, depth: int) -> None:
        """Read one value; a container is put in place before it is filled: what was read stays."""
        opening = self._blank()
        self._offsets[path] = self._at
        if opening in ("{", "["):
            if depth >= MAXIMUM_DEPTH:
                raise self._stop(path, f"the file is nested deeper than {MAXIMUM_DEPTH} levels")
            container: Any = {} if opening == "{" else []
            put(container)
            self._at += 1
            self._fill(container, path, depth + 1)
        elif opening == '"':
            put(self._string(path))
        else:
            self._scalar(put, path)

    def _fill(self, container: Any, path: JsonPath, depth: int) -> None:
        closing = "}" if isinstance(container, dict) else "]"
        if self._blank() == closing:
            self._at += 1
            return
        while True:
            if isinstance(container, dict):
                self._member(container, path, depth)
            else:
                self._read(container.append, (*path, len(container)), depth)
            following = self._blank()
            if following == closing:
                self._at += 1
                return
            if following == ",":
                self._at += 1
                if self._blank() == closing:
                    self._fault(path, "a comma stands before the closing bracket", "Delete it.")
                    self._at += 1
                    return
            elif following == '"' or (following and closing == "]" and following in "{["):
                self._fault(path, "a comma is missing", "Put one between the two values.")
            else:
                raise self._stop(path, f"a comma or {closing} is missing")

    def _member(self, container: dict[str, Any], path: JsonPath, depth: int) -> None:
        if self._blank() != '"':
            raise self._stop(path, "a name in quotation marks is missing")
        at = self._at
        key = self._string(path)
        if self._blank() != ":":
            raise self._stop((*path, key), "a colon is missing")
        self._at += 1
        repeated = key in container
        if repeated:
            remedy = "Keep one of the two: the first is used until then."
            self._fault((*path, key), f'"{key}" is written twice', remedy, at)
            self._read(lambda _value: None, (*path, key), depth)
        else:
            self._read(lambda value: container.__setitem__(key, value), (*path, key), depth)

    def _string(self, path: JsonPath) -> str:
        try:
            value, self._at = _DECODER.raw_decode(self.text, self._at)
        except ValueError as error:
            closed = not str(error).startswith("Unterminated")
            self._at = self._at if closed else len(self.text)
            raise self._stop(path, "a text has a line break or an escape that JSON does not know") from None
        try:
            value.encode()
        except UnicodeEncodeError:
            self._fault(path, "a text has half of a character (a lone surrogate)", "Write it again.")
            return value.encode(errors="replace").decode()
        return value

    def _scalar(self, put: Callable[[Any], None], path: JsonPath) -> None:
        number = _NUMBER.match(self.text, self._at)
        word = _WORD.match(self.text, self._at)
        if number and not (word and word.end() > number.end()):
            self._number(put, number[0], path)
            self._at = number.end()
        elif word and word[0] in _CONSTANTS:
            put(_CONSTANTS[word[0]])
            self._at = word.end()
        elif word and word[0].lstrip("+-").lower() in ("nan", "infinity", "inf"):
            self._fault(path, f"{word[0]} is not a number that a flowsheet can have", "Write a finite number.")
            self._at = word.end()
        else:
            raise self._stop(path, "a value is missing or is not JSON")

    def _number(self, put: Callable[[Any], None], text: str, path: JsonPath) -> None:
        whole = text.lstrip("-").isdigit()
        if not math.isfinite(float(text)) or (whole and len(text) > 300):
            self._fault(path, f"{text[:20]} is too large a number", "Write a number below 1e308.")
        else:
            put(int(text) if whole else float(text))


def _place(line: int, column: int, path: JsonPath) -> str:
    where = f" ({written(path)})" if path else ""
    return f"line {line}, column {column}{where}"
