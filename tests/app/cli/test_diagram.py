"""raffinate diagram: the pictures that it writes and the requests that it refuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from flowsheets.diagram.look import DARK
from flowsheets.document.file import load, save
from flowsheets.document.subflowsheets import grouped

Run = Callable[..., Any]
SheetFile = Callable[..., Path]


def test_a_picture_without_solving(sheet_file: SheetFile, run: Run, tmp_path: Path) -> None:
    result = run("diagram", sheet_file(), "--out", tmp_path / "D.svg")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    words = "".join(ElementTree.parse(tmp_path / "D.svg").getroot().itertext())
    assert "limestone" in words
    assert "t/h" not in words


@pytest.mark.parametrize("option", ["--solve", "--table"])
def test_a_picture_with_flows(option: str, sheet_file: SheetFile, run: Run, tmp_path: Path) -> None:
    asked = (option, "--frame", "--dark", "--arrange", "--set", "FD-1.rate=20 t/h")
    assert run("diagram", sheet_file(), "--out", tmp_path / "D.svg", *asked).exit_code == 0
    root = ElementTree.parse(tmp_path / "D.svg").getroot()
    words = "".join(root.itertext())
    assert "20 t/h" in words
    assert "closed" in words
    assert ("T [°C]" in words) == (option == "--table")
    assert root[1].get("fill") == DARK.sheet


def test_labels(sheet_file: SheetFile, run: Run, tmp_path: Path) -> None:
    assert run("diagram", sheet_file(), "--out", tmp_path / "D.svg", "--label", "T", "--label", "mass").exit_code == 0
    assert "60 °C" in (tmp_path / "D.svg").read_text("utf-8")
    wrong = run("diagram", sheet_file(), "--out", tmp_path / "E.svg", "--label", "taste")
    assert wrong.exit_code == 2
    assert "solids" in wrong.stderr


def test_a_pdf(sheet_file: SheetFile, run: Run, tmp_path: Path) -> None:
    assert run("diagram", sheet_file(), "--out", tmp_path / "D.pdf").exit_code == 0
    assert (tmp_path / "D.pdf").read_bytes().startswith(b"%PDF")


def test_png_needs_the_editor(sheet_file: SheetFile, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.cli.editor.has_editor", lambda: False)
    result = run("diagram", sheet_file(), "--out", tmp_path / "D.png")
    assert result.exit_code == 2
    assert "raffinate[editor]" in result.stderr
    assert not (tmp_path / "D.png").exists()


@pytest.mark.parametrize(("name", "says"), [("D.txt", "D.svg, D.pdf or D.png"), ("D", "D.svg, D.pdf or D.png")])
def test_what_cannot_be_written_is_said(name: str, says: str, sheet_file: SheetFile, run: Run, tmp_path: Path) -> None:
    result = run("diagram", sheet_file(), "--out", tmp_path / name)
    assert result.exit_code == 2
    assert says in result.stderr
    assert not (tmp_path / name).exists()


def test_a_sheet_that_cannot_be_solved_can_be_drawn(sheet_file: SheetFile, run: Run, tmp_path: Path) -> None:
    def without_acid(sheet: dict[str, Any]) -> None:
        for unit in sheet["units"].values():
            unit.get("parameters", {}).pop("composition", None)

    file = sheet_file(without_acid)
    assert run("diagram", file, "--out", tmp_path / "D.svg").exit_code == 0
    assert run("diagram", file, "--out", tmp_path / "E.svg", "--solve").exit_code == 2
    assert not (tmp_path / "E.svg").exists()


def test_every_sub_flowsheet_is_a_page_unless_one_is_named(sheet_file: SheetFile, run: Run, tmp_path: Path) -> None:
    sheet = load(sheet_file())
    folded, _ = grouped(sheet, sorted(sheet.units)[:2], tag="A-300", name="Lime")
    save(folded, tmp_path / "folded.flow.json")
    assert run("diagram", tmp_path / "folded.flow.json", "--out", tmp_path / "D.svg").exit_code == 0
    assert "A-300" in (tmp_path / "D.svg").read_text("utf-8")
    alone = run("diagram", tmp_path / "folded.flow.json", "--out", tmp_path / "E.svg", "--level", "A-300")
    assert alone.exit_code == 0
    assert (tmp_path / "E.svg").read_text("utf-8") == (tmp_path / "D-2.svg").read_text("utf-8")
    assert run("diagram", tmp_path / "folded.flow.json", "--out", tmp_path / "F.svg", "--level", "plant").exit_code == 0
    assert not (tmp_path / "F-2.svg").exists()
    assert run("diagram", tmp_path / "folded.flow.json", "--out", tmp_path / "G.svg", "--level", "A-9").exit_code == 2
