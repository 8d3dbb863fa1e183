"""Edits as pure functions, the builder, ids and revisions."""

import doctest

import msgspec
import pytest

from flowsheets.document import building
from flowsheets.document.building import SheetBuilder
from flowsheets.document.checks import check
from flowsheets.document.editing import (
    connected,
    next_tag,
    placed,
    renamed,
    with_parameter,
    with_record,
    with_specification,
    with_unit,
    with_values,
    without_record,
    without_stream,
    without_unit,
)
from flowsheets.document.errors import DocumentError, PathError
from flowsheets.document.identity import new_id, revision
from flowsheets.document.operating_time import operating_hours
from flowsheets.document.paths import owners_by_tag
from flowsheets.document.records import (
    CaseRecord,
    Flowsheet,
    Placement,
    SpecificationRecord,
    StreamRecord,
    UnitRecord,
)


def unit(sheet: Flowsheet, tag: str) -> UnitRecord:
    return sheet.units[owners_by_tag(sheet)[tag]]


def stream(sheet: Flowsheet, tag: str) -> StreamRecord:
    return sheet.streams[owners_by_tag(sheet)[tag]]


def test_a_sheet_grows_unit_by_unit() -> None:
    sheet = Flowsheet(name="new")
    sheet = with_unit(sheet, UnitRecord(tag="TK-1", operation="Tank"), at=(10, 20))
    sheet = with_unit(sheet, UnitRecord(tag="P-1 A/B", operation="Pump"))
    sheet = connected(sheet, "TK-1.outlet", "P-1 A/B.inlet")
    assert stream(sheet, "S-1").source is not None
    assert next_tag(sheet, "S") == "S-2"
    assert next_tag(sheet, "TK", first=1) == "TK-2"
    assert sheet.drawing.units[owners_by_tag(sheet)["TK-1"]] == Placement(x=10, y=20)


def test_an_edit_leaves_the_sheet_before_it_alone(calcination: Flowsheet) -> None:
    before = msgspec.json.encode(calcination)
    sheet = with_parameter(calcination, "KN-101", "temperature", "1000 degC")
    sheet = with_values(sheet, {"KN-101.dust": 0.05, "KN-101.reactions[0].conversion": "0.9"})
    sheet = without_unit(renamed(sheet, "S-1", "S-10"), "FD-101")
    assert msgspec.json.encode(calcination) == before
    assert unit(sheet, "KN-101").parameters["temperature"] == "1000 degC"
    assert unit(calcination, "KN-101").parameters["temperature"] == "1080 degC"


def test_values_reach_into_tables_and_lists(calcination: Flowsheet) -> None:
    sheet = with_values(calcination, {"KN-101.split[SiO2(s)]": "5 %", "KN-101.reactions[0].conversion": "0.9"})
    entered = unit(sheet, "KN-101").parameters
    assert entered["split"] == {"SiO2(s)": "5 %"}
    assert isinstance(entered["reactions"], list)
    assert entered["reactions"][0]["conversion"] == "0.9"
    assert entered["reactions"][0]["reaction"].startswith("LiAlSi2O6")
    with pytest.raises(PathError, match="entries 0 to 0"):
        with_values(calcination, {"KN-101.reactions[3].conversion": "0.9"})
    with pytest.raises(PathError, match="not a parameter of a unit"):
        with_values(calcination, {"S-1.mass_flow": "3 t/h"})


@pytest.mark.parametrize("nothing", [None, "calculated"])
def test_a_value_is_cleared_so_that_another_can_fix_the_unit(nothing: str | None, calcination: Flowsheet) -> None:
    entered = unit(
        with_values(calcination, {"KN-101.temperature": nothing, "KN-101.duty": "1 MW"}), "KN-101"
    ).parameters
    assert "temperature" not in entered
    assert entered["duty"] == "1 MW"


def test_a_parameter_goes_back_to_its_default(calcination: Flowsheet) -> None:
    assert "dust" not in unit(with_parameter(calcination, "KN-101", "dust", None), "KN-101").parameters


def test_removing_a_unit_frees_the_ends_of_its_streams(calcination: Flowsheet) -> None:
    key = owners_by_tag(calcination)["KN-101"]
    sheet = without_unit(calcination, "KN-101")
    assert stream(sheet, "S-1").target is None
    assert stream(sheet, "S-2").source is None
    assert key not in sheet.drawing.units
    assert not without_unit(without_unit(sheet, "FD-101"), "PR-101").streams
    assert {p.check for p in check(sheet)} >= {"streams_have_two_ends"}


def test_a_tag_is_a_label(calcination: Flowsheet) -> None:
    sheet = renamed(calcination, "FD-101", "FD-900")
    assert check(sheet) == check(calcination) == []
    assert sheet.specifications == calcination.specifications
    with pytest.raises(DocumentError, match="is taken"):
        renamed(calcination, "FD-101", "S-1")
    with pytest.raises(DocumentError, match="reserved character"):
        renamed(calcination, "FD-101", "FD.1")


def test_records_come_and_go(calcination: Flowsheet) -> None:
    sheet = with_record(calcination, "cases", "hot", CaseRecord(values={"KN-101.temperature": "1100 degC"}))
    assert without_record(sheet, "cases", "hot") == calcination
    with pytest.raises(DocumentError, match='no "cold" among the cases'):
        without_record(sheet, "cases", "cold")
    specification = SpecificationRecord(result="S-2.T", target="1000 degC", frees=("KN-101.temperature",))
    added = with_specification(calcination, specification)
    assert len(added.specifications) == 2
    assert check(added) == []
    assert check(without_stream(added, "S-2"))


def test_the_drawing_makes_nothing_stale(calcination: Flowsheet) -> None:
    key = owners_by_tag(calcination)["KN-101"]
    moved = placed(calcination, {key: Placement(x=5, y=6, flipped=True)})
    assert moved != calcination
    assert revision(moved) == revision(calcination)
    assert revision(with_parameter(calcination, "KN-101", "dust", 0.03)) != revision(calcination)


def test_a_revision_does_not_depend_on_order(calcination: Flowsheet) -> None:
    turned = msgspec.structs.replace(
        calcination,
        units=dict(reversed(calcination.units.items())),
        streams=dict(reversed(calcination.streams.items())),
    )
    assert revision(turned) == revision(calcination)


def test_ids_are_new_and_code_gives_the_same_ones(calcination: Flowsheet) -> None:
    assert len({new_id(calcination, "u") for _ in range(200)}) == 200

    def build() -> Flowsheet:
        builder = SheetBuilder("a")
        builder.unit("Tank", "TK-1")
        builder.unit("Tank", "TK-2")
        builder.stream("TK-1.outlet", "TK-2.inlet")
        return builder.sheet()

    assert build() == build()


def test_the_builder_says_what_is_missing() -> None:
    build = SheetBuilder("a")
    build.unit("Tank", "TK-1")
    with pytest.raises(DocumentError, match="is taken"):
        build.unit("Tank", "TK-1")
    with pytest.raises(DocumentError, match='is called "TK-2"'):
        build.stream("TK-1.outlet", "TK-2.inlet")
    with pytest.raises(DocumentError, match="is not a port"):
        build.stream("TK-1", "TK-1.inlet")
    build.specify("S-9.T", "50 degC", freeing="TK-1.duty")
    with pytest.raises(DocumentError, match='is called "S-9"'):
        build.sheet()


def test_the_builder_as_its_page_shows_it() -> None:
    assert doctest.testmod(building).failed == 0


def test_operating_hours() -> None:
    assert operating_hours(Flowsheet(name="a", hours_per_year="8000 h", availability="90 %")) == pytest.approx(7200)
