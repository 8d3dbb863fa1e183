"""Whoever solves the cases, in whatever order, stopped and resumed or not: the same file."""

from __future__ import annotations

import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

import flowsheets as fs
from flowsheets.batch.running import Progress, chunk_size
from flowsheets.batch.store import JOURNAL, MANIFEST, StoreError, locked
from unitops.errors import InputError

CASES = 700
KINDS = ["csv", pytest.param("parquet", marks=pytest.mark.skipif(find_spec("pyarrow") is None, reason="no pyarrow"))]


class StoppedError(Exception):
    """Raised in the midst of a batch."""


def stop_after(done: int):
    def told(progress: Progress) -> None:
        if progress.doing == "solving" and progress.done - progress.before >= done:
            raise StoppedError

    return told


@pytest.fixture(scope="module")
def whole(salt, tmp_path_factory) -> Path:
    """A folder with cases, and their results solved in one go, as CSV."""
    import numpy as np

    folder = tmp_path_factory.mktemp("batch")
    numbers = np.random.default_rng(3).uniform([350.0, 33.0], [450.0, 37.0], (CASES, 2))
    lines = [f"c{k},{rate!r},{temperature!r}" for k, (rate, temperature) in enumerate(numbers.tolist())]
    (folder / "cases.csv").write_text("\n".join(["id,FD-1.rate [kg/h],CR-1.temperature", *lines]))
    outcome = fs.batch.run(salt, folder / "cases.csv", out=folder / "csv", kind="csv")
    assert outcome.statuses == (CASES, 0, 0, 0, 0)
    assert (outcome.closed, outcome.failed, outcome.solved_now) == (CASES, 0, CASES)
    return folder


def results(folder: Path) -> bytes:
    manifest = json.loads((folder / MANIFEST).read_text())
    assert manifest["complete"]
    assert sorted(path.name for path in folder.iterdir()) == [
        ".lock", MANIFEST, f"results.{manifest['kind']}", "sheet.flow.json",
    ]  # fmt: skip
    return (folder / f"results.{manifest['kind']}").read_bytes()


def test_the_table_has_a_row_for_each_case_with_its_units(salt, whole):
    table = fs.batch.read(whole / "csv")
    assert list(table["id"]) == [f"c{k}" for k in range(CASES)]
    assert list(table["case"]) == list(range(1, CASES + 1))
    assert table.attrs["units"]["crystals [kg/h]"] == "kg/h"
    assert set(table["status"]) == {"closed"}
    assert table["closure of element"].max() < 1e-11
    row = table.iloc[123]
    solution = salt.with_values(
        {"FD-1.rate": f"{row['FD-1.rate [t/h]']} t/h", "CR-1.temperature": f"{row['CR-1.temperature [degC]']} degC"}
    ).solve()
    assert row["recycle [kg/h]"] == pytest.approx(solution.indicators["recycle"].value, rel=1e-10)


def test_memory_and_folder_say_the_same(salt, whole):
    import pandas as pd

    table = fs.batch.run(salt, whole / "cases.csv").table
    kept = fs.batch.read(whole / "csv")
    assert kept["diagnosis"].isna().all()
    pd.testing.assert_frame_equal(table.drop(columns="diagnosis"), kept.drop(columns="diagnosis"), check_exact=True)


def test_two_processes_give_the_same_bytes(salt, whole, tmp_path):
    fs.batch.run(salt, whole / "cases.csv", out=tmp_path, workers=2, kind="csv")
    assert results(tmp_path) == results(whole / "csv")


@pytest.mark.parametrize("kind", KINDS)
def test_stopped_and_resumed_gives_the_same_bytes_and_solves_nothing_twice(salt, whole, tmp_path, kind):
    solved = 0
    for attempt in range(3):
        with pytest.raises(StoppedError):
            fs.batch.run(
                salt, whole / "cases.csv", out=tmp_path / "b", kind=kind, resume=attempt > 0, told=stop_after(128)
            )
        done = len(fs.batch.read(tmp_path / "b"))
        assert done == solved + 128
        solved = done
    outcome = fs.batch.run(salt, whole / "cases.csv", out=tmp_path / "b", kind=kind, resume=True)
    assert outcome.solved_now == CASES - solved
    assert outcome.statuses == (CASES, 0, 0, 0, 0)
    fs.batch.run(salt, whole / "cases.csv", out=tmp_path / "once", kind=kind)
    assert results(tmp_path / "b") == results(tmp_path / "once")
    again = fs.batch.run(salt, whole / "cases.csv", out=tmp_path / "b", resume=True)
    assert (again.solved_now, again.cases) == (0, CASES)


def test_torn_and_damaged_files_are_solved_again(salt, whole, tmp_path):
    with pytest.raises(StoppedError):
        fs.batch.run(salt, whole / "cases.csv", out=tmp_path, kind="csv", told=stop_after(384))
    damaged = tmp_path / "chunks" / "00000001.csv"
    damaged.write_bytes(damaged.read_bytes()[:-20])
    (tmp_path / "chunks" / "00000002.csv").unlink()
    (tmp_path / "chunks" / "00000004.csv.part").write_text("half a chu")
    with (tmp_path / JOURNAL).open("ab") as journal:
        journal.write(b'{"chunk":4,"cas')
    outcome = fs.batch.run(salt, whole / "cases.csv", out=tmp_path, kind="csv", resume=True)
    assert outcome.solved_now == CASES - 128
    assert results(tmp_path) == results(whole / "csv")


