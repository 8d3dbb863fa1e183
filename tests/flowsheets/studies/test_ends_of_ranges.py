"""Results at the ends of ranges: by solving, along derivatives, from stated and from declared ranges."""

from __future__ import annotations

import pytest

import flowsheets as fs
from flowsheets.results.driver_table import driver_table
from flowsheets.results.solution import Solution
from flowsheets.studies.ends_of_ranges import (
    Span,
    declared_spans,
    entered_result,
    extremes,
    extremes_tornado,
    read_span,
    results_at_ends,
    spans_around,
)
from unitops.errors import InputError

RATE, STEAM = "FD-1.rate", "EV-1.steam_temperature"


@pytest.fixture(scope="module")
def solution() -> Solution:
    return fs.library.load("kcl_crystallisation").solve()


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("A-1.t=10..20 degC", Span("A-1.t", 10.0, 20.0, "degC", "as stated")),
        ("A-1.t=10 degC .. 20 degC", Span("A-1.t", 10.0, 20.0, "degC", "as stated")),
        ("A-1.x[NaCl(aq)] = -1e-3..2", Span("A-1.x[NaCl(aq)]", -1e-3, 2.0, "", "as stated")),
        ("S-1.fraction[Li].target=1..2 %", Span("S-1.fraction[Li].target", 1.0, 2.0, "%", "as stated")),
    ],
)
def test_spans_are_read(text: str, span: Span) -> None:
    assert read_span(text) == span


@pytest.mark.parametrize("text", ["", "A-1.t", "A-1.t=5", "A-1.t=5..", "A-1.t=9..5 degC", "A-1.t=5 K..9 degC", "=1..2"])
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        read_span(text)


def test_ends_are_what_the_sheet_gives(solution: Solution) -> None:
    table = fs.studies.extremes(solution, "recycle", [f"{RATE}=9..12 t/h", f"{STEAM}=115..130 degC"])
    assert table.column("input") == (RATE, STEAM)  # the widest first
    for value, name in (("9 t/h", "at low"), ("12 t/h", "at high")):
        alone = solution.sheet.with_values({RATE: value}).solve().indicators["recycle"].value
        assert table.cell(RATE, name) == pytest.approx(alone, rel=1e-9)
    assert set(table.column("how")) == {"solved"}
    low, high, swing = (table.cell(RATE, name) for name in ("at low", "at high", "swing"))
    assert isinstance(low, float)
    assert isinstance(high, float)
    assert swing == pytest.approx(high - low)


def test_along_derivatives_it_is_a_straight_line(solution: Solution) -> None:
    entered = solution.units["FD-1"]["parameters"]["rate"]["value"]
    span = f"{RATE}={0.999 * entered!r}..{1.001 * entered!r} t/h"
    straight, solved = (extremes(solution, "recycle", [span], how) for how in ("derivative", "solved"))
    assert straight.column("how") == ("derivative",)
    for name in ("at low", "at high"):
        assert straight.cell(RATE, name) == pytest.approx(solved.cell(RATE, name), rel=1e-6)


def test_an_end_without_a_solution_says_why(solution: Solution) -> None:
    table = extremes(solution, "recycle", ["EV-1.dissolved_content=1..38 %"])
    how = str(table.column("how")[0])
    assert how == "solved" or how.startswith("at ")


def test_declared_bounds_with_their_source(solution: Solution) -> None:
    paths = [str(path) for path in driver_table(solution, "EV-1.steam_heat").column("input")]
    spans = {span.path: span for span in declared_spans(solution, paths)}
    assert spans["EV-1.dissolved_content"].high == 99.0
    assert spans["EV-1.dissolved_content"].source.startswith("bounds of Evaporator")
    assert RATE not in spans  # a rate has no upper bound


def test_picture(solution: Solution) -> None:
    table = extremes(solution, "recycle", [f"{RATE}=9..12 t/h"], "derivative")
    svg = extremes_tornado(solution, "recycle", table)
    assert "FD-1.rate (derivative)" in svg
    assert "12 t/h" in svg


@pytest.mark.parametrize("span", ["FD-1.rat=1..2 t/h", "FD-1.rate=-5..2 t/h", "FD-1.rate=1..2 kPa"])
def test_wrong_inputs_are_refused(solution: Solution, span: str) -> None:
    with pytest.raises(InputError):
        extremes(solution, "recycle", [span])
    with pytest.raises(InputError, match="no input"):
        extremes(solution, "recycle", [])


def test_usual_spans_stand_round_what_is_entered(solution: Solution) -> None:
    inputs = [str(path) for path in driver_table(solution, "recycle").column("input")]
    spans = {span.path: span for span in spans_around(solution, inputs, 5.0)}
    assert spans[RATE] == Span(RATE, 380.0, 420.0, "kg/h", "5 % to either side")


def test_usual_spans_keep_within_bounds_and_leave_out_what_is_no_number() -> None:
    copper = fs.library.load("cu_hydro").solve()
    inputs = ["HL-101.reactions[0]", "FD-101.composition[SiO2(s)]", "HL-101.nothing", "HL-101.temperature"]
    conversion, warm = spans_around(copper, inputs, 15.0)
    assert warm == Span("HL-101.temperature", 5.0, 35.0, "degC", "15 K to either side")
    assert conversion.path == "HL-101.reactions[0].conversion"
    assert conversion.high == 1.0


def test_one_span_gives_what_the_table_of_spans_gives(solution: Solution) -> None:
    span = Span(RATE, 390.0, 410.0, "kg/h")
    table = extremes(solution, "recycle", [span])
    ((low, high),) = results_at_ends(solution, "recycle", [span])
    assert low.value == pytest.approx(table.cell(RATE, "at low"), rel=1e-12)
    assert high.value == pytest.approx(table.cell(RATE, "at high"), rel=1e-12)
    output, value = entered_result(solution, "recycle")
    assert low.unit == output.unit
    assert low.value is not None
    assert high.value is not None
    assert low.value < value < high.value
    with pytest.raises(InputError, match="below"):
        results_at_ends(solution, "recycle", [Span(RATE, -1.0, 1.0, "kg/h")])
