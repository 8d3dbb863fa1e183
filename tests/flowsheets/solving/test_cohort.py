"""Cases solved together are the cases solved one by one."""

from __future__ import annotations

import numpy as np
import pytest
from msgspec.structs import replace

import flowsheets as fs
from flowsheets.solving.cohort import Cohort
from flowsheets.solving.finish import finished
from flowsheets.solving.sensitivity import entered_inputs
from flowsheets.solving.solve import SolvedPoint, solve_steps


def _cases(base: SolvedPoint, count: int, spread: float) -> tuple[np.ndarray, np.ndarray]:
    """First points of cases with every entered number varied a little, and the positions varied."""
    positions = np.array(sorted(set(entered_inputs(base.problem, base.system).values())))
    z = np.repeat(base.z[None], count, axis=0)
    z[:, positions] *= 1.0 + spread * np.random.default_rng(4).uniform(-1, 1, (count, len(positions)))
    return z, positions


@pytest.mark.parametrize("name", ["cyanide_ccd", "kcl_crystallisation", "solvent_extraction_kremser"])
def test_cases_agree_with_cold_solves(name: str) -> None:
    base = finished(solve_steps(fs.library.load(name).problem))
    z, positions = _cases(base, 5, 0.01)
    found, met, _, _ = Cohort(base).solve(z)
    assert met.any()
    for case in np.flatnonzero(met)[:2]:
        start = base.problem.z.copy()
        start[positions] = z[case, positions]
        alone = finished(solve_steps(replace(base.problem, z=start))).z
        assert found[case] == pytest.approx(alone, rel=1e-9, abs=1e-9 * np.max(np.abs(alone)))


def test_a_case_does_not_depend_on_its_neighbours() -> None:
    base = finished(solve_steps(fs.library.load("cyanide_ccd").problem))
    z, _ = _cases(base, 12, 0.02)
    cohort = Cohort(base)
    together, met, _, _ = cohort.solve(z)
    for case in (0, 5, 11):
        alone, alone_met, _, _ = cohort.solve(z[[case]])
        assert alone_met[0] == met[case]
        assert np.array_equal(alone[0], together[case])


def test_a_case_without_an_answer_is_handed_back() -> None:
    base = finished(solve_steps(fs.library.load("cyanide_ccd").problem))
    z, positions = _cases(base, 3, 0.0)
    z[1, positions] = np.nan
    found, met, _, _ = Cohort(base).solve(z)
    assert met.tolist() == [True, False, True]
    assert np.array_equal(found[0], found[2])