def test_another_order_of_cases_gives_the_same_rows(salt, whole, tmp_path):
    lines = (whole / "cases.csv").read_text().splitlines()
    (tmp_path / "turned.csv").write_text("\n".join([lines[0], *reversed(lines[1:])]))
    fs.batch.run(salt, tmp_path / "turned.csv", out=tmp_path / "b", kind="csv")

    def rows(folder: Path) -> set[str]:
        return {line.split(",", 1)[1] for line in results(folder).decode().splitlines()}

    assert rows(tmp_path / "b") == rows(whole / "csv")


def test_a_folder_is_resumed_only_with_what_it_was_started_with(salt, whole, tmp_path):
    folder, cases = tmp_path / "b", whole / "cases.csv"
    with pytest.raises(StoppedError):
        fs.batch.run(salt, cases, out=folder, kind="csv", told=stop_after(128))
    (tmp_path / "less.csv").write_text("\n".join(cases.read_text().splitlines()[:500]))
    other = salt.with_values({"EV-1.temperature": "107 degC"})
    for says, sheet, file, options in (
        ("another flowsheet", other, cases, {}),
        ("other cases \\(700 of them, now 499\\)", salt, tmp_path / "less.csv", {}),
        ("other results", salt, cases, {"results": ["recycle"]}),
    ):
        with pytest.raises(InputError, match=says):
            fs.batch.run(sheet, file, out=folder, kind="csv", resume=True, **options)
    manifest = json.loads((folder / MANIFEST).read_text())
    manifest["versions"]["scipy"] = "1.0"
    (folder / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(InputError, match=r"started with scipy 1\.0; its cases would not be comparable"):
        fs.batch.run(salt, cases, out=folder, kind="csv", resume=True)


def test_folders_that_cannot_be_used_are_refused(salt, whole, tmp_path):
    cases = whole / "cases.csv"
    with pytest.raises(InputError, match="there is a batch in this folder already"):
        fs.batch.run(salt, cases, out=whole / "csv")
    with pytest.raises(InputError, match="there is no batch in this folder"):
        fs.batch.read(tmp_path)
    (tmp_path / "thesis.docx").touch()
    for resume in (False, True):
        with pytest.raises(InputError, match="the folder is not empty"):
            fs.batch.run(salt, cases, out=tmp_path, resume=resume)
    shutil.copytree(whole / "csv", tmp_path / "held")
    with locked(tmp_path / "held"), pytest.raises(InputError, match="another process is working"):
        fs.batch.run(salt, cases, out=tmp_path / "held", resume=True)


def test_a_folder_that_cannot_be_written_is_told(salt, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="the folder cannot be written: Not a directory"):
        fs.batch.run(salt, {"FD-1.rate": ["400 kg/h"]}, out=tmp_path / "file" / "b")


def test_resuming_what_was_never_begun_begins(salt, tmp_path):
    outcome = fs.batch.run(salt, {"FD-1.rate": ["400 kg/h"]}, out=tmp_path / "new", resume=True)
    assert outcome.solved_now == 1


def test_failed_cases_are_rows_with_their_diagnosis(salt, tmp_path):
    cases = {"id": ["good", "bad"], "FL-1.share[s]": ["100 %", 0]}
    outcome = fs.batch.run(salt, cases, out=tmp_path / "b", kind="csv")
    assert (outcome.closed, outcome.failed) == (1, 1)
    table = outcome.table.set_index("id")
    assert table.loc["good", "status"] == "closed"
    assert table.loc["bad", "status"] in ("not converged", "out of balance", "bad input")
    assert len(table.loc["bad", "diagnosis"]) > 10


def test_cases_that_differ_in_a_choice_are_compiled_apart(salt):
    ways = ["stated", "from water activity", "stated"]
    cases = {"EV-1.elevation": ways, "FD-1.rate": ["400 kg/h", "410 kg/h", "420 kg/h"]}
    table = fs.batch.run(salt, cases, results=["EV-1.boiling_point_elevation"]).table
    assert list(table["EV-1.elevation"]) == ways
    for k, way in enumerate(ways):
        alone = salt.with_values({"EV-1.elevation": way, "FD-1.rate": cases["FD-1.rate"][k]}).solve()
        expected = alone.units["EV-1"]["results"]["boiling_point_elevation"]["value"]
        assert table["EV-1.boiling_point_elevation [K]"][k] == pytest.approx(expected, rel=1e-10)


def test_a_choice_that_cannot_be_compiled_is_a_row_that_says_so(salt):
    table = fs.batch.run(salt, {"EV-1.effects": ["1", "2"]}, results=["crystals"]).table
    assert list(table["status"]) == ["closed", "bad input"]
    assert table["diagnosis"][1].startswith("EV-1: something leaves by 'condensate', but no stream is connected there")


def test_results_that_are_none_are_refused_before_anything_is_solved(salt):
    with pytest.raises(InputError, match=r"Did you mean recycle\?"):
        fs.batch.run(salt, {"FD-1.rate": [1]}, results=["recyle"])
    with pytest.raises(InputError, match="would stand twice"):
        fs.batch.run(salt, {"FD-1.rate": [1]}, results=["recycle", "recycle"])


def test_workers_are_counted(salt):
    with pytest.raises(InputError, match="0 workers"):
        fs.batch.run(salt, {"FD-1.rate": [1]}, workers=0)
    with pytest.raises(InputError, match="nothing to resume"):
        fs.batch.run(salt, {"FD-1.rate": [1]}, resume=True)


def test_chunks_depend_on_the_number_of_cases_alone():
    assert [chunk_size(count, 128) for count in (1, 10_000, 100_000, 10_000_000)] == [128, 128, 384, 1024]
    assert [chunk_size(count, 16) for count in (1, 10_000, 10_000_000)] == [16, 48, 1024]
