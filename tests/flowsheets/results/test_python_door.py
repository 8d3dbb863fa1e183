"""What a person at a Python prompt meets: completion, reprs, and what is said where a name is none."""

from __future__ import annotations

import pytest

import flowsheets as fs
from flowsheets.results.solution import Solution
from unitops.errors import InputError


@pytest.fixture(scope="module")
def solution() -> Solution:
    return fs.library.load("kcl_crystallisation").solve()


def test_a_prompt_completes_what_is_not_imported_yet() -> None:
    assert set(fs.__all__) <= set(dir(fs))
    assert {"load", "library", "batch", "studies", "SheetBuilder"} <= set(dir(fs))


def test_a_solution_says_what_it_is(solution: Solution) -> None:
    assert repr(solution) == "Solution of 'kcl_crystallisation': closed"


def test_one_name_need_not_be_a_list(solution: Solution) -> None:
    assert solution.recovery("K", of="FD-1", to="PD-2") == solution.recovery("K", of=["FD-1"], to=["PD-2"])
    assert solution.sensitivity("recycle", "FD-1.rate") == solution.sensitivity("recycle", ["FD-1.rate"])


def test_what_is_no_element_period_or_table_is_told(solution: Solution) -> None:
    with pytest.raises(InputError, match="'Kx' is not an element"):
        solution.recovery("Kx")
    with pytest.raises(InputError, match='"week" is no period'):
        _ = solution.tables_per("week")["reagents"]
    with pytest.raises(KeyError, match="no table 'stream', but balance"):
        _ = solution.tables["stream"]


def test_what_a_demand_adjusts_is_told_in_its_own_unit() -> None:
    sheet = fs.library.load("kcl_crystallisation")
    entered = {"FD-1.rate": "400 kg/h", "S-6.solids_fraction.target": "84 %"}
    demanded = sheet.with_values(entered).solve().tables["specifications"].reset_index()
    assert list(demanded["adjusts"]) == ["FL-1.share[aq]", "CR-1.reactions[0]"]
    assert list(demanded["in"]) == ["1", "1"]
    assert list(demanded["to"]) == pytest.approx([0.03072, 0.3655], rel=1e-3)


def test_an_element_that_is_not_there_has_no_recovery(solution: Solution) -> None:
    assert solution.recovery("Li") != solution.recovery("Li")  # not a number
