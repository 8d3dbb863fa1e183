"""Bring plain values of an older file format up to the one of today, one version at a time.

Each migration takes the mapping of schema k and returns that of k + 1. It leaves alone what it does not
understand: the reader tells what is wrong with it afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from flowsheets.document.records import SCHEMA_VERSION

Plain = dict[str, Any]


def migrated(plain: Plain, schema: int) -> Plain:
    """The mapping of a file of an older schema as one of today's."""
    for version in range(schema, SCHEMA_VERSION):
        plain = MIGRATIONS[version](plain) | {"schema": version + 1}
    return plain


def _ends_as_mappings(plain: Plain) -> Plain:
    """1 -> 2: a stream's "from" and "to" as 'unit.port' became "source" and "target" in two parts."""
    streams = plain.get("streams")
    if not isinstance(streams, dict):
        return plain
    return plain | {"streams": {key: _stream_of_schema_2(stream) for key, stream in streams.items()}}


def _stream_of_schema_2(stream: Any) -> Any:
    if not isinstance(stream, dict):
        return stream
    renamed = {"from": "source", "to": "target"}
    return {renamed.get(name, name): _end(value) if name in renamed else value for name, value in stream.items()}


def _end(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    unit, _, port = value.rpartition(".")
    return {"unit": unit, "port": port} if unit else None


MIGRATIONS: Mapping[int, Callable[[Plain], Plain]] = MappingProxyType({1: _ends_as_mappings})
"""By the schema that each starts from."""
