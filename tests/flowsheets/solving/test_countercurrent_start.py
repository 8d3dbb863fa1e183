"""A countercurrent train that is not linear, from nothing: the wash comes back one stage a sweep."""

from __future__ import annotations

import pytest

from bench.neutral_train import neutral_train
from flowsheets.equations.build import compile_sheet
from flowsheets.solving.finish import finished
from flowsheets.solving.solve import solve_steps


@pytest.mark.parametrize("stages", [2, 8, 12])
def test_wash_reaches_the_first_thickener(stages):
    problem = compile_sheet(neutral_train(stages))
    solved = finished(solve_steps(problem))
    tags = {record.tag: stream for stream, record in problem.sheet.streams.items()}
    layout = problem.layout
    water = layout.amounts(tags["O-1"]).start + list(layout.species(tags["O-1"])).index("H2O(l)")
    assert solved.z[water] > 1000.0
    assert solved.notes == []
