"""raffinate compare: two flowsheets, or two cases of one, side by side."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def two_plants(sheet_file: Callable[..., Path]) -> tuple[Path, Path]:
    """The small plant, and the same with more acid and a case in which it is hotter."""

    def change(plain: dict[str, Any]) -> None:
        acid = next(unit for unit in plain["units"].values() if unit["tag"] == "FD-1")
        heater = next(key for key, unit in plain["units"].items() if unit["tag"] == "E-1")
        acid["parameters"]["rate"] = "12 t/h"
        plain["cases"] = {"hot": {"values": {f"{heater}.temperature": "80 degC"}}}

    changed = sheet_file(change)
    second = changed.rename(changed.with_name("second.flow.json"))
    return sheet_file(), second


def test_figures_stand_beside_each_other(
    sheet_file: Callable[..., Path], run: Callable[..., Any], tmp_path: Path
) -> None:
    first, second = two_plants(sheet_file)
    result = run("compare", first, second, "--csv", tmp_path / "both.csv")
    assert result.exit_code == 0, result.stderr
    assert f"A  {first}" in result.stdout.replace("\n", "")
    assert "recovery of Ca" in result.stdout
    with (tmp_path / "both.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["of"], row["figure"]): row for row in csv.DictReader(file)}
    limestone = rows["feeds, per product", "limestone"]
    small, large = (float(limestone[str(path)]) for path in (first, second))
    assert large != small
    assert float(limestone["difference [%]"]) == pytest.approx(100.0 * (large - small) / small)
    assert float(rows["indicators", "recovery of Ca"]["difference [%]"]) == pytest.approx(0.0, abs=1e-9)


def test_a_case_of_a_flowsheet(sheet_file: Callable[..., Path], run: Callable[..., Any]) -> None:
    _, second = two_plants(sheet_file)
    result = run("compare", second, f"{second}@hot")
    assert result.exit_code == 0, result.stderr
    heat = next(line.split() for line in result.stdout.splitlines() if line.startswith("heat "))
    assert float(heat[2]) > float(heat[1])


def test_what_cannot_be_compared_is_told(sheet_file: Callable[..., Path], run: Callable[..., Any]) -> None:
    first = sheet_file()
    alone = run("compare", first)
    assert (alone.exit_code, alone.stdout) == (2, "")
    assert "2 to 26 different flowsheets are compared, not 1" in alone.stderr
    nowhere = run("compare", first, f"{first}@nowhere")
    assert nowhere.exit_code == 2
    assert "has no case 'nowhere'" in nowhere.stderr
