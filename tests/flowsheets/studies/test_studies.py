"""Ranges, distributions, samples, sweeps and spreads against what they should be."""

from __future__ import annotations

import numpy as np
import pytest

import flowsheets as fs
from flowsheets.studies import sweep, uncertainty
from flowsheets.studies.distributions import distribution_of, read_distribution
from flowsheets.studies.ranges import read_range
from flowsheets.studies.sampling import grid, shares
from flowsheets.studies.tornado import tornado_of
from unitops.errors import InputError


@pytest.fixture(scope="module")
def sheet() -> fs.Sheet:
    return fs.library.load("kcl_crystallisation")


def test_ranges_are_read() -> None:
    span = read_range("KN-101.temperature=950..1100 degC:4")
    assert (span.values, span.unit) == ((950.0, 1000.0, 1050.0, 1100.0), "degC")
    assert read_range("FD-1.rate = 8, 10, 1.2e1 t/h").values == (8.0, 10.0, 12.0)
    assert read_range("SP-1.split[g]=0.1..0.9:3").path == "SP-1.split[g]"
    assert read_range("R-1.mode=wet, dry").values == ("wet", "dry")


@pytest.mark.parametrize("text", ["FD-1.rate", "a.b=1..2", "a.b=1..2 t:1", "a.b=1 t/h, 2 kg/h", "a.b=1..1:3", "=1,2"])
def test_ranges_that_are_none(text: str) -> None:
    with pytest.raises(InputError):
        read_range(text)


def test_grid_holds_every_combination() -> None:
    columns = grid([read_range("a.b=1,2"), read_range("a.c=3,4,5")])
    assert columns == [[1, 1, 1, 2, 2, 2], [3, 4, 5, 3, 4, 5]]


@pytest.mark.parametrize("method", ["sobol", "latin", "random"])
def test_samples_are_even_and_repeat(method: str) -> None:
    points = shares(256, 3, method, 7)
    assert np.array_equal(points, shares(256, 3, method, 7))
    assert points.mean(axis=0) == pytest.approx(0.5, abs=0.07)
    if method == "latin":
        assert sorted((points[:, 0] * 256).astype(int)) == list(range(256))


@pytest.mark.parametrize(
    ("text", "mean", "deviation"),
    [
        ("normal(100 t/h, 5)", 100.0, 5.0),
        ("normal(100 t/h, 5 %)", 100.0, 5.0),
        ("uniform(0, 12)", 6.0, 12.0 / np.sqrt(12.0)),
        ("triangular(0, 1, 5)", 2.0, np.sqrt((0 + 1 + 25 - 5) / 18.0)),
        ("pert(0, 1, 5)", 1.5, None),
        ("lognormal(10, 1.5)", 10.0 * np.exp(0.5 * np.log(1.5) ** 2), None),
        ("discrete(1: 25, 3: 75)", 2.5, np.sqrt(0.75)),
    ],
)
def test_distributions_have_their_moments(text: str, mean: float, deviation: float | None) -> None:
    values = distribution_of("a.b", text).values((np.arange(20000) + 0.5) / 20000)
    assert values.mean() == pytest.approx(mean, rel=2e-3)
    if deviation is not None:
        assert values.std() == pytest.approx(deviation, rel=5e-3)


def test_what_is_cut_off_stays_between_the_bounds() -> None:
    cut = distribution_of("a.b", "normal(95 %, 5)").truncated(0.0, 100.0)
    values = cut.values(np.linspace(0.001, 0.999, 999))
    assert cut.cut
    assert values.max() <= 100.0
    # Median of the normal below its own 84.13 % quantile: its 42.07 % quantile, 0.2 deviations below the mean.
    assert np.median(values) == pytest.approx(95.0 - 5.0 * 0.2002, abs=0.02)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a.b=norml(1, 2)", "normal"),
        ("a.b=normal(1, -2)", "standard deviation"),
        ("a.b=triangular(3, 2, 1)", "order"),
        ("a.b=uniform(1)", "needs low, high"),
        ("a.b=normal(250 degC, 5 %)", "means nothing"),
        ("a.b=uniform(1 t/h, 2 kg/h)", "mixes units"),
        ("a.b", "no distribution"),
    ],
)
def test_distributions_that_cannot_be(text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read_distribution(text)


def test_sweep_gives_what_single_solves_give(sheet: fs.Sheet) -> None:
    study = sweep(sheet, "FD-1.rate=300..500 kg/h:3", "EV-1.dissolved_content=36, 38 %", results=["recycle"])
    assert list(study.table["FD-1.rate [kg/h]"]) == [300, 300, 400, 400, 500, 500]
    alone = sheet.with_values({"FD-1.rate": "500 kg/h", "EV-1.dissolved_content": "36 %"}).solve()
    assert study.values("recycle [kg/h]")[4] == pytest.approx(alone.indicators["recycle"].value, rel=1e-10)
    assert "36 %" in study.svg()  # each line is labelled by the other parameter
    assert study.usable.all()


def test_misspelt_and_impossible_inputs_are_told(sheet: fs.Sheet) -> None:
    with pytest.raises(InputError, match=r"Did you mean FD-1\.rate"):
        sweep(sheet, "FD-1.rat=1, 2 t/h")
    with pytest.raises(InputError, match=r"^FD-1\.rate"):
        sweep(sheet, "FD-1.rate=1, 2 degC")
    with pytest.raises(InputError, match="swept twice"):
        sweep(sheet, "FD-1.rate=1, 2 t/h", "FD-1.rate=300..500 kg/h:2")
    with pytest.raises(InputError, match="two distributions"):
        uncertainty(sheet, [distribution_of("FD-1.rate", f"normal({mean} kg/h, 3)") for mean in (400, 410)])
    with pytest.raises(InputError, match="range"):
        uncertainty(sheet, {"EV-1.dissolved_content": "uniform(150 %, 180 %)"})
    with pytest.raises(InputError, match=r"^FD-1\.rate"):
        uncertainty(sheet, {"FD-1.rate": "normal(400 degC, 3)"})


def test_spread_of_a_proportional_result(sheet: fs.Sheet) -> None:
    vary = {"FD-1.rate": "normal(400 kg/h, 5 %)", "EV-1.dissolved_content": "uniform(37 %, 38 %)"}
    study = uncertainty(sheet, vary, results=["water evaporated"], samples=256)
    row = study.summary.loc["water evaporated [kg/h]"]
    # All water is evaporated or leaves with the cake: proportional to the feed, whatever the evaporator does.
    assert row["mean"] == pytest.approx(332.188, rel=1e-3)
    assert row["standard deviation"] == pytest.approx(0.05 * 332.188, rel=0.02)
    assert row["P95"] == pytest.approx(332.188 * (1.0 + 0.05 * 1.645), rel=3e-3)
    drivers = study.drivers
    assert drivers["input"][0].startswith("FD-1.rate")
    assert drivers["rank correlation"][0] == pytest.approx(1.0, abs=1e-9)
    assert "seed 1" in study.notes[0]
    assert study.svg() == uncertainty(sheet, vary, results=["water evaporated"], samples=256).svg()


def test_tornado_of_a_solution(sheet: fs.Sheet) -> None:
    from flowsheets.results.driver_table import driver_table

    solution = sheet.solve()
    svg = tornado_of(solution, "recycle", driver_table(solution, "recycle"), 5.0)
    assert "FD-1.rate" in svg
    with pytest.raises(InputError, match="swing"):
        tornado_of(solution, "recycle", driver_table(solution, "recycle"), 0.0)
