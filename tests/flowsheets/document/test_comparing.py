"""Differences between two versions of a sheet."""

from flowsheets.document.comparing import differences
from flowsheets.document.editing import placed, renamed, with_parameter, without_unit
from flowsheets.document.paths import owners_by_tag
from flowsheets.document.records import Flowsheet, Placement


def told(before: Flowsheet, after: Flowsheet) -> list[str]:
    return [difference.sentence() for difference in differences(before, after)]


def test_a_sheet_does_not_differ_from_itself(calcination: Flowsheet) -> None:
    assert differences(calcination, calcination) == []


def test_values_are_told_by_tag(calcination: Flowsheet) -> None:
    sheet = with_parameter(calcination, "KN-101", "temperature", "1000 degC")
    sheet = with_parameter(sheet, "KN-101", "dust", None)
    sheet = with_parameter(sheet, "KN-101", "fuel", "coke")
    assert told(calcination, sheet) == [
        "KN-101.dust: removed 0.02",
        'KN-101.fuel: added "coke"',
        'KN-101.temperature: "1080 degC" -> "1000 degC"',
    ]


def test_a_new_tag_is_one_difference(calcination: Flowsheet) -> None:
    assert told(calcination, renamed(calcination, "S-1", "S-10")) == ['S-10.tag: "S-1" -> "S-10"']


def test_a_removed_unit_is_told_with_its_streams(calcination: Flowsheet) -> None:
    found = told(calcination, without_unit(calcination, "KN-101"))
    assert any(text.startswith("KN-101: removed") for text in found)
    assert any(text.startswith("S-1.target: removed") for text in found)


def test_the_drawing_is_marked(calcination: Flowsheet) -> None:
    moved = placed(calcination, {owners_by_tag(calcination)["KN-101"]: Placement(x=7, y=0)})
    [difference] = differences(calcination, moved)
    assert difference.drawing
