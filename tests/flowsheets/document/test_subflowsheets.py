"""Folding is a way of drawing: whatever is folded and opened out, the model stays the very same."""

import random

import msgspec
import pytest

from flowsheets.document import check, dumps, loads, revision
from flowsheets.document.editing import without_unit
from flowsheets.document.errors import DocumentError
from flowsheets.document.file import load
from flowsheets.document.levels import (
    PLANT_LEVEL,
    homes,
    level_of,
    parents,
    shown_on,
    subflowsheets_within,
    trail,
    units_within,
)
from flowsheets.document.records import Annotation, Drawing, Flowsheet, Subflowsheet
from flowsheets.document.subflowsheets import (
    dissolved,
    folded_by_area,
    grouped,
    landed,
    moved_into,
    with_subflowsheet,
    without_subflowsheet,
)
from flowsheets.library import path

replace = msgspec.structs.replace


@pytest.fixture(scope="module")
def plant() -> Flowsheet:
    return load(path("kcl_crystallisation"))


def _units(sheet: Flowsheet, count: int, first: int = 0) -> list[str]:
    return sorted(sheet.units)[first : first + count]


def test_units_of_a_group_are_drawn_on_it_and_the_model_is_the_same(plant: Flowsheet) -> None:
    chosen = _units(plant, 3)
    sheet, key = grouped(plant, chosen, tag="A-300", name="Cooling")
    assert {unit for unit, home in homes(sheet).items() if home == key} == set(chosen)
    assert revision(sheet) == revision(plant)
    assert sheet.units is plant.units
    assert sheet.streams is plant.streams
    assert check(sheet) == check(plant)
    assert loads(dumps(sheet)) == sheet
    assert dissolved(sheet, key) == plant


def test_dissolving_moves_what_was_inside_by_a_shift(plant: Flowsheet) -> None:
    chosen = _units(plant, 2)
    sheet, key = grouped(plant, chosen)
    opened = dissolved(sheet, key, (80.0, -40.0))
    for unit, place in plant.drawing.units.items():
        dx, dy = (80.0, -40.0) if unit in chosen else (0.0, 0.0)
        assert (opened.drawing.units[unit].x, opened.drawing.units[unit].y) == (place.x + dx, place.y + dy)


@pytest.mark.parametrize("seed", range(20))
def test_any_folding_opened_out_again_gives_the_sheet_back(plant: Flowsheet, seed: int) -> None:
    hand = random.Random(seed)
    sheet = plant
    for _ in range(8):
        level = hand.choice([PLANT_LEVEL, *sorted(sheet.drawing.subflowsheets)])
        here = sorted(key for key, home in homes(sheet).items() if home == level)
        if not any(key in sheet.units or key in sheet.drawing.subflowsheets for key in here):
            continue
        chosen = hand.sample(here, hand.randint(1, len(here)))
        sheet, key = grouped(sheet, chosen, at=(8.0 * hand.randint(0, 99), 0.0))
        assert trail(sheet.drawing, key)[-1] == key
        assert not [problem for problem in check(sheet) if "subflowsheet" in problem.check]
    assert sheet.units is plant.units
    assert sheet.streams is plant.streams
    for unit in sheet.units:
        assert sum(unit in units for level in [*sheet.drawing.subflowsheets] for units in [_own(sheet, level)]) <= 1
    while sheet.drawing.subflowsheets:
        sheet = dissolved(sheet, hand.choice(sorted(sheet.drawing.subflowsheets)))
    assert sheet == plant


def _own(sheet: Flowsheet, level: str) -> set[str]:
    return {key for key, home in homes(sheet).items() if home == level}


def test_levels_nest_and_show_the_box_that_a_unit_is_in(plant: Flowsheet) -> None:
    one, two, three = _units(plant, 3)
    sheet, inner = grouped(plant, [one, two])
    sheet, outer = grouped(sheet, [inner, three])
    assert parents(sheet.drawing) == {inner: outer, outer: PLANT_LEVEL}
    assert trail(sheet.drawing, inner) == (outer, inner)
    assert units_within(sheet, outer) == {one, two, three}
    assert subflowsheets_within(sheet.drawing, outer) == (inner,)
    assert shown_on(sheet, PLANT_LEVEL)[one] == outer
    assert shown_on(sheet, outer)[one] == inner
    assert shown_on(sheet, outer)[three] == three
    outside = _units(plant, 1, first=5)[0]
    assert outside not in shown_on(sheet, outer)
    assert three not in shown_on(sheet, inner)


def test_a_stream_belongs_to_the_innermost_sheet_that_shows_both_its_ends(plant: Flowsheet) -> None:
    key, record = next((k, s) for k, s in sorted(plant.streams.items()) if s.source and s.target)
    assert record.source is not None
    assert record.target is not None
    both, inside = grouped(plant, [record.source.unit, record.target.unit])
    assert level_of(both, key) == inside
    one, _ = grouped(plant, [record.source.unit])
    assert level_of(one, key) == PLANT_LEVEL


