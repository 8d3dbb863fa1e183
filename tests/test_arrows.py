"""Imports run down the list of folders only, and heavy packages are imported where they are used."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("resources", "unitops", "flowsheets", "app")
HEAVY = (
    "casadi",
    "pandas",
    "CoolProp",
    "pint",
    "xlsxwriter",
    "PySide6",
    "networkx",
    "pyarrow",
    "distributed",
    "openpyxl",
)


def modules() -> list[Path]:
    return [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]


def imports(path: Path, *, only_top: bool = False) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = tree.body if only_top else list(ast.walk(tree))
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_run_down(path: Path) -> None:
    folder = path.relative_to(ROOT).parts[0]
    above = FOLDERS[FOLDERS.index(folder) + 1 :]
    assert not [name for name in imports(path) if name.split(".")[0] in above]


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_qt_stays_in_the_editor(path: Path) -> None:
    if path.is_relative_to(ROOT / "app" / "editor"):
        return
    qt = ("PySide6", "superqt", "qtawesome", "pyqtgraph")
    assert not [name for name in imports(path) if name.split(".")[0] in qt]


@pytest.mark.parametrize("path", sorted((ROOT / "flowsheets/audit").rglob("*.py")), ids=lambda p: p.name)
def test_the_audit_shares_no_code_with_the_solver(path: Path) -> None:
    foreign = (
        "casadi",
        "flowsheets.equations",
        "flowsheets.solving",
        "unitops.chemistry",
        "unitops.declaration",
    )
    assert not [name for name in imports(path) if name.startswith(foreign)]


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_only_studies_and_what_people_touch_know_of_batches(path: Path) -> None:
    inside = ("flowsheets/batch/", "flowsheets/studies/", "app/")
    where = path.relative_to(ROOT).as_posix()
    if where.startswith(inside) or where == "flowsheets/__init__.py":
        return
    assert not [name for name in imports(path) if name.startswith("flowsheets.batch")]


def test_importing_is_light() -> None:
    code = (
        "import sys, importlib, flowsheets.sheet, flowsheets.batch.running;"
        "from unitops.catalogue import catalogue; list(catalogue().values());"
        f"print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_flat_names_survive_a_stray_app_and_resources(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text("raise RuntimeError('stray app.py imported')")
    (tmp_path / "resources").mkdir()
    code = (
        "import sys; sys.path.append('.'); import flowsheets.sheet; "
        "from unitops.chemistry.species import database; database()"
    )
    subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        check=True,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "SYSTEMROOT": ""},
    )
