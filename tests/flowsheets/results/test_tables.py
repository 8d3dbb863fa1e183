"""The tables against balances made by hand."""

from __future__ import annotations

import math
import time

import pytest

from flowsheets.document.building import SheetBuilder
from flowsheets.results.solution import Solution
from flowsheets.results.table import Table
from flowsheets.results.tables import WHERE
from flowsheets.results.utility_levels import utility_levels
from flowsheets.sheet import Sheet
from unitops.errors import InputError

M_CACO3, M_CO2, M_CH4, M_CAO = 100.086, 44.009, 16.043, 56.077


def cell(table: Table, name: str, *labels: str) -> float:
    """The number in a column in the first row that begins with these labels."""
    for row, value in zip(table.rows, table.column(name), strict=True):
        if all(label in row for label in labels):
            assert isinstance(value, float)
            return value
    raise KeyError(labels)


@pytest.mark.parametrize("name", WHERE)
@pytest.mark.parametrize("per", ["h", "d", "a"])
def test_every_table_is_whole(name: str, per: str, kiln: Solution, sulfates: Solution) -> None:
    for solution in (kiln, sulfates):
        table = solution.plain_tables(per)[name]
        assert table.key == name
        assert table.title
        assert all(len(row) == len(table.columns) for row in table.rows)
        assert len({column.heading for column in table.columns}) == len(table.columns)


def test_balance_closes_and_counts_by_hand(kiln: Solution) -> None:
    balance = kiln.plain_tables()["balance"]
    assert cell(balance, "in", "Ca") == pytest.approx(9600.0 * 40.078 / M_CACO3, rel=1e-4)
    for row in balance.rows:
        assert row[1] == pytest.approx(row[2], rel=1e-12)


def test_streams_by_hand(kiln: Solution) -> None:
    streams = kiln.plain_tables()["streams"]
    lime = 0.98 * (9600.0 * 0.97 * M_CAO / M_CACO3 + 9600.0 * 0.03 + 300.0)
    assert cell(streams, "mass", "S-5") == pytest.approx(lime / 1000.0, rel=1e-4)
    assert cell(streams, "T", "S-4") == pytest.approx(1000.0)
    methane = cell(streams, "mass", "S-2") * 1000.0
    assert cell(streams, "gas volume, wet", "S-2") == pytest.approx(methane / M_CH4 * 22.414, rel=1e-4)
    assert cell(streams, "solids share", "S-1") == pytest.approx(99.0)


def test_periods(kiln: Solution) -> None:
    by_hour = cell(kiln.plain_tables("h")["reagents"], "rate", "FD-1")
    by_day = cell(kiln.plain_tables("d")["reagents"], "rate", "FD-1")
    by_year = cell(kiln.plain_tables("a")["reagents"], "rate", "FD-1")
    assert (by_hour, by_day, by_year) == pytest.approx((10.0, 240.0, 72000.0))
    assert kiln.plain_tables("a")["utilities"].columns[3].unit == "MWh/a"
    use = [kiln.plain_tables(per)["reagents"].cell("FD-1", "use") for per in "hda"]
    assert use[0] == use[1] == use[2]


def test_fuel_heat_is_the_lower_heating_value(kiln: Solution) -> None:
    methane = kiln.streams["S-2"]["mass_kg_per_h"]
    expected = methane / M_CH4 * 802.6 / 3.6
    assert cell(kiln.plain_tables()["utilities"], "use", "FD-2") == pytest.approx(expected, rel=1e-3)


def test_direct_emission_is_the_carbon_that_leaves(kiln: Solution) -> None:
    emissions = kiln.plain_tables()["emissions"]
    methane = kiln.streams["S-2"]["mass_kg_per_h"]
    carbon_dioxide = 9600.0 * 0.97 * M_CO2 / M_CACO3 + methane * M_CO2 / M_CH4
    assert cell(emissions, "emission", "all direct") == pytest.approx(carbon_dioxide / 1000.0, rel=1e-4)
    parts = [cell(emissions, "emission", f"all {scope}") for scope in ("direct", "energy", "upstream")]
    assert cell(emissions, "emission", "total") == pytest.approx(sum(parts))
    assert any("FD-2" in note for note in emissions.notes), "methane has no factor, and that must be said"


def test_upstream_of_limestone(kiln: Solution) -> None:
    emissions = kiln.plain_tables()["emissions"]
    assert cell(emissions, "emission", "upstream", "limestone") == pytest.approx(9.6 * 0.01)


def test_deportment_adds_up(kiln: Solution) -> None:
    table = kiln.plain_tables()["deportment"]
    for element in ("Ca", "C", "Si"):
        shares = [row[-1] for row in table.rows if row[0] == element]
        assert sum(float(share or 0.0) for share in shares) == pytest.approx(100.0)


def test_recovery_and_loss_with_dust(kiln: Solution) -> None:
    table = kiln.plain_tables()["recoveries"]
    assert cell(table, "share of inflow", "Ca", "PD-1") == pytest.approx(98.0)
    losses = kiln.plain_tables()["losses"]
    assert cell(losses, "undissolved share", "Ca", "PD-2") == pytest.approx(2.0)


def test_soluble_and_undissolved_apart(sulfates: Solution) -> None:
    losses = sulfates.plain_tables()["losses"]
    undissolved = cell(losses, "undissolved", "Ni", "PD-2")
    assert undissolved == pytest.approx(0.5 * 10.0 * 58.693 / 92.708, rel=1e-4)
    volume = 10000.0 / 1120.0
    assert cell(losses, "soluble", "Ni", "PD-2") == pytest.approx(0.5 * volume * 100.0 * 58.693 / 154.75, rel=1e-3)


