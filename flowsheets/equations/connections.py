"""Which streams stand at which port."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from flowsheets.document.records import Flowsheet


class Connections(msgspec.Struct, frozen=True):
    """Streams by unit and port: any number at an inlet, one at an outlet."""

    inlets: Mapping[str, Mapping[str, tuple[str, ...]]]
    outlets: Mapping[str, Mapping[str, str]]


def connect(sheet: Flowsheet) -> Connections:
    """Which streams stand at which port; streams in the order of their ids."""
    inlets: dict[str, dict[str, tuple[str, ...]]] = {unit: {} for unit in sheet.units}
    outlets: dict[str, dict[str, str]] = {unit: {} for unit in sheet.units}
    for stream_id in sorted(sheet.streams):
        stream = sheet.streams[stream_id]
        if stream.source is not None:
            outlets[stream.source.unit][stream.source.port] = stream_id
        if stream.target is not None:
            ports = inlets[stream.target.unit]
            ports[stream.target.port] = (*ports.get(stream.target.port, ()), stream_id)
    return Connections(inlets, outlets)
