"""Feeds that would have to take matter back."""

from __future__ import annotations

import numpy as np
import pytest

from flowsheets.document.building import SheetBuilder
from flowsheets.equations.build import compile_sheet
from flowsheets.equations.problem import Problem
from flowsheets.solving.impossible import feed_taken_back, negative_flows


@pytest.fixture(scope="module")
def problem() -> Problem:
    """Two feeds that are mixed, and a product."""
    build = SheetBuilder("two feeds")
    build.unit("Feed", "FD-1", composition={"species": {"NaCl(aq)": "20 %", "H2O(l)": "80 %"}}, rate="10 t/h")
    build.unit("Feed", "FD-2", composition="H2O(l)", rate="5 t/h")
    build.unit("Mixer", "MX-1")
    build.unit("Product", "PR-1")
    build.stream("FD-1.outlet", "MX-1.inlets", "S-1")
    build.stream("FD-2.outlet", "MX-1.inlets", "S-2")
    build.stream("MX-1.outlet", "PR-1.inlet", "S-3")
    return compile_sheet(build.sheet())


def flowing(problem: Problem, **water: float) -> np.ndarray:
    """Numbers of the sheet with so much water [mol/s] in the streams named."""
    z = problem.z.copy()
    for key, stream in problem.sheet.streams.items():
        block = problem.layout.amounts(key)
        z[block] = [100.0 if s == "H2O(l)" else 10.0 for s in problem.layout.species(key)]
        name = stream.tag.replace("-", "_")
        if name in water:
            z[block.start + problem.layout.species(key).index("H2O(l)")] = water[name]
    return z


def test_nothing_below_zero_is_nothing_taken_back(problem: Problem) -> None:
    assert feed_taken_back(problem, flowing(problem)) is None
    assert negative_flows(problem, flowing(problem)) == []


def test_a_feed_below_zero_is_named_with_what_it_feeds(problem: Problem) -> None:
    assert feed_taken_back(problem, flowing(problem, S_2=-20.0)) == ("FD-2", "H2O(l)", "MX-1")


def test_the_worst_feed_is_named(problem: Problem) -> None:
    assert feed_taken_back(problem, flowing(problem, S_1=-30.0, S_2=-20.0)) == ("FD-1", "H2O(l)", "MX-1")
    assert feed_taken_back(problem, flowing(problem, S_1=-3.0, S_2=-20.0)) == ("FD-2", "H2O(l)", "MX-1")


def test_only_what_is_much_and_comes_from_a_feed_counts(problem: Problem) -> None:
    # below a thousandth of the largest flow it may be an iterate's noise; the mixer's outlet is no feed
    assert feed_taken_back(problem, flowing(problem, S_2=-0.05)) is None
    assert feed_taken_back(problem, flowing(problem, S_3=-50.0)) is None
    assert [tag for tag, _, _ in negative_flows(problem, flowing(problem, S_3=-50.0))]
