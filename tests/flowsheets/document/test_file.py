"""The file: what is saved is loaded, damaged files are told in full and opened as far as they can be."""

import contextlib
import json
import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flowsheets.document import file as flow_file
from flowsheets.document.errors import FileError
from flowsheets.document.file import dumps, load, loads, open_lenient, save
from flowsheets.document.identity import revision
from flowsheets.document.records import (
    SCHEMA_VERSION,
    Annotation,
    CaseRecord,
    Drawing,
    End,
    ExpectationRecord,
    Figure,
    Flowsheet,
    Placement,
    Ratio,
    Recovery,
    Route,
    SourceRecord,
    SpecificationRecord,
    StreamRecord,
    UnitRecord,
    json_schema,
)

MUSEUM = Path(__file__).parent / "museum"

texts = st.text(st.characters(codec="utf-8"), max_size=12)
numbers = st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    st.one_of(texts, numbers, st.integers(-(2**60), 2**60), st.booleans()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=6,
)
several = st.lists(texts, max_size=3).map(tuple)
ends = st.none() | st.builds(End, unit=texts, port=texts)
indicators = st.one_of(
    st.builds(Recovery, element=texts, of=several, to=several),
    st.builds(Ratio, numerator=several, denominator=several, unit=texts),
    st.builds(Figure, path=texts, unit=texts),
)
placements = st.builds(Placement, x=numbers, y=numbers, flipped=st.booleans())
corners = st.lists(st.tuples(numbers, numbers), max_size=3).map(tuple)
tables = st.dictionaries(texts, values, max_size=3)
drawings = st.builds(
    Drawing,
    units=st.dictionaries(texts, placements, max_size=2),
    streams=st.dictionaries(texts, st.builds(Route, points=corners), max_size=2),
    annotations=st.dictionaries(texts, st.builds(Annotation, x=numbers, y=numbers, text=texts), max_size=2),
)
units = st.builds(UnitRecord, tag=texts, operation=texts, off=st.booleans(), parameters=tables)
sheets = st.builds(
    Flowsheet,
    name=texts,
    title=texts,
    units=st.dictionaries(texts, units, max_size=3),
    streams=st.dictionaries(texts, st.builds(StreamRecord, tag=texts, source=ends, target=ends), max_size=3),
    specifications=st.dictionaries(
        texts, st.builds(SpecificationRecord, result=texts, target=texts | numbers, frees=several), max_size=2
    ),
    indicators=st.dictionaries(texts, indicators, max_size=3),
    expectations=st.lists(
        st.builds(ExpectationRecord, result=texts, value=numbers | st.integers(-9, 9), unit=texts), max_size=2
    ).map(tuple),
    cases=st.dictionaries(texts, st.builds(CaseRecord, values=tables), max_size=2),
    sources=st.dictionaries(texts, st.builds(SourceRecord, text=texts), max_size=2),
    drawing=drawings,
)


@given(sheets)
@settings(max_examples=80, deadline=None)
def test_what_is_written_is_read(sheet: Flowsheet) -> None:
    content = dumps(sheet)
    again = loads(content)
    assert again == sheet
    assert dumps(again) == content
    assert revision(again) == revision(sheet)


def test_a_file_has_one_value_a_line_in_a_stable_order(calcination: Flowsheet) -> None:
    content = dumps(calcination)
    assert content.endswith(b"}\n")
    shuffled = msgspec.structs.replace(calcination, units=dict(reversed(calcination.units.items())))
    assert dumps(shuffled) == content
    assert all(line.count(b": ") <= 1 or b'": "' in line for line in content.splitlines())
    keys = list(json.loads(content)["units"])
    assert keys == sorted(keys)


def test_saving_keeps_one_backup(calcination: Flowsheet, tmp_path: Path) -> None:
    path = tmp_path / "calcination.flow.json"
    save(calcination, path)
    first = path.read_bytes()
    save(msgspec.structs.replace(calcination, title="second"), path)
    save(msgspec.structs.replace(calcination, title="third"), path)
    assert load(path).title == "third"
    assert load(f"{path}.bak").title == "second"
    assert load(path) != loads(first)
    assert sorted(os.listdir(tmp_path)) == ["calcination.flow.json", "calcination.flow.json.bak"]


