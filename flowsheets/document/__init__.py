"""The document: what is drawn and saved. Plain structs, ids, paths, edits, checks and the file."""

from flowsheets.document.building import SheetBuilder
from flowsheets.document.errors import DocumentError, FileError, PathError, Problem
from flowsheets.document.file import dumps, load, loads, open_lenient, save
from flowsheets.document.identity import new_id, revision
from flowsheets.document.paths import Path, parse_path, path_with_tags, resolve_path
from flowsheets.document.records import (
    SCHEMA_VERSION,
    CaseRecord,
    DesignCriterion,
    Drawing,
    End,
    ExpectationRecord,
    Figure,
    Flowsheet,
    IndicatorRecord,
    Ratio,
    Recovery,
    SourceRecord,
    SpecificationRecord,
    StreamRecord,
    UnitRecord,
    json_schema,
)

__all__ = [
    "SCHEMA_VERSION",
    "CaseRecord",
    "DesignCriterion",
    "DocumentError",
    "Drawing",
    "End",
    "ExpectationRecord",
    "Figure",
    "FileError",
    "Flowsheet",
    "IndicatorRecord",
    "Path",
    "PathError",
    "Problem",
    "Ratio",
    "Recovery",
    "SheetBuilder",
    "SourceRecord",
    "SpecificationRecord",
    "StreamRecord",
    "UnitRecord",
    "dumps",
    "json_schema",
    "load",
    "loads",
    "new_id",
    "open_lenient",
    "parse_path",
    "path_with_tags",
    "resolve_path",
    "revision",
    "save",
]
