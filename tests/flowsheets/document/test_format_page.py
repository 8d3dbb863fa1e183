"""The page of the file format: its example opens, and it names every section there is."""

import re
from pathlib import Path

import msgspec

from flowsheets.document.checks import check
from flowsheets.document.file import dumps, loads
from flowsheets.document.records import SCHEMA_VERSION, Flowsheet

PAGE = (Path(__file__).parents[3] / "docs" / "file_format.md").read_text(encoding="utf-8")


def test_the_example_opens_and_is_written_as_it_stands() -> None:
    [example] = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    sheet = loads(example)
    assert check(sheet) == []
    assert dumps(sheet).decode() == example


def test_every_section_is_explained() -> None:
    for field in msgspec.structs.fields(Flowsheet):
        assert f"`{field.name}`" in PAGE, field.name


def test_every_schema_is_listed() -> None:
    assert all(f"\n| {version} |" in PAGE for version in range(1, SCHEMA_VERSION + 1))