def test_a_failed_save_leaves_the_file_alone(
    calcination: Flowsheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "calcination.flow.json"
    save(calcination, path)
    before = path.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(flow_file.os, "fsync", full)
    with pytest.raises(FileError, match="No space left on device"):
        save(msgspec.structs.replace(calcination, title="new"), path)
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == ["calcination.flow.json"]


def test_a_link_is_followed(calcination: Flowsheet, tmp_path: Path) -> None:
    target, link = tmp_path / "target.flow.json", tmp_path / "link.flow.json"
    save(calcination, target)
    link.symlink_to(target)
    save(msgspec.structs.replace(calcination, title="new"), link)
    assert link.is_symlink()
    assert load(target).title == "new"


def test_numbers_that_are_not_finite_are_not_written(calcination: Flowsheet) -> None:
    unit = UnitRecord(tag="X-1", operation="Mixer", parameters={"a": float("nan")})
    with pytest.raises(FileError, match="cannot be written"):
        dumps(msgspec.structs.replace(calcination, units={"u1": unit}))


FAULTS = [
    ('{"schema": 2, "name": "a", "name": "b"}', "written twice", "name"),
    ('{"schema": 2, "name": "a", "tittle": "b"}', "not known here. Did you mean title?", "tittle"),
    ('{"schema": 2, "name": 5}', "expected text, got whole number", "name"),
    ('{"schema": 2}', '"name" is missing', ""),
    ('{"name": "a"}', '"schema" is missing', ""),
    ('{"schema": true, "name": "a"}', '"schema" is missing', "schema"),
    ('{"schema": 0, "name": "a"}', '"schema" is missing or is not one', "schema"),
    ('{"schema": 2, "name": "a", "availability": NaN}', "NaN is not a number", "availability"),
    ('{"schema": 2, "name": "a", "availability": -Infinity}', "Infinity is not a number", "availability"),
    ('{"schema": 2, "name": "a", "availability": 1e999}', "too large a number", "availability"),
    ('{"schema": 2, "name": "a",}', "comma stands before", ""),
    ('{"schema": 2 "name": "a"}', "comma is missing", ""),
    ('{"schema": 2, "name": "a"', "cut off", ""),
    ('{"schema": 2, "name": "a', "cut off", "name"),
    ('{"schema": 2, "name": "a"} x', "more after the end", ""),
    ('{"schema": 2, "name": "\\ud800"}', "half of a character", "name"),
    ('{"schema": 2,\n<<<<<<< HEAD\n "name": "a"}', "merge conflict", ""),
    ("[]", "not a flowsheet", ""),
    ("", "cut off", ""),
    ("hello", "not JSON", ""),
    (
        '{"schema": 2, "name": "a", "species": [{"a": ' + "[" * 70 + "]" * 70 + "}]}",
        "nested deeper",
        "species",
    ),
    ("[" * 100_000, "nested deeper", ""),
    ('{"schema": 2, "name": "a", "units": {"u1": {"tag": "R-1"}}}', '"operation" is missing', "units.u1"),
    (
        '{"schema": 2, "name": "a", "streams": {"s1": {"tag": "S-1", "source": {"unit": 1}}}}',
        "expected text",
        "streams.s1.source.unit",
    ),
    ('{"schema": 2, "name": "a", "indicators": {"x": {"kind": "guess"}}}', "guess", "indicators.x"),
]


@pytest.mark.parametrize(("text", "message", "json_path"), FAULTS)
def test_a_fault_is_told_with_its_place(text: str, message: str, json_path: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.flow.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError) as caught:
        load(path)
    assert message in str(caught.value)
    assert str(path) in str(caught.value)
    assert caught.value.line >= 1
    assert caught.value.json_path.startswith(json_path)
    sheet, problems = open_lenient(path)
    assert isinstance(sheet, Flowsheet)
    assert problems == list(caught.value.problems)


def test_line_and_column_are_told() -> None:
    with pytest.raises(FileError) as caught:
        loads('{\n "schema": 2,\n "name": 5\n}', name="a.flow.json")
    assert (caught.value.line, caught.value.column) == (3, 10)
    assert str(caught.value).startswith("a.flow.json, line 3, column 10 (name): ")


def test_all_faults_are_told_and_the_rest_is_opened(calcination: Flowsheet, tmp_path: Path) -> None:
    plain = json.loads(dumps(calcination))
    first, second, third = sorted(plain["units"])
    plain["units"][first]["tag"] = 5
    plain["units"][second]["colour"] = "red"
    plain["expectations"][0]["value"] = "many"
    plain["hours_per_year"] = 8000
    path = tmp_path / "bad.flow.json"
    path.write_text(json.dumps(plain, indent=1), encoding="utf-8")
    with pytest.raises(FileError) as caught:
        load(path)
    assert len(caught.value.problems) == 4
    assert "3 more faults follow" in str(caught.value)
    sheet, _problems = open_lenient(path)
    assert set(sheet.units) == {second, third}
    assert len(sheet.expectations) == 1
    assert sheet.hours_per_year == "8000 h"
    assert sheet.streams == calcination.streams


def test_a_cut_off_file_opens_as_far_as_it_goes(calcination: Flowsheet, tmp_path: Path) -> None:
    content = dumps(calcination)
    path = tmp_path / "cut.flow.json"
    path.write_bytes(content[: content.index(b'"specifications"')])
    sheet, problems = open_lenient(path)
    assert sheet.units == calcination.units
    assert sheet.streams == calcination.streams
    assert "cut off" in problems[0].message


def test_a_newer_schema_names_both_versions() -> None:
    with pytest.raises(FileError, match=f"schema 99.*up to schema {SCHEMA_VERSION}.*newer version"):
        loads('{"schema": 99, "name": "a", "what": "ever"}')


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="No such file"):
        load(tmp_path / "none.flow.json")
    with pytest.raises(FileError, match="cannot be read"):
        load(tmp_path)
    with pytest.raises(FileError, match="cannot be saved"):
        save(Flowsheet(name="a"), tmp_path / "no" / "folder.flow.json")


