"""The set-up script: standard library only, careful with what is there; the README's commands work."""

from __future__ import annotations

import ast
import importlib.util
import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from typer.testing import CliRunner

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")


@pytest.fixture
def start(tmp_path) -> ModuleType:
    """start.py as a module, its environment in a folder of its own."""
    spec = importlib.util.spec_from_file_location("start", ROOT / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.HOME = tmp_path / ".venv"
    module.INSTALLED = module.HOME / "raffinate-installed.txt"
    return module


def test_needs_nothing_but_python():
    tree = ast.parse((ROOT / "start.py").read_text("utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) if node.module}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_old_python_is_told_so(start, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 10, 0))
    assert start.main([]) == 2
    assert "3.11" in capsys.readouterr().err


def test_unknown_word_is_told_so(start, capsys):
    assert start.main(["tset"]) == 2
    assert "tset" in capsys.readouterr().err


def test_sheet_shown_first_is_shipped(start):
    assert (start.LIBRARY / f"{start.shown_first()}.flow.json").is_file()


def test_half_made_environment_does_not_count(start):
    assert not start.works()
    start.interpreter().parent.mkdir(parents=True)
    assert not start.works()


def test_without_rights_the_command_is_told(start, monkeypatch, capsys):
    monkeypatch.setattr(start, "can_make_environments", lambda: False)
    monkeypatch.setattr(start.shutil, "which", lambda name: name)
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000, raising=False)
    missing = subprocess.CompletedProcess([], returncode=1)
    monkeypatch.setattr(start.subprocess, "run", lambda *arguments, **options: missing)
    assert start.main([]) == 2
    assert "sudo apt-get install -y" in capsys.readouterr().err


def test_what_is_installed_is_not_installed_again(start, monkeypatch):
    calls = []
    monkeypatch.setattr(start, "run", lambda *arguments, **options: calls.append(arguments[1]) or 0)
    start.HOME.mkdir()
    start.install("editor,dev")
    start.install("editor,dev")
    assert calls == ["pip", "compileall"]
    start.install("editor")
    assert len(calls) == 4


def test_main_job_and_tests_are_handed_on(start, monkeypatch):
    calls = []
    for name in ("install_system_packages", "make_environment"):
        monkeypatch.setattr(start, name, lambda: None)
    monkeypatch.setattr(start, "install", lambda extras: None)
    monkeypatch.setattr(start, "run", lambda *arguments, **options: calls.append(arguments) or 7)
    for display in (True, False):
        monkeypatch.setattr(start, "has_display", lambda there=display: there)
        assert start.main([]) == 7
    assert start.main(["test", "-n", "2"]) == 7
    jobs = [("-m", "app.cli.main", command, start.shown_first()) for command in ("edit", "solve")]
    assert calls == [*jobs, ("-m", "pytest", "-n", "2")]


def test_the_window_is_installed_and_for_the_tests_their_tools(start):
    assert start.extras(testing=False) == "editor"
    assert start.extras(testing=True) == "editor,dev"


def test_commands_of_the_readme_work(tmp_path, monkeypatch):
    from app.cli.main import application

    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    commands = [shlex.split(line) for block in blocks for line in block.splitlines()]
    assert len(commands) > 5
    for program, *arguments in commands:
        assert program == "raffinate"
        result = CliRunner().invoke(application(), arguments)
        assert result.exit_code == 0, f"{arguments}: {result.output}"


def test_python_of_the_readme_works():
    block = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)[0]
    session: dict[str, object] = {"__name__": "__main__"}
    exec(compile(block, "README.md", "exec"), session)
    solution = session["solution"]
    assert solution.indicators["water evaporated"].value == pytest.approx(415.2, abs=0.05)
    assert solution.streams["S-7"]["mass_kg_per_h"] == pytest.approx(427.9, abs=0.05)


def test_links_of_the_readme_lead_somewhere():
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
