"""Where boxes of sub-flowsheets come to stand."""

from __future__ import annotations

from itertools import pairwise

from app.editor.document.folding import areas_folded
from flowsheets.diagram.scene import scene
from flowsheets.diagram.subflowsheets import level_sheet
from flowsheets.document.levels import PLANT_LEVEL
from flowsheets.library import load


def test_areas_that_have_the_plant_for_themselves_stand_side_by_side() -> None:
    folded, made = areas_folded(load("cu_hydro").document, PLANT_LEVEL)
    assert [folded.drawing.subflowsheets[key].tag for key in made] == ["A-100", "A-200", "A-300"]
    boxes = [scene(level_sheet(folded, PLANT_LEVEL)).units[key].box for key in made]
    for left, right in pairwise(boxes):
        assert 0 < right.left - left.right < 3 * (left.right - left.left)
