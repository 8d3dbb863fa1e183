"""Solving as a whole: derivatives, determinism, warm start, stopping."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import numpy as np
import pytest

from flowsheets.document.building import SheetBuilder
from flowsheets.document.file import dumps
from flowsheets.document.records import Flowsheet
from flowsheets.equations.build import compile_sheet
from flowsheets.results.indicators import path_gradient
from flowsheets.solving.finish import finished
from flowsheets.solving.newton import SolveCancelledError
from flowsheets.solving.sensitivity import input_position, total_derivatives
from flowsheets.solving.solve import SolvedPoint, solve_steps

ROOT = Path(__file__).parents[3]


def recycling() -> Flowsheet:
    """Limestone is partly calcined; what has not reacted goes back, but for a bleed."""
    sheet = SheetBuilder("recycling")
    stone = {"species": {"CaCO3(s)": "97 %", "SiO2(s)": "3 %"}}
    reaction = {"reaction": "CaCO3(s) -> CaO(s) + CO2(g)", "of": "CaCO3(s)", "conversion": "0.6"}
    sheet.unit("Feed", "FD-1", composition=stone, rate="10 t/h")
    sheet.unit("Mixer", "MX-1")
    sheet.unit("ConversionReactor", "R-1", reactions=[reaction], temperature="900 degC")
    shares = {"CaCO3(s)": "0.9", "SiO2(s)": "0.5", "CaO(s)": "0.02"}
    sheet.unit("ComponentSplitter", "CS-1", share=shares)
    sheet.unit("Heater", "E-1", duty="-500 kW")
    sheet.unit("Product", "PD-1")
    sheet.stream("FD-1.outlet", "MX-1.inlets", "S-1")
    sheet.stream("MX-1.outlet", "R-1.inlets", "S-2")
    sheet.stream("R-1.outlet", "CS-1.inlet", "S-3")
    sheet.stream("CS-1.first", "E-1.inlet", "S-4")
    sheet.stream("E-1.outlet", "MX-1.inlets", "S-5")
    sheet.stream("CS-1.second", "PD-1.inlet", "S-6")
    return sheet.sheet()


def solved(document: Flowsheet, start: np.ndarray | None = None) -> SolvedPoint:
    """The converged point."""
    return finished(solve_steps(compile_sheet(document), start))


def moved(point: SolvedPoint, position: int, step: float) -> np.ndarray:
    """z of the same sheet with one entered number changed."""
    problem = compile_sheet(point.problem.sheet)
    problem.z[position] += step
    return finished(solve_steps(problem, point.z)).z


@pytest.mark.parametrize("result", ["R-1.duty", "S-6.flow_of[CaO(s)]", "S-2.T", "S-6.fraction[C]"])
@pytest.mark.parametrize("entered", ["FD-1.rate", "R-1.temperature", "R-1.reactions[0]", "CS-1.share[CaCO3(s)]"])
def test_derivatives_agree_with_finite_differences(result: str, entered: str) -> None:
    point = solved(recycling())
    position = input_position(point.problem, point.system, entered)
    gradient, _ = path_gradient(point.problem, point.z, result, "")
    found = total_derivatives(point.system, point.factor, point.point.entries, gradient.by, [position])[0]
    step = 1e-4 * abs(point.z[position])
    above, below = (path_gradient(point.problem, moved(point, position, s), result, "")[0] for s in (step, -step))
    expected = (above.value - below.value) / (2.0 * step)
    size = abs(gradient.value / point.z[position])
    assert found == pytest.approx(expected, rel=1e-5, abs=1e-7 * size)


def test_a_warm_start_gives_the_same_answer() -> None:
    cold = solved(recycling())
    warm = solved(recycling(), cold.z)
    np.testing.assert_allclose(warm.z, cold.z, rtol=1e-10, atol=1e-12)
    assert len(warm.iterations) < len(cold.iterations)


def test_stopping_is_told_by_its_own_error() -> None:
    steps = solve_steps(compile_sheet(recycling()), stop=lambda: True)
    with pytest.raises(SolveCancelledError):
        list(steps)


def test_the_order_of_the_document_does_not_matter() -> None:
    document = recycling()
    turned = msgspec.structs.replace(
        document,
        units=dict(reversed(document.units.items())),
        streams=dict(reversed(document.streams.items())),
    )
    assert solved(turned).z.tobytes() == solved(document).z.tobytes()


def test_the_seed_of_hashes_does_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "recycling.flow.json"
    file.write_bytes(dumps(recycling()))
    script = (
        "import sys, hashlib; from flowsheets.sheet import load; from flowsheets.solving.solve import solve_steps\n"
        "steps = solve_steps(load(sys.argv[1]).problem)\n"
        "while True:\n"
        "    try: next(steps)\n"
        "    except StopIteration as end: print(hashlib.sha256(end.value.z.tobytes()).hexdigest()); break\n"
    )
    digests = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        run = subprocess.run(
            [sys.executable, "-c", script, str(file)], env=environment, capture_output=True, text=True, check=True
        )
        digests.add(run.stdout.strip())
    assert len(digests) == 1