def test_what_cannot_be_folded_is_refused(plant: Flowsheet) -> None:
    one, two, three = _units(plant, 3)
    sheet, key = grouped(plant, [one, two], tag="A-1")
    with pytest.raises(DocumentError, match="different sheets"):
        grouped(sheet, [one, three])
    with pytest.raises(DocumentError, match="not on the drawing"):
        grouped(sheet, ["u00000000"])
    with pytest.raises(DocumentError, match="no unit to be folded"):
        grouped(sheet, [])
    with pytest.raises(DocumentError, match="taken"):
        grouped(sheet, [three], tag="A-1")
    with pytest.raises(DocumentError, match="taken"):
        grouped(sheet, [three], tag=sheet.units[one].tag)
    with pytest.raises(DocumentError, match="within itself"):
        moved_into(sheet, [key], key)
    with pytest.raises(DocumentError, match="no sub-flowsheet"):
        dissolved(sheet, "A-7")


def test_units_move_in_and_out(plant: Flowsheet) -> None:
    one, two, three = _units(plant, 3)
    sheet, key = grouped(plant, [one])
    sheet = moved_into(sheet, [two, three], key)
    assert _own(sheet, key) == {one, two, three}
    sheet = moved_into(sheet, [one], PLANT_LEVEL)
    assert _own(sheet, key) == {two, three}
    assert with_subflowsheet(sheet, key, tag="A-900", name="Wash").drawing.subflowsheets[key].name == "Wash"


def test_deleted_with_all_that_is_within(plant: Flowsheet) -> None:
    one, two, three = _units(plant, 3)
    sheet, inner = grouped(plant, [one, two])
    sheet, outer = grouped(sheet, [inner, three])
    left = without_subflowsheet(sheet, outer)
    assert not {one, two, three} & left.units.keys()
    assert not left.drawing.subflowsheets
    assert not {inner, outer} & left.drawing.units.keys()
    assert not [p for p in check(left) if p.check in ("streams_end_at_units", "drawing_shows_the_sheet")]


def test_a_deleted_unit_leaves_its_sub_flowsheet(plant: Flowsheet) -> None:
    one, two = _units(plant, 2)
    sheet, key = grouped(plant, [one, two])
    assert without_unit(sheet, one).drawing.subflowsheets[key].units == (two,)


def test_what_is_new_lands_on_the_opened_sheet(plant: Flowsheet) -> None:
    one, two = _units(plant, 2)
    sheet, key = grouped(plant, [one])
    unit, note = sheet.units[two], Annotation(x=0, y=0, text="here")
    drawing = replace(sheet.drawing, annotations={"a0000000f": note})
    after = replace(sheet, units=sheet.units | {"u0000000f": replace(unit, tag="X-1")}, drawing=drawing)
    assert homes(landed(sheet, after, key))["u0000000f"] == key
    assert homes(landed(sheet, after, key))["a0000000f"] == key
    assert landed(sheet, after, PLANT_LEVEL) is after


def test_areas_are_folded_each_into_its_own() -> None:
    plant = load(path("spodumene_li2co3"))
    sheet, made = folded_by_area(plant)
    areas = {record.area for record in plant.units.values() if record.area}
    assert 2 <= len(made) <= len(areas)
    for key in made:
        assert len({sheet.units[unit].area for unit in units_within(sheet, key)}) == 1
    assert revision(sheet) == revision(plant)


def test_a_file_that_is_not_in_order_is_told_of_and_still_drawn(plant: Flowsheet) -> None:
    one, two = _units(plant, 2)
    boxes = {
        "f0000000a": Subflowsheet(tag="A-1", units=(one, "u_gone"), parent="f0000000b"),
        "f0000000b": Subflowsheet(tag="A-2", units=(one, two), parent="f0000000a"),
        "f0000000c": Subflowsheet(tag="A-2", parent="nowhere"),
    }
    sheet = replace(plant, drawing=Drawing(units=plant.drawing.units, subflowsheets=boxes))
    told = [problem.sentence() for problem in check(sheet)]
    assert any('lists the unit "u_gone"' in text for text in told)
    assert any("listed by A-1 and A-2" in text for text in told)
    assert any("within itself: A-1 within A-2 within A-1" in text for text in told)
    assert any('"nowhere", which is not there' in text for text in told)
    assert any("the tag stands on 2" in text for text in told)
    assert {p.severity for p in check(sheet) if "subflowsheet" in p.check} == {"warning"}
    assert parents(sheet.drawing)["f0000000a"] == PLANT_LEVEL
    assert homes(sheet)[one] == "f0000000a"
