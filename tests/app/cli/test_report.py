"""raffinate report: what it writes and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
SheetFile = Callable[..., Path]


def test_a_pdf_has_drawing_and_tables(sheet_file: SheetFile, run: Run, tmp_path: Path) -> None:
    result = run("report", sheet_file(), "--out", tmp_path / "R.pdf")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    written = (tmp_path / "R.pdf").read_bytes()
    assert written.startswith(b"%PDF")
    assert b"MediaBox [0 0 595.28 841.89]" in written  # tables on A4
    assert b"MediaBox [0 0 1190.55 841.89]" in written  # the drawing on A3


def test_a_web_page_is_that_of_solve(sheet_file: SheetFile, run: Run, tmp_path: Path) -> None:
    assert run("report", sheet_file(), "--out", tmp_path / "R.html", "--per", "d").exit_code == 0
    run("solve", sheet_file(), "--quiet", "--html", tmp_path / "S.html", "--per", "d")
    assert (tmp_path / "R.html").read_bytes() == (tmp_path / "S.html").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "says"), [(("--out", "R.docx"), "R.pdf or R.html"), (("--out", "R.pdf", "--per", "w"), "no period")]
)
def test_what_cannot_be_written_is_said(
    arguments: tuple[str, ...], says: str, sheet_file: SheetFile, run: Run, tmp_path: Path
) -> None:
    result = run("report", sheet_file(), *arguments)
    assert result.exit_code == 2
    assert says in result.stderr
