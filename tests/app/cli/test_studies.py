"""raffinate sweep, uncertainty and the pictures of sensitivity."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from app.cli.main import application

SHEET = "kcl_crystallisation"


def run(*arguments: str):
    return CliRunner().invoke(application(), list(arguments))


def test_sweep_prints_and_writes(tmp_path: Path) -> None:
    csv, svg = tmp_path / "out.csv", tmp_path / "out.svg"
    done = run("sweep", SHEET, "FD-1.rate=300..500 kg/h:3", "--result", "recycle", "--csv", str(csv), "--svg", str(svg))
    assert done.exit_code == 0, done.output
    assert "342.3" in done.output
    assert len(csv.read_text().splitlines()) == 4
    assert svg.read_text().startswith("<svg")


def test_uncertainty_prints_and_reads_a_file(tmp_path: Path) -> None:
    listed = tmp_path / "inputs.csv"
    listed.write_text('parameter,distribution\nEV-1.dissolved_content,"uniform(37 %, 38 %)"\n')
    done = run(
        "uncertainty", SHEET, "--vary", "FD-1.rate=normal(400 kg/h, 10)", "--inputs", str(listed),
        "--result", "recycle", "--samples", "32", "--svg", str(tmp_path / "u.svg"),
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "P90" in done.output
    assert "seed 1" in done.output


def test_mistakes_leave_with_2() -> None:
    for arguments in (
        ("sweep", SHEET, "FD-1.rat=1,2 t/h"),
        ("sweep", SHEET, "FD-1.rate"),
        ("uncertainty", SHEET),
        ("uncertainty", SHEET, "--vary", "FD-1.rate=norml(1, 2)"),
    ):
        assert run(*arguments).exit_code == 2


def test_a_case_without_a_result_is_blank_and_told_why() -> None:
    done = run("sweep", SHEET, "EV-1.dissolved_content=10, 38 %", "--result", "recycle")
    assert done.exit_code == 3
    assert "nan" not in done.stdout
    assert "1 without a result: not converged" in done.stderr


def test_a_row_of_a_file_without_a_parameter_is_told(tmp_path: Path) -> None:
    listed = tmp_path / "inputs.csv"
    listed.write_text('parameter,distribution\nFD-1.rate,"normal(400 kg/h, 5 %)"\n,"uniform(1, 2)"\n')
    done = run("uncertainty", SHEET, "--inputs", str(listed))
    assert done.exit_code == 2
    assert f"{listed}, row 3: parameter or distribution is empty" in done.stderr


def test_a_misspelt_result_of_a_sensitivity_is_told_with_what_was_meant() -> None:
    done = run("sensitivity", SHEET, "recycel")
    assert done.exit_code == 2
    assert "Did you mean recycle?" in done.stderr


def test_drivers_are_told_in_the_units_of_the_sheet() -> None:
    done = run("sensitivity", SHEET, "water evaporated")
    lines = {line.split()[0]: line for line in done.stdout.splitlines() if line.strip()}
    assert "(332.19 kg/h)" in done.stdout
    assert " 0.4 t/h " in lines["FD-1.rate"]
    assert " 47.18 mol/kg " in lines["FD-1.composition[H2O(l)]"]
    assert " 84 wt% " in lines["S-6.solids_fraction.target"]


def test_settings_and_cases_hold_for_every_study() -> None:
    larger = run("sweep", SHEET, "CR-1.temperature=35, 36 degC", "--result", "recycle", "--set", "FD-1.rate=500 kg/h")
    assert larger.exit_code == 0, larger.output
    assert "427.9" in larger.stdout
    assert "no case 'hot'" in run("sensitivity", SHEET, "recycle", "--case", "hot").stderr


def test_sensitivity_writes_a_tornado_and_a_table(tmp_path: Path) -> None:
    svg, csv = tmp_path / "t.svg", tmp_path / "t.csv"
    done = run("sensitivity", SHEET, "recycle", "--svg", str(svg), "--csv", str(csv), "--swing", "5")
    assert done.exit_code == 0, done.output
    assert "FD-1.rate" in svg.read_text()
    assert "FD-1.rate" in csv.read_text()


def test_sensitivity_between_stated_ends(tmp_path: Path) -> None:
    svg, csv = tmp_path / "t.svg", tmp_path / "t.csv"
    done = run(
        "sensitivity", SHEET, "recycle", "--range", "FD-1.rate=9..12 t/h", "--svg", str(svg), "--csv", str(csv)
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "solved" in done.output
    assert "12 t/h" in svg.read_text()
    assert "as stated" in csv.read_text()
    along = run("sensitivity", SHEET, "recycle", "--range", "FD-1.rate=9..12 t/h", "--by", "derivative")
    assert "derivative" in along.output
    assert run("sensitivity", SHEET, "recycle", "--range", "FD-1.rate=9").exit_code == 2
