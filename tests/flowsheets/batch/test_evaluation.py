"""Cases are what the sheet itself gives, whatever stands beside them."""

from __future__ import annotations

import numpy as np
import pytest

import flowsheets as fs
from flowsheets.batch import CaseEvaluator, CaseResults, CaseStatus
from unitops.errors import InputError

PATHS = ("FD-1.rate", "CR-1.temperature", "EV-1.steam_temperature")


@pytest.fixture(scope="module")
def sheet() -> fs.Sheet:
    return fs.library.load("kcl_crystallisation")


@pytest.fixture(scope="module")
def evaluator(sheet: fs.Sheet) -> CaseEvaluator:
    return CaseEvaluator(sheet.document, PATHS, ["recycle", "crystals [t/d]", "S-6.T", "EV-1.steam_heat"])


@pytest.fixture(scope="module")
def values(evaluator: CaseEvaluator) -> np.ndarray:
    spread = np.random.default_rng(7).uniform(-0.05, 0.05, (150, len(PATHS)))
    return evaluator.base * (1.0 + spread * [1.0, 0.1, 0.1])


@pytest.fixture(scope="module")
def solved(evaluator: CaseEvaluator, values: np.ndarray) -> CaseResults:
    return evaluator.solve(values)


def identical(a: CaseResults, b: CaseResults, chosen: np.ndarray) -> bool:
    """Whether b is bit for bit a[chosen]."""
    names = ("results", "status", "mass", "energy", "charge", "element", "iterations")
    same = [getattr(a, name)[chosen].tobytes() == getattr(b, name).tobytes() for name in names]
    return all(same) and [a.diagnosis[k] for k in chosen] == b.diagnosis


def test_a_case_is_what_the_sheet_gives_from_nothing(sheet, evaluator, values, solved):
    for case in (0, 77, 149):
        texts = [f"{float(value)!r} {unit}" for value, unit in zip(values[case], ("kg/s", "K", "K"), strict=True)]
        entered = dict(zip(PATHS, texts, strict=True))
        solution = sheet.with_values(entered).solve()
        assert solution.status == CaseStatus(solved.status[case]).words
        recycle, crystals, temperature, duty = solved.results[case]
        assert recycle == pytest.approx(solution.indicators["recycle"].value, rel=1e-10)
        assert crystals == pytest.approx(solution.indicators["crystals"].value * 0.024, rel=1e-10)
        assert temperature + 273.15 == pytest.approx(solution.streams["S-6"]["T_K"], rel=1e-12)
        assert duty == pytest.approx(solution.units["EV-1"]["results"]["steam_heat"]["value"], rel=1e-10)
        closure = solution.written["closure"]
        assert max(solved.mass[case], closure["mass"]) < 1e-12
        assert solved.element[case] < 1e-11
        assert solved.energy[case] < 1e-9


def test_outputs_have_their_units(evaluator):
    assert [(output.name, output.unit) for output in evaluator.outputs] == [
        ("recycle", "kg/h"), ("crystals", "t/d"), ("S-6.T", "degC"), ("EV-1.steam_heat", "kW"),
    ]  # fmt: skip


@pytest.mark.parametrize("together", [1, 7, 64])
def test_no_digit_depends_on_the_neighbours(evaluator, values, solved, together):
    order = np.random.default_rng(1).permutation(len(values))
    for first in range(0, 3 * together if together == 1 else len(order), together):
        chosen = order[first : first + together]
        assert identical(solved, evaluator.solve(values[chosen]), chosen)


def test_another_evaluator_gives_the_same_bits(sheet, evaluator, values, solved):
    other = CaseEvaluator(sheet.document, PATHS, ["recycle", "crystals [t/d]", "S-6.T", "EV-1.steam_heat"])
    assert identical(solved, other.solve(values[:5]), np.arange(5))


def test_values_out_of_bounds_are_told_and_the_rest_is_solved(evaluator, solved, values):
    mixed = values[:3].copy()
    mixed[1, 0] = -1.0
    mixed[2, 1] = np.nan
    found = evaluator.solve(mixed)
    assert list(found.status) == [CaseStatus.CLOSED, CaseStatus.BAD_INPUT, CaseStatus.BAD_INPUT]
    assert found.diagnosis[1] == "FD-1.rate: -3.6 t/h is below 0 t/h"
    assert found.diagnosis[2] == "CR-1.temperature: nan is not a number"
    assert np.isnan(found.results[1:]).all()
    assert found.results[0].tobytes() == solved.results[0].tobytes()
    assert list(found.usable) == [True, False, False]


def test_a_case_without_a_solution_says_why(sheet):
    """A crystalliser hotter than what enters it: nothing crystallises and the cake's specification has no answer."""
    evaluator = CaseEvaluator(sheet.document, ["FL-1.share[s]"])
    found = evaluator.solve(np.array([[1.0], [0.0]]))
    assert found.status[0] == CaseStatus.CLOSED
    assert found.status[1] >= CaseStatus.OUT_OF_BALANCE
    assert found.diagnosis[1]


