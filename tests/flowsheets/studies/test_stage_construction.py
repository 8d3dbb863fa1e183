"""McCabe and Thiele's construction of solved trains."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from flowsheets import library
from flowsheets.document.building import SheetBuilder
from flowsheets.results.solution import Solution
from flowsheets.sheet import Sheet
from flowsheets.studies import McCabeThiele, mccabe_thiele
from unitops.errors import InputError

D = 5.0
LOADED = "Cu(C16H24NO2)2(o)"


@cache
def linear(stages: str = "3") -> Solution:
    """Copper with a constant distribution ratio of 5, O/A 0.5, pure organic phase, no efficiency."""
    build = SheetBuilder("linear")
    liquor = {"species": {"CuSO4(aq)": "0.5 %", "H2SO4(aq)": "0.5 %"}, "rest": "H2O(l)"}
    organic = {"species": {"C16H25NO2(o)": "20 %"}, "rest": "kerosene(o)"}
    build.unit("Feed", "FD-1", composition=liquor, rate="100 t/h")
    build.unit("Feed", "FD-2", composition=organic)
    entered = {"distribution_ratio": {LOADED: D}, "stage_efficiency": "100 %", "phase_ratio": 0.5, "stages": stages}
    build.unit("SolventExtraction", "SX-1", **entered)
    build.stream("FD-1.outlet", "SX-1.liquor", "S-1")
    build.stream("FD-2.outlet", "SX-1.organic", "S-2")
    for number, port in enumerate(("liquor_out", "organic_out"), 3):
        build.unit("Product", f"PD-{number}")
        build.stream(f"SX-1.{port}", f"PD-{number}.inlet", f"S-{number}")
    return Sheet(build.sheet()).solve()


@cache
def copper(unit: str) -> McCabeThiele:
    return mccabe_thiele(library.load("cu_hydro").solve(), unit)


def test_steps_of_kremser_touch_a_straight_equilibrium():
    drawn = mccabe_thiele(linear(), "SX-1")
    assert drawn.metal == "Cu"
    for x, y in drawn.equilibrium.itertuples(index=False):
        assert y == pytest.approx(D * x, rel=5e-3)  # volumes of what leaves, a little off those of the feeds
    for _, x, y in drawn.stages.itertuples(index=False):
        assert y == pytest.approx(D * x, rel=1e-6)
    # Kremser: of the metal (E - 1) / (E^(N+1) - 1) is left, E = D x O/A = 2.5.
    left = drawn.stages["liquor [g/L]"].iloc[-1] / drawn.feeds[0]
    assert left == pytest.approx(1.5 / (2.5**4 - 1.0), rel=1e-3)
    assert drawn.feeds[1] == 0.0


def test_operating_line_is_the_balance():
    corners = mccabe_thiele(linear(), "SX-1").corners
    assert len(corners) == 7
    for (x, y), (x_next, y_next) in zip(corners[::2], corners[2::2], strict=False):
        assert y - y_next == pytest.approx((x - x_next) / 0.5, rel=1e-3)


def test_the_copper_plant_steps_up_to_its_isotherm_and_down_to_that_of_the_strip():
    extraction, strip = copper("SX-201"), copper("MS-203")
    assert list(extraction.stages["stage"]) == [1, 2]
    assert extraction.equilibrium["organic [g/L]"].is_monotonic_increasing
    for drawn, sign in ((extraction, 1.0), (strip, -1.0)):
        x, y = (drawn.equilibrium[name].to_numpy() for name in ("liquor [g/L]", "organic [g/L]"))
        for _, liquor, organic in drawn.stages.itertuples(index=False):
            above = float(np.interp(liquor, x, y)) - organic
            assert sign * above > -0.05
            assert abs(above) < 0.3


def test_it_is_drawn():
    drawn = copper("SX-201").svg()
    assert drawn.startswith("<svg")
    assert "Stage efficiency 96 %" in drawn


@pytest.mark.parametrize("unit", ["EW-301", "SX-999"])
def test_another_unit_is_refused(unit: str):
    with pytest.raises(InputError, match=r"no mixer-settler.*MS-202, MS-203, SX-201") as raised:
        copper(unit)
    assert raised.value.place == unit
