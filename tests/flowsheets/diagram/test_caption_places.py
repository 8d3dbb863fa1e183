"""Words at units give way to streams, units and other words once streams are laid."""

from __future__ import annotations

from itertools import pairwise

import pytest

from flowsheets import library
from flowsheets.diagram.caption_places import caption_steps
from flowsheets.diagram.captions import CAPTION_GAP, GAP, LINE_HEIGHT, Caption, Text
from flowsheets.diagram.geometry import Box, Point
from flowsheets.diagram.look import LABEL_TEXT, text_width
from flowsheets.diagram.routing import passes_through
from flowsheets.diagram.scene import Scene, scene
from flowsheets.diagram.subflowsheets import level_sheet

UNIT = Box(0, 0, 64, 64)
NAMES = library.names()


def written(name: str = "leach", at: Box = UNIT) -> Caption:
    """A caption as it stands above and below a unit that nothing crosses."""
    middle = (at.left + at.right) / 2
    tops = {"TK-1": at.top - CAPTION_GAP - LINE_HEIGHT, name: at.bottom + CAPTION_GAP}
    texts = []
    for words, top in tops.items():
        half = text_width(words, LABEL_TEXT) / 2
        texts.append(Text(words, Box(middle - half, top, middle + half, top + LINE_HEIGHT), bold=words == "TK-1"))
    return Caption(tuple(texts), (middle, at.bottom + 30), is_outside=True)


def placed(*lines: tuple[Point, ...], caption: Caption | None = None, **others: tuple[Box, Caption]) -> Caption:
    """The caption of a unit ``a`` among streams and other units."""
    units = {"a": (UNIT, caption or written()), **others}
    return dict(caption_steps(units, {str(number): line for number, line in enumerate(lines)}))["a"]


def crosses(line: tuple[Point, ...], text: Text) -> bool:
    """Whether a line runs through words."""
    return passes_through(line, text.box)


@pytest.mark.parametrize("name", NAMES)
def test_no_stream_runs_through_words_at_units_and_no_words_lie_on_others(name: str) -> None:
    whole = library.load(name).document
    for level in ("", *whole.drawing.subflowsheets):
        drawn = scene(level_sheet(whole, level))
        words = [(key, text) for key, unit in drawn.units.items() for text in unit.caption.texts]
        for key, text in words:
            for stream in drawn.streams.values():
                for ends in pairwise(stream.points):
                    assert not crosses(ends, text), (level, text.words, stream.record.tag)
            for other, unit in drawn.units.items():
                assert other == key or not unit.box.overlaps(text.box), (level, text.words, unit.record.tag)
            assert not [beside.words for far, beside in words if far != key and beside.box.overlaps(text.box)]


@pytest.mark.parametrize("name", NAMES)
def test_no_stream_runs_through_the_place_of_a_result(name: str) -> None:
    whole = library.load(name).document
    for level in ("", *whole.drawing.subflowsheets):
        drawn: Scene = scene(level_sheet(whole, level))
        for unit in drawn.units.values():
            for area in unit.caption.kept_free:
                assert not any(passes_through(stream.points, area) for stream in drawn.streams.values())


def test_words_that_nothing_covers_stay() -> None:
    caption = written()
    assert placed(((200, 0), (200, 64)), ((-50, 100), (120, 100)), caption=caption) is caption


def test_words_go_to_the_side_of_a_stream_that_is_nearer() -> None:
    line = ((40.0, 64.0), (40.0, 200.0))
    tag, name = placed(line).texts
    assert tag == written().texts[0]
    assert name.box.right < 40
    assert name.box.top == UNIT.bottom + CAPTION_GAP


def test_words_go_beside_a_unit_where_streams_run_along_it() -> None:
    below = tuple(((-300.0, y), (300.0, y)) for y in range(70, 130, 8))
    name = placed(*below).texts[1]
    assert name.box.left > UNIT.right + GAP - 1
    assert name.box.bottom <= UNIT.bottom


def test_tag_and_name_go_to_one_side_where_one_has_no_place_of_its_own() -> None:
    walls = [((x, -8.0), (x, 200.0)) for x in (-5.0, 69.0)]
    floor = [((-300.0, float(y)), (300.0, float(y))) for y in range(68, 130, 8)]
    inner = [((float(x), -8.0), (float(x), 72.0)) for x in (*range(-200, 0, 8), *range(72, 270, 8))]
    tag, name = placed(*walls, *floor, *inner).texts
    assert tag.box.bottom <= name.box.top < name.box.bottom <= UNIT.top


def test_a_name_in_two_lines_goes_on_one_where_only_one_has_room() -> None:
    texts = (written().texts[0], *(written(words).texts[1] for words in ("condensate", "to washing")))
    second = texts[2].box.moved(0, LINE_HEIGHT)
    caption = Caption((*texts[:2], Text("to washing", second)), (32, 110), is_outside=True)
    ceiling = [((-300.0, float(y)), (300.0, float(y))) for y in (-18, 86, 92, 98, 104, 110)]
    walls = [((float(x), -8.0), (float(x), 66.0)) for x in (*range(-200, 0, 8), *range(72, 270, 8))]
    tag, name = placed(*ceiling, *walls, caption=caption).texts
    assert (tag.words, name.words) == ("TK-1", "condensate to washing")
    assert UNIT.bottom < name.box.top < name.box.bottom < 86


def test_the_place_of_a_result_goes_over_a_flag_where_a_stream_runs_under_it() -> None:
    under = Box(4, 65, 60, 77)
    flag = Caption((Text("ore", Box(10, 20, 50, 32)),), (32, 71), (under,))
    found = placed(((-50, 70), (90, 70)), caption=flag)
    assert found.kept_free == (under.moved(0, -(64 + LINE_HEIGHT + 1)),)
    assert found.texts == flag.texts
    assert placed(caption=flag) is flag


def test_words_of_neighbours_do_not_meet() -> None:
    beside = UNIT.moved(72, 0)
    long = written("a rather long name of it")
    other = written("another long name here", at=beside)
    units = {"a": (UNIT, long), "b": (beside, other)}
    found = dict(caption_steps(units, {}))
    areas = [(key, area) for key, caption in found.items() for area in caption.areas]
    assert not [1 for one, area in areas for two, beneath in areas if one < two and area.overlaps(beneath)]
