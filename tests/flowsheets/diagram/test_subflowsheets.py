"""Levels of a sheet: what is drawn on each, and that each stream is told of where it crosses."""

import msgspec
import pytest

from flowsheets.diagram.captions import Text
from flowsheets.diagram.layout import without_places
from flowsheets.diagram.paper import pages
from flowsheets.diagram.scene import Scene, scene
from flowsheets.diagram.stand_ins import StandIn
from flowsheets.diagram.subflowsheets import level_sheet, levels
from flowsheets.diagram.svg import svg
from flowsheets.document.file import load
from flowsheets.document.levels import PLANT_LEVEL, homes
from flowsheets.document.records import Flowsheet, Route
from flowsheets.document.subflowsheets import folded_by_area, grouped
from flowsheets.library import path

replace = msgspec.structs.replace


@pytest.fixture(scope="module")
def flat() -> Flowsheet:
    return load(path("spodumene_li2co3"))


@pytest.fixture(scope="module")
def plant(flat: Flowsheet) -> Flowsheet:
    return folded_by_area(flat)[0]


def _drawn(document: Flowsheet, level: str) -> Scene:
    return scene(level_sheet(document, level))


def test_a_sheet_without_sub_flowsheets_is_its_only_level(flat: Flowsheet) -> None:
    assert level_sheet(flat) is flat
    assert levels(flat) == (PLANT_LEVEL,)


def test_every_unit_is_drawn_on_one_level_and_every_box_on_the_level_above(plant: Flowsheet) -> None:
    where = homes(plant)
    for level in levels(plant):
        drawn = _drawn(plant, level)
        own = {key for key, unit in drawn.units.items() if not isinstance(unit.record, StandIn)}
        boxes = {
            key for key, unit in drawn.units.items() if isinstance(unit.record, StandIn) and unit.record.role == "box"
        }
        assert own == {key for key in plant.units if where[key] == level}
        assert boxes == {key for key in plant.drawing.subflowsheets if where[key] == level}


def test_a_stream_is_drawn_wherever_one_of_its_ends_is_and_not_within_a_box(plant: Flowsheet) -> None:
    where = homes(plant)
    for level in levels(plant):
        drawn = _drawn(plant, level)
        for key, stream in plant.streams.items():
            assert stream.source is not None
            assert stream.target is not None
            ends = {where[stream.source.unit], where[stream.target.unit]}
            seen = level in ends or (level == PLANT_LEVEL and len(ends) == 2)
            assert (key in drawn.streams) == seen, (plant.drawing.subflowsheets.get(level), stream.tag)
        assert not drawn.hanging


def test_boxes_take_streams_in_on_the_left_and_let_them_out_on_the_right(plant: Flowsheet) -> None:
    drawn = _drawn(plant, PLANT_LEVEL)
    for stream in drawn.streams.values():
        assert stream.record.source is not None
        assert stream.record.target is not None
        source, target = drawn.units[stream.record.source.unit], drawn.units[stream.record.target.unit]
        assert stream.points[0][0] == pytest.approx(source.box.right, abs=1.0)
        assert stream.points[-1][0] == pytest.approx(target.box.left, abs=1.0)
        for unit in (source, target):
            assert stream.record.tag in {text.words for text in unit.caption.texts}


def test_words_stay_inside_their_box(plant: Flowsheet) -> None:
    from flowsheets.diagram.look import text_width

    def width(text: Text) -> float:
        return text_width(text.words, text.size, text.bold)

    for level in levels(plant):
        for unit in _drawn(plant, level).units.values():
            if isinstance(unit.record, StandIn):
                for text in unit.caption.texts:
                    middle = (text.box.left + text.box.right) / 2
                    assert unit.box.left + 4 <= middle - width(text) / 2, text.words
                    assert middle + width(text) / 2 <= unit.box.right - 4, text.words


def test_flags_stand_left_and_right_of_all_units_and_apart(plant: Flowsheet) -> None:
    for level in levels(plant)[1:]:
        drawn = _drawn(plant, level)
        flags = [unit for unit in drawn.units.values() if isinstance(unit.record, StandIn)]
        units = [unit.box for unit in drawn.units.values() if not isinstance(unit.record, StandIn)]
        assert flags
        for flag in flags:
            assert isinstance(flag.record, StandIn)
            assert flag.is_flag
            far = plant.units[flag.record.far]
            assert flag.record.notes.startswith(f"{flag.record.role} {far.tag}, A-")
            if flag.record.role == "from":
                assert all(flag.box.right < box.left for box in units)
            else:
                assert all(flag.box.left > box.right for box in units)
        for one in flags:
            assert not any(one is not other and one.box.overlaps(other.box) for other in flags)


def test_hand_drawn_corners_hold_only_where_both_ends_are_units(flat: Flowsheet) -> None:
    key = min(flat.streams)
    stream = flat.streams[key]
    assert stream.source is not None
    drawing = replace(flat.drawing, streams={key: Route(points=((8.0, 8.0), (80.0, 8.0)))})
    sheet, _ = grouped(replace(flat, drawing=drawing), [stream.source.unit])
    assert key not in level_sheet(sheet).drawing.streams
    assert sheet.drawing.streams[key].points
    whole, inside = grouped(replace(flat, drawing=drawing), list(flat.units))
    assert key in level_sheet(whole, inside).drawing.streams


def test_levels_are_laid_out_each_by_itself(plant: Flowsheet) -> None:
    bare = without_places(plant)
    for level in levels(bare):
        drawn = _drawn(bare, level)
        boxes = [unit.box for unit in drawn.units.values()]
        assert not any(one.overlaps(other) for n, one in enumerate(boxes) for other in boxes[n + 1 :])
        assert all(stream.clear for stream in drawn.streams.values())


def test_nested_levels_are_listed_from_the_outside(flat: Flowsheet) -> None:
    units = sorted(flat.units)
    sheet, inner = grouped(flat, units[:3])
    sheet, outer = grouped(sheet, [inner, *units[3:6]])
    sheet, other = grouped(sheet, units[6:8])
    assert levels(sheet) == (PLANT_LEVEL, outer, inner, other)
    assert level_sheet(sheet, inner).title == f"{flat.title}, A-200, A-100"
    assert set(level_sheet(sheet, outer).units) & {inner, *units[3:6]} == {inner, *units[3:6]}


def test_a_level_is_a_picture_of_its_own(plant: Flowsheet) -> None:
    pictures = [svg(level_sheet(plant, level)) for level in levels(plant)]
    assert len(set(pictures)) == len(pictures)
    assert "A-300" in pictures[0]
    assert "neutralisation" in pictures[0]


def test_every_level_is_a_page_and_they_are_numbered_together(plant: Flowsheet) -> None:
    made = pages(plant)
    assert len(made) == len(levels(plant))
    for number, page in enumerate(made, start=1):
        assert f"{number}\N{NO-BREAK SPACE}of {len(made)}" in page.svg
    (alone,) = pages(plant, level=levels(plant)[1])
    assert "1\N{NO-BREAK SPACE}of 1" in alone.svg
    assert "A-100 Calcination" in alone.svg
