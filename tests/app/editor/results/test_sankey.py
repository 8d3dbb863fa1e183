"""The Sankey diagram: bands that balance, loops that return below, a file that can be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from app.editor.results.sankey_layout import THICKEST, Link, laid_out
from app.editor.results.sankey_tab import SankeyTab
from app.editor.window.main_window import MainWindow


def link(key: str, source: str, target: str, value: float) -> Link:
    return Link(key, "", source, target, value, "aq")


LOOP = [
    link("S-1", "F-1", "M-1", 10.0),
    link("S-2", "M-1", "R-1", 14.0),
    link("S-3", "R-1", "P-1", 10.0),
    link("S-4", "R-1", "M-1", 4.0),
    link("S-5", "F-1", "P-1", 1.0),
]


def test_thickness_is_in_proportion_and_layers_go_right() -> None:
    picture = laid_out(LOOP)
    bands = {band.key: band for band in picture.bands}
    assert bands["S-2"].thickness == pytest.approx(THICKEST)
    assert bands["S-1"].thickness == pytest.approx(THICKEST * 10 / 14)
    places = {bar.key: bar.x for bar in picture.bars}
    assert places["F-1"] < places["M-1"] < places["R-1"] < places["P-1"]


def test_a_recycle_returns_below_everything_it_passes() -> None:
    picture = laid_out(LOOP)
    returning = [band for band in picture.bands if band.lane is not None]
    assert [band.key for band in returning] == ["S-4"]
    lane = returning[0].lane
    assert lane is not None
    bars = {bar.key: bar for bar in picture.bars}
    assert all(lane > bars[key].y + bars[key].height for key in ("M-1", "R-1"))


def test_bars_of_a_layer_do_not_overlap_and_long_bands_pass_beside_them() -> None:
    picture = laid_out(LOOP)
    straight = next(band for band in picture.bands if band.key == "S-5")
    bars = {bar.key: bar for bar in picture.bars}
    for x, y in straight.points[1:-1]:
        for key in ("M-1", "R-1"):
            bar = bars[key]
            outside = not bar.x <= x <= bar.x + 8 or y < bar.y or y > bar.y + bar.height
            assert outside


def test_what_comes_from_outside_has_a_bar_of_its_own() -> None:
    picture = laid_out([Link("R-1 power", "power", "", "R-1", 3.0, "energy"), link("S-1", "R-1", "P-1", 3.0)])
    outside = [bar for bar in picture.bars if bar.outside]
    assert [bar.key for bar in outside] == ["R-1 power"]
    assert laid_out([]).bars == ()


def test_mass_energy_and_elements_are_drawn_and_saved(
    opened: Callable[[str], MainWindow], qtbot: Any, tmp_path: Path
) -> None:
    window = opened("cyanide_ccd")
    qtbot.waitUntil(lambda: window.session.solver.is_current, timeout=40_000)
    window.results.show_page("Sankey")
    page = window.results.page("Sankey")
    assert isinstance(page, SankeyTab)
    qtbot.waitUntil(lambda: page.which.count() > 2, timeout=40_000)
    tags = {unit.tag for unit in window.session.document.sheet.units.values()}
    assert {bar.key for bar in page.view._picture.bars} <= tags
    page.save(tmp_path / "flows.svg")
    written = ElementTree.parse(tmp_path / "flows.svg")
    said = " ".join(text for text in written.getroot().itertext())
    assert any(tag in said for tag in tags)
    before = page.view._picture
    page.which.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.view._picture is not before, timeout=40_000)
