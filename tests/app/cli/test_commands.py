"""What the commands print, write and leave with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli.later import LATER

HERE = Path(__file__).resolve().parents[3]


def command(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """'raffinate' in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "app.cli.main", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=HERE,
        env={**os.environ, **environment},
    )


def test_solve_prints_a_balance(sheet_file: Callable[..., Path], run: Callable[..., Any]) -> None:
    result = run("solve", sheet_file())
    assert result.exit_code == 0, result.stderr
    for words in ("Closed: mass", "Feeds", "limestone", "slurry", "kWh/kg", "kg CO2e/kg", "recovery of Ca"):
        assert words in result.stdout
    assert result.stderr == ""
    assert "\x1b" not in result.stdout
    assert max(len(line) for line in result.stdout.splitlines()) <= 100


@pytest.mark.parametrize(("per", "unit"), [("h", "t/h"), ("d", "t/d"), ("a", "t/a")])
def test_periods(per: str, unit: str, sheet_file: Callable[..., Path], run: Callable[..., Any]) -> None:
    assert unit in run("solve", sheet_file(), "--per", per).stdout


def test_single_tables(sheet_file: Callable[..., Path], run: Callable[..., Any]) -> None:
    result = run("solve", sheet_file(), "--table", "balance", "--table", "streams")
    assert "Balance of the plant" in result.stdout
    assert "Feeds" not in result.stdout
    assert "…" not in result.stdout, "numbers are never cut"
    assert max(len(line) for line in result.stdout.splitlines()) <= 100
    wrong = run("solve", sheet_file(), "--table", "nonsense")
    assert wrong.exit_code == 2
    assert "balance" in wrong.stderr


def test_json_alone_on_stdout(sheet_file: Callable[..., Path]) -> None:
    done = command("solve", sheet_file(), "--json", "-", "--set", "E-1.temperature=50 degC")
    assert (done.returncode, done.stderr) == (0, "")
    written = json.loads(done.stdout)
    assert written["status"] == "closed"
    assert written["streams"]["S-4"]["T_K"] == pytest.approx(323.15)
    assert set(written["closure"]) == {"mass", "energy", "charge", "elements"}


def test_quiet_and_files(sheet_file: Callable[..., Path], tmp_path: Path, run: Callable[..., Any]) -> None:
    out = tmp_path / "out"
    out.mkdir()
    arguments = [
        "--xlsx",
        out / "r.xlsx",
        "--html",
        out / "r.html",
        "--csv",
        out / "csv",
        "--json",
        out / "r.json",
    ]
    result = run("solve", sheet_file(), "--quiet", *arguments)
    assert (result.exit_code, result.output) == (0, "")
    assert {path.name for path in out.iterdir()} == {"r.xlsx", "r.html", "csv", "r.json"}
    audit = run("audit", out / "r.json")
    assert audit.exit_code == 0
    assert "Closed" in audit.stdout


def test_audit_of_a_tampered_result(sheet_file: Callable[..., Path], tmp_path: Path, run: Callable[..., Any]) -> None:
    path = tmp_path / "r.json"
    run("solve", sheet_file(), "--quiet", "--json", path)
    written = json.loads(path.read_text(encoding="utf-8"))
    written["streams"]["S-4"]["species_kg_per_h"]["CaSO4(s)"] *= 1.001
    path.write_text(json.dumps(written), encoding="utf-8")
    result = run("audit", path)
    assert result.exit_code == 4
    assert "Out of balance" in result.stdout