def test_composition_entries_vary(sheet):
    solution = sheet.solve()
    assert solution.status == "closed"
    record = next(u for u in sheet.document.units.values() if u.tag == "FD-1")
    assert isinstance(record.parameters["composition"], dict)
    entries = record.parameters["composition"]["species"]
    salt = next(name for name in entries if "K" in name)
    water = next(name for name in entries if name != salt)
    evaluator = CaseEvaluator(sheet.document, [f"FD-1.composition[{salt}]", f"FD-1.composition[{water}]"], ["crystals"])
    assert evaluator.base.sum() == pytest.approx(1.0)
    found = evaluator.solve(np.array([[0.25, 0.75], [0.25, 0.5]]))
    assert list(found.status) == [CaseStatus.CLOSED, CaseStatus.BAD_INPUT]
    assert "come to 75 %" in str(found.diagnosis[1])
    other = sheet.with_values({"FD-1.composition": {"species": {salt: "25 %", water: "75 %"}}}).solve()
    assert found.results[0, 0] == pytest.approx(other.indicators["crystals"].value, rel=1e-10)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("FD-1.rat", "Did you mean FD-1.rate?"),
        ("FD-9.rate", "Did you mean FD-1?"),
        ("S-1.T", "not a parameter of a unit"),
        ("EV-1.steam_heat", "a result, which cannot be entered"),
        ("rate", "is not a path"),
        ("FD-1.composition[NaCl(aq)]", "has no entry"),
    ],
)
def test_paths_that_are_none_are_refused(sheet, path, says):
    with pytest.raises(InputError, match=says.replace("?", r"\?").replace("(", r"\(")):
        CaseEvaluator(sheet.document, [path])


def test_a_parameter_that_a_specification_finds_cannot_vary(sheet):
    freed = sheet.problem.specifications[0].frees[0].path
    with pytest.raises(InputError, match="found by the specification"):
        CaseEvaluator(sheet.document, [freed])


def test_a_parameter_twice_is_refused(sheet):
    with pytest.raises(InputError, match="varied twice"):
        CaseEvaluator(sheet.document, ["FD-1.rate", "FD-1.rate"])


def test_arrays_of_another_width_are_refused(evaluator):
    with pytest.raises(InputError, match=r"an array \[n, 3\]"):
        evaluator.solve(np.zeros((2, 2)))


def test_a_faulty_base_case_leaves_cases_to_be_solved_from_nothing(sheet):
    broken = sheet.with_values({"FL-1.share[s]": "0"})
    evaluator = CaseEvaluator(broken.document, ["FL-1.share[s]"], ["crystals"])
    assert evaluator.base_solution is None
    assert evaluator.base_diagnosis
    found = evaluator.solve(np.array([[1.0]]))
    assert found.status[0] == CaseStatus.CLOSED
    expected = sheet.with_values({"FL-1.share[s]": "1"}).solve().indicators["crystals"].value
    assert found.results[0, 0] == pytest.approx(expected, rel=1e-10)


def heated(duty: str) -> fs.Sheet:
    """Water heated by a duty, which gives way where the water would be hotter than 60 degC."""
    build = fs.SheetBuilder("heated")
    build.unit("Feed", "FD-1", composition="H2O(l)", rate="1 t/h", temperature="20 degC")
    build.unit("Heater", "E-1", duty=duty)
    build.unit("Product", "PD-1")
    build.stream("FD-1.outlet", "E-1.inlet", "S-1")
    build.stream("E-1.outlet", "PD-1.inlet", "S-2")
    build.specify("S-2.T", "60 degC", relation="<=", freeing="E-1.duty", lower="0 kW")
    return fs.Sheet(build.sheet())


@pytest.mark.parametrize("duty", ["40 kW", "60 kW"])
def test_one_sided_demands_act_where_they_must_whether_or_not_they_do_in_the_base_case(duty):
    sheet = heated(duty)
    evaluator = CaseEvaluator(sheet.document, ["FD-1.temperature"], ["S-2.T", "E-1.duty"])
    temperatures = [274.0, 290.0, 310.0, 330.0]
    found = evaluator.solve(np.array(temperatures)[:, None])
    assert list(found.status) == [CaseStatus.CLOSED] * 4
    for case, temperature in enumerate(temperatures):
        alone = sheet.with_values({"FD-1.temperature": f"{temperature} K"}).solve()
        assert found.results[case, 0] + 273.15 == pytest.approx(alone.streams["S-2"]["T_K"], rel=1e-9)
        assert found.results[case, 1] == pytest.approx(alone.units["E-1"]["parameters"]["duty"]["value"], rel=1e-8)
    assert len(set(np.round(found.results[:, 0], 6))) > 1
