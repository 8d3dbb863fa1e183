"""Build a sheet in Python as shortly as drawing it.

>>> build = SheetBuilder("calcination", title="Spodumene calcination")
>>> build.unit("Calciner", "KN-101", temperature="1080 degC")
'KN-101'
>>> build.unit("Cooler", "CL-101", temperature="90 degC")
'CL-101'
>>> build.stream("KN-101.calcine", "CL-101.feed", tag="S-7")
'S-7'
>>> build.specify("S-7.mass_flow", "12 t/h", freeing="KN-101.dust")
>>> sheet = build.sheet()
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from flowsheets.document.errors import DocumentError
from flowsheets.document.identity import derived_id
from flowsheets.document.paths import PLANT, Path, parse_path, tag_fault
from flowsheets.document.records import (
    DesignCriterion,
    Drawing,
    End,
    ExpectationRecord,
    Figure,
    Flowsheet,
    IndicatorRecord,
    Placement,
    Ratio,
    Recovery,
    SourceRecord,
    SpecificationRecord,
    StreamRecord,
    UnitRecord,
    Value,
)

replace = msgspec.structs.replace


class SheetBuilder:
    """Collects units and streams by tag and hands out the Flowsheet; ids follow from the tags, run after run.

    ``details`` are fields of Flowsheet: title, description, hours_per_year, availability ...
    """

    def __init__(self, name: str, **details: Any) -> None:
        self._frame = Flowsheet(name=name, **details)
        self._ids: dict[str, str] = {}
        self._units: dict[str, UnitRecord] = {}
        self._streams: dict[str, StreamRecord] = {}
        self._specifications: list[SpecificationRecord] = []
        self._indicators: dict[str, IndicatorRecord] = {}
        self._expectations: list[ExpectationRecord] = []
        self._criteria: list[DesignCriterion] = []
        self._species: list[dict[str, Any]] = []
        self._sources: dict[str, SourceRecord] = {}
        self._places: dict[str, Placement] = {}

    def unit(
        self,
        operation: str,
        tag: str,
        *,
        name: str = "",
        area: str = "",
        off: bool = False,
        notes: str = "",
        at: tuple[float, float] | None = None,
        sources: Mapping[str, str] | None = None,
        **parameters: Value,
    ) -> str:
        """Add a unit with its parameters; returns its tag."""
        key = self._take(tag, "u")
        self._units[key] = UnitRecord(
            tag=tag,
            operation=operation,
            name=name,
            area=area,
            off=off,
            notes=notes,
            parameters=parameters,
            sources=dict(sources or {}),
        )
        if at is not None:
            self._places[key] = Placement(x=at[0], y=at[1])
        return tag

    def stream(self, source: str, target: str, tag: str = "", *, name: str = "", notes: str = "") -> str:
        """Add a stream between "UNIT.port" and "UNIT.port" of units that are there; returns its tag."""
        tag = tag or self._free_tag()
        ends = self._end(source), self._end(target)
        key = self._take(tag, "s")
        self._streams[key] = StreamRecord(tag=tag, name=name, notes=notes, source=ends[0], target=ends[1])
        return tag

    def specify(
        self,
        result: str,
        target: str | float,
        *,
        freeing: str | tuple[str, ...],
        relation: Literal["=", "<=", ">="] = "=",
        lower: str | float | None = None,
        upper: str | float | None = None,
        notes: str = "",
    ) -> None:
        """Demand a result (a path) and free one parameter, or two, for it."""
        frees = (freeing,) if isinstance(freeing, str) else tuple(freeing)
        self._specifications.append(
            SpecificationRecord(
                result=result,
                target=target,
                frees=frees,
                relation=relation,
                lower=lower,
                upper=upper,
                notes=notes,
            )
        )

    def recovery(self, name: str, element: str, *, of: tuple[str, ...], to: tuple[str, ...], notes: str = "") -> None:
        """Add an indicator: the share of an element in streams ``of`` that is found in streams ``to``."""
        self._indicators[name] = Recovery(element=element, of=tuple(of), to=tuple(to), notes=notes)

    def ratio(
        self,
        name: str,
        numerator: str | tuple[str, ...],
        denominator: str | tuple[str, ...],
        unit: str,
        notes: str = "",
    ) -> None:
        """Add an indicator: a sum of results over a sum of results."""
        upper = (numerator,) if isinstance(numerator, str) else tuple(numerator)
        lower = (denominator,) if isinstance(denominator, str) else tuple(denominator)
        self._indicators[name] = Ratio(numerator=upper, denominator=lower, unit=unit, notes=notes)

    def figure(self, name: str, path: str, unit: str, notes: str = "") -> None:
        """Add an indicator: one result in a unit."""
        self._indicators[name] = Figure(path=path, unit=unit, notes=notes)

    def expect(self, result: str, value: float, unit: str, **details: Any) -> None:
        """Hold an indicator or a path against a published number; details are fields of ExpectationRecord."""
        self._expectations.append(ExpectationRecord(result=result, value=value, unit=unit, **details))

    def criterion(self, item: str, value: str = "", source: str = "", notes: str = "") -> None:
        """Add a line to the design criteria."""
        self._criteria.append(DesignCriterion(item=item, value=value, source=source, notes=notes))

    def species(self, **data: Any) -> None:
        """Add a user-defined species: its data as a mapping."""
        self._species.append(data)

    def source(self, key: str, text: str, *, doi: str = "", url: str = "") -> None:
        """Add a source that parameters and expectations can name by its key."""
        self._sources[key] = SourceRecord(text=text, doi=doi, url=url)

    def sheet(self) -> Flowsheet:
        """The flowsheet, with every path on ids; raises DocumentError for a path whose owner is not there."""
        specifications = {}
        for number, record in enumerate(self._specifications, start=1):
            frees = tuple(self._path(path) for path in record.frees)
            key = derived_id("d", f"{number} {record.result}")
            specifications[key] = replace(record, result=self._path(record.result), frees=frees)
        expectations = [
            e if e.result in self._indicators else replace(e, result=self._path(e.result)) for e in self._expectations
        ]
        frame = self._frame
        return replace(
            frame,
            units=dict(self._units),
            streams=dict(self._streams),
            specifications=specifications,
            indicators={name: self._resolved(indicator) for name, indicator in self._indicators.items()},
            expectations=(*frame.expectations, *expectations),
            design_criteria=(*frame.design_criteria, *self._criteria),
            species=(*frame.species, *self._species),
            sources=frame.sources | self._sources,
            drawing=replace(frame.drawing, units=frame.drawing.units | self._places) if self._places else Drawing(),
        )

    def _take(self, tag: str, prefix: str) -> str:
        fault = tag_fault(tag) or (f'the tag "{tag}" is taken' if tag in self._ids else "")
        if fault:
            raise DocumentError(fault, remedy="Every unit and stream has a tag of its own, such as R-101.")
        key = derived_id(prefix, tag)
        while key in self._units or key in self._streams:
            key = derived_id(prefix, f"{tag} {key}")
        self._ids[tag] = key
        return key

    def _free_tag(self) -> str:
        number = len(self._streams) + 1
        while f"S-{number}" in self._ids:
            number += 1
        return f"S-{number}"

    def _end(self, text: str) -> End:
        unit, _, port = text.rpartition(".")
        if not unit or not port:
            raise DocumentError(f'"{text}" is not a port', remedy="Write UNIT.port, as KN-101.feed.")
        key = self._owner(unit)
        if key not in self._units:
            raise DocumentError(f'"{unit}" is not a unit', remedy="A stream runs from unit to unit.")
        return End(unit=key, port=port)

    def _owner(self, tag: str) -> str:
        if tag == PLANT:
            return tag
        if tag not in self._ids:
            raise DocumentError(f'no unit or stream is called "{tag}"', remedy="Add it before it is named.")
        return self._ids[tag]

    def _path(self, text: str) -> str:
        path: Path = parse_path(text)
        return str(replace(path, owner=self._owner(path.owner)))

    def _resolved(self, indicator: IndicatorRecord) -> IndicatorRecord:
        if isinstance(indicator, Recovery):
            of, to = (tuple(self._owner(tag) for tag in tags) for tags in (indicator.of, indicator.to))
            return replace(indicator, of=of, to=to)
        if isinstance(indicator, Ratio):
            upper, lower = (
                tuple(self._path(path) for path in paths) for paths in (indicator.numerator, indicator.denominator)
            )
            return replace(indicator, numerator=upper, denominator=lower)
        return replace(indicator, path=self._path(indicator.path))