def test_text_that_is_not_utf_8_is_told() -> None:
    with pytest.raises(FileError, match="not UTF-8") as caught:
        loads(b'{"schema": 2,\n"name": "caf\xe9"}')
    assert (caught.value.line, caught.value.column) == (2, 13)


def test_a_huge_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(flow_file, "MAXIMUM_SIZE", 100)
    path = tmp_path / "huge.flow.json"
    path.write_bytes(b" " * 101)
    with pytest.raises(FileError, match="more than the 50 MB"):
        load(path)


def test_a_byte_order_mark_is_harmless(calcination: Flowsheet) -> None:
    assert loads(b"\xef\xbb\xbf" + dumps(calcination)) == calcination


SHREDS = [b'"', b"{", b"]", b",", b"\\", b"null", b"-", b"1e5", b"\n", b"\\ud800", b"9" * 400]


@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_raises_only_our_error(calcination: Flowsheet, tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(dumps(calcination))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, max(len(content) - 1, 0)))
        kind = data.draw(st.sampled_from(["change", "remove", "insert", "cut", "repeat"]))
        if kind == "change":
            content[at : at + 1] = bytes([data.draw(st.integers(0, 255))])
        elif kind == "remove":
            del content[at : at + data.draw(st.integers(1, 40))]
        elif kind == "insert":
            content[at:at] = data.draw(st.sampled_from(SHREDS))
        elif kind == "repeat":
            content[at:at] = content[at : at + 30]
        else:
            del content[max(at, 1) :]
    path = tmp_path / "damaged.flow.json"
    path.write_bytes(content)
    with contextlib.suppress(FileError):
        load(path)
    with contextlib.suppress(FileError):
        sheet, _problems = open_lenient(path)
        assert isinstance(sheet, Flowsheet)


@given(st.binary(max_size=60))
def test_any_bytes_raise_nothing_but_our_error(content: bytes) -> None:
    with contextlib.suppress(FileError):
        loads(content)


@pytest.mark.parametrize("path", sorted(MUSEUM.glob("*.flow.json")), ids=lambda path: path.name)
def test_old_files_open(path: Path) -> None:
    sheet = load(path)
    assert sheet.schema == SCHEMA_VERSION
    assert sheet.units
    assert all(end is None or end.unit in sheet.units for s in sheet.streams.values() for end in (s.source, s.target))
    assert loads(dumps(sheet)) == sheet


def test_schema_1_named_ends_in_one_text() -> None:
    sheet = load(MUSEUM / "schema_1_calcination.flow.json")
    assert sheet.streams["s00000002"].source == End(unit="u00000002", port="calcine")
    assert sheet.streams["s00000003"].target is None


def test_every_older_schema_has_a_file_in_the_museum() -> None:
    versions = {json.loads(path.read_text(encoding="utf-8"))["schema"] for path in MUSEUM.glob("*.flow.json")}
    assert versions == set(range(1, SCHEMA_VERSION + 1))


def test_the_json_schema_describes_the_file() -> None:
    schema = json_schema()
    assert schema["$ref"] == "#/$defs/Flowsheet"
    assert "operation" in schema["$defs"]["UnitRecord"]["required"]
    assert json.loads(json.dumps(schema)) == schema
