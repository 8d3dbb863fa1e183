"""What is true of every file of the repository: names, sizes, docstrings, and no trace of one machine."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("app", "flowsheets", "unitops", "resources")
FOLDERS = (*PACKAGES, "tests", "tools", "bench", "docs", ".ci")
TEXTS = {".py", ".md", ".toml", ".yml", ".json", ".html", ".css", ".svg", ""}
VAGUE = {"util", "utils", "utility", "helper", "helpers", "common", "misc", "manager", "stuff", "base", "core"}
LONGEST = 500
# Written in pieces, so that this file is not one of those that it finds.
MACHINE_PATH = re.compile("/" + r"(?:root|home/\w+|Users/\w+|work|workspace|mnt)/|[A-Z]:" + r"\\\\?Users")
REGISTRY = re.compile(
    r"pypi\." + r"org|files\.python" + r"hosted|index" + r"-url|find" + r"-links|/simple" + r"/\w", re.IGNORECASE
)


@cache
def files() -> tuple[Path, ...]:
    """Files under version control; without git, those of the known folders."""
    if shutil.which("git") and (ROOT / ".git").exists():
        run = subprocess.run(["git", "ls-files", "-z"], capture_output=True, text=True, check=False, cwd=ROOT)
        if run.returncode == 0:
            listed = (ROOT / name for name in run.stdout.split("\0") if name)
            return tuple(path for path in listed if path.is_file())
    found = [path for path in ROOT.iterdir() if path.is_file()]
    found += [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    return tuple(path for path in found if "__pycache__" not in path.parts)


def python_files() -> list[Path]:
    return [path for path in files() if path.suffix == ".py"]


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY], ids=["machine paths", "registry addresses"])
def test_no_trace_of_a_machine(pattern):
    found = []
    for path in files():
        if path.suffix not in TEXTS:
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if hit := pattern.search(line):
                found.append(f"{shown(path)}:{number}: {hit.group()}")
    assert found == []


def test_names_of_modules_say_what_is_in_them():
    assert [shown(path) for path in python_files() if path.stem in VAGUE or path.parent.name in VAGUE] == []


def test_no_file_is_long():
    lengths = {shown(path): len(path.read_text("utf-8").splitlines()) for path in python_files()}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_every_module_says_what_it_is():
    silent = [shown(path) for path in python_files() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert silent == []


def test_every_folder_of_code_is_a_package():
    folders = {path.parent for path in python_files() if path.relative_to(ROOT).parts[0] in PACKAGES}
    assert [shown(folder) for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []


def test_data_travel_with_the_packages():
    """What is no Python in a package is named in pyproject.toml, else it would be missing where it is installed."""
    import tomllib

    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"]
    covered = {
        path
        for package, patterns in declared.items()
        for glob in patterns
        for path in (ROOT / package.replace(".", "/")).glob(glob)
    }
    inside = [path for path in files() if path.relative_to(ROOT).parts[0] in PACKAGES and path.suffix != ".py"]
    assert [shown(path) for path in inside if path not in covered] == []


EXTRAS = ("batch", "dask", "editor")
"""Optional dependencies that the packages import where they are asked for."""
BROUGHT_ALONG = {"shiboken6"}
"""What comes with a declared package and belongs to it: PySide6's own."""
IMPORTED_AS = {"dask[distributed]": "distributed", "PySide6-Essentials": "PySide6", "QtAwesome": "qtawesome"}


def required(line: str) -> str:
    """The name under which what a line of dependencies asks for is imported."""
    name = re.split(r"[<>=!~ ;]", line, maxsplit=1)[0]
    return IMPORTED_AS.get(name, name)


def test_dependencies_are_those_imported():
    """Every third-party import of the packages is declared, and what everyone has to install is imported."""
    import sys
    import tomllib

    imported = set()
    for path in python_files():
        if path.relative_to(ROOT).parts[0] not in PACKAGES:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.partition(".")[0])
    foreign = {name for name in imported if name not in sys.stdlib_module_names and name not in PACKAGES}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {required(line) for line in project["dependencies"]}
    optional = {required(line) for name in EXTRAS for line in project["optional-dependencies"].get(name, ())}
    assert declared <= foreign
    assert foreign - declared <= optional | BROUGHT_ALONG
