"""Sub-flowsheets are copied with all that is in them, also into another sheet."""

import pytest

from app.editor.document.copying import fragment_of, pasted, read, written
from app.editor.document.folding import folded, opened_out
from flowsheets.document.checks import check
from flowsheets.document.file import load
from flowsheets.document.levels import homes, parents, trail, units_within
from flowsheets.document.records import Flowsheet
from flowsheets.library import path


@pytest.fixture(scope="module")
def plant() -> Flowsheet:
    return load(path("kcl_crystallisation"))


def _nested(plant: Flowsheet) -> tuple[Flowsheet, str, str]:
    units = sorted(plant.units)
    sheet, inner = folded(plant, units[:2], "")
    sheet, outer = folded(sheet, [inner, units[2]], "")
    return sheet, inner, outer


def test_a_copy_nests_as_its_original(plant: Flowsheet) -> None:
    sheet, _, outer = _nested(plant)
    fragment = read(written(fragment_of(sheet, [outer])))
    assert fragment is not None
    edited, _ = pasted(sheet, fragment, (40.0, 40.0))
    made = edited.drawing.subflowsheets.keys() - sheet.drawing.subflowsheets.keys()
    assert len(made) == 2
    (top,) = (key for key in made if len(trail(edited.drawing, key)) == 1)
    assert len(units_within(edited, top)) == 3
    assert {parents(edited.drawing)[key] for key in made} == {"", top}
    assert not [problem for problem in check(edited) if "subflowsheet" in problem.check or "drawing" in problem.check]


def test_into_an_empty_sheet(plant: Flowsheet) -> None:
    sheet, inner, outer = _nested(plant)
    edited, _ = pasted(Flowsheet(name="new"), fragment_of(sheet, [outer]), (0.0, 0.0))
    assert len(edited.units) == 3
    tags = {box.tag for box in sheet.drawing.subflowsheets.values()}
    assert {box.tag for box in edited.drawing.subflowsheets.values()} == tags
    assert inner not in edited.drawing.subflowsheets


def test_folding_and_opening_out_gives_the_drawing_back_where_there_is_room(plant: Flowsheet) -> None:
    units = list(plant.units)
    sheet, key = folded(plant, units, "")
    assert all(home == key for unit, home in homes(sheet).items() if unit in plant.units)
    assert opened_out(sheet, key) == plant
