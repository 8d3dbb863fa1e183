"""The documentation is complete, true to the declarations, and its examples run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PYTHON_BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_unit_pages_are_as_the_declarations_say():
    command = [sys.executable, str(ROOT / "tools" / "unit_pages.py"), "--check"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.returncode == 0, f"{run.stderr}run: python tools/unit_pages.py"


def test_site_builds_without_a_warning(tmp_path):
    pytest.importorskip("mkdocs")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.returncode == 0, run.stdout + run.stderr


def test_navigation_names_pages_that_are_there():
    named = re.findall(r": (\S+\.md)$", (ROOT / "mkdocs.yml").read_text("utf-8"), re.MULTILINE)
    assert named
    assert [name for name in named if not (DOCS / name).is_file()] == []


EXAMPLES = [
    pytest.param(blocks, id=str(path.relative_to(DOCS)))
    for path in sorted(DOCS.rglob("*.md"))
    if (blocks := PYTHON_BLOCK.findall(path.read_text("utf-8")))
]


@pytest.mark.parametrize("blocks", EXAMPLES)
def test_examples_in_python_run_one_after_another(blocks, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    session: dict[str, object] = {"__name__": "__main__"}
    for block in blocks:
        exec(compile(block, "example", "exec"), session)


def test_first_example_is_what_it_says(capsys):
    block = PYTHON_BLOCK.findall((DOCS / "index.md").read_text("utf-8"))[0]
    exec(compile(block, "example", "exec"), {"__name__": "__main__"})
    status, mass, _ = capsys.readouterr().out.splitlines()
    assert status == "closed"
    # 10 t/h x 0.97 x 44.009 / 100.087 = 4.265 t/h
    assert float(mass) == pytest.approx(4265.2, rel=1e-3)


def test_first_flowsheet_by_hand_is_what_its_page_prints(tmp_path):
    page = (DOCS / "tutorials" / "first_flowsheet.md").read_text("utf-8")
    block = re.findall(r"^```json\n(.*?)^```", page, re.MULTILINE | re.DOTALL)[0]
    (tmp_path / "glauber.flow.json").write_text(block, "utf-8")
    command = [sys.executable, "-m", "app.cli.main", "solve", str(tmp_path / "glauber.flow.json")]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.returncode == 0, run.stderr
    printed = re.findall(r"^```text\n(.*?)^```", page, re.MULTILINE | re.DOTALL)[0]
    for line in printed.splitlines():
        if line.startswith(("PD-", "cooling")):
            assert line in run.stdout