def test_out_of_balance_is_said(
    sheet_file: Callable[..., Path], run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flowsheets.results.solution.Solution.status", "out of balance")
    assert run("solve", sheet_file()).exit_code == 4
    assert run("solve", sheet_file(), "--quiet").exit_code == 4


def test_not_converged(
    sheet_file: Callable[..., Path], run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from flowsheets.solving.diagnosis import UnsolvableError

    def fail(_: object) -> None:
        raise UnsolvableError("no solution was found", place="E-1")

    monkeypatch.setattr("flowsheets.sheet.Sheet.solve", fail)
    result = run("solve", sheet_file())
    assert (result.exit_code, result.stdout) == (3, "")
    assert "E-1" in result.stderr


def test_interrupted(
    sheet_file: Callable[..., Path], tmp_path: Path, run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("flowsheets.sheet.Sheet.solve", interrupt)
    result = run("solve", sheet_file(), "--json", tmp_path / "r.json")
    assert (result.exit_code, result.stdout) == (130, "")
    assert not (tmp_path / "r.json").exists()


def test_fault_of_the_program_is_no_traceback(
    sheet_file: Callable[..., Path], run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr("flowsheets.sheet.Sheet.solve", fail)
    result = run("solve", sheet_file())
    assert result.exit_code == 1
    assert "ZeroDivisionError" in result.stderr
    assert "Traceback" not in result.stderr


def test_verbose_prints_iterations_apart(sheet_file: Callable[..., Path], run: Callable[..., Any]) -> None:
    result = run("solve", sheet_file(), "--verbose", "--json", "-")
    assert "residual" in result.stderr
    json.loads(result.stdout)


def test_check(sheet_file: Callable[..., Path], run: Callable[..., Any]) -> None:
    result = run("check", sheet_file())
    assert result.exit_code == 0
    assert "5 units" in result.stdout
    assert "CaCO3(s)" in result.stdout
    assert "kJ/mol" in result.stdout


def test_diff(sheet_file: Callable[..., Path], tmp_path: Path, run: Callable[..., Any]) -> None:
    before = sheet_file().rename(tmp_path / "before.flow.json")

    def warmer(plain: dict[str, Any]) -> None:
        for record in plain["units"].values():
            if record["tag"] == "E-1":
                record["parameters"]["temperature"] = "70 degC"

    result = run("diff", before, sheet_file(warmer))
    assert result.stdout.strip() == 'E-1.temperature: "60 degC" -> "70 degC"'
    assert run("diff", before, before).stdout.strip() == "no difference"


def test_sensitivity(sheet_file: Callable[..., Path], run: Callable[..., Any]) -> None:
    result = run("sensitivity", sheet_file(), "E-1.duty", "--most", "3")
    assert result.exit_code == 0
    assert "What drives E-1.duty" in result.stdout
    assert run("sensitivity", sheet_file(), "nothing").exit_code == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [("Li2CO3(s)", ["lithium carbonate", "enthalpy of formation", "NBS"]), ("Li2", ["Li2SO4(s)", "kJ/mol"])],
)
def test_species(text: str, words: list[str], run: Callable[..., Any]) -> None:
    result = run("species", text)
    assert result.exit_code == 0
    for word in words:
        assert word in result.stdout


def test_species_of_an_element(run: Callable[..., Any]) -> None:
    found = [line.split()[0] for line in run("species", "Ni").stdout.splitlines()]
    assert "NiSO4·6H2O(s)" in found
    assert not [species for species in found if "Ni" not in species]  # no ammonium, no aluminium


def test_species_unknown(run: Callable[..., Any]) -> None:
    result = run("species", "Unobtainium")
    assert (result.exit_code, result.stdout) == (2, "")


def test_schema(run: Callable[..., Any]) -> None:
    assert "$schema" in json.loads(run("schema").stdout)


def test_version(run: Callable[..., Any]) -> None:
    assert "Raffinate" in run("version").stdout


def test_library(run: Callable[..., Any]) -> None:
    from flowsheets import library

    listed = run("library")
    assert listed.exit_code == 0
    for name in library.names():
        assert name in listed.stdout
    assert run("library", "no such sheet").exit_code == 2


@pytest.mark.parametrize("name", LATER)
def test_later(name: str, run: Callable[..., Any]) -> None:
    result = run(name, "anything", "--option", "x")
    assert result.exit_code == 2
    assert "not in this version yet" in result.stderr


def test_start_opens_the_editor(run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    monkeypatch.setattr("app.cli.edit.open_editor", lambda file="": opened.append(file) or 0)
    assert run().exit_code == 0
    assert run("edit", "cyanide_ccd").exit_code == 0
    assert opened == ["", "cyanide_ccd"]


def test_start_without_the_editor_says_how_to_get_it(run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    result = run()
    assert result.exit_code == 2
    assert "raffinate[editor]" in result.stderr
    assert "raffinate solve" in result.stderr


def test_start_without_a_display_says_so(run: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    result = run("edit")
    assert result.exit_code == 2
    assert "display" in result.stderr


def test_reader_of_the_pipe_leaves(sheet_file: Callable[..., Path]) -> None:
    line = f"{sys.executable} -m app.cli.main solve {sheet_file()} | head -n 1"
    done = subprocess.run(line, shell=True, capture_output=True, text=True, check=False, cwd=HERE)
    assert done.stderr == ""


def test_a_reader_that_left_before_anything_was_printed_is_no_fault(sheet_file: Callable[..., Path]) -> None:
    arguments = [sys.executable, "-m", "app.cli.main", "solve", str(sheet_file())]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=HERE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
    assert (process.returncode, told) == (0, b"")


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from app.cli.main import application\n"
        "import typer.main\n"
        "typer.main.get_command(application())\n"
        "heavy = {'numpy', 'scipy', 'pandas', 'casadi', 'rich', 'pint', 'jinja2', 'xlsxwriter'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HERE)
    assert done.stdout.strip() == "[]"


def test_solve_needs_no_pandas(sheet_file: Callable[..., Path]) -> None:
    code = (
        "import sys\n"
        "from app.cli.main import application\n"
        f"sys.argv = ['raffinate', 'solve', {str(sheet_file())!r}]\n"
        "try:\n"
        "    application()()\n"
        "except SystemExit:\n"
        "    pass\n"
        "print(sorted({'pandas', 'pint', 'CoolProp', 'networkx', 'jinja2', 'xlsxwriter'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=HERE)
    assert done.stdout.splitlines()[-1] == "[]"
