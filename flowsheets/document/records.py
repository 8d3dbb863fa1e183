"""What is drawn and saved: a flowsheet as plain structs, the only truth.

Everything is frozen and nothing refers to anything but by id: an edit makes a new Flowsheet that shares what
did not change (flowsheets.document.editing). Quantities are texts ("250 degC"), choices are texts, plain
numbers have no unit.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

SCHEMA_VERSION = 2
"""Version of the file format that this program writes."""

Value = str | bool | int | float | list[Any] | dict[str, Any]
"""A value of a parameter: text, number, switch, list (reactions) or table by species or element."""


class _Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Written without the fields that have their default, read without fields that are not known."""


class End(_Record, frozen=True, kw_only=True):
    """The end of a stream at a port of a unit."""

    unit: str
    port: str


class UnitRecord(_Record, frozen=True, kw_only=True):
    """A unit on the sheet.

    operation: the kind, as 'Calciner'. area: of the plant, for balances by area. off: the unit is a bypass.
    sources: key of the source of each parameter that has one.
    """

    tag: str
    operation: str
    name: str = ""
    off: bool = False
    area: str = ""
    parameters: dict[str, Value] = {}
    sources: dict[str, str] = {}
    notes: str = ""


class StreamRecord(_Record, frozen=True, kw_only=True):
    """A stream from a port to a port; an end that is None hangs free."""

    tag: str
    name: str = ""
    source: End | None = None
    target: End | None = None
    notes: str = ""


class SpecificationRecord(_Record, frozen=True, kw_only=True):
    """A result that is demanded, with the parameters that are freed for it.

    result, frees: paths whose owner is an id. frees: one parameter, or two that work in opposite directions
    (make-up and bleed, heat and cool). lower, upper: bounds of the freed parameter, instead of its declared
    ones.
    """

    result: str
    target: str | float
    frees: tuple[str, ...]
    relation: Literal["=", "<=", ">="] = "="
    lower: str | float | None = None
    upper: str | float | None = None
    off: bool = False
    notes: str = ""


class Recovery(_Record, frozen=True, kw_only=True, tag="recovery", tag_field="kind"):
    """Share of an element in the streams ``of`` that is found in the streams ``to`` (ids)."""

    element: str
    of: tuple[str, ...]
    to: tuple[str, ...]
    notes: str = ""


class Ratio(_Record, frozen=True, kw_only=True, tag="ratio", tag_field="kind"):
    """Sum of results over a sum of results (paths), as electricity or reagent per unit of product."""

    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    unit: str
    notes: str = ""


class Figure(_Record, frozen=True, kw_only=True, tag="value", tag_field="kind"):
    """One result (a path) in the unit in which it is to be shown."""

    path: str
    unit: str
    notes: str = ""


IndicatorRecord = Recovery | Ratio | Figure


class ExpectationRecord(_Record, frozen=True, kw_only=True):
    """A published number that the flowsheet is held against.

    result: name of an indicator, or a path. low, high: range that is published, in ``unit``. tolerance:
    relative, where there is no range. source: key. notes: why we differ.
    """

    result: str
    value: float
    unit: str
    low: float | None = None
    high: float | None = None
    kind: Literal["validation", "verification", "comparison", "unconfirmed"] = "unconfirmed"
    source: str = ""
    tolerance: float | None = None
    notes: str = ""


class SourceRecord(_Record, frozen=True, kw_only=True):
    """Where a number comes from: a citation as text, with doi where there is one."""

    text: str
    doi: str = ""
    url: str = ""


class DesignCriterion(_Record, frozen=True, kw_only=True):
    """One line of the design criteria: what, how much, and who says so (a key of a source)."""

    item: str
    value: str = ""
    source: str = ""
    notes: str = ""


class CaseRecord(_Record, frozen=True, kw_only=True):
    """A named set of parameter values, by path."""

    title: str = ""
    values: dict[str, Value] = {}
    notes: str = ""


class Placement(_Record, frozen=True, kw_only=True):
    """Where a unit, or the box of a sub-flowsheet, stands: its centre, quarter turns [degrees], mirrored or not."""

    x: float
    y: float
    rotation: int = 0
    flipped: bool = False
    width: float | None = None
    height: float | None = None


class Route(_Record, frozen=True, kw_only=True):
    """The corners of a drawn stream between its ends, and its label; none is routed automatically."""

    points: tuple[tuple[float, float], ...] = ()
    label: tuple[float, float] | None = None


