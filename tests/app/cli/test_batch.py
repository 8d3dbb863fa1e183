"""raffinate batch: what it prints, and what it leaves with."""

from __future__ import annotations

from pathlib import Path

import pytest

import flowsheets as fs


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    path = tmp_path / "cases.csv"
    path.write_text("id,FD-2.rate [t/h],R-1.reactions[0].conversion\na,1,98 %\nb,1.2,0.9\nc,0.8,100 %\n")
    return path


def test_it_tells_how_many_cases_ended_how(sheet_file, cases, tmp_path, run):
    result = run("batch", sheet_file(), cases, "--out", tmp_path / "b", "--results", "recovery of Ca")
    assert result.exit_code == 0, result.stderr
    assert "3 cases in" in result.stdout
    assert "cases/s" in result.stdout
    table = fs.batch.read(tmp_path / "b")
    assert list(table["id"]) == ["a", "b", "c"]
    assert list(table["recovery of Ca [%]"]) == pytest.approx([100.0] * 3)


def test_resumed_when_all_is_done_it_says_so(sheet_file, cases, tmp_path, run):
    file = sheet_file()
    assert run("batch", file, cases, "--out", tmp_path / "b").exit_code == 0
    again = run("batch", file, cases, "--out", tmp_path / "b", "--resume")
    assert again.exit_code == 0
    assert "3 of them from an earlier run" in again.stdout
    refused = run("batch", file, cases, "--out", tmp_path / "b")
    assert refused.exit_code == 2
    assert "Go on with it (--resume)" in refused.stderr


def test_mistakes_are_told_before_anything_is_written(sheet_file, tmp_path, run):
    (tmp_path / "cases.csv").write_text("FD-2.rte,E-1.temperature\n1,x\n")
    result = run("batch", sheet_file(), tmp_path / "cases.csv", "--out", tmp_path / "b")
    assert result.exit_code == 2
    assert "Did you mean FD-2.rate?" in result.stderr
    assert result.stderr.startswith("raffinate: ")
    assert result.stdout == ""
    assert not (tmp_path / "b").exists()


def test_a_unit_over_what_is_not_entered_is_told_with_the_ways_out(sheet_file, tmp_path, run):
    (tmp_path / "cases.csv").write_text("E-1.duty [kW]\n100\n")
    arguments = ("batch", sheet_file(), tmp_path / "cases.csv", "--out", tmp_path / "b", "--format", "csv")
    refused = run(*arguments)
    assert refused.exit_code == 2
    assert "column 1 (E-1.duty [kW]): E-1.duty is not a number that is entered in this sheet" in refused.stderr
    solved = run(*arguments, "--set", "E-1.duty=1 kW", "--set", "E-1.temperature=calculated")
    assert solved.exit_code == 0, solved.stderr


def test_failed_cases_show_in_the_exit_status_and_have_their_rows(tmp_path, run):
    """A filter that lets every crystal through leaves no cake whose moisture could be demanded."""
    (tmp_path / "cases.csv").write_text("id,FL-1.share[s]\ngood,100 %\nbad,0\n")
    result = run("batch", "kcl_crystallisation", tmp_path / "cases.csv", "--out", tmp_path / "b")
    assert result.exit_code == 3
    assert "not converged" in result.stdout
    table = fs.batch.read(tmp_path / "b").set_index("id")
    assert table.loc["good", "status"] == "closed"
    assert table.loc["bad", "status"] == "not converged"
    assert table.loc["bad", "diagnosis"]


def test_quiet_prints_nothing(sheet_file, cases, tmp_path, run):
    result = run("batch", sheet_file(), cases, "--out", tmp_path / "b", "-q", "--set", "E-1.temperature=70 degC")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


def test_results_by_path_come_in_the_unit_asked(sheet_file, cases, tmp_path, run):
    wanted = ("--results", "S-4.mass_flow [t/d]", "--results", "S-4.T")
    result = run("batch", sheet_file(), cases, "--out", tmp_path / "b", "--format", "csv", *wanted)
    assert result.exit_code == 0, result.stderr
    table = fs.batch.read(tmp_path / "b")
    assert table["S-4.T [degC]"].tolist() == pytest.approx([60.0] * 3)
    assert table["S-4.mass_flow [t/d]"][0] == pytest.approx(24.0 * 11.0, rel=1e-3)
    assert (tmp_path / "b/results.csv").read_text().startswith("case,id,FD-2.rate [t/h],")


def test_long_work_is_told_once_with_the_time_it_will_take(monkeypatch, capsys):
    from app.cli import batch as command
    from flowsheets.batch.running import Progress

    clock = iter([0.0, 10.0, 20.0, 30.0])
    monkeypatch.setattr(command, "monotonic", lambda: next(clock))
    screen = command._Screen(quiet=False)
    for done in (0, 1000, 2000, 3000):
        screen.show(Progress("solving", done, 10_000_000))
    told = capsys.readouterr().err.strip()
    assert told == (
        "raffinate: 10,000,000 cases at 100 a second will take about 27 h 46 min more; "
        "Ctrl-C stops them, --resume goes on, --workers or --dask shorten it"
    )
