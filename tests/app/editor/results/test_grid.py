"""What tables show: units, dust, digits, filters; without Qt."""

from __future__ import annotations

import pytest

from app.editor.results.grid import (
    choices_of_unit,
    conversion,
    filtered,
    grid_of,
    natural,
    recalled,
    remembered,
    text_of,
    with_columns,
)
from app.editor.results.stream_grid import row_names, stream_grid, usual_rows
from flowsheets.results.table import Table, columns

BALANCE = Table(
    "balance",
    "Balance",
    columns("of", ("in", "kg/h"), ("out", "kg/h"), ("difference", "kg/h"), "relative"),
    (("mass", 1000.0, 1000.0, 1e-11, 1e-14), ("Li", 2.0, 1.0, 1.0, 0.5), ("Ar", 0.0, 0.0, 0.0, 0.0)),
    "Balances",
)
RESULTS = Table(
    "results",
    "Results",
    columns("unit", "result", "value", "in", "says"),
    (("R-1", "duty", 12.0, "kW", ""), ("R-1", "residence", 2.0, "h", ""), ("T-1", "area", 7.0, "m2", "of settling")),
    "Units",
)


def test_round_off_is_dust_and_a_true_difference_is_not() -> None:
    grid = grid_of(BALANCE)
    difference = 3
    assert [grid.is_dust(row, difference) for row in range(3)] == [True, False, True]
    assert not grid.is_dust(0, 4), "a relative figure is shown as it is"
    assert not grid.is_dust(1, 1)


def test_a_trace_of_a_flow_is_no_dust_until_it_is_below_the_tolerance() -> None:
    rows = (("S-1", 1e5), ("S-2", 1e-4), ("S-3", 1e-8))
    grid = grid_of(Table("elements", "", columns("stream", ("Au", "kg/h")), rows, "Streams"))
    assert [grid.is_dust(row, 1) for row in range(3)] == [False, False, True]


def test_units_stand_in_headings_or_in_rows() -> None:
    balance, results = grid_of(BALANCE), grid_of(RESULTS)
    assert balance.unit_of(0, 1)[0] == "kg/h"
    assert [results.unit_of(row, 2)[0] for row in range(3)] == ["kW", "h", "m2"]
    assert results.unit_of(0, 2)[1] != results.unit_of(1, 2)[1], "each is remembered by itself"
    assert results.unit_of(0, 4) == ("", "")


@pytest.mark.parametrize(
    ("unit", "shown", "value", "expected"),
    [
        ("kg/h", "t/d", 1000.0, 24.0),
        ("degC", "K", 25.0, 298.15),
        ("degC", "degF", 100.0, 212.0),
        ("t/h", "t/a", 2.0, 16000.0),
        ("kW", "MW", 500.0, 0.5),
        ("kPa", "bar", 250.0, 2.5),
        ("t CO2e/h", "kg/h", 3.0, 3.0),
    ],
)
def test_conversions(unit: str, shown: str, value: float, expected: float) -> None:
    factor, offset = conversion(unit, shown, 8000.0)
    assert value * factor + offset == pytest.approx(expected)


def test_a_chosen_unit_follows_the_period() -> None:
    assert recalled(remembered("t/h", "h"), "d") == "t/d"
    assert recalled(remembered("kg/s", "h"), "d") == "kg/s"
    assert recalled(remembered("degF", "h"), "a") == "degF"


def test_units_that_measure_nothing_known_offer_no_choice() -> None:
    assert choices_of_unit("kg CO2e/kg") == ()
    assert "t/d" in choices_of_unit("kg/h")


def test_texts_have_four_digits_and_no_class_names() -> None:
    assert text_of(1234.5678) == "1235"
    assert text_of(3.4567e-13, "relative") == "3.5e-13"
    assert text_of(None) == ""
    assert text_of(True) == "yes"
    assert text_of(float("nan")) == ""


def test_finding_rows_and_hiding_columns() -> None:
    grid = filtered(grid_of(RESULTS), "r-1 dut")
    assert [row.cells[1] for row in grid.rows] == ["duty"]
    fewer = with_columns(grid_of(BALANCE), ["in", "of"])
    assert [heading.name for heading in fewer.headings] == ["of", "out", "difference", "relative"], "frozen stays"


def test_streams_count_as_people_do() -> None:
    assert sorted(["S-10", "S-2", "S-1"], key=natural) == ["S-1", "S-2", "S-10"]


@pytest.fixture
def tables() -> dict[str, Table]:
    described = columns("stream", "name", "from", "to", ("T", "degC"), ("mass", "t/h"), ("gas", "t/h"))
    rows = (
        ("S-10", "brine", "M-1.out", "R-1.feed", 25.0, 4.0, None),
        ("S-2", "", "F-1.out", "M-1.in", 40.0, 1.0, None),
    )
    elements = Table("elements", "", columns("stream", "name", ("Li", "kg/h")), (("S-10", "brine", 7.0),), "Streams")
    return {"streams": Table("streams", "Streams", described, rows, "Streams"), "elements": elements}


def test_the_stream_table_has_streams_as_columns(tables: dict[str, Table]) -> None:
    grid = stream_grid(tables)
    assert [heading.name for heading in grid.headings] == ["stream", "unit", "S-2", "S-10"]
    assert grid.frozen == 2
    said = [row.cells[0] for row in grid.rows]
    assert said == ["name", "Conditions and flows", "T", "mass", "Elements", "Li"], "empty rows are left out"
    assert grid.rows[-1].cells == ("Li", "kg/h", None, 7.0)


def test_streams_and_rows_of_the_stream_table_are_chosen(tables: dict[str, Table]) -> None:
    grid = stream_grid(tables, ["S-10", "gone"], ["Conditions and flows: from", "Elements: Li"])
    assert [heading.name for heading in grid.headings][2:] == ["S-10"]
    assert [row.cells[0] for row in grid.rows if not row.is_heading] == ["name", "from", "Li"]
    assert "Elements: Li" in row_names(tables)["Elements"]
    assert "Conditions and flows: from" not in usual_rows(tables)