class Annotation(_Record, frozen=True, kw_only=True):
    """Free text, a box round an area with its title, or a table of streams; x, y: its upper left corner.

    width: at which text is broken; without one it is as wide as it is long. streams: ids of those in a table; none:
    all. rows: columns of the table of streams, or of another table by its name, as 'elements: Li'; none: the usual
    ones. per: whether flows in it are per hour, operating day or year. mass_unit: of its mass flows; none: t or kg, as
    other tables have them.
    """

    x: float
    y: float
    text: str = ""
    shape: Literal["text", "box", "stream table"] = "text"
    width: float | None = None
    height: float | None = None
    streams: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    per: Literal["h", "d", "a"] = "h"
    mass_unit: Literal["", "kg", "t"] = ""


class Subflowsheet(_Record, frozen=True, kw_only=True):
    """A part of the plant that is drawn on a sheet of its own, and as one box on the sheet that it belongs to.

    units, annotations: ids of what is drawn on it, each on one sheet only. parent: id of the sub-flowsheet on which its
    box stands; none: the sheet of the whole plant. The model knows nothing of it.
    """

    tag: str
    name: str = ""
    parent: str = ""
    units: tuple[str, ...] = ()
    annotations: tuple[str, ...] = ()
    notes: str = ""


class Revision(_Record, frozen=True, kw_only=True):
    """A line of the title block's revisions."""

    mark: str
    date: str = ""
    text: str = ""
    drawn: str = ""
    checked: str = ""
    approved: str = ""


class PageFrame(_Record, frozen=True, kw_only=True):
    """Paper and title block of the drawing when it is handed in.

    table: where the table of streams stands, below the drawing if there is room. table_rows: its quantities, columns
    of the table of streams; none: the usual ones.
    """

    paper: str = "A3"
    landscape: bool = True
    title_block: dict[str, str] = {}
    revisions: tuple[Revision, ...] = ()
    table: Literal["below", "own pages", "none"] = "below"
    table_rows: tuple[str, ...] = ()
    legend: bool = True


class Drawing(_Record, frozen=True, kw_only=True):
    """Positions, routes, texts and sub-flowsheets, by id: nothing here ever makes a result stale.

    units: places of units and of the boxes of sub-flowsheets. colour_by, widen_by: quantities by which streams are
    coloured and widened, columns as in a table of streams; none: by what flows in them.
    """

    units: dict[str, Placement] = {}
    streams: dict[str, Route] = {}
    annotations: dict[str, Annotation] = {}
    subflowsheets: dict[str, Subflowsheet] = {}
    frame: PageFrame | None = None
    colour_by: str = ""
    widen_by: str = ""


class Flowsheet(_Record, frozen=True, kw_only=True):
    """A flowsheet as it is drawn and saved.

    hours_per_year: calendar hours that the plant is planned to run; availability: the share of them that it
    does. species: user-defined species, each a mapping with its formula, data and source. units, streams,
    specifications: by id. indicators, cases, sources: by name. prices, emission_factors: what differs from
    the shipped tables, by key.
    """

    schema: int = msgspec.field(default_factory=lambda: SCHEMA_VERSION)  # a factory, so that it is always written
    name: str
    title: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    notes: str = ""
    hours_per_year: str = "8000 h"
    availability: str | float = "100 %"
    ambient_temperature: str = "25 degC"
    ambient_pressure: str = "101.325 kPa"
    species: tuple[dict[str, Any], ...] = ()
    units: dict[str, UnitRecord] = {}
    streams: dict[str, StreamRecord] = {}
    specifications: dict[str, SpecificationRecord] = {}
    indicators: dict[str, IndicatorRecord] = {}
    expectations: tuple[ExpectationRecord, ...] = ()
    cases: dict[str, CaseRecord] = {}
    prices: dict[str, str] = {}
    emission_factors: dict[str, str] = {}
    design_criteria: tuple[DesignCriterion, ...] = ()
    sources: dict[str, SourceRecord] = {}
    drawing: Drawing = msgspec.field(default_factory=Drawing)


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a flowsheet file, made from these structs."""
    schema = msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(Flowsheet)))
    flowsheet = schema["$defs"]["Flowsheet"]
    flowsheet["properties"]["schema"] = {"const": SCHEMA_VERSION}
    flowsheet["required"] = ["schema", *flowsheet["required"]]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