def test_liquor_under_the_names_that_were_entered(sulfates: Solution) -> None:
    emissions = sulfates.plain_tables()["emissions"]
    volume = 10000.0 / 1120.0
    assert cell(emissions, "amount", "nickel sulfate") == pytest.approx(100.0 * volume, rel=1e-6)
    assert cell(emissions, "amount", "cobalt sulfate") == pytest.approx(20.0 * volume, rel=1e-6)
    assert cell(emissions, "amount", "FD-2", "sodium hydroxide") == pytest.approx(10.0, rel=1e-9)


def test_acid_liquor_has_a_ph(sulfates: Solution) -> None:
    liquors = sulfates.plain_tables()["liquors"]
    assert -1.0 < cell(liquors, "pH", "S-1") < 2.0
    assert cell(liquors, "Ni", "S-1") == pytest.approx(100.0 * 58.693 / 154.75, rel=0.02)


def test_water_by_area(kiln: Solution) -> None:
    water = kiln.plain_tables()["water"]
    methane = kiln.streams["S-2"]["mass_kg_per_h"]
    assert cell(water, "fed", "plant") == pytest.approx(0.1)
    assert cell(water, "made (used) by reactions", "kiln") == pytest.approx(
        methane / M_CH4 * 2 * 18.015 / 1000, rel=1e-4
    )


def test_expectations(kiln: Solution) -> None:
    table = kiln.plain_tables()["expectations"]
    assert table.column("verdict") == ("within", "outside", "no range")
    assert table.column("ours")[2] == pytest.approx(kiln.streams["S-5"]["mass_kg_per_h"] / 1000.0)


def test_frames_are_the_same_tables(kiln: Solution) -> None:
    frame = kiln.tables["balance"]
    assert frame.loc["Ca", "in [kg/h]"] == kiln.plain_tables()["balance"].cell("Ca", "in")
    assert list(kiln.tables) == list(WHERE)
    assert frame.equals(kiln.balances)


def test_tables_are_fast(kiln: Solution) -> None:
    """Once what they read is loaded, all tables of a small plant take a blink."""
    for table in kiln.plain_tables().values():
        assert table is not None
    start = time.perf_counter()
    assert len([table.rows for table in kiln.plain_tables().values()]) == len(WHERE)
    assert time.perf_counter() - start < 1.0


def test_levels_of_utilities(kiln: Solution) -> None:
    utilities = kiln.plain_tables()["utilities"]
    assert cell(utilities, "at temperature", "E-1", "cooling") == pytest.approx(60.0)
    assert utilities.cell("E-1", "could be") == "cooling water"
    levels = utility_levels()
    assert [levels.for_heating(t) for t in (90.0, 170.0, 240.0, 245.0)] == [
        "low-pressure steam",
        "medium-pressure steam",
        "high-pressure steam",
        "fired or electric heating",
    ]
    assert levels.for_cooling(15.0) == "chilled water"
    assert levels.for_cooling(-60.0) == "cryogenic cooling"


def test_heat_balance_closes_and_has_the_heat_of_reaction(kiln: Solution) -> None:
    heat = kiln.plain_tables()["heat"]
    entering, leaving = cell(heat, "in", "plant"), cell(heat, "out", "plant")
    assert entering == pytest.approx(leaving, rel=1e-9)
    methane = kiln.streams["S-2"]["mass_kg_per_h"]
    calcined = 9600.0 * 0.97 / M_CACO3
    dried = 100.0 / 18.015
    expected = (802.6 * methane / M_CH4 - 178.3 * calcined - 44.0 * dried) / 3.6
    assert cell(heat, "in", "KN-1", "reactions") == pytest.approx(expected, rel=5e-3)
    assert cell(kiln.plain_tables()["units"], "heat of reactions", "E-1") == 0.0


def test_recovery_between_named_ends(kiln: Solution) -> None:
    assert kiln.recovery("Ca") == pytest.approx(0.98)
    assert kiln.recovery("Ca", of=["FD-1"], to=["S-6"]) == pytest.approx(0.02)
    assert math.isnan(kiln.recovery("Li"))
    with pytest.raises(InputError, match="S-99"):
        kiln.recovery("Ca", of=["S-99"])


@pytest.mark.parametrize("rate", ["1 t/h", "0 t/h"])
@pytest.mark.parametrize("kind", ["product", "effluent"])
def test_water_alone_nothing_flowing_nothing_sold(rate: str, kind: str) -> None:
    build = SheetBuilder("water")
    build.unit("Feed", "FD-1", composition={"species": {"H2O(l)": "100 %"}}, rate=rate)
    build.unit("Heater", "E-1", temperature="50 degC")
    build.unit("Product", "PD-1", kind=kind)
    build.stream("FD-1.outlet", "E-1.inlet")
    build.stream("E-1.outlet", "PD-1.inlet")
    solution = Sheet(build.sheet()).solve()
    tables = solution.plain_tables()
    assert all(table.title for table in tables.values())
    sold = kind == "product" and rate == "1 t/h"
    assert tables["reagents"].cell("FD-1", "use") == (1.0 if sold else None)
    if rate == "1 t/h":
        assert 6.4 < cell(tables["liquors"], "pH", "S-2") < 6.9, "neutral water at 50 degC"


def test_heat_of_reaction(kiln: Solution) -> None:
    table = kiln.plain_tables()["reactions"]
    assert cell(table, "heat at 25 degC", "KN-1") == pytest.approx(178.3, abs=0.5)
    assert table.column("conversion") == ("0.97",)
